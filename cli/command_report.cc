#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

// What a report carries beside figures, and how figures are taken back.
std::vector<Command> ReportCommands() {
  return {
      {"draft justify",
       "write down why a warning stands and the figure is right",
       {Draft(), Word("finding", "FINDING", "the warning's id, as lontar check shows it"),
        NodeOption(),
        Maybe("at", "PLACE", "where: A1/number/2019, as far as it goes; lontar check shows it"),
        Flag("all", "every such warning of the draft"),
        Wanted("sentence", "TEXT", "travels with the report")},
       "lontar draft justify draft-1 YEAR_JUMP --at A1/number/2019 --sentence 'the register began "
       "in 2018' --node nodes/KH",
       DraftJustify},
      {"draft add",
       "add a file to a report: an attachment, or a provider's letter",
       {Draft(), NodeOption(), Maybe("indicator", "ID", "what the file is about: A8 or its id"),
        Maybe("file", "FILE", "the attachment, at most 16 MiB"),
        Maybe("letter", "FILE", "the scan of the letter of a provider without keys"),
        Maybe("letter-number", "TEXT", "the number that the letter bears")},
       "lontar draft add draft-1 --indicator A8 --file report.pdf --node nodes/KH",
       DraftAdd},
      {"withdraw",
       "take live figures back, with a reason: makes a draft",
       {NodeOption(), Wanted("provider", "ID", "whose figures they are"),
        Wanted("indicator", "ID", "its number or id: A9"),
        Maybe("measure", "ID", "only this measure"), Maybe("period", "YEAR", "only this period"),
        Wanted("reason", "WORD", "error, not-ours, superseded-source or disclosure"),
        Maybe("note", "TEXT", "travels with the report, as a narrative of the indicator"),
        OtherCollection(), Maybe("round", "ID", "the round that it is for, if any"),
        Maybe("on-behalf-by", "ID", "the office that entered them for a provider without keys"),
        Maybe("letter", "FILE", "with it: the scan of the provider's letter; it may come later"),
        Maybe("letter-number", "TEXT", "the number that the letter bears"),
        Maybe("by", "NAME", "the person who takes them back; stays on the node"), DryRun()},
       "lontar withdraw --provider KH.MLVT --indicator A6 --period 2019 --reason error --node "
       "nodes/KH",
       Withdraw},
  };
}

}  // namespace lontar::cli
