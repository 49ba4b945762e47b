// The three collections on disk, what each of them says of itself, and the code lists.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/check.h"
#include "core/catalogue/round_text.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

constexpr const char* kCollections[] = {"child-labour-2025", "oshnet-scorecard", "lmis-common"};

Catalogue Collection(absl::string_view name) {
  auto catalogue = LoadCollection(name);
  EXPECT_TRUE(catalogue.ok()) << name << ": " << catalogue.status();
  return *std::move(catalogue);
}

std::string CodesOf(const Catalogue& catalogue) {
  return absl::StrJoin(catalogue.indicators(), " ", [](std::string* out, const Indicator& one) {
    absl::StrAppend(out, one.code);
  });
}

TEST(PublishedCollections, NameTheirSourcesAndMarkTheirGuesses) {
  for (const char* name : kCollections) {
    const Catalogue catalogue = Collection(name);
    EXPECT_FALSE(catalogue.sources().empty()) << name;
    for (const Indicator& indicator : catalogue.indicators()) {
      EXPECT_FALSE(indicator.definition.empty()) << indicator.id;
      EXPECT_FALSE(indicator.universe.empty()) << indicator.id;
      EXPECT_THAT(indicator.guesses, Contains("universe")) << indicator.id;
      const bool has_figures = std::ranges::any_of(indicator.measures, [](const Measure& measure) {
        return measure.kind != MeasureKind::kAssessment;
      });
      EXPECT_EQ(!indicator.stock_or_flow.empty(), has_figures) << indicator.id;
    }
  }
}

TEST(PublishedCollections, CompareMembersOnlyWhereTheSourceAsksForIt) {
  EXPECT_FALSE(Collection("child-labour-2025").comparison_allowed());
  EXPECT_TRUE(Collection("oshnet-scorecard").comparison_allowed());
  EXPECT_FALSE(Collection("lmis-common").comparison_allowed());
}

