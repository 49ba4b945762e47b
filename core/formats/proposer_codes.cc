// Which column is which breakdown, and what its texts mean.

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/quoted.h"
#include "core/formats/code_guess.h"
#include "core/formats/period_text.h"
#include "core/formats/plain_text.h"
#include "core/formats/proposer.h"
#include "core/formats/table_look.h"

namespace lontar::formats {

std::set<std::string> Proposer::Dimensions() const {
  std::set<std::string> ids;
  for (const catalogue::Indicator* indicator : indicators_) {
    ids.insert(indicator->dimensions.begin(), indicator->dimensions.end());
  }
  if (!indicators_.empty()) return ids;
  for (const catalogue::Indicator& indicator : catalogue_.indicators()) {
    ids.insert(indicator.dimensions.begin(), indicator.dimensions.end());
  }
  return ids;
}

void Proposer::ProposeDimensions() {
  std::map<std::string, int> column_of;
  const std::set<std::string> ids = Dimensions();
  for (const std::string& id : ids) {
    const std::optional<int> column = ColumnNamed(*catalogue_.FindDimension(id));
    if (!column) continue;
    column_of[id] = *column;
    taken_.insert(*column);
  }
  for (const std::string& id : ids) {
    const std::optional<int> column =
        column_of.contains(id) ? std::nullopt : ColumnOfCodes(*catalogue_.FindDimension(id));
    if (!column) continue;
    column_of[id] = *column;
    taken_.insert(*column);
  }
  for (const std::string& id : ids) {
    const catalogue::Dimension& dimension = *catalogue_.FindDimension(id);
    if (column_of.contains(id)) {
      MapCodes(dimension, column_of[id]);
    } else if (indicators_.size() <= 1) {
      proposal_.mapping.dimensions[id].constant = TotalOf(dimension);
      SayAgeTotal(dimension, "a table without a column of ages", TotalOf(dimension));
    }
  }
}

std::optional<int> Proposer::ColumnNamed(const catalogue::Dimension& dimension) const {
  for (int column = 0; column < columns(); ++column) {
    const std::string letters = LettersOf(NameOfColumn(column));
    const bool is_named = letters == LettersOf(dimension.id) ||
                          letters == LettersOf(dimension.name) ||
                          (dimension.id == "sex" && letters == "gender") ||
                          (dimension.is_age && (letters == "agegroup" || letters == "agegroups"));
    if (is_named && !taken_.contains(column)) return column;
  }
  return std::nullopt;
}

std::string Proposer::TotalOf(const catalogue::Dimension& dimension) const {
  const catalogue::Indicator* one = indicators_.size() == 1 ? *indicators_.begin() : nullptr;
  return dimension.is_age && one != nullptr && one->age_range ? one->age_code : dimension.total;
}

std::optional<int> Proposer::ColumnOfCodes(const catalogue::Dimension& dimension) {
  for (int column = 0; column < columns(); ++column) {
    const auto texts = taken_.contains(column) ? std::nullopt : TextsOf(column);
    if (!texts) continue;
    int meant = 0;
    int others = 0;
    for (const std::string& text : *texts) {
      if (text.empty()) continue;
      const auto code = guesser_.Guess(dimension, text);
      // A number alone is rather a figure than an age.
      const bool is_figure = LooksLikeNumber(text, CellKind::kText);
      ++(code && !is_figure && *code != dimension.total ? meant : others);
      if (code && *code == dimension.total) --others;
    }
    if (meant > 0 && others == 0) return column;
  }
  return std::nullopt;
}

std::optional<std::string> Proposer::CodeOf(const catalogue::Dimension& dimension,
                                            const std::string& text) {
  const catalogue::NationalCode* national =
      catalogue_.FindNational(hints_.member, dimension.code_list, text);
  if (national != nullptr && national->is_guess) {
    Say(absl::StrCat("dimensions.", dimension.id),
        absl::StrCat(base::Quoted(text), " is taken as ", national->code,
                     ", which is a guess: ", national->basis));
  }
  if (national != nullptr) return national->code;
  return guesser_.Guess(dimension, text);
}

// "All ages" of a table may be those of its own brackets.
void Proposer::SayAgeTotal(const catalogue::Dimension& dimension, const std::string& what,
                           const std::string& code) {
  if (!dimension.is_age || code == dimension.total) return;
  Say(absl::StrCat("dimensions.", dimension.id),
      absl::StrCat(what, " is taken as ", code, ", the indicator's own ages"));
}

void Proposer::MapCodes(const catalogue::Dimension& dimension, int column) {
  const std::string key = absl::StrCat("dimensions.", dimension.id);
  FieldRule rule{NameOfColumn(column), "", {}};
  const auto texts = TextsOf(column);
  const catalogue::CodeList& list = *catalogue_.FindCodeList(dimension.code_list);
  bool needs_map = false;
  if (!texts) Say(key, absl::StrCat("column ", base::Quoted(rule.column), " has many texts"));
  for (const std::string& text : texts.value_or(std::set<std::string>())) {
    std::optional<std::string> code = CodeOf(dimension, text);
    if (code && *code == dimension.total && text != *code) {
      code = TotalOf(dimension);
      SayAgeTotal(dimension, base::Quoted(text), *code);
    }
    if (text.empty()) {
      LookAtGaps(dimension, column, &rule);
      needs_map = needs_map || rule.codes.contains("");
      continue;
    }
    if (code) rule.codes[text] = *code;
    needs_map = needs_map || !code || *code != text;
    const bool is_known = code && (dimension.is_age || list.Has(*code));
    if (!is_known) {
      Say(key, absl::StrCat(base::Quoted(text), " in column ", base::Quoted(rule.column),
                            " is no code of ", dimension.name));
    }
  }
  if (!needs_map) rule.codes.clear();
  proposal_.mapping.dimensions[dimension.id] = rule;
}

void Proposer::LookAtGaps(const catalogue::Dimension& dimension, int column, FieldRule* rule) {
  const std::string key = absl::StrCat("dimensions.", dimension.id);
  if (table_.grid().is_sheet() && !table_.grid().merged().empty()) return;
  if (!table_.At(0, column).empty()) {
    SayFillDown(rule->column);
    return;
  }
  rule->codes[""] = TotalOf(dimension);
  Say(key, absl::StrCat("empty cells of column ", base::Quoted(rule->column),
                        " are taken as the total"));
}

void Proposer::SayFillDown(const std::string& column) {
  proposal_.mapping.fill_down.insert(column);
  Say("fill_down", absl::StrCat("empty cells of column ", base::Quoted(column),
                                " are taken to repeat the text above them"));
}

std::map<std::string, std::string> Proposer::SaysOf(const std::string& head) {
  std::map<std::string, std::string> says;
  for (const absl::string_view part : absl::StrSplit(head, " / ")) {
    const std::string text(absl::StripAsciiWhitespace(part));
    if (LooksLikeYear(text)) {
      says["period"] = text;
      if (!ReadPeriodText(text, Calendar::kGregorian).ok()) SayBuddhist(base::Quoted(text));
      continue;
    }
    for (const auto& [id, rule] : proposal_.mapping.dimensions) {
      if (!rule.column.empty()) continue;
      const catalogue::Dimension& dimension = *catalogue_.FindDimension(id);
      const auto code = guesser_.Guess(dimension, text);
      if (!code) continue;
      says[id] = *code == dimension.total ? TotalOf(dimension) : *code;
      break;
    }
    const auto measure = MeasureIn(text);
    if (measure) says["measure"] = *measure;
  }
  return says;
}

}  // namespace lontar::formats
