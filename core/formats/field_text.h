#pragma once
// A mapping's rule, ready for many rows: which cell, and what its text means. Values, any thread.

#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/formats/mapping.h"
#include "core/formats/plain_text.h"
#include "core/formats/table.h"

namespace lontar::formats {

class FieldText {
 public:
  FieldText() = default;
  // The table must have the rule's column.
  FieldText(const FieldRule& rule, const Table& table, bool fills_down);

  bool is_column() const { return column_.has_value(); }
  std::optional<int> column() const { return column_; }

  struct Read {
    std::string written;              // the cell's text, in its plain form
    std::optional<std::string> text;  // what it means; nothing where the rule does not say
    NormalisedSet normalised = 0;
    CellKind kind = CellKind::kText;
  };
  // Row from 0. Where the column fills down, an empty cell says what the last full one above said.
  Read At(const Table& table, int row) const;
  // "A, E or M", or the first of many.
  std::string KnownTexts() const;

 private:
  std::optional<std::string> MeaningOf(const std::string& text, NormalisedSet* normalised) const;

  std::optional<int> column_;
  std::string constant_;
  bool fills_down_ = false;
  std::map<std::string, std::string> codes_;                       // by plain text
  std::map<std::string, std::optional<std::string>> lower_codes_;  // nothing where two differ
};

}  // namespace lontar::formats
