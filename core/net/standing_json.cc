#include "core/net/standing_json.h"

#include <nlohmann/json.hpp>

namespace lontar::net {
namespace {

using nlohmann::json;

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

json CertificateOf(const base::Standing& standing) {
  if (!standing.certificate_ends) return nullptr;
  return {{"not_after", TimeText(*standing.certificate_ends)},
          {"days_left", base::DaysUntil(*standing.certificate_ends, standing.now)}};
}

}  // namespace

std::string WithStanding(const std::string& status_json, const base::Standing& standing,
                         const std::vector<base::StandingWarning>& more) {
  json status = json::parse(status_json);
  status["version"] = LONTAR_VERSION;
  status["started"] = TimeText(standing.started);
  status["checked"] = TimeText(standing.now);
  status["disk_free_bytes"] = standing.disk_free_bytes ? json(*standing.disk_free_bytes) : json();
  status["certificate"] = CertificateOf(standing);
  std::vector<base::StandingWarning> warnings = base::WarningsOf(standing);
  warnings.insert(warnings.end(), more.begin(), more.end());
  status["warnings"] = json::array();
  for (const base::StandingWarning& warning : warnings)
    status["warnings"].push_back({{"id", warning.id}, {"sentence", warning.sentence}});
  return status.dump(2) + "\n";
}

}  // namespace lontar::net
