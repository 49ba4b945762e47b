#include "hub/service/init.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/rocksdb/open.h"
#include "hub/core/hub_core.h"
#include "hub/service/sign_register_file.h"

namespace lontar::hub {
namespace {

std::string Resolved(const std::string& folder, const std::string& path) {
  return path.empty() ? path : (std::filesystem::path(folder) / path).string();
}

absl::Status WriteLeafZero(const HubInit& init, const HubSecrets& secrets) {
  const HubConfig& config = init.config;
  LONTAR_RETURN_IF_ERROR(SignRegisterFile::Create(config.sign_register()));
  LONTAR_RETURN_IF_ERROR(store::CreateRocksDbStore(config.store(), "hub"));
  LONTAR_ASSIGN_OR_RETURN(const auto store, store::OpenRocksDbStore(config.store(), "hub"));
  SignRegisterFile sign_register(config.sign_register());
  const Doors doors{store.get(), init.clock, init.entropy, &sign_register};
  const Keys keys{secrets.chain_key.get(), secrets.log_key.get()};
  LONTAR_RETURN_IF_ERROR(HubCore::Create(doors, keys, init.trust_root));
  // A trust root that names other keys would make a hub that never starts: seen here, while the
  // folder can still be thrown away.
  return HubCore::Open(doors, keys).status();
}

}  // namespace

absl::Status InitHub(const HubInit& init) {
  const std::string& folder = init.config.folder;
  const std::string path = absl::StrCat(folder, "/hub.conf");
  if (base::FileExists(path)) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "HUB_EXISTS",
                         absl::StrCat("\"", folder, "\" holds a hub already; name another folder"));
  }
  HubConfig resolved = init.config;
  resolved.log_key = Resolved(folder, resolved.log_key);
  resolved.chain_key = Resolved(folder, resolved.chain_key);
  resolved.passphrase_file = Resolved(folder, resolved.passphrase_file);
  // First: a path by way of a folder that is not there leads nowhere.
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  LONTAR_ASSIGN_OR_RETURN(const HubSecrets secrets, ReadHubSecrets(resolved));
  LONTAR_RETURN_IF_ERROR(WriteLeafZero(init, secrets));
  return base::CreateFileDurably(path, HubConfigText(init.config), base::FileMode::kOwnerOnly);
}

}  // namespace lontar::hub
