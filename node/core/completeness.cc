#include "node/core/completeness.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/strip.h"
#include "core/base/status_macros.h"
#include "core/fold/threshold.h"
#include "core/store/key_space.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using Statements = std::vector<fold::BlockStatement>;

struct PairStanding {
  ReportStage stage = ReportStage::kNothing;
  std::optional<base::LogIndex> index;  // of the newest report that is in the log
  bool has_earlier = false;             // figures that were reported before the round
  std::vector<const DraftStanding*> drafts;
};

class CompletenessTable {
 public:
  CompletenessTable(const CompletenessSources& sources, const fold::RoundReference& round)
      : sources_(sources), round_(round) {
    today_ = absl::FormatTime("%Y-%m-%d", sources.now, absl::UTCTimeZone());
    for (const auto& close : round.round->closes) {
      is_closed_ = true;
      if (std::ranges::count(close.except_members, sources.member) > 0) has_extension_ = true;
    }
    const base::LogIndex next(sources.ahead->size().value());
    keys_ = sources.ahead->KeysAt(fold::KeyRole::kProvider, sources.member, next);
  }

  std::string Written() {
    json rows = json::array();
    for (const catalogue::Indicator& indicator : round_.catalogue->indicators()) {
      if (!IsAsked(indicator)) continue;
      for (const std::string& provider : ProvidersOf(indicator.id)) {
        rows.push_back(RowOf(indicator, provider));
      }
    }
    const fold::RoundOpen& open = round_.round->open;
    const json result = {
        {"schema", "lontar.completeness.v1"},
        {"member", sources_.member},
        {"collection", round_.collection->act.id},
        {"round", round_.round->id},
        {"title", open.title},
        {"list", open.list.empty() ? json() : json(open.list)},
        {"catalogue_version", open.catalogue_version},
        {"membership_date", open.membership_date},
        {"cut_off", open.cut_off},
        {"today", today_},
        {"closed", is_closed_},
        {"extension", has_extension_},
        {"log_size", sources_.log_size.value()},
        {"settled_size",
         sources_.settled_size.value() == 0 ? json() : json(sources_.settled_size.value())},
        {"stages", stages_},
        {"overdue", overdue_},
        {"rows", rows}};
    return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  }

 private:
  bool IsAsked(const catalogue::Indicator& indicator) const {
    const std::string& list = round_.round->open.list;
    return list.empty() || indicator.list == list;
  }

  // Who may report it, has reported it or has a draft; an empty one where there is nobody.
  std::set<std::string> ProvidersOf(const std::string& indicator) const {
    std::set<std::string> providers;
    for (const fold::KeyRecord* key : keys_) {
      if (key->MayReport(round_.collection->act.id, indicator)) providers.insert(key->provider);
    }
    ForEachBlock(indicator, [&](const fold::BlockKey& key, const Statements& statements) {
      for (const fold::BlockStatement& statement : statements) {
        if (IsForRound(statement)) providers.insert(key.provider);
      }
    });
    ForEachTold(indicator, [&providers](const fold::ReportRecord& record) {
      providers.insert(record.report.provider);
    });
    for (const DraftStanding& draft : sources_.drafts) {
      if (IsForRound(draft, indicator)) providers.insert(draft.provider);
    }
    if (providers.empty()) providers.insert("");
    return providers;
  }

  template <class Take>
  void ForEachBlock(const std::string& indicator, Take take) const {
    const std::string& collection = round_.collection->act.id;
    const auto& all = sources_.ahead->blocks();
    for (auto at = all.lower_bound({collection, sources_.member, indicator, "", "", ""});
         at != all.end(); ++at) {
      const fold::BlockKey& key = at->first;
      if (key.collection != collection || key.member != sources_.member ||
          key.indicator != indicator) {
        return;
      }
      take(key, at->second);
    }
  }

  // Reports for the round that say something of the indicator in words.
  template <class Take>
  void ForEachTold(const std::string& indicator, Take take) const {
    for (const auto& [id, record] : sources_.ahead->reports()) {
      const observation::Report& report = record.report;
      const bool belongs = report.member == sources_.member &&
                           report.collection == round_.collection->act.id &&
                           (report.round == round_.round->id ||
                            round_.round->opened_at < record.acceptances.back().index);
      const bool tells =
          belongs && std::ranges::any_of(report.parts, [&](const observation::PartEntry& part) {
            return part.kind == observation::PartKind::kNarrative && part.indicator == indicator;
          });
      if (tells) take(record);
    }
  }

  bool IsForRound(const fold::BlockStatement& statement) const {
    if (round_.round->opened_at < statement.index) return true;
    const fold::ReportRecord* record = sources_.ahead->FindReport(statement.report);
    return record != nullptr && record->report.round == round_.round->id;
  }

  bool IsForRound(const DraftStanding& draft, const std::string& indicator) const {
    return draft.collection == round_.collection->act.id &&
           (draft.round.empty() || draft.round == round_.round->id) &&
           std::ranges::count(draft.indicators, indicator) > 0;
  }

