#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/mirror.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

std::vector<Command> ExportCommands() {
  return {
      {"export",
       "write the merged figures, or their structure, as a file: SDMX, XLSX, CSV for Excel",
       {HubOption(Times::kOptional), NodeOption(Times::kOptional), MirrorOption(), VkeyOption(),
        Wanted("out", "FILE", "the file; there whole or not at all"),
        Maybe("format", "NAME",
              "csv-2.1 (if none is named), csv-2.0, csv-1.0, ml-3.0, ml-2.1, ml-2.1-generic, "
              "json-2.1, json-2.0, json-1.0, xlsx, csv-excel"),
        Flag("structure", "the structure and its code lists, as ml-… or json-…"),
        Maybe("member", "CODE", "only this member's"),
        Maybe("indicator", "ID", "only this one: its id or code"),
        Maybe("labels", "WHICH", "SDMX-CSV: id (codes alone), name, both"),
        Maybe("keys", "WHICH", "SDMX-CSV 2.x: columns with the whole key: none, obs, series, both"),
        Maybe("time-format", "FORM", "SDMX-CSV: original (as reported), normalized (all alike)"),
        Maybe("view", "NAME",
              "sdg-8.7.1: A1 as the UN's global SDG structure has it; what is not the same is left "
              "out and said"),
        Maybe("agency", "ID", "who maintains the structure: ASEC if none is named"),
        Maybe("separator", ",|;|tab", "csv-excel: between cells"),
        Maybe("decimal", ".|,", "csv-excel: the decimal mark"), OtherCollection(), AsOf()},
       "lontar export --hub hub --format csv-excel --separator ';' --decimal , --out figures.csv",
       Export},
  };
}

}  // namespace lontar::cli
