#pragma once
// A mapping as the text that ReadMapping reads back to the same. Pure, any thread.

#include <string>
#include <vector>

#include "core/formats/mapping.h"
#include "core/formats/mapping_propose.h"

namespace lontar::formats {

// YAML; what is unsure stands as comments at its beginning.
std::string MappingText(const Mapping& mapping, const std::vector<Unsure>& unsure);

}  // namespace lontar::formats
