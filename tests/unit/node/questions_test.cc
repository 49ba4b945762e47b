// Questions between hub and node: how texts travel, wait and stay between the two (threat T28).

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/fold/question_text.h"
#include "core/sync/frame_order.h"
#include "core/trust/payload_type.h"
#include "hub/core/mirror.h"
#include "node/core/office_words.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr char kCanary[] = "canary-of-kh";

class QuestionTravel : public FederationFixture {
 protected:
  QuestionTravel() {
    federation_.Found();
    federation_.RaiseLevel(2);
    federation_.RaiseLevel(3);
    federation_.RaiseLevel(4);
  }

  chain::Envelope EnvelopeOf(const fold::Act& act, const std::string& part) {
    chain::Envelope envelope{fold::KindOf(act), "small", fold::EncodeAct(act), {}};
    if (!part.empty()) envelope.parts.push_back(part);
    return envelope;
  }
  std::string PartOf(const std::string& member, const std::string& text) {
    fold::QuestionText said;
    said.salt = *base::Salt::FromBytes(std::string(base::Salt::kBytes, ++salts_));
    said.member = member;
    said.text = text;
    return fold::EncodeQuestionText(said);
  }
  fold::QuestionAct On(const std::string& member, const std::string& part) {
    return {federation_.hub_id(), "small", member, "cases", trust::PartHashOf(part)};
  }
  // By the authority at its hub.
  absl::Status AtHub(chain::Envelope envelope) {
    for (const char* key : {"authority 1", "authority 2"}) {
      chain::AddSignature(&envelope, *support::SmallKey(key));
    }
    return federation_.hub().SubmitAct(envelope).status();
  }
  base::PayloadId Ask(const std::string& member, const std::string& text) {
    const std::string part = PartOf(member, text);
    const chain::Envelope envelope = EnvelopeOf(On(member, part), part);
    EXPECT_EQ(AtHub(envelope), absl::OkStatus());
    return envelope.payload_id();
  }
  json AtNode(const std::string& member) {
    const auto answer = federation_.node(member).Ask({"questions"});
    EXPECT_TRUE(answer.ok()) << answer.status();
    return json::parse(answer.value_or("{}"));
  }
  json Listed() {
    const auto answer = federation_.hub().Ask({"questions"});
    EXPECT_TRUE(answer.ok()) << answer.status();
    return json::parse(answer.value_or("{}"));
  }
  // Whether anything that a store holds says so.
  static bool Holds(const store::Reader& store, const std::string& text) {
    bool holds = false;
    EXPECT_TRUE(store
                    .Scan("", "",
                          [&](absl::string_view, absl::string_view value) {
                            holds |= value.find(text) != absl::string_view::npos;
                            return true;
                          })
                    .ok());
    return holds;
  }

  char salts_ = 0;
};

TEST_F(QuestionTravel, TheTextReachesItsMemberAndNobodyElse) {
  Ask("KH", kCanary);
  EXPECT_EQ(Listed()["questions"][0]["state"], "asked");
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.Sync("VN"), "");
  const json ours = AtNode("KH");
  ASSERT_EQ(ours["questions"].size(), 1u);
  EXPECT_EQ(ours["questions"][0]["text"], kCanary);
  EXPECT_EQ(ours["questions"][0]["waits_for"], "member");
  EXPECT_EQ(Listed()["questions"][0]["state"], "seen");

  // Both have the act: each folds the whole log. Only one has the text, and is told of it.
  EXPECT_EQ(federation_.node("VN").state().questions().size(), 1u);
  EXPECT_EQ(AtNode("VN")["questions"].size(), 0u);
  EXPECT_TRUE(Holds(federation_.node("KH").store(), kCanary));
  EXPECT_FALSE(Holds(federation_.node("VN").store(), kCanary));
  const json status = json::parse(federation_.node("KH").StatusJson().value());
  EXPECT_EQ(status["questions_for_member"], 1);
  EXPECT_EQ(json::parse(federation_.node("VN").StatusJson().value())["questions_for_member"], 0);
}

