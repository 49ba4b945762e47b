#include "node/core/draft_withdraw.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/reference/naive_fold.h"
#include "tests/unit/node/office_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr absl::string_view kCourtsHead = "member,indicator,measure,period,value\n";

std::string Courts(int year, int all) {
  return absl::StrCat("KH,cases-in-courts,number,", year, ",", all, "\n");
}

class DraftWithdrawTest : public OfficeFixture {
 protected:
  DraftWithdrawTest() : OfficeFixture({"cases-in-courts", "children-referred"}, {}) {}

  void Report(const std::string& rows) {
    federation_.Seal("KH", DraftOf(absl::StrCat(kCourtsHead, rows)));
  }
  static WithdrawRequest A9(const std::string& period = "") {
    WithdrawRequest request;
    request.provider = "KH.NSO";
    request.indicator = "A9";
    request.period = period;
    return request;
  }
  // The periods of A9 with a live figure, by a state's own fold.
  static std::vector<std::string> PeriodsIn(const fold::State& state) {
    std::vector<std::string> periods;
    for (const auto& [key, statements] : state.blocks()) {
      if (!state.LiveAt(key, state.size()).empty()) periods.push_back(key.period);
    }
    return periods;
  }
  void SyncTwice() {
    EXPECT_EQ(federation_.Sync("KH"), "");
    EXPECT_EQ(federation_.Sync("KH"), "");
  }
};

TEST_F(DraftWithdrawTest, AfterApprovalTheFoldShowsThemGone) {
  Report(Courts(2018, 40) + Courts(2019, 50));
  SyncTwice();
  WithdrawRequest request = A9("2019");
  request.reason = observation::WithdrawReason::kNotOurs;
  request.note = "the police counts these";
  const json answer = Json(node().Withdraw(request));
  ASSERT_EQ(answer["blocks"].size(), 1u) << answer.dump(2);
  EXPECT_EQ(answer["blocks"][0]["period"], "2019");
  EXPECT_EQ(answer["supersedes"], 1);
  const std::string draft = answer["draft"];
  EXPECT_THAT(TextsOf(draft), ElementsAre("Withdrawn: not-ours\n\nthe police counts these"));
  EXPECT_EQ(Json(node().Check(draft))["errors"], 0);

  federation_.Seal("KH", draft);
  SyncTwice();
  EXPECT_THAT(PeriodsIn(federation_.hub().state()), ElementsAre("2018"));
  EXPECT_THAT(PeriodsIn(node().state()), ElementsAre("2018"));
  const json cells = Json(node().Ask({"cells", "asean-child-labour", ""}));
  EXPECT_THAT(cells.dump(), HasSubstr("\"2018\""));
  EXPECT_THAT(cells.dump(), testing::Not(HasSubstr("\"2019\"")));
}

// The note of a withdrawal says why there is no figure, and is none of the provider's words.
TEST_F(DraftWithdrawTest, TheNoteIsNoNarrativeOfTheReturn) {
  federation_.RaiseLevel(2);
  Report(Courts(2019, 50));
  const auto answer_of_a9 = [this] {
    const auto prepared = node().PrepareReturn({});
    EXPECT_TRUE(prepared.ok()) << prepared.status();
    const json answer = json::parse(prepared->json);
    for (const json& line : answer["lines"]) {
      if (line["code"] == "A9") return line["answer"].get<std::string>();
    }
    return std::string();
  };
  EXPECT_EQ(answer_of_a9(), "figure");
  WithdrawRequest request = A9();
  request.note = "the police counts these";
  federation_.Seal("KH", Json(node().Withdraw(request))["draft"]);
  EXPECT_EQ(answer_of_a9(), "later");
}

