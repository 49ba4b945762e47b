#pragma once
// Reads the section `rules` of a catalogue's text. One use, one thread.

#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {

// `section` is a list that is not empty; the catalogue has its indicators and dimensions. Each
// problem is InvalidText with the line: a rule, key, indicator, measure or dimension that is not
// known, a number out of its bounds.
absl::StatusOr<std::vector<Rule>> ReadRules(const TextSource& source, const TextNode& section,
                                            const Catalogue& catalogue);

}  // namespace lontar::catalogue
