#include "hub/service/hub_metrics.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/net/machine_metrics.h"
#include "core/net/metrics_text.h"

namespace lontar::hub {
namespace {

using net::MetricsText;
using nlohmann::json;

void AddLog(const json& status, MetricsText* text) {
  text->Begin("lontar_hub_log_leaves", MetricsText::Kind::kGauge, "Leaves of the log.");
  text->Add(status.value("log_size", 0));
  const json settled = status.value("settled", json::object());
  text->Begin("lontar_hub_settled_leaves", MetricsText::Kind::kGauge,
              "Leaves below the largest checkpoint that enough witnesses have cosigned.");
  text->Add(settled.value("size", 0));
  text->Begin("lontar_hub_witnesses", MetricsText::Kind::kGauge, "Witnesses enrolled.");
  text->Add(settled.value("witnesses", 0));
  text->Begin("lontar_hub_cosignatures", MetricsText::Kind::kGauge,
              "Cosignatures of the present checkpoint.");
  text->Add(settled.value("cosignatures", 0));
  text->Begin("lontar_hub_leaves_by_verdict_total", MetricsText::Kind::kCounter,
              "Leaves by verdict; all but accepted are rejected.");
  const json verdicts = status.value("verdicts", json::object());
  for (const auto& [verdict, count] : verdicts.items()) {
    text->Add(count.get<int64_t>(), {{"verdict", verdict}});
  }
}

void AddWork(const json& status, const HubGauges& gauges, MetricsText* text) {
  text->Begin("lontar_hub_queued_entries", MetricsText::Kind::kGauge,
              "Entries that wait to be sequenced.");
  text->Add(status.value("queued", 0));
  text->Begin("lontar_hub_connections", MetricsText::Kind::kGauge, "Open connections of nodes.");
  text->Add(gauges.connections);
  text->Begin("lontar_hub_lines", MetricsText::Kind::kGauge, "Conversations under way.");
  text->Add(gauges.lines);
  text->Begin("lontar_hub_last_line_timestamp_seconds", MetricsText::Kind::kGauge,
              "When a member's last conversation began, since the program started.");
  for (const auto& [member, time] : gauges.last_lines) {
    text->Add(absl::ToUnixSeconds(time), {{"member", member}});
  }
  text->Begin("lontar_hub_rounds_open", MetricsText::Kind::kGauge, "Rounds that are not closed.");
  const json rounds = status.value("rounds", json::array());
  text->Add(std::ranges::count_if(
      rounds, [](const json& round) { return !round.value("is_closed", false); }));
}

}  // namespace

std::string HubMetrics(const std::string& status_json, const HubGauges& gauges) {
  const json status = json::parse(status_json);
  MetricsText text;
  AddLog(status, &text);
  AddWork(status, gauges, &text);
  net::AddMachineMetrics(status_json, gauges.resident_bytes, &text);
  return text.text();
}

}  // namespace lontar::hub
