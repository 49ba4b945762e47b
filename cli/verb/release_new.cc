// lontar release new: a member shows figures of its own to others.

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/acts.h"
#include "cli/daemon.h"
#include "cli/question_call.h"
#include "cli/release_text.h"
#include "cli/verb/verbs.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/fold/act.h"

namespace lontar::cli {
namespace {

// What is chosen of a member's parts.
struct Chosen {
  fold::ReleaseAct act;
  std::set<base::PartHash> parts;
  std::vector<std::string> words;
};

bool HasPeriod(const Answer& part, const std::string& period) {
  if (period.empty()) return true;
  return std::ranges::count(part.Texts("periods"), period) > 0;
}

// A release of a part that holds such a figure would show nothing, and look as if it did.
absl::Status CheckFree(const Answer& part) {
  const std::string hidden = part.Text("not_for_publication");
  if (hidden.empty() || hidden == "0") return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "RELEASE_RESTRICTED",
      absl::StrCat(ReleasePartWords(part), ": ", hidden,
                   " of them are not for publication, so the whole part stays hidden; leave it "
                   "out, or state the figures anew as free"));
}

absl::Status Choose(const Call& call, const std::string& member, const std::string& indicator,
                    Chosen* chosen) {
  net::Question question;
  question.question = "releases";
  question.collection = call.arguments.Text("collection");
  question.member = member;
  question.indicator = indicator;
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  chosen->act.collection = answer.Text("collection");
  const size_t before = chosen->parts.size();
  for (const Answer& part : answer.List("parts")) {
    if (!HasPeriod(part, call.arguments.Text("period"))) continue;
    if (chosen->act.audience != fold::Audience::kNobody) LONTAR_RETURN_IF_ERROR(CheckFree(part));
    const auto hash = base::PartHash::FromHex(part.Text("part"));
    if (!hash) return base::Problem(absl::StatusCode::kInternal, "ANSWER_UNREADABLE", "no hash");
    chosen->parts.insert(*hash);
    chosen->words.push_back(ReleasePartWords(part));
    const auto times = static_cast<uint32_t>(part.Number("times"));
    chosen->act.revision = std::max(chosen->act.revision, times);
  }
  if (chosen->parts.size() > before) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kNotFound, "RELEASE_EMPTY",
      absl::StrCat("no figures of ", member, " on ", indicator,
                   call.arguments.Has("period") ? " with this period" : "",
                   " stand in the log as far as this node has it; lontar release list shows what "
                   "does"));
}

}  // namespace

absl::Status ReleaseNew(const Call& call) {
  Chosen chosen;
  const auto audience = fold::AudienceNamed(call.arguments.Text("to"));
  if (!audience) {
    return UsageProblem(absl::StrCat("--to ", base::Quoted(call.arguments.Text("to")),
                                     ": it is public, members or nobody"));
  }
  chosen.act.audience = *audience;
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Status());
  LONTAR_ASSIGN_OR_RETURN(const Answer status, Answer::Parse(json));
  chosen.act.member = status.Text("member");
  for (const std::string& indicator : call.arguments.All("indicator")) {
    LONTAR_RETURN_IF_ERROR(Choose(call, chosen.act.member, indicator, &chosen));
  }
  if (chosen.parts.size() > base::kPartsMax) {
    return UsageProblem(absl::StrCat("these are ", chosen.parts.size(),
                                     " parts, one release names ", base::kPartsMax,
                                     " at most; name fewer indicators"));
  }
  LONTAR_ASSIGN_OR_RETURN(chosen.act.hub_id, HubIdHere(call));
  chosen.act.parts.assign(chosen.parts.begin(), chosen.parts.end());
  QuestionStep step;
  LONTAR_ASSIGN_OR_RETURN(step.envelope, EnvelopeOf(chosen.act, chosen.act.collection));
  step.done = absl::StrCat("released to ", NameOf(*audience));
  step.what = absl::StrJoin(chosen.words, "; ");
  return SubmitStep(call, step);
}

}  // namespace lontar::cli
