#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/keys.h"
#include "cli/mirror.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {
namespace {

Option RoundWord() { return Word("round", "ROUND", "the round that is answered for"); }

}  // namespace

std::vector<Command> ReturnCommands() {
  return {
      {"return prepare",
       "show what the member would answer for a round, and choose the rest",
       {RoundWord(),
        NodeOption(),
        {"not-available", "ID=REASON", "A8=no-system: no figure, and why", Times::kMany},
        {"does-not-apply", "ID", "there is nothing of the kind in this member", Times::kMany},
        {"later", "ID", "it will come", Times::kMany},
        Maybe("nil", "REASON", "a nil return: this reason for all that has no figure"),
        OtherCollection(),
        DryRun()},
       "lontar return prepare baseline-2021 --node nodes/KH --not-available A8=no-system",
       ReturnPrepare},
      {"return print",
       "write the paper that the SLOM focal point signs",
       {RoundWord(), NodeOption(),
        Wanted("out", "FILE.html", "the file to be made; a browser prints it"), OtherCollection()},
       "lontar return print baseline-2021 --node nodes/KH --out return-KH.html",
       ReturnPrint},
      {"return clear",
       "let the return go to ASEC, by the focal point's key or on the signed paper",
       {RoundWord(), NodeOption(), Maybe("key", "FILE", "the focal point's key file"),
        Maybe("paper", "FILE", "the scan of the signed paper"),
        Maybe("fingerprint", "TEXT", "with --paper: as it stands at the foot of the paper"),
        Maybe("letter", "NUMBER", "with --paper: the letter's number; kept on this node"),
        Maybe("clerk", "NAME", "with --paper: who took it in; kept on this node"),
        OtherCollection(), DryRunOfAct(), PassphraseOption()},
       "lontar return clear baseline-2021 --node nodes/KH --paper scan.pdf --fingerprint "
       "4f2a-91c0-77be-03d1 --letter 123/2026",
       ReturnClear},
      {"returns",
       "which members have answered for a round; silence and nil are two things",
       {HubOption(Times::kOptional), NodeOption(Times::kOptional), MirrorOption(), VkeyOption(),
        Round(), OtherCollection(), AsOf()},
       "lontar returns --hub hub --round baseline-2021",
       Returns},
  };
}

}  // namespace lontar::cli
