#include "tests/bad_input/federation.h"

#include <gtest/gtest.h>

#include <deque>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/log/tree_store.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "core/trust/sha256.h"

namespace lontar::bad_input {
namespace {

using support::KeyOf;

struct Prepared {
  support::LogBuilder plan;
  store::MapDisk disk;
};

support::Load LoadAt(const support::LogBuilder& plan, size_t index) {
  const auto leaf = chain::DecodeLeaf(plan.leaves()[index]);
  const chain::Header& header = leaf->entry.header;
  support::Load load;
  load.kind = header.kind;
  load.collection = header.collection;
  load.payload = plan.payloads().at(header.payload_id);
  return load;
}

// The acts of the authority are sealed by the hub, those of the members pushed as they are.
void BringTo(Hub* hub, const support::LogBuilder& plan) {
  for (size_t index = 1; index < plan.leaves().size(); ++index) {
    const chain::Entry entry = chain::DecodeLeaf(plan.leaves()[index])->entry;
    const support::Load load = LoadAt(plan, index);
    if (entry.header.author == chain::kAuthority) {
      chain::Envelope act = Hub::EnvelopeOf(load);
      act.signatures = entry.header.payload_signatures;
      const auto taken = hub->core().SubmitAct(act);
      EXPECT_TRUE(taken.ok()) << taken.status();
    } else {
      Line line(hub, entry.header.author);
      line.Say(Line::Hello(hub, entry.header.author, absl::StrCat(entry.header.author, ".node")));
      line.Push(entry, load);
      EXPECT_TRUE(line.refusal().ok()) << line.refusal();
    }
  }
}

}  // namespace

std::string CountedEntropy::Bytes(size_t count) {
  std::string bytes;
  for (uint64_t block = 0; bytes.size() < count; ++block) {
    absl::StrAppend(&bytes, trust::Sha256({absl::StrCat("entropy ", calls_, " ", block)}).view());
  }
  ++calls_;
  bytes.resize(count);
  return bytes;
}

chain::Envelope Hub::EnvelopeOf(const support::Load& load) {
  chain::Envelope envelope{load.kind, load.collection, load.payload, {}};
  for (const std::string& name : load.signers) chain::AddSignature(&envelope, *KeyOf(name));
  return envelope;
}

Hub::Hub() : chain_key_(KeyOf("chain")), log_key_(KeyOf("log")) {
  static const Prepared* prepared = nullptr;
  if (prepared != nullptr) {
    plan_ = prepared->plan;
    disk_ = prepared->disk;
    EXPECT_TRUE(Open().ok());
    return;
  }
  plan_.AddFramework();
  plan_.AddMember("KH");
  plan_.AddMember("LA");
  plan_.AddProvider("KH.NIS", {"A1", "A3"});
  plan_.AddProvider("KH.MOP", {"A9"});
  plan_.AddProvider("LA.LSB", {"A1"});
  plan_.OpenRound("baseline-2021");
  store_ = store::OpenMapStore(&disk_);
  chain::Envelope root = EnvelopeOf(LoadAt(plan_, 0));
  chain::AddSignature(&root, *KeyOf("root"));
  const hub::Doors doors{store_.get(), &clock_, &entropy_, &register_};
  EXPECT_TRUE(hub::HubCore::Create(doors, {chain_key_.get(), log_key_.get()}, root).ok());
  EXPECT_TRUE(Open().ok());
  BringTo(this, plan_);
  prepared = new Prepared{plan_, disk_};
}

absl::Status Hub::Open() {
  core_.reset();
  store_ = store::OpenMapStore(&disk_);
  const hub::Doors doors{store_.get(), &clock_, &entropy_, &register_};
  LONTAR_ASSIGN_OR_RETURN(core_, hub::HubCore::Open(doors, {chain_key_.get(), log_key_.get()}));
  return absl::OkStatus();
}

std::string Hub::Cells() {
  fold::Question question;
  question.subject = "cells";
  question.member = "KH";
  question.indicator = "A1";
  const auto answer = core_->Ask(question);
  EXPECT_TRUE(answer.ok()) << answer.status();
  nlohmann::json cells = nlohmann::json::parse(answer.value_or("{}"));
  return cells["cells"].dump();
}

sync::Hello Line::PlainHello(const std::string& member) {
  sync::Hello hello;
  hello.hub_id = hub_->plan().hub_id();
  hello.member = member;
  hello.incarnation = hub_->plan().IncarnationOf(member);
  hello.nonce = *sync::Nonce::FromBytes(std::string(16, 'n'));
  return hello;
}

sync::SignedHello Line::Hello(Hub* hub, const std::string& member, const std::string& key) {
  sync::Hello hello;
  hello.hub_id = hub->plan().hub_id();
  hello.member = member;
  hello.incarnation = hub->plan().IncarnationOf(member);
  hello.nonce = *sync::Nonce::FromBytes(std::string(16, 'n'));
  return sync::SignHello(hello, *KeyOf(key));
}

void Line::SayBytes(const std::string& frame) { Take(hub_->core().Receive(id_, frame)); }

void Line::Push(const chain::Entry& entry, const support::Load& load) {
  const base::Hash id(entry.header.payload_id.array());
  for (sync::Chunk& chunk : sync::CutIntoChunks(sync::PayloadKind::kPayload, id, load.payload)) {
    Say(std::move(chunk));
  }
  for (const auto& [hash, bytes] : load.parts) {
    const base::Hash part(hash.array());
    for (sync::Chunk& chunk : sync::CutIntoChunks(sync::PayloadKind::kPart, part, bytes)) {
      Say(std::move(chunk));
    }
  }
  Say(entry);
  Sequence();
}

void Line::Sequence() {
  auto steps = hub_->core().Sequence();
  EXPECT_TRUE(steps.ok()) << steps.status();
  if (steps.ok()) Take(*steps);
}

void Line::Take(const hub::Steps& steps) {
  for (const hub::VerifyJob& job : steps.jobs) {
    hub_->core().TakeVerified(job,
                              trust::Verify(job.job.key, job.job.message, job.job.signature).ok());
  }
  for (const auto& [session, frame] : steps.send) {
    const auto decoded = sync::DecodeFrame(frame);
    ASSERT_TRUE(decoded.ok()) << "the hub's own frame cannot be read: " << decoded.status();
    heard_.push_back(decoded->body);
  }
}

absl::Status Line::refusal() const {
  if (heard_.empty()) return absl::OkStatus();
  const auto* refusal = std::get_if<sync::Refusal>(&heard_.back());
  if (refusal == nullptr) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kAborted, refusal->reason, refusal->sentence);
}

