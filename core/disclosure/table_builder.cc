#include "core/disclosure/table_builder.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace lontar::disclosure {
namespace {

using catalogue::Catalogue;
using catalogue::Indicator;
using catalogue::Measure;
using catalogue::MeasureKind;
using observation::Block;
using observation::Decimal;
using observation::Row;
using Codes = std::vector<std::string>;
using Wide = __int128;

// More than all people there are; a larger count is cut down to it.
constexpr int64_t kCountMost = 1'000'000'000'000;

struct Counted {
  int64_t value = 0;
  std::string measure;
  observation::Confidentiality mark = observation::Confidentiality::kFree;
};
// By measure of the numbers and period, then by codes.
using Counts = std::map<std::pair<std::string, std::string>, std::map<Codes, Counted>>;
using Denominators = std::map<std::pair<std::string, Codes>, int64_t>;

int64_t PowerOfTenOf(int scale) {
  int64_t power = 1;
  for (int i = 0; i < scale; ++i) power *= 10;
  return power;
}

// Up to the next whole number: what is above zero stays so.
int64_t CountOf(const Decimal& value) {
  const int64_t unit = PowerOfTenOf(value.scale);
  const int64_t whole = value.mantissa / unit + (value.mantissa % unit > 0 ? 1 : 0);
  return std::clamp<int64_t>(whole, 0, kCountMost);
}

// The count that a rounded percentage of `denominator` tells. Where it may be a small one, it is.
int64_t CountOfPercent(const Decimal& percent, int64_t denominator, int64_t minimum) {
  // Twice the percentage in its last digit, so that half of that digit is 1.
  const Wide unit = Wide{PowerOfTenOf(percent.scale)} * 200;
  const Wide doubled = Wide{percent.mantissa} * 2;
  const Wide least = ((doubled - 1) * denominator + unit - 1) / unit;
  const Wide most = (doubled + 1) * denominator / unit;
  const Wide nearest = (doubled * denominator + unit / 2) / unit;
  const bool may_be_small = percent.mantissa > 0 && least < minimum && most >= 1;
  const Wide count =
      may_be_small ? std::clamp<Wide>(nearest, std::max<Wide>(1, least), minimum - 1) : nearest;
  return static_cast<int64_t>(std::min<Wide>(count, kCountMost));
}

const Measure* NumberMeasure(const Indicator& indicator) {
  const auto found = std::ranges::find(indicator.measures, MeasureKind::kNumber, &Measure::kind);
  return found == indicator.measures.end() ? nullptr : &*found;
}

class CountReader {
 public:
  CountReader(const TableSources& sources) : sources_(sources) {
    for (const CellCount& count : sources.settings.denominators) {
      denominators_.emplace(std::pair(count.period, count.codes), count.count);
    }
  }

  Counts Read(const std::vector<Block>& blocks, std::vector<Note>* warnings) const {
    Counts counts;
    for (const Block& block : blocks) {
      if (IsUsable(sources_.indicator, block) && IsOfNumbers(block)) ReadNumbers(block, &counts);
    }
    for (const Block& block : blocks) {
      if (!IsUsable(sources_.indicator, block) || IsOfNumbers(block)) continue;
      if (ReadPercentages(block, &counts) || warnings == nullptr) continue;
      warnings->push_back(
          {.id = "DENOMINATOR_ABSENT",
           .cell = {.measure = block.measure, .period = block.period},
           .sentence = absl::StrCat("percentages of ", block.period,
                                    " are broken down and neither their numbers nor denominators "
                                    "are stated; state one, or check by hand that no small count "
                                    "stands behind them")});
    }
    return counts;
  }

 private:
  bool IsOfNumbers(const Block& block) const {
    const Measure* measure = Catalogue::FindMeasure(sources_.indicator, block.measure);
    return measure->kind == MeasureKind::kNumber;
  }

