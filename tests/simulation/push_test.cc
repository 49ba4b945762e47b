// The same entries of one node, pushed at the real hub core in every wrong way: the log comes out
// the same.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "tests/simulation/authority.h"
#include "tests/simulation/machine.h"

namespace lontar::simulation {
namespace {

constexpr absl::string_view kMember = "KH";

struct Pushed {
  chain::Entry entry;
  std::string payload;
  std::string part = "";  // goes along without being named by the payload
};

// A hub with one collection and its members, and the means to talk to it by hand.
class Hub {
 public:
  Hub() : timeline_(Dice(1), false) {
    const Surroundings around{&timeline_, &settings_, &ledger_, &keys_};
    machine_ = std::make_unique<HubMachine>(around, Dice(2));
    EXPECT_TRUE(machine_->Found(FoundingAct(&keys_)).ok());
    const PublishedTexts texts = ReadPublishedTexts();
    for (const auto& act : OpeningActs(texts, texts.thin_catalogue, hub_id(), &keys_)) {
      EXPECT_TRUE(core().SubmitAct(SignedForAsec(act, core().state(), &keys_)).ok());
    }
  }

  hub::HubCore& core() { return *machine_->core(); }
  base::HubId hub_id() { return core().state().hub_id(); }
  base::Hash root() { return core().tree().root(); }
  KeyRing& keys() { return keys_; }

  // One conversation that pushes these entries and is then cut. Gives the hub's answers.
  std::vector<sync::Body> Push(const std::vector<Pushed>& entries, int copies = 1) {
    const hub::SessionId session = core().Connect(kMember);
    sync::FrameOrder order;
    std::vector<sync::Body> heard;
    const auto say = [&](sync::Body body) {
      const std::string frame = order.Write(std::move(body));
      for (int copy = 0; copy < copies; ++copy) Take(core().Receive(session, frame), &heard);
    };
    say(Hello());
    for (const Pushed& pushed : entries) {
      const base::Hash id(pushed.entry.header.payload_id.array());
      for (sync::Chunk& chunk :
           sync::CutIntoChunks(sync::PayloadKind::kPayload, id, pushed.payload)) {
        say(std::move(chunk));
      }
      if (!pushed.part.empty()) {
        const base::Hash hash(trust::PartHashOf(pushed.part).array());
        say(sync::CutIntoChunks(sync::PayloadKind::kPart, hash, pushed.part).front());
      }
      say(pushed.entry);
    }
    Take(*core().Sequence(), &heard);
    core().Disconnect(session);
    return heard;
  }

 private:
  sync::SignedHello Hello() {
    sync::Hello hello;
    hello.hub_id = hub_id();
    hello.member = std::string(kMember);
    hello.incarnation = *base::Incarnation::FromBytes(std::string(16, 'i'));
    hello.nonce = *sync::Nonce::FromBytes(std::string(16, 'n'));
    return sync::SignHello(hello, keys_.Key("KH node"));
  }

  // Jobs are taken back last first: their order says nothing.
  void Take(hub::Steps steps, std::vector<sync::Body>* heard) {
    std::ranges::reverse(steps.jobs);
    for (const hub::VerifyJob& job : steps.jobs) {
      const bool verifies = trust::Verify(job.job.key, job.job.message, job.job.signature).ok();
      core().TakeVerified(job, verifies);
    }
    for (const auto& [session, frame] : steps.send) {
      heard->push_back(sync::DecodeFrame(frame)->body);
    }
  }

