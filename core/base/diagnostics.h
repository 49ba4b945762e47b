#pragma once
// What programs say about themselves: one JSON object a line on stderr. Never a secret, never a
// figure.

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace lontar::base {

enum class Severity { kNote, kWarning, kError };

// Writes {"time":…,"severity":…,"event":…,fields…}. `event` is a stable id in lower case with
// underscores. Any thread; a line is written whole.
void Diagnose(Severity severity, absl::string_view event,
              std::initializer_list<std::pair<absl::string_view, std::string>> fields = {});

// `text` as a JSON string with its quotes; control characters and invalid UTF-8 are escaped.
std::string QuoteJson(absl::string_view text);

}  // namespace lontar::base
