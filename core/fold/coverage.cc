#include "core/fold/coverage.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lontar::fold {
namespace {

constexpr std::array<absl::string_view, 8> kMarkNames = {
    "as-specified", "otherwise",     "held-back",      "late",
    "narrative",    "not-available", "does-not-apply", "nothing"};

std::optional<CoverageMark> CountedAs(const MemberCoverage& member) {
  if (!member.is_reported) return std::nullopt;
  if (member.is_as_specified) return CoverageMark::kAsSpecified;
  return member.is_held_back_only ? CoverageMark::kHeldBack : CoverageMark::kOtherwise;
}

// What else the log holds of one member and indicator.
class Beside {
 public:
  Beside(const State& state, const RoundReference& reference, LogSize size)
      : state_(state), reference_(reference), size_(size) {}

  // Figures inside the year rule that are live, and would count if they had come in time.
  bool HasLateFigures(absl::string_view member, absl::string_view indicator) const {
    if (reference_.round->CountedUpTo(member, size_) == size_) return false;
    bool has_any = false;
    state_.ForEachBlock(collection(), member, indicator, [&](const BlockKey& key) {
      if (!InsideYearRule(reference_.round->open.year_rule, key.period)) return;
      has_any |= std::ranges::any_of(state_.LiveAt(key, size_), [](const BlockStatement& live) {
        return live.counts.with_number > 0 || live.counts.held_back > 0;
      });
    });
    return has_any;
  }

  bool HasWords(absl::string_view member, absl::string_view indicator) const {
    const auto told = state_.FirstNarrative(collection(), member, indicator);
    return told && base::IsBefore(*told, size_);
  }

  std::optional<ReturnAnswer> AnswerOf(absl::string_view member,
                                       absl::string_view indicator) const {
    const ReturnVersion* answered =
        state_.FindReturn(collection(), reference_.round->id, member, size_);
    if (answered == nullptr) return std::nullopt;
    const auto& lines = answered->act.lines;
    const auto found = std::ranges::find(lines, indicator, &ReturnLine::indicator);
    return found == lines.end() ? std::nullopt : std::optional(found->answer);
  }

 private:
  const std::string& collection() const { return reference_.collection->act.id; }

  const State& state_;
  const RoundReference& reference_;
  LogSize size_;
};

CoverageMark MarkOf(const Beside& beside, const std::string& indicator,
                    const MemberCoverage& member) {
  if (const auto counted = CountedAs(member)) return *counted;
  if (beside.HasLateFigures(member.member, indicator)) return CoverageMark::kLate;
  const std::optional<ReturnAnswer> answer = beside.AnswerOf(member.member, indicator);
  if (answer == ReturnAnswer::kNarrative || beside.HasWords(member.member, indicator)) {
    return CoverageMark::kNarrative;
  }
  if (answer == ReturnAnswer::kNotAvailable) return CoverageMark::kNotAvailable;
  if (answer == ReturnAnswer::kDoesNotApply) return CoverageMark::kDoesNotApply;
  return CoverageMark::kNothing;
}

}  // namespace

absl::string_view NameOf(CoverageMark mark) { return kMarkNames.at(static_cast<size_t>(mark)); }

std::vector<CoverageLine> MarkCoverage(const State& state, const RoundReference& reference,
                                       const ThresholdTable& table) {
  const Beside beside(state, reference, table.size);
  std::vector<CoverageLine> lines;
  for (const IndicatorCoverage& indicator : table.indicators) {
    CoverageLine line{indicator.id, {}};
    for (const MemberCoverage& member : indicator.members) {
      line.marks.push_back(MarkOf(beside, indicator.id, member));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace lontar::fold
