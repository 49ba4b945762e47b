#pragma once
// The drop-downs of a template: each entry is a code, a space, and its name for people. Pure, any
// thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/sheet_plan.h"
#include "core/formats/template_layout.h"
#include "core/formats/template_words.h"
#include "core/observation/block.h"

namespace lontar::formats {

// "F Female"; only the code where the name is empty or the same.
std::string CodeWithName(absl::string_view code, absl::string_view name);

// The catalogue's code list of the levels of progress; a catalogue may lack it.
inline constexpr char kProgressList[] = "progress-level";

// The code of an entry, or of what somebody typed in its place: all up to the first space.
absl::string_view CodeOfEntry(absl::string_view text);

// Makes each list at most once. One use, one thread.
class ChoiceLists {
 public:
  ChoiceLists(const catalogue::Catalogue& catalogue, const TemplateRequest& request)
      : catalogue_(catalogue), words_(catalogue, request.language), member_(request.member) {}

  // Each gives the id of the list.
  std::string Measures(const catalogue::Indicator& indicator);
  std::string Units(const catalogue::Indicator& indicator);
  std::string Codes(const catalogue::Indicator& indicator, const catalogue::Dimension& dimension);
  std::string Statuses();
  std::string Confidentialities();
  std::string Deviations();
  std::string DecimalMarks();
  std::string Crosses();
  std::string Progress();  // empty if the catalogue has no such list

  // The text that a cell with the code shows.
  std::string Entry(const catalogue::Dimension& dimension, absl::string_view code) const;
  std::string UnitEntry(absl::string_view unit) const;
  std::string MeasureEntry(const catalogue::Measure& measure) const;
  std::string StatusEntry(observation::Status status) const;
  std::string ConfidentialityEntry(observation::Confidentiality confidentiality) const;

  // In the order in which they were asked for.
  std::vector<ChoiceList> Finish() { return std::move(lists_); }

 private:
  bool Has(absl::string_view id) const;
  std::string Add(std::string id, std::vector<std::string> entries);

  const catalogue::Catalogue& catalogue_;
  TemplateWords words_;
  std::string member_;
  std::vector<ChoiceList> lists_;
};

}  // namespace lontar::formats
