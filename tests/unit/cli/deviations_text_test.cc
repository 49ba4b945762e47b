#include "cli/deviations_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr absl::string_view kDeviationsJson = R"({
  "schema": "lontar.deviations.v1", "notice": "TEST", "collection": "small",
  "catalogue_version": "1", "round": null, "log_size": 12, "root": "ab",
  "indicators": [
    {"code": "A1", "name": "Children in child labour", "age": {"code": "Y5T17", "name": "5 to 17"},
     "without": ["ID"],
     "members": [
       {"member": "KH", "providers": ["KH.NIS"], "periods": ["2012", "2016"],
        "source_ids": ["lfs"], "blocks": 2, "with_number": 9, "held_back": 1, "as_specified": 0,
        "unreadable_blocks": 1, "figures_read": 5,
        "deviations": [{"id": "concept", "name": "concept", "figures": 4}],
        "ages": [{"code": "Y15T17", "name": "15 to 17 years"}], "concepts": [],
        "definitions": ["work of more than 14 hours"], "definitions_unlisted": 2,
        "sources": ["Survey"], "sources_unlisted": 0},
       {"member": "VN", "providers": ["VN.GSO"], "periods": ["2018"], "source_ids": [],
        "blocks": 1, "with_number": 3, "held_back": 0, "as_specified": 1, "unreadable_blocks": 1,
        "figures_read": 0, "deviations": [], "ages": [], "concepts": [], "definitions": [],
        "definitions_unlisted": 0, "sources": [], "sources_unlisted": 0}]},
    {"code": "A2", "name": "Other", "age": null, "without": ["KH", "VN"], "members": []}]})";

TEST(DeviationsText, SaysWhatDiffersAndWhatCannotBeRead) {
  const std::string text = DeviationsText(*Answer::Parse(kDeviationsJson));
  EXPECT_THAT(text, testing::StartsWith("What makes members' figures differ: "));
  EXPECT_THAT(text, HasSubstr("small 1, all live figures"));
  EXPECT_THAT(text, HasSubstr("A1   Children in child labour\n     asked for      5 to 17\n"));
  EXPECT_THAT(text, HasSubstr("KH   2012, 2016: 9 figures, 0 as specified, 1 held back; "
                              "from KH.NIS\n"));
  EXPECT_THAT(text, HasSubstr("     deviations     concept (4 figures)\n"));
  EXPECT_THAT(text, HasSubstr("     definitions    work of more than 14 hours | and 2 more\n"));
  EXPECT_THAT(text, HasSubstr("     not readable   1 of 2 blocks are not readable by you\n"));
  EXPECT_THAT(text, HasSubstr("     register ids   lfs\n"));
  EXPECT_THAT(text, HasSubstr("VN   2018: 3 figures, 1 as specified; from VN.GSO\n"
                              "     what differs   not readable by you\n"));
  EXPECT_THAT(text, HasSubstr("no figures: ID\n"));
  EXPECT_THAT(text, HasSubstr("no figures of any member: A2\n"));
  EXPECT_THAT(text, Not(HasSubstr("comparable")));
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
  }
}

}  // namespace
}  // namespace lontar::cli
