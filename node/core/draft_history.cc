#include "node/core/draft_history.h"

#include <nlohmann/json.hpp>

#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

json TextOrNull(const std::string& text) { return text.empty() ? json() : json(text); }

std::string DumpedHistory(const json& value, int indent) {
  return value.dump(indent, ' ', false, json::error_handler_t::replace);
}

// A counter that is damaged does not hide what is there.
absl::StatusOr<uint64_t> NextInHistory(const store::Reader& store) {
  LONTAR_ASSIGN_OR_RETURN(const auto count, store.Get(store::kHistoryCountKey));
  const absl::StatusOr<uint64_t> read = store::ReadKeyNumber(count.value_or(""));
  if (read.ok()) return *read + 1;
  uint64_t last = 0;
  LONTAR_RETURN_IF_ERROR(
      store.ScanPrefix(store::kHistoryPrefix, [&last](absl::string_view key, absl::string_view) {
        const auto number = store::ReadKeyNumber(key.substr(store::kHistoryPrefix.size()));
        if (number.ok()) last = *number;
        return true;
      }));
  return last + 1;
}

}  // namespace

absl::string_view NameOf(DraftStep step) {
  switch (step) {
    case DraftStep::kImported:
      return "imported";
    case DraftStep::kSigned:
      return "signed";
    case DraftStep::kReturned:
      return "returned";
    case DraftStep::kDropped:
      return "dropped";
    case DraftStep::kApprovalSigned:
      return "approval-signed";
    case DraftStep::kApproved:
      return "approved";
    case DraftStep::kCorrected:
      return "corrected";
    case DraftStep::kDeclined:
      return "declined";
  }
  return "";
}

absl::Status AddToHistory(const store::Reader& store, const DraftEvent& event,
                          store::Batch* batch) {
  LONTAR_ASSIGN_OR_RETURN(const uint64_t number, NextInHistory(store));
  const json record = {
      {"draft", event.draft},
      {"step", std::string(NameOf(event.step))},
      {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", event.time, absl::UTCTimeZone())},
      {"provider", event.provider},
      {"payload_id", TextOrNull(event.payload_id)},
      {"file", TextOrNull(event.file)},
      {"key", TextOrNull(event.key)},
      {"deputy_of", TextOrNull(event.deputy_of)},
      {"entry", event.entry == 0 ? json() : json(event.entry)},
      {"reason", TextOrNull(event.reason)},
      {"by", TextOrNull(event.by)},
      {"drafted", TextOrNull(event.drafted)},
      {"signature_dropped", event.drops_signature}};
  batch->Put(store::HistoryKey(number), DumpedHistory(record, -1));
  batch->Put(store::kHistoryCountKey, store::KeyNumber(number));
  return absl::OkStatus();
}

absl::StatusOr<std::string> HistoryJson(const store::Reader& store, absl::string_view draft) {
  json events = json::array();
  LONTAR_RETURN_IF_ERROR(
      store.ScanPrefix(store::kHistoryPrefix, [&](absl::string_view, absl::string_view value) {
        json event = json::parse(std::string(value), nullptr, false);
        const bool is_readable = event.is_object() && event["draft"].is_string();
        if (!is_readable) event = {{"draft", nullptr}, {"step", "unreadable"}};
        if (draft.empty() || (is_readable && event["draft"] == std::string(draft))) {
          events.push_back(std::move(event));
        }
        return true;
      }));
  // One of a time before this history has no record.
  if (!draft.empty() && events.empty()) LONTAR_RETURN_IF_ERROR(CheckDraftIsThere(store, draft));
  return DumpedHistory({{"schema", "lontar.history.v1"}, {"events", events}}, 2) + "\n";
}

}  // namespace lontar::node
