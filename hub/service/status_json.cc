#include "hub/service/status_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/log/note.h"
#include "hub/core/settled.h"

namespace lontar::hub {
namespace {

using nlohmann::json;

json TextOrNull(const std::string& text) { return text.empty() ? json() : json(text); }

// In their fixed order; what was stated last counts.
json MembersJson(const fold::State& state) {
  std::vector<fold::MemberAct> acts;
  for (const auto& [code, versions] : state.members()) acts.push_back(versions.back().act);
  std::ranges::stable_sort(acts, {}, &fold::MemberAct::order);
  json members = json::array();
  for (const fold::MemberAct& member : acts) {
    members.push_back({{"code", member.member},
                       {"name", member.name},
                       {"from", member.from},
                       {"to", TextOrNull(member.to)}});
  }
  return members;
}

json RoundsJson(const fold::State& state, const fold::CollectionRecord& collection) {
  json result = json::array();
  for (const fold::RoundRecord& round : collection.rounds) {
    const std::string cut_off = round.CutOffFor("", state.size());
    json extensions = json::object();
    for (const fold::MemberAct& member :
         state.MembersOn(round.open.membership_date, state.size())) {
      const std::string own = round.CutOffFor(member.member, state.size());
      if (own != cut_off) extensions[member.member] = own;
    }
    result.push_back({{"collection", collection.act.id},
                      {"round", round.id},
                      {"title", round.open.title},
                      {"catalogue_version", round.open.catalogue_version},
                      {"list", round.open.list},
                      {"cut_off", cut_off},
                      {"extensions", extensions},
                      {"opened_at", round.opened_at.value()},
                      {"is_closed", !round.closes.empty()},
                      {"evaluation_count", round.evaluations.size() + 1}});
  }
  return result;
}

// Who signs for the collection in the authority's place, or null.
json LeadJson(const fold::CollectionRecord& collection, base::LogSize size) {
  const fold::CollectionLead* lead = collection.LeadAt(size);
  if (lead == nullptr) return nullptr;
  json keys = json::array();
  for (const trust::PublicKey& key : lead->keys) keys.push_back(key.id().hex());
  return {{"name", lead->name}, {"keys", keys}, {"threshold", lead->threshold}};
}

// Whether enough witnesses have cosigned the present checkpoint.
json SettledJson(const HubCore& core) {
  const fold::State& state = core.state();
  const auto at = base::LogIndex(state.size().value());
  const uint64_t witnesses = state.KeysAt(fold::KeyRole::kWitness, "", at).size();
  const uint64_t quorum = QuorumOf(state);
  // The hub takes good lines of enrolled witnesses only; one is its own.
  const auto note = log::ParseNote(core.checkpoint());
  const uint64_t cosignatures = note.ok() ? note->lines.size() - 1 : 0;
  return {{"witnesses", witnesses},
          {"quorum", quorum},
          {"cosignatures", cosignatures},
          {"size", core.settled_size().value()},
          {"is_settled", cosignatures >= quorum}};
}

json VerdictsJson(const HubCore& core) {
  json verdicts = json::object();
  for (const auto& [verdict, count] : core.verdicts()) {
    verdicts[std::string(chain::NameOf(verdict))] = count;
  }
  return verdicts;
}

}  // namespace

std::string StatusJson(const HubCore& core) {
  const fold::State& state = core.state();
  json collections = json::array();
  json rounds = json::array();
  for (const auto& [id, record] : state.collections()) {
    json versions = json::array();
    for (const auto& version : record.catalogues) versions.push_back(version.first);
    collections.push_back({{"id", id},
                           {"name", record.act.name},
                           {"catalogues", versions},
                           {"comparison_allowed", record.act.comparison_allowed},
                           {"lead", LeadJson(record, state.size())},
                           {"statements", record.leads.size()}});
    for (json& round : RoundsJson(state, record)) rounds.push_back(std::move(round));
  }
  const fold::TrustRoot& root = *state.trust_root();
  const json result = {{"schema", "lontar.status.v1"},
                       {"role", "hub"},
                       {"hub_id", state.hub_id().hex()},
                       {"origin", root.origin},
                       {"log_size", core.tree().size().value()},
                       {"root", core.tree().root().hex()},
                       {"level", state.level()},
                       {"notice", TextOrNull(root.notice)},
                       {"members", MembersJson(state)},
                       {"collections", collections},
                       {"rounds", rounds},
                       {"queued", core.queued()},
                       {"settled", SettledJson(core)},
                       {"verdicts", VerdictsJson(core)},
                       {"checkpoint", core.checkpoint()}};
  return result.dump(2) + "\n";
}

}  // namespace lontar::hub