// A node that would keep everything: what the hub says to it, not what ours makes of that.
TEST_F(QuestionTravel, TheHubSendsATextOnTheLineOfItsMemberOnly) {
  const base::PayloadId question = Ask("KH", kCanary);
  const std::string part = PartOf("KH", kCanary);
  ASSERT_EQ(
      AtHub(EnvelopeOf(
          fold::AnswerAct{federation_.hub_id(), question, trust::PartHashOf(part), false}, part)),
      absl::OkStatus());
  const auto sent_to = [this](const std::string& member) {
    hub::HubCore& hub = federation_.hub();
    const hub::SessionId line = hub.Connect(member);
    sync::FrameOrder order;
    sync::Hello hello;
    hello.hub_id = federation_.hub_id();
    hello.member = member;
    const auto key = support::SmallKey(member + " node");
    std::string sent;
    for (const sync::Body& body : std::vector<sync::Body>{sync::SignHello(hello, *key),
                                                          sync::PullRequest{base::LogSize(0)}}) {
      for (const auto& [session, frame] : hub.Receive(line, order.Write(body)).send) sent += frame;
    }
    hub.Disconnect(line);
    return sent;
  };
  const std::string to_kh = sent_to("KH");
  const size_t first = to_kh.find(kCanary);
  ASSERT_NE(first, std::string::npos);
  EXPECT_NE(to_kh.find(kCanary, first + 1), std::string::npos);
  const std::string to_vn = sent_to("VN");
  EXPECT_EQ(to_vn.find(kCanary), std::string::npos);
  // It has the act itself: every node folds the whole log.
  EXPECT_NE(to_vn.find(std::string(question.view())), std::string::npos);
}

TEST_F(QuestionTravel, ANodeThatComesLaterGetsWhatWasSaidBefore) {
  const base::PayloadId question = Ask("KH", "right?");
  const std::string part = PartOf("KH", "we mean 2019");
  ASSERT_EQ(
      AtHub(EnvelopeOf(
          fold::AnswerAct{federation_.hub_id(), question, trust::PartHashOf(part), false}, part)),
      absl::OkStatus());
  EXPECT_EQ(federation_.Sync("KH"), "");
  const json told = AtNode("KH")["questions"][0];
  EXPECT_EQ(told["answers"][0]["text"], "we mean 2019");
  EXPECT_EQ(told["waits_for"], "member");
}

// A form that is sent twice, or from a page that is old, says nothing twice.
TEST_F(QuestionTravel, WhatAPageSaysIsSealedOnceAndOnWhatWasSeen) {
  const base::PayloadId asked = Ask("KH", "right?");
  EXPECT_EQ(federation_.Sync("KH"), "");
  SaidRequest answer;
  answer.question = asked.hex();
  answer.last_word = asked.hex();
  answer.text = " It is:\nboth regions. \n";
  const auto sealed = node().Say(answer);
  ASSERT_TRUE(sealed.ok()) << sealed.status();
  EXPECT_EQ(json::parse(*sealed)["schema"], "lontar.seal.v1");
  const json told = AtNode("KH")["questions"][0]["answers"];
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0]["text"], "It is:\nboth regions.");
  EXPECT_EQ(base::ReasonOf(node().Say(answer).status()), "QUESTION_MOVED");
  EXPECT_EQ(AtNode("KH")["questions"][0]["answers"].size(), 1u);
  // From the page as it is now, more is said.
  answer.last_word = told[0]["id"];
  EXPECT_TRUE(node().Say(answer).ok());
  // What ASEC has asked, ASEC closes.
  answer.last_word = AtNode("KH")["questions"][0]["answers"][1]["id"];
  answer.closes = true;
  EXPECT_EQ(base::ReasonOf(node().Say(answer).status()), "ENTRY_WOULD_BE_REJECTED");
  answer.closes = false;
  answer.text = " \n";
  EXPECT_EQ(base::ReasonOf(node().Say(answer).status()), "OUT_OF_BOUNDS");
  answer.question = "00";
  EXPECT_EQ(base::ReasonOf(node().Say(answer).status()), "QUESTION_NOT_FOUND");
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Listed()["questions"][0]["answers"].size(), 2u);
}

