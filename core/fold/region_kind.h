#pragma once
// Which figures of the members are alike enough to be added: of one indicator and measure, the kind
// - ages and concept - in which most can be, and what each member has of it. Of this room only.
//
// A figure stands at total for every breakdown, is of a whole year inside the round's year rule,
// free and undisputed. Of several years the one nearest to the rule's target, by its tie rule. Pure
// functions, any thread.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/catalogue/round_text.h"
#include "core/fold/merge.h"
#include "core/fold/region.h"

namespace lontar::fold {

// A code for each dimension whose code makes another figure and not a part of it: ages, and where
// the indicator takes any of several codes.
using Kind = std::map<std::string, std::string>;

struct KindMember {
  std::string member;
  std::optional<Cell> cell;  // its figure of the kind; current, with a free number
  LeftOut left_out = LeftOut::kNoNumber;
  std::vector<std::string> other_codes;
};

struct KindChoice {
  Kind kind;
  bool is_own_age = true;  // of the indicator's own age range, if it has one
  std::vector<KindMember> members;
};

struct KindQuestion {
  const catalogue::Catalogue& catalogue;
  const catalogue::Indicator& indicator;
  std::string measure;
  const catalogue::YearRule& rule;
};

// The indicator's own ages where at least kRegionalMembersMin members can be added; else the kind
// of most members; of several the first by its codes. `members`: with all that each has of the
// indicator, in fixed order.
KindChoice ChooseKind(const KindQuestion& question,
                      const std::vector<std::pair<std::string, std::vector<Cell>>>& members);

}  // namespace lontar::fold
