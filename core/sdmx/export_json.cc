#include "core/sdmx/export_json.h"

#include <nlohmann/json.hpp>

namespace lontar::sdmx {

std::string ExportJson(const ExportSummary& summary) {
  const nlohmann::json notice =
      summary.notice.empty() ? nlohmann::json() : nlohmann::json(summary.notice);
  nlohmann::json json = {{"schema", "lontar.export.v1"},
                         {"notice", notice},
                         {"collection", summary.collection},
                         {"catalogue_version", summary.catalogue_version},
                         {"format", summary.format},
                         {"is_structure", summary.is_structure},
                         {"structure", summary.structure},
                         {"log_size", summary.size.value()},
                         {"observations", summary.observations},
                         {"with_value", summary.with_value},
                         {"disputed", summary.disputed},
                         {"left_out", summary.left_out},
                         {"unreadable_blocks", summary.unreadable_blocks}};
  if (!summary.view.empty()) {
    json["view"] = summary.view;
    json["not_in_view"] = nlohmann::json::array();
    for (const NotInView& left : summary.not_in_view) {
      json["not_in_view"].push_back({{"member", left.member},
                                     {"indicator", left.indicator},
                                     {"reason", left.reason},
                                     {"figures", left.figures},
                                     {"first_period", left.first_period},
                                     {"last_period", left.last_period}});
    }
  }
  return json.dump(2) + "\n";
}

}  // namespace lontar::sdmx
