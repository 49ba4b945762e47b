#pragma once
// Numbers the frames of each direction: a frame seen before is dropped, a gap ends the
// conversation. Thread-compatible.

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/sync/frame.h"

namespace lontar::sync {

class FrameOrder {
 public:
  // The next frame to send, encoded.
  std::string Write(Body body);
  // What a frame says; nothing for one seen before. Aborted with FRAME_GAP: one is missing, connect
  // again; the errors of DecodeFrame.
  absl::StatusOr<std::optional<Body>> Read(absl::string_view bytes);

 private:
  uint64_t next_out_ = 0;
  uint64_t next_in_ = 0;
};

}  // namespace lontar::sync
