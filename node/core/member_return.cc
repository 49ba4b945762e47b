#include "node/core/member_return.h"

#include <algorithm>
#include <map>
#include <utility>

#include "node/core/live_words.h"

namespace lontar::node {
namespace {

using fold::ReturnAnswer;

// Everything of one member that stands at the end of the state, by what the lines need.
class Gatherer {
 public:
  explicit Gatherer(const ReturnSources& sources)
      : ahead_(*sources.ahead), reference_(*sources.reference), member_(sources.member) {
    for (const auto& [id, record] : ahead_.reports()) {
      const observation::Report& report = record.report;
      const bool belongs =
          report.member == member_ && report.collection == reference_.collection->act.id;
      if (!belongs || !ahead_.WasAccepted(id)) continue;
      for (const std::string& indicator : IndicatorsInWords(report, sources.parts)) {
        told_[indicator].emplace_back(id, report.provider);
      }
    }
  }

  // Figures that count for the round.
  void AddFigures(ProposedLine* line) {
    const std::string& collection = reference_.collection->act.id;
    const auto take = [&](const fold::BlockKey& key) {
      if (!fold::InsideYearRule(reference_.round->open.year_rule, key.period)) return;
      for (const fold::BlockStatement& statement : ahead_.LiveAt(key, ahead_.size())) {
        AddStatement(key, statement, line);
      }
    };
    ahead_.ForEachBlock(collection, member_, line->indicator->id, take);
  }

  void AddNarratives(ProposedLine* line) {
    const auto found = told_.find(line->indicator->id);
    if (found == told_.end()) return;
    for (const auto& [id, provider] : found->second) {
      reports_.insert(id);
      line->providers.insert(provider);
    }
  }

  bool HasNarrative(const std::string& indicator) const { return told_.contains(indicator); }
  std::vector<base::PayloadId> reports() const { return {reports_.begin(), reports_.end()}; }

 private:
  void AddStatement(const fold::BlockKey& key, const fold::BlockStatement& statement,
                    ProposedLine* line) {
    const observation::BlockCount& counts = statement.counts;
    reports_.insert(statement.report);
    if (counts.with_number + counts.held_back == 0) return;
    line->periods.insert(key.period);
    line->providers.insert(key.provider);
    line->with_number += static_cast<int>(counts.with_number);
    line->held_back += static_cast<int>(counts.held_back);
  }

  const fold::State& ahead_;
  const fold::RoundReference& reference_;
  const std::string& member_;
  std::set<base::PayloadId> reports_;
  // Reports and their providers, by the indicator on which they say something in words.
  std::map<std::string, std::vector<std::pair<base::PayloadId, std::string>>> told_;
};

const fold::ReturnLine* LineOf(const fold::ReturnVersion* last, const std::string& indicator) {
  if (last == nullptr) return nullptr;
  const auto found = std::ranges::find(last->act.lines, indicator, &fold::ReturnLine::indicator);
  if (found == last->act.lines.end()) return nullptr;
  // What the figures or the narrative said then, they say themselves, or no more.
  const bool stands_alone =
      found->answer != ReturnAnswer::kFigure && found->answer != ReturnAnswer::kNarrative;
  return stands_alone ? &*found : nullptr;
}

void AnswerLine(const ReturnRecord& record, const fold::ReturnVersion* last, bool has_narrative,
                ProposedLine* line) {
  const std::string& id = line->indicator->id;
  line->line.indicator = id;
  const auto chosen = record.choices.find(id);
  const fold::ReturnLine* before = LineOf(last, id);
  if (!line->periods.empty()) {
    line->line.answer = ReturnAnswer::kFigure;
    line->origin = AnswerOrigin::kFigure;
  } else if (has_narrative) {
    line->line.answer = ReturnAnswer::kNarrative;
    line->origin = AnswerOrigin::kNarrative;
  } else if (chosen != record.choices.end()) {
    line->line.answer = chosen->second.answer;
    line->line.reason = chosen->second.reason;
    line->origin = AnswerOrigin::kChosen;
  } else if (before != nullptr) {
    line->line = *before;
    line->origin = AnswerOrigin::kLastReturn;
  }
}

}  // namespace

absl::string_view NameOf(AnswerOrigin origin) {
  switch (origin) {
    case AnswerOrigin::kFigure:
      return "figure";
    case AnswerOrigin::kNarrative:
      return "narrative";
    case AnswerOrigin::kChosen:
      return "chosen";
    case AnswerOrigin::kLastReturn:
      return "last-return";
    case AnswerOrigin::kNothingYet:
      return "nothing-yet";
  }
  return "unknown";
}

bool IsOpen(const ProposedLine& line) {
  return line.origin != AnswerOrigin::kFigure && line.origin != AnswerOrigin::kNarrative;
}

ProposedReturn ProposeReturn(const ReturnSources& sources, const ReturnRecord& record) {
  const fold::State& ahead = *sources.ahead;
  const fold::RoundReference& reference = *sources.reference;
  const std::string& member = sources.member;
  const fold::CollectionRecord& collection = *reference.collection;
  ProposedReturn proposed;
  proposed.last = ahead.FindReturn(collection.act.id, reference.round->id, member, ahead.size());
  Gatherer gatherer(sources);
  for (const catalogue::Indicator& indicator : reference.catalogue->indicators()) {
    if (indicator.list != reference.round->open.list) continue;
    ProposedLine& line = proposed.lines.emplace_back();
    line.indicator = &indicator;
    gatherer.AddFigures(&line);
    gatherer.AddNarratives(&line);
    AnswerLine(record, proposed.last, gatherer.HasNarrative(indicator.id), &line);
  }
  fold::ReturnAct& act = proposed.act;
  act.hub_id = ahead.hub_id();
  act.collection = collection.act.id;
  act.member = member;
  act.round = reference.round->id;
  for (const ProposedLine& line : proposed.lines) act.lines.push_back(line.line);
  std::ranges::sort(act.lines, {}, &fold::ReturnLine::indicator);
  act.reports = gatherer.reports();
  // One that says again what an earlier one said is another payload.
  const auto earlier = collection.returns.find({act.round, member});
  act.revision =
      earlier == collection.returns.end() ? 0 : static_cast<uint32_t>(earlier->second.size());
  return proposed;
}

}  // namespace lontar::node
