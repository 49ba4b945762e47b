// What a member shows of its figures to others.

#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/mirror.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

std::vector<Command> ReleaseCommands() {
  const Option indicator{"indicator", "INDICATOR", "id or code: A1", Times::kManyRequired, true};
  const Option period = Maybe("period", "PERIOD", "only parts with figures of this one: 2016");
  return {
      {"release new",
       "show the member's own figures to other members or to everybody (from level 5)",
       {indicator, NodeOption(),
        Wanted("to", "AUDIENCE", "public, members, or nobody: ended again"), period,
        OtherCollection(), DryRunOfAct()},
       "lontar release new A1 A3 --to public --node nodes/PH",
       ReleaseNew},
      {"release list",
       "list the figures that stand, and to whom each part is shown",
       {NodeOption(Times::kOptional), HubOption(Times::kOptional), MirrorOption(), VkeyOption(),
        Maybe("member", "CODE", "only this member's"),
        Maybe("indicator", "ID", "only of this one: its id or code"),
        Flag("released", "only what is shown to somebody"), OtherCollection(), AsOf()},
       "lontar release list --node nodes/PH",
       ReleaseList},
  };
}

}  // namespace lontar::cli
