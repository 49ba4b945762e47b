#pragma once
// The frames of the sync conversation as plain values. Source: proto/lontar/v1/frame.proto; sync
// design notes, sections 3 to 5.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/chain/entry.h"
#include "core/trust/signature.h"

namespace lontar::sync {

inline constexpr uint32_t kProtocolVersion = 1;

using Nonce = base::FixedBytes<struct NonceTag, 16>;

struct Hello {
  uint32_t protocol = kProtocolVersion;
  base::HubId hub_id;
  std::string member;
  base::Incarnation incarnation;
  std::optional<chain::Head> head;
  base::LogSize verified_size;
  std::optional<base::Hash> verified_root;  // absent at size 0
  Nonce nonce;
  uint32_t level = 1;
};

struct SignedHello {
  std::string hello_bytes;
  Hello hello;
  trust::Signature signature;
};

enum class SyncState { kEqual = 1, kNodeAhead = 2, kHubAhead = 3, kForked = 4 };

struct Welcome {
  uint32_t protocol = kProtocolVersion;
  Nonce nonce;
  SyncState state = SyncState::kEqual;
  std::optional<chain::Head> head;
  std::string checkpoint;
  std::vector<base::Hash> consistency;
  uint32_t level = 1;
};

enum class PayloadKind { kPayload = 1, kPart = 2 };

struct Chunk {
  PayloadKind kind = PayloadKind::kPayload;
  base::Hash id;  // payload id or part hash
  uint64_t offset = 0;
  uint64_t total = 0;
  std::string bytes;
};

struct EntryAnswer {
  base::ChainNumber number;
  base::EntryHash entry_hash;
  base::LogIndex index;
  std::string leaf;
  std::string sentence;
};

struct PullRequest {
  base::LogSize from;
};

struct Leaves {
  base::LogIndex from;
  std::vector<std::string> leaves;
};

struct PullDone {
  std::string checkpoint;
};

struct CosignatureFrame {
  base::LogSize size;
  std::string line;
};

struct Refusal {
  std::string reason;
  std::string sentence;
  uint64_t number = 0;
};

struct Done {};

using Body = std::variant<SignedHello, Welcome, chain::Entry, Chunk, EntryAnswer, PullRequest,
                          Leaves, PullDone, CosignatureFrame, Refusal, Done>;

struct Frame {
  uint64_t sequence = 0;
  Body body;
};

std::string EncodeFrame(const Frame& frame);
// Strict; at most base::kFrameBytesMax. Errors of base::StrictParse, InvalidArgument with
// FRAME_INVALID.
absl::StatusOr<Frame> DecodeFrame(absl::string_view bytes);

std::string EncodeHello(const Hello& hello);
// Signs with the node's key.
SignedHello SignHello(const Hello& hello, const trust::Signer& node_key);

}  // namespace lontar::sync
