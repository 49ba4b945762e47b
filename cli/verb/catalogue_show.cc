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

// All indicators by list and number, one a line.
std::string OverviewText(const catalogue::Catalogue& catalogue) {
  std::string text =
      absl::StrCat(catalogue.collection(), " ", catalogue.version(), ": ", catalogue.title(), "\n");
  std::string list;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    if (indicator.list != list) absl::StrAppend(&text, "\nlist ", indicator.list, "\n");
    list = indicator.list;
    absl::StrAppend(&text, Hanging(indicator.code, kCodeColumns,
                                   absl::StrCat(indicator.short_name, " (", indicator.id, ")",
                                                indicator.is_guess ? ", a guess" : "")));
  }
  return text;
}

}  // namespace

absl::Status CatalogueShow(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue catalogue,
                          LoadCatalogue(call.arguments.Text("folder")));
  const std::string wanted = call.arguments.Text("indicator");
  std::string subject;
  if (!wanted.empty()) {
    LONTAR_ASSIGN_OR_RETURN(subject, SubjectOf(catalogue, wanted));
  }
  std::string text = subject.empty() ? OverviewText(catalogue) : absl::StrCat(subject, "\n");
  std::vector<JsonObject> facts;
  for (const catalogue::Fact& fact : catalogue::FactsOf(catalogue)) {
    if (!subject.empty() && fact.subject != subject) continue;
    if (!subject.empty()) absl::StrAppend(&text, Hanging(fact.field, kFieldColumns, fact.value));
    JsonObject& row = facts.emplace_back();
    row.Put("subject", fact.subject);
    row.Put("field", fact.field);
    row.Put("value", fact.value);
  }
  JsonObject answer;
  answer.Put("schema", "lontar.catalogue-facts.v1");
  answer.Put("collection", catalogue.collection());
  answer.Put("version", catalogue.version());
  answer.PutObjects("facts", facts);
  call.terminal->Answer(call.is_json ? answer.Written() : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
