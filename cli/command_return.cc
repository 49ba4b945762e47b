#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/evaluation.h"
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
        Maybe("restore", "VERSION", "the answers that this printed version had"),
        OtherCollection(),
        DryRun()},
       "lontar return prepare baseline-2021 --node nodes/KH --not-available A8=no-system",
       ReturnPrepare},
      {"return print",
       "write the paper that the SLOM focal point signs",
       {RoundWord(), NodeOption(),
        Wanted("out", "FILE.html", "the file to be made; a browser prints it"),
        Maybe("language", "CODE", "its words, ISO 639: vi; what is not translated is English"),
        OtherCollection()},
       "lontar return print baseline-2021 --node nodes/KH --out return-KH.html",
       ReturnPrint},
      {"return clear",
       "let the return go to ASEC, by the focal point's key or on the signed paper",
       {RoundWord(),
        NodeOption(),
        {"key", "FILE", "the focal point's key file; two where the member wants two", Times::kMany},
        Maybe("paper", "FILE", "the scan of the signed paper"),
        Maybe("fingerprint", "TEXT", "with --paper: as it stands at the foot of the paper"),
        Maybe("letter", "NUMBER", "with --paper: the letter's number; kept on this node"),
        Maybe("clerk", "NAME", "with --paper: who took it in; kept on this node"),
        OtherCollection(),
        DryRunOfAct(),
        PassphraseOption()},
       "lontar return clear baseline-2021 --node nodes/KH --paper scan.pdf --fingerprint "
       "4f2a-91c0-77be-03d1 --letter 123/2026",
       ReturnClear},
      {"deputy add",
       "let a key stand in for another one, within dates",
       {Word("key", "KEY", "the deputy's key: at least 8 digits of its id"),
        Wanted("for", "KEY", "the key that it stands in for, of the same role"),
        Wanted("from", "DATE", "its first day, as 2026-12-01 (UTC)"),
        Wanted("to", "DATE", "its last day"), NodeOption(), DryRun()},
       "lontar deputy add 1a2b3c4d --for 5e6f7a8b --from 2026-12-01 --to 2026-12-31 --node "
       "nodes/KH",
       DeputyAdd},
      {"deputy end",
       "a key is a deputy's no more",
       {Word("key", "KEY", "the deputy's key: at least 8 digits of its id"), NodeOption(),
        DryRun()},
       "lontar deputy end 1a2b3c4d --node nodes/KH",
       DeputyEnd},
      {"deputy list",
       "whose keys stand in for others, and when",
       {NodeOption()},
       "lontar deputy list --node nodes/KH",
       DeputyList},
      {"returns",
       "which members have answered for a round; silence and nil are two things",
       {HubOption(Times::kOptional), NodeOption(Times::kOptional), MirrorOption(), VkeyOption(),
        Round(), EvaluationOption(), OtherCollection(), AsOf()},
       "lontar returns --hub hub --round baseline-2021",
       Returns},
  };
}

}  // namespace lontar::cli
