#pragma once
// A first mapping for an office's file, by looking at its columns, with what nobody can see there.
//
// Pure, any thread.

#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/formats/mapping.h"

namespace lontar::formats {

struct OfficeFile;  // import_file.h

// What is known besides; each may be empty.
struct ProposalHints {
  std::string file_name;
  std::string indicator;  // stable id or number
  std::string member;
};

// Something that a person has to look at.
struct Unsure {
  std::string key;       // of the mapping: "indicator", "columns.unit", "dimensions.sex"
  std::string sentence;  // what was proposed, and why that may be wrong
};

struct MappingProposal {
  Mapping mapping;  // complete; where nothing could be seen a value that the import refuses
  std::vector<Unsure> unsure;
  // Member, indicator, measure, period and value have columns with their own names: the table says
  // itself what it means.
  bool is_named = false;
};

MappingProposal ProposeMapping(const OfficeFile& file, const catalogue::Catalogue& catalogue,
                               const ProposalHints& hints);

}  // namespace lontar::formats