  static void ReadNumbers(const Block& block, Counts* counts) {
    auto& cells = (*counts)[{block.measure, block.period}];
    for (const Row& row : block.rows) {
      const bool has_number = observation::HasNumber(row.status);
      if (!has_number && row.status != observation::Status::kSuppressed) continue;
      cells.try_emplace(row.codes, Counted{.value = has_number ? CountOf(row.value) : kUnknown,
                                           .measure = block.measure,
                                           .mark = row.confidentiality});
    }
  }

  // False if a row with a breakdown could not be judged.
  bool ReadPercentages(const Block& block, Counts* counts) const {
    const Measure* number = NumberMeasure(sources_.indicator);
    auto& cells = (*counts)[{number == nullptr ? "" : number->id, block.period}];
    bool all_judged = true;
    for (const Row& row : block.rows) {
      if (!observation::HasNumber(row.status) || cells.contains(row.codes)) continue;
      const auto denominator = denominators_.find({block.period, row.codes});
      if (denominator == denominators_.end()) {
        all_judged &= !HasBreakdown(sources_.catalogue, sources_.indicator, row.codes);
        continue;
      }
      const int64_t value =
          CountOfPercent(row.value, denominator->second, sources_.settings.minimum);
      cells.emplace(row.codes, Counted{.value = value, .measure = block.measure});
    }
    return all_judged;
  }

  const TableSources& sources_;
  Denominators denominators_;
};

bool IsOverridden(const TableSources& sources, const CellName& name) {
  return std::ranges::any_of(sources.settings.overrides,
                             [&name](const Override& given) { return given.cell == name; });
}

void AddCell(Table* table, Cell cell, CellOrigin origin) {
  table->question.cells.push_back(std::move(cell));
  table->origins.push_back(std::move(origin));
}

Table TableOf(const TableSources& sources, const Counts& earlier,
              const std::pair<std::string, std::string>& name,
              const std::map<Codes, Counted>& stated) {
  Table table{.measure = name.first, .period = name.second};
  table.question = {.catalogue = &sources.catalogue,
                    .indicator = &sources.indicator,
                    .minimum = sources.settings.minimum};
  std::map<Codes, Counted> before;
  if (const auto found = earlier.find(name); found != earlier.end()) before = found->second;
  std::map<Codes, Counted> all = before;
  for (const auto& [codes, counted] : stated) all[codes] = counted;
  for (const auto& [codes, counted] : all) {
    const bool is_stated_now = stated.contains(codes);
    // What was held back before is known to nobody.
    if (!is_stated_now && counted.value == kUnknown) continue;
    const auto old = before.find(codes);
    const bool was_published =
        old != before.end() && old->second.value == counted.value && counted.value != kUnknown;
    const bool is_overridden =
        IsOverridden(sources, {.measure = counted.measure, .period = table.period, .codes = codes});
    AddCell(&table,
            {.codes = codes, .value = counted.value, .is_locked = was_published || is_overridden},
            {.measure = counted.measure,
             .is_stated_now = is_stated_now,
             .was_published = was_published,
             .is_overridden = is_overridden,
             .mark = counted.mark});
  }
  return table;
}

}  // namespace

bool IsUsable(const Indicator& indicator, const Block& block) {
  const Measure* measure = Catalogue::FindMeasure(indicator, block.measure);
  if (measure == nullptr || measure->kind == MeasureKind::kAssessment) return false;
  return block.dimensions == indicator.dimensions &&
         std::ranges::all_of(block.rows, [&block](const Row& row) {
           return row.codes.size() == block.dimensions.size();
         });
}

std::vector<Table> BuildTables(const TableSources& sources, std::vector<Note>* warnings) {
  const CountReader reader(sources);
  const Counts now = reader.Read(sources.blocks, warnings);
  const Counts earlier = reader.Read(sources.earlier, nullptr);
  std::vector<Table> tables;
  for (const auto& [name, cells] : now) {
    if (!cells.empty()) tables.push_back(TableOf(sources, earlier, name, cells));
  }
  return tables;
}

}  // namespace lontar::disclosure
