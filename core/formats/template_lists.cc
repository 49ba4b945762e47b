#include "core/formats/template_lists.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/formats/template_rows.h"
#include "core/observation/block.h"

namespace lontar::formats {
namespace {

using catalogue::Code;
using catalogue::CodeList;
using catalogue::Dimension;
using catalogue::Indicator;
using catalogue::Measure;
using catalogue::Unit;
using observation::Confidentiality;
using observation::Deviation;
using observation::Status;

constexpr Status kStatuses[] = {
    Status::kNormal,         Status::kEstimated,     Status::kProvisional,
    Status::kLowReliability, Status::kBreak,         Status::kNotAvailable,
    Status::kNotCollected,   Status::kNotApplicable, Status::kSuppressed,
};
constexpr Confidentiality kConfidentialities[] = {
    Confidentiality::kFree,    Confidentiality::kConfidential, Confidentiality::kNotPublic,
    Confidentiality::kPrimary, Confidentiality::kSecondary,
};
// Those of age are stated by the import itself, from the brackets.
constexpr Deviation kDeviations[] = {
    Deviation::kNationality, Deviation::kGeography,       Deviation::kSector,
    Deviation::kConcept,     Deviation::kReferencePeriod, Deviation::kCoverage,
};

}  // namespace

std::string CodeWithName(absl::string_view code, absl::string_view name) {
  if (name.empty() || name == code) return std::string(code);
  return absl::StrCat(code, " ", name);
}

absl::string_view CodeOfEntry(absl::string_view text) { return text.substr(0, text.find(' ')); }

bool ChoiceLists::Has(absl::string_view id) const {
  return std::ranges::any_of(lists_, [id](const ChoiceList& list) { return list.id == id; });
}

std::string ChoiceLists::Add(std::string id, std::vector<std::string> entries) {
  if (!Has(id)) lists_.push_back({.id = id, .entries = std::move(entries)});
  return id;
}

std::string ChoiceLists::MeasureEntry(const Measure& measure) const {
  const Unit* unit = catalogue_.FindUnit(measure.unit);
  return CodeWithName(measure.id,
                      unit == nullptr ? "" : absl::StrCat("(", words_.Unit(*unit), ")"));
}

std::string ChoiceLists::StatusEntry(Status status) const {
  const absl::string_view code = observation::CodeOf(status);
  return CodeWithName(code, words_.Status(code));
}

std::string ChoiceLists::ConfidentialityEntry(Confidentiality confidentiality) const {
  const absl::string_view code = observation::CodeOf(confidentiality);
  return CodeWithName(code, words_.Confidentiality(code));
}

std::string ChoiceLists::UnitEntry(absl::string_view unit) const {
  const Unit* found = catalogue_.FindUnit(unit);
  return CodeWithName(unit, found == nullptr ? "" : words_.Unit(*found));
}

std::string ChoiceLists::Entry(const Dimension& dimension, absl::string_view code) const {
  const CodeList* list = catalogue_.FindCodeList(dimension.code_list);
  if (list == nullptr) return std::string(code);
  for (const Code& known : list->codes) {
    if (known.id == code) return CodeWithName(code, words_.Code(list->id, known));
  }
  return std::string(code);
}

std::string ChoiceLists::Measures(const Indicator& indicator) {
  std::vector<std::string> entries;
  for (const Measure& measure : indicator.measures) {
    if (measure.kind != catalogue::MeasureKind::kAssessment) {
      entries.push_back(MeasureEntry(measure));
    }
  }
  return Add(absl::StrCat("measure of ", indicator.code), std::move(entries));
}

std::string ChoiceLists::Units(const Indicator& indicator) {
  std::vector<std::string> entries;
  for (const Unit& unit : catalogue_.units()) {
    const bool is_wanted = std::ranges::any_of(indicator.measures, [&unit](const Measure& measure) {
      return unit.code == measure.unit || unit.base == measure.unit;
    });
    if (is_wanted) entries.push_back(UnitEntry(unit.code));
  }
  return Add(absl::StrCat("unit of ", indicator.code), std::move(entries));
}

std::string ChoiceLists::Codes(const Indicator& indicator, const Dimension& dimension) {
  std::vector<std::string> entries;
  for (const Code& code : CodesToChoose(catalogue_, indicator, dimension, {.member = member_})) {
    entries.push_back(CodeWithName(code.id, words_.Code(dimension.code_list, code)));
  }
  // The same list as another indicator's, unless the base code or the range differ.
  for (const ChoiceList& list : lists_) {
    if (list.entries == entries) return list.id;
  }
  std::string id = dimension.id;
  if (Has(id)) id = absl::StrCat(dimension.id, " of ", indicator.code);
  return Add(std::move(id), std::move(entries));
}

std::string ChoiceLists::Statuses() {
  std::vector<std::string> entries;
  for (const Status status : kStatuses) entries.push_back(StatusEntry(status));
  return Add("status", std::move(entries));
}

std::string ChoiceLists::Confidentialities() {
  std::vector<std::string> entries;
  for (const Confidentiality confidentiality : kConfidentialities) {
    entries.push_back(ConfidentialityEntry(confidentiality));
  }
  return Add("confidentiality", std::move(entries));
}

std::string ChoiceLists::Deviations() {
  std::vector<std::string> entries;
  for (const Deviation deviation : kDeviations) {
    entries.push_back(CodeWithName(observation::IdOf(deviation), observation::NameOf(deviation)));
  }
  return Add("deviations", std::move(entries));
}

std::string ChoiceLists::DecimalMarks() { return Add("decimal mark", {".", ","}); }

std::string ChoiceLists::Crosses() { return Add("yes", {"x"}); }

std::string ChoiceLists::Progress() {
  const CodeList* list = catalogue_.FindCodeList(kProgressList);
  if (list == nullptr) return "";
  std::vector<std::string> entries;
  for (const Code& code : list->codes) {
    entries.push_back(CodeWithName(code.id, words_.Code(list->id, code)));
  }
  return Add(std::string(kProgressList), std::move(entries));
}

}  // namespace lontar::formats
