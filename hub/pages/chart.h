#pragma once
// Small charts of one indicator: for each member that the reader may see one picture, all on one
// scale from zero. They show what the table under them says, and nothing else: no order by value,
// no colour with a meaning, no line through years without a figure that can be compared.
//
// Source: reference pages, the indicator page. Decimals become binary for drawing only. Pure, any
// thread.

#include <map>
#include <string>

#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

struct ChartQuestion {
  std::string language = "en";
  const net::Answer& cells;               // lontar.cells.v1 of the indicator, in the reader's view
  std::map<std::string, int> base_years;  // by member
};

// Pictures with their captions, a heading for each measure; nothing where no figure may be drawn.
// Drawn are undivided figures: every breakdown a total, but for age and concept, which make series
// of their own. A dot is a figure, joined to the next of its series; hollow: the base year;
// a dashed way leads to a provisional one.
Html Charts(const ChartQuestion& question);

}  // namespace lontar::pages
