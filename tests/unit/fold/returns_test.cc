// The member's return: its bytes, its fingerprint, its verdict, and what the fold keeps of it.

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/fold/returns_json.h"
#include "core/trust/payload_type.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using support::KeyOf;

const std::vector<std::string> kAuthority = {"authority-1", "authority-2"};
constexpr absl::string_view kReturnRound = "baseline-2021";

class ReturnTest : public testing::Test {
 protected:
  ReturnTest() : log_(LogWith({"KH", "VN"})) {
    log_.OpenRound(kReturnRound);
    EXPECT_EQ(Name(log_.StateAct("authority", Act(PolicyAct{log_.hub_id(), 2}), kAuthority)),
              "accepted");
  }

  const catalogue::Catalogue& Catalogue() const {
    const auto reference = FindRound(log_.state(), "", kReturnRound, log_.size());
    EXPECT_TRUE(reference.ok()) << reference.status();
    return *reference->catalogue;
  }

  // Every line "not available".
  ReturnAct Nil() const {
    ReturnAct act;
    act.hub_id = log_.hub_id();
    act.collection = log_.collection();
    act.member = "KH";
    act.round = std::string(kReturnRound);
    for (const catalogue::Indicator& indicator : Catalogue().indicators()) {
      if (indicator.list != "A") continue;
      act.lines.push_back({indicator.id, ReturnAnswer::kNotAvailable, ReturnReason::kNoSystem});
    }
    std::ranges::sort(act.lines, {}, &ReturnLine::indicator);
    return act;
  }

  std::string Of(const ReturnAct& act, const std::vector<std::string>& signers = {"KH.node"}) {
    return Name(log_.StateAct("KH", Act(act), signers));
  }

  void EnrolFocalPoint(const std::string& name) {
    KeysAct keys{log_.hub_id(), "KH", {}, {}};
    Enrolment enrolment;
    enrolment.key = KeyOf(name)->public_key();
    enrolment.role = KeyRole::kFocalPoint;
    keys.enrolments = {enrolment};
    EXPECT_EQ(Name(log_.StateAct("KH", Act(keys), {"KH.administrator", name})), "accepted");
  }

  const ReturnVersion* Standing() const {
    return log_.state().FindReturn(log_.collection(), kReturnRound, "KH", log_.size());
  }

  LogBuilder log_;
};

TEST_F(ReturnTest, IsReadAsItWasWritten) {
  ReturnAct act = Nil();
  act.lines[0].answer = ReturnAnswer::kFigure;
  act.lines[0].reason.reset();
  act.reports = {*base::PayloadId::FromBytes(std::string(32, 'a')),
                 *base::PayloadId::FromBytes(std::string(32, 'b'))};
  act.clearance = Clearance{FingerprintOf(act), *base::PartHash::FromBytes(std::string(32, 's'))};
  act.revision = 3;
  const auto read = DecodeAct(chain::EntryKind::kReturn, EncodeAct(Act(act)));
  ASSERT_TRUE(read.ok()) << read.status();
  const ReturnAct& got = std::get<ReturnAct>(*read);
  EXPECT_EQ(got.hub_id, act.hub_id);
  EXPECT_EQ(got.collection, act.collection);
  EXPECT_EQ(got.member, "KH");
  EXPECT_EQ(got.round, kReturnRound);
  EXPECT_EQ(got.lines, act.lines);
  EXPECT_EQ(got.reports, act.reports);
  EXPECT_EQ(got.clearance, act.clearance);
  EXPECT_EQ(got.revision, 3u);
}

