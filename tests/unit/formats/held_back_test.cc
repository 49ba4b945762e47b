#include "core/formats/held_back.h"

#include <algorithm>
#include <optional>

#include "core/formats/import_file.h"
#include "core/formats/import_json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

using testing::HasSubstr;
using testing::Not;

// A file of children referred to services, planned on its own as a dry run without a node does.
class HeldBackTest : public testing::Test {
 protected:
  static const catalogue::Catalogue& Published() {
    static const catalogue::Catalogue catalogue = Catalogue2025();
    return catalogue;
  }

  // Rows as "3,F,_T": value, sex, place.
  void Look(const std::vector<std::string>& rows, bool confirms = false) {
    std::string bytes =
        "member,indicator,measure,period,status,value,sex,geo,age,citizenship,"
        "urbanisation\n";
    for (const std::string& row : rows) {
      const std::string status = row.starts_with("Q") ? "" : "A,";
      absl::StrAppend(&bytes, "KH,children-referred,number,2019,", status, row, ",Y0T17,_T,_T\n");
    }
    file_ = Required(MapFile(bytes, "figures.csv", std::nullopt, Published()));
    result_ = Required(ImportTables(file_.tables, Published(), ""));
    outcome_ = Required(PlanImport(Published(), result_));
    outcome_.is_small_total_confirmed = confirms;
    HoldBack(outcome_, file_.tables, &result_);
    findings_ = DisclosureFindings(outcome_, Published(), file_.tables, result_);
    ImportAnswer answer;
    answer.catalogue = &Published();
    answer.file = &file_;
    answer.result = &result_;
    answer.disclosure = &outcome_;
    answer.whole_findings = findings_;
    answer.cells_max = 100;
    json_ = ImportJson(answer);
  }

  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const ImportFinding& finding : findings_) ids.push_back(finding.id);
    return ids;
  }

  MappedFile file_;
  ImportResult result_;
  DisclosureOutcome outcome_;
  std::vector<ImportFinding> findings_;
  std::string json_;
};

TEST_F(HeldBackTest, ASmallCountAndWhatWouldGiveItAwayAreNamedWithoutTheirFigures) {
  Look({"40,_T,_T", "3,F,_T", "37,M,_T"});
  const HeldBackCounts counts = CountHeldBack(outcome_);
  EXPECT_EQ(counts.small, 1);
  EXPECT_EQ(counts.protecting, 1);
  EXPECT_EQ(std::ranges::count(Ids(), "CELL_HELD_BACK"), 2);
  EXPECT_THAT(json_, HasSubstr("\"40\""));
  EXPECT_THAT(json_, Not(HasSubstr("\"3\"")));
  EXPECT_THAT(json_, Not(HasSubstr("37")));
}

TEST_F(HeldBackTest, AnUnconfirmedTotalIsNotRepeatedAndAConfirmedOneIs) {
  Look({"3,_T,_T"});
  EXPECT_THAT(Ids(), testing::ElementsAre("SMALL_TOTAL_UNCONFIRMED"));
  EXPECT_TRUE(HasErrors(findings_));
  EXPECT_THAT(json_, Not(HasSubstr("\"3\"")));
  Look({"3,_T,_T"}, true);
  EXPECT_THAT(Ids(), testing::ElementsAre("SMALL_TOTAL_CONFIRMED"));
  EXPECT_FALSE(HasErrors(findings_));
  EXPECT_THAT(json_, HasSubstr("\"value\":\"3\""));
}

TEST_F(HeldBackTest, WhereTheMarksWouldTellTheReasonsDoNotEither) {
  Look({"3,_T,_T", "3,F,_T", "0,M,_T"}, true);
  EXPECT_EQ(CountHeldBack(outcome_).small, 0);
  EXPECT_GT(CountHeldBack(outcome_).confidential, 0);
  for (const ImportFinding& finding : findings_) {
    if (finding.id != "CELL_HELD_BACK") continue;
    EXPECT_THAT(finding.sentence,
                HasSubstr("mark C): it is a small count, or one could be worked out with it"));
  }
}

TEST_F(HeldBackTest, ACellThatStandsTwiceIsNotRepeated) {
  Look({"40,_T,_T", "3,F,_T", "37,M,_T", "3,F,_T"});
  EXPECT_THAT(json_, HasSubstr("CELL_TWICE"));
  EXPECT_THAT(json_, Not(HasSubstr("\"3\"")));
}

TEST_F(HeldBackTest, AFigureThatItsProviderHoldsBackIsNotRepeated) {
  Look({"40,_T,_T", "Q,3,F,_T"});
  EXPECT_THAT(json_, HasSubstr("a figure stands where status Q has no number"));
  EXPECT_THAT(json_, Not(HasSubstr("\"3\"")));
}

}  // namespace
}  // namespace lontar::formats
