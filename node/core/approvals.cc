#include "node/core/approvals.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "core/trust/payload_type.h"

namespace lontar::node {
namespace {

using nlohmann::json;

json MetaObject(absl::string_view meta_json) {
  json meta = json::parse(std::string(meta_json), nullptr, false);
  return meta.is_object() ? meta : json::object();
}

std::string TextOf(const json& record, const char* field) {
  const auto found = record.find(field);
  return found != record.end() && found->is_string() ? found->get<std::string>() : "";
}

json TextOrNothing(const std::string& text) { return text.empty() ? json() : json(text); }

bool IsAmong(const std::vector<Approval>& approvals, const fold::KeyRecord& key) {
  return std::ranges::any_of(approvals, [id = key.key.id().hex()](const Approval& approval) {
    return approval.key == id;
  });
}

// "key 1a2b3c4d as deputy of 5e6f7081".
std::string NameOf(const Approval& approval) {
  const std::string deputy =
      approval.stands_in_for.empty()
          ? ""
          : absl::StrCat(" as deputy of ", approval.stands_in_for.substr(0, 8));
  return absl::StrCat("key ", approval.key.substr(0, 8), deputy);
}

}  // namespace

std::vector<const fold::KeyRecord*> ApproversIn(const ApproverSources& sources,
                                                const chain::Envelope& envelope) {
  const std::string message = trust::Pae(trust::PayloadType::kReport, envelope.payload);
  std::vector<const fold::KeyRecord*> keys = sources.ahead->KeysAt(
      fold::KeyRole::kApprover, sources.member, base::LogIndex(sources.ahead->size().value()));
  std::erase_if(keys, [&](const fold::KeyRecord* key) {
    return std::ranges::none_of(envelope.signatures, [&](const trust::Signature& signature) {
      return signature.key_hint == key->key.hint() &&
             trust::Verify(key->key, message, signature).ok();
    });
  });
  return keys;
}

absl::StatusOr<chain::Envelope> JoinSignatures(const chain::Envelope& stored,
                                               const chain::Envelope& brought) {
  chain::Envelope joined = stored;
  for (const trust::Signature& signature : brought.signatures) {
    if (std::ranges::count(joined.signatures, signature) == 0)
      joined.signatures.push_back(signature);
  }
  if (joined.signatures.size() <= static_cast<size_t>(base::kSignaturesMax)) return joined;
  return base::Problem(
      absl::StatusCode::kResourceExhausted, "TOO_MANY_SIGNATURES",
      absl::StrCat("the report would bear ", joined.signatures.size(), " signatures, the limit is ",
                   base::kSignaturesMax, "; `lontar draft return` takes them all from it"));
}

std::vector<Approval> ApprovalsOf(const StoredDraft& draft) {
  std::vector<Approval> approvals;
  const json meta = MetaObject(draft.meta_json);
  const auto found = meta.find("approvals");
  if (found == meta.end() || !found->is_array()) return approvals;
  for (const json& record : *found) {
    if (!record.is_object()) continue;
    approvals.push_back({TextOf(record, "key"), TextOf(record, "time"),
                         TextOf(record, "stands_in_for"), TextOf(record, "by")});
  }
  return approvals;
}

absl::StatusOr<std::vector<Approval>> NewApprovals(const ApproverSources& sources,
                                                   const StoredDraft& draft,
                                                   const chain::Envelope& joined,
                                                   absl::string_view by) {
  const std::vector<Approval> before = ApprovalsOf(draft);
  std::vector<Approval> added;
  for (const fold::KeyRecord* key : ApproversIn(sources, joined)) {
    if (IsAmong(before, *key)) continue;
    Approval approval;
    approval.key = key->key.id().hex();
    approval.time = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", sources.now, absl::UTCTimeZone());
    approval.by = std::string(by);
    if (const Deputy* deputy = FindDeputy(sources.deputies, key->key.id())) {
      LONTAR_RETURN_IF_ERROR(CheckWithinDates(*deputy, sources.now));
      approval.stands_in_for = deputy->stands_in_for.hex();
    }
    added.push_back(std::move(approval));
  }
  return added;
}

std::string WithApprovals(absl::string_view meta_json, const std::vector<Approval>& added) {
  json meta = MetaObject(meta_json);
  json approvals = meta.value("approvals", json::array());
  if (!approvals.is_array()) approvals = json::array();
  for (const Approval& approval : added) {
    approvals.push_back({{"key", approval.key},
                         {"time", approval.time},
                         {"stands_in_for", TextOrNothing(approval.stands_in_for)},
                         {"by", approval.by}});
  }
  meta["approvals"] = std::move(approvals);
  return meta.dump(-1, ' ', false, json::error_handler_t::replace);
}

ApprovalStanding StandingOf(const ApproverSources& sources, const StoredDraft& draft, int setting,
                            bool is_override) {
  ApprovalStanding standing;
  standing.is_override = is_override;
  standing.wanted = is_override ? std::max(setting, kApproversOfOverride) : setting;
  const auto keys = ApproversIn(sources, draft.envelope);
  for (Approval& approval : ApprovalsOf(draft)) {
    const bool is_valid = std::ranges::any_of(keys, [&approval](const fold::KeyRecord* key) {
      return key->key.id().hex() == approval.key;
    });
    if (is_valid) standing.approvals.push_back(std::move(approval));
  }
  return standing;
}

absl::Status CheckComplete(const ApprovalStanding& standing, absl::string_view draft) {
  if (standing.is_complete()) return absl::OkStatus();
  std::vector<std::string> names;
  for (const Approval& approval : standing.approvals) names.push_back(NameOf(approval));
  const std::string why =
      standing.is_override ? " publishes a cell against disclosure control and" : "";
  const std::string given = names.empty() ? "none has" : absl::StrCat(names.front(), " has");
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "APPROVERS_WANTED",
      absl::StrCat(draft, why, " is approved by ", standing.wanted,
                   standing.wanted == 1 ? " person with a key" : " people, each with a key",
                   " of their own; ", given, ": lontar approve ", draft, " --key FILE"));
}

std::string ApprovalsJson(const ApprovalStanding& standing) {
  json given = json::array();
  for (const Approval& approval : standing.approvals) {
    given.push_back({{"key", approval.key},
                     {"time", approval.time},
                     {"stands_in_for", TextOrNothing(approval.stands_in_for)}});
  }
  return json{{"wanted", standing.wanted}, {"override", standing.is_override}, {"given", given}}
      .dump();
}

bool PublishesAgainstRule(const observation::Report& report, const fold::PartReader& parts) {
  return std::ranges::any_of(report.parts, [&parts](const observation::PartEntry& entry) {
    if (entry.kind != observation::PartKind::kNarrative || entry.indicator.empty()) return false;
    const std::optional<std::string> bytes = parts(entry.part_hash);
    if (!bytes) return true;
    const auto part = observation::DecodePart(*bytes);
    if (!part.ok()) return true;
    const auto* narrative = std::get_if<observation::Narrative>(&part->content);
    return narrative == nullptr ||
           formats::UseOf(narrative->text) == formats::NarrativeUse::kOverride;
  });
}

}  // namespace lontar::node
