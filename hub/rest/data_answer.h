#pragma once
// Figures and what occurs among them. Of this room; the caller's duties are those of answer.h.

#include <memory>

#include "absl/status/statusor.h"
#include "core/net/http_message.h"
#include "core/sdmx/cell_pass.h"
#include "core/sdmx/message_head.h"
#include "core/sdmx/sorted_figures.h"
#include "hub/rest/answer.h"
#include "hub/rest/negotiate.h"

namespace lontar::hub::rest {

// What a query's figures are made of; it stands by itself.
struct DataWork {
  sdmx::LogAccess log;
  sdmx::CellPlan plan;
  sdmx::Selection selection;
  sdmx::MessageHead head;
  // The figures of the selection, where they are wanted in another order than the log's; what is
  // left in the selection then is which of them, and what of each.
  std::shared_ptr<const sdmx::SortedFigures> sorted = nullptr;
};

// The errors of FindFlow and CheckSelection, and of the log.
absl::StatusOr<std::shared_ptr<const DataWork>> PrepareData(const RestQuery& query,
                                                            const RestDoor& door,
                                                            const Moment& moment);

// The figures as a body that is made while it is sent; nothing where none is asked for that the
// caller may see. Unimplemented with SDMX_NOT_SERVED for what the format cannot say; the errors of
// Sorted.
absl::StatusOr<std::unique_ptr<net::HttpBody>> MakeDataBody(
    const RestQuery& query, const sdmx::Writing& writing,
    const std::shared_ptr<const DataWork>& work);

// A structure message with one constraint. InvalidArgument with SDMX_QUERY for a component that is
// no dimension.
absl::StatusOr<std::string> AvailabilityText(const RestQuery& query, const sdmx::Writing& writing,
                                             const DataWork& work);

}  // namespace lontar::hub::rest
