#pragma once
// Columns for terminals: widths as they are shown, words that wrap and are never cut off. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::cli {

// The widest that anything of ours is (reference: pages, Terminal).
inline constexpr int kLineColumns = 100;

// How many columns a UTF-8 text takes: combining marks none, East Asian wide characters two.
int ColumnsOf(absl::string_view text);

// The text and spaces up to `columns`.
std::string PadRight(absl::string_view text, int columns);
std::string PadLeft(absl::string_view text, int columns);

// Lines of at most `columns`, broken at spaces; a longer word stands alone. At least one line.
std::vector<std::string> WrapWords(absl::string_view text, int columns);

// Wrapped text behind `left`, which is padded to `indent` columns; each line ends with a newline
// and has at most kLineColumns.
std::string Hanging(absl::string_view left, int indent, absl::string_view text);

// The same as WrapWords for whole items that stand side by side: "KH 2012, LA 2010".
std::vector<std::string> WrapItems(const std::vector<std::string>& items, int columns);

// "five" for 5; digits from thirteen on.
std::string NumberWord(uint64_t number);

// "1 entry", "2 entries".
std::string Counted(uint64_t number, absl::string_view one, absl::string_view many);

}  // namespace lontar::cli
