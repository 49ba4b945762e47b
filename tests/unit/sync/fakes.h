#pragma once
// A node and a hub without stores, for conversations: each keeps lists in memory.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/sync/hub_session.h"
#include "core/sync/node_session.h"
#include "core/trust/key_file.h"
#include "core/trust/payload_type.h"

namespace lontar::sync {

inline std::unique_ptr<trust::PrivateKey> FakeKey() {
  return trust::PrivateKey::FromSeed(std::string(32, 'k')).value();
}

// Entry `number` of Cambodia, which names `payload`.
inline chain::Entry AnEntry(uint64_t number, absl::string_view payload,
                            const std::optional<base::EntryHash>& previous) {
  chain::Header header;
  header.hub_id = base::HubId::FromBytes(std::string(32, 'h')).value();
  header.author = "KH";
  header.incarnation = base::Incarnation::FromBytes(std::string(16, 'i')).value();
  header.number = base::ChainNumber(number);
  header.previous = previous;
  header.kind = chain::EntryKind::kSubmission;
  header.collection = "child-labour";
  header.payload_id = trust::PayloadIdOf(trust::PayloadType::kReport, payload);
  return chain::SealEntry(header, *FakeKey());
}

class FakeNode : public NodeSide {
 public:
  explicit FakeNode(int entries, size_t payload_bytes = 100) {
    for (int number = 1; number <= entries; ++number) {
      Outgoing outgoing;
      outgoing.payload = absl::StrCat("report ", number, std::string(payload_bytes, '.'));
      std::optional<base::EntryHash> previous;
      if (number > 1) previous = entries_.back().entry.hash();
      outgoing.entry = AnEntry(static_cast<uint64_t>(number), *outgoing.payload, previous);
      const std::string part = absl::StrCat("part of ", number);
      outgoing.parts.emplace_back(trust::PartHashOf(part), part);
      entries_.push_back(std::move(outgoing));
    }
  }

  absl::StatusOr<SignedHello> MakeHello() override {
    Hello hello;
    hello.hub_id = base::HubId::FromBytes(std::string(32, 'h')).value();
    hello.member = "KH";
    hello.incarnation = base::Incarnation::FromBytes(std::string(16, 'i')).value();
    if (!entries_.empty()) {
      hello.head = chain::Head{base::ChainNumber(entries_.size()), entries_.back().entry.hash()};
    }
    hello.nonce = Nonce::FromBytes(std::string(16, 'n')).value();
    return SignHello(hello, *FakeKey());
  }
  absl::Status CheckWelcome(const Welcome&) override { return absl::OkStatus(); }
  absl::StatusOr<std::optional<Outgoing>> EntryAt(base::ChainNumber number) override {
    if (number.value() == 0 || number.value() > entries_.size()) return std::optional<Outgoing>();
    return std::optional<Outgoing>(entries_[number.value() - 1]);
  }
  void TakeAnswer(const EntryAnswer& answer) override { answers.push_back(answer); }
  base::LogSize verified_size() const override { return base::LogSize(pulled.leaves.size()); }
  absl::StatusOr<std::optional<CosignatureFrame>> TakePulled(Pulled all) override {
    pulled = std::move(all);
    return std::optional<CosignatureFrame>(CosignatureFrame{base::LogSize(1), "line\n"});
  }

  const std::vector<Outgoing>& entries() const { return entries_; }

  std::vector<EntryAnswer> answers;
  Pulled pulled;

 private:
  std::vector<Outgoing> entries_;
};

class FakeHub : public HubSide {
 public:
  absl::StatusOr<Welcome> Greet(const SignedHello& hello, absl::string_view member) override {
    if (hello.hello.member != member) {
      return base::Problem(absl::StatusCode::kPermissionDenied, "MEMBER_MISMATCH", "another");
    }
    Welcome welcome;
    welcome.nonce = hello.hello.nonce;
    welcome.state = SyncState::kNodeAhead;
    welcome.head = head;
    welcome.checkpoint = "checkpoint";
    return welcome;
  }
  base::LogSize published_size() const override { return base::LogSize(leaves.size()); }
  std::string checkpoint() const override { return "checkpoint"; }
  absl::StatusOr<std::string> LeafAt(base::LogIndex index) const override {
    return leaves[index.value()];
  }
  std::optional<std::string> PayloadFor(absl::string_view, absl::string_view) const override {
    return std::nullopt;
  }
  std::vector<std::pair<base::PartHash, std::string>> PartsFor(
      absl::string_view, absl::string_view leaf) const override {
    const auto found = texts.find(std::string(leaf));
    if (found == texts.end()) return {};
    return {{trust::PartHashOf(found->second), found->second}};
  }
  absl::Status TakeCosignature(absl::string_view, const CosignatureFrame& frame) override {
    cosigned.push_back(frame.size.value());
    return absl::OkStatus();
  }

  std::optional<chain::Head> head;
  std::vector<std::string> leaves;
  std::map<std::string, std::string> texts;  // by leaf: the part that goes along
  std::vector<uint64_t> cosigned;
};

// The answer that a hub would give: the entry stands at `index`.
inline EntryAnswer AnswerFor(const chain::Entry& entry, uint64_t index) {
  return {entry.header.number, entry.hash(), base::LogIndex(index),
          chain::EncodeLeaf(entry, {chain::Verdict::kAccepted, 1}), ""};
}

}  // namespace lontar::sync