// The table of the round, by the hub's fold and counted naively from all leaves and parts.
TEST_F(DraftWithdrawTest, TheThresholdAndTheNaiveCountNoLongerHaveThem) {
  const std::string id = "cases-in-courts";
  const auto naive = [&] {
    const hub::HubCore& hub = federation_.hub();
    std::vector<reference::LogLine> lines;
    for (uint64_t index = 0; index < hub.tree().size().value(); ++index) {
      auto leaf = chain::DecodeLeaf(hub.tree().LeafAt(base::LogIndex(index)).value());
      EXPECT_TRUE(leaf.ok()) << leaf.status();
      auto payload = hub::ReadPayload(hub.store(), leaf->entry.header);
      lines.push_back({*std::move(leaf), std::move(payload)});
    }
    return reference::CountNaively(lines, {"first"}, lines.size(), hub::PartsOf(hub.store()))
        .indicators[id]
        .reported;
  };
  const auto folded = [&] {
    const json table = Json(federation_.hub().Ask({"threshold", "asean-child-labour", "first"}));
    std::set<std::string> members;
    for (const json& line : table["indicators"]) {
      if (line["id"] != id) continue;
      for (const json& member : line["reported"]) members.insert(member.get<std::string>());
    }
    return members;
  };
  Report(Courts(2018, 40) + Courts(2019, 50));
  SyncTwice();
  EXPECT_EQ(folded(), std::set<std::string>{"KH"});
  EXPECT_EQ(naive(), folded());
  federation_.Seal("KH", Json(node().Withdraw(A9("2019")))["draft"]);
  SyncTwice();
  EXPECT_EQ(folded(), std::set<std::string>{"KH"}) << "2018 still stands";
  EXPECT_EQ(naive(), folded());
  federation_.Seal("KH", Json(node().Withdraw(A9()))["draft"]);
  SyncTwice();
  EXPECT_TRUE(folded().empty());
  EXPECT_TRUE(naive().empty());
}

TEST_F(DraftWithdrawTest, WhatWasWithdrawnMayBeStatedAgain) {
  Report(Courts(2019, 50));
  federation_.Seal("KH", Json(node().Withdraw(A9()))["draft"]);
  Report(Courts(2019, 60));
  SyncTwice();
  EXPECT_THAT(PeriodsIn(federation_.hub().state()), ElementsAre("2019"));
}

TEST_F(DraftWithdrawTest, NothingLiveIsRefusedAndSaysWhatIs) {
  Report(Courts(2018, 40));
  const absl::Status status = node().Withdraw(A9("2019")).status();
  EXPECT_EQ(base::ReasonOf(status), "NOTHING_TO_WITHDRAW");
  EXPECT_THAT(std::string(status.message()), HasSubstr("A9, 2019; it has number 2018"));
  WithdrawRequest other = A9();
  other.provider = "KH.MOJ";
  EXPECT_EQ(base::ReasonOf(node().Withdraw(other).status()), "NOTHING_TO_WITHDRAW");
  federation_.Seal("KH", Json(node().Withdraw(A9()))["draft"]);
  EXPECT_EQ(base::ReasonOf(node().Withdraw(A9()).status()), "NOTHING_TO_WITHDRAW")
      << "already withdrawn";
  other.indicator = "A99";
  EXPECT_EQ(base::ReasonOf(node().Withdraw(other).status()), "NO_CATALOGUE");
}

TEST_F(DraftWithdrawTest, ADryRunStoresNothing) {
  Report(Courts(2018, 40));
  const auto before = node_disk_.durable;
  WithdrawRequest request = A9();
  request.is_dry_run = true;
  const json answer = Json(node().Withdraw(request));
  EXPECT_TRUE(answer["draft"].is_null());
  EXPECT_EQ(answer["blocks"].size(), 1u);
  EXPECT_EQ(node_disk_.durable, before);
}