TEST_F(ReturnTest, IsRefusedOutOfBounds) {
  const auto reason = [this](auto edit) {
    ReturnAct act = Nil();
    edit(&act);
    return base::ReasonOf(DecodeAct(chain::EntryKind::kReturn, EncodeAct(Act(act))).status());
  };
  EXPECT_EQ(reason([](ReturnAct*) {}), "");
  EXPECT_EQ(reason([](ReturnAct* act) { act->lines.clear(); }), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](ReturnAct* act) { act->lines[0].reason.reset(); }), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](ReturnAct* act) { act->lines[0].answer = ReturnAnswer::kFigure; }),
            "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](ReturnAct* act) { std::swap(act->lines[0], act->lines[1]); }),
            "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](ReturnAct* act) { act->member = "Cambodia"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason([](ReturnAct* act) { act->reports.assign(2, base::PayloadId()); }),
            "OUT_OF_BOUNDS");
}

TEST_F(ReturnTest, WordsComeBack) {
  for (int i = 1; i <= 5; ++i) {
    EXPECT_EQ(ReturnAnswerNamed(NameOf(ReturnAnswer(i))), ReturnAnswer(i));
    EXPECT_EQ(ReturnReasonNamed(NameOf(ReturnReason(i))), ReturnReason(i));
  }
  EXPECT_EQ(ReturnAnswerNamed("perhaps"), std::nullopt);
}

// The fingerprint stands on paper: it changes with whatever is cleared, and not with the clearing.
TEST_F(ReturnTest, FingerprintIsThatOfTheContent) {
  const ReturnAct act = Nil();
  const Fingerprint of = FingerprintOf(act);
  ReturnAct cleared = act;
  cleared.clearance = Clearance{of, base::PartHash()};
  EXPECT_EQ(FingerprintOf(cleared), of);
  ReturnAct other = act;
  other.lines[3].reason = ReturnReason::kOther;
  EXPECT_NE(FingerprintOf(other), of);
  other = act;
  other.reports = {base::PayloadId()};
  EXPECT_NE(FingerprintOf(other), of);
  other = act;
  other.revision = 1;
  EXPECT_NE(FingerprintOf(other), of);

  const std::string text = FingerprintText(of);
  EXPECT_EQ(text.size(), 19u);
  EXPECT_EQ(FingerprintFromText(text), of);
  EXPECT_EQ(FingerprintFromText(absl::AsciiStrToUpper(text)), of);
  EXPECT_EQ(FingerprintFromText(text.substr(1)), std::nullopt);
  EXPECT_EQ(FingerprintFromText(text + "0"), std::nullopt);
  EXPECT_EQ(FingerprintFromText("4f2g-91c0-77be-03d1"), std::nullopt);
}

// The bytes in the fenced block after the heading: on each line hexadecimal digits up to "|".
std::string BytesAfter(absl::string_view heading) {
  const auto page =
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/docs/formats/return.md"), 1 << 20);
  EXPECT_TRUE(page.ok()) << page.status();
  const std::string& text = page.value();
  const size_t begin = text.find("```\n", text.find(std::string(heading))) + 4;
  std::string hex;
  for (const absl::string_view line :
       absl::StrSplit(text.substr(begin, text.find("```", begin) - begin), '\n')) {
    for (const char c : line.substr(0, line.find('|'))) {
      if (c != ' ') hex += c;
    }
  }
  return hex;
}

TEST(ReturnPage, ShowsTheBytesOfItsExample) {
  ReturnAct act;
  act.hub_id = *base::HubId::FromBytes(std::string(32, 0x11));
  act.collection = "asean-child-labour";
  act.member = "KH";
  act.round = "baseline-2021";
  act.lines = {{"campaign-activities", ReturnAnswer::kFigure, {}},
               {"cases-reported-online", ReturnAnswer::kNotAvailable, ReturnReason::kNoSystem}};
  act.reports = {*base::PayloadId::FromBytes(std::string(32, 0x22))};
  act.revision = 1;
  EXPECT_EQ(BytesAfter("### The return without its clearance"),
            absl::BytesToHexString(EncodeAct(Act(act))));
  const auto page =
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/docs/formats/return.md"), 1 << 20);
  EXPECT_NE(
      page.value().find(absl::StrCat("fingerprint is `", FingerprintText(FingerprintOf(act)), "`")),
      std::string::npos)
      << FingerprintText(FingerprintOf(act));
  act.clearance = Clearance{FingerprintOf(act), *base::PartHash::FromBytes(std::string(32, 0x33))};
  EXPECT_EQ(BytesAfter("### The return, cleared on paper"),
            absl::BytesToHexString(EncodeAct(Act(act))));
}

