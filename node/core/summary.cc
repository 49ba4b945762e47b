#include "node/core/summary.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/fold/threshold.h"
#include "node/core/own_questions.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// What is under way goes before what is there.
std::string StateOf(const PairStanding& pair) {
  if (!pair.drafts.empty()) {
    ReportStage furthest = ReportStage::kDraft;
    for (const DraftStanding* draft : pair.drafts) furthest = std::max(furthest, draft->stage);
    return std::string(NameOf(furthest));
  }
  if (pair.stage == ReportStage::kNothing) return "due";
  return pair.stage < ReportStage::kSynced ? std::string(NameOf(pair.stage)) : "arrived";
}

json ItemJson(const PairStanding& pair, int open_questions) {
  const catalogue::Indicator& indicator = *pair.indicator;
  return {{"indicator", indicator.id},
          {"code", indicator.code},
          {"name", indicator.short_name.empty() ? indicator.name : indicator.short_name},
          {"arrived", pair.index.has_value()},
          {"open_questions", open_questions},
          {"state", StateOf(pair)}};
}

bool HasKey(const CompletenessSources& sources, absl::string_view provider) {
  const auto keys = sources.ahead->KeysAt(fold::KeyRole::kProvider, sources.member,
                                          base::LogIndex(sources.ahead->size().value()));
  return std::ranges::count(keys, provider, &fold::KeyRecord::provider) > 0;
}

json RoundJson(const CompletenessSources& sources, const fold::RoundReference& reference) {
  const fold::RoundRecord& round = *reference.round;
  const fold::TrustRoot* root = sources.ahead->trust_root();
  const fold::MemberAct* member = sources.ahead->FindMember(sources.member, sources.ahead->size());
  const std::string today = absl::FormatTime("%Y-%m-%d", sources.now, absl::UTCTimeZone());
  const std::string cut_off = round.CutOffFor(sources.member, sources.ahead->size());
  return {{"schema", "lontar.summary.v1"},
          {"notice", root == nullptr || root->notice.empty() ? json() : json(root->notice)},
          {"member", sources.member},
          {"member_name", member == nullptr ? "" : member->name},
          {"collection", reference.collection->act.id},
          {"collection_name", reference.collection->act.name},
          {"round", round.id},
          {"title", round.open.title},
          {"list", round.open.list},
          {"cut_off", cut_off},
          {"date", today},
          {"is_overdue", today > cut_off},
          {"is_closed", !round.closes.empty()}};
}

}  // namespace

absl::StatusOr<std::string> SummaryJson(const CompletenessSources& sources,
                                        absl::string_view provider) {
  LONTAR_ASSIGN_OR_RETURN(
      const fold::RoundReference reference,
      fold::FindRound(*sources.ahead, sources.collection, sources.round, sources.ahead->size()));
  std::map<std::string, json> by_provider;
  json unassigned = json::array();
  for (const PairStanding& pair : PairsOf(sources, reference)) {
    if (!provider.empty() && pair.provider != provider) continue;
    if (pair.provider.empty()) {
      unassigned.push_back(pair.indicator->code);
      continue;
    }
    json& entry = by_provider[pair.provider];
    entry["provider"] = pair.provider;
    entry["name"] = pair.provider_name;
    const OpenOfMember open =
        OpenOf(*sources.ahead, sources.member, reference.collection->act.id, pair.indicator->id);
    entry["items"].push_back(ItemJson(pair, open.all()));
  }
  const bool is_asked = by_provider.contains(std::string(provider));
  if (!provider.empty() && !is_asked && !HasKey(sources, provider)) {
    return base::Problem(absl::StatusCode::kNotFound, "PROVIDER_UNNAMED",
                         absl::StrCat("no valid key is of ", base::Quoted(provider),
                                      "; the administrator enrols a provider's key"));
  }
  json answer = RoundJson(sources, reference);
  answer["providers"] = json::array();
  for (auto& [id, entry] : by_provider) answer["providers"].push_back(std::move(entry));
  answer["unassigned"] = std::move(unassigned);
  return answer.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::node
