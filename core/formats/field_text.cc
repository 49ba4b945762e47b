#include "core/formats/field_text.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"

namespace lontar::formats {
namespace {

// How far up a cell looks for the text that it repeats.
constexpr int kFillRowsMax = 10'000;

}  // namespace

FieldText::FieldText(const FieldRule& rule, const Table& table, bool fills_down)
    : constant_(rule.constant), fills_down_(fills_down) {
  if (!rule.column.empty()) column_ = table.FindColumn(PlainTextOf(rule.column).text);
  for (const auto& [from, to] : rule.codes) {
    const std::string plain = PlainTextOf(from).text;
    codes_[plain] = to;
    const auto [lower, is_new] = lower_codes_.try_emplace(absl::AsciiStrToLower(plain), to);
    if (!is_new && lower->second != to) lower->second = std::nullopt;
  }
}

std::optional<std::string> FieldText::MeaningOf(const std::string& text,
                                                NormalisedSet* normalised) const {
  if (codes_.empty()) return text;
  const auto found = codes_.find(text);
  if (found != codes_.end()) return found->second;
  const auto lower = lower_codes_.find(absl::AsciiStrToLower(text));
  if (lower == lower_codes_.end() || !lower->second) return std::nullopt;
  *normalised |= kLetterCase;
  return lower->second;
}

FieldText::Read FieldText::At(const Table& table, int row) const {
  Read read;
  if (!column_) {
    read.text = constant_;
    return read;
  }
  const int column = *column_;
  int from = row;
  if (fills_down_) {
    while (from > 0 && row - from < kFillRowsMax && table.At(from, column).empty()) --from;
    if (from != row) read.normalised |= kFilledDown;
  }
  const PlainText plain = PlainTextOf(table.At(from, column));
  read.kind = table.KindAt(from, column);
  read.normalised |= plain.normalised;
  if (table.IsFormula(from, column)) read.normalised |= kFormulaResult;
  if (table.IsMerged(from, column)) read.normalised |= kMergedCell;
  read.written = plain.text;
  read.text = MeaningOf(plain.text, &read.normalised);
  return read;
}

std::string FieldText::KnownTexts() const {
  constexpr size_t kShown = 20;
  std::vector<std::string> known;
  for (const auto& [from, to] : codes_) {
    if (known.size() < kShown) known.push_back(base::Plain(from, base::kQuotedBytesMax));
  }
  if (known.size() < codes_.size()) {
    return absl::StrCat(absl::StrJoin(known, ", "), " or one of ", codes_.size() - known.size(),
                        " others");
  }
  if (known.empty()) return "";
  const std::string last = known.back();
  known.pop_back();
  return known.empty() ? last : absl::StrCat(absl::StrJoin(known, ", "), " or ", last);
}

}  // namespace lontar::formats
