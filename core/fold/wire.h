#pragma once
// Acts to protobuf messages and back. Used by act.cc only.

#include "absl/status/statusor.h"
#include "core/fold/act.h"
#include "lontar/v1/act.pb.h"

namespace lontar::fold {

lontar::v1::TrustRoot ToMessage(const TrustRoot& act);
lontar::v1::Collection ToMessage(const CollectionAct& act);
lontar::v1::Catalogue ToMessage(const CatalogueAct& act);
lontar::v1::Member ToMessage(const MemberAct& act);
lontar::v1::Keys ToMessage(const KeysAct& act);
lontar::v1::SourcePlan ToMessage(const SourcePlanAct& act);
lontar::v1::RestoreNotice ToMessage(const RestoreNotice& act);
lontar::v1::Round ToMessage(const RoundAct& act);
lontar::v1::Policy ToMessage(const PolicyAct& act);
lontar::v1::Return ToMessage(const ReturnAct& act);
lontar::v1::Decision ToMessage(const DecisionAct& act);
lontar::v1::Question ToMessage(const QuestionAct& act);
lontar::v1::Answer ToMessage(const AnswerAct& act);
lontar::v1::Release ToMessage(const ReleaseAct& act);

absl::StatusOr<Act> FromMessage(const lontar::v1::TrustRoot& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Collection& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Catalogue& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Member& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Keys& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::SourcePlan& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::RestoreNotice& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Round& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Policy& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Return& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Decision& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Question& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Answer& message);
absl::StatusOr<Act> FromMessage(const lontar::v1::Release& message);

}  // namespace lontar::fold
