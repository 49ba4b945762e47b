#pragma once
// Whether what a catalogue calls its things can be called so in SDMX: asked of a catalogue that is
// newly written, before it is signed.
//
// Catalogue::Load takes more, and must go on taking it: the fold judges acts by it, and a verdict
// never changes. Source: IDType and NCNameIDType of SDMX-ML 2.1 and 3.0, and the same of
// SDMX-JSON; docs/formats/sdmx.md. Pure function, any thread.

#include <vector>

#include "absl/status/status.h"
#include "core/catalogue/catalogue.h"

namespace lontar::sdmx {

// `catalogue` is what Catalogue::Load made of `files`. InvalidArgument with CATALOGUE_INVALID and
// file, line, value and what would be right, of the first
//   collection, dimension    that does not begin with a letter
//   dimension                that every structure has already: "freq", "dispute"
//   indicator                whose code is that of another, as a-b of a's measure b
//   row of the framework     with another character than letters, digits, _, -, @, $ before its
//                            first point, or with nothing there
//   code list                whose `source` is written as a registered list's and is none
absl::Status CheckCatalogueIds(const catalogue::Catalogue& catalogue,
                               const std::vector<catalogue::SourceFile>& files);

}  // namespace lontar::sdmx