TEST_F(ReturnTest, JobsHoldEverySignatureThatIsAskedFor) {
  EnrolFocalPoint("minister");
  const support::Load load = log_.LoadOf(Act(Nil()), {"KH.node", "minister"});
  const chain::Entry entry = log_.Seal("KH", load);
  const auto jobs = SignatureJobsFor(log_.state(), {&entry, load.payload, {}});
  for (const std::string name : {"KH.node", "minister"}) {
    EXPECT_TRUE(std::ranges::any_of(jobs, [&](const SignatureJob& job) {
      return job.key == KeyOf(name)->public_key() &&
             job.message == trust::Pae(trust::PayloadType::kAct, load.payload);
    })) << name;
  }
}

TEST_F(ReturnTest, IsNotValidBeforeLevelTwo) {
  LogBuilder log = LogWith({"KH"});
  log.OpenRound(kReturnRound);
  ReturnAct act = Nil();
  act.hub_id = log.hub_id();
  EXPECT_EQ(Name(log.StateAct("KH", Act(act), {"KH.node"})), "level-too-low");
  KeysAct keys{log.hub_id(), "KH", {}, {}};
  keys.enrolments.push_back({KeyOf("approver")->public_key(), KeyRole::kApprover, "", "", {}, ""});
  EXPECT_EQ(Name(log.StateAct("KH", Act(keys), {"KH.administrator", "approver"})), "level-too-low");
}

TEST_F(ReturnTest, StandsUntilALaterOne) {
  const LogSize before = log_.size();
  ReturnAct act = Nil();
  EXPECT_EQ(Of(act), "accepted");
  const LogSize between = log_.size();
  EXPECT_EQ(Of(act), "duplicate");
  act.lines[0].reason = ReturnReason::kNotProcessed;
  EXPECT_EQ(Of(act), "accepted");
  EXPECT_EQ(Standing()->act.lines[0].reason, ReturnReason::kNotProcessed);
  const auto& state = log_.state();
  EXPECT_EQ(state.FindReturn(log_.collection(), kReturnRound, "KH", before), nullptr);
  EXPECT_EQ(state.FindReturn(log_.collection(), kReturnRound, "KH", between)->act.lines[0].reason,
            ReturnReason::kNoSystem);
  EXPECT_EQ(state.FindReturn(log_.collection(), kReturnRound, "VN", log_.size()), nullptr);
  EXPECT_EQ(state.FindReturn("other", kReturnRound, "KH", log_.size()), nullptr);
}

TEST_F(ReturnTest, AnswersForEachIndicatorOfTheList) {
  ReturnAct act = Nil();
  const ReturnLine last = act.lines.back();
  act.lines.pop_back();
  EXPECT_EQ(Of(act), "catalogue-violated");
  act.lines.push_back(last);
  act.lines.push_back({"zzz", ReturnAnswer::kLater, {}});
  EXPECT_EQ(Of(act), "catalogue-violated");
}

TEST_F(ReturnTest, NamesOnlyReportsThatWereAccepted) {
  ReturnAct act = Nil();
  act.reports = {*base::PayloadId::FromBytes(std::string(32, 'a'))};
  EXPECT_EQ(Of(act), "out-of-order");
  const auto of_vn = log_.Submit(AReport("VN.NSO").Of("A1", "2016", "4.2"));
  act.reports = {of_vn.payload_id};
  EXPECT_EQ(Of(act), "out-of-order");
  const auto own = log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  act.reports = {own.payload_id};
  EXPECT_EQ(Of(act), "accepted");
}

