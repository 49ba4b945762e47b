// lontar log mirror: the whole public log as files that anybody can check.

#include <algorithm>
#include <array>
#include <atomic>

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/json_text.h"
#include "cli/mirror.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

constexpr std::array<absl::string_view, 3> kMirrorNames = {"checkpoint", "payloads", "tile"};

// A folder of something else is left alone; a mirror, also one that was cut off, is brought up to
// date.
absl::Status CheckTarget(absl::string_view folder) {
  if (!base::FileExists(folder)) return absl::OkStatus();
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> names, base::ListFolder(folder));
  const auto other = std::ranges::find_if(names, [](const std::string& name) {
    return std::ranges::find(kMirrorNames, name) == kMirrorNames.end();
  });
  if (other == names.end()) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "MIRROR_TARGET_TAKEN",
      absl::StrCat(folder, ": it holds \"", *other, "\" and is no mirror; name another folder"));
}

// The checkpoint comes last, and makes a mirror of the files: they are on the disk before it is.
absl::Status WriteMirrorFile(absl::string_view folder, absl::string_view path,
                             absl::string_view content) {
  LONTAR_RETURN_IF_ERROR(CheckMirrorPath(path));
  const std::string target = absl::StrCat(folder, "/", path);
  if (base::FileExists(target)) {
    const auto before = base::ReadWholeFile(target, base::kLocalMessageBytesMax);
    if (before.ok() && *before == content) return absl::OkStatus();
  }
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(target.substr(0, target.rfind('/'))));
  if (path != "checkpoint") return base::WriteFileWhole(target, content);
  LONTAR_RETURN_IF_ERROR(base::SyncDiskOf(folder));
  return base::WriteFileDurably(target, content);
}

}  // namespace

absl::Status LogMirror(const Call& call) {
  const std::string folder = call.arguments.Text("out");
  LONTAR_RETURN_IF_ERROR(CheckTarget(folder));
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  std::atomic<uint64_t> files{0};
  std::atomic<uint64_t> bytes{0};
  {
    const Ticker ticker(call.terminal, call.is_json, [&] {
      return Reading{
          absl::StrCat("written ", Counted(files, "file", "files"), ", ", SizeWords(bytes)), files};
    });
    // The hub sends the checkpoint last: it is there only when all that it needs is.
    LONTAR_RETURN_IF_ERROR(hub->Mirror([&](absl::string_view path, absl::string_view content) {
      ++files;
      bytes += content.size();
      return WriteMirrorFile(folder, path, content);
    }));
  }
  JsonObject answer;
  answer.Put("schema", "lontar.mirror.v1");
  answer.Put("mirror", folder);
  answer.PutNumber("files", files);
  answer.PutNumber("bytes", bytes);
  call.terminal->Answer(call.is_json ? answer.Written()
                                     : absl::StrCat("mirrored  ", Counted(files, "file", "files"),
                                                    ", ", bytes.load(), " bytes, into ", folder));
  return absl::OkStatus();
}

}  // namespace lontar::cli