// One report states a block, another one a second: both are named.
TEST_F(DraftWithdrawTest, AllReportsThatStateALiveBlockAreNamed) {
  Report(Courts(2018, 40));
  Report(Courts(2019, 50));
  const json answer = Json(node().Withdraw(A9()));
  EXPECT_EQ(answer["supersedes"], 2);
  federation_.Seal("KH", answer["draft"]);
  SyncTwice();
  EXPECT_TRUE(PeriodsIn(federation_.hub().state()).empty());
}

TEST_F(DraftWithdrawTest, ARevisionTakesNoFigureAwayWithoutAReason) {
  const std::string head = "member,indicator,measure,period,value,sex\n";
  const std::string girls = "KH,children-referred,number,2019,20,F\n";
  federation_.Seal("KH", DraftOf(head + "KH,children-referred,number,2019,50,_T\n" + girls));
  ImportRequest request = RequestOf(head + "KH,children-referred,number,2019,51,_T\n");
  request.replaces = true;
  json answer = Import(request);
  EXPECT_TRUE(answer["draft"].is_null());
  ASSERT_EQ(answer["findings"].size(), 1u) << answer.dump(2);
  EXPECT_EQ(answer["findings"][0]["id"], "FIGURES_TAKEN_AWAY");
  EXPECT_THAT(answer["findings"][0]["sentence"].get<std::string>(),
              HasSubstr("`lontar withdraw --provider KH.NSO --indicator A14 --measure number "
                        "--period 2019 --reason …`"));
  request.withdraw_reason = observation::WithdrawReason::kError;
  answer = Import(request);
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  EXPECT_THAT(TextsOf(answer["draft"]),
              ElementsAre("Withdrawn: error\n\nnumber 2019: the report leaves out 1 figure that "
                          "stands"));
  ASSERT_TRUE(node().DropDraft(answer["draft"].get<std::string>()).ok());
  // All that stands is there: nothing to give a reason for.
  request = RequestOf(head + "KH,children-referred,number,2019,51,_T\n" + girls);
  request.replaces = true;
  EXPECT_TRUE(Import(request)["draft"].is_string());
}

TEST(WithdrawReason, IsKnownByItsName) {
  for (const char* name : {"error", "not-ours", "superseded-source", "disclosure"}) {
    EXPECT_EQ(std::string(observation::NameOf(WithdrawReasonOf(name).value())), name);
  }
  EXPECT_EQ(base::ReasonOf(WithdrawReasonOf("mistake").status()), "REASON_UNKNOWN");
}

// The courts keep no keys: the office has entered their figures, and takes back what it entered.
class WithdrawOnBehalfTest : public OfficeFixture {
 protected:
  WithdrawOnBehalfTest() : OfficeFixture({"cases-in-courts", "children-referred"}, {}) {}

  static OnBehalfRequest ByOffice(const std::string& letter_number) {
    return {"KH.NSO", "letter.pdf", "%PDF", letter_number, "Sok Dara"};
  }
  void Enter(const std::string& rows) {
    ImportRequest request = RequestOf(absl::StrCat(kCourtsHead, rows));
    request.provider = "KH.MOJ";
    request.on_behalf = ByOffice("123/2026");
    Approve(Import(request)["draft"]);
  }
  void Approve(const std::string& draft) {
    federation_.Sign("KH", draft);
    const auto approved = node().Approve({.draft = draft, .by = "Chan Thida"});
    EXPECT_TRUE(approved.ok()) << approved.status();
  }
  static WithdrawRequest OfCourts() {
    WithdrawRequest request;
    request.provider = "KH.MOJ";
    request.indicator = "A9";
    request.note = "counted twice";
    request.on_behalf = ByOffice("124/2026");
    return request;
  }
  std::string Refusal(const WithdrawRequest& request) {
    return base::ReasonOf(node().Withdraw(request).status());
  }
  void SyncTwice() {
    EXPECT_EQ(federation_.Sync("KH"), "");
    EXPECT_EQ(federation_.Sync("KH"), "");
  }
  // The members that the hub's table of the round counts for the courts' cases.
  json CountedAtHub() {
    const json table = Json(federation_.hub().Ask({"threshold", "asean-child-labour", "first"}));
    for (const json& line : table["indicators"]) {
      if (line["id"] == "cases-in-courts") return line["reported"];
    }
    return json();
  }
};

