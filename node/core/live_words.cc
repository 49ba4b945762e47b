#include "node/core/live_words.h"

#include <algorithm>
#include <vector>

#include "core/formats/narrative_text.h"
#include "node/core/draft_parts.h"

namespace lontar::node {

std::map<std::string, SpokenWords> LiveWords(const fold::State& state,
                                             const fold::PartReader& parts,
                                             const Speaker& speaker) {
  std::vector<const fold::ReportRecord*> own;
  for (const auto& [id, record] : state.reports()) {
    const bool is_own = record.report.collection == speaker.collection &&
                        record.report.member == speaker.member &&
                        record.report.provider == speaker.provider;
    if (is_own && state.WasAccepted(id)) own.push_back(&record);
  }
  std::ranges::sort(
      own, {}, [](const fold::ReportRecord* record) { return record->acceptances.back().index; });
  std::map<std::string, SpokenWords> words;
  for (const fold::ReportRecord* record : own) {
    for (NarrativeFound& found : NarrativesOf(record->report, parts)) {
      if (formats::UseOf(found.narrative.text) != formats::NarrativeUse::kWords) continue;
      words[found.narrative.indicator] = {std::move(found.narrative.text), record->report.round,
                                          record->acceptances.back().index};
    }
  }
  return words;
}

bool AnswersFor(const SpokenWords& words, const fold::State& state, absl::string_view collection,
                absl::string_view round) {
  if (round.empty() || words.round == round) return true;
  const fold::CollectionRecord* record = state.FindCollection(collection);
  if (record == nullptr) return false;
  const auto found = std::ranges::find(record->rounds, round, &fold::RoundRecord::id);
  return found != record->rounds.end() && found->opened_at < words.index;
}

std::set<std::string> IndicatorsInWords(const observation::Report& report,
                                        const fold::PartReader& parts) {
  std::set<std::string> told;
  std::set<base::PartHash> read;
  for (const NarrativeFound& found : NarrativesOf(report, parts)) {
    read.insert(found.hash);
    if (formats::UseOf(found.narrative.text) != formats::NarrativeUse::kWords) continue;
    told.insert(found.narrative.indicator);
  }
  for (const observation::PartEntry& entry : report.parts) {
    const bool is_unread =
        entry.kind == observation::PartKind::kNarrative && !read.contains(entry.part_hash);
    if (is_unread) told.insert(entry.indicator);
  }
  return told;
}

}  // namespace lontar::node
