// lontar catalogue add: puts a version of a catalogue on the log, as the text that people read.

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status CatalogueAdd(const Call& call) {
  const std::string folder = call.arguments.Text("catalogue");
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue catalogue, LoadNewCatalogue(folder));
  fold::CatalogueAct act;
  LONTAR_ASSIGN_OR_RETURN(act.files, ReadCatalogueFiles(folder));
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  act.collection = catalogue.collection();
  act.version = catalogue.version();
  return SubmitAct(call, act, act.collection,
                   absl::StrCat("catalogue ", act.version, " of ", act.collection, ", ",
                                catalogue.indicators().size(), " indicators"));
}

}  // namespace lontar::cli