  Settings settings_;
  Timeline timeline_;
  Ledger ledger_;
  KeyRing keys_;
  std::unique_ptr<HubMachine> machine_;
};

// The first keys of a member, then plans: each names another lead.
std::vector<Pushed> EntriesFor(Hub* hub) {
  std::vector<fold::Act> acts;
  fold::KeysAct keys{hub->hub_id(), std::string(kMember), {}, {}};
  fold::Enrolment node;
  node.key = hub->keys().Key("KH node").public_key();
  keys.enrolments.push_back(node);
  acts.emplace_back(keys);
  for (int i = 1; i <= 4; ++i) {
    acts.emplace_back(fold::SourcePlanAct{hub->hub_id(),
                                          std::string(kCollectionId),
                                          std::string(kMember),
                                          {{"cases-in-courts", absl::StrCat("KH.P", i)}}});
  }
  std::vector<Pushed> entries;
  for (const fold::Act& act : acts) {
    chain::Envelope envelope{fold::KindOf(act), "", fold::EncodeAct(act), {}};
    chain::AddSignature(&envelope, hub->keys().Key("KH node"));
    if (entries.empty()) chain::AddSignature(&envelope, hub->keys().Key("KH administrator"));
    chain::Header header;
    header.hub_id = hub->hub_id();
    header.author = std::string(kMember);
    header.incarnation = *base::Incarnation::FromBytes(std::string(16, 'i'));
    header.number = base::ChainNumber(entries.size() + 1);
    if (!entries.empty()) header.previous = entries.back().entry.hash();
    header.kind = envelope.kind;
    header.payload_id = envelope.payload_id();
    header.payload_signatures = envelope.signatures;
    entries.push_back({chain::SealEntry(header, hub->keys().Key("KH node")), envelope.payload});
  }
  return entries;
}

// The log after one push in order.
base::Hash RootInOrder() {
  Hub hub;
  hub.Push(EntriesFor(&hub));
  return hub.root();
}

template <class Kind>
std::vector<Kind> OfKind(const std::vector<sync::Body>& bodies) {
  std::vector<Kind> found;
  for (const sync::Body& body : bodies) {
    if (const auto* kind = std::get_if<Kind>(&body)) found.push_back(*kind);
  }
  return found;
}

TEST(Push, InOrderEveryEntryIsAcceptedAndAnswered) {
  Hub hub;
  const auto answers = OfKind<sync::EntryAnswer>(hub.Push(EntriesFor(&hub)));
  ASSERT_EQ(answers.size(), 5u);
  for (const sync::EntryAnswer& answer : answers) {
    EXPECT_EQ(chain::DecodeLeaf(answer.leaf)->stamp.verdict, chain::Verdict::kAccepted)
        << answer.sentence;
  }
}

// A node cannot fill the hub's store, or every mirror, with parts that no report names.
TEST(Push, APartThatNoReportNamesIsNotKept) {
  Hub hub;
  std::vector<Pushed> entries = EntriesFor(&hub);
  entries.back().part = "nobody asked for this";
  EXPECT_EQ(OfKind<sync::EntryAnswer>(hub.Push(entries)).size(), 5u);
  EXPECT_EQ(hub.root(), RootInOrder());
  const auto kept =
      hub.core().store().Get(store::PartKey(trust::PartHashOf(entries.back().part).view()));
  ASSERT_TRUE(kept.ok());
  EXPECT_FALSE(kept->has_value());
}

// Invariant 10: frames that come twice.
TEST(Push, EveryFrameTwiceMakesTheSameLog) {
  Hub hub;
  EXPECT_EQ(OfKind<sync::EntryAnswer>(hub.Push(EntriesFor(&hub), 2)).size(), 5u);
  EXPECT_EQ(hub.root(), RootInOrder());
}

// Invariant 10: prefixes, again and again.
TEST(Push, GrowingPrefixesMakeTheSameLog) {
  Hub hub;
  const std::vector<Pushed> all = EntriesFor(&hub);
  for (size_t count = 1; count <= all.size(); ++count) {
    hub.Push({all.begin(), all.begin() + static_cast<ptrdiff_t>(count)});
  }
  EXPECT_EQ(hub.root(), RootInOrder());
}

// Invariant 10: a suffix leaves a gap; it is refused at the door and leaves no trace.
TEST(Push, ASuffixIsRefusedAndLeavesNoTrace) {
  Hub hub;
  const std::vector<Pushed> all = EntriesFor(&hub);
  const base::Hash before = hub.root();
  hub.Push({all.begin() + 1, all.end()});
  EXPECT_EQ(hub.root(), before);
  hub.Push(all);
  EXPECT_EQ(hub.root(), RootInOrder());
  hub.Push({all.begin() + 2, all.end()});
  EXPECT_EQ(hub.root(), RootInOrder());
}

// Invariants 10 and 14: all orders of three entries, then what is missing.
TEST(Push, EveryOrderMakesTheSameLog) {
  const base::Hash wanted = RootInOrder();
  std::vector<size_t> order = {0, 1, 2};
  do {
    Hub hub;
    const std::vector<Pushed> all = EntriesFor(&hub);
    for (const size_t place : order) hub.Push({all[place]});
    hub.Push(all);
    EXPECT_EQ(hub.root(), wanted) << order[0] << order[1] << order[2];
  } while (std::ranges::next_permutation(order).found);
}

// Invariant 12.
TEST(Push, ARepeatedPushIsAnsweredAlike) {
  Hub hub;
  const std::vector<Pushed> all = EntriesFor(&hub);
  const auto first = OfKind<sync::EntryAnswer>(hub.Push(all));
  const auto again = OfKind<sync::EntryAnswer>(hub.Push(all));
  ASSERT_EQ(first.size(), again.size());
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].index, again[i].index);
    EXPECT_EQ(first[i].leaf, again[i].leaf);
    EXPECT_EQ(first[i].sentence, again[i].sentence);
  }
}

