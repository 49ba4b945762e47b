#pragma once
// From the path and query of a request to what it asks. Pure, any thread.

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "hub/rest/parameters.h"
#include "hub/rest/query.h"

namespace lontar::hub::rest {

// `path`: what stands behind the mount, decoded; `query`: as it was sent. InvalidArgument with
// SDMX_QUERY for what does not follow the grammar, a parameter that the resource does not have
// among it; Unimplemented with SDMX_NOT_SERVED for what the standard has and this hub does not;
// FailedPrecondition with SDMX_AGAINST_RULES for what may not be asked of these figures; NotFound
// with SDMX_ABSENT for a resource that is none.
absl::StatusOr<RestQuery> ReadQuery(Generation generation, const std::vector<std::string>& path,
                                    const std::vector<std::pair<std::string, std::string>>& query);

// Its parts, in files of their own. What is behind the resource's name is `rest`.
absl::Status ReadDataV1(const std::vector<std::string>& rest, Parameters* parameters,
                        RestQuery* query);
absl::Status ReadDataV2(const std::vector<std::string>& rest, Parameters* parameters,
                        RestQuery* query);
// `type` as the path says it.
absl::Status ReadStructure(const std::string& type, const std::vector<std::string>& rest,
                           Parameters* parameters, RestQuery* query);
// True for a type of the standard, whether there are any of it here or not.
bool IsStructureType(Generation generation, absl::string_view type);
// mode, references and the components of an availability query.
absl::Status ReadAvailability(absl::string_view components, Parameters* parameters,
                              RestQuery* query);

// Shared between them.
absl::StatusOr<std::vector<std::string>> NamesOf(absl::string_view text, char separator);
absl::StatusOr<std::vector<VersionPattern>> VersionsOf(absl::string_view text, char separator);
absl::Status TakeInstant(absl::string_view name, Parameters* parameters,
                         std::optional<absl::Time>* instant);
absl::Status TakeCounts(Parameters* parameters, sdmx::Selection* selection);
absl::Status TakeDimensionAtObservation(Parameters* parameters, DataQuery* data);
absl::Status TakeIncludeHistory(Parameters* parameters, DataQuery* data);

}  // namespace lontar::hub::rest
