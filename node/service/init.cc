#include "node/service/init.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/rocksdb/open.h"
#include "node/core/node_core.h"
#include "node/service/high_water_file.h"

namespace lontar::node {
namespace {

std::string ConfigPath(absl::string_view folder) { return absl::StrCat(folder, "/node.conf"); }

}  // namespace

absl::Status CheckNoNodeIn(absl::string_view folder) {
  if (!base::FileExists(ConfigPath(folder))) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kFailedPrecondition, "NODE_EXISTS",
                       absl::StrCat("\"", folder, "\" holds a node already; name another folder"));
}

absl::Status InitNode(const NodeInit& init) {
  const std::string& folder = init.config.folder;
  const std::string& member = init.member;
  if (member.size() != 2 || !absl::ascii_isupper(member[0]) || !absl::ascii_isupper(member[1])) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "MEMBER_INVALID",
        absl::StrCat("\"", member, "\" is no member; write two capital letters, like KH"));
  }
  LONTAR_RETURN_IF_ERROR(CheckNoNodeIn(folder));
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  LONTAR_RETURN_IF_ERROR(HighWaterFile::Create(init.config.high_water()));
  LONTAR_RETURN_IF_ERROR(store::CreateRocksDbStore(init.config.store(), "node"));
  LONTAR_ASSIGN_OR_RETURN(const auto store, store::OpenRocksDbStore(init.config.store(), "node"));
  HighWaterFile high_water(init.config.high_water());
  const Doors doors{store.get(), init.clock, init.entropy, &high_water};
  LONTAR_RETURN_IF_ERROR(NodeCore::Create(doors, init.hub_id, member));
  return base::CreateFileDurably(ConfigPath(folder), NodeConfigText(init.config),
                                 base::FileMode::kOwnerOnly);
}

}  // namespace lontar::node
