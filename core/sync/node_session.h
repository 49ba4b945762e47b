#pragma once
// The node's end of one sync conversation, as a state machine without I/O.
//
// Source: sync design notes, sections 3 to 5. hello -> welcome -> entries pushed in order, answered
// one by one -> leaves and payloads pulled up to a checkpoint -> cosignature -> done. What is
// pulled becomes durable in the node's side before anything is sent that relies on it. Resumes by
// entry: both sides' heads say what is missing. Not restartable: after `is_done()` or an error make
// a new one. Thread-compatible; one caller at a time.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/sync/frame_order.h"
#include "core/sync/transfer.h"

namespace lontar::sync {

// An entry with what goes along.
struct Outgoing {
  chain::Entry entry;
  std::optional<std::string> payload;  // absent: lost; the entry goes alone and is rejected for it
  std::vector<std::pair<base::PartHash, std::string>> parts;
};

// What came down, from the node's verified size to a checkpoint.
struct Pulled {
  base::LogIndex from;
  std::vector<std::string> leaves;
  std::map<std::pair<PayloadKind, base::Hash>, std::string> payloads;
  std::string checkpoint;
};

// What a session asks of the node that it speaks for.
class NodeSide {
 public:
  virtual ~NodeSide() = default;
  virtual absl::StatusOr<SignedHello> MakeHello() = 0;
  // Compares the hub's words with what this node knows. Errors end the conversation: DataLoss with
  // LOG_FORKED, FailedPrecondition with HUB_BEHIND, HUB_AHEAD, CHAIN_FORKED, PROTOCOL_UNKNOWN.
  virtual absl::Status CheckWelcome(const Welcome& welcome) = 0;
  // The own entry of this number with its payload and parts; nothing past the head.
  virtual absl::StatusOr<std::optional<Outgoing>> EntryAt(base::ChainNumber number) = 0;
  // An entry of ours is durable at the hub, with a verdict.
  virtual void TakeAnswer(const EntryAnswer& answer) = 0;
  virtual base::LogSize verified_size() const = 0;
  // Verifies all of it and makes it durable together; gives the cosignature to send, if this node
  // is a witness.
  virtual absl::StatusOr<std::optional<CosignatureFrame>> TakePulled(Pulled pulled) = 0;
};

class NodeSession {
 public:
  // `side` must outlive it.
  explicit NodeSession(NodeSide* side);

  // The first frames to send.
  absl::StatusOr<std::vector<std::string>> Start();
  // Takes one frame; what must now be sent, in order. An error ends the conversation, nothing is
  // lost.
  absl::StatusOr<std::vector<std::string>> Receive(absl::string_view frame_bytes);

  bool is_done() const { return phase_ == Phase::kDone; }
  int entries_sent() const { return entries_sent_; }
  uint64_t bytes_sent() const { return bytes_sent_; }
  int leaves_received() const { return leaves_received_; }

 private:
  enum class Phase { kStart, kWelcome, kPush, kPull, kDone };

  absl::Status OnBody(Body body);
  absl::Status OnWelcome(const Welcome& welcome);
  absl::Status OnAnswer(const EntryAnswer& answer);
  absl::Status OnLeaves(Leaves leaves);
  absl::Status OnPullDone(PullDone done);
  absl::Status PushMore();
  void Send(Body body);

  NodeSide* side_;
  Phase phase_ = Phase::kStart;
  FrameOrder order_;
  Nonce nonce_;
  std::vector<std::string> out_;
  base::ChainNumber next_to_push_;
  base::ChainNumber next_to_answer_;
  std::vector<uint64_t> unanswered_bytes_;  // of the entries from next_to_answer_ on
  Assembler incoming_;
  Pulled pulled_;
  int entries_sent_ = 0;
  uint64_t bytes_sent_ = 0;
  int leaves_received_ = 0;
};

}  // namespace lontar::sync
