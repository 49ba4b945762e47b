#include "core/sdmx/export_json.h"

#include <nlohmann/json.hpp>

namespace lontar::sdmx {

std::string ExportJson(const ExportSummary& summary) {
  const nlohmann::json notice =
      summary.notice.empty() ? nlohmann::json() : nlohmann::json(summary.notice);
  const nlohmann::json json = {{"schema", "lontar.export.v1"},
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
  return json.dump(2) + "\n";
}

}  // namespace lontar::sdmx
