#include "core/sdmx/selection.h"

#include <random>

#include "core/base/problem.h"
#include "core/sdmx/time_value.h"
#include "gtest/gtest.h"
#include "tests/unit/sdmx/kept_figures.h"

namespace lontar::sdmx {
namespace {

// Two dimensions, a measure, three attributes.
Structure SmallStructure() {
  Structure structure;
  structure.reference = {"ASEC", "SMALL", "1.0.0"};
  structure.dimensions = {{.id = "REF_AREA", .name = "Area"}, {.id = "SEX", .name = "Sex"}};
  structure.time = {.id = "TIME_PERIOD", .name = "Time", .text_type = "ObservationalTimePeriod"};
  structure.measure = {.id = "OBS_VALUE", .name = "Value", .text_type = "Decimal"};
  structure.attributes = {{.id = "OBS_STATUS", .name = "Status"},
                          {.id = "DATA_PROVIDER", .name = "Provider"},
                          {.id = "LOG_INDEX", .name = "Index", .text_type = "Integer"}};
  return structure;
}

Observation Of(const std::string& area, const std::string& sex, const std::string& period,
               const std::string& value) {
  Observation observation;
  observation.key = {area, sex};
  observation.period = period;
  observation.value = value;
  observation.attributes = {value.empty() ? "L" : "A", area + "_GSO", "10"};
  return observation;
}

std::vector<Observation> Selected(const Selection& selection,
                                  const std::vector<Observation>& observations) {
  const Structure structure = SmallStructure();
  EXPECT_TRUE(CheckSelection(selection, structure).ok());
  KeptFigures kept;
  Selector selector(selection, structure, &kept);
  EXPECT_TRUE(selector.Begin().ok());
  for (const Observation& observation : observations) {
    EXPECT_TRUE(selector.Observe(observation).ok());
  }
  EXPECT_TRUE(selector.End().ok());
  return kept.all;
}

bool Holds(const std::string& component, const Term& term, const Observation& observation) {
  Selection selection;
  selection.filters = {{component, {{term}}}};
  return Selected(selection, {observation}).size() == 1;
}

TEST(Selection, ComparesEachComponentAsWhatItIs) {
  const Observation observation = Of("KH", "F", "2016-Q3", "9.50");
  // Numbers as numbers: as texts "10" would stand before "9".
  EXPECT_TRUE(Holds("OBS_VALUE", {Op::kEq, "9.5"}, observation));
  EXPECT_TRUE(Holds("OBS_VALUE", {Op::kLt, "10"}, observation));
  EXPECT_FALSE(Holds("OBS_VALUE", {Op::kGt, "10"}, observation));
  EXPECT_TRUE(Holds("LOG_INDEX", {Op::kGe, "9"}, observation));
  // Codes as texts.
  EXPECT_TRUE(Holds("REF_AREA", {Op::kStartsWith, "K"}, observation));
  EXPECT_TRUE(Holds("REF_AREA", {Op::kEndsWith, "H"}, observation));
  EXPECT_TRUE(Holds("DATA_PROVIDER", {Op::kContains, "_G"}, observation));
  EXPECT_FALSE(Holds("DATA_PROVIDER", {Op::kContainsNot, "_G"}, observation));
  EXPECT_TRUE(Holds("SEX", {Op::kNe, "M"}, observation));
  // Times by their days.
  for (const char* earlier : {"2016", "2016-Q3", "2016-07", "2016-07-01", "2016-06-30T12:00:00"}) {
    EXPECT_TRUE(Holds("TIME_PERIOD", {Op::kGe, earlier}, observation)) << earlier;
  }
  EXPECT_FALSE(Holds("TIME_PERIOD", {Op::kGe, "2016-07-02"}, observation));
  EXPECT_TRUE(Holds("TIME_PERIOD", {Op::kLe, "2016-09"}, observation));
  EXPECT_FALSE(Holds("TIME_PERIOD", {Op::kLe, "2016-08"}, observation));
  EXPECT_TRUE(Holds("TIME_PERIOD", {Op::kGt, "2016-Q2"}, observation));
  EXPECT_FALSE(Holds("TIME_PERIOD", {Op::kGt, "2016"}, observation));
  EXPECT_TRUE(Holds("TIME_PERIOD", {Op::kLt, "2016-Q4"}, observation));
}

TEST(Selection, WhatIsNotStatedIsNothing) {
  const Observation missing = Of("KH", "F", "2016", "");
  EXPECT_FALSE(Holds("OBS_VALUE", {Op::kEq, "0"}, missing));
  EXPECT_FALSE(Holds("OBS_VALUE", {Op::kLt, "1"}, missing));
  EXPECT_TRUE(Holds("OBS_VALUE", {Op::kNe, "1"}, missing));
}

TEST(Selection, ChecksWhatItIsAskedFor) {
  const Structure structure = SmallStructure();
  const auto reason = [&structure](const Selection& selection) {
    return base::ReasonOf(CheckSelection(selection, structure));
  };
  Selection selection;
  selection.keys = {{{}, {}, {}}};
  EXPECT_EQ(reason(selection), "SDMX_QUERY");
  selection.keys = {{{"NO_SUCH_AREA"}}};  // an unknown code finds nothing, and is no error
  EXPECT_EQ(reason(selection), "");
  for (const ComponentFilter& filter : {ComponentFilter{"NO_SUCH", {{{Op::kEq, "A"}}}},
                                        {"TIME_PERIOD", {{{Op::kEq, "soon"}}}},
                                        {"TIME_PERIOD", {{{Op::kContains, "2016"}}}},
                                        {"OBS_VALUE", {{{Op::kGt, "1,5"}}}}}) {
    Selection one;
    one.filters = {filter};
    EXPECT_EQ(reason(one), "SDMX_QUERY") << filter.component;
  }
  Selection attributes;
  attributes.attributes = {"NO_SUCH"};
  EXPECT_EQ(reason(attributes), "SDMX_QUERY");
}

TEST(Selection, TakesSoManyOfEachSeriesAndAPageOfAll) {
  std::vector<Observation> all;
  for (const char* sex : {"F", "M"}) {
    for (const char* period : {"2012", "2014", "2016", "2018"}) {
      all.push_back(Of("KH", sex, period, "1"));
    }
  }
  const auto periods = [&all](const Selection& selection) {
    std::string text;
    for (const Observation& one : Selected(selection, all)) text += one.key[1] + one.period + " ";
    return text;
  };
  Selection ends;
  ends.first = 1;
  ends.last = 2;
  EXPECT_EQ(periods(ends), "F2012 F2016 F2018 M2012 M2016 M2018 ");
  ends.offset = 1;
  ends.limit = 3;
  EXPECT_EQ(periods(ends), "F2016 F2018 M2012 ");
  Selection many;
  many.first = 3;
  many.last = 3;  // none twice
  EXPECT_EQ(periods(many), "F2012 F2014 F2016 F2018 M2012 M2014 M2016 M2018 ");
  Selection keys;
  keys.is_series_only = true;
  EXPECT_EQ(periods(keys), "F M ");
}

TEST(Selection, LeavesOutWhatIsNotAskedFor) {
  Selection selection;
  selection.attributes = {"LOG_INDEX"};
  selection.has_values = false;
  const auto selected = Selected(selection, {Of("KH", "F", "2016", "1")});
  ASSERT_EQ(selected.size(), 1u);
  EXPECT_EQ(selected[0].value, "");
  EXPECT_EQ(selected[0].attributes, std::vector<std::string>{"10"});
  const Structure reduced = StructureOfSelection(selection, SmallStructure());
  ASSERT_EQ(reduced.attributes.size(), 1u);
  EXPECT_EQ(reduced.attributes[0].id, "LOG_INDEX");
}

TEST(Selection, AProviderIsAnOfficeOrAMember) {
  const std::vector<Observation> all = {Of("KH", "F", "2016", "1"), Of("VN", "F", "2016", "2")};
  Selection selection;
  selection.providers = {"KH_GSO"};
  EXPECT_EQ(Selected(selection, all).size(), 1u);
  selection.providers = {"VN"};
  EXPECT_EQ(Selected(selection, all).at(0).value, "2");
  selection.providers = {"VN", "KH_GSO"};
  EXPECT_EQ(Selected(selection, all).size(), 2u);
}

TEST(Selection, SaysWhichCodesADimensionMayHave) {
  const Structure structure = SmallStructure();
  Selection selection;
  EXPECT_FALSE(CodesAskedFor(selection, structure, "REF_AREA"));
  selection.keys = {{{"KH"}}, {{"VN", "TH"}, {"F"}}};
  EXPECT_EQ(CodesAskedFor(selection, structure, "REF_AREA")->size(), 3u);
  EXPECT_FALSE(CodesAskedFor(selection, structure, "SEX"));
  selection.keys.clear();
  selection.filters = {{"REF_AREA", {{{Op::kNe, "KH"}}}}};
  EXPECT_FALSE(CodesAskedFor(selection, structure, "REF_AREA"));
  selection.filters = {{"REF_AREA", {{{Op::kEq, "KH"}}, {{Op::kEq, "VN"}}}}};
  EXPECT_EQ(CodesAskedFor(selection, structure, "REF_AREA")->size(), 2u);
}

// The slow reference: the definition of the grammar, read over whole lists.
bool MatchesSlowly(const Selection& selection, const Observation& observation) {
  bool fits_key = selection.keys.empty();
  for (const KeyPattern& key : selection.keys) {
    bool all = true;
    for (size_t i = 0; i < key.size(); ++i) {
      bool any = key[i].empty();
      for (const std::string& code : key[i]) any = any || code == observation.key[i];
      all = all && any;
    }
    fits_key = fits_key || all;
  }
  for (const ComponentFilter& filter : selection.filters) {
    const std::string& text = filter.component == "SEX" ? observation.key[1] : observation.period;
    bool any = false;
    for (const std::vector<Term>& terms : filter.any) {
      bool all = true;
      for (const Term& term : terms) {
        // Years of four digits and single letters are ordered as texts are.
        const int order = text.compare(term.value);
        all = all && (term.op == Op::kEq   ? order == 0
                      : term.op == Op::kNe ? order != 0
                      : term.op == Op::kGe ? order >= 0
                                           : order <= 0);
      }
      any = any || all;
    }
    fits_key = fits_key && any;
  }
  return fits_key;
}

TEST(Selection, AgreesWithASlowReference) {
  std::mt19937 random(20261127);  // a fixed seed
  const auto below = [&random](int most) { return static_cast<int>(random() % most); };
  const std::vector<std::string> areas = {"KH", "TH", "VN"};
  const std::vector<std::string> sexes = {"F", "M", "_T"};
  const std::vector<std::string> years = {"2012", "2014", "2016", "2018"};
  std::vector<Observation> all;
  for (const auto& area : areas) {
    for (const auto& sex : sexes) {
      for (const auto& year : years) all.push_back(Of(area, sex, year, "1"));
    }
  }
  size_t found = 0;
  for (int round = 0; round < 2000; ++round) {
    Selection selection;
    for (int keys = below(3); keys > 0; --keys) {
      KeyPattern key(1 + below(2));
      for (size_t i = 0; i < key.size(); ++i) {
        for (int codes = below(3); codes > 0; --codes) {
          key[i].push_back(i == 0 ? areas[below(3)] : sexes[below(3)]);
        }
      }
      selection.keys.push_back(key);
    }
    for (const char* component : {"SEX", "TIME_PERIOD"}) {
      if (below(2) == 0) continue;
      ComponentFilter filter{component, {}};
      for (int any = 1 + below(2); any > 0; --any) {
        std::vector<Term> terms;
        for (int one = 1 + below(2); one > 0; --one) {
          const Op op = std::vector<Op>{Op::kEq, Op::kNe, Op::kGe, Op::kLe}[below(4)];
          terms.push_back(
              {op, component == std::string("SEX") ? sexes[below(3)] : years[below(4)]});
        }
        filter.any.push_back(terms);
      }
      selection.filters.push_back(filter);
    }
    size_t expected = 0;
    for (const Observation& observation : all) {
      if (MatchesSlowly(selection, observation)) ++expected;
    }
    ASSERT_EQ(Selected(selection, all).size(), expected) << "round " << round;
    found += expected;
  }
  EXPECT_GT(found, 1000u);
}

TEST(TimeValue, ReadsPeriodsDaysAndInstants) {
  using absl::CivilDay;
  const auto bounds = [](const char* text) { return TimeBoundsOf(text); };
  EXPECT_EQ(bounds("2016"), (TimeBounds{CivilDay(2016, 1, 1), CivilDay(2016, 12, 31)}));
  EXPECT_EQ(bounds("2016-A1"), bounds("2016"));
  EXPECT_EQ(bounds("2016-S2"), (TimeBounds{CivilDay(2016, 7, 1), CivilDay(2016, 12, 31)}));
  EXPECT_EQ(bounds("2016-T2"), (TimeBounds{CivilDay(2016, 5, 1), CivilDay(2016, 8, 31)}));
  EXPECT_EQ(bounds("2016-M02"), (TimeBounds{CivilDay(2016, 2, 1), CivilDay(2016, 2, 29)}));
  EXPECT_EQ(bounds("2016-02"), bounds("2016-M02"));
  EXPECT_EQ(bounds("2016-12"), (TimeBounds{CivilDay(2016, 12, 1), CivilDay(2016, 12, 31)}));
  EXPECT_EQ(bounds("2016-02-29"), (TimeBounds{CivilDay(2016, 2, 29), CivilDay(2016, 2, 29)}));
  EXPECT_EQ(bounds("2016-02-29T23:59:59"), bounds("2016-02-29"));
  for (const char* none :
       {"", "soon", "2016-13", "2016-02-30", "2016-02-29 12:00", "16", "2016-+1"}) {
    EXPECT_FALSE(TimeBoundsOf(none)) << none;
  }
  EXPECT_EQ(InstantOf("2026-11-22"), absl::FromUnixSeconds(1795305600));
  EXPECT_EQ(InstantOf("2026-11-22T01:00:00Z"), absl::FromUnixSeconds(1795309200));
  EXPECT_EQ(InstantOf("2026-11-22T01:00:00"), InstantOf("2026-11-22T01:00:00Z"));
  EXPECT_EQ(InstantOf("2026-11-22T08:00:00+07:00"), InstantOf("2026-11-22T01:00:00Z"));
  EXPECT_EQ(InstantOf("2026-11-22T01:00:00.500Z"),
            *InstantOf("2026-11-22T01:00:00Z") + absl::Milliseconds(500));
  for (const char* none :
       {"", "2026", "2026-11-22 01:00", "infinite-past", "2026-11-22T25:00:00Z"}) {
    EXPECT_FALSE(InstantOf(none)) << none;
  }
}

}  // namespace
}  // namespace lontar::sdmx
