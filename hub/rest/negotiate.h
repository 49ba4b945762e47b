#pragma once
// Which format an answer is written in: Accept, or the query where a caller cannot set headers.
//
// Source: SDMX REST 1.5 and 2.2, content negotiation; RFC 9110, 12.5.1. Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/sdmx/writer_of.h"
#include "hub/rest/query.h"

namespace lontar::hub::rest {

struct ChosenFormat {
  sdmx::Writing writing;
  // With version and parameters: "application/vnd.sdmx.data+csv;version=2.1.0;labels=both".
  std::string content_type;
};

// The wish goes before `accept`; an empty one, and "*/*", is the default of the generation. A type
// without a version is the newest that is written. InvalidArgument with SDMX_FORMAT (406): nothing
// that is taken is written for this kind, or a language that is not English is insisted on.
absl::StatusOr<ChosenFormat> ChooseFormat(const RestQuery& query, absl::string_view accept);

}  // namespace lontar::hub::rest
