// lontar receipt: the proof that the log holds an own entry, to be kept or handed on.

#include "core/log/receipt.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/receipt_page.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

absl::StatusOr<base::ChainNumber> EntryNumber(const Arguments& arguments) {
  const std::string text = arguments.Text("number");
  uint64_t number = 0;
  if (absl::SimpleAtoi(text, &number) && number > 0) return base::ChainNumber(number);
  return UsageProblem(absl::StrCat("\"", text, "\" is no entry's number; they count from 1"));
}

std::string ReceiptFacts(const Answer& answer, absl::string_view file) {
  return absl::StrCat("entry         ", answer.Text("number"), "\nindex         ",
                      answer.Text("index"), "\nverdict       ", answer.Text("verdict"),
                      "\nlog size      ", answer.Text("log_size"), "\nreceipt       ", file);
}

}  // namespace

absl::Status Receipt(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const base::ChainNumber number, EntryNumber(call.arguments));
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Receipt(number));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string receipt = answer.Text("receipt");
  // What nobody could read is never kept as a proof.
  LONTAR_RETURN_IF_ERROR(log::ParseReceipt(receipt).status());
  const std::string out = call.arguments.Text("out");
  if (!out.empty()) LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(out, receipt));
  if (const std::string page = call.arguments.Text("page"); !page.empty()) {
    LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(page, ReceiptPage(answer)));
    if (out.empty()) {
      call.terminal->Answer(call.is_json ? json : ReceiptFacts(answer, page));
      return absl::OkStatus();
    }
  }
  const std::string text = out.empty() ? receipt : ReceiptFacts(answer, out);
  call.terminal->Answer(call.is_json ? json : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
