// lontar summary: how a round stands, as plain text for an e-mail. Nothing is sent.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/member_mail.h"
#include "cli/summary_text.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// At a node: its office's own providers.
absl::Status OfficeSummary(const Call& call) {
  for (const char* other : {"member", "out"}) {
    if (call.arguments.Has(other)) {
      return UsageProblem(absl::StrCat("--", other,
                                       " goes with --hub or --mirror: a node tells of "
                                       "its own member's providers"));
    }
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Summary(call.arguments.Text("collection"),
                                                                call.arguments.Text("round"),
                                                                call.arguments.Text("provider")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json
                                     : cli::SummaryText(answer, call.arguments.Has("remind")));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ChosenMembers(const Call& call, const Answer& docket) {
  std::vector<std::string> members = MembersInDocket(docket);
  const std::string wanted = call.arguments.Text("member");
  if (wanted.empty()) return members;
  if (std::ranges::find(members, wanted) != members.end()) return std::vector{wanted};
  return base::Problem(absl::StatusCode::kNotFound, "MEMBER_ABSENT",
                       absl::StrCat("the round has no member ", wanted, "; its members are ",
                                    absl::StrJoin(members, " ")));
}

std::string SummariesJson(const Answer& docket, const std::vector<std::string>& members) {
  std::vector<JsonObject> summaries;
  for (const std::string& member : members) summaries.push_back(MemberJson(docket, member));
  JsonObject json;
  json.Put("schema", "lontar.member-summaries.v1");
  json.Put("collection", docket.Text("collection"));
  json.Put("round", docket.Text("round"));
  json.PutNumber("log_size", docket.Number("log_size"));
  json.Put("root", docket.Text("root"));
  json.PutObjects("members", summaries);
  return json.Written();
}

// One file for each member, so that nobody is sent another one's.
absl::Status WriteMails(const Call& call, const Answer& docket,
                        const std::vector<std::string>& members) {
  const std::string folder = call.arguments.Text("out");
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  std::string written;
  for (const std::string& member : members) {
    const std::string file = absl::StrCat(folder, "/", member, ".txt");
    LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(file, MemberMail(docket, member)));
    absl::StrAppend(&written, "written   ", file, "\n");
  }
  call.terminal->Answer(call.is_json ? SummariesJson(docket, members) : written);
  return absl::OkStatus();
}

// At the hub, or over a mirror: a mail for each member.
absl::Status MemberSummaries(const Call& call) {
  for (const char* other : {"provider", "remind"}) {
    if (call.arguments.Has(other)) {
      return UsageProblem(absl::StrCat("--", other, " goes with --node"));
    }
  }
  if (!call.is_json && !call.arguments.Has("member") && !call.arguments.Has("out")) {
    return UsageProblem("name one member with --member, or a folder for a file of each with --out");
  }
  net::Question question;
  question.question = "docket";
  question.collection = call.arguments.Text("collection");
  question.round = call.arguments.Text("round");
  question.reports_only = true;
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer docket, Answer::Parse(json));
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> members, ChosenMembers(call, docket));
  if (call.arguments.Has("out")) return WriteMails(call, docket, members);
  call.terminal->Answer(call.is_json ? SummariesJson(docket, members)
                                     : MemberMail(docket, members.front()));
  return absl::OkStatus();
}

}  // namespace

absl::Status Summary(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  return place == Place::kNode ? OfficeSummary(call) : MemberSummaries(call);
}

}  // namespace lontar::cli
