#pragma once
// Bounds of the fields of acts. InvalidArgument with OUT_OF_BOUNDS, naming field, value and what
// would be right.

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace lontar::fold {

absl::Status OutOfBounds(absl::string_view field, absl::string_view value,
                         absl::string_view wanted);

// 1 to `bytes_max` characters of ASCII above the space.
bool IsPrintableAscii(absl::string_view text, size_t bytes_max);

absl::Status CheckId(absl::string_view field, absl::string_view text);
absl::Status CheckMemberCode(absl::string_view text);
absl::Status CheckProvider(absl::string_view member, absl::string_view provider);
absl::Status CheckDateField(absl::string_view field, absl::string_view text, bool may_be_empty);
absl::Status CheckText(absl::string_view field, absl::string_view text);
// k of n signatures.
absl::Status CheckThreshold(absl::string_view field, uint32_t threshold, size_t keys);

// Bytes of a fixed length.
template <class Fixed>
absl::StatusOr<Fixed> ReadFixed(absl::string_view field, const std::string& bytes) {
  const auto value = Fixed::FromBytes(bytes);
  if (value) return *value;
  return OutOfBounds(field, absl::StrCat(bytes.size(), " bytes"),
                     absl::StrCat("it has ", Fixed::kBytes, " bytes"));
}

// True if the range is strictly ascending by `key`.
template <class Range, class Key>
bool Ascends(const Range& range, Key key) {
  return std::ranges::adjacent_find(range, [&key](const auto& a, const auto& b) {
           return key(a) >= key(b);
         }) == range.end();
}

}  // namespace lontar::fold
