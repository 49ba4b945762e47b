#include "core/fold/state.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::fold {
namespace {

// Members' dates are ISO texts: they compare as dates.
bool HoldsDate(const MemberAct& member, absl::string_view date) {
  return absl::string_view(member.from) <= date && (member.to.empty() || date <= member.to);
}

// The collection that must be there before this act.
std::string CollectionNamedBy(const Act& act) {
  if (const auto* added = std::get_if<CatalogueAct>(&act)) return added->collection;
  if (const auto* plan = std::get_if<SourcePlanAct>(&act)) return plan->collection;
  if (const auto* round = std::get_if<RoundAct>(&act)) return round->collection;
  if (const auto* member_return = std::get_if<ReturnAct>(&act)) return member_return->collection;
  if (const auto* question = std::get_if<QuestionAct>(&act)) return question->collection;
  if (const auto* release = std::get_if<ReleaseAct>(&act)) return release->collection;
  return "";
}

const MemberAct* LatestBefore(const std::vector<MemberVersion>& versions, LogSize as_of) {
  const MemberAct* latest = nullptr;
  for (const MemberVersion& version : versions) {
    if (base::IsBefore(version.index, as_of)) latest = &version.act;
  }
  return latest;
}

}  // namespace

absl::string_view NameOf(ClearedBy cleared) {
  switch (cleared) {
    case ClearedBy::kNobody:
      return "nobody";
    case ClearedBy::kPaper:
      return "paper";
    case ClearedBy::kKey:
      return "key";
  }
  return "unknown";
}

bool KeyRecord::ValidAt(LogIndex index) const {
  return from <= index && (!until || index < *until);
}

bool KeyRecord::MayReport(absl::string_view collection, absl::string_view indicator) const {
  return std::ranges::any_of(entitlements, [&](const Entitlement& e) {
    return e.collection == collection &&
           std::ranges::binary_search(e.indicators, std::string(indicator));
  });
}

std::optional<chain::Head> ChainRecord::head() const {
  if (hashes.empty()) return std::nullopt;
  return chain::Head{base::ChainNumber(hashes.size()), hashes.back()};
}

const CollectionLead* CollectionRecord::LeadAt(LogSize size) const {
  const CollectionLead* lead = nullptr;
  for (const LeadVersion& version : leads) {
    if (base::IsBefore(version.index, size)) lead = version.lead ? &*version.lead : nullptr;
  }
  return lead;
}

bool CollectionRecord::HasLed(const trust::PublicKey& key) const {
  return std::ranges::any_of(leads, [&key](const LeadVersion& version) {
    return version.lead && std::ranges::count(version.lead->keys, key) > 0;
  });
}

absl::Status State::Apply(const chain::Leaf& leaf, const std::optional<std::string>& payload) {
  const LogIndex index(size_);
  const chain::Header& header = leaf.entry.header;
  LONTAR_RETURN_IF_ERROR(CheckFollows(leaf));
  if (leaf.stamp.verdict == chain::Verdict::kAccepted) {
    if (!payload) {
      return base::Problem(absl::StatusCode::kDataLoss, "PAYLOAD_ABSENT",
                           absl::StrCat("leaf ", size_, " was accepted, but its payload ",
                                        header.payload_id.short_hex(), " is not there"));
    }
    if (header.kind == chain::EntryKind::kSubmission) {
      LONTAR_RETURN_IF_ERROR(ApplyReport(index, leaf.entry, *payload));
    } else {
      LONTAR_ASSIGN_OR_RETURN(const Act act, DecodeAct(header.kind, *payload));
      LONTAR_ASSIGN_OR_RETURN(LoadedCatalogue loaded, CheckAct(act));
      if (header.kind == chain::EntryKind::kTrustRoot) hub_id_ = HubIdOf(*payload);
      if (const auto* member_return = std::get_if<ReturnAct>(&act)) {
        ApplyReturn(index, leaf, *member_return);
      } else if (const auto* round = std::get_if<RoundAct>(&act)) {
        ApplyRound(index, leaf, *round);
      } else if (const auto* question = std::get_if<QuestionAct>(&act)) {
        ApplyQuestion(index, leaf, *question);
      } else if (const auto* answer = std::get_if<AnswerAct>(&act)) {
        ApplyAnswer(index, leaf, *answer);
      } else if (const auto* round = std::get_if<RoundAct>(&act)) {
        ApplyRound(index, leaf, *round);
      } else {
        ApplyAct(index, act, std::move(loaded));
      }
    }
    accepted_.emplace(header.payload_id, index);
  }
  NoteChain(index, leaf);
  last_time_ms_ = leaf.stamp.time_ms;
  ++size_;
  return absl::OkStatus();
}

