#include "cli/table_text.h"

#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kDocketJson = R"({
  "schema": "lontar.docket.v1", "notice": null, "collection": "c", "catalogue_version": "1",
  "round": "r", "title": "a round", "list": "A",
  "year_rule": {"target": 2016, "tie": "earlier", "from": null, "to": null},
  "membership_date": "2021-08-31", "members": ["KH", "LA"], "threshold": 5, "log_size": 9,
  "root": "00ff", "indicators_on_list": 14, "unreadable_blocks": 1,
  "below": [
    {"code": "A2", "name": "Children by place", "count": 0, "comparable": [], "options":
     ["stay", "B", "C"], "evidence": []},
    {"code": "A3", "name": "Young workers", "count": 1, "comparable": ["KH"], "options": ["stay"],
     "evidence": [{"member": "KH", "provider": "KH.MOP", "on_behalf": true, "measure": "number",
       "period": "2012", "inside_year_rule": false,
       "counts": {"with_number": 3, "held_back": 2, "missing": 0, "as_specified": 1}}]}],
  "disputed": [
    {"member": "LA", "indicator": "child-labour-5-17", "code": null, "measure": "proportion",
     "period": "2017", "dimensions": {"sex": "_T", "age": "Y5T17"}, "state": "disputed",
     "value": null, "reason": "definitions differ", "candidates": [
       {"provider": "LA.LSB", "value": "28.2", "definition": "economic activity", "flags": [],
        "comment": "", "index": 7},
       {"provider": "LA.MoLSW", "value": null, "definition": "", "flags": ["held back"],
        "comment": "see letter", "index": 8}]}]})";

TEST(DocketText, EachIndicatorBelowHasItsEvidenceOrNothingYet) {
  const std::string text = DocketText(Read(kDocketJson));
  EXPECT_THAT(text,
              HasSubstr("Docket: 2 of 14 indicators have figures from fewer than five members."));
  EXPECT_THAT(text, HasSubstr("A2   Children by place\n"
                              "     reported by 0 of 2, as specified by 0; options: stay, B, C\n"
                              "     nothing yet\n"));
  EXPECT_THAT(text,
              HasSubstr("       KH KH.MOP (entered on behalf), number 2012: 3 with a number, 1 "
                        "as specified, 2 held back;\n       outside the year rule\n"));
}

TEST(DocketText, ADisputedCellShowsEveryCandidateAndTheReason) {
  const std::string text = DocketText(Read(kDocketJson));
  EXPECT_THAT(text, HasSubstr("Disputed cells: 1. No value is current; the member is asked.\n"
                              "LA child-labour-5-17 proportion 2017, age Y5T17: disputed; the "
                              "definitions differ, both may be right\n"
                              "       LA.LSB 28.2, log index 7: economic activity\n"
                              "       LA.MoLSW no number (held back), log index 8\n"
                              "         comment: see letter\n"));
  EXPECT_THAT(text, HasSubstr("1 block is not readable here"));
}

TEST(DocketText, AWhatIfSaysSoInItsFirstLine) {
  std::string json = kDocketJson;
  json.insert(1, R"j("what_if": ["threshold 6 (the round says 5)"],)j");
  EXPECT_THAT(DocketText(Read(json)),
              testing::StartsWith("WHAT-IF: threshold 6 (the round says 5). Nothing of this is on "
                                  "the record.\n\nList A"));
  EXPECT_THAT(DocketText(Read(kDocketJson)), testing::StartsWith("List A"));
}

TEST(DocketText, EachEvaluationSaysWhichOneItIs) {
  constexpr char kLater[] = R"j("evaluations": [{"number": 2, "index": 40, "day": "2022-01-05",
      "reason": "KH reported late"}], "evaluation": )j";
  std::string json = kDocketJson;
  json.insert(1, std::string(kLater) + "1,");
  EXPECT_THAT(DocketText(Read(json)),
              testing::StartsWith("Evaluation 1, the result that stands. Counted again since: "
                                  "evaluation 2 of 2022-01-05 (KH reported\nlate).\n\nList A"));
  json = kDocketJson;
  json.insert(1, std::string(kLater) + "2,");
  EXPECT_THAT(DocketText(Read(json)),
              testing::StartsWith("EVALUATION 2 of 2022-01-05: KH reported late. It counts what "
                                  "had come by log index 40, also what was\nlate. The result of "
                                  "evaluation 1 stands unchanged.\n\nList A"));
}

TEST(DocketText, ALeadStandsAboveTheRound) {
  std::string json = kDocketJson;
  json.insert(1, R"j("led_by": "VN",)j");
  EXPECT_THAT(DocketText(Read(json)), testing::StartsWith("Led by VN.\nList A"));
}

