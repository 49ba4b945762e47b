#pragma once
// Payloads in chunks: cut by the sender, put together by the receiver. No I/O. Thread-compatible.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/sync/frame.h"

namespace lontar::sync {

// The chunks of one payload, in order; one empty chunk for an empty payload.
std::vector<Chunk> CutIntoChunks(PayloadKind kind, const base::Hash& id, absl::string_view bytes);

// Collects chunks until the payload is whole. What it holds is bounded by `bytes_max` in all; each
// payload takes some bytes of that besides its own, so that their number is bounded too.
class Assembler {
 public:
  explicit Assembler(size_t bytes_max) : bytes_max_(bytes_max) {}

  // InvalidArgument with CHUNK_OUT_OF_ORDER: not the next piece of its payload, past its total, or
  // empty; ResourceExhausted
  // with TRANSFER_TOO_LARGE. Whether the bytes hash to the id is for the taker to check.
  absl::Status Add(const Chunk& chunk);
  // Gives a whole payload away. Nothing if it is not there or not whole.
  std::optional<std::string> Take(PayloadKind kind, const base::Hash& id);
  // All whole ones, and forgets everything.
  std::map<std::pair<PayloadKind, base::Hash>, std::string> TakeAll();

 private:
  struct Partial {
    uint64_t total = 0;
    std::string bytes;
  };
  size_t bytes_max_;
  size_t bytes_held_ = 0;
  std::map<std::pair<PayloadKind, base::Hash>, Partial> partials_;
};

}  // namespace lontar::sync
