#include "core/fold/history.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/base/status_macros.h"
#include "core/fold/part_shelf.h"

namespace lontar::fold {
namespace {

// Member, indicator, measure, period, codes: the order of MergedCells.
using FullAddress =
    std::tuple<std::string, std::string, std::string, std::string, std::vector<std::string>>;

FullAddress AddressOf(const Cell& cell) {
  return {cell.member, cell.indicator, cell.measure, cell.period, cell.codes};
}

class Historian {
 public:
  Historian(const State& state, LogSize as_of, const PartReader& parts)
      : state_(state), as_of_(as_of), shelf_(parts) {}

  absl::Status Gather(const BlockKey& key, const BlockRecord& record) {
    const std::vector<std::vector<Stretch>> stretches = record.StretchesAt(as_of_);
    for (size_t place = 0; place < stretches.size(); ++place) {
      if (stretches[place].empty()) continue;
      const BlockStatement& statement = record.statements[place];
      LONTAR_ASSIGN_OR_RETURN(const observation::Block* block, shelf_.Find(statement));
      if (block == nullptr) {
        ++histories_.unreadable_blocks;
        continue;
      }
      const auto entry = state_.FindPlace(key.member, statement.index);
      for (const observation::Row& row : block->rows) {
        const CellCandidate candidate{key.provider, statement.report, statement.index, row,
                                      EnteredBy(state_, statement.report)};
        CellHistory& history = HistoryOf(key, *block, row);
        for (const Stretch& stretch : stretches[place])
          history.past.push_back({candidate, entry.value_or(ChainPlace{}), stretch});
      }
    }
    return absl::OkStatus();
  }

  // `cells`: as they stand. One that stands has stood.
  CellHistories Finish(MergedCells cells) {
    for (Cell& cell : cells.cells) {
      const auto found = by_address_.find(AddressOf(cell));
      if (found != by_address_.end()) found->second.cell = std::move(cell);
    }
    for (auto& [address, history] : by_address_) {
      std::ranges::sort(history.past, {}, [](const PastCandidate& past) {
        return std::tie(past.stood, past.candidate.provider, past.candidate.report);
      });
      histories_.cells.push_back(std::move(history));
    }
    return std::move(histories_);
  }

 private:
  CellHistory& HistoryOf(const BlockKey& key, const observation::Block& block,
                         const observation::Row& row) {
    Cell cell{key.member, key.indicator, key.measure, key.period, block.dimensions, row.codes};
    const FullAddress address = AddressOf(cell);
    return by_address_.try_emplace(address, CellHistory{std::move(cell), {}}).first->second;
  }

  const State& state_;
  LogSize as_of_;
  PartShelf shelf_;
  std::map<FullAddress, CellHistory> by_address_;
  CellHistories histories_;
};

}  // namespace

absl::StatusOr<CellHistories> ListHistory(const State& state, const CellQuery& query, LogSize as_of,
                                          const PartReader& parts) {
  Historian historian(state, as_of, parts);
  const BlockKey first{query.collection, query.member, "", "", "", ""};
  for (auto at = state.blocks().lower_bound(first); at != state.blocks().end(); ++at) {
    if (at->first.collection != query.collection) break;
    if (query.Wants(at->first)) LONTAR_RETURN_IF_ERROR(historian.Gather(at->first, at->second));
  }
  LONTAR_ASSIGN_OR_RETURN(MergedCells cells, MergeCells(state, query, as_of, parts));
  return historian.Finish(std::move(cells));
}

}  // namespace lontar::fold
