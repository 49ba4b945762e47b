#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

std::vector<Command> TokenCommands() {
  return {
      {"token make",
       "make a token by which somebody reads the hub over HTTP; it is shown once",
       {HubOption(), Wanted("role", "ROLE", "public, member, asec, slom or auditor"),
        Maybe("member", "CODE", "whose own figures a member or a delegate to SLOM sees"),
        Wanted("expires", "DATE|DAYS", "its last day, as 2026-12-31, or how many days it holds")},
       "lontar token make --hub hub --role member --member KH --expires 90",
       TokenMake},
      {"token list",
       "show all tokens that were made, and which hold; never a token itself",
       {HubOption()},
       "lontar token list --hub hub",
       TokenList},
      {"token revoke",
       "let a token hold no more, from now on",
       {Word("id", "ID", "its id: lontar token list shows it"), HubOption()},
       "lontar token revoke token-3 --hub hub",
       TokenRevoke},
  };
}

}  // namespace lontar::cli
