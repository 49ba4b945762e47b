// The member's return at its node: prepared, printed, cleared on paper or by key, and in the log.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr absl::string_view kThreeIndicators = R"(collection: small
version: "1"
title: A small collection
units:
  - {code: CASES, name: cases, whole: true}
code_lists:
  - id: sex
    codes:
      - {id: _T, name: Both}
      - {id: F, name: Female, parent: _T}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
indicators:
  - {id: cases, list: A, number: 1, name: Cases, short_name: Cases, basis: made up,
     measures: [{id: number, unit: CASES}], dimensions: [sex], disclosure: none}
  - {id: platforms, list: A, number: 2, name: Platforms, short_name: Platforms, basis: made up,
     measures: [{id: number, unit: CASES}], dimensions: [sex], disclosure: none}
  - {id: budget, list: A, number: 3, name: Budget, short_name: Budget, basis: made up,
     measures: [{id: number, unit: CASES}], dimensions: [sex], disclosure: none}
  - {id: laws, list: B, number: 1, name: Laws, short_name: Laws, basis: made up,
     measures: [{id: number, unit: CASES}], dimensions: [sex], disclosure: none}
)";

class NodeReturnTest : public FederationFixture {
 protected:
  NodeReturnTest() {
    support::FoundingPapers papers;
    papers.files = {{"catalogue.yaml", std::string(kThreeIndicators)}};
    papers.indicators = {"budget", "cases", "laws", "platforms"};
    federation_.Found(papers);
    federation_.RaiseLevel(2);
  }

  json Prepare(const ReturnRequest& request = {}) {
    const auto prepared = node().PrepareReturn(request);
    EXPECT_TRUE(prepared.ok()) << prepared.status();
    return prepared.ok() ? json::parse(prepared->json) : json();
  }
  std::string WhyNotPrepared(const ReturnRequest& request) {
    return base::ReasonOf(node().PrepareReturn(request).status());
  }
  json Print() {
    const auto paper = node().PrintReturn({});
    EXPECT_TRUE(paper.ok()) << paper.status();
    return paper.ok() ? json::parse(*paper) : json();
  }
  static ClearanceRequest OnPaper(const std::string& fingerprint) {
    ClearanceRequest request;
    request.paper = {fingerprint, "scan.pdf", "a scan", "123/2026", "Sok Dara"};
    return request;
  }
  ClearanceRequest ByKey(const std::string& key) {
    auto prepared = node().PrepareReturn({});
    EXPECT_TRUE(prepared.ok()) << prepared.status();
    chain::AddSignature(&prepared->act, *support::SmallKey(key));
    ClearanceRequest request;
    request.signed_act = prepared->act;
    return request;
  }
  std::string Clear(const ClearanceRequest& request) {
    const auto cleared = node().ClearReturn(request);
    return cleared.ok() ? "" : base::ReasonOf(cleared.status());
  }
  json LineOf(const json& answer, const std::string& code) {
    for (const json& line : answer["lines"]) {
      if (line["code"] == code) return line;
    }
    ADD_FAILURE() << code << " has no line in " << answer.dump(2);
    return {};
  }
  // As the hub sees it.
  json Returned() {
    EXPECT_EQ(federation_.Sync("KH"), "");
    const auto answer = node().Ask({"returns", "", ""});
    EXPECT_TRUE(answer.ok()) << answer.status();
    return json::parse(*answer)["members"][0];
  }
};

TEST_F(NodeReturnTest, FigureAnswersForItselfAndTheRestIsOpen) {
  federation_.Report("KH", "2016", "7");
  const json answer = Prepare();
  EXPECT_EQ(LineOf(answer, "A1")["answer"], "figure");
  EXPECT_EQ(LineOf(answer, "A1")["periods"], json({"2016"}));
  EXPECT_EQ(LineOf(answer, "A1")["providers"], json({"KH.NSO"}));
  EXPECT_EQ(LineOf(answer, "A2")["answer"], "later");
  EXPECT_EQ(LineOf(answer, "A2")["from"], "nothing-yet");
  EXPECT_EQ(answer["undecided"], 2);
  EXPECT_EQ(answer["lines"].size(), 3u);  // list B is not asked for
  EXPECT_EQ(answer["nil"], false);
  EXPECT_TRUE(answer["standing"].is_null());
}

