// Questions between ASEC and a member: acts of level 4. Who may ask, answer and close; what is
// counted; who sees what (threat T28).

#include "core/fold/questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "core/base/problem.h"
#include "core/fold/named_parts.h"
#include "core/fold/question_envelope.h"
#include "core/fold/question_text.h"
#include "core/fold/result_json.h"
#include "core/trust/payload_type.h"
#include "tests/reference/naive_questions.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using support::Appended;
using support::Load;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// The keys that sign what an author states.
std::vector<std::string> SpeakersOf(const std::string& author) {
  return author == "authority" ? kAuthorityKeys : std::vector{author + ".node"};
}

class Questions : public testing::Test {
 protected:
  Questions() {
    for (uint32_t level = 2; level <= 4; ++level) {
      const auto raised =
          log_.StateAct("authority", PolicyAct{log_.hub_id(), level}, kAuthorityKeys);
      EXPECT_EQ(Name(raised), "accepted");
    }
    log_.OpenRound("baseline-2021");
  }

  static std::string PartOf(const std::string& member, const std::string& text, int salt,
                            const std::string& measure = "") {
    QuestionText said;
    said.salt = *base::Salt::FromBytes(std::string(base::Salt::kBytes, static_cast<char>(salt)));
    said.member = member;
    said.text = text;
    said.measure = measure;
    return EncodeQuestionText(said);
  }

  // What states the act, with the text's part.
  Appended Say(const std::string& author, const Act& act, const std::string& part,
               const std::optional<std::vector<std::string>>& signers = std::nullopt) {
    Load load = log_.LoadOf(act, signers.value_or(SpeakersOf(author)));
    if (!part.empty()) load.parts.emplace(trust::PartHashOf(part), part);
    const auto appended = log_.Append(log_.Seal(author, load), load);
    EXPECT_TRUE(appended.ok()) << appended.status();
    return *appended;
  }

  QuestionAct ActOn(const std::string& member, const std::string& code, const std::string& part) {
    return {log_.hub_id(), log_.collection(), member, log_.catalogue().FindByCode(code)->id,
            trust::PartHashOf(part)};
  }
  Appended Ask(const std::string& author, const std::string& member, const std::string& code) {
    const std::string part = PartOf(member, "is it right?", ++salts_);
    return Say(author, ActOn(member, code, part), part);
  }
  Appended Answer(const std::string& author, const std::string& member, base::PayloadId question,
                  bool closes = false) {
    const std::string part = PartOf(member, "it is", ++salts_);
    return Say(author, AnswerAct{log_.hub_id(), question, trust::PartHashOf(part), closes}, part);
  }
  Appended Close(const std::string& author, base::PayloadId question) {
    return Say(author, AnswerAct{log_.hub_id(), question, std::nullopt, true}, "");
  }
  bool IsOpen(const Appended& question) const {
    return log_.state().FindQuestion(question.payload_id)->IsOpenAt(log_.size());
  }
  json Told(const std::string& subject, const Viewer& viewer) const {
    Question question{subject, "", subject == "questions" ? "" : "baseline-2021"};
    question.viewer = viewer;
    const PartReader all = log_.PartsReader();
    const auto answer = fold::Answer(
        log_.state(), question,
        [this](LogSize size) -> absl::StatusOr<base::Hash> { return log_.RootAt(size); },
        VisibleParts(viewer, log_.state(), all));
    EXPECT_TRUE(answer.ok()) << answer.status();
    return json::parse(answer.value_or("null"));
  }

  int salts_ = 0;
  LogBuilder log_ = LogWith({"KH", "VN", "LA"});
};

using QuestionVerdict = Questions;
using QuestionSight = Questions;
using QuestionCount = Questions;

