// lontar catalogue lint: reads a catalogue's text as the hub would, with ids that SDMX can have,
// and says what it holds.

#include <map>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/json_text.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/catalogue/provider_text.h"

namespace lontar::cli {
namespace {

// Each language with how many of the texts it has.
std::vector<JsonObject> LanguagesJson(const catalogue::Catalogue& catalogue) {
  std::vector<JsonObject> rows;
  for (const catalogue::Translation& translation : catalogue.translations()) {
    JsonObject& row = rows.emplace_back();
    row.Put("language", translation.language);
    row.PutFlag("draft", translation.is_draft);
    row.PutNumber("texts", translation.texts.size());
    row.PutNumber("of", catalogue.texts().size());
  }
  return rows;
}

std::string LanguagesText(const catalogue::Catalogue& catalogue) {
  std::string text;
  for (const catalogue::Translation& translation : catalogue.translations()) {
    absl::StrAppend(&text, "texts ", translation.language, "   ", translation.texts.size(), " of ",
                    catalogue.texts().size(), translation.is_draft ? ", a draft\n" : "\n");
  }
  return text;
}

// The assignments of the collection in the text with the providers; none without such a text.
absl::StatusOr<uint64_t> CountAssigned(const catalogue::Catalogue& catalogue,
                                       const std::string& file) {
  if (file.empty()) return 0;
  LONTAR_ASSIGN_OR_RETURN(const std::string text, base::ReadWholeFile(file, base::kActBytesMax));
  LONTAR_ASSIGN_OR_RETURN(const auto providers, catalogue::ProviderRegister::Read(file, text));
  LONTAR_RETURN_IF_ERROR(providers.CheckAgainst(catalogue));
  uint64_t assigned = 0;
  for (const catalogue::ProviderText& provider : providers.providers()) {
    for (const catalogue::AssignmentText& assignment : provider.assignments) {
      const bool is_meant = assignment.collection == catalogue.collection();
      assigned += is_meant ? assignment.indicators.size() : 0;
    }
  }
  return assigned;
}

uint64_t CodesIn(const catalogue::Catalogue& catalogue) {
  uint64_t codes = 0;
  for (const catalogue::CodeList& list : catalogue.code_lists()) codes += list.codes.size();
  return codes;
}

}  // namespace

absl::Status CatalogueLint(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue catalogue,
                          LoadNewCatalogue(call.arguments.Text("folder")));
  const std::string providers = call.arguments.Text("providers");
  LONTAR_ASSIGN_OR_RETURN(const uint64_t assigned, CountAssigned(catalogue, providers));
  std::map<std::string, uint64_t> lists;
  uint64_t guesses = 0;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    ++lists[indicator.list];
    if (indicator.is_guess) ++guesses;
  }
  std::string text =
      absl::StrCat(catalogue.collection(), " ", catalogue.version(), ": ", catalogue.title(), "\n");
  std::vector<JsonObject> rows;
  for (const auto& [list, count] : lists) {
    absl::StrAppend(&text, "list ", list, "     ", Counted(count, "indicator", "indicators"), "\n");
    JsonObject& row = rows.emplace_back();
    row.Put("list", list);
    row.PutNumber("indicators", count);
  }
  absl::StrAppend(
      &text, "guesses    ", guesses, "\nframework  ",
      Counted(catalogue.framework().size(), "row", "rows"), "\ncodes      ", CodesIn(catalogue),
      " in ", Counted(catalogue.code_lists().size(), "list", "lists"), "\nnational   ",
      Counted(catalogue.national_codes().size(), "code", "codes"), "\n", LanguagesText(catalogue));
  if (!providers.empty()) {
    absl::StrAppend(&text, "assigned   ", Counted(assigned, "indicator", "indicators"), "\n");
  }
  JsonObject answer;
  answer.Put("schema", "lontar.catalogue.v1");
  answer.Put("collection", catalogue.collection());
  answer.Put("version", catalogue.version());
  answer.Put("title", catalogue.title());
  answer.PutNumber("guesses", guesses);
  answer.PutNumber("framework_rows", catalogue.framework().size());
  answer.PutObjects("lists", rows);
  answer.PutNumber("codes", CodesIn(catalogue));
  answer.PutNumber("national_codes", catalogue.national_codes().size());
  answer.PutObjects("languages", LanguagesJson(catalogue));
  if (!providers.empty()) answer.PutNumber("assigned", assigned);
  call.terminal->Answer(call.is_json ? answer.Written() : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
