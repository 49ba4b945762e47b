// lontar level raise: from here on the log takes what a newer version of the format brings.

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status LevelRaise(const Call& call) {
  fold::PolicyAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, AskHubId(call));
  LONTAR_ASSIGN_OR_RETURN(const auto level, call.arguments.Number("to"));
  act.level = static_cast<uint32_t>(level.value_or(0));
  if (act.level < 2 || act.level > fold::kKnownLevel) {
    return UsageProblem(
        absl::StrCat("--to wants a level that this program knows: 2 to ", fold::kKnownLevel));
  }
  return SubmitAct(call, act, "", absl::StrCat("level ", act.level));
}

}  // namespace lontar::cli