TEST_F(NodeReturnTest, WhatIsChosenIsKept) {
  ReturnRequest request;
  request.choices = {{"A2", fold::ReturnAnswer::kNotAvailable, fold::ReturnReason::kNoSystem},
                     {"budget", fold::ReturnAnswer::kDoesNotApply, {}}};
  Prepare(request);
  const json answer = Prepare();
  EXPECT_EQ(LineOf(answer, "A2")["answer"], "not-available");
  EXPECT_EQ(LineOf(answer, "A2")["reason"], "no-system");
  EXPECT_EQ(LineOf(answer, "A3")["answer"], "does-not-apply");
  EXPECT_EQ(LineOf(answer, "A3")["from"], "chosen");
  EXPECT_EQ(answer["undecided"], 1);
}

TEST_F(NodeReturnTest, DryRunKeepsNoChoice) {
  ReturnRequest request;
  request.nil = fold::ReturnReason::kNoSurvey;
  request.is_dry_run = true;
  EXPECT_EQ(Prepare(request)["undecided"], 0);
  EXPECT_EQ(Prepare()["undecided"], 3);
}

TEST_F(NodeReturnTest, ChoiceAgainstAFigureIsRefused) {
  federation_.Report("KH", "2016", "7");
  ReturnRequest request;
  request.choices = {{"A1", fold::ReturnAnswer::kLater, {}}};
  EXPECT_EQ(WhyNotPrepared(request), "RETURN_ANSWERED");
  request.choices = {{"A9", fold::ReturnAnswer::kLater, {}}};
  EXPECT_EQ(WhyNotPrepared(request), "INDICATOR_UNKNOWN");
  request = {};
  request.round = "never-opened";
  EXPECT_EQ(WhyNotPrepared(request), "ROUND_ABSENT");
}

TEST_F(NodeReturnTest, NilReturnIsOneStep) {
  ReturnRequest request;
  request.nil = fold::ReturnReason::kNoSystem;
  const json answer = Prepare(request);
  EXPECT_EQ(answer["nil"], true);
  EXPECT_EQ(answer["undecided"], 0);
  const std::string fingerprint = Print()["fingerprint"];
  EXPECT_EQ(Clear(OnPaper(fingerprint)), "");
  const json returned = Returned();
  EXPECT_EQ(returned["state"], "nil");
  EXPECT_EQ(returned["cleared"], "paper");
  EXPECT_EQ(returned["fingerprint"], fingerprint);
}

TEST_F(NodeReturnTest, PaperOfOtherFiguresIsRefusedAndSaysWhich) {
  federation_.Report("KH", "2016", "7");
  const std::string printed = Print()["fingerprint"];
  federation_.Report("KH", "2016", "8");
  const auto refused = node().ClearReturn(OnPaper(printed));
  EXPECT_EQ(base::ReasonOf(refused.status()), "RETURN_CHANGED");
  const std::string now = Prepare()["fingerprint"];
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr(printed));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("version 1, printed 2026-"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr(now));
  EXPECT_EQ(Clear(OnPaper("4f2a-91c0")), "FINGERPRINT_INVALID");
  EXPECT_EQ(Clear(OnPaper(now)), "");
}

TEST_F(NodeReturnTest, ScanAndNamesStayOnTheNode) {
  const std::string fingerprint = Print()["fingerprint"];
  ClearanceRequest request = OnPaper(fingerprint);
  request.is_dry_run = true;
  const uint64_t entries = node().own_entries();
  EXPECT_EQ(Clear(request), "");
  EXPECT_EQ(node().own_entries(), entries);
  EXPECT_EQ(Clear(OnPaper(fingerprint)), "");
  EXPECT_EQ(Returned()["cleared"], "paper");
  bool has_scan = false;
  for (const auto& [key, bytes] : node_disk_.durable) {
    has_scan |= key.starts_with(std::string(store::kPartPrefix)) &&
                bytes.find("a scan") != std::string::npos;
  }
  EXPECT_TRUE(has_scan);
  for (const auto& [key, bytes] : hub_disk_.durable) {
    EXPECT_THAT(bytes, Not(HasSubstr("a scan")));
    EXPECT_THAT(bytes, Not(HasSubstr("Sok Dara")));
    EXPECT_THAT(bytes, Not(HasSubstr("123/2026")));
  }
}

