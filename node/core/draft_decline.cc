#include "node/core/draft_decline.h"

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "node/core/draft_return.h"

namespace lontar::node {
namespace {

using nlohmann::json;

json DeclinedIndicator(const std::string& id, const catalogue::Catalogue* catalogue) {
  const auto* known = catalogue == nullptr ? nullptr : catalogue->FindIndicator(id);
  if (known == nullptr) return {{"indicator", id}, {"code", id}, {"name", nullptr}};
  return {{"indicator", id},
          {"code", known->code},
          {"name", known->short_name.empty() ? known->name : known->short_name}};
}

}  // namespace

absl::Status CheckDecline(const DeclineRequest& request) {
  if (absl::StripAsciiWhitespace(request.reason).empty()) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "DECLINE_REASON_ABSENT",
        absl::StrCat(request.draft,
                     " is declined with a reason that tells whoever drafted it why: "
                     "--reason \"the law named there was repealed in …\""));
  }
  LONTAR_RETURN_IF_ERROR(CheckPlainText("the reason", request.reason));
  return CheckPlainText("the name of who declines it", request.by);
}

std::string DeclineJson(const DeclineRequest& request, const Drafted& drafted,
                        const observation::Report& report, const catalogue::Catalogue* catalogue) {
  json indicators = json::array();
  for (const auto& [indicator, fate] : drafted.indicators) {
    if (fate != DraftedFate::kAdded) indicators.push_back(DeclinedIndicator(indicator, catalogue));
  }
  const json answer = {{"schema", "lontar.draft-decline.v1"},
                       {"draft", request.draft},
                       {"member", report.member},
                       {"provider", report.provider},
                       {"collection", report.collection},
                       {"round", report.round.empty() ? json() : json(report.round)},
                       {"drafted_by", drafted.by},
                       {"indicators", indicators},
                       {"reason", request.reason},
                       {"by", request.by.empty() ? json() : json(request.by)},
                       {"dry_run", request.is_dry_run}};
  return answer.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::node
