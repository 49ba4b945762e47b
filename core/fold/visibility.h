#pragma once
// Who may see which values: the one place that every door asks, gRPC, HTTP, exports and pages
// (threat T28).
//
// The unit is the part (DESIGN.md section 3): what a viewer may not see is not read for it, so no
// answer can be made of it. Reports hold no values, and everybody may read them: coverage,
// threshold and docket are the same for all. Suppressed figures never come to a hub, and have no
// value for anybody. One function reads every part whoever asks, and gives out sums of several
// members only: FindRegion, which judges each by region_rule.h before anybody sees it. Pure
// functions of the state. Any thread, if the state does not change meanwhile.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/fold/merge.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"

namespace lontar::fold {

enum class ViewerRole { kPublic, kMember, kAsec, kSlom, kAuditor };
// "public", "member", "asec", "slom", "auditor".
absl::string_view NameOf(ViewerRole role);
std::optional<ViewerRole> ViewerRoleNamed(absl::string_view name);

// Who asks: a role, and whose own figures are meant. A member's viewer always has a member, one of
// SLOM may have one; the others have none.
struct Viewer {
  ViewerRole role = ViewerRole::kPublic;
  std::string member = {};
  friend bool operator==(const Viewer&, const Viewer&) = default;
};

// What a viewer may see of a member's parts.
enum class Sight {
  kNothing,
  kFreeFigures,  // figures without a confidentiality; no words, no attachment
  kAll,
};

// The default policy: ASEC sees all; a member, and a delegate to SLOM, their own. Of other members'
// figures they and auditors see those that are free, where the collection allows comparison. Nobody
// else sees any. What a member has released (release.h) comes to that: VisibleParts reads it.
Sight SightOf(const Viewer& viewer, const CollectionAct& collection, absl::string_view member);

// Whether the viewer may see any part of a member's: by the policy, or because the member has
// released one. It may be one of another collection.
bool MaySeeSomeOf(const Viewer& viewer, const State& state, const CollectionRecord& collection,
                  absl::string_view member);

// Whether a viewer may see the questions between ASEC and a member: both sides may, a delegate of
// that member to SLOM too, and nobody else. What everybody may know is how many members are being
// asked on an indicator (questions.h).
bool MaySeeQuestions(const Viewer& viewer, absl::string_view member);

// Whether the number of a row may be shown: never of one that has none.
bool MaySeeValue(Sight sight, const observation::Row& row);
// Whether all numbers stated for a cell may be shown, and there is one.
bool MaySeeValue(const Viewer& viewer, const CollectionAct& collection, const Cell& cell);

// Reads the parts that `viewer` may see; all others are as good as absent. With kFreeFigures a part
// is read only if every row of it with a number is free: nothing is worked out from what stands
// beside. Texts of questions are read by those who may see them. State and `parts` must outlive
// it.
PartReader VisibleParts(const Viewer& viewer, const State& state, const PartReader& parts);

}  // namespace lontar::fold
