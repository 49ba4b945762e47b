#include "cli/audit_progress.h"

#include "absl/strings/str_cat.h"
#include "cli/text_layout.h"

namespace lontar::cli {

Reading ReadingOf(const AuditCounts& counts) {
  const uint64_t files = counts.files;
  const uint64_t total = counts.files_total;
  const uint64_t signatures = counts.signatures;
  const std::string size = SizeWords(counts.bytes);
  if (signatures == 0) {
    return {absl::StrCat("read ", files, " of ", Counted(total, "file", "files"), ", ", size),
            files, total};
  }
  return {absl::StrCat("read ", Counted(files, "file", "files"), ", ", size, "; verified ",
                       Counted(signatures, "signature", "signatures")),
          files + signatures};
}

CountedMirror::CountedMirror(audit::MirrorFiles* files, AuditCounts* counts)
    : files_(files), counts_(counts) {
  for (const absl::string_view folder : {"payloads", "tile"}) {
    const auto paths = files_->List(folder);
    if (paths.ok()) counts_->files_total += paths->size();
  }
  ++counts_->files_total;  // the checkpoint
}

absl::StatusOr<std::optional<std::string>> CountedMirror::Read(absl::string_view path) {
  auto bytes = files_->Read(path);
  if (bytes.ok() && *bytes && seen_.insert(std::string(path)).second) {
    ++counts_->files;
    counts_->bytes += (*bytes)->size();
  }
  return bytes;
}

absl::StatusOr<std::vector<std::string>> CountedMirror::List(absl::string_view folder) {
  return files_->List(folder);
}

void CountedWorkers::ForEach(int count, const std::function<void(int)>& work) {
  workers_->ForEach(count, [&](int at) {
    work(at);
    ++counts_->signatures;
  });
}

}  // namespace lontar::cli