TEST(PublishedCollections, TheScorecardHasSevenQuantitativeAndThreeQualitativeIndicators) {
  const Catalogue scorecard = Collection("oshnet-scorecard");
  EXPECT_EQ(CodesOf(scorecard), "A1 A2 A3 A4 A5 A6 A7 B1 B2 B3");
  std::vector<std::string> letters;
  for (const FrameworkRow& row : scorecard.framework()) letters.push_back(row.id);
  EXPECT_THAT(letters, ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
  for (const Indicator& indicator : scorecard.indicators()) {
    const bool is_told = indicator.measures.front().kind == MeasureKind::kAssessment;
    EXPECT_EQ(is_told, indicator.list == "B") << indicator.id;
  }
}

TEST(PublishedCollections, TheLabourMarketHasSevenIndicatorsWithFigures) {
  const Catalogue market = Collection("lmis-common");
  EXPECT_EQ(CodesOf(market), "A1 A2 A3 A4 A5 A6 A7");
  EXPECT_EQ(market.FindByCode("A7")->age_range, (observation::AgeInterval{.from = 15, .to = 24}));
}

// A block of another collection is checked by the same rules.
TEST(PublishedCollections, AFigureOfEachCanBeReported) {
  for (const char* name : kCollections) {
    const Catalogue catalogue = Collection(name);
    for (const Indicator& indicator : catalogue.indicators()) {
      observation::Row row = RowOf({}, "1");
      for (const std::string& id : indicator.dimensions) {
        const Dimension& dimension = *catalogue.FindDimension(id);
        const bool has_age = dimension.is_age && indicator.age_range.has_value();
        row.codes.push_back(has_age ? indicator.age_code : dimension.total);
      }
      for (const Measure& measure : indicator.measures) {
        if (measure.kind == MeasureKind::kAssessment) continue;
        const observation::Block block{.measure = measure.id,
                                       .period = "2016",
                                       .unit_received = measure.unit,
                                       .dimensions = indicator.dimensions,
                                       .rows = {row}};
        EXPECT_THAT(CheckBlock(catalogue, indicator.id, block), IsEmpty()) << indicator.id;
      }
    }
  }
}

// Annex 2 proposes sources for each key result area: an indicator's are those of the areas in whose
// rows it stands with its own wording.
TEST(PublishedRoadmap, TakesDataSourcesFromItsResultAreas) {
  const Catalogue roadmap = Collection("child-labour-2025");
  ASSERT_EQ(roadmap.result_areas().size(), 11u);
  for (const Indicator& indicator : roadmap.indicators()) {
    std::set<std::string> sources;
    for (const FrameworkRow& row : roadmap.framework()) {
      if (row.indicator != indicator.id || !row.variant.empty()) continue;
      const auto area =
          std::ranges::find(roadmap.result_areas(), row.result_area, &ResultArea::name);
      ASSERT_NE(area, roadmap.result_areas().end());
      sources.insert(area->data_sources.begin(), area->data_sources.end());
      EXPECT_EQ(row.id.substr(0, row.id.find('.')), area->id);
    }
    EXPECT_THAT(indicator.data_sources, UnorderedElementsAreArray(sources)) << indicator.id;
  }
}

TEST(PublishedRoadmap, RefersToTheSeriesOfTheGoals) {
  const Catalogue roadmap = Collection("child-labour-2025");
  std::map<std::string, std::string> same;
  for (const CrossReference& reference : roadmap.FindByCode("A1")->cross_references) {
    if (reference.system == "IAEG-SDGs") {
      same[reference.series] = absl::StrCat(reference.measure, " ", reference.codes.at("concept"));
    }
    EXPECT_TRUE(reference.is_same) << reference.series;
    EXPECT_EQ(reference.sdg, "8.7.1");
  }
  EXPECT_EQ(same, (std::map<std::string, std::string>{{"SL_TLF_CHLDEA", "proportion EA"},
                                                      {"SL_TLF_CHLDEC", "proportion EAHC"},
                                                      {"SL_TLF_CHLDEAN", "number EA"},
                                                      {"SL_TLF_CHLDECN", "number EAHC"}}));
  for (const char* code : {"A12", "B7", "C5", "C8"}) {
    ASSERT_EQ(roadmap.FindByCode(code)->cross_references.size(), 1u) << code;
    EXPECT_FALSE(roadmap.FindByCode(code)->cross_references[0].is_same) << code;
  }
}

TEST(PublishedCodes, HaveTheValuesOfTheRegistry) {
  const Catalogue roadmap = Collection("child-labour-2025");
  for (const char* code : {"F", "M", "_T", "_U", "_Z", "_O", "_N"}) {
    EXPECT_TRUE(roadmap.FindCodeList("sex")->Has(code)) << code;
  }
  EXPECT_EQ(roadmap.FindCodeList("age")->IdOf("Y_LT18"), "Y0T17");
  EXPECT_FALSE(roadmap.FindCodeList("age")->Has("Y_LT18"));
  const CodeList& activities = *roadmap.FindCodeList("activity");
  for (char section = 'A'; section <= 'U'; ++section) {
    EXPECT_TRUE(activities.Has(std::string(1, section))) << section;
  }
  EXPECT_EQ(activities.Find("A")->parent, "AGR");
  EXPECT_EQ(activities.Find("F")->parent, "IND");
  EXPECT_EQ(activities.Find("G")->parent, "SER");
  EXPECT_EQ(roadmap.FindCodeList("citizenship")->Find("KH")->parent, "NNAT");
}

// How many units of each member hold on a day, without those that are parts of another.
std::map<std::string, int> UnitsOn(absl::string_view date) {
  const Catalogue roadmap = Collection("child-labour-2025");
  std::map<std::string, int> units;
  for (const Code& code : roadmap.FindCodeList("geo")->codes) {
    if (code.id[0] == '_' || !code.validity.HoldsOn(date)) continue;
    if (code.parent.empty()) ++units[code.id.substr(0, 2)];
  }
  return units;
}

TEST(PublishedPlaces, HaveTheFirstLevelOfEveryMemberOnADay) {
  const std::map<std::string, int> before = UnitsOn("2025-06-30");
  EXPECT_EQ(before, (std::map<std::string, int>{{"BN", 4},
                                                {"KH", 25},
                                                {"ID", 7},
                                                {"LA", 18},
                                                {"MY", 16},
                                                {"MM", 15},
                                                {"PH", 17},
                                                {"SG", 5},
                                                {"TH", 78},
                                                {"TL", 13},
                                                {"VN", 63}}));
  std::map<std::string, int> after = before;
  after["VN"] = 34;
  EXPECT_EQ(UnitsOn("2025-07-01"), after);
}

TEST(PublishedPlaces, ACodeThatIsNotOfTheStandardSaysSo) {
  const Catalogue roadmap = Collection("child-labour-2025");
  for (const Code& code : roadmap.FindCodeList("geo")->codes) {
    if (code.id[0] == '_') continue;
    EXPECT_EQ(code.id[2] == '-', !code.is_national) << code.id;
    EXPECT_EQ(code.basis.empty(), code.validity == Validity()) << code.id;
  }
  EXPECT_TRUE(roadmap.FindCodeList("geo")->Find("VN-HN")->validity.HoldsOn("2026-01-01"));
  EXPECT_EQ(roadmap.FindCodeList("geo")->Find("ID-PE")->is_guess, true);
}

TEST(PublishedNationalCodes, AreOfMembers) {
  const Catalogue roadmap = Collection("child-labour-2025");
  std::set<std::string> members;
  const auto read = ReadMembers(ReadSource("catalogues/asean/members.yaml"));
  ASSERT_TRUE(read.ok()) << read.status();
  for (const MemberText& member : *read) members.insert(member.code);
  for (const NationalCode& code : roadmap.national_codes()) {
    EXPECT_TRUE(members.contains(code.member)) << code.member;
  }
  EXPECT_EQ(roadmap.FindNational("PH", "age", "5-9")->code, "Y5T9");
  EXPECT_EQ(roadmap.FindNational("MY", "citizenship", "non citizen")->code, "NNAT");
  EXPECT_TRUE(roadmap.FindNational("MY", "activity", "plantation")->is_guess);
}

TEST(PublishedTexts, ListAIsThereInVietnameseAndIsADraft) {
  const Catalogue roadmap = Collection("child-labour-2025");
  ASSERT_NE(roadmap.FindTranslation("vi"), nullptr);
  EXPECT_TRUE(roadmap.FindTranslation("vi")->is_draft);
  for (const Indicator& indicator : roadmap.indicators()) {
    const std::string subject = absl::StrCat("indicator ", indicator.id);
    for (const char* field : {"name", "short name"}) {
      const Text text = roadmap.TextOf(subject, field, "vi");
      EXPECT_EQ(text.is_fallback, indicator.list != "A") << subject << " " << field;
      EXPECT_EQ(text.text.rfind("[en] ", 0) == 0, text.is_fallback) << subject;
    }
  }
}

}  // namespace
}  // namespace lontar::catalogue