TEST(QuestionLevel, IsFour) {
  LogBuilder log = LogWith({"KH"});
  Load load;
  for (const auto kind : {chain::EntryKind::kQuestion, chain::EntryKind::kAnswer}) {
    load.kind = kind;
    load.payload = "anything";
    EXPECT_EQ(Name(*log.Append(log.Seal("KH", load), load)), "level-too-low");
    EXPECT_EQ(Name(*log.Append(log.Seal("authority", load), load)), "level-too-low");
  }
}

TEST(QuestionTextReading, HoldsItsBoundsAndIsNoPartOfAReport) {
  QuestionText text;
  text.member = "KH";
  text.text = "2019 is half of 2017: right?";
  text.measure = "number";
  text.period = "2019";
  const auto read = DecodeQuestionText(EncodeQuestionText(text));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->text, text.text);
  EXPECT_EQ(read->measure, "number");
  EXPECT_EQ(read->period, "2019");
  EXPECT_FALSE(observation::DecodePart(EncodeQuestionText(text)).ok());
  observation::Part narrative;
  narrative.content = observation::Narrative{"x", "en", "words"};
  EXPECT_FALSE(DecodeQuestionText(observation::EncodePart(narrative)).ok());

  const auto reason = [&text](auto change) {
    QuestionText changed = text;
    change(&changed);
    return base::ReasonOf(DecodeQuestionText(EncodeQuestionText(changed)).status());
  };
  EXPECT_EQ(reason([](QuestionText* t) { t->text = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](QuestionText* t) { t->text = std::string(4097, 'x'); }), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](QuestionText* t) { t->member = "kh"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](QuestionText* t) { t->period = "soon"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](QuestionText* t) { t->measure = "No Id"; }), "OUT_OF_BOUNDS");
}

// The act that both doors of a node and the command line make.
TEST_F(QuestionVerdict, TakesWhatTheEnvelopesSay) {
  const auto say = [this](const std::string& author, const chain::Envelope& envelope) {
    const absl::StatusOr<Act> act = DecodeAct(envelope.kind, envelope.payload);
    EXPECT_TRUE(act.ok()) << act.status();
    EXPECT_EQ(envelope.collection, log_.collection());
    return Say(author, *act, envelope.parts.empty() ? "" : envelope.parts.front());
  };
  QuestionText text{*base::Salt::FromBytes(std::string(base::Salt::kBytes, 's')), "KH", "right?"};
  NewQuestion question{log_.hub_id(), log_.collection(), log_.catalogue().FindByCode("A1")->id,
                       text};
  const auto asked = EnvelopeOfQuestion(question);
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_EQ(Name(say("authority", *asked)), "accepted");
  NewAnswer answer{log_.hub_id(), log_.collection(), asked->payload_id(), text, false};
  answer.text->text = "It is.";
  EXPECT_EQ(Name(say("KH", EnvelopeOfAnswer(answer).value())), "accepted");
  answer.text.reset();
  EXPECT_EQ(base::ReasonOf(EnvelopeOfAnswer(answer).status()), "OUT_OF_BOUNDS");
  answer.closes = true;
  EXPECT_EQ(Name(say("authority", EnvelopeOfAnswer(answer).value())), "accepted");
  EXPECT_FALSE(log_.state().FindQuestion(asked->payload_id())->IsOpenAt(log_.size()));
  for (const auto& change : std::vector<std::pair<std::string, std::string>>{
           {"", "2019"}, {std::string(4097, 'x'), "2019"}, {"right?", "soon"}}) {
    question.text.text = change.first;
    question.text.period = change.second;
    EXPECT_EQ(base::ReasonOf(EnvelopeOfQuestion(question).status()), "OUT_OF_BOUNDS");
  }
}

TEST_F(QuestionVerdict, BothSidesAsk) {
  EXPECT_EQ(Name(Ask("authority", "KH", "A1")), "accepted");
  EXPECT_EQ(Name(Ask("KH", "KH", "A1")), "accepted");
  // A member asks for itself only, and ASEC asks members of this log.
  EXPECT_EQ(Name(Ask("VN", "KH", "A1")), "context-mismatch");
  EXPECT_EQ(Name(Ask("authority", "SG", "A1")), "not-entitled");
}