  ReportStage StageAt(base::LogIndex index) const {
    if (!base::IsBefore(index, sources_.log_size)) return ReportStage::kApproved;
    return base::IsBefore(index, sources_.settled_size) ? ReportStage::kSettled
                                                        : ReportStage::kSynced;
  }

  PairStanding StandingOf(const std::string& indicator, const std::string& provider) const {
    PairStanding standing;
    for (const DraftStanding& draft : sources_.drafts) {
      if (draft.provider != provider || !IsForRound(draft, indicator)) continue;
      standing.drafts.push_back(&draft);
      standing.stage = std::max(standing.stage, draft.stage);
    }
    ForEachBlock(indicator, [&](const fold::BlockKey& key, const Statements& statements) {
      if (key.provider != provider) return;
      for (const fold::BlockStatement& statement : statements) {
        if (!IsForRound(statement)) {
          standing.has_earlier = true;
          continue;
        }
        Note(statement.index, &standing);
      }
    });
    ForEachTold(indicator, [&](const fold::ReportRecord& record) {
      if (record.report.provider == provider) Note(record.acceptances.back().index, &standing);
    });
    return standing;
  }

  // A report that stands at `index`.
  void Note(base::LogIndex index, PairStanding* standing) const {
    standing->stage = std::max(standing->stage, StageAt(index));
    const bool is_in_log = base::IsBefore(index, sources_.log_size);
    if (is_in_log && (!standing->index || *standing->index < index)) standing->index = index;
  }

  std::string NameOfProvider(const std::string& provider) const {
    for (const fold::KeyRecord* key : keys_) {
      if (key->provider == provider) return key->provider_name;
    }
    return "";
  }

  json RowOf(const catalogue::Indicator& indicator, const std::string& provider) {
    const PairStanding standing = StandingOf(indicator.id, provider);
    const bool is_overdue =
        round_.round->open.cut_off < today_ && standing.stage < ReportStage::kSynced;
    const std::string stage(NameOf(standing.stage));
    ++stages_[stage];
    if (is_overdue) ++overdue_;
    json drafts = json::array();
    for (const DraftStanding* draft : standing.drafts) {
      drafts.push_back({{"draft", draft->draft}, {"stage", std::string(NameOf(draft->stage))}});
    }
    return {{"indicator", indicator.id},
            {"code", indicator.code},
            {"name", indicator.short_name},
            {"provider", provider.empty() ? json() : json(provider)},
            {"provider_name", NameOfProvider(provider)},
            {"stage", stage},
            {"overdue", is_overdue},
            {"drafts", drafts},
            {"index", standing.index ? json(standing.index->value()) : json()},
            {"earlier", standing.has_earlier}};
  }

  const CompletenessSources& sources_;
  const fold::RoundReference& round_;
  std::string today_;
  bool is_closed_ = false;
  bool has_extension_ = false;
  std::vector<const fold::KeyRecord*> keys_;
  std::map<std::string, int> stages_;
  int overdue_ = 0;
};

std::optional<ReportStage> StageOfDraft(const json& meta) {
  const std::string stage = meta.value("stage", "");
  if (stage == "draft") return ReportStage::kDraft;
  if (stage == "returned") return ReportStage::kReturned;
  if (stage == "signed") return ReportStage::kSigned;
  return std::nullopt;
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

absl::StatusOr<std::string> CompletenessJson(const CompletenessSources& sources) {
  LONTAR_ASSIGN_OR_RETURN(
      const fold::RoundReference round,
      fold::FindRound(*sources.ahead, sources.collection, sources.round, sources.ahead->size()));
  return CompletenessTable(sources, round).Written();
}

absl::StatusOr<std::vector<DraftStanding>> DraftStandings(const store::Reader& store) {
  std::map<std::string, ReportStage> stages;
  LONTAR_RETURN_IF_ERROR(store.ScanPrefix(
      store::kDraftPrefix, [&stages](absl::string_view key, absl::string_view value) {
        key.remove_prefix(store::kDraftPrefix.size());
        if (!absl::ConsumeSuffix(&key, kDraftMeta)) return true;
        const json meta = json::parse(std::string(value), nullptr, false);
        const auto stage = meta.is_object() ? StageOfDraft(meta) : std::nullopt;
        if (stage) stages.emplace(std::string(key), *stage);
        return true;
      }));
  std::vector<DraftStanding> standings;
  for (const auto& [id, stage] : stages) {
    const absl::StatusOr<StoredDraft> draft = ReadDraft(store, id);
    if (!draft.ok()) continue;
    const auto report = observation::DecodeReport(draft->envelope.payload);
    if (!report.ok()) continue;
    DraftStanding standing{id, report->provider, report->collection, report->round, {}, stage};
    for (const observation::PartEntry& part : report->parts) {
      standing.indicators.push_back(part.indicator);
    }
    standings.push_back(std::move(standing));
  }
  return standings;
}

}  // namespace lontar::node
