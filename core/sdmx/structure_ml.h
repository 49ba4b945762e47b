#pragma once
// Structures as an SDMX-ML structure message, 2.1 or 3.0, with everything that is asked for.
//
// Source: SDMX-ML 2.1 and 3.0.0. Pure, any thread.

#include <string>
#include <vector>

#include "core/sdmx/message_head.h"
#include "core/sdmx/structure_share.h"

namespace lontar::sdmx {

enum class MlStructure { k21, k30 };
std::string StructureMl(const std::vector<StructureShare>& shares, const MessageHead& head,
                        MlStructure form);
// All of one structure.
std::string StructureMl(const Structure& structure, const MessageHead& head, MlStructure form);

}  // namespace lontar::sdmx
