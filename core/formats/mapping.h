#pragma once
// What a table says to an indicator, written by people: which column is which, and which of its
// codes means which.
//
// The text is YAML; docs/formats/mapping.md explains it with an example. Values, any thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/observation/block.h"

namespace lontar::formats {

// Where a field comes from: a column, its texts translated or taken as they stand; or the same
// constant in every row.
struct FieldRule {
  std::string column;  // empty: the constant
  std::string constant;
  std::map<std::string, std::string> codes;  // empty: texts stand for themselves
};

struct Mapping {
  std::string name;       // "ilostat-a1"
  std::string file;       // the file that it is written for; for people
  std::string source;     // for people: stands with every observation
  std::string indicator;  // stable id
  // Texts of columns that a row must have to belong to the indicator. Empty: every row does.
  std::map<std::string, std::vector<std::string>> take;
  std::string series;  // column that names the rows which no indicator takes; may be empty

  FieldRule member;
  FieldRule period;
  FieldRule measure;
  std::string value;  // column
  FieldRule unit;
  std::optional<FieldRule> status;           // without one, every row is normal
  std::optional<FieldRule> confidentiality;  // without one, every row is free
  std::string comment;                       // column; may be empty
  std::map<std::string, FieldRule> dimensions;
  std::optional<FieldRule> definition;
  observation::DeviationSet deviations = 0;

  std::map<std::string, std::string> submitted_by;  // provider by member
};

// InvalidArgument with MAPPING_INVALID, naming `name`, line and value: not YAML as
// catalogue/text_node.h takes it (no anchor, no alias, at most 16 deep), more than 1 MiB, a key
// missing, unknown or twice, a value of another shape, a text longer than base::kTextBytesMax, a
// deviation that does not exist or that is one of age, a provider of another member. Whether
// indicator, measures, dimensions and units exist is seen at import, against a catalogue.
absl::StatusOr<Mapping> ReadMapping(absl::string_view yaml, absl::string_view name = "mapping");

}  // namespace lontar::formats
