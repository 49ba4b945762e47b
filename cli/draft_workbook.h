#pragma once
// The workbook in which a draft's findings go back: where each figure of the draft stands in it.
// Pure.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "cli/answer.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/annotate.h"
#include "core/formats/mapping.h"
#include "core/observation/report.h"

namespace lontar::cli {

struct DraftHere {
  observation::Report report;
  std::vector<observation::Figures> figures;
  catalogue::Catalogue catalogue;  // the version that the report names
};

struct PlacedWorkbook {
  std::string bytes;
  std::map<std::string, std::string> places;  // "A1!D14", by the figure's address
};

// The provider's file, read as an import reads it. The errors of MapFile and ImportTables.
absl::StatusOr<PlacedWorkbook> OwnWorkbook(std::string bytes, const std::string& name,
                                           const std::optional<formats::Mapping>& mapping,
                                           const DraftHere& draft);

// A template with the draft's figures, as the provider would have filled it. The errors of
// FillTemplate and WriteWorkbook.
absl::StatusOr<PlacedWorkbook> FreshWorkbook(const DraftHere& draft, absl::Time created);

// Findings of lontar.check.v1, each at its figure; one on a block or the report stays in the list.
std::vector<formats::Annotation> AnnotationsIn(const PlacedWorkbook& workbook,
                                               const std::vector<Answer>& findings);

}  // namespace lontar::cli