TEST_F(QuestionVerdict, WantsTheSignaturesOfItsSide) {
  const std::string part = PartOf("KH", "right?", 90);
  const QuestionAct act = ActOn("KH", "A1", part);
  EXPECT_EQ(Name(Say("authority", act, part, {{"authority-1"}})), "key-not-valid");
  EXPECT_EQ(Name(Say("authority", act, part, {{"KH.node"}})), "key-not-valid");
  EXPECT_EQ(Name(Say("KH", act, part, {kAuthorityKeys})), "key-not-valid");
  EXPECT_EQ(Name(Say("KH", act, part, {{"KH.administrator"}})), "key-not-valid");
  EXPECT_EQ(Name(Say("authority", act, part)), "accepted");
  EXPECT_EQ(Name(Say("authority", act, part)), "duplicate");
}

TEST_F(QuestionVerdict, IsOnWhatTheCatalogueHas) {
  const std::string part = PartOf("KH", "right?", 91);
  QuestionAct act = ActOn("KH", "A1", part);
  act.indicator = "no-such-indicator";
  EXPECT_EQ(Name(Say("authority", act, part)), "context-mismatch");
  act = ActOn("KH", "A1", part);
  act.collection = "another";
  EXPECT_EQ(Name(Say("authority", act, part)), "out-of-order");
  const std::string no_measure = PartOf("KH", "right?", 92, "no-such-measure");
  EXPECT_EQ(Name(Say("authority", ActOn("KH", "A1", no_measure), no_measure)),
            "catalogue-violated");
  const std::string measure =
      PartOf("KH", "right?", 93, log_.catalogue().FindByCode("A1")->measures.front().id);
  EXPECT_EQ(Name(Say("authority", ActOn("KH", "A1", measure), measure)), "accepted");
}

TEST_F(QuestionVerdict, WantsATextOfThatMember) {
  const std::string part = PartOf("KH", "right?", 94);
  EXPECT_EQ(Name(Say("authority", ActOn("KH", "A1", part), "")), "payload-missing");
  const std::string broken = "no text";
  EXPECT_EQ(Name(Say("authority", ActOn("KH", "A1", broken), broken)), "payload-malformed");
  // What VN may not read it does not get by naming its hash, which everybody sees in the log.
  const Appended asked = Say("authority", ActOn("KH", "A1", part), part);
  ASSERT_EQ(Name(asked), "accepted");
  EXPECT_EQ(Name(Say("VN", ActOn("VN", "A1", part), "")), "context-mismatch");
  const Appended of_vn = Ask("authority", "VN", "A1");
  EXPECT_EQ(
      Name(Say("VN", AnswerAct{log_.hub_id(), of_vn.payload_id, trust::PartHashOf(part), false},
               "")),
      "context-mismatch");
}

TEST_F(QuestionVerdict, BothSidesAnswerAndNobodyElse) {
  const Appended asked = Ask("authority", "KH", "A1");
  EXPECT_EQ(Name(Answer("KH", "KH", asked.payload_id)), "accepted");
  EXPECT_EQ(Name(Answer("authority", "KH", asked.payload_id)), "accepted");
  EXPECT_EQ(Name(Answer("VN", "KH", asked.payload_id)), "not-entitled");
  EXPECT_EQ(Name(Answer("KH", "KH", base::PayloadId())), "out-of-order");
  EXPECT_TRUE(IsOpen(asked));
}