// A node or an audit folds what a hub says: a log that contradicts itself is an answer, not the end
// of the program.
absl::Status State::CheckFollows(const chain::Leaf& leaf) const {
  const chain::Header& header = leaf.entry.header;
  const bool is_root = header.kind == chain::EntryKind::kTrustRoot &&
                       leaf.stamp.verdict == chain::Verdict::kAccepted;
  if (is_root != (size_ == 0)) {
    return base::Problem(absl::StatusCode::kDataLoss, "TRUST_ROOT_MISPLACED",
                         absl::StrCat("leaf ", size_, ": the trust root is leaf 0 and only that"));
  }
  if (leaf.stamp.verdict == chain::Verdict::kFork) return absl::OkStatus();
  const ChainRecord* chain = FindChain(header.author, header.incarnation);
  const uint64_t next = chain == nullptr ? 1 : chain->hashes.size() + 1;
  if (header.number.value() == next) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kDataLoss, "CHAIN_BROKEN",
                       absl::StrCat("leaf ", size_, " is entry ", header.number.value(), " of ",
                                    header.author, ", the next one is ", next));
}

absl::StatusOr<State::LoadedCatalogue> State::CheckAct(const Act& act) const {
  const std::string collection = CollectionNamedBy(act);
  if (!collection.empty() && FindCollection(collection) == nullptr) {
    return base::Problem(absl::StatusCode::kDataLoss, "COLLECTION_ABSENT",
                         absl::StrCat("leaf ", size_, " was accepted, but its collection \"",
                                      collection, "\" is not on this log"));
  }
  if (const auto* answer = std::get_if<AnswerAct>(&act);
      answer != nullptr && FindQuestion(answer->question) == nullptr) {
    return base::Problem(absl::StatusCode::kDataLoss, "QUESTION_ABSENT",
                         absl::StrCat("leaf ", size_, " was accepted, but the question ",
                                      answer->question.short_hex(), " is not on this log"));
  }
  if (const auto* policy = std::get_if<PolicyAct>(&act);
      policy != nullptr && policy->level > kKnownLevel) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "LEVEL_UNKNOWN",
        absl::StrCat("from index ", size_, " this log is at level ", policy->level,
                     "; this program knows level ", kKnownLevel, ": install a newer version"));
  }
  if (const auto* added = std::get_if<CatalogueAct>(&act)) {
    LONTAR_ASSIGN_OR_RETURN(catalogue::Catalogue loaded, catalogue::Catalogue::Load(added->files));
    return std::make_shared<const catalogue::Catalogue>(std::move(loaded));
  }
  return LoadedCatalogue();
}

void State::NoteChain(LogIndex index, const chain::Leaf& leaf) {
  const chain::Header& header = leaf.entry.header;
  ChainRecord& chain = chains_[{header.author, header.incarnation}];
  if (leaf.stamp.verdict == chain::Verdict::kFork) {
    if (!chain.frozen_at) chain.frozen_at = index;
    return;
  }
  base::CheckInvariant(header.number.value() == chain.hashes.size() + 1,
                       "a leaf follows its chain's head");
  chain.hashes.push_back(leaf.entry.hash());
  chain.indexes.push_back(index);
}

