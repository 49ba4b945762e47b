// lontar key new: an Ed25519 key in an encrypted file, and its public half beside it.

#include "absl/strings/str_cat.h"
#include "cli/json_text.h"
#include "cli/keys.h"
#include "cli/verb/verbs.h"
#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/base/passphrase.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

absl::StatusOr<trust::KdfCost> CostFor(const Arguments& arguments) {
  const std::string cost = arguments.TextOr("kdf-cost", "full");
  if (cost == "full") return trust::KdfCost::kFull;
  if (cost == "low") return trust::KdfCost::kLow;
  return UsageProblem(absl::StrCat("--kdf-cost is full or low, not \"", cost, "\""));
}

}  // namespace

absl::Status KeyNew(const Call& call) {
  const std::string path = call.arguments.Text("file");
  LONTAR_ASSIGN_OR_RETURN(const trust::KdfCost cost, CostFor(call.arguments));
  LONTAR_ASSIGN_OR_RETURN(const std::string passphrase,
                          base::ReadPassphrase(call.arguments.Text("passphrase-file")));
  LONTAR_ASSIGN_OR_RETURN(const auto key,
                          trust::PrivateKey::FromSeed(base::SystemEntropy().Bytes(32)));
  LONTAR_ASSIGN_OR_RETURN(const std::string pem, trust::WriteKeyFile(*key, passphrase, cost));
  LONTAR_ASSIGN_OR_RETURN(const std::string kdf, trust::DescribeKeyFile(pem));
  const size_t slash = path.rfind('/');
  if (slash != std::string::npos) LONTAR_RETURN_IF_ERROR(base::MakeFolders(path.substr(0, slash)));
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(path, pem, base::FileMode::kOwnerOnly));
  const std::string text = trust::PublicKeyText(key->public_key());
  LONTAR_RETURN_IF_ERROR(
      base::CreateFileDurably(absl::StrCat(path, ".pub"), absl::StrCat(text, "\n")));
  const std::string id = key->public_key().id().hex();
  if (!call.is_json) {
    call.terminal->Answer(
        absl::StrCat("key     ", id, "\npublic  ", text, "\nfile    ", path, ", ", kdf));
    return absl::OkStatus();
  }
  JsonObject answer;
  answer.Put("schema", "lontar.key.v1");
  answer.Put("file", path);
  answer.Put("kdf", kdf);
  answer.Put("key", id);
  answer.Put("public", text);
  call.terminal->Answer(answer.Written());
  return absl::OkStatus();
}

}  // namespace lontar::cli
