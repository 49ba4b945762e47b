#include "node/core/completeness.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/strip.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/live_words.h"
#include "node/core/own_questions.h"

namespace lontar::node {
namespace {

using nlohmann::json;
class PairFinder {
 public:
  PairFinder(const CompletenessSources& sources, const fold::RoundReference& round)
      : sources_(sources), round_(round) {
    const base::LogIndex next(sources.ahead->size().value());
    keys_ = sources.ahead->KeysAt(fold::KeyRole::kProvider, sources.member, next);
    FindWords();
  }

  std::vector<PairStanding> Find() const {
    std::vector<PairStanding> pairs;
    const std::string& list = round_.round->open.list;
    for (const catalogue::Indicator& indicator : round_.catalogue->indicators()) {
      if (!list.empty() && indicator.list != list) continue;
      for (const std::string& provider : ProvidersOf(indicator.id)) {
        pairs.push_back(StandingOf(indicator, provider));
      }
    }
    return pairs;
  }

 private:
  // Of a report for the round that says something of an indicator in words.
  struct Told {
    std::string indicator;
    std::string provider;
    base::LogIndex index;
  };

  void FindWords() {
    for (const auto& [id, record] : sources_.ahead->reports()) {
      const observation::Report& report = record.report;
      const base::LogIndex index = record.acceptances.back().index;
      const bool belongs = report.member == sources_.member &&
                           report.collection == round_.collection->act.id &&
                           (report.round == round_.round->id || round_.round->opened_at < index);
      if (!belongs || !sources_.ahead->WasAccepted(id)) continue;
      for (const std::string& indicator : IndicatorsInWords(report, sources_.parts)) {
        told_.push_back({indicator, report.provider, index});
      }
    }
  }

  // Who may report it, has reported it or has a draft; an empty one where there is nobody.
  std::set<std::string> ProvidersOf(const std::string& indicator) const {
    std::set<std::string> providers;
    for (const fold::KeyRecord* key : keys_) {
      if (key->MayReport(round_.collection->act.id, indicator)) providers.insert(key->provider);
    }
    ForEachLive(indicator, [&](const fold::BlockKey& key, base::LogIndex) {
      if (Admits(key)) providers.insert(key.provider);
    });
    for (const Told& told : told_) {
      if (told.indicator == indicator) providers.insert(told.provider);
    }
    for (const DraftStanding& draft : sources_.drafts) {
      if (IsForRound(draft, indicator)) providers.insert(draft.provider);
    }
    if (providers.empty()) providers.insert("");
    return providers;
  }

  // What stands in the log as pulled, and what will stand when the own entries that wait are there.
  template <class Take>
  void ForEachLive(const std::string& indicator, Take take) const {
    const std::string& collection = round_.collection->act.id;
    const fold::State& ahead = *sources_.ahead;
    const auto take_live = [&](const fold::BlockKey& key) {
      for (const base::LogSize size : {sources_.log_size, ahead.size()}) {
        for (const fold::BlockStatement& statement : ahead.LiveAt(key, size)) {
          take(key, statement.index);
        }
      }
    };
    ahead.ForEachBlock(collection, sources_.member, indicator, take_live);
  }

  bool Admits(const fold::BlockKey& key) const {
    return fold::InsideYearRule(round_.round->open.year_rule, key.period);
  }

  bool IsForRound(const DraftStanding& draft, const std::string& indicator) const {
    return draft.collection == round_.collection->act.id &&
           (draft.round.empty() || draft.round == round_.round->id) &&
           std::ranges::count(draft.indicators, indicator) > 0;
  }

