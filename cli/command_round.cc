// Rounds, and what the authority decides on them.

#include "cli/acts.h"
#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/evaluation.h"
#include "cli/keys.h"
#include "cli/mirror.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

std::vector<Command> RoundCommands() {
  return {
      {"round open", "open a round with the rule that its text states",
       WithSigners({HubOption(), Collection(), Wanted("rounds", "FILE", "the text with the rounds"),
                    Wanted("round", "ID", "which of them")}),
       "lontar round open --hub hub --collection asean-child-labour --rounds "
       "catalogues/asean/rounds.yaml --round baseline-2021 --authority-key keys/authority-1.key "
       "--authority-key keys/authority-2.key",
       RoundOpenVerb},
      {"round extend", "move a round's cut-off to a later day, for all or for some (from level 3)",
       WithSigners({HubOption(),
                    Collection(),
                    Wanted("round", "ID", "the round"),
                    Wanted("to", "DATE", "the new cut-off, as 2026-12-31"),
                    {"member", "CODE", "for this member only", Times::kMany}}),
       "lontar round extend --hub hub --collection asean-child-labour --round baseline-2021 --to "
       "2021-10-31 --member KH --authority-key keys/authority-1.key --authority-key "
       "keys/authority-2.key",
       RoundExtend},
      {"round close", "close a round: what comes later is kept and not counted in it",
       WithSigners({HubOption(),
                    Collection(),
                    Wanted("round", "ID", "the round"),
                    {"except", "CODE", "members with an extension", Times::kMany}}),
       "lontar round close --hub hub --collection asean-child-labour --round baseline-2021 "
       "--authority-key keys/authority-1.key --authority-key keys/authority-2.key",
       RoundCloseVerb},
      {"round evaluate", "count a closed round again; its result stands beside (from level 5)",
       WithSigners({HubOption(), Collection(),
                    Wanted("round", "ID", "the round, closed for everybody"),
                    Wanted("reason", "TEXT", "why")}),
       "lontar round evaluate --hub hub --collection asean-child-labour --round baseline-2021 "
       "--reason 'KH reported late' --authority-key keys/authority-1.key --authority-key "
       "keys/authority-2.key",
       RoundEvaluateVerb},
      {"round calendar",
       "all rounds with their days, and which members have not answered yet",
       {HubOption(Times::kOptional), NodeOption(Times::kOptional), MirrorOption(), VkeyOption(),
        OtherCollection(), Flag("overdue", "only who is overdue, in lines for a mail"),
        Maybe("on", "DATE", "as on this day, and not today"), AsOf()},
       "lontar round calendar --hub hub --overdue",
       RoundCalendar},
      {"level raise",
       "let the log take what a newer level of the format brings",
       {HubOption(),
        Wanted("to", "LEVEL", "2: returns; 3: decisions; 4: questions; 5: evaluations, leads"),
        AuthorityKeysOption(), DryRunOfAct(), PassphraseOption()},
       "lontar level raise --hub hub --to 2 --authority-key keys/authority-1.key "
       "--authority-key keys/authority-2.key",
       LevelRaise},
  };
}

std::vector<Command> DecisionCommands() {
  const Option node = NodeOption(Times::kOptional);
  const Option hub = HubOption(Times::kOptional);
  return {
      {"decision record", "record what SLOM has decided on an indicator of a docket (from level 3)",
       WithSigners(
           {Word("indicator", "ID", "its code or id"), HubOption(),
            Wanted("round", "ID", "the round whose docket was decided on"),
            Wanted("to", "LIST|stay", "the list to which it moves with the next catalogue version"),
            Wanted("meeting", "TEXT", "which meeting"), Wanted("date", "DATE", "its day"),
            Wanted("reason", "TEXT", "why"), Maybe("document", "NUMBER", "the meeting's document"),
            EvaluationOption(), OtherCollection()}),
       "lontar decision record A9 --hub hub --round baseline-2021 --to B --meeting SLOM-17 --date "
       "2021-09-28 --reason 'reported by four members' --authority-key keys/authority-1.key "
       "--authority-key keys/authority-2.key",
       DecisionRecord},
      {"decision list",
       "what SLOM has decided, and how an indicator came to its list",
       {hub, node, MirrorOption(), VkeyOption(),
        Maybe("indicator", "ID", "only this one: its id or code"), OtherCollection(), AsOf()},
       "lontar decision list --hub hub --indicator A9",
       DecisionList},
      {"catalogue next",
       "write the next version of a catalogue's text, as SLOM has decided",
       {CatalogueOption(), Wanted("version", "TEXT", "of the new catalogue: 2026.1"),
        Wanted("out", "DIR", "the new folder; only list, number and version differ"), hub, node,
        MirrorOption(), VkeyOption()},
       "lontar catalogue next --hub hub --catalogue catalogues/child-labour-2025 --version 2026.1 "
       "--out catalogues/child-labour-2026",
       CatalogueNext},
  };
}

}  // namespace lontar::cli