void State::ApplyAct(LogIndex index, const Act& act, LoadedCatalogue loaded) {
  if (const auto* root = std::get_if<TrustRoot>(&act)) {
    trust_root_ = *root;
  } else if (const auto* collection = std::get_if<CollectionAct>(&act)) {
    ApplyCollection(index, *collection);
  } else if (const auto* added = std::get_if<CatalogueAct>(&act)) {
    collections_[added->collection].catalogues[added->version] = {index, std::move(loaded)};
  } else if (const auto* member = std::get_if<MemberAct>(&act)) {
    members_[member->member].push_back({index, *member});
  } else if (const auto* keys = std::get_if<KeysAct>(&act)) {
    ApplyKeys(index, *keys);
  } else if (const auto* plan = std::get_if<SourcePlanAct>(&act)) {
    PlanVersion version{index, {}};
    for (const Lead& lead : plan->leads) version.leads[lead.indicator] = lead.provider;
    collections_[plan->collection].plans[plan->member].push_back(std::move(version));
  } else if (const auto* decision = std::get_if<DecisionAct>(&act)) {
    collections_[decision->collection].decisions.push_back({index, *decision});
  } else if (const auto* release = std::get_if<ReleaseAct>(&act)) {
    for (const base::PartHash& part : release->parts) {
      releases_[{release->member, part}].push_back({index, release->audience});
    }
  } else if (const auto* policy = std::get_if<PolicyAct>(&act)) {
    level_ = policy->level;
  }
  // A restore notice says where a chain goes on; the chain itself has noted it.
}

void State::ApplyKeys(LogIndex index, const KeysAct& act) {
  for (const Enrolment& enrolment : act.enrolments) {
    KeyRecord record;
    record.key = enrolment.key;
    record.role = enrolment.role;
    record.member = act.member;
    record.provider = enrolment.provider;
    record.provider_name = enrolment.provider_name;
    record.entitlements = enrolment.entitlements;
    record.witness_name = enrolment.witness_name;
    // Its own act may be sealed by it: the first node key rides in the first entry of its chain.
    record.from = index;
    keys_.emplace(record.key.id(), std::move(record));
  }
  std::set<trust::KeyId> suspects;
  for (const Revocation& revocation : act.revocations) {
    const auto found = keys_.find(revocation.key_id);
    if (found == keys_.end()) continue;
    if (!found->second.until) found->second.until = index;
    if (!revocation.suspect_from) continue;
    found->second.suspect_from = revocation.suspect_from;
    suspects.insert(revocation.key_id);
  }
  if (!suspects.empty()) NoteSuspects(index, suspects);
}

void State::ApplyCollection(LogIndex index, const CollectionAct& act) {
  const auto [found, is_new] = collections_.try_emplace(act.id);
  CollectionRecord& record = found->second;
  if (is_new) record.index = index;
  record.act = act;
  record.leads.push_back({index, act.lead});
}

void State::ApplyRound(LogIndex index, const chain::Leaf& leaf, const RoundAct& act) {
  const uint64_t time_ms = leaf.stamp.time_ms;
  std::vector<RoundRecord>& rounds = collections_[act.collection].rounds;
  if (const auto* open = std::get_if<RoundOpen>(&act.step)) {
    rounds.push_back({.id = act.id, .opened_at = index, .open = *open, .opened_ms = time_ms});
    return;
  }
  for (RoundRecord& round : rounds) {
    if (round.id != act.id) continue;
    if (const auto* change = std::get_if<RoundChange>(&act.step)) {
      round.changes.push_back({index, *change, time_ms});
    } else if (const auto* evaluate = std::get_if<RoundEvaluate>(&act.step)) {
      round.evaluations.push_back({index, time_ms, evaluate->reason});
    } else {
      round.closes.push_back({index, std::get<RoundClose>(act.step).except_members, time_ms});
    }
  }
}

// Clearance is told by the hint of a signature: the verdict has seen that such a line verifies.
void State::ApplyReturn(LogIndex index, const chain::Leaf& leaf, const ReturnAct& act) {
  const chain::Header& header = leaf.entry.header;
  const bool is_signed = std::ranges::any_of(
      KeysAt(KeyRole::kFocalPoint, act.member, index), [&header](const KeyRecord* key) {
        return std::ranges::count(header.payload_signatures, key->key.hint(),
                                  &trust::Signature::key_hint) > 0;
      });
  const ClearedBy cleared = is_signed       ? ClearedBy::kKey
                            : act.clearance ? ClearedBy::kPaper
                                            : ClearedBy::kNobody;
  collections_[act.collection].returns[{act.round, act.member}].push_back(
      {index, header.payload_id, act, cleared, leaf.stamp.time_ms});
}

