#include "core/observation/report.h"

#include <algorithm>
#include <tuple>

#include "core/base/status_macros.h"
#include "core/observation/canonical.h"
#include "core/observation/wire.h"

namespace lontar::observation {

absl::string_view NameOf(WithdrawReason reason) {
  switch (reason) {
    case WithdrawReason::kError:
      return "error";
    case WithdrawReason::kNotOurs:
      return "not-ours";
    case WithdrawReason::kSupersededSource:
      return "superseded-source";
    case WithdrawReason::kDisclosure:
      return "disclosure";
  }
  return "";
}

std::string EncodeReport(Report report) {
  std::ranges::sort(report.supersedes);
  std::ranges::sort(report.source_ids);
  std::ranges::sort(report.parts, {}, &PartEntry::part_hash);
  for (PartEntry& entry : report.parts) {
    std::ranges::sort(entry.blocks, {},
                      [](const BlockCount& c) { return std::tie(c.measure, c.period); });
  }
  return ReportToWire(report);
}

absl::StatusOr<Report> DecodeReport(absl::string_view bytes) {
  LONTAR_ASSIGN_OR_RETURN(Report report, ReportFromWire(bytes));
  LONTAR_RETURN_IF_ERROR(CheckReport(report));
  return report;
}

std::string EncodePart(Part part) {
  if (auto* figures = std::get_if<Figures>(&part.content)) {
    std::ranges::sort(figures->blocks, {},
                      [](const Block& b) { return std::tie(b.measure, b.period); });
    // Rows of one cell twice stay as they are: the reader refuses them and says so.
    for (Block& block : figures->blocks) SortRows(&block);
  }
  return PartToWire(part);
}

absl::StatusOr<Part> DecodePart(absl::string_view bytes) {
  LONTAR_ASSIGN_OR_RETURN(Part part, PartFromWire(bytes));
  LONTAR_RETURN_IF_ERROR(CheckPart(part));
  return part;
}

}  // namespace lontar::observation
