#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

std::vector<Command> TokenCommands() {
  const Option node = NodeOption(Times::kOptional);
  const Option hub = HubOption(Times::kOptional);
  return {
      {"token make",
       "make a token by which somebody opens the pages of hub or node; it is shown once",
       {hub, node,
        Wanted("role", "ROLE",
               "at a hub public, member, asec, slom or auditor; at a node reader or approver"),
        Maybe("member", "CODE", "at a hub: whose own figures a member or a delegate to SLOM sees"),
        Maybe("name", "NAME", "at a node: whose it is; stands with what is done by it, there only"),
        Wanted("expires", "DATE|DAYS", "its last day, as 2026-12-31, or how many days it holds")},
       "lontar token make --hub hub --role member --member KH --expires 90",
       TokenMake},
      {"token list",
       "show all tokens that were made, and which hold; never a token itself",
       {hub, node},
       "lontar token list --hub hub",
       TokenList},
      {"token revoke",
       "let a token hold no more, from now on",
       {Word("id", "ID", "its id: lontar token list shows it"), hub, node},
       "lontar token revoke token-3 --hub hub",
       TokenRevoke},
  };
}

}  // namespace lontar::cli
