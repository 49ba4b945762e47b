#pragma once
// Deputies, as people read them. Of the documented JSON (lontar.deputies.v1).

#include <string>

#include "absl/strings/string_view.h"
#include "cli/answer.h"

namespace lontar::cli {

// A line for each, behind the heading; `if_none` where there is none.
std::string DeputiesText(const Answer& answer, absl::string_view heading,
                         absl::string_view if_none = "");

// "key 1a2b3c4d, as deputy of key 5e6f7a8b": of an approval (lontar.approve.v1).
std::string ApproverWords(const Answer& approval);

}  // namespace lontar::cli
