// lontar docket: the indicators below the threshold, with what each member sent; on paper too.

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/docket_file.h"
#include "cli/evaluation.h"
#include "cli/json_text.h"
#include "cli/table_text.h"
#include "cli/verb/verbs.h"
#include "cli/what_if.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string WrittenJson(const Call& call, const Answer& docket) {
  JsonObject json;
  json.Put("schema", "lontar.docket-file.v1");
  json.Put("file", call.arguments.Text("out"));
  json.Put("round", docket.Text("round"));
  json.PutNumber("edition", docket.Number("edition"));
  json.PutNumber("log_size", docket.Number("log_size"));
  json.Put("root", docket.Text("root"));
  json.PutTexts("what_if", docket.Texts("what_if"));
  json.PutNumber("evaluation", docket.Number("evaluation"));
  return json.Written();
}

std::string WrittenText(const Call& call, const Answer& docket) {
  const std::string edition = docket.Text("edition");
  return absl::StrCat(WhatIfLine(docket), EvaluationLine(docket), "written   ",
                      call.arguments.Text("out"), "\n", "edition   ",
                      edition.empty() ? "none" : edition, "\n", LogLine(docket));
}

absl::Status WritePaper(const Call& call, const std::string& json) {
  const std::string out = call.arguments.Text("out");
  LONTAR_ASSIGN_OR_RETURN(const PaperFormat format,
                          PaperFormatOf(call.arguments.Text("format"), out));
  if (out.empty() && (call.is_json || !IsText(format))) {
    return UsageProblem("name the file that is to be written: --out FILE");
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string bytes, DocketFile(json, format));
  if (out.empty()) {
    // The paper has its bands itself.
    SetBand(call, "");
    call.terminal->Answer(bytes);
    return absl::OkStatus();
  }
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(out, bytes));
  LONTAR_ASSIGN_OR_RETURN(const Answer docket, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? WrittenJson(call, docket) : WrittenText(call, docket));
  return absl::OkStatus();
}

}  // namespace

absl::Status Docket(const Call& call) {
  if (call.arguments.Has("round") && call.arguments.Has("round-id")) {
    return UsageProblem("name the round once: lontar docket ROUND, or --round");
  }
  net::Question question;
  question.question = "docket";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.TextOr("round", call.arguments.Text("round-id"));
  question.reports_only = call.arguments.Has("reports-only");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_RETURN_IF_ERROR(TakeWhatIf(call, &question));
  LONTAR_RETURN_IF_ERROR(TakeEvaluation(call, &question));
  const bool is_paper = call.arguments.Has("out") || call.arguments.Has("format");
  if (is_paper) {
    // What cannot be written is not asked for.
    LONTAR_RETURN_IF_ERROR(
        PaperFormatOf(call.arguments.Text("format"), call.arguments.Text("out")).status());
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  if (is_paper) return WritePaper(call, json);
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : DocketText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
