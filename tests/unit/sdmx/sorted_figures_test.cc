#include "core/sdmx/sorted_figures.h"

#include <algorithm>
#include <limits>
#include <random>

#include "core/base/problem.h"
#include "tests/unit/sdmx/examples.h"

namespace lontar::sdmx {
namespace {

// FREQ, REF_AREA, INDICATOR, SEX, AGE, COMP_BREAKDOWN.
const Structure& SortedStructure() {
  static const auto* structure = new Structure(StructureOf(EmptyLog().catalogue(), SmallOptions()));
  return *structure;
}

absl::StatusOr<SortOrder> OrderOf(const std::vector<SortTerm>& sort, const SortedForm& form = {}) {
  Selection selection;
  selection.sort = sort;
  return SortOrder::Make(selection, SortedStructure(), form);
}

std::string RefusalOf(const std::vector<SortTerm>& sort, const SortedForm& form) {
  const auto order = OrderOf(sort, form);
  EXPECT_EQ(base::ReasonOf(order.status()), "SDMX_QUERY") << order.status();
  return std::string(order.status().message());
}

// In the order of their days.
const std::vector<std::string>& PeriodsInTime() {
  static const auto* periods =
      new std::vector<std::string>{"2015",     "2016-M01", "2016-Q1", "2016-T1",  "2016-S1", "2016",
                                   "2016-M07", "2016-Q3",  "2016-S2", "2016-M12", "2017"};
  return *periods;
}

Observation ForSorting(const std::vector<std::string>& codes, const std::string& period,
                       const std::string& status) {
  const Structure& structure = SortedStructure();
  Observation one;
  one.key = {"A", codes[0], codes[1], codes[2], "_T", "_T"};
  one.period = period;
  one.value = "1";
  one.attributes.resize(structure.attributes.size());
  one.attributes[structure.AttributeAt("OBS_STATUS")] = status;
  one.attributes[structure.AttributeAt("UNIT_MEASURE")] = codes[1] == "I1" ? "PT" : "NUMBER";
  return one;
}

// Each series together, in the order of keys, as a stream has them; `id` tells them apart.
std::vector<Observation> StreamToSort(std::mt19937* random, size_t data_sets) {
  const auto below = [random](size_t most) { return (*random)() % most; };
  std::vector<Observation> stream;
  for (size_t set = 0; set < data_sets; ++set) {
    for (const char* area : {"KH", "TH", "VN"}) {
      for (const char* indicator : {"I1", "I2"}) {
        for (const char* sex : {"F", "M", "_T"}) {
          for (const std::string& period : PeriodsInTime()) {
            if (below(4) != 0) continue;
            Observation one = ForSorting({area, indicator, sex}, period,
                                         std::vector<std::string>{"", "A", "E"}[below(3)]);
            one.edition = data_sets == 3 ? set : 0;
            one.is_deleted = data_sets == 2 && set == 0;
            const size_t index = SortedStructure().AttributeAt("LOG_INDEX");
            one.attributes[index] = absl::StrCat(below(120));
            one.attributes[SortedStructure().AttributeAt("COMMENT_OBS")] =
                absl::StrCat("id ", stream.size());
            stream.push_back(one);
          }
        }
      }
    }
  }
  return stream;
}

// What is compared of a figure, so that texts compare as they should.
std::string PlainKey(const Observation& one, const std::string& component) {
  const Structure& structure = SortedStructure();
  if (component == "TIME_PERIOD") {
    const auto found = std::ranges::find(PeriodsInTime(), one.period);
    return std::string(1, static_cast<char>('a' + (found - PeriodsInTime().begin())));
  }
  const int dimension = structure.DimensionAt(component);
  if (dimension >= 0) return one.key[dimension];
  const std::string& text = one.attributes[structure.AttributeAt(component)];
  return component == "LOG_INDEX" ? std::string(8 - text.size(), '0') + text : text;
}

bool IsBeforePlainly(const Observation& a, const Observation& b,
                     const std::vector<SortTerm>& terms) {
  for (const SortTerm& term : terms) {
    const std::string first = PlainKey(a, term.component);
    const std::string second = PlainKey(b, term.component);
    if (first != second) return term.is_descending ? first > second : first < second;
  }
  return false;
}

// Data set by data set, and what is equal stays as it was.
std::vector<Observation> SortedPlainly(std::vector<Observation> stream,
                                       const std::vector<SortTerm>& terms) {
  std::ranges::stable_sort(stream, [&terms](const Observation& a, const Observation& b) {
    if (a.is_deleted != b.is_deleted) return a.is_deleted;
    if (a.edition != b.edition) return a.edition < b.edition;
    return IsBeforePlainly(a, b, terms);
  });
  return stream;
}

std::vector<Observation> SortedByUs(const std::vector<Observation>& stream, const SortOrder& order,
                                    std::optional<uint64_t> keep = std::nullopt) {
  SortedFigures sorted(order, keep);
  EXPECT_TRUE(sorted.Begin().ok());
  for (const Observation& one : stream) EXPECT_TRUE(sorted.Observe(one).ok());
  EXPECT_TRUE(sorted.End().ok());
  std::vector<Observation> figures;
  for (size_t i = 0; i < sorted.size(); ++i) figures.push_back(sorted.At(i));
  return figures;
}

std::vector<std::string> IdsOf(const std::vector<Observation>& figures) {
  std::vector<std::string> ids;
  const size_t comment = SortedStructure().AttributeAt("COMMENT_OBS");
  for (const Observation& one : figures) ids.push_back(one.attributes[comment]);
  return ids;
}

std::vector<SortTerm> AnyTerms(std::mt19937* random, std::vector<std::string> components) {
  std::shuffle(components.begin(), components.end(), *random);
  std::vector<SortTerm> terms;
  for (size_t i = 0; i < 1 + (*random)() % 3; ++i) {
    terms.push_back({components[i], (*random)() % 2 == 0});
  }
  return terms;
}

TEST(SortedFigures, AgreeWithASlowReference) {
  std::mt19937 random(20261127);  // a fixed seed
  for (int round = 0; round < 300; ++round) {
    const std::vector<Observation> stream = StreamToSort(&random, 1 + round % 3);
    const std::vector<SortTerm> terms = AnyTerms(
        &random, {"REF_AREA", "INDICATOR", "SEX", "TIME_PERIOD", "OBS_STATUS", "LOG_INDEX"});
    const auto order = OrderOf(terms);
    ASSERT_TRUE(order.ok()) << order.status();
    const std::vector<Observation> expected = SortedPlainly(stream, terms);
    const std::vector<Observation> found = SortedByUs(stream, *order);
    ASSERT_EQ(IdsOf(found), IdsOf(expected)) << "round " << round;
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].key, expected[i].key);
      EXPECT_EQ(found[i].period, expected[i].period);
      EXPECT_EQ(found[i].value, expected[i].value);
      EXPECT_EQ(found[i].attributes, expected[i].attributes);
      EXPECT_EQ(found[i].is_deleted, expected[i].is_deleted);
      EXPECT_EQ(found[i].edition, expected[i].edition);
    }
    if (order->is_own()) {
      EXPECT_EQ(IdsOf(found), IdsOf(stream)) << "round " << round;
    }
  }
}

