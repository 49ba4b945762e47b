#pragma once
// The catalogues by which files are looked at without a node.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/command.h"
#include "core/catalogue/catalogue.h"

namespace lontar::cli {

// --catalogue, or LONTAR_CATALOGUE.
Option LocalCatalogueOption();

// The folder of the catalogues that came with the program: share/lontar/catalogues of its
// installation, or the catalogues folder of the sources that it was built in. NotFound with
// CATALOGUE_NOT_FOUND.
absl::StatusOr<std::string> ShippedCatalogues();

// The one that was named; else all that came with the program, ascending by folder. Never empty.
// NotFound with CATALOGUE_NOT_FOUND; as LoadCatalogue.
absl::StatusOr<std::vector<catalogue::Catalogue>> LocalCatalogues(const Call& call);

}  // namespace lontar::cli
