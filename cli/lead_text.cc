#include "cli/lead_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

constexpr int kLeadCodeColumns = 6;

std::string LeadWords(const Answer& lead) {
  std::vector<std::string> others;
  for (const std::string& provider : lead.Texts("reporting")) {
    if (provider != lead.Text("provider")) others.push_back(provider);
  }
  const std::string name = lead.Text("provider_name");
  return absl::StrCat(
      lead.Text("name"), ": ", lead.Text("provider"), name.empty() ? "" : absl::StrCat(", ", name),
      others.empty() ? "" : absl::StrCat("; also reported by ", absl::StrJoin(others, ", ")));
}

std::string ChangeWords(const Answer& change) {
  const std::string before = change.Text("before");
  const std::string after = change.Text("after");
  if (after.empty()) return absl::StrCat("nobody leads any more; it was ", before);
  return absl::StrCat(after, " leads",
                      before.empty() ? "" : absl::StrCat(", and no longer ", before));
}

std::string ChangeLines(const Answer& answer) {
  std::string text;
  for (const Answer& change : answer.List("changes")) {
    absl::StrAppend(&text, Hanging(change.Text("code"), kLeadCodeColumns, ChangeWords(change)));
  }
  if (text.empty()) return "";
  if (answer.Flag("dry_run")) return absl::StrCat(text, "only looked; nothing was sealed\n\n");
  return absl::StrCat(text, "entry ", answer.Text("number"), ", safe on this node; ",
                      Counted(answer.Number("queued"), "entry waits", "entries wait"),
                      " to be sent\n\n");
}

}  // namespace

std::string LeadText(const Answer& answer) {
  std::string text = ChangeLines(answer);
  const std::vector<Answer>& leads = answer.List("leads");
  absl::StrAppend(&text, answer.Text("member"), ", ", answer.Text("collection"), ": ",
                  leads.empty() ? "nobody leads for an indicator\n" : "who leads\n");
  for (const Answer& lead : leads) {
    absl::StrAppend(&text, Hanging(lead.Text("code"), kLeadCodeColumns, LeadWords(lead)));
  }
  for (const Answer& row : answer.List("leaderless")) {
    absl::StrAppend(&text,
                    Hanging(row.Text("code"), kLeadCodeColumns,
                            absl::StrCat(row.Text("name"), ": nobody leads, ",
                                         absl::StrJoin(row.Texts("reporting"), " and "),
                                         " report it; where they differ no value is current")));
  }
  return text;
}

absl::Status AnswerLeads(const Call& call, const net::LeadChange& change) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Leads(change));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : LeadText(answer));
  for (const std::string& warning : answer.Texts("warnings")) call.terminal->Warning(warning);
  const bool is_change = !change.set.empty() || !change.clear.empty();
  if (is_change && answer.List("changes").empty()) {
    call.terminal->Hint("it stands so already; nothing was sealed");
  }
  return absl::OkStatus();
}

}  // namespace lontar::cli
