// The catalogue on disk, as it goes into the Catalogue act, and the members and rounds beside it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/check.h"
#include "core/catalogue/round_text.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

class PublishedCatalogue : public testing::Test {
 protected:
  void SetUp() override {
    auto catalogue = LoadPublished();
    ASSERT_TRUE(catalogue.ok()) << catalogue.status();
    catalogue_ = *std::move(catalogue);
  }
  const Indicator& ByCode(absl::string_view code) const { return *catalogue_.FindByCode(code); }

  Catalogue catalogue_;
};

TEST_F(PublishedCatalogue, HasFourteenNineAndNine) {
  std::map<std::string, int> sizes;
  for (const Indicator& indicator : catalogue_.indicators()) ++sizes[indicator.list];
  EXPECT_EQ(sizes, (std::map<std::string, int>{{"A", 14}, {"B", 9}, {"C", 9}}));
  EXPECT_EQ(catalogue_.collection(), "asean-child-labour");
  EXPECT_EQ(catalogue_.version(), "2025.1");
}

TEST_F(PublishedCatalogue, StandsInOrderOfListAndNumber) {
  std::vector<std::string> codes;
  for (const Indicator& indicator : catalogue_.indicators()) codes.push_back(indicator.code);
  EXPECT_EQ(codes[1], "A2");
  EXPECT_EQ(codes[13], "A14");
  EXPECT_EQ(codes[14], "B1");
  EXPECT_EQ(codes.back(), "C9");
}

TEST_F(PublishedCatalogue, TracesAll43RowsOfAnnex2) {
  std::map<std::string, int> rows_per_area;
  std::set<std::string> ids;
  for (const FrameworkRow& row : catalogue_.framework()) {
    ids.insert(row.id);
    ++rows_per_area[row.id.substr(0, 2)];
    EXPECT_EQ(row.area, row.id.substr(0, 1));
    EXPECT_NE(catalogue_.FindIndicator(row.indicator), nullptr) << row.id;
    EXPECT_FALSE(row.wording.empty()) << row.id;
  }
  EXPECT_EQ(ids.size(), 43u);
  // Domain brief, section 11.
  EXPECT_EQ(rows_per_area, (std::map<std::string, int>{{"P1", 3},
                                                       {"P2", 4},
                                                       {"P3", 5},
                                                       {"P4", 2},
                                                       {"V1", 4},
                                                       {"V2", 7},
                                                       {"V3", 2},
                                                       {"V4", 4},
                                                       {"V5", 3},
                                                       {"T1", 5},
                                                       {"T2", 4}}));
  size_t traced = 0;
  for (const Indicator& indicator : catalogue_.indicators()) {
    EXPECT_FALSE(indicator.annex2_rows.empty()) << indicator.code;
    traced += indicator.annex2_rows.size();
  }
  EXPECT_EQ(traced, 43u);
}

TEST_F(PublishedCatalogue, KeepsTheFourWordingVariantsApart) {
  std::map<std::string, std::string> variants;
  for (const FrameworkRow& row : catalogue_.framework()) {
    if (!row.variant.empty()) variants[row.id] = row.variant;
  }
  EXPECT_EQ(variants,
            (std::map<std::string, std::string>{
                {"V1.1", "X1"}, {"V5.1", "X2"}, {"T1.2", "X3"}, {"V1.3", "X4"}, {"T1.4", "X4"}}));
}

TEST_F(PublishedCatalogue, MarksItsGuesses) {
  for (const absl::string_view code : {"A2", "B6", "B7", "B8", "B9", "C2", "C3"}) {
    EXPECT_TRUE(ByCode(code).is_guess) << code;
  }
  for (const absl::string_view code :
       {"A4", "A6", "A8", "A9", "A10", "A11", "A12", "A13", "A14", "C1"}) {
    EXPECT_FALSE(ByCode(code).is_guess) << code;
  }
}

TEST_F(PublishedCatalogue, PutsTheHeadlineFirst) {
  EXPECT_EQ(ByCode("A1").measures.front().kind, MeasureKind::kProportion);
  EXPECT_EQ(ByCode("A11").measures.front().kind, MeasureKind::kRate);
  EXPECT_EQ(ByCode("A13").measures.front().kind, MeasureKind::kShare);
  EXPECT_EQ(ByCode("C6").measures.front().kind, MeasureKind::kRate);
  EXPECT_EQ(ByCode("B1").measures.front().kind, MeasureKind::kNumber);
}

TEST_F(PublishedCatalogue, ForbidsComparison) { EXPECT_FALSE(catalogue_.comparison_allowed()); }

TEST_F(PublishedCatalogue, GivesEnrolmentTheTotalOfAgesAndOnlyThePrimaryLevel) {
  const Indicator& enrolment = ByCode("A11");
  EXPECT_EQ(enrolment.id, "net-enrolment-primary");
  EXPECT_FALSE(enrolment.age_range.has_value());
  EXPECT_EQ(enrolment.counts_only.at("education-level"), std::vector<std::string>{"ED_PRI"});
}

TEST_F(PublishedCatalogue, TakesTheCodesOfThePublishedFigures) {
  // Sexes, ages, places, activities and units of shared figures from ILOSTAT and UNSD.
  observation::Block block{.measure = "number",
                           .period = "2012",
                           .unit_received = "PS_THS",
                           .dimensions = ByCode("A1").dimensions,
                           .rows = {}};
  for (const char* sex : {"_T", "F", "M"}) {
    for (const char* age : {"Y5T17", "Y5T11", "Y12T14", "Y15T17"}) {
      for (const char* place : {"_T", "R", "U"}) {
        for (const char* activity : {"_T", "AGR", "IND", "SER", "NAG", "X"}) {
          for (const char* concept_code : {"EA", "EAHC", "NAT", "_Z"}) {
            observation::Row row;
            row.codes = {sex, age, "_T", place, "_T", activity, concept_code};
            block.rows.push_back(row);
          }
        }
      }
    }
  }
  EXPECT_THAT(CheckBlock(catalogue_, "child-labour-5-17", block), testing::IsEmpty());
}

TEST(PublishedMembers, AreElevenInAseanOrder) {
  const auto members = ReadMembers(ReadSource("catalogues/asean/members.yaml"));
  ASSERT_TRUE(members.ok()) << members.status();
  std::vector<std::string> codes;
  for (const MemberText& member : *members) codes.push_back(member.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH",
                                             "TL", "VN"}));
  EXPECT_EQ(members->front().from, "1984-01-07");
  EXPECT_EQ((*members)[9].from, "2025-10-26");
  EXPECT_EQ((*members)[9].order, 10);
}

TEST(PublishedRounds, DifferInMembershipAndYears) {
  const auto rounds = ReadRounds(ReadSource("catalogues/asean/rounds.yaml"));
  ASSERT_TRUE(rounds.ok()) << rounds.status();
  ASSERT_EQ(rounds->size(), 3u);
  const RoundText& open = (*rounds)[0];
  EXPECT_EQ(open.id, "baseline-2021");
  EXPECT_EQ(open.year_rule, (YearRule{.target = 2016, .tie = Tie::kEarlier, .from = 0, .to = ""}));
  EXPECT_EQ(open.threshold, 5);
  EXPECT_EQ((*rounds)[1].membership_date, "2026-11-22");
  EXPECT_EQ((*rounds)[2].year_rule.to, "2021-08-31");
}

}  // namespace
}  // namespace lontar::catalogue
