#include "cli/review_text.h"

#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;

constexpr const char* kReviewJson = R"({
  "schema": "lontar.review.v1", "draft": "draft-17", "signed": true, "member": "KH",
  "provider": "KH.NIS", "on_behalf": null, "collection": "c", "catalogue_version": "2025.1",
  "round": "baseline-2021", "supersedes": 1, "payload_id": "4f2a91c077be03d1",
  "fingerprint": "4f2a-91c0", "errors": 0, "warnings": 20, "open_warnings": 14,
  "findings_left_out": 13,
  "findings": [{"severity": "warning", "id": "YEAR_JUMP", "place": "", "column": "value",
                "value": "", "sentence": "child-labour-5-17, number, 2016: twice the year before"}],
  "indicators": [
    {"indicator": "child-labour-5-17", "code": "A1", "name": "Children 5-17 in child labour",
     "measures": ["number", "proportion"], "periods": ["2012", "2014", "2016"],
     "with_number": 12, "held_back": 2, "missing": 1, "as_specified": 8, "withdrawn_blocks": 1,
     "changes": {"added": 1, "changed": 2, "withdrawn": 1, "unchanged": 40},
     "main_changes": [
       {"measure": "number", "period": "2016", "dimensions": {"sex": "F"}, "change": "changed",
        "percent": "16.7", "before": {"state": "number", "value": "12", "status": "A"},
        "after": {"state": "number", "value": "14", "status": "A"}},
       {"measure": "number", "period": "2014", "dimensions": {"sex": "_T"}, "change": "changed",
        "percent": "-", "before": {"state": "number", "value": "3", "status": "A"},
        "after": {"state": "held back", "value": null, "status": "Q"}}],
     "deviations": ["age: part of the range", "concept"],
     "sources": ["Labour force survey 2016"], "sources_count": 3}]})";

TEST(ReviewText, ShowsByIndicatorWhatIsApproved) {
  const std::string text = ReviewText(Read(kReviewJson));
  EXPECT_THAT(text, HasSubstr("report of     KH, provider KH.NIS, signed\n"
                              "for           c, catalogue 2025.1, round baseline-2021\n"
                              "A1            Children 5-17 in child labour\n"
                              "              number and proportion, 2012 to 2016 (3 periods)\n"
                              "              12 figures, 8 as specified, 2 held back, 1 missing, "
                              "1 block withdrawn whole\n"));
  EXPECT_THAT(text, HasSubstr("changes: 1 added, 2 changed, 1 withdrawn, 40 unchanged\n"
                              "                number 2016, sex F: 12 -> 14, +16.7 %\n"
                              "                number 2014, total: 3 -> held back\n"));
  EXPECT_THAT(text, HasSubstr("differs from the definition in age: part of the range; concept\n"));
  EXPECT_THAT(text, HasSubstr("from Labour force survey 2016 and 2 more\n"));
  EXPECT_THAT(text, HasSubstr("open          0 errors, 14 warnings\n  warning     child-labour"));
  EXPECT_THAT(text, HasSubstr("13 more: lontar check draft-17\n"));
  EXPECT_THAT(text, testing::EndsWith("fingerprint   4f2a-91c0\n"));
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
  }
}

TEST(ReviewText, WhatIsNotSignedAndHasNoSourceIsSaid) {
  const std::string text = ReviewText(Read(R"({"member": "KH", "provider": "KH.NIS",
      "signed": false, "collection": "c", "catalogue_version": "1", "round": null,
      "on_behalf": "KH.NSO",
      "indicators": [{"indicator": "x", "code": null, "measures": ["number"], "periods": [],
                      "sources": [], "sources_count": 0}]})"));
  EXPECT_THAT(text, HasSubstr("provider KH.NIS, not signed\n"));
  EXPECT_THAT(text, HasSubstr("catalogue 1, no round\n"));
  EXPECT_THAT(text, HasSubstr("on behalf     entered and signed by KH.NSO\n"));
  EXPECT_THAT(text, HasSubstr("indicator     x\n"));
  EXPECT_THAT(text, HasSubstr("no source is named\n"));
}

}  // namespace
}  // namespace lontar::cli
