#include "hub/service/standing.h"

#include <nlohmann/json.hpp>

#include "core/base/standing.h"
#include "core/trust/certificate.h"

namespace lontar::hub {
namespace {

using nlohmann::json;

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

}  // namespace

std::string HubStanding::AddTo(const std::string& status_json) const {
  base::Standing standing{started_, clock_->Now(), std::nullopt, base::FreeBytesAt(config_.folder)};
  const auto identity = ReadHubTls(config_);
  if (identity.ok()) {
    const auto facts = trust::ReadCertificate(identity->certificate_pem);
    if (facts.ok()) standing.certificate_ends = facts->not_after;
  }
  json status = json::parse(status_json);
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
  for (const base::StandingWarning& warning : base::WarningsOf(standing))
    status["warnings"].push_back({{"id", warning.id}, {"sentence", warning.sentence}});
  return status.dump(2) + "\n";
}

}  // namespace lontar::hub
