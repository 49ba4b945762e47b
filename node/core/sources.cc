// The register of sources of a node.

#include "core/base/status_macros.h"
#include "node/core/node_core.h"
#include "node/core/stored_sources.h"

namespace lontar::node {

absl::StatusOr<std::string> NodeCore::AddSources(absl::string_view file, absl::string_view text,
                                                 bool is_dry_run) {
  LONTAR_ASSIGN_OR_RETURN(const auto versions, ReadSourcesVersions(*doors_.store));
  const std::string now =
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", doors_.clock->Now(), absl::UTCTimeZone());
  LONTAR_ASSIGN_OR_RETURN(
      const AddedSources added,
      AddToSources(versions, {identity_.member, std::string(file), std::string(text), now}));
  if (added.version && !is_dry_run) {
    store::Batch batch;
    PutSources(*added.version, &batch);
    LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  }
  return added.json;
}

absl::StatusOr<std::string> NodeCore::Sources(const SourcesQuestion& question) const {
  LONTAR_ASSIGN_OR_RETURN(const auto versions, ReadSourcesVersions(*doors_.store));
  return SourcesJson(versions, question);
}

}  // namespace lontar::node