const KeyRecord* State::FindKey(const trust::KeyId& id) const {
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : &found->second;
}

bool State::HasRole(const trust::PublicKey& key) const {
  const auto is_administrator = [&key](const MemberVersion& version) {
    return version.act.administrator == key;
  };
  if (FindKey(key.id()) != nullptr) return true;
  for (const auto& [code, versions] : members_) {
    if (std::ranges::any_of(versions, is_administrator)) return true;
  }
  for (const auto& [id, collection] : collections_) {
    if (collection.HasLed(key)) return true;
  }
  if (!trust_root_) return false;
  return std::ranges::count(trust_root_->root_keys, key) > 0 ||
         std::ranges::count(trust_root_->authority_keys, key) > 0 || trust_root_->log_key == key ||
         trust_root_->chain_key == key;
}

std::vector<const KeyRecord*> State::KeysAt(KeyRole role, absl::string_view member,
                                            LogIndex index) const {
  std::vector<const KeyRecord*> keys;
  for (const auto& [id, record] : keys_) {
    const bool wanted = record.role == role && (member.empty() || record.member == member);
    if (wanted && record.ValidAt(index)) keys.push_back(&record);
  }
  return keys;
}

const MemberAct* State::FindMember(absl::string_view member, LogSize as_of) const {
  const auto found = members_.find(std::string(member));
  return found == members_.end() ? nullptr : LatestBefore(found->second, as_of);
}

std::vector<MemberAct> State::MembersOn(absl::string_view date, LogSize as_of) const {
  std::vector<MemberAct> members;
  for (const auto& [code, versions] : members_) {
    const MemberAct* latest = LatestBefore(versions, as_of);
    if (latest != nullptr && HoldsDate(*latest, date)) members.push_back(*latest);
  }
  std::ranges::stable_sort(members, {}, &MemberAct::order);
  return members;
}

const ChainRecord* State::FindChain(absl::string_view author,
                                    const base::Incarnation& incarnation) const {
  const auto found = chains_.find({std::string(author), incarnation});
  return found == chains_.end() ? nullptr : &found->second;
}

int State::IncarnationsOf(absl::string_view author) const {
  return static_cast<int>(std::ranges::count_if(
      chains_, [&author](const auto& chain) { return chain.first.first == author; }));
}

const CollectionRecord* State::FindCollection(absl::string_view id) const {
  const auto found = collections_.find(std::string(id));
  return found == collections_.end() ? nullptr : &found->second;
}

const catalogue::Catalogue* State::FindCatalogue(absl::string_view collection,
                                                 absl::string_view version, LogSize as_of) const {
  const CollectionRecord* record = FindCollection(collection);
  if (record == nullptr) return nullptr;
  const auto found = record->catalogues.find(std::string(version));
  if (found == record->catalogues.end() || !base::IsBefore(found->second.index, as_of))
    return nullptr;
  return found->second.catalogue.get();
}

std::string State::LeadOf(absl::string_view collection, absl::string_view member,
                          absl::string_view indicator, LogSize as_of) const {
  const CollectionRecord* record = FindCollection(collection);
  if (record == nullptr) return "";
  const auto found = record->plans.find(std::string(member));
  if (found == record->plans.end()) return "";
  std::string lead;
  for (const PlanVersion& plan : found->second) {
    if (!base::IsBefore(plan.index, as_of)) break;
    const auto named = plan.leads.find(std::string(indicator));
    lead = named == plan.leads.end() ? "" : named->second;
  }
  return lead;
}

const ReturnVersion* State::FindReturn(absl::string_view collection, absl::string_view round,
                                       absl::string_view member, LogSize as_of) const {
  const CollectionRecord* record = FindCollection(collection);
  if (record == nullptr) return nullptr;
  const auto found = record->returns.find({std::string(round), std::string(member)});
  if (found == record->returns.end()) return nullptr;
  const ReturnVersion* latest = nullptr;
  for (const ReturnVersion& version : found->second) {
    if (base::IsBefore(version.index, as_of)) latest = &version;
  }
  return latest;
}

}  // namespace lontar::fold
