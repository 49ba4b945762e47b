#pragma once
// A collection's catalogue: indicators, code lists, units, counting rule; loaded from text that a
// statistician can read.
//
// The text is YAML (docs/formats/catalogue.md). Nothing in code knows an indicator, a list or a
// member. Immutable after loading: any thread.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/rules.h"
#include "core/catalogue/validity.h"
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
  std::string unit;        // code of the unit in which values are stored: "PS", "PT"
  bool is_summed = false;  // members' figures may be added to one of the region
  // Of a part of a whole: the measures of the same indicator that are added instead, and divided.
  // Empty: there is no regional figure of it.
  std::string regional_numerator = {};
  std::string regional_denominator = {};
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
  std::string parent;        // may be empty
  Validity validity;         // of places: units are merged and split
  bool is_national = false;  // the code of a national list, in a list of another standard's codes
  bool is_guess = false;     // no source states code, name or dates
  std::string basis;         // may be empty
  std::vector<std::string> spellings;  // of the same code elsewhere: Y_LT18 for Y0T17
};
struct CodeList {
  std::string id;
  std::string source;         // of which standard, in which version; may be empty
  bool is_by_member = false;  // a code begins with its member's code: "VN-03", "VN_08"
  std::vector<Code> codes;
  // Places in `codes`, ascending by id: every cell of every block looks one up. MakeIndex fills it
  // once the codes are complete; without it a code is searched from the first on.
  std::vector<int> index;
  void MakeIndex();
  bool Has(absl::string_view code) const;
  // Null if the list does not have it.
  const Code* Find(absl::string_view code) const;
  // The code that another standard spells so, or that is spelled so here; empty if there is none.
  std::string IdOf(absl::string_view spelling) const;
  // The codes that the member may use on the day: those that hold, and in a list by member only its
  // own and those of nobody, which begin with "_".
  std::vector<const Code*> CodesFor(absl::string_view member, absl::string_view date) const;
};

struct Dimension {
  std::string id;  // "sex", "age", "concept"
  std::string name;
  std::string code_list;
  std::string total;    // code that means no breakdown: "_T"
  bool is_age = false;  // codes are intervals; its total is the indicator's own range
};

// The series of another system that says the same as an indicator's measure, or nearly so.
struct CrossReference {
  std::string system;   // "IAEG-SDGs"
  std::string series;   // "SL_TLF_CHLDEA"
  std::string sdg;      // indicator of the Sustainable Development Goals, "8.7.1"; may be empty
  std::string measure;  // id
  std::map<std::string, std::string> codes;  // which rows, by dimension: {concept: EA}
  bool is_same = false;                      // else only near
  std::string notes;
};

struct Indicator {
  std::string id;    // stable: "child-labour-5-17"
  std::string code;  // in this version: "A1"
  std::string list;  // "A"
  std::string name;
  std::string short_name;
  bool is_guess = false;                // list or number not stated in a source
  std::string basis;                    // where name, list and number are from
  std::string definition;               // may be empty, as may be all that follows
  std::string universe;                 // whom or what the figures cover
  std::string stock_or_flow;            // "stock", "flow"
  std::vector<std::string> guesses;     // keys of this indicator whose content no source states
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
  std::vector<CrossReference> cross_references;
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

// One cell of the framework document that stands over several rows: a key result area of the
// Roadmap.
struct ResultArea {
  std::string id;                         // "P1"; may be empty
  std::string name;                       // "Labour inspection especially in hard-to-reach sectors"
  std::string area;                       // "P"
  std::string area_name;                  // "Prohibition of child labour practices"
  std::string timeframe;                  // "2020-2025"; may be empty, as may be all that follows
  std::vector<std::string> bodies;        // who carries it out: "SLOM"
  std::vector<std::string> data_sources;  // as the document proposes them
};

// A document from which the catalogue is.
struct SourceDocument {
  std::string id;  // "roadmap-annex-2"
  std::string title;
  std::string notes;  // may be empty
};

// What a member's own code means here.
struct NationalCode {
  std::string member;     // code of the member
  std::string code_list;  // id
  std::string national;   // as the member writes it: "5-9"
  std::string code;       // of the list: "Y5T9"
  bool is_guess = false;
  std::string basis;
};

// The texts of one language besides that of the catalogue. Key: subject and field as facts.h names
// them, such as {"indicator child-labour-5-17", "name"} or {"code list sex", "F"}.
using TextKey = std::pair<std::string, std::string>;
struct Translation {
  std::string language;  // ISO 639: "vi"
  bool is_draft = false;
  std::string basis;
  std::map<TextKey, std::string> texts;
};

struct Text {
  std::string text;          // empty if there is no such text in any language
  bool is_fallback = false;  // the translation is missing: English stands in, marked "[en] "
};

class Catalogue {
 public:
  // InvalidArgument with CATALOGUE_INVALID, naming file, place and value: not YAML, a key missing
  // or unknown, an id twice, a reference to nothing. All files together form one catalogue; order
  // does not matter. Each section (units, indicators, …) stands in one file, some may be left out.
  // Together they have at most base::kActBytesMax bytes.
  static absl::StatusOr<Catalogue> Load(const std::vector<SourceFile>& files);