TEST_F(QuestionTravel, WhatStandsOpenIsNotAskedAgain) {
  SaidRequest ask;
  ask.collection = "small";
  ask.indicator = "cases";
  ask.text = "More time?";
  ASSERT_TRUE(node().Say(ask).ok());
  EXPECT_EQ(base::ReasonOf(node().Say(ask).status()), "QUESTION_REPEATED");
  // Of another year, or in other words, it is another question.
  ask.period = "2016";
  ASSERT_TRUE(node().Say(ask).ok());
  ask.text = "Much more time?";
  ASSERT_TRUE(node().Say(ask).ok());
  EXPECT_EQ(AtNode("KH")["questions"].size(), 3u);
  ask.indicator = "nothing";
  EXPECT_EQ(base::ReasonOf(node().Say(ask).status()), "INDICATOR_UNKNOWN");
  ask.indicator = "cases";
  ask.collection = "other";
  EXPECT_EQ(base::ReasonOf(node().Say(ask).status()), "COLLECTION_ABSENT");
  // Once the first is closed, it may be asked again.
  SaidRequest close;
  close.question = AtNode("KH")["questions"][0]["id"];
  close.last_word = close.question;
  close.closes = true;
  ASSERT_TRUE(node().Say(close).ok());
  ask = {};
  ask.collection = "small";
  ask.indicator = "cases";
  ask.text = "More time?";
  EXPECT_TRUE(node().Say(ask).ok());
}

TEST_F(QuestionTravel, AnotherMembersQuestionIsNoneHere) {
  const base::PayloadId asked = Ask("VN", "right?");
  EXPECT_EQ(federation_.Sync("KH"), "");
  SaidRequest answer;
  answer.question = asked.hex();
  answer.last_word = asked.hex();
  answer.text = "It is.";
  EXPECT_EQ(base::ReasonOf(node().Say(answer).status()), "QUESTION_NOT_FOUND");
}

TEST_F(QuestionTravel, AnAnswerWaitsHereUntilTheNextSync) {
  const base::PayloadId question = Ask("KH", "right?");
  EXPECT_EQ(federation_.Sync("KH"), "");
  const std::string part = PartOf("KH", kCanary);
  const fold::AnswerAct act{federation_.hub_id(), question, trust::PartHashOf(part), false};
  const auto sealed = node().SealAct(EnvelopeOf(act, part));
  ASSERT_TRUE(sealed.ok()) << sealed.status();
  const json waiting = AtNode("KH")["questions"][0];
  EXPECT_EQ(waiting["state"], "answered");
  EXPECT_EQ(waiting["answers"][0]["text"], kCanary);
  EXPECT_TRUE(waiting["answers"][0]["index"].is_null());
  EXPECT_TRUE(waiting["answers"][0]["time"].is_null());
  EXPECT_EQ(Listed()["questions"][0]["answers"].size(), 0u);

  // The node's program ends and starts again in between.
  federation_.CloseNode();
  ASSERT_EQ(federation_.OpenNode(node_store_.get(), &high_water_), "");
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.Sync("VN"), "");
  EXPECT_EQ(Listed()["questions"][0]["answers"][0]["text"], kCanary);
  EXPECT_EQ(Listed()["questions"][0]["waits_for"], "asec");
  EXPECT_FALSE(AtNode("KH")["questions"][0]["answers"][0]["index"].is_null());
  EXPECT_FALSE(Holds(federation_.node("VN").store(), kCanary));
  federation_.CloseHub();
  ASSERT_EQ(federation_.OpenHub(hub_store_.get(), &sign_register_), "");
  EXPECT_EQ(Listed()["questions"][0]["answers"][0]["text"], kCanary);
}

