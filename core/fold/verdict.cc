#include "core/fold/verdict.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/collection_verdict.h"
#include "core/fold/question_verdict.h"
#include "core/fold/release.h"
#include "core/fold/report_verdict.h"
#include "core/fold/return_verdict.h"
#include "core/fold/round_verdict.h"
#include "core/fold/sealing.h"
#include "core/trust/payload_type.h"
#include "core/trust/sha256.h"

namespace lontar::fold {
namespace {

using chain::EntryKind;
using chain::Verdict;

absl::Status Refused(absl::StatusCode code, absl::string_view reason, absl::string_view sentence) {
  return base::Problem(code, reason, sentence);
}

// The first of `keys` that made one of the signatures; the hint says which to try.
const trust::PublicKey* FirstSigner(const std::vector<trust::PublicKey>& keys,
                                    absl::string_view message,
                                    const std::vector<trust::Signature>& signatures,
                                    SignatureOracle& oracle) {
  for (const trust::Signature& signature : signatures) {
    for (const trust::PublicKey& key : keys) {
      if (key.hint() == signature.key_hint && oracle.Verifies(key, message, signature)) return &key;
    }
  }
  return nullptr;
}

// True if the administrator of the entry's member signed its payload.
bool IsSignedByAdministrator(const State& state, const Candidate& candidate,
                             SignatureOracle& oracle) {
  const chain::Header& header = candidate.entry->header;
  const MemberAct* member = state.FindMember(header.author, state.size());
  return member != nullptr && FirstSigner({member->administrator},
                                          trust::Pae(trust::PayloadType::kAct, *candidate.payload),
                                          header.payload_signatures, oracle) != nullptr;
}

// True if a key that may seal for the author made the entry's signature. A key that the entry
// itself brings may only where the administrator has signed: else anyone could take a member's next
// number with a key of their own.
bool IsSealed(const State& state, const Candidate& candidate, SignatureOracle& oracle) {
  const chain::Entry& entry = *candidate.entry;
  const std::string message = trust::Pae(trust::PayloadType::kEntry, entry.header_bytes);
  const auto signed_by = [&](const std::vector<trust::PublicKey>& keys) {
    return FirstSigner(keys, message, {entry.signature}, oracle) != nullptr;
  };
  if (signed_by(SealingKeys(state, entry.header))) return true;
  if (!signed_by(SealingKeysBrought(state, candidate))) return false;
  return IsFirstTrustRoot(state, entry.header) || IsSignedByAdministrator(state, candidate, oracle);
}

// Why an entry is not sealed: by a key that may not, or by one that may, over other bytes.
absl::Status NotSealed(const State& state, const chain::Entry& entry) {
  const chain::Header& header = entry.header;
  const std::string hint = entry.signature.key_hint.hex();
  const bool is_known = std::ranges::any_of(
      SealingKeys(state, header),
      [&entry](const trust::PublicKey& key) { return key.hint() == entry.signature.key_hint; });
  const std::string what = absl::StrCat("entry ", header.number.value(), " of ", header.author);
  return Refused(absl::StatusCode::kPermissionDenied, "NODE_KEY_NOT_VALID",
                 is_known
                     ? absl::StrCat("the signature of key ", hint, " does not fit ", what,
                                    "; one of the two was altered")
                     : absl::StrCat(what, " is signed by key ", hint, ", which is no node key of ",
                                    header.author, " at index ", state.size().value()));
}

// How many of `keys` made a signature: keys are counted, not lines (invariant 40).
uint32_t CountSigners(const std::vector<trust::PublicKey>& keys, absl::string_view message,
                      const std::vector<trust::Signature>& signatures, SignatureOracle& oracle) {
  return static_cast<uint32_t>(std::ranges::count_if(keys, [&](const trust::PublicKey& key) {
    return FirstSigner({key}, message, signatures, oracle) != nullptr;
  }));
}

Judgement Rejected(Verdict verdict, absl::string_view sentence) {
  return {verdict, std::string(sentence), false};
}

bool IsAuthorityKind(EntryKind kind) { return static_cast<int>(kind) >= 20; }

// What the authority states to a member, and a member to the authority.
bool IsOfBothSides(EntryKind kind) {
  return kind == EntryKind::kQuestion || kind == EntryKind::kAnswer;
}

// The level from which entries of a kind are valid. An act may ask for a higher one: LevelOf.
uint32_t LevelOfKind(EntryKind kind) {
  switch (kind) {
    case EntryKind::kReturn:
      return 2;
    case EntryKind::kDecision:
      return 3;
    case EntryKind::kQuestion:
    case EntryKind::kAnswer:
      return 4;
    case EntryKind::kRelease:
      return 5;
    case EntryKind::kBranchChoice:
    case EntryKind::kErasure:
      return 6;
    case EntryKind::kSubmission:
    case EntryKind::kSourcePlan:
    case EntryKind::kRestoreNotice:
    case EntryKind::kKeys:
    case EntryKind::kTrustRoot:
    case EntryKind::kCollection:
    case EntryKind::kCatalogue:
    case EntryKind::kMember:
    case EntryKind::kRound:
    case EntryKind::kPolicy:
      return 1;
  }
  return 6;
}

// Who must have signed the payload of an act, and how many of them.
struct SignersWanted {
  std::vector<trust::PublicKey> keys;
  uint32_t count = 1;
  std::string who;
};

SignersWanted SignersOf(const State& state, const Act& act, const chain::Header& header) {
  SignersWanted wanted;
  if (const auto* root = std::get_if<TrustRoot>(&act)) {
    return {root->root_keys, root->root_threshold, "the root keys"};
  }
  const bool is_authoritys = IsAuthorityKind(header.kind) ||
                             (IsOfBothSides(header.kind) && header.author == chain::kAuthority);
  if (is_authoritys) {
    if (const CollectionLead* lead = LeadSigning(state, act)) {
      return {lead->keys, lead->threshold,
              absl::StrCat("the keys of ", lead->name, ", who leads this collection,")};
    }
    const TrustRoot& root = *state.trust_root();
    return {root.authority_keys, root.authority_threshold, "the authority keys"};
  }
  if (const auto* keys = std::get_if<KeysAct>(&act)) {
    const MemberAct* member = state.FindMember(keys->member, state.size());
    if (member != nullptr) wanted.keys.push_back(member->administrator);
    wanted.who = "the administrator's key";
    return wanted;
  }
  // The node's own acts: source plan, restore notice, return, question, answer, release.
  for (const KeyRecord* key : state.KeysAt(KeyRole::kNode, header.author, NextIndex(state))) {
    wanted.keys.push_back(key->key);
  }
  wanted.who = "the node's key";
  return wanted;
}

Judgement JudgeKeys(const State& state, const KeysAct& act, const Candidate& candidate,
                    SignatureOracle& oracle) {
  if (state.FindMember(act.member, state.size()) == nullptr) {
    return Rejected(Verdict::kNotEntitled, absl::StrCat(act.member, " is no member on this log"));
  }
  const std::string message = trust::Pae(trust::PayloadType::kAct, *candidate.payload);
  std::set<trust::KeyId> seen;
  for (const Enrolment& enrolment : act.enrolments) {
    const trust::KeyId id = enrolment.key.id();
    if (state.HasRole(enrolment.key) || !seen.insert(id).second) {
      return Rejected(Verdict::kOutOfOrder,
                      absl::StrCat("key ", id.short_hex(),
                                   " has or had a role already; one key has one role, "
                                   "and a revoked key never returns"));
    }
    if (FirstSigner({enrolment.key}, message, candidate.entry->header.payload_signatures, oracle) ==
        nullptr) {
      return Rejected(Verdict::kKeyNotValid,
                      absl::StrCat("key ", id.short_hex(), " has not signed its own enrolment"));
    }
  }
  for (const Revocation& revocation : act.revocations) {
    const KeyRecord* key = state.FindKey(revocation.key_id);
    const bool theirs = key != nullptr && key->member == act.member && !key->until;
    if (!theirs) {
      return Rejected(Verdict::kOutOfOrder, absl::StrCat("key ", revocation.key_id.short_hex(),
                                                         " is no valid key of ", act.member));
    }
    if (revocation.suspect_from && *revocation.suspect_from > NextIndex(state)) {
      return Rejected(Verdict::kOutOfOrder, "a key cannot be suspect from an index to come");
    }
  }
  return {};
}

Judgement JudgeCatalogue(const State& state, const CatalogueAct& act) {
  const CollectionRecord* collection = state.FindCollection(act.collection);
  if (collection == nullptr)
    return Rejected(Verdict::kOutOfOrder, "its collection is not on this log");
  if (collection->catalogues.contains(act.version)) {
    return Rejected(Verdict::kOutOfOrder,
                    absl::StrCat("version ", act.version, " is there already"));
  }
  const auto loaded = catalogue::Catalogue::Load(act.files);
  if (!loaded.ok())
    return Rejected(Verdict::kPayloadMalformed, std::string(loaded.status().message()));
  if (loaded->collection() != act.collection || loaded->version() != act.version) {
    return Rejected(Verdict::kContextMismatch,
                    absl::StrCat("the text is of ", loaded->collection(), " ", loaded->version()));
  }
  return {};
}

Judgement JudgeContent(const State& state, const Act& act, const Candidate& candidate,
                       SignatureOracle& oracle) {
  const chain::Header& header = candidate.entry->header;
  if (const auto* keys = std::get_if<KeysAct>(&act))
    return JudgeKeys(state, *keys, candidate, oracle);
  if (const auto* added = std::get_if<CatalogueAct>(&act)) return JudgeCatalogue(state, *added);
  if (const auto* round = std::get_if<RoundAct>(&act)) return JudgeRound(state, *round);
  if (const auto* collection = std::get_if<CollectionAct>(&act)) {
    return JudgeCollection(state, *collection);
  }
  if (const auto* member = std::get_if<MemberAct>(&act)) {
    // A new administrator takes the old one's signature, which is a matter of level 2.
    const MemberAct* before = state.FindMember(member->member, state.size());
    if (before != nullptr && before->administrator != member->administrator) {
      return Rejected(Verdict::kKeyNotValid, "another administrator takes the old one's signature");
    }
    if (before == nullptr && state.HasRole(member->administrator)) {
      return Rejected(Verdict::kOutOfOrder, "the administrator's key has another role");
    }
    return {};
  }
  if (const auto* plan = std::get_if<SourcePlanAct>(&act)) {
    if (plan->member != header.author)
      return Rejected(Verdict::kContextMismatch, "the plan is another member's");
    if (state.FindCollection(plan->collection) != nullptr) return {};
    return Rejected(Verdict::kOutOfOrder, "its collection is not on this log");
  }
  if (const auto* notice = std::get_if<RestoreNotice>(&act)) {
    const bool follows = notice->member == header.author &&
                         notice->old_incarnation != header.incarnation &&
                         header.number.value() == 1 &&
                         state.FindChain(header.author, notice->old_incarnation) != nullptr;
    if (follows) return {};
    return Rejected(Verdict::kOutOfOrder,
                    "a restore notice is the first entry of a new incarnation");
  }
  if (const auto* member_return = std::get_if<ReturnAct>(&act)) {
    return JudgeReturn(state, *member_return, candidate, oracle);
  }
  if (const auto* decision = std::get_if<DecisionAct>(&act)) return JudgeDecision(state, *decision);
  if (const auto* question = std::get_if<QuestionAct>(&act)) {
    return JudgeQuestion(state, *question, candidate);
  }
  if (const auto* answer = std::get_if<AnswerAct>(&act)) {
    return JudgeAnswer(state, *answer, candidate);
  }
  if (const auto* release = std::get_if<ReleaseAct>(&act)) {
    return JudgeRelease(state, *release, header);
  }
  if (const auto* policy = std::get_if<PolicyAct>(&act);
      policy != nullptr && policy->level != state.level() + 1) {
    return Rejected(Verdict::kOutOfOrder,
                    absl::StrCat("the level rises by one, from ", state.level()));
  }
  return {};
}

base::HubId HubOf(const Act& act) {
  return std::visit(
      [](const auto& a) {
        if constexpr (requires { a.hub_id; }) return a.hub_id;
        return base::HubId();
      },
      act);
}

// Earlier verdicts never change. A program of level 4 does not know the fields that level 5 brings,
// and stamps what has them as malformed: so does this one, where the log has not gone there.
Verdict VerdictOfLaterLevel(const Act& act) {
  return LevelOf(act) < 5 ? Verdict::kLevelTooLow : Verdict::kPayloadMalformed;
}

Judgement JudgeAct(const State& state, const Candidate& candidate, SignatureOracle& oracle) {
  const chain::Header& header = candidate.entry->header;
  const absl::StatusOr<Act> act = DecodeAct(header.kind, *candidate.payload);
  if (!act.ok()) {
    const bool later = act.status().code() == absl::StatusCode::kUnimplemented;
    return Rejected(later ? Verdict::kLevelTooLow : Verdict::kPayloadMalformed,
                    std::string(act.status().message()));
  }
  if (LevelOf(*act) > state.level()) {
    return Rejected(VerdictOfLaterLevel(*act),
                    absl::StrCat("it is valid from level ", LevelOf(*act),
                                 ", this log is at level ", state.level()));
  }
  const bool is_root = std::holds_alternative<TrustRoot>(*act);
  if (is_root && !IsFirstTrustRoot(state, header)) {
    return Rejected(Verdict::kOutOfOrder,
                    "the trust root is leaf 0 and does not change at this level");
  }
  if (!is_root && HubOf(*act) != state.hub_id())
    return Rejected(
        Verdict::kContextMismatch,
        absl::StrCat("the act is for hub ", HubOf(*act).short_hex(), ", this is hub ",
                     state.hub_id().short_hex(), "; its signers sign one for this hub"));
  const SignersWanted wanted = SignersOf(state, *act, header);
  const std::string message = trust::Pae(chain::PayloadTypeFor(header.kind), *candidate.payload);
  const uint32_t signers = CountSigners(wanted.keys, message, header.payload_signatures, oracle);
  if (signers < wanted.count) {
    return Rejected(
        Verdict::kKeyNotValid,
        absl::StrCat("it wants ", wanted.count, wanted.count == 1 ? " signature" : " signatures",
                     " by ", wanted.who, " and has ", signers));
  }
  return JudgeContent(state, *act, candidate, oracle);
}

// A later incarnation begins with a restore notice, and only it does.
bool BeginsWrongly(const State& state, const chain::Header& header) {
  if (header.author == chain::kAuthority || header.number.value() != 1) return false;
  const bool is_later = state.IncarnationsOf(header.author) > 0;
  return is_later != (header.kind == EntryKind::kRestoreNotice);
}

}  // namespace

bool DirectOracle::Verifies(const trust::PublicKey& key, absl::string_view message,
                            const trust::Signature& signature) {
  return trust::Verify(key, message, signature).ok();
}

absl::StatusOr<DoorAnswer> CheckAtDoor(const State& state, const Candidate& candidate,
                                       SignatureOracle& oracle) {
  const chain::Entry& entry = *candidate.entry;
  const chain::Header& header = entry.header;
  const bool first = IsFirstTrustRoot(state, header);
  if (!first && (state.trust_root() == nullptr || header.hub_id != state.hub_id())) {
    return Refused(absl::StatusCode::kFailedPrecondition, "OTHER_HUB",
                   absl::StrCat("the entry is for hub ", header.hub_id.hex(), ", this is hub ",
                                state.hub_id().hex()));
  }
  if (first && header.hub_id.view() != header.payload_id.view()) {
    return Refused(absl::StatusCode::kFailedPrecondition, "OTHER_HUB",
                   "leaf 0 names another hub than its own trust root makes");
  }
  const ChainRecord* chain = state.FindChain(header.author, header.incarnation);
  DoorAnswer answer;
  if (chain != nullptr && header.number.value() <= chain->hashes.size()) {
    const size_t place = header.number.value() - 1;
    if (chain->hashes[place] == entry.hash()) {
      answer.known_at = chain->indexes[place];
      return answer;
    }
    answer.is_fork = true;
  }
  if (chain != nullptr && chain->frozen_at) {
    return Refused(absl::StatusCode::kFailedPrecondition, "CHAIN_FROZEN",
                   absl::StrCat("incarnation ", header.incarnation.short_hex(), " of ",
                                header.author, " is frozen by a fork at index ",
                                chain->frozen_at->value(), "; go on in a new incarnation"));
  }
  if (!answer.is_fork) {
    LONTAR_RETURN_IF_ERROR(
        chain::CheckLink(chain == nullptr ? std::nullopt : chain->head(), header));
  }
  if (!IsSealed(state, candidate, oracle)) {
    return NotSealed(state, entry);
  }
  return answer;
}

Judgement Judge(const State& state, const Candidate& candidate, SignatureOracle& oracle) {
  const chain::Header& header = candidate.entry->header;
  const ChainRecord* chain = state.FindChain(header.author, header.incarnation);
  if (chain != nullptr && header.number.value() <= chain->hashes.size()) {
    return Rejected(Verdict::kFork, absl::StrCat("number ", header.number.value(),
                                                 " of this incarnation was used before"));
  }
  if (LevelOfKind(header.kind) > state.level()) {
    return Rejected(Verdict::kLevelTooLow,
                    absl::StrCat("entries of kind ", chain::NameOf(header.kind),
                                 " are valid from level ", LevelOfKind(header.kind)));
  }
  // An administrator's act may travel on any chain; what else an author may state depends on who it
  // is.
  if (IsAuthorityKind(header.kind) != (header.author == chain::kAuthority) &&
      header.kind != EntryKind::kKeys && !IsOfBothSides(header.kind)) {
    return Rejected(
        Verdict::kNotEntitled,
        absl::StrCat(header.author, " does not state acts of kind ", chain::NameOf(header.kind)));
  }
  if (BeginsWrongly(state, header)) {
    return Rejected(Verdict::kOutOfOrder,
                    "a later incarnation, and no first one, begins with a restore notice");
  }
  if (state.WasAccepted(header.payload_id)) {
    return Rejected(Verdict::kDuplicate, absl::StrCat("payload ", header.payload_id.short_hex(),
                                                      " was accepted before"));
  }
  if (!candidate.payload) {
    Judgement missing =
        Rejected(Verdict::kPayloadMissing, "its author no longer has the payload; state it again");
    missing.unreadable = true;
    return missing;
  }
  return header.kind == EntryKind::kSubmission ? JudgeReport(state, candidate, oracle)
                                               : JudgeAct(state, candidate, oracle);
}

bool FiledOracle::Verifies(const trust::PublicKey& key, absl::string_view message,
                           const trust::Signature& signature) {
  const base::Hash id = SignatureJob{key, std::string(message), signature}.Id();
  const auto [result, is_new] = results_.try_emplace(id, false);
  if (is_new) result->second = trust::Verify(key, message, signature).ok();
  return result->second;
}

}  // namespace lontar::fold