// With series: by what belongs to them, then by their keys, and in each by what belongs to figures.
TEST(SortedFigures, LeaveSeriesWhole) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::vector<Observation> stream = StreamToSort(&random, 1 + round % 3);
    std::vector<SortTerm> terms =
        AnyTerms(&random, {"REF_AREA", "INDICATOR", "SEX", "UNIT_MEASURE"});
    std::vector<SortTerm> in_series = AnyTerms(&random, {"TIME_PERIOD", "OBS_STATUS", "LOG_INDEX"});
    std::vector<SortTerm> asked = terms;
    asked.insert(asked.end(), in_series.begin(), in_series.end());
    const auto order = OrderOf(asked, {.has_series = true});
    ASSERT_TRUE(order.ok()) << order.status();
    for (const char* rest : {"REF_AREA", "INDICATOR", "SEX"}) terms.push_back({rest});
    terms.insert(terms.end(), in_series.begin(), in_series.end());
    ASSERT_EQ(IdsOf(SortedByUs(stream, *order)), IdsOf(SortedPlainly(stream, terms)))
        << "round " << round;
  }
}

TEST(SortedFigures, TheFirstAreThoseOfAll) {
  std::mt19937 random(11);
  std::vector<Observation> stream;
  while (stream.size() < 4000) {
    for (Observation& one : StreamToSort(&random, 1)) stream.push_back(one);
  }
  const auto order = OrderOf({{"TIME_PERIOD", true}, {"SEX"}});
  ASSERT_TRUE(order.ok());
  std::vector<std::string> all = IdsOf(SortedByUs(stream, *order));
  for (const size_t keep : {1, 7, 100, 1500, 5000}) {
    std::vector<std::string> first = all;
    first.resize(std::min(keep, all.size()));
    EXPECT_EQ(IdsOf(SortedByUs(stream, *order, keep)), first) << keep;
  }
}

TEST(SortedFigures, MoreThanFitAreRefusedButForTheFirst) {
  constexpr size_t kSmall = 100'000;
  const auto order = OrderOf({{"TIME_PERIOD", true}});
  ASSERT_TRUE(order.ok());
  const auto send = [&order](std::optional<uint64_t> keep) {
    SortedFigures sorted(*order, keep, kSmall);
    absl::Status status;
    for (int i = 0; i < 2000 && status.ok(); ++i) {
      Observation one = ForSorting({"KH", "I1", "F"}, "2016", "A");
      one.value = absl::StrCat(i);
      status = sorted.Observe(one);
    }
    return status;
  };
  EXPECT_EQ(base::ReasonOf(send(std::nullopt)), "SDMX_TOO_LARGE");
  EXPECT_TRUE(send(100).ok());
  EXPECT_EQ(base::ReasonOf(send(std::numeric_limits<uint64_t>::max())), "SDMX_TOO_LARGE");
  EXPECT_EQ(base::ReasonOf(send(1500)), "SDMX_TOO_LARGE");
}

