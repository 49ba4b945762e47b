#include "cli/collection_lead.h"

#include "absl/strings/str_cat.h"
#include "cli/keys.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

std::vector<Option> WithLead(std::vector<Option> options) {
  options.push_back({"lead", "NAME", "a member's code or an institution: it signs (from level 5)"});
  options.push_back({"lead-key", "FILE.pub", "the lead's public keys", Times::kMany});
  options.push_back({"lead-threshold", "K", "how many of them sign; 1 without it"});
  return options;
}

absl::StatusOr<std::optional<fold::CollectionLead>> LeadNamed(const Call& call) {
  const std::vector<std::string> files = call.arguments.All("lead-key");
  LONTAR_ASSIGN_OR_RETURN(const std::optional<uint64_t> threshold,
                          call.arguments.Number("lead-threshold"));
  if (!call.arguments.Has("lead")) {
    if (files.empty() && !threshold) return std::optional<fold::CollectionLead>();
    return UsageProblem("name who leads: --lead NAME");
  }
  fold::CollectionLead lead;
  lead.name = call.arguments.Text("lead");
  for (const std::string& file : files) {
    LONTAR_ASSIGN_OR_RETURN(lead.keys.emplace_back(), ReadPublicKey(call, file));
  }
  const uint64_t wanted = threshold.value_or(1);
  if (files.empty() || wanted < 1 || wanted > files.size()) {
    return UsageProblem(absl::StrCat("a lead has keys, and 1 to all of them sign: --lead-key, as ",
                                     "often as it has keys, and --lead-threshold"));
  }
  lead.threshold = static_cast<uint32_t>(wanted);
  return std::optional(std::move(lead));
}

}  // namespace lontar::cli