TEST_F(WithdrawOnBehalfTest, TheOfficeTakesBackWhatItEntered) {
  Enter(Courts(2018, 40) + Courts(2019, 50));
  SyncTwice();
  EXPECT_EQ(CountedAtHub(), json::array({"KH"}));
  const json answer = Json(node().Withdraw(OfCourts()));
  EXPECT_EQ(answer["indicator"], "cases-in-courts");
  EXPECT_EQ(answer["blocks"].size(), 2u);
  EXPECT_EQ(answer["on_behalf"], "KH.NSO");
  const std::string draft = answer["draft"];
  const json checked = Json(node().Check(draft));
  EXPECT_EQ(checked["on_behalf"]["sentence"],
            "entered by KH.NSO on behalf of KH.MOJ, letter 124/2026");
  EXPECT_EQ(checked["errors"], 0) << checked.dump(2);
  federation_.Sign("KH", draft);
  EXPECT_EQ(base::ReasonOf(node().Approve({.draft = draft, .by = "sok dara"}).status()),
            "SAME_PERSON");
  Approve(draft);
  SyncTwice();
  EXPECT_EQ(CountedAtHub(), json::array());
  const auto& reports = federation_.hub().state().reports();
  ASSERT_EQ(reports.size(), 2u) << "the hub accepted both";
  for (const auto& [id, record] : reports) {
    ASSERT_TRUE(record.report.on_behalf.has_value());
    EXPECT_EQ(record.report.on_behalf->signing_office, "KH.NSO");
  }
}

TEST_F(WithdrawOnBehalfTest, TheLetterMayComeLater) {
  Enter(Courts(2019, 50));
  WithdrawRequest request = OfCourts();
  request.on_behalf = {"KH.NSO", "", "", "", "Sok Dara"};
  const std::string draft = Json(node().Withdraw(request))["draft"];
  auto exported = node().ExportDraft(draft);
  ASSERT_TRUE(exported.ok());
  chain::AddSignature(&exported->envelope, *support::SmallKey("KH NSO"));
  EXPECT_EQ(base::ReasonOf(node().AttachSignature(draft, exported->envelope).status()),
            "LETTER_ABSENT");
  ASSERT_TRUE(node().AddToDraft({draft, "", "scan.png", "a scan", "7"}).ok());
  Approve(draft);
  SyncTwice();
  EXPECT_EQ(CountedAtHub(), json::array());
}

TEST_F(WithdrawOnBehalfTest, WhatAnotherSignedIsNotTakenBack) {
  federation_.Seal("KH", DraftOf(absl::StrCat(kCourtsHead, Courts(2019, 50))));
  WithdrawRequest request = OfCourts();
  request.provider = "KH.NSO";
  request.on_behalf.office = "KH.MOI";
  EXPECT_EQ(Refusal(request), "NOT_ENTERED_BY_OFFICE") << "signed by KH.NSO itself";
  Enter(Courts(2019, 60));
  request = OfCourts();
  request.on_behalf.office = "KH.MOI";
  EXPECT_EQ(Refusal(request), "NOT_ENTERED_BY_OFFICE") << "entered by KH.NSO";
  request = OfCourts();
  request.on_behalf.by.clear();
  EXPECT_EQ(Refusal(request), "NAME_WANTED");
  request = OfCourts();
  request.on_behalf.letter_number.clear();
  EXPECT_EQ(Refusal(request), "LETTER_NUMBER_WANTED");
  request = OfCourts();
  request.on_behalf.office = "KH.MOJ";
  EXPECT_EQ(Refusal(request), "ON_BEHALF_OFFICE");
}

}  // namespace
}  // namespace lontar::node
