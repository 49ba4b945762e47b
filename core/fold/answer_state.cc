#include "core/fold/answer_state.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace lontar::fold {
// What of a member's reports decides on its state.
struct ReportedFigures {
  bool is_reported = false;
  bool is_as_specified = false;
  bool has_missing = false;
  bool has_narrative = false;
};

namespace {

constexpr std::array<absl::string_view, 8> kStateNames = {
    "as-specified",   "otherwise", "nil",   "not-available",
    "does-not-apply", "narrative", "later", "nothing-yet"};

const ReturnLine* LineIn(const ReturnVersion* version, absl::string_view indicator) {
  if (version == nullptr) return nullptr;
  const auto found = std::ranges::find(version->act.lines, indicator, &ReturnLine::indicator);
  return found == version->act.lines.end() ? nullptr : &*found;
}

// What the return says where no figure counts. Nothing where it says that there is a figure.
std::optional<AnswerState> StateBy(const ReturnVersion& version, const ReturnLine& line) {
  if (line.answer == ReturnAnswer::kLater) return AnswerState::kLater;
  if (IsNil(version.act)) return AnswerState::kNil;
  switch (line.answer) {
    case ReturnAnswer::kFigure:
      return std::nullopt;
    case ReturnAnswer::kNarrative:
      return AnswerState::kNarrative;
    case ReturnAnswer::kNotAvailable:
      return AnswerState::kNotAvailable;
    case ReturnAnswer::kDoesNotApply:
      return AnswerState::kDoesNotApply;
    case ReturnAnswer::kLater:
      return AnswerState::kLater;
  }
  return std::nullopt;
}

AnswerState StateOf(const ReportedFigures& reported, const ReturnVersion* version,
                    const ReturnLine* line) {
  if (reported.is_reported) {
    return reported.is_as_specified ? AnswerState::kAsSpecified : AnswerState::kOtherwise;
  }
  if (line != nullptr) {
    const std::optional<AnswerState> stated = StateBy(*version, *line);
    if (stated) return *stated;
  }
  if (reported.has_narrative) return AnswerState::kNarrative;
  return reported.has_missing ? AnswerState::kNotAvailable : AnswerState::kNothingYet;
}

std::string WordsOfState(AnswerState state) {
  return absl::StrReplaceAll(NameOf(state), {{"-", " "}});
}

std::string WithReason(std::string words, const std::optional<ReturnReason>& reason) {
  if (reason) {
    absl::StrAppend(&words, " (", absl::StrReplaceAll(NameOf(*reason), {{"-", " "}}), ")");
  }
  return words;
}

std::string WordsOfLate(const LateAnswer& late) {
  std::vector<std::string> words;
  if (late.has_figures) words.emplace_back("figures");
  if (late.has_narrative) words.emplace_back("narrative");
  if (late.answer) {
    words.push_back(WithReason(
        absl::StrCat("return: ", absl::StrReplaceAll(NameOf(*late.answer), {{"-", " "}})),
        late.reason));
  }
  return absl::StrJoin(words, ", ");
}

// The first acceptance of a report that is not among the first `size` entries.
LogIndex FirstFrom(const ReportRecord& record, LogSize size) {
  const auto first = std::ranges::find_if(
      record.acceptances,
      [size](const ReportRecord::Acceptance& one) { return !base::IsBefore(one.index, size); });
  return first == record.acceptances.end() ? record.acceptances.back().index : first->index;
}

void NoteIndex(LogIndex index, LateAnswer* late) {
  late->index = late->index ? std::min(*late->index, index) : index;
}

}  // namespace

absl::string_view NameOf(AnswerState state) { return kStateNames[static_cast<size_t>(state)]; }

bool IsNil(const ReturnAct& act) {
  return std::ranges::none_of(act.lines, [](const ReturnLine& line) {
    return line.answer == ReturnAnswer::kFigure || line.answer == ReturnAnswer::kNarrative;
  });
}

struct AnswerFinder::Reported : ReportedFigures {
  bool has_number = false;
  bool is_on_behalf = false;
  bool has_outside = false;
  std::set<std::string> providers;
  std::set<std::string> periods;
  // Which statements count, to find what is new.
  std::set<std::pair<base::PayloadId, std::string>> counted;
};

void AnswerFinder::TakeStatement(const BlockKey& key, const BlockStatement& statement,
                                 Reported* reported) const {
  const observation::BlockCount& counts = statement.counts;
  const bool has_figures = counts.with_number + counts.held_back > 0;
  if (!InsideYearRule(reference_.round->open.year_rule, key.period)) {
    reported->has_outside |= has_figures;
    return;
  }
  reported->has_missing |= counts.missing > 0;
  if (!has_figures) return;
  reported->is_reported = true;
  reported->has_number |= counts.with_number > 0;
  reported->is_as_specified |= counts.as_specified > 0;
  reported->is_on_behalf |= state_.FindReport(statement.report)->report.on_behalf.has_value();
  reported->providers.insert(key.provider);
  reported->periods.insert(key.period);
  reported->counted.emplace(statement.report, absl::StrCat(key.measure, " ", key.period));
}

