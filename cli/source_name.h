#pragma once
// The name by which a source of lontar.sources.v1 is shown.

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

// In English, else in the first language that there is.
inline std::string SourceName(const Answer& source) {
  const Answer& names = source.At("names");
  if (!names.At("en").is_absent()) return names.Text("en");
  return names.items().empty() ? "" : names.items().front().text();
}

}  // namespace lontar::cli
