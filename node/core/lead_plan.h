#pragma once
// Who leads for which indicator where several providers of the member report it: the member's
// source plan (SourcePlan, act.proto). A plan replaces the one before it whole, so a change brings
// along all that stands. Pure.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/catalogue/catalogue.h"
#include "core/fold/act.h"
#include "core/fold/state.h"

namespace lontar::node {

struct LeadRequest {
  std::string collection;                                // empty: the only one
  std::vector<std::pair<std::string, std::string>> set;  // indicator (number or id), provider
  std::vector<std::string> clear;                        // indicators
  bool is_dry_run = false;
};

struct LeadSources {
  const fold::State* ahead = nullptr;  // with what waits taken in
  base::HubId hub_id;
  std::string member;
};

// What is asked for, beside what stands.
struct LeadPlan {
  struct Change {
    std::string indicator;  // stable id
    std::string before;     // provider; empty: nobody led
    std::string after;
  };
  std::string collection;
  const catalogue::Catalogue* catalogue = nullptr;  // the newest
  std::map<std::string, std::string> leads;         // provider by indicator, as it would stand
  std::vector<Change> changes;                      // ascending by indicator; may be none
  std::vector<std::string> warnings;  // of leads that are set: no key or no entitlement
};

// InvalidArgument with INDICATOR_UNKNOWN, LEAD_PROVIDER (not a provider of this member) or
// LEAD_TWICE (an indicator named twice); FailedPrecondition with LEAD_ABSENT (nobody leads for what
// is to be cleared) or NO_CATALOGUE; NotFound with COLLECTION_ABSENT.
absl::StatusOr<LeadPlan> PlanLeads(const LeadSources& sources, const LeadRequest& request);

// The plan as an act, with the revision that makes it another than every one before.
fold::SourcePlanAct ActOf(const LeadSources& sources, const LeadPlan& plan);

// lontar.leads.v1: the plan, what changes, and the indicators that several providers report while
// nobody leads. `sealed`: the JSON of the entry; empty: none was made.
std::string LeadsJson(const LeadSources& sources, const LeadPlan& plan, const std::string& sealed,
                      bool is_dry_run);

}  // namespace lontar::node
