#pragma once
// What a draft would change, cell by cell: against what stands, or against another draft.
//
// A block that is stated is stated whole (DESIGN.md section 3), so a live cell that the draft's
// block does not state is withdrawn, and a block that the draft does not state stays as it is.
// Pure but for the readers given; the order is that of the catalogue, then of measure, period and
// codes.

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/observation/report.h"

namespace lontar::node {

// In a draft's place: what stands.
inline constexpr absl::string_view kAgainstCurrent = "current";

struct BlockName {
  std::string indicator;  // stable id
  std::string measure;
  std::string period;
  friend auto operator<=>(const BlockName&, const BlockName&) = default;
};

// Dimension and code, in the order of the block's dimensions.
using CellCodes = std::vector<std::pair<std::string, std::string>>;

struct SideCell {
  observation::Row row;
  // Of several live statements that differ: no value of it is current.
  bool is_disputed = false;
};
struct SideBlock {
  std::map<CellCodes, SideCell> cells;
  std::optional<observation::WithdrawReason> withdrawn;
};
// What one of the two says.
using Side = std::map<BlockName, SideBlock>;

enum class CellFate { kAdded, kChanged, kWithdrawn };
absl::string_view NameOf(CellFate fate);  // "added", …

struct CellChange {
  BlockName block;
  CellCodes codes;
  CellFate fate = CellFate::kAdded;
  std::optional<SideCell> before;
  std::optional<SideCell> after;
};

struct FateCounts {
  int added = 0;
  int changed = 0;
  int withdrawn = 0;
  int unchanged = 0;
};
struct DraftDiff {
  std::vector<CellChange> cells;
  std::map<BlockName, FateCounts> blocks;
  FateCounts total;
};

// Every block of both sides; one that is absent on a side has no cell there. A cell is unchanged if
// both sides state the same (observation::SameStatement) and it is not disputed.
DraftDiff DiffSides(const Side& before, const Side& after);

// Of the report's parts with figures. DataLoss with RECORD_UNREADABLE where one is lost.
absl::StatusOr<Side> SideOf(const observation::Report& report, const fold::PartReader& parts);

struct CurrentSide {
  Side side;
  int unreadable = 0;  // live statements whose values are lost
};
// What stands of the blocks that the report states, by the same provider.
CurrentSide CurrentOf(const fold::State& ahead, const fold::PartReader& parts,
                      const observation::Report& report);

// True where no answer may show the number: it is held back, or not for everybody.
bool IsHeldBack(const SideCell& cell);
// By how much the number changed; "-" where a side has none that may be shown, or that before is 0.
std::string PercentOf(const CellChange& change);
// What else differs, or differs alone: "value", "status", "confidentiality", "deviations",
// "source", "definition", "comment". Empty unless the cell is on both sides.
std::vector<std::string> FieldsOf(const CellChange& change);

// Cells by the catalogue's order of indicators, those that it does not know last; a null one leaves
// the order of ids.
void OrderBy(const catalogue::Catalogue* catalogue, DraftDiff* diff);

struct DiffHeading {
  std::string draft;
  std::string against;  // "current", or a draft
  const observation::Report* report = nullptr;
  const catalogue::Catalogue* catalogue = nullptr;  // may be null
  int unreadable = 0;
};
// One item of its `cells`.
std::string ChangeJson(const CellChange& change, const catalogue::Catalogue* catalogue);
// lontar.diff.v1.
std::string DiffJson(const DiffHeading& heading, const DraftDiff& diff);

}  // namespace lontar::node
