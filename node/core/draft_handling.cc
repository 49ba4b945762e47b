// What people do with a draft between import and approval.

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "node/core/draft_diff.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

absl::Status CheckComparable(absl::string_view draft, const observation::Report& report,
                             absl::string_view other, const observation::Report& other_report) {
  if (report.provider == other_report.provider && report.collection == other_report.collection) {
    return absl::OkStatus();
  }
  return base::Problem(absl::StatusCode::kInvalidArgument, "DRAFTS_NOT_COMPARABLE",
                       absl::StrCat(draft, " is of ", report.provider, " for ", report.collection,
                                    ", ", other, " of ", other_report.provider, " for ",
                                    other_report.collection,
                                    ": a figure belongs to its provider; compare drafts of one"));
}

}  // namespace

absl::StatusOr<std::string> NodeCore::DiffDraft(absl::string_view draft_id,
                                                absl::string_view against) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  LONTAR_ASSIGN_OR_RETURN(const Side after, SideOf(report, DraftPartsOf(*doors_.store, draft_id)));
  CurrentSide before;
  if (against == kAgainstCurrent) {
    before = CurrentOf(ahead(), PartsOf(*doors_.store), report);
  } else {
    LONTAR_ASSIGN_OR_RETURN(const StoredDraft other, ReadDraft(*doors_.store, against));
    LONTAR_ASSIGN_OR_RETURN(const observation::Report other_report,
                            observation::DecodeReport(other.envelope.payload));
    LONTAR_RETURN_IF_ERROR(CheckComparable(draft_id, report, against, other_report));
    LONTAR_ASSIGN_OR_RETURN(before.side,
                            SideOf(other_report, DraftPartsOf(*doors_.store, against)));
  }
  DraftDiff diff = DiffSides(before.side, after);
  DiffHeading heading;
  heading.draft = std::string(draft_id);
  heading.against = std::string(against);
  heading.report = &report;
  heading.catalogue =
      ahead().FindCatalogue(report.collection, report.catalogue_version, ahead().size());
  heading.unreadable = before.unreadable;
  OrderBy(heading.catalogue, &diff);
  return DiffJson(heading, diff);
}

}  // namespace lontar::node
