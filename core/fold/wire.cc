#include "core/fold/wire.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/bounds.h"

namespace lontar::fold {
namespace {

absl::StatusOr<trust::PublicKey> ReadKey(absl::string_view field,
                                         const lontar::v1::PublicKey& message) {
  if (message.algorithm() != trust::kEd25519) {
    return OutOfBounds(field, absl::StrCat("algorithm ", message.algorithm()), "1 is Ed25519");
  }
  trust::PublicKey key;
  LONTAR_ASSIGN_OR_RETURN(key.bytes, ReadFixed<trust::PublicKeyBytes>(field, message.key()));
  LONTAR_RETURN_IF_ERROR(base::Annotate(trust::CheckPublicKey(key), absl::StrCat("field ", field)));
  return key;
}

lontar::v1::PublicKey KeyMessage(const trust::PublicKey& key) {
  lontar::v1::PublicKey message;
  message.set_algorithm(trust::kEd25519);
  message.set_key(key.bytes.bytes());
  return message;
}

template <class Messages>
absl::StatusOr<std::vector<trust::PublicKey>> ReadKeys(absl::string_view field,
                                                       const Messages& messages) {
  std::vector<trust::PublicKey> keys;
  for (const auto& message : messages) {
    LONTAR_ASSIGN_OR_RETURN(const trust::PublicKey key, ReadKey(field, message));
    if (std::ranges::count(keys, key) > 0) {
      return OutOfBounds(field, key.id().short_hex(), "each key stands there once");
    }
    keys.push_back(key);
  }
  return keys;
}

// It stands in headings.
constexpr size_t kLeadNameBytesMax = 256;

constexpr auto kItself = [](const auto& value) -> const auto& { return value; };

absl::StatusOr<Entitlement> ReadEntitlement(const lontar::v1::Entitlement& message) {
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  for (const std::string& indicator : message.indicators()) {
    LONTAR_RETURN_IF_ERROR(CheckId("indicators", indicator));
  }
  if (message.indicators().empty() || !Ascends(message.indicators(), kItself)) {
    return OutOfBounds("indicators", absl::StrCat(message.indicators_size(), " ids"),
                       "at least one, ascending, none twice");
  }
  return Entitlement{message.collection(),
                     {message.indicators().begin(), message.indicators().end()}};
}

absl::StatusOr<Enrolment> ReadEnrolment(absl::string_view member,
                                        const lontar::v1::Enrolment& message) {
  Enrolment enrolment;
  LONTAR_ASSIGN_OR_RETURN(enrolment.key, ReadKey("key", message.key()));
  if (message.role() == lontar::v1::KEY_ROLE_UNSPECIFIED)
    return OutOfBounds("role", "0", "a role is named");
  enrolment.role = static_cast<KeyRole>(message.role());
  const bool is_provider = enrolment.role == KeyRole::kProvider;
  if (is_provider) LONTAR_RETURN_IF_ERROR(CheckProvider(member, message.provider()));
  if (is_provider != !message.provider().empty() ||
      is_provider != (message.entitlements_size() > 0)) {
    return OutOfBounds("provider", message.provider(),
                       "providers, and only they, have an id and indicators");
  }
  const bool is_witness = enrolment.role == KeyRole::kWitness;
  if (is_witness != IsPrintableAscii(message.witness_name(), 2 * base::kIdBytesMax) ||
      message.witness_name().find('+') != std::string::npos) {
    return OutOfBounds("witness_name", message.witness_name(),
                       "witnesses, and only they, have a name without +");
  }
  LONTAR_RETURN_IF_ERROR(CheckText("provider_name", message.provider_name()));
  enrolment.provider = message.provider();
  enrolment.provider_name = message.provider_name();
  enrolment.witness_name = message.witness_name();
  for (const auto& entitlement : message.entitlements()) {
    LONTAR_ASSIGN_OR_RETURN(Entitlement read, ReadEntitlement(entitlement));
    enrolment.entitlements.push_back(std::move(read));
  }
  if (!Ascends(enrolment.entitlements, [](const Entitlement& e) { return e.collection; })) {
    return OutOfBounds("entitlements", enrolment.provider, "ascending by collection, none twice");
  }
  return enrolment;
}

absl::StatusOr<CollectionLead> ReadLead(const lontar::v1::CollectionLead& message) {
  CollectionLead lead;
  if (message.name().empty() || message.name().size() > kLeadNameBytesMax) {
    return OutOfBounds(
        "lead.name", message.name().substr(0, 40),
        absl::StrCat("who leads is named, in at most ", kLeadNameBytesMax, " bytes"));
  }
  LONTAR_ASSIGN_OR_RETURN(lead.keys, ReadKeys("lead.keys", message.keys()));
  LONTAR_RETURN_IF_ERROR(CheckThreshold("lead.threshold", message.threshold(), lead.keys.size()));
  lead.name = message.name();
  lead.threshold = message.threshold();
  return lead;
}

}  // namespace

lontar::v1::TrustRoot ToMessage(const TrustRoot& act) {
  lontar::v1::TrustRoot message;
  message.set_version(act.version);
  for (const auto& key : act.root_keys) *message.add_root_keys() = KeyMessage(key);
  message.set_root_threshold(act.root_threshold);
  for (const auto& key : act.authority_keys) *message.add_authority_keys() = KeyMessage(key);
  message.set_authority_threshold(act.authority_threshold);
  *message.mutable_log_key() = KeyMessage(act.log_key);
  message.set_origin(act.origin);
  *message.mutable_chain_key() = KeyMessage(act.chain_key);
  message.set_witness_quorum_min(act.witness_quorum_min);
  message.set_notice(act.notice);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::TrustRoot& message) {
  TrustRoot act;
  act.version = message.version();
  if (act.version != 1)
    return OutOfBounds("version", absl::StrCat(act.version), "level 1 knows version 1");
  LONTAR_ASSIGN_OR_RETURN(act.root_keys, ReadKeys("root_keys", message.root_keys()));
  act.root_threshold = message.root_threshold();
  LONTAR_RETURN_IF_ERROR(
      CheckThreshold("root_threshold", act.root_threshold, act.root_keys.size()));
  LONTAR_ASSIGN_OR_RETURN(act.authority_keys, ReadKeys("authority_keys", message.authority_keys()));
  act.authority_threshold = message.authority_threshold();
  LONTAR_RETURN_IF_ERROR(
      CheckThreshold("authority_threshold", act.authority_threshold, act.authority_keys.size()));
  LONTAR_ASSIGN_OR_RETURN(act.log_key, ReadKey("log_key", message.log_key()));
  LONTAR_ASSIGN_OR_RETURN(act.chain_key, ReadKey("chain_key", message.chain_key()));
  if (!IsPrintableAscii(message.origin(), 256) || message.origin().find('+') != std::string::npos) {
    return OutOfBounds("origin", message.origin(),
                       "a URL without scheme, of printable ASCII, without +");
  }
  LONTAR_RETURN_IF_ERROR(CheckText("notice", message.notice()));
  act.origin = message.origin();
  act.witness_quorum_min = message.witness_quorum_min();
  act.notice = message.notice();
  // One key, one role (DESIGN.md section 10).
  std::vector<trust::PublicKey> all = act.root_keys;
  all.insert(all.end(), act.authority_keys.begin(), act.authority_keys.end());
  all.push_back(act.log_key);
  all.push_back(act.chain_key);
  std::ranges::sort(all);
  if (std::ranges::adjacent_find(all) != all.end()) {
    return OutOfBounds("root_keys", "a key", "each key has one role");
  }
  return Act(act);
}

lontar::v1::Collection ToMessage(const CollectionAct& act) {
  lontar::v1::Collection message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_id(act.id);
  message.set_name(act.name);
  message.set_comparison_allowed(act.comparison_allowed);
  if (act.lead) {
    auto* lead = message.mutable_lead();
    lead->set_name(act.lead->name);
    for (const auto& key : act.lead->keys) *lead->add_keys() = KeyMessage(key);
    lead->set_threshold(act.lead->threshold);
  }
  message.set_revision(act.revision);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Collection& message) {
  CollectionAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckId("id", message.id()));
  LONTAR_RETURN_IF_ERROR(CheckText("name", message.name()));
  act.id = message.id();
  act.name = message.name();
  act.comparison_allowed = message.comparison_allowed();
  act.revision = message.revision();
  if (message.has_lead()) {
    LONTAR_ASSIGN_OR_RETURN(act.lead, ReadLead(message.lead()));
  }
  return Act(act);
}

