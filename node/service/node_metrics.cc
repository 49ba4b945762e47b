#include "node/service/node_metrics.h"

#include <nlohmann/json.hpp>

#include "absl/time/time.h"
#include "core/net/machine_metrics.h"

namespace lontar::node {
namespace {

using net::MetricsText;
using nlohmann::json;

void AddChain(const json& status, MetricsText* text) {
  text->Begin("lontar_node_entries", MetricsText::Kind::kGauge,
              "Entries of this node's present chain.");
  text->Add(status.value("entries", 0));
  text->Begin("lontar_node_queued_entries", MetricsText::Kind::kGauge,
              "Entries that have not arrived at the hub.");
  text->Add(status.value("queued", 0));
  text->Begin("lontar_node_drafts", MetricsText::Kind::kGauge, "Drafts.");
  text->Add(status.value("drafts", 0));
  text->Begin("lontar_node_log_leaves", MetricsText::Kind::kGauge,
              "Leaves of the hub's log, as last pulled.");
  text->Add(status.value("log_size", 0));
}

// A time that is not there has no sample: a monitor sees "absent", never 1970.
void AddTime(const json& sync, const char* field, MetricsText* text) {
  absl::Time time;
  const auto found = sync.find(field);
  if (found == sync.end() || !found->is_string()) return;
  if (!absl::ParseTime(absl::RFC3339_full, found->get<std::string>(), &time, nullptr)) return;
  text->Add(absl::ToUnixSeconds(time));
}

void AddSync(const json& sync, MetricsText* text) {
  text->Begin("lontar_node_last_sync_timestamp_seconds", MetricsText::Kind::kGauge,
              "When a conversation with the hub was last done.");
  AddTime(sync, "last_done", text);
  text->Begin("lontar_node_last_failed_sync_timestamp_seconds", MetricsText::Kind::kGauge,
              "When a conversation with the hub last failed.");
  AddTime(sync, "last_failed", text);
  text->Begin("lontar_node_sync_failures", MetricsText::Kind::kGauge,
              "Conversations that failed in a row.");
  text->Add(sync.value("failures", 0));
  text->Begin("lontar_node_sync_stuck", MetricsText::Kind::kGauge,
              "1: the node needs a person before it calls again.");
  text->Add(sync.value("stuck", false) ? 1 : 0);
}

}  // namespace

std::string NodeMetrics(const std::string& status_json, std::optional<size_t> resident_bytes) {
  const json status = json::parse(status_json);
  MetricsText text;
  AddChain(status, &text);
  AddSync(status.value("sync", json::object()), &text);
  net::AddMachineMetrics(status_json, resident_bytes, &text);
  return text.text();
}

}  // namespace lontar::node
