#include "hub/service/log_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"
#include "core/log/note.h"
#include "core/log/receipt.h"
#include "hub/core/settled.h"

namespace lontar::hub {
namespace {

using nlohmann::json;

constexpr uint64_t kLogEntriesShown = 50;

absl::Status EntryAbsent(const HubCore& core, base::LogIndex index) {
  return base::Problem(absl::StatusCode::kNotFound, "ENTRY_ABSENT",
                       absl::StrCat("the log has ", core.tree().size().value(),
                                    " entries, counted from 0; there is no entry ", index.value()));
}

std::string TimeText(uint64_t time_ms) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(static_cast<int64_t>(time_ms)),
                          absl::UTCTimeZone());
}

// Whose keys made the payload's signatures, as far as their hints tell.
json SignersOf(const fold::State& state, const chain::Header& header, base::LogIndex index) {
  json signers = json::array();
  std::set<std::string> named;
  for (const trust::Signature& signature : header.payload_signatures) {
    for (const fold::KeyRole role : {fold::KeyRole::kProvider, fold::KeyRole::kApprover,
                                     fold::KeyRole::kFocalPoint, fold::KeyRole::kNode}) {
      for (const fold::KeyRecord* key : state.KeysAt(role, header.author, index)) {
        if (key->key.hint() != signature.key_hint) continue;
        const std::string who = key->provider.empty() ? header.author : key->provider;
        const std::string role_name(fold::NameOf(role));
        if (!named.insert(absl::StrCat(role_name, " ", who)).second) continue;
        signers.push_back({{"role", role_name}, {"who", who}, {"name", key->provider_name}});
      }
    }
  }
  return signers;
}

void AddReport(const fold::State& state, const chain::Header& header, json* entry) {
  const fold::ReportRecord* record = state.FindReport(header.payload_id);
  json& fields = *entry;
  fields["provider"] = record == nullptr ? json() : json(record->report.provider);
  fields["on_behalf"] = record != nullptr && record->report.on_behalf.has_value();
  std::set<std::string> indicators;
  if (record != nullptr) {
    for (const observation::PartEntry& part : record->report.parts) {
      if (!part.indicator.empty()) indicators.insert(part.indicator);
    }
  }
  fields["indicators"] = indicators;
}

absl::StatusOr<json> EntryAt(const HubCore& core, base::LogIndex index) {
  LONTAR_ASSIGN_OR_RETURN(std::string bytes, core.tree().LeafAt(index));
  LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(std::move(bytes)));
  const fold::State& state = core.state();
  const chain::Header& header = leaf.entry.header;
  const fold::MemberAct* member = state.FindMember(header.author, state.size());
  json entry = {{"index", index.value()},
                {"author", header.author},
                {"author_name", member == nullptr ? json() : json(member->name)},
                {"kind", std::string(chain::NameOf(header.kind))},
                {"collection", header.collection},
                {"number", header.number.value()},
                {"incarnation", header.incarnation.hex()},
                {"payload_id", header.payload_id.hex()},
                {"verdict", std::string(chain::NameOf(leaf.stamp.verdict))},
                {"arrived", TimeText(leaf.stamp.time_ms)},
                {"signers", SignersOf(state, header, index)},
                {"is_settled", base::IsBefore(index, core.settled_size())}};
  AddReport(state, header, &entry);
  return entry;
}

// Each with its key as text, and whether the present checkpoint has its line.
json WitnessesOf(const HubCore& core) {
  const fold::State& state = core.state();
  const auto note = log::ParseNote(core.checkpoint());
  json witnesses = json::array();
  const auto at = base::LogIndex(state.size().value());
  std::vector<const fold::KeyRecord*> keys = state.KeysAt(fold::KeyRole::kWitness, "", at);
  std::ranges::sort(keys, {}, &fold::KeyRecord::member);
  for (const fold::KeyRecord* key : keys) {
    const log::NoteKey note_key{key->witness_name, log::NoteKeyType::kCosignatureV1, key->key};
    const bool is_there =
        note.ok() && std::ranges::any_of(note->lines, [&](const log::NoteLine& line) {
          return log::IsLineOf(line, note_key);
        });
    witnesses.push_back(
        {{"member", key->member}, {"vkey", note_key.vkey()}, {"has_cosigned", is_there}});
  }
  return witnesses;
}