// Invariant 12, for a verdict that is not "accepted".
TEST(Push, ARejectedEntryPushedAgainIsAnsweredAlike) {
  Hub hub;
  std::vector<Pushed> all = EntriesFor(&hub);
  all[1].payload.clear();  // its payload does not hash to what the entry names: it is missing
  const auto first = OfKind<sync::EntryAnswer>(hub.Push(all));
  const auto again = OfKind<sync::EntryAnswer>(hub.Push(all));
  ASSERT_EQ(first.size(), 5u);
  ASSERT_EQ(again.size(), 5u);
  EXPECT_EQ(chain::DecodeLeaf(first[1].leaf)->stamp.verdict, chain::Verdict::kPayloadMissing);
  EXPECT_EQ(first[1].leaf, again[1].leaf);
  // Invariant 14: those behind it are judged as if it were not there.
  EXPECT_EQ(chain::DecodeLeaf(first[2].leaf)->stamp.verdict, chain::Verdict::kAccepted);
}

// An entry 2 as a clone of the node would seal it: the same incarnation, the same link, another
// act.
std::vector<Pushed> EntriesOfClone(Hub* hub, const std::string& lead) {
  std::vector<Pushed> entries = EntriesFor(hub);
  entries.resize(2);
  const fold::SourcePlanAct plan{
      hub->hub_id(), std::string(kCollectionId), std::string(kMember), {{"cases-in-courts", lead}}};
  chain::Envelope envelope{chain::EntryKind::kSourcePlan, "", fold::EncodeAct(plan), {}};
  chain::AddSignature(&envelope, hub->keys().Key("KH node"));
  chain::Header header = entries[1].entry.header;
  header.payload_id = envelope.payload_id();
  header.payload_signatures = envelope.signatures;
  entries[1] = {chain::SealEntry(header, hub->keys().Key("KH node")), envelope.payload};
  return entries;
}

std::vector<chain::Verdict> VerdictsOf(const std::vector<sync::Body>& heard) {
  std::vector<chain::Verdict> verdicts;
  for (const sync::EntryAnswer& answer : OfKind<sync::EntryAnswer>(heard)) {
    verdicts.push_back(chain::DecodeLeaf(answer.leaf)->stamp.verdict);
  }
  return verdicts;
}

// Invariant 22: two machines that write as one node. Both entries with one number are leaves, only
// the first is in effect, and a third one is refused at the door.
TEST(Push, OfTwoEntriesWithOneNumberOneIsInEffectAndBothAreLeaves) {
  for (const size_t between : {size_t{2}, size_t{5}}) {
    Hub hub;
    const std::vector<Pushed> all = EntriesFor(&hub);
    hub.Push({all.begin(), all.begin() + static_cast<ptrdiff_t>(between)});
    const auto verdicts = VerdictsOf(hub.Push(EntriesOfClone(&hub, "KH.P8")));
    ASSERT_EQ(verdicts.size(), 2u);
    EXPECT_EQ(verdicts[1], chain::Verdict::kFork);
    EXPECT_EQ(hub.core().state().LeadOf(kCollectionId, kMember, "cases-in-courts",
                                        hub.core().tree().size()),
              absl::StrCat("KH.P", between - 1));
    const base::Hash forked = hub.root();
    const auto third = hub.Push(EntriesOfClone(&hub, "KH.P9"));
    const auto refusals = OfKind<sync::Refusal>(third);
    ASSERT_EQ(refusals.size(), 1u);
    EXPECT_EQ(refusals[0].reason, "CHAIN_FROZEN");
    EXPECT_EQ(hub.root(), forked);
  }
}

}  // namespace
}  // namespace lontar::simulation