lontar::v1::Catalogue ToMessage(const CatalogueAct& act) {
  lontar::v1::Catalogue message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_collection(act.collection);
  message.set_version(act.version);
  for (const auto& file : act.files) {
    auto* added = message.add_files();
    added->set_name(file.name);
    added->set_content(file.content);
  }
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Catalogue& message) {
  CatalogueAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  if (!IsPrintableAscii(message.version(), base::kIdBytesMax)) {
    return OutOfBounds("version", message.version(), "1 to 64 printable characters without spaces");
  }
  act.collection = message.collection();
  act.version = message.version();
  for (const auto& file : message.files()) {
    const bool fits = IsPrintableAscii(file.name(), base::kIdBytesMax) && file.name()[0] != '.' &&
                      file.name().find('/') == std::string::npos;
    if (!fits) return OutOfBounds("files.name", file.name(), "a file name without folders");
    act.files.push_back({file.name(), file.content()});
  }
  if (!Ascends(act.files, [](const catalogue::SourceFile& f) { return f.name; })) {
    return OutOfBounds("files", absl::StrCat(act.files.size()), "ascending by name, none twice");
  }
  return Act(act);
}

lontar::v1::Member ToMessage(const MemberAct& act) {
  lontar::v1::Member message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_member(act.member);
  message.set_name(act.name);
  message.set_from(act.from);
  message.set_to(act.to);
  *message.mutable_administrator() = KeyMessage(act.administrator);
  message.set_order(act.order);
  message.set_revision(act.revision);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Member& message) {
  MemberAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  LONTAR_RETURN_IF_ERROR(CheckText("name", message.name()));
  LONTAR_RETURN_IF_ERROR(CheckDateField("from", message.from(), false));
  LONTAR_RETURN_IF_ERROR(CheckDateField("to", message.to(), true));
  LONTAR_ASSIGN_OR_RETURN(act.administrator, ReadKey("administrator", message.administrator()));
  act.member = message.member();
  act.name = message.name();
  act.from = message.from();
  act.to = message.to();
  act.order = message.order();
  act.revision = message.revision();
  return Act(act);
}

