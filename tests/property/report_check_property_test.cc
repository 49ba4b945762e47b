// Laws of the rules on reports, on random blocks. A failure names its seed.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/catalogue/brackets.h"
#include "core/catalogue/report_check.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using observation::AgeInterval;
using observation::Block;
using observation::Row;

const Catalogue& Loaded() {
  static const auto* loaded = new Catalogue(LoadPublished().value());
  return *loaded;
}

class Blocks {
 public:
  explicit Blocks(uint64_t seed) : random_(seed) {}
  size_t Below(size_t limit) { return random_() % limit; }

  IndicatorBlock Trained(const std::string& period) {
    const Indicator& of = *Loaded().FindIndicator("labour-inspectors-trained");
    IndicatorBlock block{of.id, {"number", period, "PS", of.dimensions, {}}};
    for (const char* sex : {"_T", "F", "M", "_U"}) {
      for (const char* place : {"_T", "KH-12", "PH-00"}) {
        if (Below(4) == 0) continue;
        Row row{.codes = {sex, "_T", place}};
        row.value.mantissa = static_cast<int64_t>(Below(Below(5) == 0 ? 50'000 : 60));
        if (Below(6) == 0) row.definition = "accumulated";
        block.block.rows.push_back(std::move(row));
      }
    }
    return block;
  }

  CheckContext Context() {
    CheckContext context{.provider = "KH.MLVT",
                         .date = "2021-01-01",
                         .round_cut_off = "2021-08-31",
                         .round_from = 2015,
                         .round_to = "2019-06-30"};
    for (int year = 2010; year < 2019; ++year) {
      if (Below(4) > 0) context.history.push_back(Trained(absl::StrCat(year)));
    }
    const IndicatorBlock theirs = Trained("2019");
    context.others = {{"KH.NIS", theirs.indicator, theirs.block}};
    return context;
  }

 private:
  std::mt19937_64 random_;
};

using Told = std::set<std::string>;

Told AllOf(const std::vector<ReportFinding>& findings, const std::set<std::string>& ids = {}) {
  Told told;
  for (const ReportFinding& found : findings) {
    if (!ids.empty() && !ids.contains(found.finding.id)) continue;
    told.insert(
        absl::StrCat(found.finding.id, "|", found.finding.column, "|", found.finding.sentence));
  }
  return told;
}

const std::set<std::string> kLocal = {"YEAR_JUMP",      "UNIT_JUMP",     "OUTLIER_OF_HISTORY",
                                      "SOURCES_DIFFER", "SOURCES_AGREE", "LOOKS_CUMULATIVE"};

TEST(ReportCheckProperty, TheOrderOfRowsDoesNotMatter) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    Blocks blocks(seed);
    const CheckContext context = blocks.Context();
    IndicatorBlock block = blocks.Trained("2019");
    const Told told = AllOf(CheckReport(Loaded(), context, {block}));
    // Not of std::ranges, whose rotate clang 14 does not take from this library.
    std::rotate(block.block.rows.begin(),
                block.block.rows.begin() + static_cast<ptrdiff_t>(block.block.rows.size() / 3),
                block.block.rows.end());
    std::ranges::reverse(block.block.rows);
    EXPECT_EQ(told, AllOf(CheckReport(Loaded(), context, {block}))) << seed;
  }
}

TEST(ReportCheckProperty, APartOfTheRowsHasNoLocalFindingThatTheWholeHasNot) {
  size_t found = 0;
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    Blocks blocks(seed);
    const CheckContext context = blocks.Context();
    IndicatorBlock block = blocks.Trained("2019");
    const Told whole = AllOf(CheckReport(Loaded(), context, {block}), kLocal);
    std::erase_if(block.block.rows, [&blocks](const Row&) { return blocks.Below(2) == 0; });
    const Told part = AllOf(CheckReport(Loaded(), context, {block}), kLocal);
    EXPECT_TRUE(std::ranges::includes(whole, part)) << seed;
    found += part.size();
  }
  EXPECT_GT(found, 200u);
}

// Every derivation is right for any counts by single year, and where there is none two counts by
// year agree in all that was sent and differ in what is wanted.
TEST(ReportCheckProperty, BracketsFollowExactlyOrNotAtAll) {
  constexpr int kYears = 8;
  int underivable = 0;
  for (uint64_t seed = 1; seed <= 2000; ++seed) {
    Blocks random(seed);
    const auto some = [&random] {
      const int from = static_cast<int>(random.Below(kYears));
      return AgeInterval{from, from + static_cast<int>(random.Below(kYears - from))};
    };
    std::vector<AgeInterval> sent;
    for (size_t i = 0; i < 1 + random.Below(5); ++i) sent.push_back(some());
    const AgeInterval wanted = some();
    const BracketAnswer answer = DerivableBrackets(sent, wanted);
    std::vector<int> weight(kYears, 0);
    for (const BracketTerm& term : answer.terms) {
      for (int year = term.bracket.from; year <= *term.bracket.to; ++year) {
        weight[static_cast<size_t>(year)] += term.is_added ? 1 : -1;
      }
    }
    for (int year = 0; answer.is_derivable && year < kYears; ++year) {
      const bool is_in = year >= wanted.from && year <= *wanted.to;
      EXPECT_EQ(weight[static_cast<size_t>(year)], is_in ? 1 : 0) << seed;
    }
    if (answer.is_derivable) continue;
    ++underivable;
    // Counts up to each cut: shift those that hang together with the first cut of what is wanted.
    std::set<int> shifted = {wanted.from};
    for (int round = 0; round < kYears; ++round) {
      for (const AgeInterval& age : sent) {
        if (shifted.contains(age.from)) shifted.insert(*age.to + 1);
        if (shifted.contains(*age.to + 1)) shifted.insert(age.from);
      }
    }
    EXPECT_FALSE(shifted.contains(*wanted.to + 1)) << seed;
  }
  EXPECT_GT(underivable, 200);
}

}  // namespace
}  // namespace lontar::catalogue
