#include "cli/completeness_text.h"

#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;

constexpr const char* kCompletenessJson = R"({
  "schema": "lontar.completeness.v1", "member": "KH", "collection": "c",
  "round": "baseline-2021", "title": "Baseline", "list": "A", "catalogue_version": "2025.1",
  "membership_date": "2021-08-31", "cut_off": "2021-12-31", "today": "2022-01-02",
  "closed": true, "extension": true, "log_size": 9, "settled_size": null, "overdue": 2,
  "stages": {"nothing": 2, "settled": 1},
  "rows": [
    {"indicator": "a", "code": "A1", "name": "Children 5-17 in child labour", "provider": "KH.NIS",
     "provider_name": "National Institute of Statistics", "stage": "settled", "overdue": false,
     "drafts": [{"draft": "draft-3", "stage": "returned"}], "index": 7, "other_years": true},
    {"indicator": "b", "code": "A2",
     "name": "Children in child labour by place of work and by sector of the economy",
     "provider": "KH.MLVT", "provider_name": "Ministry of Labour", "stage": "nothing",
     "overdue": true, "drafts": [], "index": null, "other_years": true},
    {"indicator": "c", "code": "A3", "name": "Young workers", "provider": null,
     "provider_name": "", "stage": "nothing", "overdue": true, "drafts": [], "index": null,
     "other_years": false}]})";

TEST(CompletenessText, SaysTheSumTheDatesAndEachPair) {
  const std::string text = CompletenessText(Read(kCompletenessJson));
  EXPECT_THAT(text, testing::StartsWith("KH, round baseline-2021 (Baseline), list A: 2 nothing, 1 "
                                        "settled, 2 overdue\ncut-off 2021-12-31, today "));
  EXPECT_THAT(text, HasSubstr("this member has\nan extension\n"));
  EXPECT_THAT(text, HasSubstr("KH.NIS        sent and settled\n       draft-3 is returned\n"));
  EXPECT_THAT(text, HasSubstr("KH.MLVT       overdue: nothing\n"));
  EXPECT_THAT(text, HasSubstr("figures of years that the round does not count stand\n"));
  EXPECT_THAT(text,
              HasSubstr("-             overdue: nothing\n       no provider may report it\n"));
  EXPECT_THAT(text, HasSubstr("this node does not know yet how far it is settled\n"));
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
  }
}

TEST(CompletenessText, AQuestionThatWaitsForTheMemberIsSaid) {
  std::string json = kCompletenessJson;
  json.insert(1, R"("questions": {"for_member": 2, "for_asec": 1},)");
  const std::string row = R"("index": 7,)";
  json.replace(json.find(row), row.size(), R"("index": 7, "open_questions": 1,)");
  const std::string text = CompletenessText(Read(json));
  EXPECT_THAT(text, HasSubstr("being clarified with ASEC\n"));
  EXPECT_THAT(text, HasSubstr("2 questions of ASEC wait for this member's answer: lontar question "
                              "list --open\n"));
  EXPECT_THAT(CompletenessText(Read(kCompletenessJson)), testing::Not(HasSubstr("ASEC")));
}

TEST(CompletenessText, ARoundWithoutIndicatorsIsSaid) {
  const std::string text = CompletenessText(
      Read(R"({"member": "KH", "round": "r", "title": "t", "list": null, "rows": [],
               "log_size": 9, "settled_size": 9})"));
  EXPECT_THAT(text, HasSubstr("the round asks for no indicator\n"));
  EXPECT_THAT(text, HasSubstr("log size 9, settled up to 9\n"));
}

}  // namespace
}  // namespace lontar::cli
