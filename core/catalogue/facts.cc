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
  Facts(const Catalogue& catalogue, absl::string_view language)
      : catalogue_(catalogue), language_(language) {}
  void Begin(std::string subject) { subject_ = std::move(subject); }
  void Add(std::string field, std::string value) {
    if (!value.empty()) facts_.push_back({subject_, std::move(field), std::move(value)});
  }
  // What can be translated, under the subject's own name and field.
  void AddText(const std::string& field) { Add(field, Translated(field)); }
  std::string Translated(const std::string& field) const {
    return catalogue_.TextOf(subject_, field, language_).text;
  }
  std::vector<Fact> Take() { return std::move(facts_); }

 private:
  const Catalogue& catalogue_;
  std::string language_;
  std::string subject_;
  std::vector<Fact> facts_;
};

std::string YesNo(bool is_so) { return is_so ? "yes" : "no"; }

void AddSources(const Catalogue& catalogue, Facts* facts) {
  for (const SourceDocument& document : catalogue.sources()) {
    facts->Begin(absl::StrCat("source ", document.id));
    facts->Add("title", document.title);
    facts->Add("notes", document.notes);
  }
}

void AddUnits(const Catalogue& catalogue, Facts* facts) {
  for (const Unit& unit : catalogue.units()) {
    facts->Begin(absl::StrCat("unit ", unit.code));
    facts->AddText("name");
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
    facts->AddText("name");
    facts->Add("code list", dimension.code_list);
    facts->Add("total", dimension.total);
    facts->Add("codes are ages", YesNo(dimension.is_age));
  }
}

// "Hà Giang, until 2025-06-30".
std::string CodeFact(const Code& code, std::string name) {
  if (!code.parent.empty()) absl::StrAppend(&name, ", below ", code.parent);
  if (const std::string days = TextOf(code.validity); !days.empty()) {
    absl::StrAppend(&name, ", ", days);
  }
  if (!code.spellings.empty()) {
    absl::StrAppend(&name, ", elsewhere ", absl::StrJoin(code.spellings, " and "));
  }
  if (code.is_national) absl::StrAppend(&name, ", a national code");
  if (code.is_guess) absl::StrAppend(&name, ", a guess");
  return code.basis.empty() ? name : absl::StrCat(name, " (", code.basis, ")");
}

void AddCodeLists(const Catalogue& catalogue, Facts* facts) {
  for (const CodeList& list : catalogue.code_lists()) {
    facts->Begin(absl::StrCat("code list ", list.id));
    facts->Add("source", list.source);
    facts->Add("by member", YesNo(list.is_by_member));
    std::vector<std::string> order;
    for (const Code& code : list.codes) {
      facts->Add(absl::StrCat("code ", code.id), CodeFact(code, facts->Translated(code.id)));
      order.push_back(code.id);
    }
    facts->Add("order", absl::StrJoin(order, ", "));
  }
}

void AddNationalCodes(const Catalogue& catalogue, Facts* facts) {
  for (const NationalCode& code : catalogue.national_codes()) {
    facts->Begin(absl::StrCat("national codes of ", code.member, " for ", code.code_list));
    facts->Add(code.national,
               absl::StrCat(code.code, code.is_guess ? ", a guess" : "", " (", code.basis, ")"));
  }
}

std::string MeasuresText(const Indicator& indicator) {
  return absl::StrJoin(indicator.measures, "; ", [](std::string* out, const Measure& measure) {
    absl::StrAppend(out, measure.id);
    if (!measure.unit.empty()) absl::StrAppend(out, " in ", measure.unit);
    if (measure.is_summed) absl::StrAppend(out, ", summed");
    if (!measure.regional_numerator.empty()) {
      absl::StrAppend(out, ", of the region ", measure.regional_numerator, " by ",
                      measure.regional_denominator);
    }
  });
}

// "concept: any; sex: F, M".
std::string CodesText(const std::map<std::string, std::vector<std::string>>& by_dimension) {
  return absl::StrJoin(by_dimension, "; ", [](std::string* out, const auto& entry) {
    absl::StrAppend(out, entry.first, ": ",
                    entry.second.empty() ? "any" : absl::StrJoin(entry.second, ", "));
  });
}

std::string ReferenceField(const CrossReference& reference) {
  return absl::StrCat(reference.system, " ", reference.series, " for ", reference.measure);
}

