#include <nlohmann/json.hpp>

#include "absl/time/time.h"
#include "core/net/machine_metrics.h"

namespace lontar::net {
namespace {

using nlohmann::json;

std::optional<int64_t> SecondsOf(const json& status, const char* field) {
  absl::Time time;
  const auto found = status.find(field);
  if (found == status.end() || !found->is_string()) return std::nullopt;
  if (!absl::ParseTime(absl::RFC3339_full, found->get<std::string>(), &time, nullptr)) {
    return std::nullopt;
  }
  return absl::ToUnixSeconds(time);
}

void AddGauge(const char* name, const char* help, std::optional<int64_t> value, MetricsText* text) {
  if (!value) return;
  text->Begin(name, MetricsText::Kind::kGauge, help);
  text->Add(*value);
}

std::optional<int64_t> NumberOf(const json& object, const char* field) {
  const auto found = object.find(field);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  return found->get<int64_t>();
}

}  // namespace

void AddMachineMetrics(const std::string& status_json, std::optional<size_t> resident_bytes,
                       MetricsText* text) {
  const json status = json::parse(status_json);
  text->Begin("lontar_build_info", MetricsText::Kind::kGauge, "The program's version; always 1.");
  text->Add(1, {{"version", status.value("version", "")}, {"role", status.value("role", "")}});
  AddGauge("lontar_start_timestamp_seconds", "When the program started.",
           SecondsOf(status, "started"), text);
  AddGauge("lontar_disk_free_bytes", "What may still be written where the store is.",
           NumberOf(status, "disk_free_bytes"), text);
  const json certificate = status.value("certificate", json());
  if (certificate.is_object()) {
    AddGauge("lontar_certificate_days_left", "Whole days until the certificate of the line ends.",
             NumberOf(certificate, "days_left"), text);
  }
  if (resident_bytes) {
    AddGauge("lontar_resident_memory_bytes", "Memory of the process.",
             static_cast<int64_t>(*resident_bytes), text);
  }
  text->Begin("lontar_warning", MetricsText::Kind::kGauge,
              "Warnings of lontar status, by id; always 1.");
  for (const json& warning : status.value("warnings", json::array())) {
    text->Add(1, {{"id", warning.value("id", "")}});
  }
}

}  // namespace lontar::net
