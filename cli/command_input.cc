#include "cli/annotate.h"
#include "cli/catalogue_folder.h"
#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {
namespace {

Command TemplateCommand() {
  return {"template",
          "write the workbook that a provider fills, for what it supplies",
          {Word("out", "FILE.xlsx", "the workbook to be made"),
           Wanted("collection", "ID|DIR", "the collection, or the folder of its catalogue"),
           Wanted("member", "CODE", "ISO 3166-1 alpha-2"),
           Wanted("provider", "ID", "whom it is for: KH.MOP"),
           Maybe("indicators", "LIST", "only these of the provider's: A1,A6"),
           Maybe("round", "ID", "the round that it is for: its year and its last day"),
           Maybe("date", "DATE", "the day on which the provider supplies them; without it today"),
           Maybe("language", "CODE", "its words, ISO 639: vi; what is not translated is English"),
           Maybe("from-round", "ID", "the provider's last figures of this round in grey"),
           NodeOption(Times::kOptional),
           Flag("training", "for an exercise, where no node of its hub is named"),
           Maybe("prefill", "FILE", "published figures in grey, each to be confirmed"),
           Maybe("mapping", "FILE", "which column of it is what: docs/formats/mapping.md"),
           Maybe("texts", "DIR",
                 "where members.yaml, providers.yaml and rounds.yaml are; without it beside the "
                 "catalogue")},
          "lontar template --collection catalogues/child-labour-2025 --member KH --provider KH.MOP "
          "--round baseline-2021 KH.MOP.xlsx",
          Template};
}

Command DraftNewCommand() {
  return {"draft new",
          "a provider's last figures as a workbook to confirm; the import makes the draft",
          {Wanted("out", "FILE.xlsx", "the workbook to be made"),
           Wanted("from-round", "ID", "the round whose figures are shown"),
           Wanted("provider", "ID", "whose figures: KH.MOP"), NodeOption(),
           Maybe("collection", "ID|DIR", "where the log holds more than one collection"),
           Maybe("round", "ID", "the round that it is for: its year and its last day"),
           Maybe("texts", "DIR", "where members.yaml, providers.yaml and rounds.yaml are")},
          "lontar draft new --from-round baseline-2021 --provider KH.NIS --node nodes/KH --out "
          "KH.NIS.xlsx",
          DraftNew};
}

}  // namespace

std::vector<Command> InputCommands() {
  return {
      TemplateCommand(),
      DraftNewCommand(),
      {"import",
       "read a provider's file into a draft, or say what is wrong with it",
       {Word("file", "FILE", "a workbook (XLSX), a CSV file or SDMX-CSV"),
        NodeOption(Times::kOptional),
        Maybe("mapping", "FILE", "which column is what: docs/formats/mapping.md"),
        Maybe("provider", "ID", "without it whom the mapping names"),
        Maybe("collection", "ID", "where the provider reports to more than one collection"),
        Maybe("round", "ID", "the round that it is for, if any"),
        DryRun(),
        LocalCatalogueOption(),
        Maybe("member", "CODE", "look without a node, at this member's rows only"),
        AnnotateOption(),
        Flag("replace", "state blocks as in the file; bring no live cells along"),
        Flag("confirm-small-totals", "totals under the minimum may be published"),
        {"publish", "CELL", "against disclosure control: A14/number/2019/F.Y5T17._T", Times::kMany},
        Maybe("publish-reason", "TEXT", "with it: why; two people approve such a report"),
        Maybe("reason", "WORD", "with --replace: why figures are left out, as in lontar withdraw"),
        Maybe("on-behalf-by", "ID", "the office that enters them for a provider without keys"),
        Maybe("letter", "FILE", "with it: the scan of the provider's letter; it may come later"),
        Maybe("letter-number", "TEXT", "the number that the letter bears"),
        Maybe("by", "NAME", "the person who enters them; stays on the node"),
        Maybe("drafted-by", "NAME", "the body that drafted these words for the provider: ILO"),
        Maybe("corrects", "DRAFT", "the draft, made by another, whose place this file takes")},
       "lontar import data/published/uis_net_enrolment.csv --node nodes/KH --mapping "
       "data/demo/mappings/uis-net-enrolment.yaml",
       Import},
      {"mapping new",
       "propose a mapping for a file by looking at its columns",
       {Word("file", "FILE", "a workbook (XLSX) or a CSV file"),
        Maybe("indicator", "ID", "the indicator of its figures, if the file does not say"),
        Maybe("member", "CODE", "the member of its figures, if the file does not say"),
        LocalCatalogueOption(),
        Maybe("out", "FILE", "write it there; an existing file is not replaced")},
       "lontar mapping new figures.xlsx --indicator A1 --member KH --out figures.yaml",
       MappingNew},
  };
}

}  // namespace lontar::cli
