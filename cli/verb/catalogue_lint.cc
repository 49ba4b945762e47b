// lontar catalogue lint: reads a catalogue's text as the hub would, and says what it holds.

#include <map>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/json_text.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status CatalogueLint(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue catalogue,
                          LoadCatalogue(call.arguments.Text("folder")));
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
  absl::StrAppend(&text, "guesses    ", guesses, "\nframework  ",
                  Counted(catalogue.framework().size(), "row", "rows"), "\n");
  JsonObject answer;
  answer.Put("schema", "lontar.catalogue.v1");
  answer.Put("collection", catalogue.collection());
  answer.Put("version", catalogue.version());
  answer.Put("title", catalogue.title());
  answer.PutNumber("guesses", guesses);
  answer.PutNumber("framework_rows", catalogue.framework().size());
  answer.PutObjects("lists", rows);
  call.terminal->Answer(call.is_json ? answer.Written() : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
