#pragma once
// The small texts of which notes, checkpoints, receipts and policies are made, read strictly: each
// value has one spelling.
//
// Source: transparency log facts, sections 4 and 11. Pure functions, any thread.

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/digest.h"

namespace lontar::log {

// Digits without sign and leading zeros, below 2^63.
std::optional<uint64_t> ReadDecimal(absl::string_view text);

// Standard alphabet, with padding, unused bits zero, no white space.
std::optional<std::string> ReadBase64(absl::string_view text);

// Base64 of exactly 32 bytes.
std::optional<base::Hash> ReadHash(absl::string_view text);
std::string HashText(const base::Hash& hash);

// Valid UTF-8 without control characters below 0x20, but for newlines.
bool IsNoteText(absl::string_view text);

// Valid UTF-8, not empty, without Unicode white space, control characters below 0x20 and "+".
bool IsKeyName(absl::string_view text);

// Takes the next line off `rest` and answers it without its newline; nothing if no newline is left.
std::optional<absl::string_view> TakeLine(absl::string_view* rest);

}  // namespace lontar::log
