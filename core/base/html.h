#pragma once
// Texts as they may stand in an HTML page (threat T29). Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::base {

// `text` for an element's content or an attribute in double or single quotation marks: & < > " '
// are written as references; what controls.h names, and bytes that are no UTF-8, as U+FFFD. Never
// for the inside of a script, a style, a comment or an attribute without quotation marks.
std::string EscapeHtml(absl::string_view text);

}  // namespace lontar::base
