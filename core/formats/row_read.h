#pragma once
// One row of a table as the figures that it states, each with everything that is wrong with it.
//
// One reader, one thread.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/field_text.h"
#include "core/formats/finding_list.h"
#include "core/formats/mapping.h"
#include "core/formats/plain_text.h"
#include "core/formats/table.h"
#include "core/observation/block.h"

namespace lontar::formats {

// What became of a row. Of a row with several figures the first of these that one of them has.
enum class RowFate : uint8_t {
  kBlank,    // no text at all, or no figures and one text, such as a line on sources
  kRefused,  // an error
  kWarned,   // taken, with a warning
  kTaken,
  kNotTaken,  // of this member, and no indicator's by the mapping
  kOtherMember,
};

// A figure on its way into a block.
struct FigureDraft {
  int row = 0;     // of the table
  int column = 0;  // of the value
  const catalogue::Indicator* indicator = nullptr;
  std::string member;
  std::string measure;
  std::string period;
  std::string unit;  // as in the file; empty where it has no number
  observation::Row figure;
  NormalisedSet normalised = 0;
};

class RowReader {
 public:
  // All must outlive the reader; mapping and table fit (fit.h).
  RowReader(const Table& table, const Mapping& mapping, const catalogue::Catalogue& catalogue,
            int table_number, FindingList* findings);

  // Row from 0; `member` empty: of any. Figures without errors go to `drafts`, what is wrong with
  // the others to the findings.
  RowFate Read(int row, absl::string_view member, std::vector<FigureDraft>* drafts);

  // A finding of this table: of a cell, or of the row where `column` is nothing.
  ImportFinding FindingAt(int row, std::optional<int> column, absl::string_view id,
                          absl::string_view sentence) const;
  // The file's column for a field or dimension of a block; nothing for a constant.
  std::optional<int> ColumnOf(absl::string_view field, int value_column) const;

 private:
  // A place among `values`, while its row is read.
  struct Reading {
    FigureDraft draft;
    const FigureColumn* figures = nullptr;
    bool is_good = true;
  };

  bool IsBlank(int row) const;
  bool IsTaken(int row) const;
  bool IsEmptyFigure(int row, int column) const;
  void ReadFigure(Reading* reading);
  const catalogue::Indicator* ReadIndicator(Reading* reading);
  void ReadPeriod(Reading* reading);
  void ReadCodes(Reading* reading);
  void ReadCode(const std::string& dimension, Reading* reading);
  void CheckOtherDimensions(Reading* reading);
  void ReadTexts(Reading* reading);
  void ReadDeviations(Reading* reading);
  const catalogue::Measure* ReadMeasure(Reading* reading);
  void ReadStatus(Reading* reading);
  void ReadValue(const catalogue::Measure* measure, Reading* reading);
  // False where there is no number to read.
  bool ReadMissing(const std::string& text, Reading* reading);
  void ReadNumber(const catalogue::Measure& measure, int power, Reading* reading);
  std::optional<int> ReadUnit(const catalogue::Measure& measure, Reading* reading);
  void CheckCodesOnly(const Reading& reading);
  void NoteNormalised(const Reading& reading);

  // The field's text: what the column of the figure says, else the rule's; "" with an error where
  // the rule does not know it.
  std::string TextOf(absl::string_view field, const FieldText& rule, Reading* reading,
                     bool* is_known = nullptr);
  bool CheckKind(CellKind kind, std::optional<int> column, absl::string_view right,
                 Reading* reading);
  void Refuse(std::optional<int> column, absl::string_view id, absl::string_view sentence,
              Reading* reading);

  const Table& table_;
  const Mapping& mapping_;
  const catalogue::Catalogue& catalogue_;
  const int table_number_;
  FindingList* const findings_;
  FieldText indicator_;
  FieldText member_;
  FieldText period_;
  FieldText measure_;
  std::optional<FieldText> unit_;
  std::optional<FieldText> status_;
  std::optional<FieldText> confidentiality_;
  std::optional<FieldText> definition_;
  std::map<std::string, FieldText, std::less<>> dimensions_;
  std::vector<int> value_columns_;
  std::optional<int> comment_;
  std::optional<int> source_;
  std::optional<int> deviations_;
  std::map<std::string, std::string> missing_;  // by plain text
  std::vector<std::pair<int, std::vector<std::string>>> take_;
};

}  // namespace lontar::formats
