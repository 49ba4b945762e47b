#include "core/fold/act.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/base/strict_wire.h"
#include "core/fold/wire.h"

namespace lontar::fold {

bool IsTraining(absl::string_view notice) { return absl::StartsWith(notice, "TRAINING"); }

namespace {

template <class Message>
absl::StatusOr<Act> ReadAct(absl::string_view payload) {
  Message message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(payload, base::kActBytesMax, &message));
  return FromMessage(message);
}

// What a program of level 4 does not know: steps and fields, no kinds.
bool HasFieldOfLevel5(const Act& act) {
  if (const auto* round = std::get_if<RoundAct>(&act)) {
    return std::holds_alternative<RoundEvaluate>(round->step);
  }
  if (const auto* decision = std::get_if<DecisionAct>(&act)) return decision->evaluation != 0;
  const auto* collection = std::get_if<CollectionAct>(&act);
  return collection != nullptr && (collection->lead || collection->revision != 0);
}

}  // namespace

absl::string_view NameOf(KeyRole role) {
  switch (role) {
    case KeyRole::kNode:
      return "node";
    case KeyRole::kWitness:
      return "witness";
    case KeyRole::kProvider:
      return "provider";
    case KeyRole::kApprover:
      return "approver";
    case KeyRole::kFocalPoint:
      return "focal-point";
  }
  return "unknown";
}

uint32_t LevelOf(const Act& act) {
  if (std::holds_alternative<ReleaseAct>(act) || HasFieldOfLevel5(act)) return 5;
  if (std::holds_alternative<QuestionAct>(act) || std::holds_alternative<AnswerAct>(act)) return 4;
  if (std::holds_alternative<DecisionAct>(act)) return 3;
  const auto* round = std::get_if<RoundAct>(&act);
  if (round != nullptr && std::holds_alternative<RoundChange>(round->step)) return 3;
  if (std::holds_alternative<ReturnAct>(act)) return 2;
  const auto* keys = std::get_if<KeysAct>(&act);
  const bool has_later_role =
      keys != nullptr && std::ranges::any_of(keys->enrolments, [](const Enrolment& enrolment) {
        return enrolment.role == KeyRole::kApprover || enrolment.role == KeyRole::kFocalPoint;
      });
  return has_later_role ? 2 : 1;
}

chain::EntryKind KindOf(const Act& act) {
  using chain::EntryKind;
  static constexpr EntryKind kKinds[] = {
      EntryKind::kTrustRoot,     EntryKind::kCollection, EntryKind::kCatalogue,
      EntryKind::kMember,        EntryKind::kKeys,       EntryKind::kSourcePlan,
      EntryKind::kRestoreNotice, EntryKind::kRound,      EntryKind::kPolicy,
      EntryKind::kReturn,        EntryKind::kDecision,   EntryKind::kQuestion,
      EntryKind::kAnswer,        EntryKind::kRelease};
  static_assert(std::size(kKinds) == std::variant_size_v<Act>);
  return kKinds[act.index()];
}

std::string EncodeAct(const Act& act) {
  return std::visit([](const auto& a) { return base::StrictBytes(ToMessage(a)); }, act);
}

absl::StatusOr<Act> DecodeAct(chain::EntryKind kind, absl::string_view payload) {
  using chain::EntryKind;
  switch (kind) {
    case EntryKind::kTrustRoot:
      return ReadAct<lontar::v1::TrustRoot>(payload);
    case EntryKind::kCollection:
      return ReadAct<lontar::v1::Collection>(payload);
    case EntryKind::kCatalogue:
      return ReadAct<lontar::v1::Catalogue>(payload);
    case EntryKind::kMember:
      return ReadAct<lontar::v1::Member>(payload);
    case EntryKind::kKeys:
      return ReadAct<lontar::v1::Keys>(payload);
    case EntryKind::kSourcePlan:
      return ReadAct<lontar::v1::SourcePlan>(payload);
    case EntryKind::kRestoreNotice:
      return ReadAct<lontar::v1::RestoreNotice>(payload);
    case EntryKind::kRound:
      return ReadAct<lontar::v1::Round>(payload);
    case EntryKind::kPolicy:
      return ReadAct<lontar::v1::Policy>(payload);
    case EntryKind::kReturn:
      return ReadAct<lontar::v1::Return>(payload);
    case EntryKind::kDecision:
      return ReadAct<lontar::v1::Decision>(payload);
    case EntryKind::kQuestion:
      return ReadAct<lontar::v1::Question>(payload);
    case EntryKind::kAnswer:
      return ReadAct<lontar::v1::Answer>(payload);
    case EntryKind::kRelease:
      return ReadAct<lontar::v1::Release>(payload);
    case EntryKind::kSubmission:
    case EntryKind::kBranchChoice:
    case EntryKind::kErasure:
      break;
  }
  return base::Problem(
      absl::StatusCode::kUnimplemented, "LEVEL_TOO_LOW",
      absl::StrCat("entries of kind ", chain::NameOf(kind), " hold no act of level ", kKnownLevel));
}

base::HubId HubIdOf(absl::string_view trust_root_bytes) {
  const base::Hash identity = trust::Identity(trust::PayloadType::kTrustRoot, trust_root_bytes);
  return base::HubId(identity.array());
}

}  // namespace lontar::fold
