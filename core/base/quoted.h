#pragma once
// Texts from outside as they may stand in a sentence.
//
// A cell, a field or a name may be long, cut or hostile; the sentence that quotes it goes into
// JSON, over gRPC and onto a terminal, which all want whole UTF-8 without control characters. Pure,
// any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::base {

// How many bytes the UTF-8 character at the start of `text` has; 0 if there is none (RFC 3629).
// `text` must not be empty.
size_t CharacterBytes(absl::string_view text);

// `text`, at most `bytes_max` bytes of it, cut between two characters with "…" behind. Control
// characters and bytes that are no UTF-8 are written as \x1b.
std::string Plain(absl::string_view text, size_t bytes_max);

// "text" in quotation marks, at most kQuotedBytesMax bytes of it, plain.
std::string Quoted(absl::string_view text);

}  // namespace lontar::base
