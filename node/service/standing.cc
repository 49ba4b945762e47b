#include "node/service/standing.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/standing.h"
#include "core/trust/certificate.h"

namespace lontar::node {
namespace {

using nlohmann::json;

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

// By what the timer says (sync_timer.h). A line that fails now and then is no matter for anybody.
void WarnOfSync(const json& sync, std::vector<base::StandingWarning>* warnings) {
  constexpr int kFailuresInARow = 3;
  const int failures = sync.value("failures", 0);
  const bool is_stuck = sync.value("stuck", false);
  if (failures < kFailuresInARow && !is_stuck) return;
  warnings->push_back(
      {is_stuck ? "sync-stuck" : "sync-failing",
       absl::StrCat("the hub was not reached ", failures, " times in a row, the last time for ",
                    sync.value("reason", json("no reason")).dump(),
                    is_stuck ? "; the node calls no more by itself: lontar sync says more"
                             : "; nothing is lost, lontar sync says more")});
}

}  // namespace

std::string NodeStanding::AddTo(const std::string& status_json) const {
  base::Standing standing{started_, clock_->Now(), std::nullopt, base::FreeBytesAt(config_.folder)};
  const auto identity = ReadNodeTls(config_);
  if (identity.ok()) {
    const auto facts = trust::ReadCertificate(identity->certificate_pem);
    if (facts.ok()) standing.certificate_ends = facts->not_after;
  }
  std::vector<base::StandingWarning> warnings = base::WarningsOf(standing);
  json status = json::parse(status_json);
  WarnOfSync(status.value("sync", json::object()), &warnings);
  status["version"] = LONTAR_VERSION;
  status["started"] = TimeText(standing.started);
  status["checked"] = TimeText(standing.now);
  status["disk_free_bytes"] = standing.disk_free_bytes ? json(*standing.disk_free_bytes) : json();
  status["certificate"] = nullptr;
  if (standing.certificate_ends) {
    status["certificate"] = {
        {"not_after", TimeText(*standing.certificate_ends)},
        {"days_left", base::DaysUntil(*standing.certificate_ends, standing.now)}};
  }
  status["warnings"] = json::array();
  for (const base::StandingWarning& warning : warnings)
    status["warnings"].push_back({{"id", warning.id}, {"sentence", warning.sentence}});
  return status.dump(2) + "\n";
}

}  // namespace lontar::node
