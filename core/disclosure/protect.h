#pragma once
// Which cells of one table are held back, so that no small count can be worked out.
//
// A small count is one from 1 to minimum - 1 in a cell with a breakdown, stated or following from
// what is stated. It is protected when a reader who knows everything that stays published, that
// counts are whole and not negative, and that parts make up their total, must allow for 0 or 1 as
// well as for the minimum (or what the published total above it allows, where that is less): both
// ends are proved by a whole table (prover.h). Cells are added from the nearest on until that
// holds, then those that turn out needless are published again. The same input gives the same
// answer on every machine. Pure, any thread.
//
// The work is bounded (kWorkMax). A table that is too large for a proof, or takes too much work, is
// made coarser: all its cells broken down by the dimension with the most codes are held back, again
// and again until the rest is small enough. That is safe without a proof, since nothing is then
// published of how a count divides along that dimension.

#include <cstdint>
#include <vector>

#include "core/disclosure/figures.h"
#include "core/disclosure/space.h"

namespace lontar::disclosure {

struct Cell {
  std::vector<std::string> codes;  // one for each dimension
  int64_t value = 0;               // kUnknown: already held back when it came
  bool is_locked = false;          // a reader knows it, whatever is done now
};

enum class Treatment { kShown, kPrimary, kSecondary };

struct CellOutcome {
  Treatment treatment = Treatment::kShown;
  std::vector<std::string> protects;  // of a secondary: the codes of what it protects, or near it
};

struct TableOutcome {
  std::vector<CellOutcome> cells;  // as the input
  // Codes of small counts that a reader can narrow down whatever is held back now.
  std::vector<std::vector<std::string>> exposed;
  // The marks primary and secondary would tell a count: they must not be told apart.
  bool marks_tell = false;
  std::vector<std::string> dropped_dimensions;  // held back as a whole
  bool contradicts_itself = false;              // parts and totals disagree: all are held back
};

struct TableQuestion {
  const catalogue::Catalogue* catalogue = nullptr;
  const catalogue::Indicator* indicator = nullptr;
  std::vector<Cell> cells;  // codes once each; all with a code of every dimension
  int64_t minimum = 5;
};

TableOutcome ProtectTable(const TableQuestion& question);

// True if the cell is at a code other than the whole in at least one dimension.
bool HasBreakdown(const catalogue::Catalogue& catalogue, const catalogue::Indicator& indicator,
                  const std::vector<std::string>& codes);

}  // namespace lontar::disclosure