TEST_F(QuestionVerdict, TheAuthorityClosesWhatItAskedAndEitherTheMembers) {
  const Appended by_asec = Ask("authority", "KH", "A1");
  EXPECT_EQ(Name(Close("KH", by_asec.payload_id)), "not-entitled");
  EXPECT_EQ(Name(Close("VN", by_asec.payload_id)), "not-entitled");
  EXPECT_TRUE(IsOpen(by_asec));
  EXPECT_EQ(Name(Close("authority", by_asec.payload_id)), "accepted");
  EXPECT_FALSE(IsOpen(by_asec));
  EXPECT_EQ(Name(Answer("KH", "KH", by_asec.payload_id)), "out-of-order");

  const Appended first = Ask("KH", "KH", "A3");
  EXPECT_EQ(Name(Close("KH", first.payload_id)), "accepted");
  const Appended second = Ask("KH", "KH", "A3");
  EXPECT_EQ(Name(Answer("authority", "KH", second.payload_id, true)), "accepted");
  EXPECT_FALSE(IsOpen(second));
  EXPECT_EQ(Name(Answer("authority", "KH", second.payload_id, true)), "out-of-order");
}

TEST_F(Questions, KeepWhoseTurnItIsAtEverySize) {
  const Appended asked = Ask("authority", "KH", "A1");
  const LogSize then = log_.size();
  Answer("KH", "KH", asked.payload_id);
  const LogSize answered = log_.size();
  Close("authority", asked.payload_id);
  const QuestionRecord& record = *log_.state().FindQuestion(asked.payload_id);
  EXPECT_EQ(record.WaitsForAt(LogSize(asked.index.value())), std::nullopt);
  EXPECT_FALSE(record.IsOpenAt(LogSize(asked.index.value())));
  EXPECT_EQ(record.WaitsForAt(then), Side::kMember);
  EXPECT_EQ(record.WaitsForAt(answered), Side::kAsec);
  EXPECT_TRUE(record.IsOpenAt(answered));
  EXPECT_EQ(record.WaitsForAt(log_.size()), std::nullopt);
}

TEST_F(Questions, NameTheirTextAsTheirOnlyPart) {
  const std::string part = PartOf("KH", "right?", 95);
  const std::string question = EncodeAct(ActOn("KH", "A1", part));
  EXPECT_THAT(PartsNamedBy(chain::EntryKind::kQuestion, question),
              ElementsAre(trust::PartHashOf(part)));
  const std::string silent =
      EncodeAct(AnswerAct{log_.hub_id(), base::PayloadId(), std::nullopt, true});
  EXPECT_THAT(PartsNamedBy(chain::EntryKind::kAnswer, silent), IsEmpty());
  EXPECT_THAT(PartsNamedBy(chain::EntryKind::kQuestion, "no act"), IsEmpty());
  EXPECT_EQ(base::ReasonOf(DecodeAct(chain::EntryKind::kAnswer,
                                     EncodeAct(AnswerAct{log_.hub_id(), {}, std::nullopt, false}))
                               .status()),
            "OUT_OF_BOUNDS");
}

TEST_F(QuestionCount, ChangesNoFigureAndNoCount) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  const auto strip = [](json docket) {
    for (json& line : docket["lines"]) line.erase("being_clarified");
    docket.erase("log_size");
    docket.erase("root");
    return docket;
  };
  const json before = Told("docket", {});
  const Appended asked = Ask("authority", "KH", "A1");
  Ask("KH", "KH", "A1");
  Ask("authority", "VN", "A1");
  const json after = Told("docket", {});
  EXPECT_EQ(strip(before), strip(after));
  const json& line = after["lines"][0];
  EXPECT_EQ(line["code"], "A1");
  EXPECT_EQ(line["being_clarified"]["members"], 2);
  EXPECT_EQ(line["being_clarified"]["questions"], 3);
  EXPECT_EQ(line["being_clarified"]["dates"].size(), 1u);
  EXPECT_EQ(before["lines"][0]["being_clarified"]["members"], 0);
  EXPECT_EQ(after["lines"][1]["being_clarified"]["questions"], 0);
  // The docket is one for all who read it, whoever they are.
  EXPECT_EQ(line["being_clarified"],
            Told("docket", {ViewerRole::kMember, "KH"})["lines"][0]["being_clarified"]);
  Close("authority", asked.payload_id);
  EXPECT_EQ(Told("docket", {})["lines"][0]["being_clarified"]["questions"], 2);
}