TEST_F(NodeReturnTest, AnEmptyScanClearsNothing) {
  ClearanceRequest request = OnPaper(Print()["fingerprint"]);
  request.paper->scan = "";
  EXPECT_EQ(Clear(request), "FILE_EMPTY");
  EXPECT_EQ(Returned()["state"], "silent");
}

TEST_F(NodeReturnTest, KeyOfTheFocalPointClears) {
  federation_.Report("KH", "2016", "7");
  federation_.EnrolPerson("KH", fold::KeyRole::kFocalPoint, "focal point");
  EXPECT_EQ(Clear(ByKey("KH NSO")), "KEY_NOT_VALID");
  EXPECT_EQ(Clear(ByKey("VN focal point")), "KEY_NOT_VALID");
  const ClearanceRequest before = ByKey("KH focal point");
  federation_.Report("KH", "2017", "9");
  EXPECT_EQ(Clear(before), "RETURN_CHANGED");
  EXPECT_EQ(Clear(ByKey("KH focal point")), "");
  const json returned = Returned();
  EXPECT_EQ(returned["cleared"], "key");
  EXPECT_EQ(returned["state"], "returned");
  EXPECT_EQ(returned["late"], false);
}

TEST_F(NodeReturnTest, WithoutClearanceNothingGoesOut) {
  EXPECT_EQ(Clear({}), "CLEARANCE_ABSENT");
  EXPECT_EQ(Returned()["state"], "silent");
}

TEST_F(NodeReturnTest, LaterReturnReplacesTheEarlierAndPrintsWhatChanged) {
  federation_.Report("KH", "2016", "7");
  EXPECT_TRUE(LineOf(Print(), "A1")["changes"].is_null());
  EXPECT_EQ(Clear(OnPaper(Prepare()["fingerprint"])), "");
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_TRUE(LineOf(Print(), "A1")["changes"].empty());
  // The same again is another paper.
  const std::string first = Returned()["fingerprint"];
  EXPECT_NE(Prepare()["fingerprint"], first);
  EXPECT_EQ(Prepare()["standing"]["fingerprint"], first);
  federation_.Report("KH", "2016", "8");
  const json line = LineOf(Print(), "A1");
  ASSERT_EQ(line["changes"].size(), 1u) << line.dump(2);
  EXPECT_EQ(line["changes"][0]["before"], "7");
  EXPECT_EQ(line["changes"][0]["now"], "8");
  EXPECT_EQ(Clear(OnPaper(Prepare()["fingerprint"])), "");
  EXPECT_NE(Returned()["fingerprint"], first);
}

TEST_F(NodeReturnTest, PaperHoldsNumberedTables) {
  federation_.Report("KH", "2016", "7");
  const json paper = Print();
  EXPECT_EQ(paper["schema"], "lontar.return-paper.v1");
  EXPECT_EQ(paper["printed"].size(), 1u);
  EXPECT_EQ(Print()["printed"].size(), 1u);  // the same paper again is no new version
  const json tables = LineOf(paper, "A1")["tables"];
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0]["number"], "A1.1");
  ASSERT_EQ(tables[0]["rows"].size(), 2u);
  EXPECT_EQ(tables[0]["rows"][0]["period"], "2016");
  EXPECT_EQ(LineOf(paper, "A2")["tables"].size(), 0u);
}

