#include "node/core/lead_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/newest_catalogue.h"
#include "node/core/node_core.h"

namespace lontar::node {
namespace {

using nlohmann::json;

const std::vector<fold::PlanVersion>* PlansOf(const LeadSources& sources,
                                              absl::string_view collection) {
  const fold::CollectionRecord* record = sources.ahead->FindCollection(collection);
  if (record == nullptr) return nullptr;
  const auto found = record->plans.find(sources.member);
  return found == record->plans.end() ? nullptr : &found->second;
}

// The first indicator that the request names; empty where it names none.
std::string FirstNamed(const LeadRequest& request) {
  if (!request.set.empty()) return request.set.front().first;
  return request.clear.empty() ? "" : request.clear.front();
}

absl::Status CheckCollection(const LeadSources& sources, const std::string& collection) {
  if (collection.empty() || sources.ahead->FindCollection(collection) != nullptr) {
    return absl::OkStatus();
  }
  return base::Problem(absl::StatusCode::kNotFound, "COLLECTION_ABSENT",
                       absl::StrCat("the log has no collection ", base::Quoted(collection)));
}

// "KH.MOLVT", with something behind the member's code.
absl::Status CheckProvider(const LeadSources& sources, const std::string& provider) {
  const std::string prefix = absl::StrCat(sources.member, ".");
  if (absl::StartsWith(provider, prefix) && provider.size() > prefix.size()) {
    return absl::OkStatus();
  }
  return base::Problem(absl::StatusCode::kInvalidArgument, "LEAD_PROVIDER",
                       absl::StrCat(base::Quoted(provider), " is no provider of ", sources.member,
                                    "; write its id, such as ", prefix, "NIS"));
}

// What is known of a provider and an indicator.
struct Standing {
  std::string name;
  bool has_key = false;
  bool may_report = false;
};

Standing StandingOf(const LeadSources& sources, const LeadPlan& plan, const std::string& indicator,
                    const std::string& provider) {
  Standing standing;
  const base::LogIndex next(sources.ahead->size().value());
  for (const fold::KeyRecord* key :
       sources.ahead->KeysAt(fold::KeyRole::kProvider, sources.member, next)) {
    if (key->provider != provider) continue;
    standing.has_key = true;
    standing.name = key->provider_name;
    if (key->MayReport(plan.collection, indicator)) standing.may_report = true;
  }
  return standing;
}

// Providers with live figures of the indicator, ascending.
std::set<std::string> ReportingOf(const LeadSources& sources, const std::string& collection,
                                  const std::string& indicator) {
  std::set<std::string> providers;
  const fold::State& ahead = *sources.ahead;
  ahead.ForEachBlock(collection, sources.member, indicator, [&](const fold::BlockKey& key) {
    if (!ahead.LiveAt(key, ahead.size()).empty()) providers.insert(key.provider);
  });
  return providers;
}

// The log takes such a plan: who leads may be enrolled later, or have no keys at all.
void Warn(const LeadSources& sources, const catalogue::Indicator& indicator,
          const std::string& provider, LeadPlan* plan) {
  const Standing standing = StandingOf(sources, *plan, indicator.id, provider);
  if (standing.may_report) return;
  plan->warnings.push_back(absl::StrCat(
      provider, standing.has_key ? " has no key that may report " : " has no valid key to report ",
      indicator.code,
      "; it leads where figures of it stand all the same, such as those entered on its behalf"));
}

std::string LeadIn(const std::map<std::string, std::string>& leads, const std::string& indicator) {
  const auto found = leads.find(indicator);
  return found == leads.end() ? "" : found->second;
}

// Applies the request to a plan that holds what stands. One use.
class Planner {
 public:
  Planner(const LeadSources& sources, LeadPlan* plan)
      : sources_(sources), plan_(plan), before_(plan->leads) {}

  absl::Status Set(const std::string& name, const std::string& provider) {
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator, Named(name));
    LONTAR_RETURN_IF_ERROR(CheckProvider(sources_, provider));
    Warn(sources_, *indicator, provider, plan_);
    plan_->leads[indicator->id] = provider;
    return absl::OkStatus();
  }

  absl::Status Clear(const std::string& name) {
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator, Named(name));
    if (plan_->leads.erase(indicator->id) > 0) return absl::OkStatus();
    return base::Problem(absl::StatusCode::kFailedPrecondition, "LEAD_ABSENT",
                         absl::StrCat("nobody leads for ", indicator->code,
                                      "; `lontar lead list` shows who leads for what"));
  }

  void NoteChanges() {
    for (const std::string& indicator : named_) {
      const std::string before = LeadIn(before_, indicator);
      const std::string after = LeadIn(plan_->leads, indicator);
      if (before != after) plan_->changes.push_back({indicator, before, after});
    }
  }

 private:
  absl::StatusOr<const catalogue::Indicator*> Named(const std::string& name) {
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                            plan_->catalogue->IndicatorNamed(name));
    if (named_.insert(indicator->id).second) return indicator;
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "LEAD_TWICE",
        absl::StrCat(indicator->code, " is named twice; one provider leads for an indicator"));
  }

  const LeadSources& sources_;
  LeadPlan* plan_;
  const std::map<std::string, std::string> before_;
  std::set<std::string> named_;
};

