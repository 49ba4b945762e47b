#include "core/sync/node_session.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/unit/sync/fakes.h"

namespace lontar::sync {
namespace {

Welcome WelcomeBack(std::optional<chain::Head> head) {
  Welcome welcome;
  welcome.nonce = *Nonce::FromBytes(std::string(16, 'n'));
  welcome.state = SyncState::kNodeAhead;
  welcome.head = std::move(head);
  welcome.checkpoint = "checkpoint";
  return welcome;
}

// What a node sends, by kind, and whether its session still stands.
class Conversation {
 public:
  explicit Conversation(FakeNode* node) : session_(node) { Keep(session_.Start()); }

  void Hear(Body body) { Keep(session_.Receive(hub_.Write(std::move(body)))); }
  absl::Status status() const { return status_; }
  const NodeSession& session() const { return session_; }
  template <class Kind>
  std::vector<Kind> Sent() const {
    std::vector<Kind> found;
    for (const Body& body : sent_) {
      if (const auto* kind = std::get_if<Kind>(&body)) found.push_back(*kind);
    }
    return found;
  }

 private:
  void Keep(const absl::StatusOr<std::vector<std::string>>& frames) {
    status_ = frames.status();
    if (!frames.ok()) return;
    for (const std::string& frame : *frames) sent_.push_back(DecodeFrame(frame)->body);
  }

  NodeSession session_;
  FrameOrder hub_;
  std::vector<Body> sent_;
  absl::Status status_;
};

TEST(NodeSession, PushesPullsCosignsAndIsDone) {
  FakeNode node(2);
  Conversation talk(&node);
  EXPECT_EQ(talk.Sent<SignedHello>().size(), 1u);
  talk.Hear(WelcomeBack(std::nullopt));
  ASSERT_EQ(talk.Sent<chain::Entry>().size(), 2u);
  EXPECT_TRUE(talk.Sent<PullRequest>().empty());
  talk.Hear(AnswerFor(node.entries()[0].entry, 7));
  talk.Hear(AnswerFor(node.entries()[1].entry, 8));
  ASSERT_EQ(talk.Sent<PullRequest>().size(), 1u);
  talk.Hear(Leaves{base::LogIndex(0), {"leaf"}});
  talk.Hear(PullDone{"checkpoint"});
  EXPECT_TRUE(talk.status().ok()) << talk.status();
  EXPECT_TRUE(talk.session().is_done());
  EXPECT_EQ(talk.Sent<CosignatureFrame>().size(), 1u);
  EXPECT_EQ(talk.Sent<Done>().size(), 1u);
  EXPECT_EQ(node.answers.size(), 2u);
  EXPECT_EQ(node.pulled.leaves, std::vector<std::string>{"leaf"});
}

TEST(NodeSession, SendsOnlyWhatTheHubDoesNotHave) {
  FakeNode node(3);
  Conversation talk(&node);
  talk.Hear(WelcomeBack(chain::Head{base::ChainNumber(2), node.entries()[1].entry.hash()}));
  const auto sent = talk.Sent<chain::Entry>();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].header.number.value(), 3u);
}

TEST(NodeSession, ChunksOfAnEntryComeBeforeIt) {
  FakeNode node(1, base::kChunkBytesMax);
  Conversation talk(&node);
  talk.Hear(WelcomeBack(std::nullopt));
  // Two of the payload, one of the part.
  EXPECT_EQ(talk.Sent<Chunk>().size(), 3u);
}

TEST(NodeSession, AWelcomeToAnotherHelloIsRefused) {
  FakeNode node(1);
  Conversation talk(&node);
  Welcome welcome = WelcomeBack(std::nullopt);
  welcome.nonce = *Nonce::FromBytes(std::string(16, 'm'));
  talk.Hear(welcome);
  EXPECT_EQ(base::ReasonOf(talk.status()), "FRAME_OUT_OF_PLACE");
}

TEST(NodeSession, AnAnswerOutOfTurnIsRefused) {
  FakeNode node(2);
  Conversation talk(&node);
  talk.Hear(WelcomeBack(std::nullopt));
  talk.Hear(AnswerFor(node.entries()[1].entry, 8));
  EXPECT_EQ(base::ReasonOf(talk.status()), "FRAME_OUT_OF_PLACE");
  EXPECT_TRUE(node.answers.empty());
}

TEST(NodeSession, AnAnswerForAnotherEntryIsRefused) {
  FakeNode node(1);
  Conversation talk(&node);
  talk.Hear(WelcomeBack(std::nullopt));
  talk.Hear(AnswerFor(AnEntry(1, "another", std::nullopt), 8));
  EXPECT_EQ(base::ReasonOf(talk.status()), "FRAME_OUT_OF_PLACE");
  EXPECT_TRUE(node.answers.empty());
}

TEST(NodeSession, LeavesWithAGapAreRefused) {
  FakeNode node(0);
  Conversation talk(&node);
  talk.Hear(WelcomeBack(std::nullopt));
  talk.Hear(Leaves{base::LogIndex(1), {"leaf"}});
  EXPECT_EQ(base::ReasonOf(talk.status()), "FRAME_OUT_OF_PLACE");
}

TEST(NodeSession, NothingIsTakenBeforeTheWelcome) {
  for (const Body& body : std::vector<Body>{Leaves{base::LogIndex(0), {"leaf"}}, PullDone{"c"},
                                            Done{}, PullRequest{base::LogSize(0)}}) {
    FakeNode node(1);
    Conversation talk(&node);
    talk.Hear(body);
    EXPECT_EQ(base::ReasonOf(talk.status()), "FRAME_OUT_OF_PLACE") << body.index();
  }
}

TEST(NodeSession, ARefusalKeepsItsReason) {
  FakeNode node(1);
  Conversation talk(&node);
  talk.Hear(Refusal{"MEMBER_UNKNOWN", "KH is no member", 0});
  EXPECT_EQ(base::ReasonOf(talk.status()), "MEMBER_UNKNOWN");
}

TEST(NodeSession, WhatIsUnansweredIsBounded) {
  FakeNode node(base::kUnansweredEntriesMax + 10);
  Conversation talk(&node);
  talk.Hear(WelcomeBack(std::nullopt));
  EXPECT_EQ(talk.Sent<chain::Entry>().size(), static_cast<size_t>(base::kUnansweredEntriesMax));
  talk.Hear(AnswerFor(node.entries()[0].entry, 1));
  EXPECT_EQ(talk.Sent<chain::Entry>().size(), static_cast<size_t>(base::kUnansweredEntriesMax) + 1);
}

}  // namespace
}  // namespace lontar::sync