  PairStanding StandingOf(const catalogue::Indicator& indicator,
                          const std::string& provider) const {
    PairStanding standing;
    standing.indicator = &indicator;
    standing.provider = provider;
    standing.provider_name = NameOfProvider(provider);
    for (const DraftStanding& draft : sources_.drafts) {
      if (draft.provider != provider || !IsForRound(draft, indicator.id)) continue;
      standing.drafts.push_back(&draft);
      standing.stage = std::max(standing.stage, draft.stage);
    }
    ForEachLive(indicator.id, [&](const fold::BlockKey& key, base::LogIndex index) {
      if (key.provider != provider) return;
      if (Admits(key)) {
        Note(index, &standing);
      } else {
        standing.has_other_years = true;
      }
    });
    for (const Told& told : told_) {
      if (told.indicator == indicator.id && told.provider == provider) Note(told.index, &standing);
    }
    standing.is_late =
        standing.stage >= ReportStage::kApproved && !IsCounted(indicator.id, provider);
    return standing;
  }

  // True if something of the pair stood when the round was closed for this member, or may still
  // come.
  bool IsCounted(const std::string& indicator, const std::string& provider) const {
    const fold::State& ahead = *sources_.ahead;
    const fold::LogSize counted = round_.round->CountedUpTo(sources_.member, ahead.size());
    if (!(counted < ahead.size())) return true;
    bool is_counted = false;
    const auto look = [&](const fold::BlockKey& key) {
      is_counted |= key.provider == provider && Admits(key) && !ahead.LiveAt(key, counted).empty();
    };
    ahead.ForEachBlock(round_.collection->act.id, sources_.member, indicator, look);
    return is_counted || std::ranges::any_of(told_, [&](const Told& told) {
             return told.indicator == indicator && told.provider == provider &&
                    base::IsBefore(told.index, counted);
           });
  }

  // A report that stands at `index`.
  void Note(base::LogIndex index, PairStanding* standing) const {
    standing->stage = std::max(standing->stage, StageAt(index));
    const bool is_in_log = base::IsBefore(index, sources_.log_size);
    if (is_in_log && (!standing->index || *standing->index < index)) standing->index = index;
  }

  ReportStage StageAt(base::LogIndex index) const {
    if (!base::IsBefore(index, sources_.log_size)) return ReportStage::kApproved;
    return base::IsBefore(index, sources_.settled_size) ? ReportStage::kSettled
                                                        : ReportStage::kSynced;
  }

  std::string NameOfProvider(const std::string& provider) const {
    for (const fold::KeyRecord* key : keys_) {
      if (key->provider == provider) return key->provider_name;
    }
    return "";
  }