json Named(const LeadPlan& plan, const std::string& indicator) {
  const auto* known = plan.catalogue->FindIndicator(indicator);
  return {{"indicator", indicator},
          {"code", known == nullptr ? json() : json(known->code)},
          {"name", known == nullptr ? json() : json(known->short_name)}};
}

json LeadRows(const LeadSources& sources, const LeadPlan& plan) {
  json rows = json::array();
  for (const auto& [indicator, provider] : plan.leads) {
    const Standing standing = StandingOf(sources, plan, indicator, provider);
    json row = Named(plan, indicator);
    row["provider"] = provider;
    row["provider_name"] = standing.name;
    row["has_key"] = standing.has_key;
    row["may_report"] = standing.may_report;
    row["reporting"] = ReportingOf(sources, plan.collection, indicator);
    rows.push_back(std::move(row));
  }
  return rows;
}

json ChangeRows(const LeadPlan& plan) {
  json rows = json::array();
  for (const LeadPlan::Change& change : plan.changes) {
    json row = Named(plan, change.indicator);
    row["before"] = change.before.empty() ? json() : json(change.before);
    row["after"] = change.after.empty() ? json() : json(change.after);
    rows.push_back(std::move(row));
  }
  return rows;
}

json LeaderlessRows(const LeadSources& sources, const LeadPlan& plan) {
  json rows = json::array();
  for (const catalogue::Indicator& indicator : plan.catalogue->indicators()) {
    const std::set<std::string> providers = ReportingOf(sources, plan.collection, indicator.id);
    if (providers.size() < 2 || plan.leads.contains(indicator.id)) continue;
    json row = Named(plan, indicator.id);
    row["reporting"] = providers;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

absl::StatusOr<LeadPlan> PlanLeads(const LeadSources& sources, const LeadRequest& request) {
  LONTAR_RETURN_IF_ERROR(CheckCollection(sources, request.collection));
  LeadPlan plan;
  // A name that no catalogue has is refused by the newest one, which says so.
  absl::StatusOr<const catalogue::Catalogue*> catalogue =
      NewestCatalogue(*sources.ahead, request.collection, FirstNamed(request));
  if (!catalogue.ok()) catalogue = NewestCatalogue(*sources.ahead, request.collection, "");
  if (!catalogue.ok()) return catalogue.status();
  plan.catalogue = *catalogue;
  plan.collection = plan.catalogue->collection();
  const std::vector<fold::PlanVersion>* plans = PlansOf(sources, plan.collection);
  if (plans != nullptr && !plans->empty()) plan.leads = plans->back().leads;
  Planner planner(sources, &plan);
  for (const auto& [indicator, provider] : request.set) {
    LONTAR_RETURN_IF_ERROR(planner.Set(indicator, provider));
  }
  for (const std::string& indicator : request.clear) {
    LONTAR_RETURN_IF_ERROR(planner.Clear(indicator));
  }
  planner.NoteChanges();
  return plan;
}

fold::SourcePlanAct ActOf(const LeadSources& sources, const LeadPlan& plan) {
  fold::SourcePlanAct act{sources.hub_id, plan.collection, sources.member, {}};
  for (const auto& [indicator, provider] : plan.leads) act.leads.push_back({indicator, provider});
  const std::vector<fold::PlanVersion>* plans = PlansOf(sources, plan.collection);
  act.revision = plans == nullptr ? 0 : static_cast<uint32_t>(plans->size());
  return act;
}

std::string LeadsJson(const LeadSources& sources, const LeadPlan& plan, const std::string& sealed,
                      bool is_dry_run) {
  const json entry = sealed.empty() ? json::object() : json::parse(sealed);
  const json answer = {{"schema", "lontar.leads.v1"},
                       {"member", sources.member},
                       {"collection", plan.collection},
                       {"catalogue_version", plan.catalogue->version()},
                       {"leads", LeadRows(sources, plan)},
                       {"changes", ChangeRows(plan)},
                       {"leaderless", LeaderlessRows(sources, plan)},
                       {"warnings", plan.warnings},
                       {"number", is_dry_run ? json() : entry.value("number", json())},
                       {"queued", entry.value("queued", json())},
                       {"dry_run", is_dry_run}};
  return answer.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

absl::StatusOr<std::string> NodeCore::Leads(const LeadRequest& request) {
  const LeadSources sources{&ahead(), identity_.hub_id, identity_.member};
  LONTAR_ASSIGN_OR_RETURN(const LeadPlan plan, PlanLeads(sources, request));
  std::string sealed;
  if (!plan.changes.empty()) {
    const chain::Envelope act{
        chain::EntryKind::kSourcePlan, plan.collection, fold::EncodeAct(ActOf(sources, plan)), {}};
    LONTAR_ASSIGN_OR_RETURN(sealed, SealAct(act, request.is_dry_run));
  }
  // What is ahead now may be another object.
  return LeadsJson({&ahead(), identity_.hub_id, identity_.member}, plan, sealed,
                   request.is_dry_run);
}

}  // namespace lontar::node
