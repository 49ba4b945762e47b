#pragma once
// Reading what an indicator's text says beyond what is counted: series of other systems, what may
// be added up over members, and which of its keys are guesses. Part of catalogue_reader.h.
//
// Errors are Catalogue::Load's. Pure functions, any thread.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/fields.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {

// definition, universe, stock_or_flow and guesses; the first problem stays with `fields`.
void ReadMeaning(Fields* fields, Indicator* indicator);

// regional_sum, numerator and denominator of a measure whose kind is known; the first problem stays
// with `fields`.
void ReadRegional(Fields* fields, Measure* measure);
// What the measures of an indicator say of one another; `nodes`: theirs, in their order.
absl::Status CheckRegional(const TextSource& source, const std::vector<const TextNode*>& nodes,
                           const Indicator& indicator);

// Measures and dimensions of `indicator` must have been read.
absl::StatusOr<CrossReference> ReadCrossReference(const TextSource& source, const TextNode& node,
                                                  const Catalogue& catalogue,
                                                  const Indicator& indicator);

}  // namespace lontar::catalogue
