#pragma once
// Structures as an SDMX-JSON structure message, 1.0, 2.0 or 2.1, with everything that is asked for.
//
// Source: SDMX-JSON 1.0.0, 2.0.0, 2.1.0. Pure, any thread.

#include <string>
#include <vector>

#include "core/sdmx/message_head.h"
#include "core/sdmx/structure_share.h"

namespace lontar::sdmx {

enum class JsonStructure { k10, k20, k21 };
std::string StructureJson(const std::vector<StructureShare>& shares, const MessageHead& head,
                          JsonStructure form);
// All of one structure.
std::string StructureJson(const Structure& structure, const MessageHead& head, JsonStructure form);

}  // namespace lontar::sdmx
