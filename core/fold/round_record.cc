#include "core/fold/round_record.h"

#include <algorithm>

namespace lontar::fold {
namespace {

// Nothing of evaluation 1, or where the act is not in the first `size` entries.
const RoundRecord::Evaluation* AgainAt(const RoundRecord& round, LogSize size) {
  if (round.evaluation < 2 || round.evaluations.size() + 1 < round.evaluation) return nullptr;
  const RoundRecord::Evaluation& again = round.evaluations[round.evaluation - 2];
  return base::IsBefore(again.index, size) ? &again : nullptr;
}

}  // namespace

LogSize RoundRecord::CountedUpTo(absl::string_view member, LogSize size) const {
  if (evaluation < 2) return CountedFirst(member, size);
  const Evaluation* again = AgainAt(*this, size);
  return again == nullptr ? size : LogSize(again->index.value());
}

LogSize RoundRecord::CountedFirst(absl::string_view member, LogSize size) const {
  for (const Close& close : closes) {
    if (!base::IsBefore(close.index, size)) break;
    if (std::ranges::count(close.except_members, member) == 0) return LogSize(close.index.value());
  }
  return size;
}

bool RoundRecord::IsClosedForAll(LogSize size) const {
  const bool has_close = !closes.empty() && base::IsBefore(closes.front().index, size);
  return has_close && WaitsFor(size).empty();
}

std::vector<std::string> RoundRecord::WaitsFor(LogSize size) const {
  if (closes.empty()) return {};
  std::vector<std::string> waiting = closes.front().except_members;
  std::erase_if(waiting,
                [&](const std::string& member) { return CountedFirst(member, size) < size; });
  return waiting;
}

std::optional<LogIndex> RoundRecord::EvaluatedAt(LogSize size) const {
  if (evaluation >= 2) {
    const Evaluation* again = AgainAt(*this, size);
    return again == nullptr ? std::nullopt : std::optional(again->index);
  }
  if (closes.empty() || !base::IsBefore(closes.front().index, size)) return std::nullopt;
  return closes.front().index;
}

std::string RoundRecord::CutOffFor(absl::string_view member, LogSize size) const {
  std::string latest = open.cut_off;
  for (const Change& change : changes) {
    const std::vector<std::string>& members = change.change.members;
    const bool concerns = members.empty() || std::ranges::count(members, member) > 0;
    if (concerns && base::IsBefore(change.index, size)) {
      latest = std::max(latest, change.change.cut_off);
    }
  }
  return latest;
}

}  // namespace lontar::fold
