#include "core/catalogue/facts.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace lontar::catalogue {
namespace {

// The facts of one subject; an empty value is none.
class Facts {
 public:
  void Begin(std::string subject) { subject_ = std::move(subject); }
  void Add(std::string field, std::string value) {
    if (!value.empty()) facts_.push_back({subject_, std::move(field), std::move(value)});
  }
  std::vector<Fact> Take() { return std::move(facts_); }

 private:
  std::string subject_;
  std::vector<Fact> facts_;
};

std::string YesNo(bool is_so) { return is_so ? "yes" : "no"; }

void AddUnits(const Catalogue& catalogue, Facts* facts) {
  for (const Unit& unit : catalogue.units()) {
    facts->Begin(absl::StrCat("unit ", unit.code));
    facts->Add("name", unit.name);
    if (unit.base != unit.code || unit.power != 0) {
      facts->Add("base unit", absl::StrCat(unit.base, " x 10^", unit.power));
    }
    facts->Add("whole numbers", YesNo(unit.whole));
    if (unit.maximum) facts->Add("maximum", absl::StrCat(*unit.maximum));
  }
}

void AddDimensions(const Catalogue& catalogue, Facts* facts) {
  for (const Dimension& dimension : catalogue.dimensions()) {
    facts->Begin(absl::StrCat("dimension ", dimension.id));
    facts->Add("name", dimension.name);
    facts->Add("code list", dimension.code_list);
    facts->Add("total", dimension.total);
    facts->Add("codes are ages", YesNo(dimension.is_age));
  }
}

void AddCodeLists(const Catalogue& catalogue, Facts* facts) {
  for (const CodeList& list : catalogue.code_lists()) {
    facts->Begin(absl::StrCat("code list ", list.id));
    std::vector<std::string> order;
    for (const Code& code : list.codes) {
      facts->Add(
          absl::StrCat("code ", code.id),
          code.parent.empty() ? code.name : absl::StrCat(code.name, ", below ", code.parent));
      order.push_back(code.id);
    }
    facts->Add("order", absl::StrJoin(order, ", "));
  }
}

std::string MeasuresText(const Indicator& indicator) {
  return absl::StrJoin(indicator.measures, "; ", [](std::string* out, const Measure& measure) {
    absl::StrAppend(out, measure.id);
    if (!measure.unit.empty()) absl::StrAppend(out, " in ", measure.unit);
  });
}

// "concept: any; sex: F, M".
std::string CodesText(const std::map<std::string, std::vector<std::string>>& by_dimension) {
  return absl::StrJoin(by_dimension, "; ", [](std::string* out, const auto& entry) {
    absl::StrAppend(out, entry.first, ": ",
                    entry.second.empty() ? "any" : absl::StrJoin(entry.second, ", "));
  });
}

void AddIndicators(const Catalogue& catalogue, Facts* facts) {
  for (const Indicator& indicator : catalogue.indicators()) {
    facts->Begin(absl::StrCat("indicator ", indicator.id));
    facts->Add("list and number", indicator.code);
    facts->Add("name", indicator.name);
    facts->Add("short name", indicator.short_name);
    facts->Add("guess", YesNo(indicator.is_guess));
    facts->Add("basis", indicator.basis);
    facts->Add("measures", MeasuresText(indicator));
    facts->Add("dimensions", absl::StrJoin(indicator.dimensions, ", "));
    facts->Add("age", indicator.age_code);
    facts->Add("counts only", CodesText(indicator.counts_only));
    facts->Add("as specified", CodesText(indicator.specified));
    facts->Add("denominator", indicator.denominator);
    facts->Add("disclosure", indicator.disclosure);
    facts->Add("rows of the framework", absl::StrJoin(indicator.annex2_rows, ", "));
    facts->Add("data sources", absl::StrJoin(indicator.data_sources, "; "));
    facts->Add("notes", indicator.notes);
  }
}

void AddFramework(const Catalogue& catalogue, Facts* facts) {
  for (const FrameworkRow& row : catalogue.framework()) {
    facts->Begin(absl::StrCat("framework row ", row.id));
    facts->Add("area", absl::StrCat(row.area, ": ", row.area_name));
    facts->Add("result area", row.result_area);
    facts->Add("indicator", row.indicator);
    facts->Add("wording", row.wording);
    facts->Add("variant", row.variant);
  }
}

// The fields of each subject, in the order of the facts.
struct Subject {
  std::string name;
  std::vector<std::pair<std::string, std::string>> fields;
};

std::vector<Subject> SubjectsOf(const Catalogue& catalogue) {
  std::vector<Subject> subjects;
  for (Fact& fact : FactsOf(catalogue)) {
    if (subjects.empty() || subjects.back().name != fact.subject) {
      subjects.push_back({fact.subject, {}});
    }
    subjects.back().fields.emplace_back(std::move(fact.field), std::move(fact.value));
  }
  return subjects;
}

std::vector<FieldChange> FieldChanges(const Subject& before, const Subject& after) {
  std::map<std::string, std::string> old(before.fields.begin(), before.fields.end());
  std::vector<FieldChange> changes;
  for (const auto& [field, value] : after.fields) {
    const auto found = old.extract(field);
    const std::string was = found.empty() ? "" : found.mapped();
    if (was != value) changes.push_back({field, was, value});
  }
  for (const auto& [field, value] : old) changes.push_back({field, value, ""});
  return changes;
}

}  // namespace

std::vector<Fact> FactsOf(const Catalogue& catalogue) {
  Facts facts;
  facts.Begin("catalogue");
  facts.Add("collection", catalogue.collection());
  facts.Add("version", catalogue.version());
  facts.Add("title", catalogue.title());
  facts.Add("comparison of members", catalogue.comparison_allowed() ? "allowed" : "forbidden");
  AddUnits(catalogue, &facts);
  AddDimensions(catalogue, &facts);
  AddCodeLists(catalogue, &facts);
  AddIndicators(catalogue, &facts);
  AddFramework(catalogue, &facts);
  return facts.Take();
}

std::vector<SubjectChange> ChangesBetween(const Catalogue& before, const Catalogue& after) {
  std::map<std::string, Subject> old;
  for (Subject& subject : SubjectsOf(before)) old.emplace(subject.name, subject);
  std::vector<SubjectChange> changes;
  for (const Subject& subject : SubjectsOf(after)) {
    const auto found = old.extract(subject.name);
    const ChangeKind kind = found.empty() ? ChangeKind::kAdded : ChangeKind::kChanged;
    std::vector<FieldChange> fields =
        FieldChanges(found.empty() ? Subject() : found.mapped(), subject);
    if (!fields.empty()) changes.push_back({kind, subject.name, std::move(fields)});
  }
  for (const auto& [name, subject] : old) {
    changes.push_back({ChangeKind::kRemoved, name, FieldChanges(subject, Subject())});
  }
  return changes;
}

}  // namespace lontar::catalogue