TEST_F(NodeReturnTest, IsKeptOverAStop) {
  ReturnRequest request;
  request.nil = fold::ReturnReason::kDefinition;
  Prepare(request);
  const std::string printed = Print()["fingerprint"];
  federation_.CloseNode();
  ASSERT_EQ(federation_.OpenNode(node_store_.get(), &high_water_), "");
  EXPECT_EQ(Prepare()["fingerprint"], printed);
  EXPECT_EQ(Prepare()["printed"].size(), 1u);
}

// User journeys, section 3, step 3.
TEST_F(NodeReturnTest, AnswersOfAPrintedVersionComeBack) {
  ReturnRequest first;
  first.choices = {{"A2", fold::ReturnAnswer::kNotAvailable, fold::ReturnReason::kNoSystem}};
  Prepare(first);
  const std::string printed = Print()["fingerprint"];
  ReturnRequest second;
  second.nil = fold::ReturnReason::kNoSurvey;
  EXPECT_NE(Prepare(second)["fingerprint"], printed);
  const auto refused = node().ClearReturn(OnPaper(printed));
  EXPECT_EQ(base::ReasonOf(refused.status()), "RETURN_CHANGED");
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("answers: A1, A2, A3"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("restore version 1"));
  ReturnRequest back;
  back.restore = 1;
  const json restored = Prepare(back);
  EXPECT_EQ(restored["fingerprint"], printed);
  EXPECT_EQ(LineOf(restored, "A2")["reason"], "no-system");
  EXPECT_EQ(LineOf(restored, "A1")["answer"], "later");
  EXPECT_EQ(Clear(OnPaper(printed)), "");
}

TEST_F(NodeReturnTest, FiguresOfAPrintedVersionDoNotComeBack) {
  federation_.Report("KH", "2016", "7");
  const std::string printed = Print()["fingerprint"];
  federation_.Report("KH", "2017", "8");
  ReturnRequest back;
  back.restore = 1;
  const auto prepared = node().PrepareReturn(back);
  EXPECT_EQ(base::ReasonOf(prepared.status()), "RETURN_VERSION_PAST");
  EXPECT_THAT(std::string(prepared.status().message()), HasSubstr("figures or words: A1"));
  back.restore = 2;
  EXPECT_EQ(WhyNotPrepared(back), "RETURN_VERSION_ABSENT");
}

// A node that was updated between print and clearance goes on with what it had printed.
TEST_F(NodeReturnTest, AReturnPrintedByAnEarlierVersionIsRead) {
  const std::string printed = Print()["fingerprint"];
  const std::string key = store::ReturnKey("small", "first");
  json record = json::parse(node_disk_.durable.at(key));
  record["printed"][0].erase("act");
  node_disk_.durable[key] = record.dump();
  ReturnRequest back;
  back.restore = 1;
  const auto prepared = node().PrepareReturn(back);
  EXPECT_EQ(base::ReasonOf(prepared.status()), "RETURN_VERSION_ABSENT");
  EXPECT_THAT(std::string(prepared.status().message()), HasSubstr("kept no copy"));
  ReturnRequest nil;
  nil.nil = fold::ReturnReason::kNoSurvey;
  Prepare(nil);
  EXPECT_EQ(Clear(OnPaper(printed)), "RETURN_CHANGED");
}

TEST_F(NodeReturnTest, PaperInALanguageWithoutTextsSaysSo) {
  ReturnRequest request;
  request.language = "km";
  const auto paper = node().PrintReturn(request);
  ASSERT_TRUE(paper.ok()) << paper.status();
  EXPECT_EQ(json::parse(*paper)["is_translated"], false);
  EXPECT_EQ(LineOf(json::parse(*paper), "A1")["name"], "[en] Cases");
  EXPECT_EQ(Print()["is_translated"], true);
  EXPECT_EQ(LineOf(Print(), "A1")["name"], "Cases");
}

TEST_F(NodeReturnTest, RecordThatCannotBeReadIsSaidToBeSo) {
  node_disk_.durable[store::ReturnKey("small", "first")] = R"({"choices": {"cases": 3}})";
  EXPECT_EQ(WhyNotPrepared({}), "RECORD_UNREADABLE");
}

}  // namespace
}  // namespace lontar::node
