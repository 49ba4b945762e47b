// lontar status: how a node or hub stands, in words.

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// What comes first; whatever else the answer holds follows as it stands there.
constexpr std::array<absl::string_view, 8> kFirst = {"notice", "role",     "member", "origin",
                                                     "hub_id", "log_size", "root",   "queued"};

std::string StatusRow(absl::string_view key, const Answer& value) {
  if (value.is_absent() || value.text().empty()) return "";
  return absl::StrCat(PadRight(key, 14), " ", value.text(), "\n");
}

std::string SyncSentence(const Answer& sync) {
  const std::string failed =
      absl::StrCat(sync.Number("failures"), " failures in a row, the last ", sync.Text("reason"));
  if (sync.Flag("stuck")) return absl::StrCat("stuck: ", failed, "; lontar sync says more");
  if (!sync.Flag("automatic")) return "only when told: lontar sync";
  if (sync.Text("next").empty()) return "under way";
  const std::string next = absl::StrCat("next at ", sync.Text("next"));
  return sync.Number("failures") == 0 ? next : absl::StrCat(next, "; ", failed);
}

// Of a node; a hub calls nobody.
std::string SyncRows(const Answer& sync) {
  if (sync.is_absent()) return "";
  std::string text = StatusRow("last synced", sync.At("last_done"));
  absl::StrAppend(&text, PadRight("sync", 14), " ", SyncSentence(sync), "\n");
  return text;
}

std::string StatusText(const Answer& answer) {
  std::string text;
  for (const absl::string_view key : kFirst) absl::StrAppend(&text, StatusRow(key, answer.At(key)));
  for (const std::string& key : answer.keys()) {
    if (key == "schema" || std::ranges::find(kFirst, key) != kFirst.end()) continue;
    absl::StrAppend(&text, StatusRow(key, answer.At(key)));
  }
  absl::StrAppend(&text, SyncRows(answer.At("sync")));
  return text;
}

absl::StatusOr<std::string> AskStatus(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  if (place == Place::kHub) {
    LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
    return hub->Status();
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  return node->Status();
}

}  // namespace

absl::Status Status(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, AskStatus(call));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : StatusText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