sync::EntryAnswer Line::answer() const {
  const auto* answer = heard_.empty() ? nullptr : std::get_if<sync::EntryAnswer>(&heard_.back());
  EXPECT_NE(answer, nullptr) << refusal();
  return answer == nullptr ? sync::EntryAnswer() : *answer;
}

Node::Node(Hub* hub) : node_key_(KeyOf("KH.node")), witness_key_(KeyOf("KH.witness")) {
  const support::LogBuilder& plan = hub->plan();
  disk_.durable[std::string(store::kIdentityKey)] =
      absl::StrCat(plan.hub_id().view(), plan.IncarnationOf("KH").view(), "KH");
  // As after a conversation that pulled everything: the leaves with their payloads, the checkpoint,
  // and this node's own entries.
  store_ = store::OpenMapStore(&disk_);
  auto tree = log::TreeStore::Open(store_.get(), std::string(store::kLogPrefix));
  std::vector<std::string> leaves;
  for (uint64_t index = 0; index < hub->core().tree().size().value(); ++index) {
    leaves.push_back(*hub->core().tree().LeafAt(base::LogIndex(index)));
  }
  store::Batch batch;
  tree->AppendAll(leaves, &batch);
  batch.Put(store::kCheckpointKey, hub->core().checkpoint());
  // As made by its first commit, which the register has not seen yet.
  batch.Put(store::kInstanceKey, std::string(chain::InstanceToken::kBytes, 'i'));
  batch.Put(store::kCommitsKey, store::KeyNumber(1));
  for (const auto& [key, value] : hub->stored()) {
    if (key.rfind(std::string(store::kPayloadPrefix), 0) == 0) batch.Put(key, value);
  }
  for (const std::string& leaf : leaves) {
    const chain::Entry entry = chain::DecodeLeaf(leaf)->entry;
    if (entry.header.author != "KH") continue;
    batch.Put(store::EntryKey(entry.header.number.value()), chain::EncodeEntry(entry));
  }
  EXPECT_TRUE(store_->Commit(batch).ok());
  const absl::Status opened = Open();
  EXPECT_TRUE(opened.ok()) << opened;
  const absl::Status synced = Sync(hub);
  EXPECT_TRUE(synced.ok()) << synced;
}

absl::Status Node::Open() {
  core_.reset();
  store_ = store::OpenMapStore(&disk_);
  LONTAR_ASSIGN_OR_RETURN(core_,
                          node::NodeCore::Open({store_.get(), &clock_, &entropy_, &high_water_},
                                               {node_key_.get(), witness_key_.get()}));
  return absl::OkStatus();
}

absl::Status Node::Sync(Hub* hub, const Change& change) {
  const auto session = core_->StartSync();
  const hub::SessionId id = hub->core().Connect("KH");
  std::deque<std::string> down;
  const auto take = [&](const hub::Steps& steps) {
    for (const hub::VerifyJob& job : steps.jobs) {
      hub->core().TakeVerified(job,
                               trust::Verify(job.job.key, job.job.message, job.job.signature).ok());
    }
    for (const auto& [to, frame] : steps.send) down.push_back(change ? change(frame) : frame);
  };
  const auto send = [&](const std::vector<std::string>& frames) -> absl::Status {
    for (const std::string& frame : frames) take(hub->core().Receive(id, frame));
    LONTAR_ASSIGN_OR_RETURN(const hub::Steps steps, hub->core().Sequence());
    take(steps);
    return absl::OkStatus();
  };
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> first, session->Start());
  absl::Status status = send(first);
  while (status.ok() && !down.empty()) {
    const std::string frame = std::move(down.front());
    down.pop_front();
    const auto frames = session->Receive(frame);
    status = frames.ok() ? send(*frames) : frames.status();
  }
  hub->core().Disconnect(id);
  if (status.ok() && !session->is_done()) return absl::AbortedError("the line went silent");
  return status;
}

}  // namespace lontar::bad_input
