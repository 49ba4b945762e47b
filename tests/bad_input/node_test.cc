// The node's other doors: what people hand in to be signed and sealed, and what a hub may say
// wrongly.

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/log/note.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "tests/bad_input/federation.h"
#include "tests/bad_input/files.h"
#include "tests/bad_input/page.h"

namespace lontar::bad_input {
namespace {

using support::AReport;
using support::KeyOf;

class BadHandInTest : public testing::Test {
 protected:
  // The report of a draft that holds the good file's row, of this provider.
  chain::Envelope Draft(const std::string& provider = "") {
    node::ImportRequest request;
    request.file_name = kFileName;
    request.content = GoodFile().content;
    request.mapping_name = kGoodMapping;
    request.mapping = GoodFile().mapping;
    request.provider = provider;
    const auto answer = node_.core().Import(request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return node_.core().ExportDraft(absl::StrCat("draft-", ++drafts_)).value().envelope;
  }
  std::string NewestDraft() const { return absl::StrCat("draft-", drafts_); }

  void ExpectNotAttached(absl::string_view input, const chain::Envelope& envelope) {
    const Bytes before = node_.stored();
    ExpectOnPage(input, "sign", node_.core().AttachSignature(NewestDraft(), envelope).status());
    EXPECT_EQ(node_.stored(), before) << input;
  }
  void ExpectNotSealed(absl::string_view input, const chain::Envelope& act) {
    const Bytes before = node_.stored();
    ExpectOnPage(input, "node: act", node_.core().SealAct(act).status());
    EXPECT_EQ(node_.stored(), before) << input;
  }
  static void ExpectNotRead(absl::string_view input, const std::string& bytes) {
    ExpectOnPage(input, "envelope file", chain::DecodeEnvelope(bytes).status());
  }
  static chain::Envelope SignedBy(chain::Envelope envelope, const std::string& key) {
    chain::AddSignature(&envelope, *KeyOf(key));
    return envelope;
  }

  Hub hub_;
  Node node_{&hub_};
  int drafts_ = 0;
};

TEST_F(BadHandInTest, TheGoodReportIsSealedAndAccepted) {
  const chain::Envelope draft = Draft();
  ASSERT_TRUE(node_.core().AttachSignature("draft-1", SignedBy(draft, "KH.NIS")).ok());
  ASSERT_TRUE(node_.core().Approve({.draft = "draft-1"}).ok());
  const std::string cells = hub_.Cells();
  ASSERT_TRUE(node_.Sync(&hub_).ok());
  EXPECT_NE(hub_.Cells(), cells);
}

// Threats T02 and T03 at the first door.
TEST_F(BadHandInTest, ASignatureByAnotherKeyIsNotAttached) {
  const chain::Envelope draft = Draft();
  ExpectNotAttached("a report signed by another member's provider", SignedBy(draft, "LA.LSB"));
  ExpectNotAttached("a report signed by an unknown key", SignedBy(draft, "nobody's"));
  ExpectNotAttached("a report signed by another provider", SignedBy(draft, "KH.MOP"));
  ExpectNotAttached("a report that nobody signed", draft);
  chain::Envelope wrong = SignedBy(draft, "KH.NIS");
  wrong.signatures[0] = KeyOf("KH.NIS")->Sign("something else");
  ExpectNotAttached("a report with a wrong signature", wrong);
}

TEST_F(BadHandInTest, ASignatureOnSomethingElseIsNotAttached) {
  chain::Envelope draft = Draft();
  draft.payload += "\xe2\x5d\x02hi";
  ExpectNotAttached("another report than the draft's", SignedBy(draft, "KH.NIS"));
  auto report = observation::DecodeReport(Draft().payload);
  ASSERT_TRUE(report.ok()) << report.status();
  report->hub_id = *base::HubId::FromBytes(std::string(32, 'h'));
  draft.payload = observation::EncodeReport(*report);
  ExpectNotAttached("a report for another hub", SignedBy(draft, "KH.NIS"));
  draft = Draft("KH.MOP");
  ExpectNotAttached("an indicator that the key may not report", SignedBy(draft, "KH.MOP"));
}

TEST_F(BadHandInTest, WhatIsNotSignedIsNotSealed) {
  Draft();
  const Bytes before = node_.stored();
  ExpectOnPage("a draft that nobody signed", "approve",
               node_.core().Approve({.draft = "draft-1"}).status());
  ExpectOnPage("a draft that is not there", "approve",
               node_.core().Approve({.draft = "draft-7"}).status());
  EXPECT_EQ(node_.stored(), before);
}

TEST_F(BadHandInTest, AnActThatTheHubWouldRejectIsNotSealed) {
  const support::LogBuilder& plan = hub_.plan();
  fold::KeysAct keys{plan.hub_id(), "KH", {}, {}};
  fold::Enrolment enrolment;
  enrolment.key = KeyOf("KH.new")->public_key();
  keys.enrolments = {enrolment};
  ExpectNotSealed("keys signed by another member's administrator",
                  Hub::EnvelopeOf(plan.LoadOf(fold::Act(keys), {"LA.administrator", "KH.new"})));
  ExpectNotSealed("a key that has not signed its own enrolment",
                  Hub::EnvelopeOf(plan.LoadOf(fold::Act(keys), {"KH.administrator"})));
  keys.hub_id = *base::HubId::FromBytes(std::string(32, 'h'));
  ExpectNotSealed("an act for another hub",
                  Hub::EnvelopeOf(plan.LoadOf(fold::Act(keys), {"KH.administrator", "KH.new"})));
  chain::Envelope later{chain::EntryKind::kErasure, "", "an act of a later level", {}};
  ExpectNotSealed("a kind of a later level", SignedBy(later, "KH.administrator"));
}

// Threat T13; envelopes travel as files between people's hands.
TEST_F(BadHandInTest, AnEnvelopeThatIsNotStrictlyWrittenIsNotRead) {
  const std::string good = chain::EncodeEnvelope(SignedBy(Draft(), "KH.NIS"));
  ASSERT_TRUE(chain::DecodeEnvelope(good).ok());
  ExpectNotRead("an envelope cut short", good.substr(0, good.size() / 2));
  ExpectNotRead("an envelope with an unknown field", good + "\xf8\x01\x01");
  ExpectNotRead("an envelope with a field twice", good.substr(0, 8) + good);
  std::string kind = good;
  const size_t place = kind.rfind("\x20\x01");
  kind[place + 1] = 99;
  ExpectNotRead("an envelope of an unknown kind", kind);
  ExpectNotRead("an envelope longer than any", std::string(base::kEnvelopeBytesMax + 1, 'x'));
  chain::Envelope many = Draft();
  for (int i = 0; i < 9; ++i) chain::AddSignature(&many, *KeyOf(absl::StrCat("key ", i)));
  ExpectNotRead("an envelope with nine signatures", chain::EncodeEnvelope(many));
}

// What a hub says wrongly changes nothing here: neither log nor queue.
class BadHubTest : public testing::Test {
 protected:
  using BodyChange = std::function<void(sync::Body*)>;

