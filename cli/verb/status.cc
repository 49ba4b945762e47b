// lontar status: how a node or hub stands, in words; with --check for a machine that watches.

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/completeness_text.h"
#include "cli/daemon.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// What comes first; whatever else the answer holds follows as it stands there.
constexpr std::array<absl::string_view, 10> kFirst = {"role",   "version", "started",  "member",
                                                      "origin", "hub_id",  "log_size", "root",
                                                      "queued", "drafts"};
// Shown above or in other words below, or for programs only.
constexpr std::array<absl::string_view, 7> kNotAsTheyStand = {
    "notice",          "schema",         "checkpoint",          "checked",
    "disk_free_bytes", "oldest_waiting", "questions_for_member"};

std::string StatusRow(absl::string_view key, absl::string_view value) {
  if (value.empty()) return "";
  return absl::StrCat(PadRight(key, 14), " ", value, "\n");
}

std::string SettledWords(const Answer& settled) {
  if (settled.is_absent()) return "";
  return absl::StrCat(settled.Flag("is_settled") ? "yes" : "not yet", ", cosigned by ",
                      settled.Text("cosignatures"), " of ",
                      Counted(settled.Number("witnesses"), "witness", "witnesses"), "; ",
                      settled.Text("quorum"), " settle it");
}

std::string CertificateWords(const Answer& certificate) {
  if (certificate.is_absent()) return "";
  return absl::StrCat("until ", certificate.Text("not_after"), ", ", certificate.Text("days_left"),
                      " days");
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
  return absl::StrCat(StatusRow("last synced", sync.Text("last_done")),
                      StatusRow("sync", SyncSentence(sync)));
}

std::string DiskWords(const Answer& answer) {
  if (answer.At("disk_free_bytes").is_absent()) return "";
  return absl::StrCat(SizeWords(answer.Number("disk_free_bytes")), " free");
}

std::string OpenQuestionWords(const Answer& answer) {
  const uint64_t count = answer.Number("questions_for_member");
  if (count == 0) return "";
  return absl::StrCat(count, count == 1 ? " waits" : " wait", " for this member's answer");
}

std::string StatusText(const Answer& answer) {
  std::string text;
  for (const absl::string_view key : kFirst)
    absl::StrAppend(&text, StatusRow(key, answer.Text(key)));
  for (const std::string& key : answer.keys()) {
    const bool is_shown = std::ranges::find(kFirst, key) != kFirst.end() ||
                          std::ranges::find(kNotAsTheyStand, key) != kNotAsTheyStand.end();
    if (!is_shown) absl::StrAppend(&text, StatusRow(key, answer.Text(key)));
  }
  absl::StrAppend(&text, StatusRow("waiting", WaitingWords(answer)),
                  StatusRow("questions", OpenQuestionWords(answer)),
                  StatusRow("settled", SettledWords(answer.At("settled"))),
                  SyncRows(answer.At("sync")),
                  StatusRow("certificate", CertificateWords(answer.At("certificate"))),
                  StatusRow("disk", DiskWords(answer)));
  for (const Answer& warning : answer.List("warnings"))
    absl::StrAppend(&text, Hanging("warning", 15, warning.Text("sentence")));
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
  const std::vector<Answer>& warnings = answer.List("warnings");
  if (!call.arguments.Has("check") || warnings.empty()) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kFailedPrecondition, "STATUS_WARNINGS",
                       absl::StrCat(Counted(warnings.size(), "warning", "warnings"),
                                    "; the first: ", warnings.front().Text("sentence")));
}

}  // namespace lontar::cli
