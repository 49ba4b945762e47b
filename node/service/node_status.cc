#include "node/service/node_status.h"

#include <nlohmann/json.hpp>

#include "core/base/status_macros.h"

namespace lontar::node {
namespace {

nlohmann::json TimeJson(const std::optional<absl::Time>& time) {
  if (!time) return nullptr;
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", *time, absl::UTCTimeZone());
}

// The core's status and what the timer knows: the core has no clock of its own.
std::string WithSyncState(const std::string& core_json, const SyncState& sync) {
  nlohmann::json json = nlohmann::json::parse(core_json);
  json["sync"] = {{"automatic", sync.is_automatic},
                  {"last_done", TimeJson(sync.last_done)},
                  {"last_failed", TimeJson(sync.last_failed)},
                  {"reason", sync.last_reason},
                  {"sentence", sync.last_sentence},
                  {"failures", sync.failures},
                  {"stuck", sync.is_stuck},
                  {"next", TimeJson(sync.next)}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace

absl::StatusOr<std::string> WholeStatus(NodeShell* shell, const SyncTimer& timer,
                                        const NodeStanding& standing) {
  const absl::StatusOr<std::string> core =
      shell->Do([](NodeCore& node) { return node.StatusJson(); });
  LONTAR_RETURN_IF_ERROR(core.status());
  return standing.AddTo(WithSyncState(*core, timer.state()));
}

}  // namespace lontar::node