std::string Whole(const HubCore& core, json entries, bool is_one) {
  const fold::TrustRoot& root = *core.state().trust_root();
  const log::NoteKey log_key{root.origin, log::NoteKeyType::kEd25519, root.log_key};
  const json result = {{"schema", "lontar.log.v1"},
                       {"notice", root.notice.empty() ? json() : json(root.notice)},
                       {"origin", root.origin},
                       {"hub_id", core.state().hub_id().hex()},
                       {"log_size", core.tree().size().value()},
                       {"root", core.tree().root().hex()},
                       {"settled_size", core.settled_size().value()},
                       {"quorum", QuorumOf(core.state())},
                       {"log_vkey", log_key.vkey()},
                       {"witnesses", WitnessesOf(core)},
                       {"checkpoint", core.checkpoint()},
                       {"is_one_entry", is_one},
                       {"entries", std::move(entries)}};
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace

absl::StatusOr<std::string> LogJson(const HubCore& core, std::optional<base::LogIndex> before) {
  const uint64_t size = core.tree().size().value();
  const uint64_t end = before ? std::min(before->value(), size) : size;
  json entries = json::array();
  for (uint64_t at = end; at > 0 && end - at < kLogEntriesShown; --at) {
    LONTAR_ASSIGN_OR_RETURN(json entry, EntryAt(core, base::LogIndex(at - 1)));
    entries.push_back(std::move(entry));
  }
  return Whole(core, std::move(entries), /*is_one=*/false);
}

absl::StatusOr<std::string> LogEntryJson(const HubCore& core, base::LogIndex index) {
  if (!base::IsBefore(index, core.tree().size())) return EntryAbsent(core, index);
  LONTAR_ASSIGN_OR_RETURN(json entry, EntryAt(core, index));
  return Whole(core, json::array({std::move(entry)}), /*is_one=*/true);
}

absl::StatusOr<std::string> ArrivedText(const HubCore& core, base::LogIndex index) {
  if (!base::IsBefore(index, core.tree().size())) return EntryAbsent(core, index);
  LONTAR_ASSIGN_OR_RETURN(std::string bytes, core.tree().LeafAt(index));
  LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(std::move(bytes)));
  return TimeText(leaf.stamp.time_ms);
}

absl::StatusOr<std::map<uint64_t, std::string>> LateArrivals(const HubCore& core,
                                                             absl::string_view docket,
                                                             absl::string_view member) {
  constexpr size_t kDayLetters = 10;  // of "2026-09-02T08:00:00Z"
  std::map<uint64_t, std::string> arrived;
  const json parsed = json::parse(docket, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return arrived;
  for (const json& line : parsed.value("lines", json::array())) {
    for (const json& answer : line.value("members", json::array())) {
      const json late = answer.value("late", json());
      if (answer.value("member", "") != member || !late.is_object()) continue;
      if (!late.value("index", json()).is_number_unsigned()) continue;
      const uint64_t index = late["index"].get<uint64_t>();
      LONTAR_ASSIGN_OR_RETURN(const std::string time, ArrivedText(core, base::LogIndex(index)));
      arrived[index] = time.substr(0, kDayLetters);
    }
  }
  return arrived;
}

absl::StatusOr<std::string> LogReceipt(const HubCore& core, base::LogIndex index) {
  if (!base::IsBefore(index, core.tree().size())) return EntryAbsent(core, index);
  log::Receipt receipt;
  receipt.index = index;
  LONTAR_ASSIGN_OR_RETURN(receipt.leaf_bytes, core.tree().LeafAt(index));
  LONTAR_ASSIGN_OR_RETURN(receipt.proof, core.tree().Inclusion(index, core.tree().size()));
  receipt.checkpoint = core.checkpoint();
  return log::FormatReceipt(receipt);
}

}  // namespace lontar::hub
