// lontar cells: the merged figures, with every candidate of the disputed ones.

#include "cli/daemon.h"
#include "cli/table_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Cells(const Call& call) {
  net::Question question;
  question.question = "cells";
  question.collection = call.arguments.Text("collection");
  question.member = call.arguments.Text("member");
  question.indicator = call.arguments.Text("indicator");
  question.history = call.arguments.Has("history");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : CellsText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
