// lontar import: a provider's file becomes a draft on the node, or a list of what is wrong with it.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/findings.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string ImportText(const Answer& answer, bool is_dry_run) {
  const Answer& rows = answer.At("rows");
  std::string text = absl::StrCat("read      ", Counted(rows.Number("read"), "row", "rows"), " of ",
                                  answer.Text("file"), ": ", rows.Text("taken"), " taken, ",
                                  rows.Text("unchanged"), " unchanged, ", rows.Text("refused"),
                                  " refused, ", rows.Text("not_taken"), " of no indicator, ",
                                  rows.Text("other_member"), " of other members\n");
  const Answer& series = answer.At("not_taken_by_series");
  for (size_t i = 0; i < series.keys().size(); ++i) {
    absl::StrAppend(&text, "no place  ", series.keys()[i], ": ", series.items()[i].text(), " rows",
                    "\n");
  }
  absl::StrAppend(&text, FindingRows(answer.List("findings")));
  const uint64_t stated = answer.At("blocks").Number("stated");
  if (!answer.At("draft").is_absent()) {
    absl::StrAppend(&text, "draft     ", answer.Text("draft"), " of ", answer.Text("provider"),
                    ": ", Counted(stated, "block", "blocks"), "\n");
  } else if (ErrorsAmong(answer.List("findings")) > 0) {
    absl::StrAppend(&text, "no draft  the file must be corrected first\n");
  } else if (is_dry_run && stated > 0) {
    absl::StrAppend(&text, "no draft  only looked; it would hold ",
                    Counted(stated, "block", "blocks"), " of ", answer.Text("provider"), "\n");
  } else {
    absl::StrAppend(&text, "no draft  nothing of this member is new here\n");
  }
  return text;
}

absl::StatusOr<std::string> ImportWith(const Call& call, const net::ImportFile& file,
                                       net::NodeClient* node) {
  const std::string words =
      absl::StrCat("the node reads ", file.file_name, ", ", SizeWords(file.content.size()));
  const Ticker ticker(call.terminal, call.is_json, [&words] { return Reading{words}; });
  return node->Import(file);
}

}  // namespace

absl::Status Import(const Call& call) {
  net::ImportFile file;
  file.file_name = call.arguments.Text("file");
  LONTAR_ASSIGN_OR_RETURN(file.content, base::ReadWholeFile(file.file_name, base::kImportBytesMax));
  file.mapping_name = call.arguments.Text("mapping");
  LONTAR_ASSIGN_OR_RETURN(file.mapping,
                          base::ReadWholeFile(file.mapping_name, base::kConfigurationBytesMax));
  file.provider = call.arguments.Text("provider");
  file.round = call.arguments.Text("round");
  file.dry_run = call.arguments.Has("dry-run");
  file.replace = call.arguments.Has("replace");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, ImportWith(call, file, node.get()));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : ImportText(answer, file.dry_run));
  return FindingsStatus(answer.List("findings"), file.file_name);
}

}  // namespace lontar::cli
