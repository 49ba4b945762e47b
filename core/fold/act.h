#pragma once
// Acts: what the authority, the administrators and the nodes state besides figures. Source:
// DESIGN.md sections 3 and 10; proto/lontar/v1/act.proto. Values, any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/round_text.h"
#include "core/chain/entry.h"
#include "core/trust/signature.h"

namespace lontar::fold {

// The level of the format that this program knows (DESIGN.md section 10, extension).
inline constexpr uint32_t kKnownLevel = 1;

struct TrustRoot {
  uint32_t version = 1;
  std::vector<trust::PublicKey> root_keys;
  uint32_t root_threshold = 1;
  std::vector<trust::PublicKey> authority_keys;
  uint32_t authority_threshold = 2;
  trust::PublicKey log_key;
  std::string origin;
  trust::PublicKey chain_key;
  uint32_t witness_quorum_min = 0;
  std::string notice;
};

struct CollectionAct {
  base::HubId hub_id;
  std::string id;
  std::string name;
  bool comparison_allowed = false;
};

struct CatalogueAct {
  base::HubId hub_id;
  std::string collection;
  std::string version;
  std::vector<catalogue::SourceFile> files;
};

struct MemberAct {
  base::HubId hub_id;
  std::string member;
  std::string name;
  std::string from;  // ISO date
  std::string to;    // empty while it lasts
  trust::PublicKey administrator;
  uint32_t order = 0;
  uint32_t revision = 0;  // how often it was stated before: a return to earlier content is new
};

enum class KeyRole { kNode = 1, kWitness = 2, kProvider = 3, kApprover = 4 };
absl::string_view NameOf(KeyRole role);

struct Entitlement {
  std::string collection;
  std::vector<std::string> indicators;  // ascending
};

struct Enrolment {
  trust::PublicKey key;
  KeyRole role = KeyRole::kNode;
  std::string provider;
  std::string provider_name;
  std::vector<Entitlement> entitlements;
  std::string witness_name;
};

struct Revocation {
  trust::KeyId key_id;
  std::optional<base::LogIndex> suspect_from;
};

struct KeysAct {
  base::HubId hub_id;
  std::string member;
  std::vector<Enrolment> enrolments;
  std::vector<Revocation> revocations;
};

struct Lead {
  std::string indicator;
  std::string provider;
};

struct SourcePlanAct {
  base::HubId hub_id;
  std::string collection;
  std::string member;
  std::vector<Lead> leads;  // ascending by indicator
  uint32_t revision = 0;    // as in MemberAct
};

struct RestoreNotice {
  base::HubId hub_id;
  std::string member;
  base::Incarnation old_incarnation;
  uint64_t last_number = 0;
  std::optional<base::EntryHash> last_hash;  // absent if the old incarnation had no entry
};

struct RoundOpen {
  std::string title;
  std::string catalogue_version;
  std::string membership_date;
  std::string cut_off;
  catalogue::YearRule year_rule;
  uint32_t threshold = 0;
  std::string list;
};

struct RoundClose {
  std::vector<std::string> except_members;  // ascending
};

struct RoundAct {
  base::HubId hub_id;
  std::string collection;
  std::string id;
  std::variant<RoundOpen, RoundClose> step;
  uint32_t revision = 0;  // as in MemberAct
};

struct PolicyAct {
  base::HubId hub_id;
  uint32_t level = 0;
};

using Act = std::variant<TrustRoot, CollectionAct, CatalogueAct, MemberAct, KeysAct, SourcePlanAct,
                         RestoreNotice, RoundAct, PolicyAct>;

// The kind of entry that carries an act.
chain::EntryKind KindOf(const Act& act);

std::string EncodeAct(const Act& act);

// Strict reading of the payload of an entry of this kind. Errors of base::StrictParse;
// InvalidArgument with OUT_OF_BOUNDS, naming field and value, for an id, date, count or key that
// may not stand there; Unimplemented with LEVEL_TOO_LOW for a kind, or a step of a round, that is
// valid only from a higher level.
absl::StatusOr<Act> DecodeAct(chain::EntryKind kind, absl::string_view payload);

// The hub id that a trust root's version 1 gives.
base::HubId HubIdOf(absl::string_view trust_root_bytes);

}  // namespace lontar::fold
