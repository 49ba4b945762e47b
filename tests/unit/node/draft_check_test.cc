#include "node/core/draft_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "node/core/stored.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using testing::ElementsAre;

// That of the small federation, with rules.
constexpr absl::string_view kRuledCatalogue = R"(collection: small
version: "2"
title: A small collection
units:
  - {code: CASES, name: cases, whole: true}
code_lists:
  - id: sex
    codes:
      - {id: _T, name: Both}
      - {id: F, name: Female}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
indicators:
  - id: cases
    list: A
    number: 1
    name: Cases
    short_name: Cases
    basis: made up
    measures:
      - {id: number, unit: CASES}
    dimensions: [sex]
    disclosure: none
rules:
  - {rule: year-jump, factor: "2"}
  - {rule: several-sources, severity: note}
  - {rule: completeness}
)";

// Cambodia has reported 7 cases of 2016.
class DraftCheckTest : public FederationFixture {
 protected:
  DraftCheckTest()
      : catalogue_(
            catalogue::Catalogue::Load({{"small.yaml", std::string(kRuledCatalogue)}}).value()) {
    federation_.Found();
    federation_.Report("KH", "2016", "7");
    EXPECT_EQ(federation_.Sync("KH"), "");
  }

  std::vector<std::string> IdsFor(const std::string& provider, const std::string& year,
                                  int64_t value) {
    observation::Report report;
    report.collection = "small";
    report.member = "KH";
    report.provider = provider;
    observation::Block block{.measure = "number",
                             .period = year,
                             .unit_received = "CASES",
                             .dimensions = {"sex"},
                             .rows = {{.codes = {"_T"}, .value = {.mantissa = value}}}};
    std::vector<std::string> ids;
    for (const catalogue::ReportFinding& found :
         CheckLikely({.ahead = &federation_.node("KH").state(),
         .parts = PartsOf(*node_store_),
         .catalogue = &catalogue_,
         .report = &report},
                     {{"cases", block}})) {
      ids.push_back(found.finding.id);
    }
    return ids;
  }

  catalogue::Catalogue catalogue_;
};

TEST_F(DraftCheckTest, TheOwnHistoryIsInTheLog) {
  EXPECT_THAT(IdsFor("KH.NSO", "2017", 8), ElementsAre("BREAKDOWN_MISSING"));
  EXPECT_THAT(IdsFor("KH.NSO", "2017", 14), ElementsAre("YEAR_JUMP", "BREAKDOWN_MISSING"));
}

TEST_F(DraftCheckTest, OtherOfficesOfTheMemberAreSetBeside) {
  EXPECT_THAT(IdsFor("KH.MOL", "2016", 8), ElementsAre("BREAKDOWN_MISSING", "SOURCES_DIFFER"));
  EXPECT_THAT(IdsFor("KH.MOL", "2016", 7), ElementsAre("BREAKDOWN_MISSING", "SOURCES_AGREE"));
  // What another office reported is no history of this one.
  EXPECT_THAT(IdsFor("KH.MOL", "2017", 700), ElementsAre("BREAKDOWN_MISSING"));
}

}  // namespace
}  // namespace lontar::node
