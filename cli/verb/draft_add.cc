// lontar draft add: a file that travels with the report: an attachment of an indicator, or the
// letter of a provider that keeps no keys.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/progress.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

absl::StatusOr<net::AddedFile> AddedFileOf(const Arguments& given) {
  const bool is_letter = given.Has("letter");
  if (is_letter == given.Has("file") || is_letter == given.Has("indicator")) {
    return UsageProblem("add a --file about an --indicator, or the provider's --letter");
  }
  if (is_letter != given.Has("letter-number"))
    return UsageProblem("--letter and --letter-number go together");
  net::AddedFile added;
  added.draft = given.Text("draft");
  added.indicator = given.Text("indicator");
  added.file_name = given.Text(is_letter ? "letter" : "file");
  added.letter_number = given.Text("letter-number");
  LONTAR_ASSIGN_OR_RETURN(added.content, base::ReadWholeFile(added.file_name, base::kPartBytesMax));
  return added;
}

}  // namespace

absl::Status DraftAdd(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const net::AddedFile added, AddedFileOf(call.arguments));
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->AddToDraft(added));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string text =
      absl::StrCat("added     ", answer.Text("kind"), " ", added.file_name, ", ",
                   answer.Text("media_type"), ", ", SizeWords(answer.Number("bytes")), ", to ",
                   answer.Text("draft"), "\npart      ", answer.Text("part"));
  call.terminal->Answer(call.is_json ? json : text);
  SayIfUnsigned(call, answer);
  return absl::OkStatus();
}

}  // namespace lontar::cli
