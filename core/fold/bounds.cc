#include "core/fold/bounds.h"

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/observation/period.h"

namespace lontar::fold {
namespace {

bool IsActId(absl::string_view text) {
  return !text.empty() && text.size() <= base::kIdBytesMax && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

absl::Status OutOfBounds(absl::string_view field, absl::string_view value,
                         absl::string_view wanted) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "OUT_OF_BOUNDS",
                       absl::StrCat("field ", field, " holds \"", value, "\"; ", wanted));
}

bool IsPrintableAscii(absl::string_view text, size_t bytes_max) {
  return !text.empty() && text.size() <= bytes_max &&
         std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

absl::Status CheckId(absl::string_view field, absl::string_view text) {
  if (IsActId(text)) return absl::OkStatus();
  return OutOfBounds(field, text, "an id has 1 to 64 of a-z, 0-9 and -");
}

absl::Status CheckMemberCode(absl::string_view text) {
  const bool fits =
      text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (fits) return absl::OkStatus();
  return OutOfBounds("member", text, "a member is two capital letters (ISO 3166-1 alpha-2)");
}

absl::Status CheckProvider(absl::string_view member, absl::string_view provider) {
  const bool fits = provider.size() > member.size() + 1 && provider.size() <= base::kIdBytesMax &&
                    provider.substr(0, member.size()) == member && provider[member.size()] == '.' &&
                    IsPrintableAscii(provider, base::kIdBytesMax);
  if (fits) return absl::OkStatus();
  return OutOfBounds("provider", provider,
                     absl::StrCat("a provider is \"", member, ".\" and its own id"));
}

absl::Status CheckDateField(absl::string_view field, absl::string_view text, bool may_be_empty) {
  if (text.empty() && may_be_empty) return absl::OkStatus();
  if (observation::ParseDate(text).ok()) return absl::OkStatus();
  return OutOfBounds(field, text, "a date is written 2021-08-31");
}

absl::Status CheckText(absl::string_view field, absl::string_view text) {
  if (text.size() <= base::kTextBytesMax) return absl::OkStatus();
  return OutOfBounds(field, text.substr(0, 40),
                     absl::StrCat("at most ", base::kTextBytesMax, " bytes"));
}

absl::Status CheckThreshold(absl::string_view field, uint32_t threshold, size_t keys) {
  if (threshold >= 1 && threshold <= keys && keys <= base::kSignaturesMax) return absl::OkStatus();
  return OutOfBounds(field, absl::StrCat(threshold),
                     absl::StrCat("it is 1 to the number of keys, here ", keys));
}

}  // namespace lontar::fold