lontar::v1::Keys ToMessage(const KeysAct& act) {
  lontar::v1::Keys message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_member(act.member);
  for (const Enrolment& enrolment : act.enrolments) {
    auto* added = message.add_enrolments();
    *added->mutable_key() = KeyMessage(enrolment.key);
    added->set_role(static_cast<lontar::v1::KeyRole>(enrolment.role));
    added->set_provider(enrolment.provider);
    added->set_provider_name(enrolment.provider_name);
    for (const Entitlement& entitlement : enrolment.entitlements) {
      auto* named = added->add_entitlements();
      named->set_collection(entitlement.collection);
      for (const std::string& id : entitlement.indicators) named->add_indicators(id);
    }
    added->set_witness_name(enrolment.witness_name);
  }
  for (const Revocation& revocation : act.revocations) {
    auto* added = message.add_revocations();
    added->set_key_id(revocation.key_id.bytes());
    if (revocation.suspect_from) added->set_suspect_from(revocation.suspect_from->value());
  }
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Keys& message) {
  KeysAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  act.member = message.member();
  for (const auto& enrolment : message.enrolments()) {
    LONTAR_ASSIGN_OR_RETURN(Enrolment read, ReadEnrolment(act.member, enrolment));
    act.enrolments.push_back(std::move(read));
  }
  if (act.enrolments.size() >= base::kSignaturesMax) {
    return OutOfBounds("enrolments", absl::StrCat(act.enrolments.size()), "at most 7 an act");
  }
  for (const auto& revocation : message.revocations()) {
    Revocation read;
    LONTAR_ASSIGN_OR_RETURN(read.key_id, ReadFixed<trust::KeyId>("key_id", revocation.key_id()));
    if (revocation.has_suspect_from())
      read.suspect_from = base::LogIndex(revocation.suspect_from());
    act.revocations.push_back(read);
  }
  if (act.enrolments.empty() && act.revocations.empty()) {
    return OutOfBounds("enrolments", "none", "an act enrols or revokes at least one key");
  }
  return Act(act);
}

lontar::v1::SourcePlan ToMessage(const SourcePlanAct& act) {
  lontar::v1::SourcePlan message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_collection(act.collection);
  message.set_member(act.member);
  for (const Lead& lead : act.leads) {
    auto* added = message.add_leads();
    added->set_indicator(lead.indicator);
    added->set_provider(lead.provider);
  }
  message.set_revision(act.revision);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::SourcePlan& message) {
  SourcePlanAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  act.collection = message.collection();
  act.revision = message.revision();
  act.member = message.member();
  for (const auto& lead : message.leads()) {
    LONTAR_RETURN_IF_ERROR(CheckId("indicator", lead.indicator()));
    LONTAR_RETURN_IF_ERROR(CheckProvider(act.member, lead.provider()));
    act.leads.push_back({lead.indicator(), lead.provider()});
  }
  if (!Ascends(act.leads, [](const Lead& lead) { return lead.indicator; })) {
    return OutOfBounds("leads", absl::StrCat(act.leads.size()),
                       "ascending by indicator, none twice");
  }
  return Act(act);
}

lontar::v1::RestoreNotice ToMessage(const RestoreNotice& act) {
  lontar::v1::RestoreNotice message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_member(act.member);
  message.set_old_incarnation(act.old_incarnation.bytes());
  message.set_last_number(act.last_number);
  if (act.last_hash) message.set_last_hash(act.last_hash->bytes());
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::RestoreNotice& message) {
  RestoreNotice act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  LONTAR_ASSIGN_OR_RETURN(act.old_incarnation, ReadFixed<base::Incarnation>(
                                                   "old_incarnation", message.old_incarnation()));
  act.member = message.member();
  act.last_number = message.last_number();
  if (act.last_number > 0) {
    LONTAR_ASSIGN_OR_RETURN(act.last_hash,
                            ReadFixed<base::EntryHash>("last_hash", message.last_hash()));
  } else if (!message.last_hash().empty()) {
    return OutOfBounds("last_hash", "a hash", "absent where last_number is 0");
  }
  return Act(act);
}

lontar::v1::Policy ToMessage(const PolicyAct& act) {
  lontar::v1::Policy message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_level(act.level);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Policy& message) {
  PolicyAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  act.level = message.level();
  return Act(act);
}

}  // namespace lontar::fold
