#pragma once
// What a table says to an indicator, written by people: which column is which, and which of its
// codes means which.
//
// The text is YAML; docs/formats/mapping.md explains it with an example. Values, any thread.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/encoding.h"
#include "core/formats/number_text.h"
#include "core/formats/period_text.h"
#include "core/observation/block.h"

namespace lontar::formats {

// Where a field comes from: a column, its texts translated or taken as they stand; or the same
// constant in every row.
struct FieldRule {
  std::string column;  // empty: the constant
  std::string constant;
  std::map<std::string, std::string> codes;  // empty: texts stand for themselves
};

// A column of figures where a table has several: what the column itself says, by the names of
// fields ("measure", "period", "unit", "indicator", "member", "status") and dimensions.
struct FigureColumn {
  std::string column;
  std::map<std::string, std::string> says;
};

struct Mapping {
  std::string name;     // "ilostat-a1"
  std::string file;     // the file that it is written for; for people
  std::string source;   // for people: stands with every observation
  FieldRule indicator;  // stable ids

  // How the file is written; what is not said is looked at.
  std::string sheet;              // of a workbook
  std::optional<int> header_row;  // as a spreadsheet counts
  int header_rows = 1;
  std::optional<int> last_row;  // as a spreadsheet counts
  std::optional<Encoding> encoding;
  char separator = 0;
  NumberMarks marks;
  Calendar calendar = Calendar::kGregorian;
  std::map<std::string, std::string> missing;  // texts in place of numbers, and their status
  std::set<std::string> fill_down;             // columns whose empty cells say what stands above

  // Texts of columns that a row must have to belong to the indicator. Empty: every row does.
  std::map<std::string, std::vector<std::string>> take;
  std::string series;  // column that names the rows which no indicator takes; may be empty

  FieldRule member;
  FieldRule period;
  FieldRule measure;
  std::vector<FigureColumn> values;  // one, or more: then each says something
  bool skips_empty = false;  // a row without value and status states nothing; so with more columns
  std::optional<FieldRule> unit;             // without one, the measure's
  std::optional<FieldRule> status;           // without one, every row is normal
  std::optional<FieldRule> confidentiality;  // without one, every row is free
  std::string comment;                       // column; may be empty
  std::string row_source;                    // column whose text stands before `source`
  std::string row_deviations;                // column of deviations, separated by spaces or ";"
  std::map<std::string, FieldRule> dimensions;
  std::optional<FieldRule> definition;
  observation::DeviationSet deviations = 0;

  std::map<std::string, std::string> submitted_by;  // provider by member
};

// The text may also be the JSON that `lontar mapping new --json` prints, with its key `unsure`.
// InvalidArgument with MAPPING_INVALID, naming `name`, line and value: not YAML as
// catalogue/text_node.h takes it (no anchor, no alias, at most 16 deep), more than 1 MiB, a key
// missing, unknown or twice, a value of another shape, a text longer than base::kTextBytesMax, a
// deviation that does not exist or that is one of age, a provider of another member. Whether
// indicator, measures, dimensions and units exist is seen at import, against a catalogue.
absl::StatusOr<Mapping> ReadMapping(absl::string_view yaml, absl::string_view name = "mapping");

}  // namespace lontar::formats
