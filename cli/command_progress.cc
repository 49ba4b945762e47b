// Members beside their own baselines, and all members together.

#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/mirror.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

std::vector<Command> ProgressCommands() {
  const Option node = NodeOption(Times::kOptional);
  const Option hub = HubOption(Times::kOptional);
  const Option indicator = Maybe("indicator", "ID", "only this one: its id or code");
  return {
      {"progress",
       "each member's latest figure beside its own baseline, and what it says of itself",
       {{"member", "MEMBER", "only this member", Times::kOptional, true},
        hub,
        node,
        MirrorOption(),
        VkeyOption(),
        indicator,
        Round(),
        OtherCollection(),
        AsOf()},
       "lontar progress KH --node nodes/KH --indicator A1",
       ProgressVerb},
      {"region",
       "the figures of all members together, where they can be added, or why not",
       {{"round-id", "ROUND", "a closed round; without it the one opened last", Times::kOptional,
         true},
        hub,
        node,
        MirrorOption(),
        VkeyOption(),
        indicator,
        Round(),
        OtherCollection(),
        AsOf()},
       "lontar region baseline-2021 --hub hub --indicator A1",
       Region},
  };
}

}  // namespace lontar::cli
