// lontar key list: what key files there are and how they are protected. No passphrase is asked.

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/trust/key_file.h"

namespace lontar::cli {
namespace {

struct KeyRow {
  std::string file;
  std::string id;  // empty without the .pub file
  std::string kdf;
};

absl::StatusOr<KeyRow> DescribeKey(const std::string& path) {
  KeyRow row{path, "", ""};
  LONTAR_ASSIGN_OR_RETURN(const std::string pem,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  auto kdf = trust::DescribeKeyFile(pem);
  if (!kdf.ok()) return base::Annotate(kdf.status(), path);
  row.kdf = *kdf;
  const auto text = base::ReadWholeFile(absl::StrCat(path, ".pub"), base::kConfigurationBytesMax);
  if (!text.ok()) return row;
  auto key = trust::ReadPublicKeyText(absl::StripSuffix(*text, "\n"));
  if (!key.ok()) return base::Annotate(key.status(), absl::StrCat(path, ".pub"));
  row.id = key->id().hex();
  return row;
}

// Files as they are; of a folder those that end in .key.
absl::StatusOr<std::vector<std::string>> FilesAmong(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> names, base::ListFolder(path));
    for (const std::string& name : names) {
      if (absl::EndsWith(name, ".key")) files.push_back(absl::StrCat(path, "/", name));
    }
  }
  return files;
}

}  // namespace

absl::Status KeyList(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto files, FilesAmong(call.arguments.All("files")));
  std::string text;
  std::vector<JsonObject> keys;
  for (const std::string& file : files) {
    LONTAR_ASSIGN_OR_RETURN(const KeyRow row, DescribeKey(file));
    absl::StrAppend(&text, row.id.empty() ? "no .pub file beside it" : row.id, "  ", row.kdf, "  ",
                    row.file, "\n");
    JsonObject& key = keys.emplace_back();
    key.Put("file", row.file);
    key.Put("key", row.id);
    key.Put("kdf", row.kdf);
  }
  JsonObject answer;
  answer.Put("schema", "lontar.keys.v1");
  answer.PutObjects("keys", keys);
  call.terminal->Answer(call.is_json ? answer.Written() : text.empty() ? "no key files" : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
