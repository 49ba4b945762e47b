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
inline constexpr uint32_t kKnownLevel = 5;

// The notice of a hub for exercises; a notice that begins with its first word makes one.
inline constexpr char kTrainingNotice[] =
    "TRAINING: figures of an exercise; not submissions by any member";
bool IsTraining(absl::string_view notice);

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

// Who leads a collection in the authority's place: from level 5.
struct CollectionLead {
  std::string name;  // a member's code or an institution's name
  std::vector<trust::PublicKey> keys;
  uint32_t threshold = 1;  // how many of them must sign
  friend bool operator==(const CollectionLead&, const CollectionLead&) = default;
};

struct CollectionAct {
  base::HubId hub_id;
  std::string id;
  std::string name;
  bool comparison_allowed = false;
  std::optional<CollectionLead> lead = {};  // absent: the authority leads
  uint32_t revision = 0;                    // as in MemberAct; from level 5
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

enum class KeyRole { kNode = 1, kWitness = 2, kProvider = 3, kApprover = 4, kFocalPoint = 5 };
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

// An extension of the cut-off: from level 3.
struct RoundChange {
  std::string cut_off;
  std::vector<std::string> members;  // ascending; none: for all
};

struct RoundClose {
  std::vector<std::string> except_members;  // ascending
};

// The round, closed for all, is counted again up to this entry: from level 5.
struct RoundEvaluate {
  std::string reason;
};

struct RoundAct {
  base::HubId hub_id;
  std::string collection;
  std::string id;
  std::variant<RoundOpen, RoundClose, RoundChange, RoundEvaluate> step;
  uint32_t revision = 0;  // as in MemberAct
};

struct PolicyAct {
  base::HubId hub_id;
  uint32_t level = 0;
};

enum class ReturnAnswer {
  kFigure = 1,
  kNarrative = 2,
  kNotAvailable = 3,
  kDoesNotApply = 4,
  kLater = 5
};
// "figure", "narrative", "not-available", "does-not-apply", "later".
absl::string_view NameOf(ReturnAnswer answer);
std::optional<ReturnAnswer> ReturnAnswerNamed(absl::string_view name);

enum class ReturnReason {
  kNoSystem = 1,
  kNoSurvey = 2,
  kNotProcessed = 3,
  kDefinition = 4,
  kOther = 5
};
// "no-system", "no-survey", "not-processed", "definition", "other".
absl::string_view NameOf(ReturnReason reason);
std::optional<ReturnReason> ReturnReasonNamed(absl::string_view name);

struct ReturnLine {
  std::string indicator;
  ReturnAnswer answer = ReturnAnswer::kLater;
  std::optional<ReturnReason> reason;  // of kNotAvailable, and only of it
  friend bool operator==(const ReturnLine&, const ReturnLine&) = default;
};

// What stands on the paper of a return, in four groups of four hexadecimal digits.
using Fingerprint = base::FixedBytes<struct FingerprintTag, 8>;

// On paper; what is cleared by key bears the focal point's signature.
struct Clearance {
  Fingerprint printed;
  base::PartHash scan;  // the member keeps the part
  friend bool operator==(const Clearance&, const Clearance&) = default;
};

// What a member reports for a round: "this is all from us". From level 2.
struct ReturnAct {
  base::HubId hub_id;
  std::string collection;
  std::string member;
  std::string round;
  std::vector<ReturnLine> lines;         // ascending by indicator
  std::vector<base::PayloadId> reports;  // ascending
  std::optional<Clearance> clearance;
  uint32_t revision = 0;  // as in MemberAct
};

// The first bytes of the identity of the return without its clearance: it changes with any line,
// any report and any revision, and not with the act of clearing.
Fingerprint FingerprintOf(ReturnAct act);
// "4f2a-91c0-77be-03d1".
std::string FingerprintText(const Fingerprint& fingerprint);
// Nothing if the text is no fingerprint; capital letters and spaces are taken as people type them.
std::optional<Fingerprint> FingerprintFromText(absl::string_view text);

// What SLOM has decided on an indicator. From level 3. Software never moves one by itself.
struct DecisionAct {
  base::HubId hub_id;
  std::string collection;
  std::string indicator;  // stable id
  std::string from_list;
  std::string to_list;  // the same: it stays
  std::string meeting;
  std::string date;   // ISO
  std::string round;  // whose docket was decided on
  std::string reason;
  std::string document;     // number; may be empty
  uint32_t revision = 0;    // as in MemberAct
  uint32_t evaluation = 0;  // of the round, from 1; 0: it is not said. From level 5
};

// A question of the authority to a member, or of a member to the authority. From level 4. What is
// asked stands in its text (question_text.h): the act says only that, when and on which indicator.
struct QuestionAct {
  base::HubId hub_id;
  std::string collection;
  std::string member;     // whom it is put to, or who asks
  std::string indicator;  // stable id
  base::PartHash text;
};

// What one of the two says on an open question. From level 4.
struct AnswerAct {
  base::HubId hub_id;
  base::PayloadId question;
  std::optional<base::PartHash> text;  // absent only where it closes without a word
  bool closes = false;
};

// Who may see figures besides those who may by the collection's policy.
enum class Audience { kNobody = 1, kMembers = 2, kPublic = 3 };
// "nobody", "members", "public".
absl::string_view NameOf(Audience audience);
std::optional<Audience> AudienceNamed(absl::string_view name);

// A member shows figures of its own to others: from level 5. Of each part the last release holds.
struct ReleaseAct {
  base::HubId hub_id;
  std::string collection;
  std::string member;
  std::vector<base::PartHash> parts;  // ascending
  Audience audience = Audience::kNobody;
  uint32_t revision = 0;  // as in MemberAct
};

using Act = std::variant<TrustRoot, CollectionAct, CatalogueAct, MemberAct, KeysAct, SourcePlanAct,
                         RestoreNotice, RoundAct, PolicyAct, ReturnAct, DecisionAct, QuestionAct,
                         AnswerAct, ReleaseAct>;

// The level from which an act is valid: 1, or that of its kind, of a key role, a step or a field.
uint32_t LevelOf(const Act& act);

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