// Each viewer against the questions of each member, in each answer that has them.
TEST_F(QuestionSight, IsThatMembersAndAsecsOnly) {
  Ask("authority", "KH", "A1");
  Answer("KH", "KH", Ask("KH", "KH", "A3").payload_id);
  Ask("authority", "VN", "A1");
  struct Row {
    Viewer viewer;
    std::set<std::string> members;
  };
  const Row rows[] = {{{ViewerRole::kPublic}, {}},
                      {{ViewerRole::kAuditor}, {}},
                      {{ViewerRole::kSlom}, {}},
                      {{ViewerRole::kSlom, "KH"}, {"KH"}},
                      {{ViewerRole::kMember, "KH"}, {"KH"}},
                      {{ViewerRole::kMember, "VN"}, {"VN"}},
                      {{ViewerRole::kMember, "LA"}, {}},
                      {{ViewerRole::kMember}, {}},
                      {{ViewerRole::kAsec}, {"KH", "VN"}}};
  for (const Row& row : rows) {
    const std::string who = std::string(NameOf(row.viewer.role)) + " " + row.viewer.member;
    const json questions = Told("questions", row.viewer);
    std::set<std::string> members;
    for (const json& question : questions["questions"]) {
      members.insert(question["member"]);
      EXPECT_EQ(question["text"], "is it right?") << who;
    }
    EXPECT_EQ(members, row.members) << who;
    // How many is for everybody.
    EXPECT_EQ(questions["indicators"][0]["code"], "A1");
    EXPECT_EQ(questions["indicators"][0]["being_clarified"], 2) << who;
    EXPECT_EQ(questions["indicators"], Told("questions", {})["indicators"]) << who;
    const json coverage = Told("coverage", row.viewer);
    EXPECT_EQ(coverage["indicators"][0]["being_clarified"], 2) << who;
    for (size_t i = 0; i < coverage["members"].size(); ++i) {
      const std::string member = coverage["members"][i]["code"];
      const json& open = coverage["indicators"][0]["open_questions"][i];
      const bool may_see = row.viewer.role == ViewerRole::kAsec || row.viewer.member == member;
      EXPECT_EQ(!open.is_null(), may_see) << who << " of " << member;
      if (row.members.contains(member)) {
        EXPECT_EQ(open, 1) << who << " of " << member;
      }
    }
  }
}

TEST_F(QuestionSight, NoTextIsReadByAnotherThroughAnyReader) {
  const std::string part = PartOf("KH", "secret-canary", 96);
  ASSERT_EQ(Name(Say("authority", ActOn("KH", "A1", part), part)), "accepted");
  const PartReader all = log_.PartsReader();
  const auto reads = [&](const Viewer& viewer) {
    return VisibleParts(viewer, log_.state(), all)(trust::PartHashOf(part)).has_value();
  };
  EXPECT_TRUE(reads({ViewerRole::kAsec}));
  EXPECT_TRUE(reads({ViewerRole::kMember, "KH"}));
  EXPECT_FALSE(reads({ViewerRole::kMember, "VN"}));
  EXPECT_FALSE(reads({ViewerRole::kSlom}));
  EXPECT_FALSE(reads({ViewerRole::kAuditor}));
  EXPECT_FALSE(reads({ViewerRole::kPublic}));
  for (const char* subject : {"docket", "coverage", "threshold", "cells", "deviations"}) {
    for (const Viewer& viewer : {Viewer{ViewerRole::kMember, "VN"}, Viewer{ViewerRole::kSlom}}) {
      EXPECT_THAT(Told(subject, viewer).dump(), Not(HasSubstr("secret-canary"))) << subject;
    }
  }
  EXPECT_THAT(Told("questions", {ViewerRole::kMember, "KH"}).dump(), HasSubstr("secret-canary"));
}

