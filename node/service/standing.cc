#include "node/service/standing.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/net/standing_json.h"
#include "core/trust/certificate.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// By what the timer says (sync_timer.h). A line that fails now and then is no matter for anybody.
std::vector<base::StandingWarning> SyncWarningsOf(const json& sync) {
  constexpr int kFailuresInARow = 3;
  const int failures = sync.value("failures", 0);
  const bool is_stuck = sync.value("stuck", false);
  if (failures < kFailuresInARow && !is_stuck) return {};
  return {{is_stuck ? "sync-stuck" : "sync-failing",
           absl::StrCat("the hub was not reached ", failures, " times in a row, the last time for ",
                        sync.value("reason", json("no reason")).dump(),
                        is_stuck ? "; the node calls no more by itself: lontar sync says more"
                                 : "; nothing is lost, lontar sync says more")}};
}

}  // namespace

std::string NodeStanding::AddTo(const std::string& status_json) const {
  base::Standing standing{started_, clock_->Now(), std::nullopt, base::FreeBytesAt(config_.folder)};
  const auto identity = ReadNodeTls(config_);
  if (identity.ok()) {
    const auto facts = trust::ReadCertificate(identity->certificate_pem);
    if (facts.ok()) standing.certificate_ends = facts->not_after;
  }
  const json status = json::parse(status_json);
  return net::WithStanding(status_json, standing,
                           SyncWarningsOf(status.value("sync", json::object())));
}

}  // namespace lontar::node
