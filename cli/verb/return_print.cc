// lontar return print: the paper that the SLOM focal point signs, as one HTML file.

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/return_text.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status ReturnPrint(const Call& call) {
  net::ReturnFor what;
  what.collection = call.arguments.Text("collection");
  what.round = call.arguments.Text("round");
  what.language = call.arguments.Text("language");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->PrintReturn(what));
  LONTAR_ASSIGN_OR_RETURN(const Answer paper, Answer::Parse(json));
  if (!paper.Flag("is_translated")) {
    call.terminal->Warning(absl::StrCat("the catalogue has no texts in the language \"",
                                        what.language, "\"; all words are English"));
  }
  const std::string out = call.arguments.Text("out");
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(out, ReturnPage(paper)));
  call.terminal->Answer(call.is_json
                            ? json
                            : absl::StrCat("written      ", out, ", to be printed from a browser\n",
                                           "fingerprint  ", paper.Text("fingerprint"), "\n"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