TEST_F(Questions, AreTellingHowFarTheyAre) {
  const Appended asked = Ask("authority", "KH", "A1");
  const auto state_of = [this](LogSize seen_up_to) {
    Question question{"questions"};
    question.viewer = {ViewerRole::kAsec};
    question.seen_up_to = [seen_up_to](absl::string_view) { return seen_up_to; };
    const json answer = json::parse(log_.Ask(question).value());
    return answer["questions"][0]["state"].get<std::string>();
  };
  EXPECT_EQ(state_of(LogSize(0)), "asked");
  EXPECT_EQ(state_of(LogSize(asked.index.value())), "asked");
  EXPECT_EQ(state_of(log_.size()), "seen");
  Answer("authority", "KH", asked.payload_id);
  EXPECT_EQ(state_of(log_.size()), "seen");
  Answer("KH", "KH", asked.payload_id);
  EXPECT_EQ(state_of(LogSize(0)), "answered");
  Close("authority", asked.payload_id);
  EXPECT_EQ(state_of(LogSize(0)), "closed");
}

TEST_F(Questions, AnAnswerToNoneStopsTheFold) {
  const AnswerAct act{log_.hub_id(), base::PayloadId(), std::nullopt, true};
  const Load load = log_.LoadOf(act, kAuthorityKeys);
  const chain::Entry entry = log_.Seal("authority", load);
  const auto leaf = chain::DecodeLeaf(chain::EncodeLeaf(entry, {chain::Verdict::kAccepted, 1}));
  State state = log_.state();
  EXPECT_EQ(base::ReasonOf(state.Apply(*leaf, load.payload)), "QUESTION_ABSENT");
  EXPECT_EQ(state.size(), log_.size());
}

// Counted from the leaves again at every size, by nothing of the fold.
TEST_F(QuestionCount, AgreesWithANaiveCount) {
  std::mt19937 random(4);
  std::vector<Appended> asked;
  const std::vector<std::string> members = {"KH", "VN", "LA"};
  const std::vector<std::string> codes = {"A1", "A3", "A9"};
  for (int step = 0; step < 60; ++step) {
    const std::string& member = members[random() % members.size()];
    const std::string author = random() % 2 == 0 ? "authority" : member;
    if (asked.empty() || random() % 3 == 0) {
      asked.push_back(Ask(author, member, codes[random() % codes.size()]));
      continue;
    }
    const Appended& one = asked[random() % asked.size()];
    const std::string of = log_.state().FindQuestion(one.payload_id)->act.member;
    Answer(random() % 2 == 0 ? "authority" : member, of, one.payload_id, random() % 2 == 0);
  }
  std::vector<reference::LogLine> lines;
  for (const std::string& bytes : log_.leaves()) {
    reference::LogLine line{chain::DecodeLeaf(bytes).value(), std::nullopt};
    const auto found = log_.payloads().find(line.leaf.entry.header.payload_id);
    if (found != log_.payloads().end()) line.payload = found->second;
    lines.push_back(std::move(line));
  }
  int seen = 0;
  for (size_t size = 0; size <= lines.size(); ++size) {
    const auto naive = reference::CountOpenNaively(lines, log_.collection(), size);
    const OpenQuestions open(log_.state(), log_.collection(), LogSize(size));
    reference::NaiveOpen ours;
    for (const QuestionRecord* record : open.all()) {
      ++ours[{record->act.indicator, record->act.member}];
    }
    EXPECT_EQ(ours, naive) << size;
    for (const auto& [place, count] : naive) {
      EXPECT_EQ(open.Of(place.second, place.first), count);
      seen += count;
    }
  }
  EXPECT_GT(seen, 100);
}

}  // namespace
}  // namespace lontar::fold
