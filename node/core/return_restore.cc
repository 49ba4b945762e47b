#include "node/core/return_restore.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::node {
namespace {

absl::StatusOr<fold::ReturnAct> ActOf(const PrintedReturn& printed) {
  LONTAR_ASSIGN_OR_RETURN(fold::Act act, fold::DecodeAct(chain::EntryKind::kReturn, printed.act));
  return std::get<fold::ReturnAct>(std::move(act));
}

bool IsChosen(const fold::ReturnLine& line) {
  return line.answer != fold::ReturnAnswer::kFigure &&
         line.answer != fold::ReturnAnswer::kNarrative;
}

// Indicators of the reports that only one of both names, by stable id.
std::set<std::string> IndicatorsApart(const fold::ReturnAct& a, const fold::ReturnAct& b,
                                      const fold::State& ahead) {
  std::vector<base::PayloadId> apart;
  std::ranges::set_symmetric_difference(a.reports, b.reports, std::back_inserter(apart));
  std::set<std::string> indicators;
  for (const base::PayloadId& id : apart) {
    const fold::ReportRecord* record = ahead.FindReport(id);
    if (record == nullptr) continue;
    for (const observation::PartEntry& part : record->report.parts) {
      if (!part.indicator.empty()) indicators.insert(part.indicator);
    }
  }
  return indicators;
}

bool SameLine(const fold::ReturnLine& line, const fold::ReturnAct& other) {
  const auto found = std::ranges::find(other.lines, line.indicator, &fold::ReturnLine::indicator);
  return found != other.lines.end() && found->answer == line.answer && found->reason == line.reason;
}

}  // namespace

std::string DifferenceWords(const PrintedReturn& printed, const ProposedReturn& now,
                            const fold::State& ahead) {
  const absl::StatusOr<fold::ReturnAct> then = ActOf(printed);
  if (!then.ok()) return "what it says";
  const std::set<std::string> reported = IndicatorsApart(*then, now.act, ahead);
  std::vector<std::string> answers;
  std::vector<std::string> figures;
  for (const ProposedLine& line : now.lines) {
    if (reported.contains(line.indicator->id)) {
      figures.push_back(line.indicator->code);
    } else if (!SameLine(line.line, *then)) {
      answers.push_back(line.indicator->code);
    }
  }
  std::vector<std::string> words;
  if (!answers.empty()) words.push_back(absl::StrCat("answers: ", absl::StrJoin(answers, ", ")));
  if (!figures.empty()) {
    words.push_back(absl::StrCat("figures or words: ", absl::StrJoin(figures, ", ")));
  }
  if (words.empty()) return "what it says";
  return absl::StrCat("what it says (", absl::StrJoin(words, "; "), ")");
}

absl::Status Restore(int version, const ReturnSources& sources, ReturnRecord* record) {
  const auto printed = std::ranges::find(record->printed, version, &PrintedReturn::version);
  if (printed == record->printed.end()) {
    return base::Problem(
        absl::StatusCode::kNotFound, "RETURN_VERSION_ABSENT",
        record->printed.empty()
            ? "nothing of this return was printed"
            : absl::StrCat("no version ", version, " of this return was printed; there are 1 to ",
                           record->printed.size()));
  }
  if (printed->act.empty()) {
    return base::Problem(absl::StatusCode::kNotFound, "RETURN_VERSION_ABSENT",
                         absl::StrCat("version ", version,
                                      " was printed by an earlier version of this program, which "
                                      "kept no copy; choose the answers anew"));
  }
  LONTAR_ASSIGN_OR_RETURN(const fold::ReturnAct then, ActOf(*printed));
  ReturnRecord restored = *record;
  restored.choices.clear();
  for (const fold::ReturnLine& line : then.lines) {
    if (IsChosen(line)) restored.choices[line.indicator] = {line.answer, line.reason};
  }
  const ProposedReturn now = ProposeReturn(sources, restored);
  if (fold::FingerprintText(fold::FingerprintOf(now.act)) != printed->fingerprint) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "RETURN_VERSION_PAST",
        absl::StrCat("version ", version,
                     " cannot be restored: ", DifferenceWords(*printed, now, *sources.ahead),
                     " changed since by reports that were approved; print the return again"));
  }
  *record = std::move(restored);
  return absl::OkStatus();
}

}  // namespace lontar::node
