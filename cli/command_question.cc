// What ASEC and a member ask each other.

#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/keys.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {
namespace {

Option QuestionWord() {
  return Word("question", "ID", "the first digits of its id: lontar question list names them");
}

Option AuthoritysKeys() {
  return {"authority-key", "FILE", "at the hub: key files of the authority", Times::kMany};
}

Option LeadsKeys() {
  return {"lead-key", "FILE", "at the hub: those of the collection's lead, if it has one",
          Times::kMany};
}

}  // namespace

std::vector<Command> QuestionCommands() {
  const Option node = NodeOption(Times::kOptional);
  const Option hub = HubOption(Times::kOptional);
  const Option text = Maybe("text", "TEXT", "what is said, at most 4,096 bytes");
  const Option file = Maybe("text-file", "FILE", "the same from a file");
  return {
      {"question new",
       "ask a member (at the hub), or ASEC (at a node), on an indicator (from level 4)",
       {{"about", "[MEMBER] INDICATOR [PERIOD]", "whom (at the hub), on what: PH A1 2019",
         Times::kManyRequired, true},
        hub,
        node,
        text,
        file,
        Maybe("measure", "ID", "only on this measure: number, proportion"),
        OtherCollection(),
        AuthoritysKeys(),
        LeadsKeys(),
        DryRunOfAct(),
        PassphraseOption()},
       "lontar question new PH A1 2019 --hub hub --text '2019 is half of 2017: right?' "
       "--authority-key keys/authority-1.key --authority-key keys/authority-2.key",
       QuestionNew},
      {"question answer",
       "say something on an open question; no figure changes by it",
       {QuestionWord(), hub, node, text, file, OtherCollection(), AuthoritysKeys(), LeadsKeys(),
        DryRunOfAct(), PassphraseOption()},
       "lontar question answer 4f2a91c0 --node nodes/PH --text 'Right: the survey of 2019 left "
       "one region out.'",
       QuestionAnswer},
      {"question close",
       "end a question: ASEC what it asked, either side what the member asked",
       {QuestionWord(), hub, node, text, file, OtherCollection(), AuthoritysKeys(), LeadsKeys(),
        DryRunOfAct(), PassphraseOption()},
       "lontar question close 4f2a91c0 --hub hub --authority-key keys/authority-1.key "
       "--authority-key keys/authority-2.key",
       QuestionClose},
      {"question list",
       "list the questions between ASEC and members; at a node its member's only",
       {hub, node, Flag("open", "only those that are not closed"),
        Maybe("member", "CODE", "at the hub: only this member's"),
        Maybe("indicator", "ID", "only on this one: its id or code"), OtherCollection(), AsOf()},
       "lontar question list --hub hub --open",
       QuestionList},
      {"question show",
       "show one question with all that was said on it",
       {QuestionWord(), hub, node, OtherCollection()},
       "lontar question show 4f2a91c0 --node nodes/PH",
       QuestionShow},
  };
}

}  // namespace lontar::cli
