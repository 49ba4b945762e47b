#pragma once
// A collection's catalogue: indicators, code lists, units, counting rule; loaded from text that a
// statistician can read.
//
// The text is YAML (docs/formats/catalogue.md). Nothing in code knows an indicator, a list or a
// member. Immutable after loading: any thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/observation/age.h"
#include "core/observation/block.h"

namespace lontar::catalogue {

// One file of a catalogue version, as in the Catalogue act.
struct SourceFile {
  std::string name;
  std::string content;
};

enum class MeasureKind { kNumber, kProportion, kRate, kShare, kAssessment };

struct Measure {
  std::string id;  // "number", "proportion", "rate", "share", "assessment"
  MeasureKind kind = MeasureKind::kNumber;
  std::string unit;  // code of the unit in which values are stored: "PS", "PT"
};

// A unit that a file may use for a measure: value in the measure's unit = value * 10^power.
struct Unit {
  std::string code;  // "PS_THS"
  std::string name;
  std::string base;            // "PS"
  int power = 0;               // 3
  bool whole = false;          // base units: values are whole numbers (persons, cases)
  std::optional<int> maximum;  // base units: no value may be greater (percent: 100)
};

struct Code {
  std::string id;
  std::string name;
  std::string parent;  // may be empty
};
struct CodeList {
  std::string id;
  std::vector<Code> codes;
  bool Has(absl::string_view code) const;
};

struct Dimension {
  std::string id;  // "sex", "age", "concept"
  std::string name;
  std::string code_list;
  std::string total;    // code that means no breakdown: "_T"
  bool is_age = false;  // codes are intervals; its total is the indicator's own range
};

struct Indicator {
  std::string id;    // stable: "child-labour-5-17"
  std::string code;  // in this version: "A1"
  std::string list;  // "A"
  std::string name;
  std::string short_name;
  bool is_guess = false;                // list or number not stated in a source
  std::string basis;                    // where name, list and number are from
  std::vector<Measure> measures;        // headline first
  std::vector<std::string> dimensions;  // ids, in order
  std::optional<observation::AgeInterval> age_range;
  std::string age_code;  // code of the range: "Y5T17"; empty if none
  // Codes a row must have to count at all, by dimension: {education-level: ED_PRI}.
  std::map<std::string, std::vector<std::string>> counts_only;
  // Codes a row must have to be as specified, where that is not the dimension's total. An empty
  // list: any code will do.
  std::map<std::string, std::vector<std::string>> specified;
  std::string denominator;
  std::string disclosure;
  std::vector<std::string> annex2_rows;  // "P1.1"
  std::vector<std::string> data_sources;
  std::string notes;
};

// Row of Annex 2 of the Roadmap: each is traceable to an indicator, or to the wording variant of
// one.
struct FrameworkRow {
  std::string id;           // "P1.1"
  std::string area;         // "P"
  std::string result_area;  // its name
  std::string indicator;    // stable id
  std::string wording;      // as the source has it
  std::string area_name;    // "Prohibition of child labour practices"
  std::string variant;  // id of the wording variant ("X1"); empty for the indicator's own wording
};

class Catalogue {
 public:
  // InvalidArgument with CATALOGUE_INVALID, naming file, place and value: not YAML, a key missing
  // or unknown, an id twice, a reference to nothing. All files together form one catalogue; order
  // does not matter. Each section (units, indicators, …) stands in one file. Together they have at
  // most base::kActBytesMax bytes.
  static absl::StatusOr<Catalogue> Load(const std::vector<SourceFile>& files);

  const std::string& collection() const { return collection_; }
  const std::string& version() const { return version_; }
  const std::string& title() const { return title_; }
  bool comparison_allowed() const { return comparison_allowed_; }
  const std::vector<Indicator>& indicators() const { return indicators_; }  // by list and number
  const std::vector<FrameworkRow>& framework() const { return framework_; }
  const std::vector<Unit>& units() const { return units_; }
  const std::vector<Dimension>& dimensions() const { return dimensions_; }
  const std::vector<CodeList>& code_lists() const { return code_lists_; }

  // Null if there is none.
  const Indicator* FindIndicator(absl::string_view id) const;
  const Indicator* FindByCode(absl::string_view code) const;
  const Dimension* FindDimension(absl::string_view id) const;
  const CodeList* FindCodeList(absl::string_view id) const;
  const Unit* FindUnit(absl::string_view code) const;
  static const Measure* FindMeasure(const Indicator& indicator, absl::string_view id);

 private:
  friend class CatalogueReader;
  std::string collection_;
  std::string version_;
  std::string title_;
  bool comparison_allowed_ = false;
  std::vector<Indicator> indicators_;
  std::vector<FrameworkRow> framework_;
  std::vector<Unit> units_;
  std::vector<Dimension> dimensions_;
  std::vector<CodeList> code_lists_;
};

}  // namespace lontar::catalogue
