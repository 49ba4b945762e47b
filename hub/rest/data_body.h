#pragma once
// Figures that are written while they are sent. Of this room.

#include <memory>

#include "core/net/http_message.h"
#include "core/sdmx/survey.h"
#include "core/sdmx/writer_of.h"
#include "hub/rest/data_answer.h"

namespace lontar::hub::rest {

// `survey` where the writing needs one: of what the selection hands on.
std::unique_ptr<net::HttpBody> MakeDataBody(const std::shared_ptr<const DataWork>& work,
                                            sdmx::Structure written, const sdmx::Writing& writing,
                                            std::optional<sdmx::Survey> survey);

}  // namespace lontar::hub::rest
