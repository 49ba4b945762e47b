#include "hub/service/standing.h"

#include "core/net/standing_json.h"
#include "core/trust/certificate.h"

namespace lontar::hub {

std::string HubStanding::AddTo(const std::string& status_json) const {
  base::Standing standing{started_, clock_->Now(), std::nullopt, base::FreeBytesAt(config_.folder)};
  const auto identity = ReadHubTls(config_);
  if (identity.ok()) {
    const auto facts = trust::ReadCertificate(identity->certificate_pem);
    if (facts.ok()) standing.certificate_ends = facts->not_after;
  }
  return net::WithStanding(status_json, standing, {});
}

}  // namespace lontar::hub
