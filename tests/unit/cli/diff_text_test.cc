#include "cli/diff_text.h"

#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kDiffJson = R"({
  "schema": "lontar.diff.v1", "draft": "draft-17", "against": "current", "member": "KH",
  "provider": "KH.NIS", "collection": "c", "cells_left_out": 1, "unreadable": 2,
  "counts": {"added": 1, "changed": 3, "withdrawn": 1, "unchanged": 40},
  "withdrawn_blocks": [{"indicator": "a9", "measure": "number", "period": "2014",
                        "reason": "error"}],
  "cells": [
    {"indicator": "child-labour-5-17", "code": "A1", "measure": "number", "period": "2016",
     "dimensions": {"sex": "_T", "age": "Y5T17"}, "change": "changed", "percent": "16.7",
     "before": {"state": "number", "value": "12", "status": "A"},
     "after": {"state": "number", "value": "14.05", "status": "E"},
     "fields": ["value", "status"]},
    {"indicator": "child-labour-5-17", "code": "A1", "measure": "number", "period": "2016",
     "dimensions": {"sex": "F", "age": "Y5T17"}, "change": "added", "percent": "-",
     "before": null, "after": {"state": "held back", "value": null, "status": "Q"},
     "fields": []},
    {"indicator": "child-labour-5-17", "code": "A1", "measure": "number", "period": "2017",
     "dimensions": {"sex": "_T"}, "change": "withdrawn", "percent": "-",
     "before": {"state": "number", "value": "3", "status": "A"}, "after": null, "fields": []},
    {"indicator": "child-labour-5-17", "code": "A1", "measure": "number", "period": "2018",
     "dimensions": {"sex": "_T"}, "change": "changed", "percent": "0.0",
     "before": {"state": "number", "value": "3", "status": "A"},
     "after": {"state": "number", "value": "3", "status": "A"}, "fields": ["comment"]},
    {"indicator": "child-labour-5-17", "code": "A1", "measure": "number", "period": "2019",
     "dimensions": {"sex": "_T"}, "change": "changed", "percent": "-",
     "before": {"state": "disputed", "value": null, "status": "A"},
     "after": {"state": "missing", "value": null, "status": "O"}, "fields": ["value"]}]})";

TEST(DiffText, SaysTheSumFirstAndGroupsByBlock) {
  const std::string text = DiffText(Read(kDiffJson));
  EXPECT_THAT(text, testing::StartsWith("draft-17 of KH.NIS against what stands: 1 added, 3 "
                                        "changed, 1 withdrawn, 40 unchanged\n\nA1 number 2016 "));
  EXPECT_THAT(text, HasSubstr("withdrawn whole: a9 number 2014, reason: error\n"));
  EXPECT_THAT(text, HasSubstr("1 more cell is counted above and not listed\n"));
  EXPECT_THAT(text, HasSubstr("the values of 2 blocks that stand are lost here"));
}

TEST(DiffText, PointsStandUnderEachOther) {
  const std::vector<std::string> lines = absl::StrSplit(DiffText(Read(kDiffJson)), '\n');
  EXPECT_EQ(lines[3],
            "  age Y5T17                           changed                   12   "
            "                14.05   +16.7 %");
  EXPECT_EQ(lines[4], "    also other status");
  for (const std::string& line : lines) EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
}

TEST(DiffText, StatesWithoutANumberAreWords) {
  const std::string text = DiffText(Read(kDiffJson));
  EXPECT_THAT(text, HasSubstr("held back\n"));
  EXPECT_THAT(text, HasSubstr("disputed        not available         -\n"));
  EXPECT_THAT(text, HasSubstr("0.0 %\n    the number stays; other comment\n"));
}

TEST(DiffText, AgainstAnotherDraftNothingIsCalledWithdrawn) {
  std::string json = kDiffJson;
  json.replace(json.find("current"), 7, "draft-9");
  const std::string text = DiffText(Read(json));
  EXPECT_THAT(text, HasSubstr("against draft-9: 1 added, 3 changed, 1 only there"));
  EXPECT_THAT(text, Not(HasSubstr("1 withdrawn")));
}

}  // namespace
}  // namespace lontar::cli
