#include "core/sync/hub_session.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/unit/sync/fakes.h"

namespace lontar::sync {
namespace {

// The node's end by hand, frame by frame.
class Line {
 public:
  explicit Line(FakeHub* hub, const std::string& member = "KH") : session_(hub, member) {}

  // What the hub sends back.
  std::vector<Body> Say(Body body) { return Repeat(node_.Write(std::move(body))); }
  std::vector<Body> Repeat(const std::string& frame) {
    last_frame_ = frame;
    HubSteps steps = session_.Receive(frame);
    std::vector<Body> bodies;
    for (const std::string& sent : steps.send) bodies.push_back(DecodeFrame(sent)->body);
    for (Offer& offer : steps.offers) offers.push_back(std::move(offer));
    is_finished = steps.is_finished;
    return bodies;
  }
  void Greet() {
    FakeNode node(0);
    Say(*node.MakeHello());
  }
  const std::string& last_frame() const { return last_frame_; }

  std::vector<Offer> offers;
  bool is_finished = false;

 private:
  HubSession session_;
  FrameOrder node_;
  std::string last_frame_;
};

std::string ReasonIn(const std::vector<Body>& bodies) {
  if (bodies.size() != 1 || !std::holds_alternative<Refusal>(bodies[0])) return "not refused";
  return std::get<Refusal>(bodies[0]).reason;
}

TEST(HubSession, AnswersAHelloWithAWelcome) {
  FakeHub hub;
  FakeNode node(0);
  Line line(&hub);
  const auto sent = line.Say(*node.MakeHello());
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<Welcome>(sent[0]));
  EXPECT_FALSE(line.is_finished);
}

TEST(HubSession, NothingIsTakenBeforeTheHello) {
  for (const Body& body :
       std::vector<Body>{AnEntry(1, "p", std::nullopt), PullRequest{base::LogSize(0)}, Done{}}) {
    FakeHub hub;
    Line line(&hub);
    EXPECT_EQ(ReasonIn(line.Say(body)), "FRAME_OUT_OF_PLACE") << body.index();
    EXPECT_TRUE(line.is_finished);
    EXPECT_TRUE(line.offers.empty());
  }
}

TEST(HubSession, ACertificateOfAnotherMemberIsRefused) {
  FakeHub hub;
  FakeNode node(0);
  Line line(&hub, "LA");
  EXPECT_EQ(ReasonIn(line.Say(*node.MakeHello())), "MEMBER_MISMATCH");
}

TEST(HubSession, OffersAnEntryWithWhatCameBeforeIt) {
  FakeHub hub;
  FakeNode node(1);
  Line line(&hub);
  line.Greet();
  const Outgoing& out = node.entries()[0];
  const base::Hash id(out.entry.header.payload_id.array());
  line.Say(Chunk{PayloadKind::kPayload, id, 0, out.payload->size(), *out.payload});
  const auto& [hash, part] = out.parts[0];
  line.Say(Chunk{PayloadKind::kPart, base::Hash(hash.array()), 0, part.size(), part});
  line.Say(out.entry);
  ASSERT_EQ(line.offers.size(), 1u);
  EXPECT_EQ(line.offers[0].payload, out.payload);
  EXPECT_EQ(line.offers[0].parts.at(hash), part);
}

// Invariant 10.
TEST(HubSession, AnEntryThatComesTwiceOnALineIsOfferedOnce) {
  FakeHub hub;
  Line line(&hub);
  line.Greet();
  line.Say(AnEntry(1, "p", std::nullopt));
  EXPECT_TRUE(line.Repeat(line.last_frame()).empty());
  EXPECT_EQ(line.offers.size(), 1u);
  EXPECT_FALSE(line.is_finished);
}

TEST(HubSession, APayloadThatIsNotWhatTheEntryNamesIsLeftOut) {
  FakeHub hub;
  FakeNode node(1);
  Line line(&hub);
  line.Greet();
  const chain::Entry& entry = node.entries()[0].entry;
  line.Say(
      Chunk{PayloadKind::kPayload, base::Hash(entry.header.payload_id.array()), 0, 6, "forged"});
  line.Say(entry);
  ASSERT_EQ(line.offers.size(), 1u);
  EXPECT_EQ(line.offers[0].payload, std::nullopt);
}

TEST(HubSession, AnEntryOfAnotherMemberIsRefused) {
  FakeHub hub;
  Line line(&hub);
  line.Greet();
  chain::Header header = AnEntry(1, "p", std::nullopt).header;
  header.author = "LA";
  EXPECT_EQ(ReasonIn(line.Say(chain::SealEntry(header, *FakeKey()))), "MEMBER_MISMATCH");
  EXPECT_TRUE(line.offers.empty());
}

TEST(HubSession, GivesLeavesFrameByFrameAndThenTheCheckpoint) {
  FakeHub hub;
  const std::string leaf =
      chain::EncodeLeaf(AnEntry(1, "p", std::nullopt), {chain::Verdict::kAccepted, 1});
  hub.leaves.assign(base::kLeavesPerFrameMax + 1, leaf);
  Line line(&hub);
  line.Greet();
  const auto first = line.Say(PullRequest{base::LogSize(0)});
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(std::get<Leaves>(first[0]).leaves.size(),
            static_cast<size_t>(base::kLeavesPerFrameMax));
  const auto second = line.Say(PullRequest{base::LogSize(base::kLeavesPerFrameMax)});
  EXPECT_EQ(std::get<Leaves>(second[0]).leaves.size(), 1u);
  const auto third = line.Say(PullRequest{base::LogSize(base::kLeavesPerFrameMax + 1)});
  EXPECT_EQ(std::get<PullDone>(third[0]).checkpoint, "checkpoint");
}

TEST(HubSession, LeavesThatItDoesNotHaveAreRefused) {
  FakeHub hub;
  Line line(&hub);
  line.Greet();
  EXPECT_EQ(ReasonIn(line.Say(PullRequest{base::LogSize(1)})), "HUB_BEHIND");
}

TEST(HubSession, AfterDoneAndAfterARefusalNothingMoreIsTaken) {
  FakeHub hub;
  Line line(&hub);
  line.Greet();
  line.Say(Done{});
  EXPECT_TRUE(line.is_finished);
  EXPECT_TRUE(line.Say(AnEntry(1, "p", std::nullopt)).empty());
  EXPECT_TRUE(line.offers.empty());
}

TEST(HubSession, FramesThatOnlyAHubSendsAreRefused) {
  for (const Body& body : std::vector<Body>{PullDone{"c"}, Leaves{base::LogIndex(0), {"leaf"}},
                                            Refusal{"A", "b", 0}}) {
    FakeHub hub;
    Line line(&hub);
    line.Greet();
    EXPECT_EQ(ReasonIn(line.Say(body)), "FRAME_OUT_OF_PLACE") << body.index();
  }
}

// Texts go along with the leaf that leads to them, and come before it (threat T28 is the side's).
TEST(HubSession, SendsThePartsThatTheSideGivesForALeaf) {
  FakeHub hub;
  FakeNode node(2);
  for (int i = 0; i < 2; ++i) hub.leaves.push_back(AnswerFor(node.entries()[i].entry, i).leaf);
  hub.texts[hub.leaves[1]] = "a text";
  Line line(&hub);
  line.Greet();
  const auto sent = line.Say(PullRequest{base::LogSize(0)});
  ASSERT_EQ(sent.size(), 2u);
  const auto* chunk = std::get_if<Chunk>(&sent[0]);
  ASSERT_NE(chunk, nullptr);
  EXPECT_EQ(chunk->kind, PayloadKind::kPart);
  EXPECT_EQ(chunk->bytes, "a text");
  EXPECT_EQ(chunk->id.view(), trust::PartHashOf("a text").view());
  EXPECT_EQ(std::get<Leaves>(sent[1]).leaves.size(), 2u);
}

}  // namespace
}  // namespace lontar::sync
