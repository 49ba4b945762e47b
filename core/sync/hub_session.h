#pragma once
// The hub's end of one sync conversation, as a state machine without I/O.
//
// An entry is offered to the hub's sequencer and answered when that says so: after it is durable.
// Not restartable. Thread-compatible; one caller at a time.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/sync/frame_order.h"
#include "core/sync/transfer.h"

namespace lontar::sync {

// What a session asks of the hub that it speaks for.
class HubSide {
 public:
  virtual ~HubSide() = default;
  // Judges the hello of a peer whose TLS certificate is `member`'s. Errors refuse the conversation:
  // OTHER_HUB, MEMBER_MISMATCH, MEMBER_UNKNOWN, NODE_KEY_NOT_VALID, PROTOCOL_UNKNOWN.
  virtual absl::StatusOr<Welcome> Greet(const SignedHello& hello, absl::string_view member) = 0;
  virtual base::LogSize published_size() const = 0;
  // The signed checkpoint of the published size.
  virtual std::string checkpoint() const = 0;
  virtual absl::StatusOr<std::string> LeafAt(base::LogIndex index) const = 0;
  // The payload of a leaf, if `member` may and needs to read it.
  virtual std::optional<std::string> PayloadFor(absl::string_view member,
                                                absl::string_view leaf_bytes) const = 0;
  // The parts that the payload of a leaf names and `member` gets: texts of its own questions, no
  // others. As with the payload, nothing of its own chain.
  virtual std::vector<std::pair<base::PartHash, std::string>> PartsFor(
      absl::string_view member, absl::string_view leaf_bytes) const = 0;
  virtual absl::Status TakeCosignature(absl::string_view member,
                                       const CosignatureFrame& cosignature) = 0;
};

// An entry with what came along, to be sequenced.
struct Offer {
  chain::Entry entry;
  std::optional<std::string> payload;
  std::map<base::PartHash, std::string> parts;
};

struct HubSteps {
  std::vector<std::string> send;
  std::vector<Offer> offers;
  bool is_finished = false;  // close the line after sending
};

class HubSession {
 public:
  // `side` must outlive it. `member` is whom the TLS certificate names.
  HubSession(HubSide* side, std::string member);

  // Takes one frame. Never fails: what is wrong is refused to the peer, and the conversation ends.
  HubSteps Receive(absl::string_view frame_bytes);
  // The sequencer's answer to an offer, to be sent.
  std::string Answer(const EntryAnswer& answer);
  // The sequencer's refusal at the door, to be sent; the conversation ends with it.
  std::string Refuse(const absl::Status& status, base::ChainNumber number);

  const std::string& member() const { return member_; }

 private:
  absl::Status OnBody(Body body, HubSteps* steps);
  absl::Status OnEntry(chain::Entry entry, HubSteps* steps);
  absl::Status OnPull(const PullRequest& pull, HubSteps* steps);

  HubSide* side_;
  std::string member_;
  FrameOrder order_;
  Assembler incoming_;
  bool is_greeted_ = false;
  bool is_over_ = false;
};

}  // namespace lontar::sync
