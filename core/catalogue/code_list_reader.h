#pragma once
// Reading code lists, and what members' own codes mean in them. Part of catalogue_reader.h.
//
// Errors are Catalogue::Load's. Pure functions, any thread.

#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {

absl::StatusOr<CodeList> ReadCodeList(const TextSource& source, const TextNode& node);

// One entry of the section `national`: the codes of one member for one list.
absl::StatusOr<std::vector<NationalCode>> ReadNationalCodes(const TextSource& source,
                                                            const TextNode& node,
                                                            const Catalogue& catalogue);

}  // namespace lontar::catalogue
