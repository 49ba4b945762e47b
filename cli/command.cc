#include "cli/command.h"

#include "cli/acts.h"
#include "cli/annotate.h"
#include "cli/annotate_draft.h"
#include "cli/catalogue_folder.h"
#include "cli/collection_lead.h"
#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/evaluation.h"
#include "cli/keys.h"
#include "cli/mirror.h"
#include "cli/verb/verbs.h"
#include "cli/what_if.h"

namespace lontar::cli {
namespace {

void Append(absl::string_view group, std::vector<Command> more, std::vector<Command>* commands) {
  for (Command& command : more) {
    command.group = std::string(group);
    commands->push_back(std::move(command));
  }
}

std::vector<Command> KeyCommands() {
  return {
      {"ca new",
       "make a certificate authority for the lines between nodes and hub",
       {Word("folder", "DIR", "where ca.crt and ca.key are written"),
        Maybe("name", "NAME", "its common name"), Days()},
       "lontar ca new ca --name 'Lontar demonstration'",
       CaNew},
      {"ca issue",
       "issue a certificate for a member's node or the hub's host",
       {Word("folder", "DIR", "the authority's folder"),
        Maybe("member", "CODE", "for the node of this member"),
        Maybe("server", "NAME", "for the hub on this host"),
        Wanted("out", "DIR", "where tls.crt, tls.key and ca.crt are written"), Days()},
       "lontar ca issue ca --member KH --out tls/KH",
       CaIssue},
      {"key new",
       "make a key: an encrypted file, and FILE.pub with its public half",
       {Word("file", "FILE", "the key file to be made"), KdfCostOption(), PassphraseOption()},
       "lontar key new keys/KH/KH.MOP.key --passphrase-file passphrase",
       KeyNew},
      {"key list",
       "show key files: key id, and how each is protected",
       {{"files", "FILE|DIR", "key files, or folders with *.key", Times::kManyRequired, true}},
       "lontar key list keys/KH",
       KeyList},
  };
}

std::vector<Command> AuthorityCommands() {
  return {
      {"collection add", "put a collection on the log, with the facts of its catalogue",
       WithLead({HubOption(), CatalogueOption(), AuthorityKeysOption(), DryRunOfAct(),
                 PassphraseOption()}),
       "lontar collection add --hub hub --catalogue catalogues/child-labour-2025 --authority-key "
       "keys/authority-1.key --authority-key keys/authority-2.key",
       CollectionAdd},
      {"collection lead",
       "let another than the authority lead a collection, or nobody (from level 5)",
       WithLead({Word("collection", "ID", "the collection"), HubOption(),
                 Flag("nobody", "the authority signs again"), AuthorityKeysOption(), DryRunOfAct(),
                 PassphraseOption()}),
       "lontar collection lead asean-oshnet --hub hub --lead VN --lead-key keys/lead.key.pub "
       "--authority-key keys/authority-1.key --authority-key keys/authority-2.key",
       CollectionLeadVerb},
      {"catalogue add", "put a version of a catalogue on the log",
       WithSigners({HubOption(), CatalogueOption()}),
       "lontar catalogue add --hub hub --catalogue catalogues/child-labour-2025 --authority-key "
       "keys/authority-1.key --authority-key keys/authority-2.key",
       CatalogueAdd},
      {"enrol member",
       "name a member, its dates and its administrator's key",
       {Word("member", "CODE", "ISO 3166-1 alpha-2"), HubOption(),
        Wanted("members", "FILE", "the text with the members"),
        Wanted("administrator", "FILE.pub", "the administrator's public key"),
        AuthorityKeysOption(), DryRunOfAct(), PassphraseOption()},
       "lontar enrol member KH --hub hub --members catalogues/asean/members.yaml --administrator "
       "keys/KH/administrator.key.pub --authority-key keys/authority-1.key --authority-key "
       "keys/authority-2.key",
       EnrolMember},
  };
}

std::vector<Command> CatalogueCommands() {
  return {
      {"catalogue lint",
       "read a catalogue's text as the hub would",
       {Word("folder", "DIR", "the folder with the catalogue's text files"),
        Maybe("providers", "FILE", "also the text with the providers, against this catalogue")},
       "lontar catalogue lint catalogues/child-labour-2025",
       CatalogueLint},
      {"catalogue show",
       "list a catalogue's indicators, or say all of one",
       {Word("folder", "DIR", "the folder with the catalogue's text files"),
        {"indicator", "INDICATOR", "its id, or list and number: A1; or a subject: \"unit PS\"",
         Times::kOptional, true},
        Maybe("language", "CODE", "in the texts of this language, such as vi; without it English")},
       "lontar catalogue show catalogues/child-labour-2025 A1",
       CatalogueShow},
      {"catalogue diff",
       "say what one version of a catalogue says otherwise than another",
       {Word("before", "DIR", "the folder of the version before"),
        Word("after", "DIR", "the folder of the version after")},
       "lontar catalogue diff catalogues/child-labour-2025 catalogues/child-labour-2025-next",
       CatalogueDiff},
  };
}

std::vector<Command> SetUpCommands() {
  return {
      {"hub init",
       "make a hub's folder: trust root, store, settings",
       {HubOption(),
        Wanted("origin", "TEXT", "the log's name: a URL without scheme"),
        Maybe("notice", "TEXT", "what everybody has to be told about this hub"),
        Flag("training", "a hub for exercises: TRAINING stands above all that is shown of it"),
        {"root-key", "FILE", "key files that sign the trust root", Times::kManyRequired},
        Maybe("root-threshold", "N", "how many of them must sign; without it all"),
        {"authority-key", "FILE", "the authority's keys; .pub files are enough",
         Times::kManyRequired},
        Maybe("authority-threshold", "N", "how many must sign an act; without it two"),
        Wanted("log-key", "FILE", "signs checkpoints"),
        Wanted("chain-key", "FILE", "seals the authority's chain"),
        Maybe("witness-quorum", "N", "least number of witnesses that settle a checkpoint"),
        Maybe("listen", "HOST:PORT", "where nodes connect; without it a free port of 127.0.0.1"),
        Wanted("tls", "DIR", "the folder that lontar ca issue made"),
        PassphraseOption()},
       "lontar hub init --hub hub --origin log.example/figures --root-key keys/root.key "
       "--authority-key keys/authority-1.key.pub --authority-key keys/authority-2.key.pub "
       "--log-key keys/log.key --chain-key keys/chain.key --tls tls/hub",
       HubInit},
  };
}

std::vector<Command> NodeSetUpCommands() {
  return {
      {"node init",
       "make a member's node: folder, store, settings",
       {NodeOption(), Wanted("member", "CODE", "ISO 3166-1 alpha-2"),
        Wanted("hub-id", "HEX", "as lontar hub init printed it; compare it by another way"),
        Wanted("hub-address", "HOST:PORT", "where the hub listens"),
        Wanted("node-key", "FILE", "seals this node's chain"),
        Maybe("witness-key", "FILE", "cosigns checkpoints; without it the node is no witness"),
        Wanted("tls", "DIR", "the folder that lontar ca issue made"),
        Maybe("sync-minutes", "N", "how often it calls the hub by itself: 15; 0: only when told"),
        PassphraseOption()},
       "lontar node init --node nodes/KH --member KH --hub-id $(cat hub/hub-id) --hub-address "
       "localhost:4360 --node-key keys/KH/node.key --witness-key keys/KH/witness.key --tls tls/KH",
       NodeInit},
      {"node invite",
       "write what a member needs to set up its node, in one file",
       {Word("member", "CODE", "whose node it will be: KH"), HubOption(),
        Wanted("hub-address", "HOST:PORT", "where members reach the hub"),
        Maybe("hub-name", "NAME", "in the hub's certificate; without it the host of the address"),
        Wanted("tls", "DIR", "the folder that lontar ca issue made for the member"),
        Maybe("days", "N", "how long it is good: 30"),
        Wanted("out", "FILE", "the file to be made; it holds a private key")},
       "lontar node invite KH --hub hub --hub-address hub.example:4360 --tls tls/KH --out "
       "KH.invitation",
       NodeInvite},
      {"node join",
       "make a member's node by the invitation that ASEC has handed over",
       {Word("invitation", "FILE", "as lontar node invite wrote it"), NodeOption(),
        Maybe("member", "CODE", "whose node it shall be; another's invitation is refused"),
        Maybe("sync-minutes", "N", "how often it calls the hub by itself: 15; 0: only when told"),
        KdfCostOption(), PassphraseOption()},
       "lontar node join KH.invitation --node nodes/KH --passphrase-file passphrase",
       NodeJoin},
      {"enrol keys",
       "enrol a member's keys: node, witness, providers; its administrator signs",
       {NodeOption(),
        Wanted("administrator", "FILE", "the administrator's key file"),
        {"approver", "FILE", "the key of a person who approves reports", Times::kMany},
        {"focal-point", "FILE", "the SLOM focal point's key, who clears returns", Times::kMany},
        Maybe("node-key", "FILE", "the node's key"),
        Maybe("witness-key", "FILE", "the witness' key"),
        Maybe("witness-name", "NAME", "its name in cosignatures; without it witness.kh"),
        {"provider", "ID=FILE", "a provider and its key file: KH.MOP=mop.key", Times::kMany},
        Maybe("assignments", "FILE", "which provider reports which indicators, as CSV"),
        Maybe("catalogue", "DIR", "whose codes the assignments use"),
        DryRunOfAct(),
        PassphraseOption()},
       "lontar enrol keys --node nodes/KH --administrator keys/KH/administrator.key --node-key "
       "keys/KH/node.key --provider KH.MOP=keys/KH/KH.MOP.key --assignments "
       "data/demo/assignments.csv --catalogue catalogues/child-labour-2025",
       EnrolKeys},
  };
}

std::vector<Command> DraftCommands() {
  return {
      {"check",
       "check a draft against the catalogue's rules",
       {Draft(), NodeOption(), AnnotateOption(), AnnotateFromOption(),
        Maybe("mapping", "FILE", "of that file: the mapping with which it was imported"),
        Maybe("catalogue", "DIR", "with --annotate: its texts, for a draft of another catalogue")},
       "lontar check draft-1 --node nodes/KH --annotate draft-1.checked.xlsx",
       Check},
      {"drafts",
       "list what lies on the node and is not approved",
       {NodeOption()},
       "lontar drafts --node nodes/KH",
       Drafts},
      {"draft export",
       "write the unsigned report of a draft to a file",
       {Draft(), NodeOption(), Wanted("out", "FILE", "the file to be made")},
       "lontar draft export draft-1 --node nodes/KH --out draft-1.report",
       DraftExportVerb},
      {"draft drop",
       "take a draft away",
       {Draft(), NodeOption()},
       "lontar draft drop draft-1 --node nodes/KH",
       DraftDrop},
      {"draft import",
       "hand the node a report that was signed on another computer",
       {Draft(), Word("file", "FILE", "what lontar sign FILE wrote"), NodeOption()},
       "lontar draft import draft-1 draft-1.signed --node nodes/KH",
       DraftImport},
      {"sign",
       "sign a report as its provider; the key stays here",
       {{"draft", "FILE|DRAFT",
         "what lontar draft export wrote, then no node is asked; or a name on the node",
         Times::kOptional, true},
        NodeOption(Times::kOptional),
        Maybe("file", "FILE", "the file, where its name could be a draft's too"),
        Wanted("key", "FILE", "the provider's key file"),
        Maybe("out", "FILE", "of a FILE: where the signed report is written"),
        Flag("dry-run", "only show what would be signed"),
        PassphraseOption()},
       "lontar sign draft-1.report --key keys/KH/KH.MOP.key --out draft-1.signed",
       Sign},
  };
}

// What people do with a draft between import and approval.
std::vector<Command> HandlingCommands() {
  return {
      {"diff",
       "what a draft would change: old, new, percent",
       {Draft(),
        {"against", "current|DRAFT", "what stands, which it is without a word; or another draft",
         Times::kOptional, true},
        NodeOption()},
       "lontar diff draft-17 current --node nodes/KH",
       Diff},
      {"draft return",
       "give a draft back to its provider, with a reason",
       {Draft(), Maybe("reason", "TEXT", "what to correct; it stays in the node's history"),
        Maybe("by", "NAME", "who returns it; it stays on this node"), NodeOption(), DryRun()},
       "lontar draft return draft-17 --reason 'A1, 2019: girls and boys are more than the total' "
       "--by 'S. Chan' --node nodes/KH",
       DraftReturn},
      {"draft decline",
       "end a draft that another has made for its provider, with a reason",
       {Draft(), Maybe("reason", "TEXT", "for whoever drafted it; it stays in the node's history"),
        Maybe("by", "NAME", "who declines it; it stays on this node"), NodeOption(), DryRun()},
       "lontar draft decline draft-17 --reason 'the decree was repealed in 2024' --node nodes/KH",
       DraftDecline},
      {"draft history",
       "what was done with drafts, also with those that are gone",
       {{"draft", "DRAFT", "only this one", Times::kOptional, true}, NodeOption()},
       "lontar draft history draft-17 --node nodes/KH",
       DraftHistory},
      {"completeness",
       "how far each indicator of a round is, per provider",
       {NodeOption(), Round(), OtherCollection()},
       "lontar completeness --node nodes/KH --round baseline-2021",
       Completeness},
  };
}

Command SummaryCommand() {
  return {"summary",
          "how a round stands, as plain text for an e-mail; nothing is sent",
          {NodeOption(Times::kOptional), HubOption(Times::kOptional), MirrorOption(), Round(),
           Maybe("provider", "ID", "at a node: only what is asked of this one"),
           Flag("remind", "at a node: only what is still open"),
           Maybe("member", "CODE", "at the hub: only this member's items"),
           Maybe("out", "DIR", "at the hub: a file for each member, so that each gets its own"),
           VkeyOption(), OtherCollection()},
          "lontar summary --node nodes/KH --provider KH.MOP --remind",
          Summary};
}

std::vector<Command> OfficeCommands() {
  return {
      {"approve",
       "approve a signed report, and seal it into the node's chain",
       {Draft(), NodeOption(), DryRun(),
        Maybe("key", "FILE", "the key of the person who approves, where the member wants one"),
        Maybe("by", "NAME", "the person who approves; stays on the node"), PassphraseOption()},
       "lontar approve draft-1 --node nodes/KH",
       Approve},
      {"sync",
       "one conversation with the hub, now",
       {NodeOption()},
       "lontar sync --node nodes/KH",
       Sync},
      {"receipt",
       "print the receipt of an own entry: proof that the log holds it",
       {Word("number", "NUMBER", "the entry's, as lontar approve says it"), NodeOption(),
        Maybe("out", "FILE", "the file to be made, instead of printing"),
        Maybe("page", "FILE.html", "a paper for the file, which a browser prints")},
       "lontar receipt 2 --node nodes/KH --out receipt-KH.txt",
       Receipt},
      {"receipt verify",
       "verify a receipt offline, and say whose entry it is",
       {Word("file", "FILE", "the receipt"), VkeyOption(Times::kRequired),
        Maybe("policy", "FILE",
              "witnesses that you trust (C2SP tlog-policy): their quorum is wanted")},
       "lontar receipt verify receipt-KH.txt --vkey log.vkey",
       ReceiptVerify},
      {"status",
       "how a node or hub stands",
       {NodeOption(Times::kOptional), HubOption(Times::kOptional),
        Flag("check", "end with 3 where there are warnings: for a machine that watches")},
       "lontar status --node nodes/KH",
       Status},
      SummaryCommand(),
  };
}

// Who leads where several providers report the same.
std::vector<Command> LeadCommands() {
  return {
      {"lead set",
       "let one provider lead where several report an indicator; the node seals it",
       {{"leads", "ID=PROVIDER", "A6=KH.NIS: indicator and provider", Times::kManyRequired, true},
        NodeOption(),
        OtherCollection(),
        DryRunOfAct()},
       "lontar lead set A6=KH.NIS A9=KH.MOJ --node nodes/KH",
       LeadSet},
      {"lead clear",
       "let nobody lead for an indicator any more",
       {{"indicators", "ID", "its number or id", Times::kManyRequired, true},
        NodeOption(),
        OtherCollection(),
        DryRunOfAct()},
       "lontar lead clear A6 --node nodes/KH",
       LeadClear},
      {"lead list",
       "who leads for which indicator, and where nobody does",
       {NodeOption(), OtherCollection()},
       "lontar lead list --node nodes/KH",
       LeadList},
  };
}

std::vector<Command> SourceCommands() {
  const Option version = Maybe("version", "N", "an earlier version of the register");
  return {
      {"source list",
       "list the member's sources: its register on the node",
       {NodeOption(), version},
       "lontar source list --node nodes/KH",
       SourceList},
      {"source add",
       "take in a register of sources; the versions before it stay",
       {Word("file", "FILE.yaml", "the register: docs/formats/sources.md"), NodeOption(), DryRun()},
       "lontar source add data/demo/sources/KH.yaml --node nodes/KH",
       SourceAdd},
      {"source show",
       "say all that the register holds of one source",
       {Word("source", "ID", "its id: lontar source list names all"), NodeOption(), version},
       "lontar source show sdg-8-7-1 --node nodes/KH",
       SourceShow},
  };
}

std::vector<Command> ReaderCommands() {
  const Option node = NodeOption(Times::kOptional);
  const Option hub = HubOption(Times::kOptional);
  return {
      {"threshold", "which members have reported which indicators",
       WithWhatIf({hub, node, MirrorOption(), VkeyOption(), Round(), EvaluationOption(),
                   OtherCollection(), AsOf()}),
       "lontar threshold --hub hub --round baseline-2021 --threshold 6", Threshold},
      {"docket", "the indicators below the threshold, with what each member sent; on paper too",
       WithWhatIf({{"round-id", "ROUND", "the round; without it the one opened last",
                    Times::kOptional, true},
                   hub,
                   node,
                   MirrorOption(),
                   VkeyOption(),
                   Round(),
                   EvaluationOption(),
                   OtherCollection(),
                   AsOf(),
                   Maybe("out", "FILE", "the paper: a new .html, .xlsx, .csv, .odt or .txt"),
                   Maybe("format", "FORMAT", "html, xlsx, csv, odt or txt, whatever the name"),
                   Flag("reports-only",
                        "only what every holder of the log can read: the same bytes for all")}),
       "lontar docket baseline-2021 --hub hub --out docket.html", Docket},
      {"cells",
       "the merged figures, with every candidate of the disputed ones",
       {hub, node, MirrorOption(), VkeyOption(), Maybe("member", "CODE", "only this member's"),
        Maybe("indicator", "ID", "only this one: its id or code"),
        Flag("history", "all that ever stood too, with the entries that brought and ended it"),
        OtherCollection(), AsOf()},
       "lontar cells --hub hub --member PH --indicator A3 --as-of 120",
       Cells},
      {"deviations",
       "what makes members' figures differ, per indicator",
       {hub, node, MirrorOption(), VkeyOption(),
        Maybe("indicator", "ID", "only this one: its id or code"),
        Maybe("round", "ID", "what counts in this round; without it all live figures"),
        EvaluationOption(), OtherCollection(), AsOf()},
       "lontar deviations --node nodes/KH --indicator A1",
       Deviations},
      {"log mirror",
       "write the public log as files that anybody can check",
       {HubOption(), Wanted("out", "DIR", "a new folder, or a mirror to bring up to date")},
       "lontar log mirror --hub hub --out mirror",
       LogMirror},
      {"audit",
       "recompute everything from the raw bytes of a mirror or of a store's copy",
       {MirrorOption(),
        Maybe("store", "DIR", "a copy of a hub's or node's folder, to be read"),
        VkeyOption(),
        {"table", "FILE", "an answer of threshold --json, to be recomputed", Times::kMany}},
       "lontar audit --mirror mirror --vkey log.vkey --table threshold-2021.json",
       Audit},
  };
}

std::vector<Command> ShellCommands() {
  return {
      {"completion",
       "print what a shell needs to complete lines of lontar",
       {Word("shell", "bash|zsh|fish", "the shell")},
       "lontar completion bash >~/.local/share/bash-completion/completions/lontar",
       Completion},
      {"man",
       "write the manual pages into a folder",
       {Word("folder", "DIR", "where the pages are written")},
       "lontar man man1",
       Man},
      {"help",
       "show the verbs of a group, or the options of a verb",
       {{"words", "WORD", "a group, a verb or its first word", Times::kMany, true}},
       "lontar help drafts",
       Help},
  };
}

}  // namespace

std::vector<CommandGroup> CommandGroups() {
  return {
      {"setup", "make a hub, make a node, enrol a member's keys"},
      {"keys", "make and show key files and certificates"},
      {"authority", "acts of the authority, which are entries of the log for ever"},
      {"questions", "what ASEC and a member ask each other; figures and counts stay as they are"},
      {"catalogue", "read, show and compare the texts of catalogues"},
      {"drafts", "from a provider's file to its signed report"},
      {"office", "what a member's statistical office does with signed reports"},
      {"return", "what the member answers for a round as a whole, and who clears it"},
      {"sources", "the member's register of sources: surveys, censuses, registers, studies"},
      {"readers", "who opens the pages of hub or node, and what they may see"},
      {"results", "what has come of the figures, and whether it is true"},
      {"shell", "help, manual pages and completion"},
  };
}

std::vector<Command> Commands() {
  std::vector<Command> commands;
  Append("setup", SetUpCommands(), &commands);
  Append("setup", NodeSetUpCommands(), &commands);
  Append("keys", KeyCommands(), &commands);
  Append("authority", AuthorityCommands(), &commands);
  Append("authority", RoundCommands(), &commands);
  Append("authority", DecisionCommands(), &commands);
  Append("questions", QuestionCommands(), &commands);
  Append("office", ReleaseCommands(), &commands);
  Append("catalogue", CatalogueCommands(), &commands);
  Append("drafts", InputCommands(), &commands);
  Append("drafts", DraftCommands(), &commands);
  Append("drafts", ReportCommands(), &commands);
  Append("drafts", HandlingCommands(), &commands);
  Append("office", OfficeCommands(), &commands);
  Append("office", LeadCommands(), &commands);
  Append("return", ReturnCommands(), &commands);
  Append("sources", SourceCommands(), &commands);
  Append("readers", TokenCommands(), &commands);
  Append("results", ReaderCommands(), &commands);
  Append("results", ProgressCommands(), &commands);
  Append("results", ExportCommands(), &commands);
  Append("shell", ShellCommands(), &commands);
  return commands;
}

}  // namespace lontar::cli
