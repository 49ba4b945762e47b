#pragma once
// The hub's end of one line to a node, as the shell sees it: gRPC in the program, memory in tests.

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace lontar::hub {

// None of these blocks; all may be called from any thread, also after the line is gone.
class LineEnd {
 public:
  virtual ~LineEnd() = default;
  // Puts a frame behind those that wait to go out.
  virtual void Send(std::string frame) = 0;
  // A frame that this line handed in was taken: another may be read.
  virtual void NoteTaken() = 0;
  // Ends the line with this status, after what waits to go out. The first one counts.
  virtual void End(const absl::Status& status) = 0;
  // True if nothing came or went since `then`.
  virtual bool IsSilentSince(absl::Time then) const = 0;
  // True if the line is older than that.
  virtual bool BeganBefore(absl::Time /*then*/) const { return false; }
  // What it holds in memory: frames that wait to go out, and those that came and are not taken.
  virtual size_t BytesHeld() const { return 0; }
};

}  // namespace lontar::hub
