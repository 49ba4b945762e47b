#pragma once
// From when until when something holds: a membership, a provider, an assignment, the code of a
// place. Values, any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::catalogue {

class Fields;

struct Validity {
  std::string from;  // ISO date, the first day; empty: no beginning is known
  std::string to;    // the last day; empty: it lasts

  // `date` is an ISO date. First and last day belong to it.
  bool HoldsOn(absl::string_view date) const;
  // Whether there is a day on which both hold.
  bool Meets(const Validity& other) const;
  friend bool operator==(const Validity&, const Validity&) = default;
};

// An optional date: absent and "open" mean that there is none.
std::string OpenDate(Fields* fields, absl::string_view key);

// The optional keys `from` and `to`; refuses an end before the beginning. `what` names the thing in
// sentences: "provider \"KH.MOP\"".
Validity ReadValidity(Fields* fields, absl::string_view what);

// "from 2025-07-01", "until 2025-06-30"; empty without dates.
std::string TextOf(const Validity& validity);

}  // namespace lontar::catalogue
