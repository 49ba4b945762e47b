#pragma once
// The tables of counts that a set of blocks states: one for each measure of numbers and period.
//
// A percentage whose denominator is stated is a count too. What was published before counts as
// known where it says the same as now, and where nothing is said now. Pure, any thread.

#include <string>
#include <vector>

#include "core/disclosure/disclosure.h"
#include "core/disclosure/protect.h"

namespace lontar::disclosure {

// Where a cell of a table comes from.
struct CellOrigin {
  std::string measure;  // a percentage's own measure
  bool is_stated_now = false;
  bool was_published = false;  // before, with the same value
  bool is_overridden = false;
  observation::Confidentiality mark = observation::Confidentiality::kFree;  // as it came
};

struct Table {
  std::string measure;  // of the numbers
  std::string period;
  TableQuestion question;
  std::vector<CellOrigin> origins;  // as question.cells
};

struct TableSources {
  const catalogue::Catalogue& catalogue;
  const catalogue::Indicator& indicator;
  const std::vector<observation::Block>& blocks;
  const std::vector<observation::Block>& earlier;
  const DisclosureSettings& settings;
};

// By measure and period; cells by codes. Into `warnings` goes DENOMINATOR_ABSENT.
std::vector<Table> BuildTables(const TableSources& sources, std::vector<Note>* warnings);

// A block of a measure that the indicator has, with its dimensions in every row.
bool IsUsable(const catalogue::Indicator& indicator, const observation::Block& block);

}  // namespace lontar::disclosure
