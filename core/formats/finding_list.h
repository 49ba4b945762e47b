#pragma once
// What was found in a file, as many as a person reads. One list, one thread.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/catalogue/check.h"

namespace lontar::formats {

// The figure that a finding is on, by its address.
struct FindingCell {
  std::string indicator;  // stable id
  std::string measure;
  std::string period;
  // Dimension and code; empty for the block as a whole.
  std::vector<std::pair<std::string, std::string>> codes;
};

// Something about the file, where a person finds it in a spreadsheet.
struct ImportFinding {
  std::string place;   // "A6!D14", "14:D"; "A6!14" or "14" for a row; empty: the file as a whole
  int row = 0;         // as a spreadsheet counts; 0: the file as a whole
  std::string column;  // its name in the file; empty: the row as a whole
  std::string value;   // the cell's text as it stands there, its first 256 bytes
  std::string id;      // stable: "NOT_A_DECIMAL"; listed in docs/reference/problems.md
  catalogue::Severity severity = catalogue::Severity::kError;
  std::string sentence;                  // what is wrong and what would be right
  int table = 0;                         // of the file, from 0; for the order
  std::optional<FindingCell> cell = {};  // where the file's place is not known, as of a draft
};

// Errors and warnings up to base::kImportFindingsMax, and as many notes: a file of a million bad
// rows must not make an answer of a million sentences.
class FindingList {
 public:
  void Add(ImportFinding finding);
  bool is_full() const { return is_full_; }  // of errors and warnings
  // Ascending by table and row, those on the file as a whole first; among these TOO_MANY_FINDINGS
  // where some were dropped, an error if one of them was, and NOTES_DROPPED, which counts the notes
  // that were.
  std::vector<ImportFinding> Take();

 private:
  std::vector<ImportFinding> findings_;
  std::vector<ImportFinding> notes_;
  bool is_full_ = false;
  bool has_unlisted_ = false;
  bool has_unlisted_error_ = false;
  int dropped_notes_ = 0;
};

}  // namespace lontar::formats
