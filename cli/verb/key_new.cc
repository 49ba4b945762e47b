// lontar key new: an Ed25519 key in an encrypted file, and its public half beside it.

#include "absl/strings/str_cat.h"
#include "cli/json_text.h"
#include "cli/keys.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
absl::Status KeyNew(const Call& call) {
  const std::string path = call.arguments.Text("file");
  LONTAR_ASSIGN_OR_RETURN(const auto key, MakeKeyFile(call, path));
  LONTAR_ASSIGN_OR_RETURN(const std::string pem,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  LONTAR_ASSIGN_OR_RETURN(const std::string kdf, trust::DescribeKeyFile(pem));
  const std::string text = trust::PublicKeyText(key->public_key());
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