  const CompletenessSources& sources_;
  const fold::RoundReference& round_;
  std::vector<const fold::KeyRecord*> keys_;
  std::vector<Told> told_;
};

json RowJson(const PairStanding& pair, bool is_overdue, int open_questions) {
  json drafts = json::array();
  for (const DraftStanding* draft : pair.drafts) {
    drafts.push_back(
        {{"draft", draft->draft},
         {"stage", std::string(NameOf(draft->stage))},
         {"drafted_by", draft->drafted_by.empty() ? json() : json(draft->drafted_by)}});
  }
  return {{"indicator", pair.indicator->id},
          {"code", pair.indicator->code},
          {"name", pair.indicator->short_name},
          {"provider", pair.provider.empty() ? json() : json(pair.provider)},
          {"provider_name", pair.provider_name},
          {"stage", std::string(NameOf(pair.stage))},
          {"overdue", is_overdue},
          {"drafts", drafts},
          {"index", pair.index ? json(pair.index->value()) : json()},
          {"late", pair.is_late},
          {"open_questions", open_questions},
          {"other_years", pair.has_other_years}};
}

// A description that says no stage hides no draft.
ReportStage StageOfDraft(const std::string& meta_json) {
  const json meta = json::parse(meta_json, nullptr, false);
  const std::string stage = meta.is_object() ? meta.value("stage", "") : "";
  if (stage == "returned") return ReportStage::kReturned;
  return stage == "signed" ? ReportStage::kSigned : ReportStage::kDraft;
}

std::string DrafterIn(const std::string& meta_json) {
  const json meta = json::parse(meta_json, nullptr, false);
  const json by = meta.is_object() ? meta.value("drafted_by", json()) : json();
  return by.is_string() ? by.get<std::string>() : "";
}

}  // namespace

absl::string_view NameOf(ReportStage stage) {
  switch (stage) {
    case ReportStage::kNothing:
      return "nothing";
    case ReportStage::kDraft:
      return "draft";
    case ReportStage::kReturned:
      return "returned";
    case ReportStage::kSigned:
      return "signed";
    case ReportStage::kApproved:
      return "approved";
    case ReportStage::kSynced:
      return "synced";
    case ReportStage::kSettled:
      return "settled";
  }
  return "";
}

std::vector<PairStanding> PairsOf(const CompletenessSources& sources,
                                  const fold::RoundReference& round) {
  return PairFinder(sources, round).Find();
}

absl::StatusOr<std::string> CompletenessJson(const CompletenessSources& sources) {
  LONTAR_ASSIGN_OR_RETURN(
      const fold::RoundReference round,
      fold::FindRound(*sources.ahead, sources.collection, sources.round, sources.ahead->size()));
  const fold::RoundOpen& open = round.round->open;
  const std::string today = absl::FormatTime("%Y-%m-%d", sources.now, absl::UTCTimeZone());
  const std::string cut_off = round.round->CutOffFor(sources.member, sources.ahead->size());
  json rows = json::array();
  std::map<std::string, int> stages;
  int overdue = 0;
  for (const PairStanding& pair : PairsOf(sources, round)) {
    const bool is_overdue = cut_off < today && pair.stage < ReportStage::kSynced;
    ++stages[std::string(NameOf(pair.stage))];
    if (is_overdue) ++overdue;
    const OpenOfMember open =
        OpenOf(*sources.ahead, sources.member, round.collection->act.id, pair.indicator->id);
    rows.push_back(RowJson(pair, is_overdue, open.all()));
  }
  const OpenOfMember questions =
      OpenOf(*sources.ahead, sources.member, round.collection->act.id, "");
  const bool has_extension = std::ranges::any_of(round.round->closes, [&](const auto& close) {
    return std::ranges::count(close.except_members, sources.member) > 0;
  });
  const json result = {
      {"schema", "lontar.completeness.v1"},
      {"member", sources.member},
      {"collection", round.collection->act.id},
      {"round", round.round->id},
      {"title", open.title},
      {"list", open.list.empty() ? json() : json(open.list)},
      {"catalogue_version", open.catalogue_version},
      {"membership_date", open.membership_date},
      {"cut_off", cut_off},
      {"first_cut_off", open.cut_off},
      {"today", today},
      {"closed", !round.round->closes.empty()},
      {"extension", has_extension},
      {"log_size", sources.log_size.value()},
      {"settled_size",
       sources.settled_size.value() == 0 ? json() : json(sources.settled_size.value())},
      {"stages", stages},
      {"overdue", overdue},
      {"questions", {{"for_member", questions.for_member}, {"for_asec", questions.for_asec}}},
      {"queued", sources.queued},
      {"oldest_waiting", sources.oldest_waiting.empty() ? json() : json(sources.oldest_waiting)},
      {"rows", rows}};
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

absl::StatusOr<std::vector<DraftStanding>> DraftStandings(const store::Reader& store) {
  std::vector<std::string> ids;
  LONTAR_RETURN_IF_ERROR(
      store.ScanPrefix(store::kDraftPrefix, [&ids](absl::string_view key, absl::string_view) {
        key.remove_prefix(store::kDraftPrefix.size());
        if (absl::ConsumeSuffix(&key, kDraftMeta)) ids.emplace_back(key);
        return true;
      }));
  std::vector<DraftStanding> standings;
  for (const std::string& id : ids) {
    const absl::StatusOr<StoredDraft> draft = ReadDraft(store, id);
    if (!draft.ok()) continue;
    const auto report = observation::DecodeReport(draft->envelope.payload);
    if (!report.ok()) continue;
    DraftStanding standing{id,
                           report->provider,
                           report->collection,
                           report->round,
                           {},
                           StageOfDraft(draft->meta_json),
                           DrafterIn(draft->meta_json)};
    for (const observation::PartEntry& part : report->parts) {
      standing.indicators.push_back(part.indicator);
    }
    standings.push_back(std::move(standing));
  }
  return standings;
}

}  // namespace lontar::node
