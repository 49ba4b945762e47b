#include <algorithm>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/audit/mirror.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::audit {
namespace {

// tile/entries, seven groups of three digits (an index below 2^63), and the partial tile's folder.
constexpr size_t kPathNamesMax = 11;
constexpr size_t kNameBytesMax = 64;

absl::Status OddFile(absl::string_view path, absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "MIRROR_ODD_FILE",
                       absl::StrCat(path, ": ", why));
}

bool IsMirrorName(absl::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && name != "." && name != ".." &&
         std::ranges::all_of(name, [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.';
         });
}

// OK for a path that a mirror may have.
absl::Status CheckMirrorPath(absl::string_view path) {
  const std::vector<absl::string_view> names = absl::StrSplit(path, '/');
  if (names.size() > kPathNamesMax) return OddFile(path, "no mirror has folders this deep");
  if (std::ranges::all_of(names, IsMirrorName)) return absl::OkStatus();
  return OddFile(path, "no file of a mirror has this name; take it out");
}

enum class Found { kNothing, kFile, kFolder };

// What stands at `path` below `folder`, if neither it nor a folder above it is a link.
absl::StatusOr<Found> LookAt(absl::string_view folder, absl::string_view path) {
  std::filesystem::path at{std::string(folder)};
  Found found = Found::kFolder;
  for (const absl::string_view name : absl::StrSplit(path, '/')) {
    if (found != Found::kFolder) return Found::kNothing;
    at /= std::string(name);
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::symlink_status(at, error);
    switch (status.type()) {
      case std::filesystem::file_type::not_found:
        return Found::kNothing;
      case std::filesystem::file_type::regular:
        found = Found::kFile;
        break;
      case std::filesystem::file_type::directory:
        found = Found::kFolder;
        break;
      default:
        return OddFile(path, "neither a file nor a folder; a mirror has no links and no devices");
    }
  }
  return found;
}

}  // namespace

absl::StatusOr<std::optional<std::string>> FolderMirror::Read(absl::string_view path) {
  LONTAR_RETURN_IF_ERROR(CheckMirrorPath(path));
  LONTAR_ASSIGN_OR_RETURN(const Found found, LookAt(folder_, path));
  if (found == Found::kNothing) return std::optional<std::string>();
  if (found == Found::kFolder) return OddFile(path, "a folder stands where a file belongs");
  LONTAR_ASSIGN_OR_RETURN(std::string bytes, base::ReadWholeFile(absl::StrCat(folder_, "/", path),
                                                                 base::kPartBytesMax));
  return std::optional<std::string>(std::move(bytes));
}

absl::StatusOr<std::vector<std::string>> FolderMirror::List(absl::string_view folder) {
  std::vector<std::string> files;
  std::vector<std::string> waiting = {std::string(folder)};
  while (!waiting.empty()) {
    const std::string path = std::move(waiting.back());
    waiting.pop_back();
    LONTAR_RETURN_IF_ERROR(CheckMirrorPath(path));
    LONTAR_ASSIGN_OR_RETURN(const Found found, LookAt(folder_, path));
    if (found == Found::kFile) files.push_back(path);
    if (found != Found::kFolder) continue;
    LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                            base::ListFolder(absl::StrCat(folder_, "/", path)));
    for (const std::string& name : names) waiting.push_back(absl::StrCat(path, "/", name));
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace lontar::audit