// With eleven dimensions, values of their own, and a comment on every tenth.
// "10" < "5a" < "9" as texts and 9 < 10 as numbers would be no order, on which a sort goes astray.
TEST(SortedFigures, WhatIsNoNumberComesBeforeAllNumbers) {
  const size_t index = SortedStructure().AttributeAt("LOG_INDEX");
  SortedFigures sorted(*OrderOf({{.component = "LOG_INDEX"}}, {.is_flat = true}), std::nullopt);
  for (const char* text : {"10", "5a", "9", ""}) {
    Observation one = ForSorting({"KH", "I1", "F"}, "2016", "A");
    one.attributes[index] = text;
    ASSERT_TRUE(sorted.Observe(one).ok());
  }
  ASSERT_TRUE(sorted.End().ok());
  std::vector<std::string> order;
  for (size_t i = 0; i < sorted.size(); ++i) order.push_back(sorted.At(i).attributes[index]);
  EXPECT_EQ(order, (std::vector<std::string>{"", "5a", "9", "10"}));
}

TEST(SortedFigures, TwentyThousandFit) {
  const auto order = OrderOf({{"TIME_PERIOD", true}});
  ASSERT_TRUE(order.ok());
  SortedFigures sorted(*order, std::nullopt);
  int fitted = 0;
  for (; fitted < 100'000; ++fitted) {
    Observation one = ForSorting({"KH", "I1", "F"}, "2016", "A");
    one.key.resize(11, "_T");
    one.value = absl::StrCat(fitted, ".5");
    one.attributes[SortedStructure().AttributeAt("LOG_INDEX")] = absl::StrCat(fitted / 50);
    if (fitted % 10 == 0) {
      one.attributes[SortedStructure().AttributeAt("COMMENT_OBS")] =
          absl::StrCat("the sample was too small in two provinces, see page ", fitted);
    }
    if (!sorted.Observe(one).ok()) break;
  }
  EXPECT_GE(fitted, 20'000);
  EXPECT_LT(fitted, 100'000);
}

TEST(SortOrder, KnowsTheStreamsOwn) {
  const SortedForm in_series{.has_series = true};
  EXPECT_TRUE(OrderOf({})->is_own());
  EXPECT_TRUE(OrderOf({{"REF_AREA"}})->is_own());
  EXPECT_TRUE(OrderOf({{"REF_AREA"}, {"TIME_PERIOD"}}, in_series)->is_own());
  EXPECT_TRUE(OrderOf({{"TIME_PERIOD"}}, in_series)->is_own());
  EXPECT_FALSE(OrderOf({{"TIME_PERIOD"}})->is_own());
  EXPECT_FALSE(OrderOf({{"TIME_PERIOD", true}}, in_series)->is_own());
  EXPECT_FALSE(OrderOf({{"REF_AREA", true}})->is_own());
  EXPECT_FALSE(OrderOf({{"REF_AREA"}, {"INDICATOR"}})->is_own());
  EXPECT_FALSE(OrderOf({{"*"}}, in_series)->is_own());
}

TEST(SortOrder, AStarIsAllDimensionsAndASeriesKeyAllButTime) {
  const size_t dimensions = SortedStructure().dimensions.size();
  EXPECT_EQ(OrderOf({{"*"}})->steps().size(), dimensions + 1);
  EXPECT_EQ(OrderOf({{"series_key"}})->steps().size(), dimensions);
  const auto order = OrderOf({{"TIME_PERIOD", true}, {"*"}});
  EXPECT_EQ(order->steps().size(), dimensions + 1);
  EXPECT_EQ(order->steps().front().of, SortOrder::Of::kTime);
  EXPECT_TRUE(order->steps().front().is_descending);
}

TEST(SortOrder, SaysWhatCannotBe) {
  const SortedForm in_series{.has_series = true};
  EXPECT_NE(RefusalOf({{"NO_SUCH"}}, {}).find("NO_SUCH"), std::string::npos);
  RefusalOf({{"OBS_VALUE"}}, {});
  EXPECT_NE(RefusalOf({{"series_key"}}, {.is_flat = true}).find("write *"), std::string::npos);
  EXPECT_NE(RefusalOf({{"TIME_PERIOD"}, {"SEX"}}, in_series).find("AllDimensions"),
            std::string::npos);
  RefusalOf({{"OBS_STATUS"}, {"UNIT_MEASURE"}}, in_series);
  Selection alone;
  alone.is_series_only = true;
  alone.sort = {{"TIME_PERIOD"}};
  EXPECT_EQ(base::ReasonOf(SortOrder::Make(alone, SortedStructure(), in_series).status()),
            "SDMX_QUERY");
  alone.sort = {{"*", true}};
  EXPECT_TRUE(SortOrder::Make(alone, SortedStructure(), in_series).ok());
}

}  // namespace
}  // namespace lontar::sdmx
