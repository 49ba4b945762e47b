#pragma once
// Bytes gathered to pieces before they go out. Of this room. One thread.

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "core/sdmx/stream.h"

namespace lontar::sdmx {

class Output {
 public:
  explicit Output(ByteSink sink) : sink_(std::move(sink)) {}
  std::string& text() { return text_; }
  // Sends what there is, if it is worth it.
  absl::Status Flow() { return text_.size() < kPieceBytes ? absl::OkStatus() : Flush(); }
  absl::Status Flush() {
    if (text_.empty()) return absl::OkStatus();
    absl::Status status = sink_(text_);
    text_.clear();
    return status;
  }

 private:
  // 64 KiB: few calls, and little in memory.
  static constexpr size_t kPieceBytes = 64 << 10;
  ByteSink sink_;
  std::string text_;
};

}  // namespace lontar::sdmx
