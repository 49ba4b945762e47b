#include "core/fold/release.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace lontar::fold {
namespace {

using chain::Verdict;

// True if a report of the member in this collection names the part as one with figures.
bool NamesFigures(const observation::Report& report, const ReleaseAct& act,
                  const base::PartHash& part) {
  return report.collection == act.collection && report.member == act.member &&
         std::ranges::any_of(report.parts, [&part](const observation::PartEntry& entry) {
           return entry.part_hash == part && entry.kind == observation::PartKind::kFigures;
         });
}

}  // namespace

absl::string_view NameOf(Audience audience) {
  switch (audience) {
    case Audience::kNobody:
      return "nobody";
    case Audience::kMembers:
      return "members";
    case Audience::kPublic:
      return "public";
  }
  return "nobody";
}

std::optional<Audience> AudienceNamed(absl::string_view name) {
  for (const Audience audience : {Audience::kNobody, Audience::kMembers, Audience::kPublic}) {
    if (NameOf(audience) == name) return audience;
  }
  return std::nullopt;
}

Judgement JudgeRelease(const State& state, const ReleaseAct& act, const chain::Header& header) {
  if (act.member != header.author) {
    return {Verdict::kContextMismatch, "the figures are another member's", false};
  }
  if (state.FindCollection(act.collection) == nullptr) {
    return {Verdict::kOutOfOrder, "its collection is not on this log", false};
  }
  for (const base::PartHash& part : act.parts) {
    const std::vector<PartNamer> namers = state.NamersOf(part);
    const bool is_theirs = std::ranges::any_of(namers, [&](const PartNamer& namer) {
      return namer.kind == PartNamer::Kind::kReport &&
             NamesFigures(state.FindReport(namer.id)->report, act, part);
    });
    if (is_theirs) continue;
    return {Verdict::kOutOfOrder,
            absl::StrCat("no accepted report of ", act.member, " in ", act.collection,
                         " has figures in part ", part.short_hex()),
            false};
  }
  return {};
}

std::vector<ReleasablePart> ListReleasable(const State& state, const CellQuery& query,
                                           LogSize as_of) {
  std::map<std::tuple<std::string, std::string, LogIndex, base::PartHash>, ReleasablePart> parts;
  std::map<base::PartHash, std::set<std::string>> periods;
  const BlockKey first{query.collection, query.member};
  for (auto at = state.blocks().lower_bound(first); at != state.blocks().end(); ++at) {
    const BlockKey& key = at->first;
    const bool is_behind =
        key.collection != query.collection || (!query.member.empty() && key.member != query.member);
    if (is_behind) break;
    if (!query.Wants(key)) continue;
    for (const BlockStatement& statement : at->second.LiveAt(as_of)) {
      ReleasablePart& part = parts[{key.member, key.indicator, statement.index, statement.part}];
      part = {statement.part,
              statement.report,
              key.member,
              key.provider,
              key.indicator,
              {},
              part.with_number + statement.counts.with_number,
              state.ReleaseOf(key.member, statement.part, as_of)};
      periods[statement.part].insert(key.period);
    }
  }
  std::vector<ReleasablePart> list;
  for (auto& [place, part] : parts) {
    part.periods.assign(periods[part.part].begin(), periods[part.part].end());
    list.push_back(std::move(part));
  }
  return list;
}

}  // namespace lontar::fold
