#include "core/sync/transfer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::sync {
namespace {

// What a payload takes besides its bytes, about: else payloads of nothing would cost nothing.
constexpr size_t kPayloadOverheadBytes = 256;

}  // namespace

std::vector<Chunk> CutIntoChunks(PayloadKind kind, const base::Hash& id, absl::string_view bytes) {
  std::vector<Chunk> chunks;
  size_t offset = 0;
  do {
    const size_t length = std::min(bytes.size() - offset, base::kChunkBytesMax);
    chunks.push_back({kind, id, offset, bytes.size(), std::string(bytes.substr(offset, length))});
    offset += length;
  } while (offset < bytes.size());
  return chunks;
}

absl::Status Assembler::Add(const Chunk& chunk) {
  const auto [found, is_new] =
      partials_.try_emplace({chunk.kind, chunk.id}, Partial{chunk.total, ""});
  Partial& partial = found->second;
  if (is_new) bytes_held_ += kPayloadOverheadBytes;
  // Only an empty payload has an empty chunk: others would go on without end.
  const bool is_next = chunk.offset == partial.bytes.size() && chunk.total == partial.total &&
                       chunk.bytes.size() <= partial.total - partial.bytes.size() &&
                       (is_new && chunk.total == 0) == chunk.bytes.empty();
  if (!is_next) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "CHUNK_OUT_OF_ORDER",
                         absl::StrCat("payload ", chunk.id.short_hex(), " of ", partial.total,
                                      " bytes: came ", chunk.bytes.size(), " at offset ",
                                      chunk.offset, ", wanted is ", partial.bytes.size()));
  }
  if (bytes_held_ + chunk.bytes.size() > bytes_max_) {
    return base::Problem(
        absl::StatusCode::kResourceExhausted, "TRANSFER_TOO_LARGE",
        absl::StrCat("more than ", bytes_max_, " bytes of payloads wait for their entry"));
  }
  partial.bytes += chunk.bytes;
  bytes_held_ += chunk.bytes.size();
  return absl::OkStatus();
}

std::optional<std::string> Assembler::Take(PayloadKind kind, const base::Hash& id) {
  const auto found = partials_.find({kind, id});
  if (found == partials_.end() || found->second.bytes.size() != found->second.total)
    return std::nullopt;
  std::string bytes = std::move(found->second.bytes);
  bytes_held_ -= bytes.size() + kPayloadOverheadBytes;
  partials_.erase(found);
  return bytes;
}

std::map<std::pair<PayloadKind, base::Hash>, std::string> Assembler::TakeAll() {
  std::map<std::pair<PayloadKind, base::Hash>, std::string> whole;
  for (auto& [key, partial] : partials_) {
    if (partial.bytes.size() == partial.total) whole.emplace(key, std::move(partial.bytes));
  }
  partials_.clear();
  bytes_held_ = 0;
  return whole;
}

}  // namespace lontar::sync