AnswerFinder::Reported AnswerFinder::Gather(absl::string_view member, absl::string_view indicator,
                                            LogSize size) const {
  Reported reported;
  state_.ForEachBlock(reference_.collection->act.id, member, indicator, [&](const BlockKey& key) {
    for (const BlockStatement& statement : state_.LiveAt(key, size)) {
      TakeStatement(key, statement, &reported);
    }
  });
  const auto told = state_.FirstNarrative(reference_.collection->act.id, member, indicator);
  reported.has_narrative = told && base::IsBefore(*told, size);
  return reported;
}

LateAnswer AnswerFinder::FindLate(absl::string_view member, absl::string_view indicator,
                                  const Span& span) const {
  LateAnswer late;
  const auto& [then, counted, until] = span;
  if (!(counted < until)) return late;
  const Reported now = Gather(member, indicator, until);
  for (const auto& statement : now.counted) {
    if (then.counted.contains(statement)) continue;
    late.has_figures = true;
    NoteIndex(FirstFrom(*state_.FindReport(statement.first), counted), &late);
  }
  late.has_narrative = now.has_narrative && !then.has_narrative;
  if (late.has_narrative) {
    NoteIndex(*state_.FirstNarrative(reference_.collection->act.id, member, indicator), &late);
  }
  const std::string& collection = reference_.collection->act.id;
  const std::string& round = reference_.round->id;
  const ReturnVersion* version = state_.FindReturn(collection, round, member, until);
  if (version == nullptr || base::IsBefore(version->index, counted)) return late;
  const ReturnLine* line = LineIn(version, indicator);
  const ReturnLine* before =
      LineIn(state_.FindReturn(collection, round, member, counted), indicator);
  // Figures speak for themselves, and what was said before is no news.
  const bool is_news = line != nullptr && line->answer != ReturnAnswer::kFigure &&
                       (before == nullptr || *before != *line);
  if (is_news) {
    late.answer = line->answer;
    late.reason = line->reason;
    NoteIndex(version->index, &late);
  }
  return late;
}

MemberAnswer AnswerFinder::Find(absl::string_view member, absl::string_view indicator,
                                LogSize as_of) const {
  const RoundRecord& round = *reference_.round;
  const LogSize counted = round.CountedUpTo(member, as_of);
  const ReturnVersion* version =
      state_.FindReturn(reference_.collection->act.id, round.id, member, counted);
  const ReturnLine* line = LineIn(version, indicator);
  const Reported reported = Gather(member, indicator, counted);
  MemberAnswer answer;
  answer.member = std::string(member);
  answer.state = StateOf(reported, version, line);
  if (!reported.is_reported && line != nullptr) answer.reason = line->reason;
  answer.is_reported = reported.is_reported;
  answer.is_held_back_only = reported.is_reported && !reported.has_number;
  answer.is_on_behalf = reported.is_on_behalf;
  answer.has_outside_year_rule = reported.has_outside;
  answer.providers = reported.providers;
  answer.periods = reported.periods;
  answer.late = FindLate(member, indicator, {reported, counted, as_of});
  if (round.evaluation == 1) return answer;
  const LogSize first = round.CountedFirst(member, counted);
  const Reported then = Gather(member, indicator, first);
  answer.counted_late = FindLate(member, indicator, {then, first, counted});
  return answer;
}

std::string WordsOf(const MemberAnswer& answer) {
  std::string words = WithReason(WordsOfState(answer.state), answer.reason);
  if (answer.is_held_back_only) absl::StrAppend(&words, ", held back");
  if (answer.is_on_behalf) absl::StrAppend(&words, ", on behalf");
  if (!answer.periods.empty()) {
    absl::StrAppend(&words, ", ", absl::StrJoin(answer.periods, " "), ", by ",
                    absl::StrJoin(answer.providers, " "));
  }
  if (answer.has_outside_year_rule) absl::StrAppend(&words, "; outside the year rule: figures");
  if (!answer.counted_late.is_empty()) {
    absl::StrAppend(&words, "; late for evaluation 1: ", WordsOfLate(answer.counted_late));
  }
  if (!answer.late.is_empty()) absl::StrAppend(&words, "; late: ", WordsOfLate(answer.late));
  return words;
}

}  // namespace lontar::fold
