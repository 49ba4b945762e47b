#include "node/core/summary.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/fold/threshold.h"
#include "core/observation/period.h"
#include "core/store/key_space.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// By provider and indicator.
using ProviderItem = std::pair<std::string, std::string>;

// Indicators of the collection that lie in a draft, with its stage.
std::map<ProviderItem, std::string> DraftStages(const store::Reader& store,
                                                const std::string& collection) {
  std::vector<std::string> ids;
  const absl::Status scanned =
      store.ScanPrefix(store::kDraftPrefix, [&ids](absl::string_view key, absl::string_view) {
        key.remove_prefix(store::kDraftPrefix.size());
        if (absl::ConsumeSuffix(&key, kDraftMeta)) ids.emplace_back(key);
        return true;
      });
  std::map<ProviderItem, std::string> stages;
  if (!scanned.ok()) return stages;
  for (const std::string& id : ids) {
    const auto draft = ReadDraft(store, id);
    if (!draft.ok() || draft->envelope.collection != collection) continue;
    const auto report = observation::DecodeReport(draft->envelope.payload);
    if (!report.ok()) continue;
    const json meta = json::parse(draft->meta_json, nullptr, false);
    const bool has_stage = meta.is_object() && meta.contains("stage") && meta["stage"].is_string();
    const std::string stage = has_stage ? meta["stage"].get<std::string>() : "draft";
    for (const observation::PartEntry& part : report->parts) {
      stages[{report->provider, part.indicator}] = stage;
    }
  }
  return stages;
}

// What the provider has live of an indicator in the round's years, with figures or without.
bool HasReported(const fold::State& state, const fold::RoundReference& reference,
                 const std::string& member, const ProviderItem& item) {
  const std::string& collection = reference.collection->act.id;
  const fold::LogSize counted = reference.round->CountedUpTo(member, state.size());
  const auto& all = state.blocks();
  for (auto at = all.lower_bound({collection, member, item.second, "", "", ""}); at != all.end();
       ++at) {
    const fold::BlockKey& key = at->first;
    const bool belongs =
        key.collection == collection && key.member == member && key.indicator == item.second;
    if (!belongs) return false;
    const bool counts = key.provider == item.first &&
                        fold::InsideYearRule(reference.round->open.year_rule, key.period) &&
                        !state.LiveAt(key, counted).empty();
    if (counts) return true;
  }
  return false;
}

// The providers that are asked, by id.
std::map<std::string, std::vector<const fold::KeyRecord*>> ProvidersOf(
    const SummarySources& sources, const std::string& wanted) {
  std::map<std::string, std::vector<const fold::KeyRecord*>> providers;
  for (const auto* key : sources.ahead->KeysAt(fold::KeyRole::kProvider, sources.member,
                                               base::LogIndex(sources.ahead->size().value()))) {
    if (wanted.empty() || key->provider == wanted) providers[key->provider].push_back(key);
  }
  return providers;
}

// Makes the items of one provider after the other. One use.
class Summariser {
 public:
  Summariser(const SummarySources& sources, const fold::RoundReference& reference)
      : sources_(sources),
        reference_(reference),
        stages_(DraftStages(*sources.store, reference.collection->act.id)) {}

  json Items(const std::string& provider, const std::vector<const fold::KeyRecord*>& keys) {
    json items = json::array();
    for (const catalogue::Indicator& indicator : reference_.catalogue->indicators()) {
      if (indicator.list != reference_.round->open.list) continue;
      const bool is_asked = std::ranges::any_of(keys, [&](const fold::KeyRecord* key) {
        return key->MayReport(reference_.collection->act.id, indicator.id);
      });
      if (!is_asked) continue;
      assigned_.insert(indicator.id);
      items.push_back(Item(provider, indicator));
    }
    return items;
  }

  // Those of the list that nobody was asked for.
  json Unassigned() const {
    json codes = json::array();
    for (const catalogue::Indicator& indicator : reference_.catalogue->indicators()) {
      const bool is_asked = assigned_.contains(indicator.id);
      if (indicator.list == reference_.round->open.list && !is_asked) {
        codes.push_back(indicator.code);
      }
    }
    return codes;
  }

 private:
  json Item(const std::string& provider, const catalogue::Indicator& indicator) const {
    const ProviderItem item{provider, indicator.id};
    const bool has_arrived = HasReported(*sources_.pulled, reference_, sources_.member, item);
    return {{"indicator", indicator.id},
            {"code", indicator.code},
            {"name", indicator.short_name.empty() ? indicator.name : indicator.short_name},
            {"arrived", has_arrived},
            {"state", StateOf(item, has_arrived)}};
  }

  // What is under way goes before what is there.
  std::string StateOf(const ProviderItem& item, bool has_arrived) const {
    const auto stage = stages_.find(item);
    if (stage != stages_.end()) return stage->second;
    if (has_arrived) return "arrived";
    return HasReported(*sources_.ahead, reference_, sources_.member, item) ? "approved" : "due";
  }

  const SummarySources& sources_;
  const fold::RoundReference& reference_;
  std::map<ProviderItem, std::string> stages_;
  std::set<std::string> assigned_;
};

json RoundJson(const SummarySources& sources, const fold::RoundReference& reference) {
  const fold::RoundRecord& round = *reference.round;
  const fold::TrustRoot* root = sources.ahead->trust_root();
  const fold::MemberAct* member = sources.ahead->FindMember(sources.member, sources.ahead->size());
  const std::string today = observation::DateText(sources.today);
  return {{"schema", "lontar.summary.v1"},
          {"notice", root == nullptr || root->notice.empty() ? json() : json(root->notice)},
          {"member", sources.member},
          {"member_name", member == nullptr ? "" : member->name},
          {"collection", reference.collection->act.id},
          {"collection_name", reference.collection->act.name},
          {"round", round.id},
          {"title", round.open.title},
          {"list", round.open.list},
          {"cut_off", round.open.cut_off},
          {"date", today},
          {"is_overdue", !round.open.cut_off.empty() && today > round.open.cut_off},
          {"is_closed", !round.closes.empty()}};
}

}  // namespace

absl::StatusOr<std::string> SummaryJson(const SummarySources& sources,
                                        const SummaryQuestion& question) {
  LONTAR_ASSIGN_OR_RETURN(
      const fold::RoundReference reference,
      fold::FindRound(*sources.ahead, question.collection, question.round, sources.ahead->size()));
  const auto providers = ProvidersOf(sources, question.provider);
  if (providers.empty() && !question.provider.empty()) {
    return base::Problem(absl::StatusCode::kNotFound, "PROVIDER_UNNAMED",
                         absl::StrCat("no valid key is of ", base::Quoted(question.provider),
                                      "; the administrator enrols a provider's key"));
  }
  json answer = RoundJson(sources, reference);
  answer["providers"] = json::array();
  Summariser summariser(sources, reference);
  for (const auto& [provider, keys] : providers) {
    json items = summariser.Items(provider, keys);
    if (items.empty() && question.provider.empty()) continue;
    answer["providers"].push_back(
        {{"provider", provider}, {"name", keys.front()->provider_name}, {"items", items}});
  }
  answer["unassigned"] = question.provider.empty() ? summariser.Unassigned() : json::array();
  return answer.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

absl::StatusOr<std::string> NodeCore::Summary(const SummaryQuestion& question) const {
  return SummaryJson({.pulled = &state_,
                      .ahead = &ahead(),
                      .store = doors_.store,
                      .member = identity_.member,
                      .today = absl::ToCivilDay(doors_.clock->Now(), absl::UTCTimeZone())},
                     question);
}

}  // namespace lontar::node
