#pragma once
// A mirror in memory, for tests of audit.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/audit/mirror.h"
#include "tests/support/log_builder.h"

namespace lontar::support {

class MapMirror : public audit::MirrorFiles {
 public:
  explicit MapMirror(MirrorMap mirror) : files(std::move(mirror)) {}

  absl::StatusOr<std::optional<std::string>> Read(absl::string_view path) override {
    const auto found = files.find(std::string(path));
    if (found == files.end()) return std::optional<std::string>();
    return std::optional<std::string>(found->second);
  }

  absl::StatusOr<std::vector<std::string>> List(absl::string_view folder) override {
    const std::string prefix = std::string(folder) + "/";
    std::vector<std::string> paths;
    for (auto at = files.lower_bound(prefix); at != files.end(); ++at) {
      if (at->first.compare(0, prefix.size(), prefix) != 0) break;
      paths.push_back(at->first);
    }
    return paths;
  }

  MirrorMap files;
};

}  // namespace lontar::support
