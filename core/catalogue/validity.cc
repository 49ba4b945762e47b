#include "core/catalogue/validity.h"

#include "absl/strings/str_cat.h"
#include "core/base/quoted.h"
#include "core/catalogue/fields.h"
#include "core/observation/period.h"

namespace lontar::catalogue {

// ISO dates order as texts.
bool Validity::HoldsOn(absl::string_view date) const {
  return (from.empty() || absl::string_view(from) <= date) &&
         (to.empty() || date <= absl::string_view(to));
}

bool Validity::Meets(const Validity& other) const {
  const bool begins_in_time = from.empty() || other.to.empty() || from <= other.to;
  const bool ends_late = to.empty() || other.from.empty() || other.from <= to;
  return begins_in_time && ends_late;
}

std::string OpenDate(Fields* fields, absl::string_view key) {
  const std::string text = fields->TextOr(key, "open");
  if (text == "open") return "";
  if (!observation::ParseDate(text).ok()) {
    fields->Refuse(absl::StrCat("key \"", key, "\" holds ", base::Quoted(text),
                                "; it must be open or a date such as 2021-08-31"));
  }
  return text;
}

Validity ReadValidity(Fields* fields, absl::string_view what) {
  Validity validity;
  validity.from = OpenDate(fields, "from");
  validity.to = OpenDate(fields, "to");
  if (!validity.to.empty() && validity.to < validity.from) {
    fields->Refuse(
        absl::StrCat(what, " ends on ", validity.to, ", before it begins on ", validity.from));
  }
  return validity;
}

std::string TextOf(const Validity& validity) {
  std::string text;
  if (!validity.from.empty()) absl::StrAppend(&text, "from ", validity.from);
  if (!validity.to.empty()) {
    absl::StrAppend(&text, text.empty() ? "" : " ", "until ", validity.to);
  }
  return text;
}

}  // namespace lontar::catalogue
