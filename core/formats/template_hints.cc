#include "core/formats/template_hints.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <utility>

#include "core/observation/period.h"

namespace lontar::formats {
namespace {

using observation::Block;
using observation::Row;

// What a hint stands in for.
constexpr std::array<std::pair<const char*, const char*>, 7> kStandsInFor = {{
    {column_id::kPeriod, hint_id::kPeriod},
    {column_id::kValue, hint_id::kValue},
    {column_id::kStatus, hint_id::kStatus},
    {column_id::kSource, hint_id::kSource},
    {column_id::kDefinition, hint_id::kDefinition},
    {column_id::kDeviations, hint_id::kDeviations},
    {column_id::kComment, hint_id::kComment},
}};

// A figure of a cell and when it is of.
struct Dated {
  const Block* block = nullptr;
  const Row* row = nullptr;
  absl::CivilDay last_day;
};

// True if `a` is to be taken rather than `b`.
bool IsNearer(const Dated& a, const Dated& b, const std::optional<catalogue::YearRule>& rule) {
  if (!rule || rule->target == 0 || a.last_day.year() == b.last_day.year()) {
    return a.last_day > b.last_day;
  }
  const auto far_a = std::abs(a.last_day.year() - rule->target);
  const auto far_b = std::abs(b.last_day.year() - rule->target);
  if (far_a != far_b) return far_a < far_b;
  return (a.last_day < b.last_day) == (rule->tie == catalogue::Tie::kEarlier);
}

bool IsOpen(const Row& row) {
  return observation::HasNumber(row.status) &&
         row.confidentiality == observation::Confidentiality::kFree;
}

}  // namespace

std::vector<std::string> HintColumns() {
  return {hint_id::kConfirm,    hint_id::kFrom,       hint_id::kPeriod,
          hint_id::kValue,      hint_id::kStatus,     hint_id::kSource,
          hint_id::kDefinition, hint_id::kDeviations, hint_id::kComment};
}

bool IsHintColumn(absl::string_view id) {
  return std::ranges::any_of(HintColumns(), [id](const std::string& known) { return known == id; });
}

absl::string_view HintFor(absl::string_view id) {
  for (const auto& [column, hint] : kStandsInFor) {
    if (id == column) return hint;
  }
  return "";
}

bool IsOfFigure(absl::string_view id) {
  return id == column_id::kPeriod || id == column_id::kValue || id == column_id::kStatus ||
         id == column_id::kUnit;
}

observation::Figures OneOfEachCell(const observation::Figures& figures,
                                   const std::optional<catalogue::YearRule>& rule, int* left_out) {
  using Cell = std::pair<std::string, std::vector<std::string>>;  // measure, codes
  std::map<Cell, Dated> nearest;
  for (const Block& block : figures.blocks) {
    const auto period = observation::Period::Parse(block.period);
    for (const Row& row : block.rows) {
      if (!IsOpen(row) || !period.ok()) {
        ++*left_out;
        continue;
      }
      const Dated dated = {&block, &row, period->last_day()};
      const auto [at, is_new] = nearest.emplace(Cell(block.measure, row.codes), dated);
      if (!is_new && IsNearer(dated, at->second, rule)) at->second = dated;
    }
  }
  observation::Figures chosen{figures.indicator, {}};
  for (const Block& block : figures.blocks) {
    Block kept = block;
    std::erase_if(kept.rows, [&](const Row& row) {
      const auto found = nearest.find(Cell(block.measure, row.codes));
      return found == nearest.end() || found->second.block != &block || !IsOpen(row);
    });
    if (!kept.rows.empty()) chosen.blocks.push_back(std::move(kept));
  }
  return chosen;
}

}  // namespace lontar::formats
