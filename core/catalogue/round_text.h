#pragma once
// Members and rounds as text files, from which the authority's acts are made. Nothing in code knows
// a member or a date.
//
// docs/formats/catalogue.md shows both. Values, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::catalogue {

struct MemberText {
  std::string code;  // ISO 3166-1 alpha-2
  std::string alpha3;
  std::string numeric;
  std::string name;
  std::string from;  // ISO date
  std::string to;    // empty while it lasts
  int order = 0;     // from 1, the order of the file
  std::string statistical_office;
};
// InvalidArgument with MEMBERS_INVALID, naming place and value.
absl::StatusOr<std::vector<MemberText>> ReadMembers(absl::string_view yaml);

enum class Tie { kEarlier = 1, kLater = 2 };

struct YearRule {
  int target = 0;
  Tie tie = Tie::kEarlier;
  int from = 0;    // 0 = open
  std::string to;  // ISO date by which the period must have ended; empty = open
  friend bool operator==(const YearRule&, const YearRule&) = default;
};

struct RoundText {
  std::string id;
  std::string title;
  std::string catalogue_version;
  std::string list;
  std::string membership_date;
  std::string cut_off;
  YearRule year_rule;
  int threshold = 0;
};
// InvalidArgument with ROUNDS_INVALID.
absl::StatusOr<std::vector<RoundText>> ReadRounds(absl::string_view yaml);

}  // namespace lontar::catalogue
