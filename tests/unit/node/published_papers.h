#pragma once
// A small federation on the published catalogue of child labour.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "tests/support/small_federation.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::node {

// The files of a folder of ours.
inline std::vector<catalogue::SourceFile> FilesOfCatalogue(const std::string& folder) {
  std::vector<catalogue::SourceFile> files;
  const auto names = base::ListFolder(absl::StrCat(LONTAR_SOURCE_DIR, "/", folder));
  for (const std::string& name : names.value()) {
    files.push_back({name, catalogue::ReadSource(absl::StrCat(folder, "/", name))});
  }
  return files;
}

// `indicators`: stable ids, which the NSO of each member may report.
inline support::FoundingPapers PublishedPapers(std::vector<std::string> indicators) {
  support::FoundingPapers papers{.collection = "asean-child-labour",
                                 .version = "2025.1",
                                 .files = {},
                                 .indicators = std::move(indicators),
                                 .rules = {}};
  std::ranges::sort(papers.indicators);  // as an entitlement wants them
  papers.files = FilesOfCatalogue("catalogues/child-labour-2025");
  return papers;
}

}  // namespace lontar::node
