#include <nlohmann/json.hpp>

#include "core/audit/audit.h"

namespace lontar::audit {

std::string AuditJson(const AuditReport& report) {
  using nlohmann::json;
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? json() : json(text);
  };
  json result = {{"schema", "lontar.audit.v1"},
                 {"entries", report.entries},
                 {"signatures", report.signatures},
                 {"payloads", report.payloads},
                 {"cells", report.cells},
                 {"rounds", report.rounds},
                 {"parts_absent", report.parts_absent},
                 {"unreadable_blocks", report.unreadable_blocks},
                 {"verdicts_recomputed", report.verdicts_recomputed},
                 {"verdicts_taken", report.verdicts_taken},
                 {"cosignatures", report.cosignatures},
                 {"log_size", report.log_size.value()},
                 {"root", report.root.hex()},
                 {"origin", text_or_null(report.origin)},
                 {"hub_id", report.hub_id ? json(report.hub_id->hex()) : json()},
                 {"notice", text_or_null(report.notice)},
                 {"seconds", absl::ToDoubleSeconds(report.took)},
                 {"tables", json::array()},
                 {"findings", json::array()}};
  for (const TableResult& table : report.tables) {
    result["tables"].push_back({{"file", table.file}, {"agrees", table.agrees}});
  }
  for (const Finding& finding : report.findings) {
    result["findings"].push_back(
        {{"kind", finding.kind}, {"place", finding.place}, {"sentence", finding.sentence}});
  }
  // Places and sentences may quote what a damaged file holds.
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::audit
