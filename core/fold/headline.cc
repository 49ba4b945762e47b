#include "core/fold/headline.h"

#include "core/catalogue/counting.h"

namespace lontar::fold {

std::optional<Cell> HeadlineCell(const catalogue::Catalogue& catalogue,
                                 const catalogue::Indicator& indicator,
                                 const std::vector<Cell>& cells) {
  if (cells.empty()) return std::nullopt;
  const Cell* first = &cells.front();
  observation::Block rows;
  rows.measure = first->measure;
  rows.period = first->period;
  rows.dimensions = first->dimensions;
  std::vector<const Cell*> owners;
  for (const Cell& cell : cells) {
    if (cell.period != first->period) continue;
    rows.rows.push_back(cell.candidates[cell.current.value_or(0)].row);
    owners.push_back(&cell);
  }
  const observation::Row* headline = catalogue::HeadlineRow(catalogue, indicator, rows);
  if (headline == nullptr) return std::nullopt;
  return *owners[static_cast<size_t>(headline - rows.rows.data())];
}

}  // namespace lontar::fold
