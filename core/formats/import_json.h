#pragma once
// What an import found, as the answer of `lontar import --json` (docs/reference/json.md). Pure, any
// thread.

#include <set>
#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/formats/held_back.h"
#include "core/formats/import.h"
#include "core/formats/import_file.h"
#include "core/formats/mapping_propose.h"

namespace lontar::formats {

struct ImportAnswer {
  const catalogue::Catalogue* catalogue = nullptr;
  const MappedFile* file = nullptr;
  const ImportResult* result = nullptr;
  std::vector<FigurePlace> unchanged;         // figures that are stated already
  std::vector<ImportFinding> whole_findings;  // after the file's own, on blocks as they would stand
  const DisclosureOutcome* disclosure = nullptr;  // null: not planned
  std::string file_name;
  std::string mapping_name;
  std::string provider;          // empty: not known
  std::string draft;             // empty: none was made
  std::string on_behalf_office;  // of a provider without keys; empty: its own
  std::string on_behalf;         // a sentence that says so
  std::string drafted_by;        // who drafted it for the provider; empty: nobody else
  std::string drafted;           // a sentence that says so
  bool is_dry_run = false;
  int blocks_stated = 0;
  int blocks_unchanged = 0;
  std::set<std::string> narratives_unchanged;  // indicators whose words stand already
  size_t cells_max = 0;  // of those listed; how many there are is said in any case
};

// Whether one of the findings is an error.
bool HasErrors(const std::vector<ImportFinding>& findings);

// Two blanks a level, one cell a line, UTF-8 whatever was in the file.
std::string ImportJson(const ImportAnswer& answer);

// A finding alone, as it stands in the answer; dumped JSON.
std::string FindingJson(const ImportFinding& finding);

// A proposal as a mapping that ReadMapping takes, with `schema` and `unsure` besides.
std::string ProposalJson(const MappingProposal& proposal);

}  // namespace lontar::formats