  // Changes bodies on their way down.
  static Node::Change Changing(const BodyChange& change) {
    return [change](const std::string& bytes) {
      auto frame = sync::DecodeFrame(bytes);
      EXPECT_TRUE(frame.ok()) << frame.status();
      change(&frame->body);
      return sync::EncodeFrame(*frame);
    };
  }
  template <class Kind>
  static Node::Change ChangingEvery(const std::function<void(Kind*)>& change) {
    return Changing([change](sync::Body* body) {
      if (auto* kind = std::get_if<Kind>(body)) change(kind);
    });
  }
  void ExpectEnded(absl::string_view input, const Node::Change& change) {
    const Bytes before = node_.stored();
    ExpectOnPage(input, "node: sync", node_.Sync(&hub_, change));
    EXPECT_EQ(node_.stored(), before) << input;
  }
  // Makes something new to pull.
  void AddLeaf() {
    fold::CollectionAct act{hub_.plan().hub_id(), absl::StrCat("asean-", ++collections_), "Other",
                            false};
    const auto load = hub_.plan().LoadOf(fold::Act(act), {"authority-1", "authority-2"});
    ASSERT_TRUE(hub_.core().SubmitAct(Hub::EnvelopeOf(load)).ok());
  }

  Hub hub_;
  Node node_{&hub_};
  int collections_ = 0;
};

TEST_F(BadHubTest, AnUnknownLevelEndsTheConversation) {
  ExpectEnded("a hub at a level that this program does not know",
              ChangingEvery<sync::Welcome>(
                  [](sync::Welcome* welcome) { welcome->level = fold::kKnownLevel + 1; }));
}

TEST_F(BadHubTest, AWelcomeThatFitsNothingEndsTheConversation) {
  ExpectEnded("a welcome to another hello", ChangingEvery<sync::Welcome>([](sync::Welcome* w) {
                w->nonce = *sync::Nonce::FromBytes(std::string(16, 'x'));
              }));
  ExpectEnded("a hub that holds another entry of this node",
              ChangingEvery<sync::Welcome>([](sync::Welcome* w) {
                w->head->hash = *base::EntryHash::FromBytes(std::string(32, 'x'));
              }));
}

TEST_F(BadHubTest, LeavesThatDoNotMakeTheSignedRootAreNotTaken) {
  AddLeaf();
  ExpectEnded("leaves with a gap", ChangingEvery<sync::Leaves>([](sync::Leaves* leaves) {
                leaves->from = base::LogIndex(leaves->from.value() + 1);
              }));
  ExpectEnded("a leaf that is not strictly written",
              ChangingEvery<sync::Leaves>([](sync::Leaves* leaves) { leaves->leaves[0] += "x"; }));
  ExpectEnded("a leaf with an unknown verdict",
              ChangingEvery<sync::Leaves>([](sync::Leaves* leaves) {
                std::string& leaf = leaves->leaves[0];
                leaf[leaf.size() - 8] = 99;
              }));
  ExpectEnded(
      "a leaf with another time than the signed one",
      ChangingEvery<sync::Leaves>([](sync::Leaves* leaves) { leaves->leaves[0].back() ^= 1; }));
  ExpectEnded("a checkpoint signed by another key",
              ChangingEvery<sync::PullDone>([this](sync::PullDone* done) {
                const log::Checkpoint statement{std::string(support::kTestOrigin),
                                                hub_.core().tree().size(),
                                                hub_.core().tree().root(),
                                                {}};
                done->checkpoint = log::SignCheckpoint(statement, *KeyOf("another log"));
              }));
  ASSERT_TRUE(node_.Sync(&hub_).ok());
  EXPECT_EQ(node_.core().tree().root(), hub_.core().tree().root());
}

// Threats T13 and T34.
TEST_F(BadHubTest, AFrameThatCannotBeReadEndsTheConversation) {
  ExpectEnded("bytes that are no frame",
              [](const std::string&) { return std::string("\x08\xff"); });
  ExpectEnded("an unknown field in a frame",
              [](const std::string& frame) { return frame + "\xf8\x01\x01"; });
  ExpectEnded("a frame longer than any", [](const std::string& frame) {
    return frame + std::string(base::kFrameBytesMax, '\x08');
  });
}

// Threat T51.
TEST_F(BadHubTest, ANodeOfAnotherHubIsRefused) {
  std::string& identity = node_.disk().durable[std::string(store::kIdentityKey)];
  identity.replace(0, 32, std::string(32, 'h'));
  ASSERT_TRUE(node_.Open().ok());
  ExpectEnded("a node that was made for another hub", nullptr);
}

}  // namespace
}  // namespace lontar::bad_input
