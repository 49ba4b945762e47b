#pragma once
// How far the reading and verifying of a mirror is: counted where bytes and jobs pass by.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/progress.h"
#include "core/audit/mirror.h"
#include "core/base/workers.h"

namespace lontar::cli {

// Any thread.
struct AuditCounts {
  std::atomic<uint64_t> files{0};
  std::atomic<uint64_t> files_total{0};
  std::atomic<uint64_t> bytes{0};
  std::atomic<uint64_t> signatures{0};
};

// "read 12 of 80 files, 41 KiB", then "read 80 files, 3.4 MiB; verified 120 signatures".
Reading ReadingOf(const AuditCounts& counts);

// A mirror whose files are counted the first time that they are read. Thread-compatible.
class CountedMirror : public audit::MirrorFiles {
 public:
  // Both must outlive it.
  CountedMirror(audit::MirrorFiles* files, AuditCounts* counts);
  absl::StatusOr<std::optional<std::string>> Read(absl::string_view path) override;
  absl::StatusOr<std::vector<std::string>> List(absl::string_view folder) override;

 private:
  audit::MirrorFiles* files_;
  AuditCounts* counts_;
  std::set<std::string, std::less<>> seen_;
};

// Workers whose jobs are signatures, and are counted.
class CountedWorkers : public base::Workers {
 public:
  CountedWorkers(base::Workers* workers, AuditCounts* counts)
      : workers_(workers), counts_(counts) {}
  void ForEach(int count, const std::function<void(int)>& work) override;

 private:
  base::Workers* workers_;
  AuditCounts* counts_;
};

}  // namespace lontar::cli