TEST_F(ReturnTest, IsOfItsOwnMemberAndRound) {
  ReturnAct act = Nil();
  act.member = "VN";
  EXPECT_EQ(Of(act), "context-mismatch");
  act = Nil();
  act.round = "baseline-2031";
  EXPECT_EQ(Of(act), "out-of-order");
  act = Nil();
  act.collection = "oshnet";
  EXPECT_EQ(Of(act), "out-of-order");
  EXPECT_EQ(Of(Nil(), {"VN.node"}), "key-not-valid");
  EXPECT_EQ(Standing(), nullptr);
}

TEST_F(ReturnTest, IsClearedOnPaperByItsOwnFingerprintOnly) {
  ReturnAct act = Nil();
  const base::PartHash scan = *base::PartHash::FromBytes(std::string(32, 's'));
  ReturnAct printed_before = act;
  printed_before.lines[0].reason = ReturnReason::kOther;
  act.clearance = Clearance{FingerprintOf(printed_before), scan};
  const auto refused = log_.StateAct("KH", Act(act), {"KH.node"});
  EXPECT_EQ(Name(refused), "context-mismatch");
  EXPECT_NE(refused.sentence.find(FingerprintText(FingerprintOf(act))), std::string::npos)
      << refused.sentence;
  act.clearance = Clearance{FingerprintOf(act), scan};
  EXPECT_EQ(Of(act), "accepted");
  EXPECT_EQ(Standing()->cleared, ClearedBy::kPaper);
}

TEST_F(ReturnTest, IsClearedByAFocalPointsKey) {
  EnrolFocalPoint("minister");
  EXPECT_EQ(Of(Nil(), {"KH.node", "minister"}), "accepted");
  EXPECT_EQ(Standing()->cleared, ClearedBy::kKey);
}

TEST_F(ReturnTest, WithASignatureThatDoesNotFitIsRejected) {
  EnrolFocalPoint("minister");
  support::Load load = log_.LoadOf(Act(Nil()), {"KH.node", "minister"});
  const chain::Entry good = log_.Seal("KH", load);
  chain::Header header = good.header;
  header.payload_signatures.back().bytes = header.payload_signatures.front().bytes;
  const chain::Entry bad = chain::SealEntry(header, *KeyOf("KH.node"));
  EXPECT_EQ(Name(*log_.Append(bad, load)), "key-not-valid");
  EXPECT_EQ(Standing(), nullptr);
}

TEST_F(ReturnTest, WithoutClearanceSaysSo) {
  EXPECT_EQ(Of(Nil()), "accepted");
  EXPECT_EQ(Standing()->cleared, ClearedBy::kNobody);
}

TEST_F(ReturnTest, TableTellsSilenceFromNil) {
  EXPECT_EQ(Of(Nil()), "accepted");
  const auto reference = FindRound(log_.state(), "", kReturnRound, log_.size());
  const auto table = nlohmann::json::parse(
      ReturnsJson(log_.state(), *reference, log_.size(), log_.RootAt(log_.size())));
  std::map<std::string, nlohmann::json> by_member;
  for (const auto& member : table["members"]) by_member[member["member"]] = member;
  EXPECT_EQ(by_member.at("VN")["state"], "silent");
  EXPECT_EQ(by_member.at("KH")["state"], "nil");
  EXPECT_EQ(by_member.at("KH")["late"], false);
  EXPECT_EQ(by_member.at("KH")["lines"].size(), 14u);
  EXPECT_EQ(by_member.at("KH")["lines"][0]["reason"], "no-system");

  log_.CloseRound(kReturnRound);
  ReturnAct act = Nil();
  act.lines[2] = {act.lines[2].indicator, ReturnAnswer::kNarrative, {}};
  EXPECT_EQ(Of(act), "accepted");
  const auto after = nlohmann::json::parse(
      ReturnsJson(log_.state(), *FindRound(log_.state(), "", kReturnRound, log_.size()),
                  log_.size(), log_.RootAt(log_.size())));
  for (const auto& member : after["members"]) {
    if (member["member"] != "KH") continue;
    EXPECT_EQ(member["state"], "returned");
    EXPECT_EQ(member["late"], true);
  }
}

}  // namespace
}  // namespace lontar::fold
