// lontar release list: the figures that stand, and to whom each part is shown.

#include "cli/daemon.h"
#include "cli/release_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status ReleaseList(const Call& call) {
  net::Question question;
  question.question = "releases";
  question.collection = call.arguments.Text("collection");
  question.member = call.arguments.Text("member");
  question.indicator = call.arguments.Text("indicator");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const bool only_released = call.arguments.Has("released");
  if (call.is_json) {
    call.terminal->Answer(only_released ? OnlyReleased(json) : json);
  } else {
    call.terminal->Answer(ReleaseListText(answer, only_released));
  }
  return absl::OkStatus();
}

}  // namespace lontar::cli