TEST_F(QuestionTravel, NothingIsSealedThatTheHubWouldReject) {
  const base::PayloadId question = Ask("KH", "right?");
  EXPECT_EQ(federation_.Sync("KH"), "");
  const fold::AnswerAct close{federation_.hub_id(), question, std::nullopt, true};
  const auto refused = node().SealAct(EnvelopeOf(close, ""));
  EXPECT_EQ(base::ReasonOf(refused.status()), "ENTRY_WOULD_BE_REJECTED");
  EXPECT_THAT(refused.status().message(), HasSubstr("what the authority asked, it closes"));
  const std::string part = PartOf("VN", "of another");
  EXPECT_EQ(base::ReasonOf(node().SealAct(EnvelopeOf(On("VN", part), part)).status()),
            "ENTRY_WOULD_BE_REJECTED");
  // Without its text an act says nothing.
  const std::string lost = PartOf("KH", "lost");
  EXPECT_EQ(base::ReasonOf(AtHub(EnvelopeOf(On("KH", lost), ""))), "ACT_REJECTED");
}

TEST_F(QuestionTravel, AClosedOneIsAnsweredNoMoreWhoeverWasOffline) {
  const base::PayloadId question = Ask("KH", "right?");
  EXPECT_EQ(federation_.Sync("KH"), "");
  const std::string part = PartOf("KH", "it is");
  ASSERT_TRUE(node()
                  .SealAct(EnvelopeOf(fold::AnswerAct{federation_.hub_id(), question,
                                                      trust::PartHashOf(part), false},
                                      part))
                  .ok());
  ASSERT_EQ(
      AtHub(EnvelopeOf(fold::AnswerAct{federation_.hub_id(), question, std::nullopt, true}, "")),
      absl::OkStatus());
  EXPECT_EQ(federation_.Sync("KH"), "");
  const json told = AtNode("KH")["questions"][0];
  EXPECT_EQ(told["state"], "closed");
  EXPECT_EQ(told["answers"].size(), 1u);
  EXPECT_TRUE(told["answers"][0]["closes"]);
}

TEST_F(QuestionTravel, NoMirrorHoldsAText) {
  federation_.Report("KH", "2016", "7");
  const base::PayloadId question = Ask("KH", kCanary);
  EXPECT_EQ(federation_.Sync("KH"), "");
  int files = 0;
  bool has_act = false;
  ASSERT_EQ(hub::ExportMirror(federation_.hub(),
                              [&](const std::string& path, const std::string& content) {
                                ++files;
                                EXPECT_THAT(content, Not(HasSubstr(kCanary))) << path;
                                has_act |= path == "payloads/" + question.hex();
                                return absl::OkStatus();
                              }),
            absl::OkStatus());
  EXPECT_TRUE(has_act);
  EXPECT_GT(files, 5);
}

// Parts that nothing names are not kept, whoever sends them along.
TEST_F(QuestionTravel, AStoreKeepsOnlyTheTextThatIsNamed) {
  const std::string part = PartOf("KH", "right?");
  chain::Envelope envelope = EnvelopeOf(On("KH", part), part);
  envelope.parts.emplace_back("stray-part");
  ASSERT_EQ(AtHub(envelope), absl::OkStatus());
  EXPECT_FALSE(Holds(federation_.hub().store(), "stray-part"));
  const std::string own = PartOf("KH", "more time?");
  chain::Envelope asked = EnvelopeOf(On("KH", own), own);
  asked.parts.emplace_back("stray-part");
  ASSERT_TRUE(node().SealAct(asked).ok());
  EXPECT_FALSE(Holds(*node_store_, "stray-part"));
  EXPECT_TRUE(Holds(*node_store_, "more time?"));
}

}  // namespace
}  // namespace lontar::node
