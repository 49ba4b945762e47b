#pragma once
// A hub and a node of Cambodia in memory, real cores over map stores, and the means to say anything
// to the hub by hand. Everything is a function of what was called: the sentences that come out are
// the same in every run.
//
// On the log from the start: the framework, KH and LA with node and witness keys, the providers
// KH.NIS (A1, A3), KH.MOP (A9) and LA.LSB (A1), and one open round.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/log/sign_register.h"
#include "core/store/map_store.h"
#include "hub/core/hub_core.h"
#include "node/core/node_core.h"
#include "tests/support/log_builder.h"
#include "tests/support/memory_high_water.h"

namespace lontar::bad_input {

class FixedClock : public base::Clock {
 public:
  absl::Time Now() override { return absl::FromUnixSeconds(1'790'000'000); }
};

// The same bytes in every run.
class CountedEntropy : public base::Entropy {
 public:
  std::string Bytes(size_t count) override;

 private:
  uint64_t calls_ = 0;
};

class MemoryRegister : public log::SignRegister {
 public:
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override { return head_; }
  absl::Status Write(const log::SignedHead& head) override {
    head_ = head;
    return absl::OkStatus();
  }

 private:
  std::optional<log::SignedHead> head_;
};

using Bytes = std::map<std::string, std::string>;

class Hub {
 public:
  Hub();

  hub::HubCore& core() { return *core_; }
  // Makes entries that fit behind the hub's log; what a test appends here is not at the hub.
  support::LogBuilder& plan() { return plan_; }
  // All that a restart would find.
  const Bytes& stored() const { return disk_.durable; }
  store::MapDisk& disk() { return disk_; }
  absl::Status Open();

  // An envelope for SubmitAct.
  static chain::Envelope EnvelopeOf(const support::Load& load);
  // The figures of KH that the hub now has, as the documented JSON without size and root.
  std::string Cells();

 private:
  support::LogBuilder plan_;
  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_;
  FixedClock clock_;
  CountedEntropy entropy_;
  MemoryRegister register_;
  std::unique_ptr<trust::PrivateKey> chain_key_;
  std::unique_ptr<trust::PrivateKey> log_key_;
  std::unique_ptr<hub::HubCore> core_;
};

// One conversation with the hub, frame by frame. It ends with the object.
class Line {
 public:
  // `member` is whom the certificate names.
  Line(Hub* hub, const std::string& member) : hub_(hub), id_(hub->core().Connect(member)) {}
  ~Line() { hub_->core().Disconnect(id_); }
  Line(const Line&) = delete;

  // A hello of the member's node, signed by the key of this name.
  static sync::SignedHello Hello(Hub* hub, const std::string& member, const std::string& key);
  sync::Hello PlainHello(const std::string& member);

  // The next frame's bytes, to be disturbed.
  std::string Write(sync::Body body) { return order_.Write(std::move(body)); }
  void Say(sync::Body body) { SayBytes(Write(std::move(body))); }
  void SayBytes(const std::string& frame);
  // Payload and parts, then the entry; then the hub sequences what is ready.
  void Push(const chain::Entry& entry, const support::Load& load);
  void Sequence();

  const std::vector<sync::Body>& heard() const { return heard_; }
  // The last thing heard, as an error or OK.
  absl::Status refusal() const;
  // The last answer; ends the test if there is none.
  sync::EntryAnswer answer() const;

 private:
  void Take(const hub::Steps& steps);

  Hub* hub_;
  hub::SessionId id_;
  sync::FrameOrder order_;
  std::vector<sync::Body> heard_;
};

class Node {
 public:
  // The node of KH, with the entries that the hub already has, synced.
  explicit Node(Hub* hub);

  node::NodeCore& core() { return *core_; }
  const Bytes& stored() const { return disk_.durable; }
  store::MapDisk& disk() { return disk_; }
  absl::Status Open();

  // Changes a frame on its way down.
  using Change = std::function<std::string(const std::string&)>;
  // A whole conversation.
  absl::Status Sync(Hub* hub, const Change& change = nullptr);

 private:
  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_;
  FixedClock clock_;
  CountedEntropy entropy_;
  support::MemoryHighWater high_water_;
  std::unique_ptr<trust::PrivateKey> node_key_;
  std::unique_ptr<trust::PrivateKey> witness_key_;
  std::unique_ptr<node::NodeCore> core_;
};

}  // namespace lontar::bad_input