  const std::string& collection() const { return collection_; }
  const std::string& version() const { return version_; }
  const std::string& title() const { return title_; }
  bool comparison_allowed() const { return comparison_allowed_; }
  // The code of all members together; empty: the catalogue names none.
  const std::string& region() const { return region_; }
  const std::vector<Indicator>& indicators() const { return indicators_; }  // by list and number
  const std::vector<FrameworkRow>& framework() const { return framework_; }
  const std::vector<Unit>& units() const { return units_; }
  const std::vector<Dimension>& dimensions() const { return dimensions_; }
  const std::vector<CodeList>& code_lists() const { return code_lists_; }
  const std::vector<ResultArea>& result_areas() const { return result_areas_; }  // as in the file
  const std::vector<SourceDocument>& sources() const { return sources_; }
  const std::vector<NationalCode>& national_codes() const { return national_codes_; }
  const std::vector<Translation>& translations() const { return translations_; }
  // The texts that can be translated, in English.
  const std::map<TextKey, std::string>& texts() const { return texts_; }
  const std::vector<Rule>& rules() const { return rules_; }  // may be empty

  // Null if there is none.
  const Indicator* FindIndicator(absl::string_view id) const;
  const Indicator* FindByCode(absl::string_view code) const;
  // As people name it: by id or by code. InvalidArgument with INDICATOR_UNKNOWN.
  absl::StatusOr<const Indicator*> IndicatorNamed(absl::string_view name) const;
  const Dimension* FindDimension(absl::string_view id) const;
  const CodeList* FindCodeList(absl::string_view id) const;
  const Unit* FindUnit(absl::string_view code) const;
  static const Measure* FindMeasure(const Indicator& indicator, absl::string_view id);
  // What the member's own code means in the list.
  const NationalCode* FindNational(absl::string_view member, absl::string_view code_list,
                                   absl::string_view national) const;

  // The text of a subject's field in the language: TextOf("indicator net-enrolment-primary",
  // "name", "vi"), TextOf("code list sex", "F", "vi"), TextOf("message title", "text", "vi").
  // English for "en" and where the translation is missing.
  Text TextOf(absl::string_view subject, absl::string_view field, absl::string_view language) const;
  // Null if the catalogue has no text in that language.
  const Translation* FindTranslation(absl::string_view language) const;

 private:
  friend class CatalogueReader;
  std::string collection_;
  std::string version_;
  std::string title_;
  std::string region_;
  bool comparison_allowed_ = false;
  std::vector<Indicator> indicators_;
  std::vector<FrameworkRow> framework_;
  std::vector<Unit> units_;
  std::vector<Rule> rules_;
  std::vector<Dimension> dimensions_;
  std::vector<CodeList> code_lists_;
  std::vector<ResultArea> result_areas_;
  std::vector<SourceDocument> sources_;
  std::vector<NationalCode> national_codes_;
  std::vector<Translation> translations_;
  std::map<TextKey, std::string> texts_;
};

// The language of the catalogue's own texts.
inline constexpr absl::string_view kSourceLanguage = "en";

}  // namespace lontar::catalogue