TEST(DocketText, TheEditionSaysWhatChangedAndMembersWhatTheyAnswered) {
  std::string json = kDocketJson;
  json.insert(1, R"j("edition": 2, "editions": [{"number": 1, "log_size": 7, "changes": []},
      {"number": 2, "log_size": 9, "changes": [{"code": "A2", "indicator": "x", "member": "LA",
        "before": "nothing yet", "after": "nothing yet; late: figures"}]}],
    "lines": [{"id": "x", "code": "A2", "count": 2, "count_without_held_back": 1, "members": [
      {"member": "KH", "state": "not-available", "words": "not available (no-system)"},
      {"member": "LA", "state": "nothing-yet", "words": "nothing yet; late: figures"},
      {"member": "SG", "state": "nothing-yet", "words": "nothing yet"}]}],)j");
  const std::string item = R"j("code": "A2", "name")j";
  json.replace(json.rfind(item), item.size(), R"j("code": "A2", "id": "x", "name")j");
  const std::string text = DocketText(Read(json));
  EXPECT_THAT(text, HasSubstr("Edition 2.\nChanged since edition 1:\n"
                              "  LA nothing yet -> nothing yet; late: figures: A2\n"));
  EXPECT_THAT(text, HasSubstr("       not available (no-system): KH\n"
                              "       nothing yet; late: figures: LA\n"));
  EXPECT_THAT(text, HasSubstr("by 1 without those who hold back all"));
}

TEST(DocketText, WhatIsBeingClarifiedIsSaidWithoutNames) {
  std::string json = kDocketJson;
  json.insert(1, R"j("lines": [
      {"id": "x", "code": "A2", "being_clarified": {"members": 1, "questions": 2, "dates": []}},
      {"id": "y", "code": "A3", "being_clarified": {"members": 0, "questions": 0, "dates": []}},
      {"id": "z", "code": "A9", "being_clarified": {"members": 3, "questions": 3,
       "dates": []}}],)j");
  EXPECT_THAT(
      DocketText(Read(json)),
      HasSubstr("Being clarified: A2 with 1 member, A9 with 3 members; no figure and no count "
                "changes by that.\n"));
  EXPECT_THAT(DocketText(Read(kDocketJson)), testing::Not(HasSubstr("clarified")));
}

TEST(DocketText, NothingIsWiderThanAHundredColumns) {
  for (const absl::string_view line : absl::StrSplit(DocketText(Read(kDocketJson)), '\n'))
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
}

TEST(CellsText, ACurrentCellNamesValueFlagsAndProvider) {
  const Answer answer = Read(R"({"collection": "c", "log_size": 3, "root": "ab", "cells": [
      {"member": "PH", "code": "A3", "indicator": "y", "measure": "number", "period": "2019",
       "dimensions": {"age": "Y15T17", "sex": "_T"}, "state": "current", "value": "594124",
       "flags": ["age: part of the range"], "provider": "PH.PSA", "candidates": []}]})");
  const std::string text = CellsText(answer);
  EXPECT_THAT(text, HasSubstr("1 cell of c\nPH A3 number 2019, age Y15T17: 594124 (age: part of "
                              "the range), by PH.PSA\n"));
  EXPECT_THAT(text, Not(HasSubstr("disputed")));
}

TEST(CellsText, TheHistoryOfACellNamesPlacesEntryAndReport) {
  const Answer answer = Read(R"({"collection": "c", "log_size": 9, "root": "ab", "cells": [
      {"member": "PH", "code": "A3", "indicator": "y", "measure": "number", "period": "2019",
       "dimensions": {}, "state": "past", "value": null, "candidates": [], "history": [
         {"from": 3, "until": 7, "provider": "PH.PSA", "value": "4.2", "flags": [],
          "report": "00112233445566778899", "comment": "first count",
          "entry": {"author": "PH", "incarnation": "ab", "number": 2}},
         {"from": 5, "until": null, "provider": "PH.DOLE", "value": "4.3", "flags": [],
          "report": "ff112233445566778899", "comment": "",
          "entry": {"author": "PH", "incarnation": "ab", "number": 4}}]}]})");
  EXPECT_THAT(CellsText(answer),
              HasSubstr("PH A3 number 2019: nothing stands\n"
                        "       3 to 7       PH.PSA 4.2, entry 2 of PH, report 001122334455\n"
                        "                      comment: first count\n"
                        "       5 on         PH.DOLE 4.3, entry 4 of PH, report ff1122334455\n"));
}

}  // namespace
}  // namespace lontar::cli
