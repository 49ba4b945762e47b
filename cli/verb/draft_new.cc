// lontar draft new: what a provider reported in an earlier round, as a list to confirm.
//
// A draft on the node is a whole report that only waits for its signature: one with figures that
// nobody has confirmed cannot be (docs/decisions/0024). So the list is a workbook; what is
// confirmed in it becomes a draft when it is imported.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status DraftNew(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(
      const std::string json,
      node->LastFigures(call.arguments.Text("collection"), call.arguments.Text("from-round"),
                        call.arguments.Text("provider")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  Call workbook = call;
  workbook.arguments.Add("member", answer.Text("member"));
  if (!call.arguments.Has("collection")) {
    workbook.arguments.Add("collection", answer.Text("collection"));
  }
  LONTAR_RETURN_IF_ERROR(Template(workbook));
  call.terminal->Note(absl::StrCat(
      "no draft is made yet: write x where what stands in grey holds, type what is new, then "
      "lontar import ",
      call.arguments.Text("out"), " makes one"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
