#include "node/core/own_entries.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"
#include "core/observation/report.h"
#include "core/store/key_space.h"
#include "node/core/settled.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// Of a report: who supplied what.
void AddReportFields(const store::Reader& store, const chain::Header& header, json* fields) {
  (*fields)["provider"] = nullptr;
  (*fields)["indicators"] = json::array();
  if (header.kind != chain::EntryKind::kSubmission) return;
  const std::optional<std::string> payload = ReadPayload(store, header);
  const auto report = observation::DecodeReport(payload.value_or(""));
  if (!report.ok()) return;
  std::set<std::string> indicators;
  for (const observation::PartEntry& part : report->parts) {
    if (!part.indicator.empty()) indicators.insert(part.indicator);
  }
  (*fields)["provider"] = report->provider;
  (*fields)["indicators"] = indicators;
}

// Of one that the log holds.
absl::Status AddLeafFields(const NodeCore& core, base::LogIndex index, base::LogSize settled,
                           json* fields) {
  LONTAR_ASSIGN_OR_RETURN(const std::string bytes, core.tree().LeafAt(index));
  LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(bytes));
  const bool is_accepted = leaf.stamp.verdict == chain::Verdict::kAccepted;
  const char* arrived = base::IsBefore(index, settled) ? "settled" : "arrived";
  (*fields)["state"] = is_accepted ? arrived : "rejected";
  (*fields)["index"] = index.value();
  (*fields)["verdict"] = std::string(chain::NameOf(leaf.stamp.verdict));
  (*fields)["arrived"] = absl::FormatTime(
      "%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(leaf.stamp.time_ms), absl::UTCTimeZone());
  return absl::OkStatus();
}

absl::StatusOr<json> OwnEntryJson(const NodeCore& core, uint64_t number,
                                  const fold::ChainRecord* chain, base::LogSize settled) {
  LONTAR_ASSIGN_OR_RETURN(const auto bytes, core.store().Get(store::EntryKey(number)));
  const absl::StatusOr<chain::Entry> entry = chain::DecodeEntry(bytes.value_or(""));
  if (!entry.ok()) {
    return Unreadable(absl::StrCat("entry ", number, " of this node's chain"),
                      entry.status().message());
  }
  const std::string sealed = SealedAt(core.store(), number);
  json fields = {{"number", number},
                 {"kind", std::string(chain::NameOf(entry->header.kind))},
                 {"collection", entry->header.collection},
                 {"sealed", sealed.empty() ? json() : json(sealed)},
                 {"state", "waits"},
                 {"index", nullptr},
                 {"verdict", nullptr},
                 {"arrived", nullptr}};
  AddReportFields(core.store(), entry->header, &fields);
  if (chain != nullptr && number <= chain->indexes.size()) {
    LONTAR_RETURN_IF_ERROR(AddLeafFields(core, chain->indexes[number - 1], settled, &fields));
  }
  return fields;
}

json CosignedJson(const Cosigned& cosigned) {
  return {{"size", cosigned.size.value()},
          {"by", cosigned.by},
          {"witnesses", cosigned.witnesses},
          {"wanted", cosigned.wanted},
          {"is_settled", cosigned.is_settled}};
}

json RoundFields(const fold::RoundRecord& round, const NodeCore& core, absl::CivilDay today) {
  const std::string& member = core.identity().member;
  const std::string cut_off = round.CutOffFor(member, core.state().size());
  absl::CivilDay last;
  const bool is_day = absl::ParseCivilTime(cut_off, &last);
  const bool has_extension = std::ranges::any_of(round.closes, [&member](const auto& close) {
    return std::ranges::count(close.except_members, member) > 0;
  });
  return {{"round", round.id},
          {"title", round.open.title},
          {"cut_off", cut_off},
          {"first_cut_off", round.open.cut_off},
          {"closed", !round.closes.empty()},
          {"extension", has_extension},
          {"days_left", is_day ? json(last - today) : json()}};
}

}  // namespace

absl::StatusOr<std::string> OwnEntriesJson(const NodeCore& core) {
  const fold::ChainRecord* chain =
      core.state().FindChain(core.identity().member, core.identity().incarnation);
  LONTAR_ASSIGN_OR_RETURN(const auto checkpoint, core.store().Get(store::kCheckpointKey));
  const Cosigned cosigned = CosignedBy(core.state(), checkpoint.value_or(""));
  const base::LogSize settled = cosigned.is_settled ? cosigned.size : base::LogSize(0);
  const uint64_t newest = core.own_entries();
  const uint64_t listed = std::min(newest, kOwnEntriesListed);
  json entries = json::array();
  for (uint64_t number = newest; number > newest - listed; --number) {
    LONTAR_ASSIGN_OR_RETURN(json entry, OwnEntryJson(core, number, chain, settled));
    entries.push_back(std::move(entry));
  }
  const std::string since = SealedAt(core.store(), newest - core.queued() + 1);
  const json result = {{"schema", "lontar.entries.v1"},
                       {"member", core.identity().member},
                       {"queued", core.queued()},
                       {"oldest_waiting", since.empty() ? json() : json(since)},
                       {"cosigned", CosignedJson(cosigned)},
                       {"entries", entries},
                       {"entries_left_out", newest - listed}};
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string RoundCalendarJson(const NodeCore& core, absl::Time now) {
  const absl::CivilDay today = absl::ToCivilDay(now, absl::UTCTimeZone());
  json rounds = json::array();
  for (const auto& [id, collection] : core.state().collections()) {
    for (const fold::RoundRecord& round : collection.rounds) {
      json fields = RoundFields(round, core, today);
      fields["collection"] = id;
      fields["collection_name"] = collection.act.name;
      rounds.push_back(std::move(fields));
    }
  }
  const json result = {{"schema", "lontar.rounds.v1"},
                       {"member", core.identity().member},
                       {"today", absl::FormatCivilTime(today)},
                       {"rounds", rounds}};
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::node
