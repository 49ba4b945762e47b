// lontar catalogue show: what a catalogue says, in the words of its text.

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/json_text.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/catalogue/facts.h"

namespace lontar::cli {
namespace {

constexpr int kFieldColumns = 24;
constexpr int kCodeColumns = 6;

absl::StatusOr<std::string> SubjectOf(const catalogue::Catalogue& catalogue,
                                      absl::string_view wanted) {
  const catalogue::Indicator* indicator = catalogue.FindIndicator(wanted);
  if (indicator == nullptr) indicator = catalogue.FindByCode(wanted);
  if (indicator != nullptr) return absl::StrCat("indicator ", indicator->id);
  const auto facts = catalogue::FactsOf(catalogue);
  const auto found = std::ranges::find_if(
      facts, [&](const catalogue::Fact& fact) { return fact.subject == wanted; });
  if (found != facts.end()) return std::string(wanted);
  return base::Problem(absl::StatusCode::kNotFound, "INDICATOR_UNKNOWN",
                       absl::StrCat("this catalogue has no indicator \"", wanted,
                                    "\"; lontar catalogue show lists them all"));
}

// A field that is too long for its column has a line of its own.
std::string FactText(const catalogue::Fact& fact) {
  if (ColumnsOf(fact.field) < kFieldColumns) {
    return Hanging(fact.field, kFieldColumns, fact.value);
  }
  return absl::StrCat(fact.field, "\n", Hanging("", kFieldColumns, fact.value));
}

// All indicators by list and number, one a line.
std::string OverviewText(const catalogue::Catalogue& catalogue, absl::string_view language) {
  const std::string title = catalogue.TextOf("catalogue", "title", language).text;
  std::string text =
      absl::StrCat(catalogue.collection(), " ", catalogue.version(), ": ", title, "\n");
  std::string list;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    if (indicator.list != list) absl::StrAppend(&text, "\nlist ", indicator.list, "\n");
    list = indicator.list;
    const std::string subject = absl::StrCat("indicator ", indicator.id);
    const std::string name = catalogue.TextOf(subject, "short name", language).text;
    absl::StrAppend(&text, Hanging(indicator.code, kCodeColumns,
                                   absl::StrCat(name, " (", indicator.id, ")",
                                                indicator.is_guess ? ", a guess" : "")));
  }
  return text;
}

// What a reader of a translation has to know before the first word of it.
void TellState(const catalogue::Catalogue& catalogue, const std::string& language,
               Terminal* terminal) {
  if (language == catalogue::kSourceLanguage) return;
  const catalogue::Translation* translation = catalogue.FindTranslation(language);
  if (translation == nullptr) {
    terminal->Warning(absl::StrCat("this catalogue has no texts in \"", language, "\"; all are [",
                                   catalogue::kSourceLanguage, "]"));
  } else if (translation->is_draft) {
    terminal->Note(
        absl::StrCat("the texts in \"", language, "\" are a draft: ", translation->basis));
  }
}

}  // namespace

absl::Status CatalogueShow(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue catalogue,
                          LoadCatalogue(call.arguments.Text("folder")));
  const std::string wanted = call.arguments.Text("indicator");
  const std::string language = call.arguments.TextOr("language", catalogue::kSourceLanguage);
  std::string subject;
  if (!wanted.empty()) {
    LONTAR_ASSIGN_OR_RETURN(subject, SubjectOf(catalogue, wanted));
  }
  TellState(catalogue, language, call.terminal);
  std::string text = subject.empty() ? OverviewText(catalogue, language) : subject + "\n";
  std::vector<JsonObject> facts;
  const bool is_source = language == catalogue::kSourceLanguage;
  for (const catalogue::Fact& fact :
       is_source ? catalogue::FactsOf(catalogue) : catalogue::FactsIn(catalogue, language)) {
    if (!subject.empty() && fact.subject != subject) continue;
    if (!subject.empty()) absl::StrAppend(&text, FactText(fact));
    JsonObject& row = facts.emplace_back();
    row.Put("subject", fact.subject);
    row.Put("field", fact.field);
    row.Put("value", fact.value);
  }
  JsonObject answer;
  answer.Put("schema", "lontar.catalogue-facts.v1");
  answer.Put("collection", catalogue.collection());
  answer.Put("version", catalogue.version());
  answer.Put("language", language);
  answer.PutObjects("facts", facts);
  call.terminal->Answer(call.is_json ? answer.Written() : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