// "the same, SDG 8.7.1, concept EA".
std::string ReferenceText(const CrossReference& reference) {
  std::string text = reference.is_same ? "the same" : "near";
  if (!reference.sdg.empty()) absl::StrAppend(&text, ", SDG ", reference.sdg);
  for (const auto& [dimension, code] : reference.codes) {
    absl::StrAppend(&text, ", ", dimension, " ", code);
  }
  return reference.notes.empty() ? text : absl::StrCat(text, "; ", reference.notes);
}

void AddIndicators(const Catalogue& catalogue, Facts* facts) {
  for (const Indicator& indicator : catalogue.indicators()) {
    facts->Begin(absl::StrCat("indicator ", indicator.id));
    facts->Add("list and number", indicator.code);
    facts->AddText("name");
    facts->AddText("short name");
    facts->Add("guess", YesNo(indicator.is_guess));
    facts->Add("basis", indicator.basis);
    facts->AddText("definition");
    facts->AddText("universe");
    facts->Add("stock or flow", indicator.stock_or_flow);
    facts->Add("guesses", absl::StrJoin(indicator.guesses, ", "));
    facts->Add("measures", MeasuresText(indicator));
    facts->Add("dimensions", absl::StrJoin(indicator.dimensions, ", "));
    facts->Add("age", indicator.age_code);
    facts->Add("counts only", CodesText(indicator.counts_only));
    facts->Add("as specified", CodesText(indicator.specified));
    facts->AddText("denominator");
    facts->Add("disclosure", indicator.disclosure);
    facts->Add("rows of the framework", absl::StrJoin(indicator.annex2_rows, ", "));
    facts->Add("data sources", absl::StrJoin(indicator.data_sources, "; "));
    for (const CrossReference& reference : indicator.cross_references) {
      facts->Add(ReferenceField(reference), ReferenceText(reference));
    }
    facts->Add("notes", indicator.notes);
  }
}

void AddResultAreas(const Catalogue& catalogue, Facts* facts) {
  int unnamed = 0;
  for (const ResultArea& area : catalogue.result_areas()) {
    // Without an id its place tells it apart.
    const std::string id = area.id.empty() ? absl::StrCat(++unnamed) : area.id;
    facts->Begin(absl::StrCat("result area ", id));
    facts->Add("name", area.id.empty() ? area.name : facts->Translated("name"));
    facts->Add("area", area.area);
    facts->Add("timeframe", area.timeframe);
    facts->Add("bodies", absl::StrJoin(area.bodies, ", "));
    facts->Add("data sources", absl::StrJoin(area.data_sources, "; "));
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

void AddMessages(const Catalogue& catalogue, Facts* facts) {
  for (const auto& [key, text] : catalogue.texts()) {
    if (key.first.rfind("message ", 0) != 0) continue;
    facts->Begin(key.first);
    facts->AddText(key.second);
  }
}

void AddTranslations(const Catalogue& catalogue, Facts* facts) {
  for (const Translation& translation : catalogue.translations()) {
    facts->Begin(absl::StrCat("texts in ", translation.language));
    facts->Add("draft", YesNo(translation.is_draft));
    facts->Add("basis", translation.basis);
    for (const auto& [key, text] : translation.texts) {
      facts->Add(absl::StrCat(key.first, ", ", key.second), text);
    }
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

std::vector<Fact> FactsIn(const Catalogue& catalogue, absl::string_view language) {
  Facts facts(catalogue, language);
  facts.Begin("catalogue");
  facts.Add("collection", catalogue.collection());
  facts.Add("version", catalogue.version());
  facts.AddText("title");
  facts.Add("region", catalogue.region());
  facts.Add("comparison of members", catalogue.comparison_allowed() ? "allowed" : "forbidden");
  AddSources(catalogue, &facts);
  AddUnits(catalogue, &facts);
  AddDimensions(catalogue, &facts);
  AddCodeLists(catalogue, &facts);
  AddNationalCodes(catalogue, &facts);
  AddIndicators(catalogue, &facts);
  AddResultAreas(catalogue, &facts);
  AddFramework(catalogue, &facts);
  AddMessages(catalogue, &facts);
  return facts.Take();
}

std::vector<Fact> FactsOf(const Catalogue& catalogue) {
  std::vector<Fact> all = FactsIn(catalogue, kSourceLanguage);
  Facts facts(catalogue, kSourceLanguage);
  AddTranslations(catalogue, &facts);
  for (Fact& fact : facts.Take()) all.push_back(std::move(fact));
  return all;
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
