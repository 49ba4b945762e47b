#pragma once
// What an export holds, as the JSON that scripts rely on: docs/reference/json.md. Pure, any thread.

#include <string>

#include "core/sdmx/export.h"

namespace lontar::sdmx {

// Schema lontar.export.v1.
std::string ExportJson(const ExportSummary& summary);

}  // namespace lontar::sdmx
