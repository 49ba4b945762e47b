#pragma once
// SDMX-ML data out, with series or flat: 2.1 generic, 2.1 structure-specific, 3.0
// structure-specific.
//
// Source: SDMX-ML 2.1 and 3.0.0. structureID is the id of the data structure, and the namespaces of
// SDMX are declared before the data set's own: clients rely on both (docs/formats/sdmx.md).

#include <memory>

#include "core/sdmx/message_head.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

enum class MlData { kGeneric21, kSpecific21, kSpecific30 };

// The structure must outlive the writer. Where the head says that it is flat, each observation
// stands by itself with its whole key.
std::unique_ptr<ObservationSink> MakeMlWriter(const Structure& structure, const MessageHead& head,
                                              MlData form, ByteSink sink);

}  // namespace lontar::sdmx
