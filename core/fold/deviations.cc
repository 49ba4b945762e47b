#include "core/fold/deviations.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/fold/part_shelf.h"

namespace lontar::fold {
namespace {

using observation::Row;

constexpr absl::string_view kConceptId = "concept";

// Where the codes of interest stand in a row of the indicator; -1: nowhere.
struct CodePlaces {
  int age = -1;
  int meaning = -1;  // the concept
};

CodePlaces PlacesOf(const catalogue::Catalogue& catalogue, const observation::Block& block) {
  CodePlaces places;
  for (size_t i = 0; i < block.dimensions.size(); ++i) {
    const catalogue::Dimension* dimension = catalogue.FindDimension(block.dimensions[i]);
    if (dimension != nullptr && dimension->is_age) places.age = static_cast<int>(i);
    if (block.dimensions[i] == kConceptId) places.meaning = static_cast<int>(i);
  }
  return places;
}

void TakeCode(const Row& row, int place, std::set<std::string>* codes) {
  if (place >= 0) codes->insert(row.codes[static_cast<size_t>(place)]);
}

void TakeRow(const Row& row, const CodePlaces& places, MemberDeviations* member) {
  const bool is_figure =
      observation::HasNumber(row.status) || row.status == observation::Status::kSuppressed;
  if (!is_figure) return;
  ++member->figures_read;
  ++member->statuses[row.status];
  for (const observation::Deviation kind : observation::ListOf(row.deviations)) {
    ++member->deviations[kind];
  }
  TakeCode(row, places.age, &member->ages);
  TakeCode(row, places.meaning, &member->concepts);
  member->definitions.Add(row.definition);
  member->sources.Add(row.source);
}

std::vector<std::string> MembersOf(const State& state, const DeviationScope& scope) {
  std::vector<std::string> codes;
  if (scope.round != nullptr) {
    for (const MemberAct& act : state.MembersOn(scope.round->open.membership_date, scope.as_of))
      codes.push_back(act.member);
    return codes;
  }
  std::vector<std::pair<int, std::string>> in_order;
  for (const auto& [code, versions] : state.members()) {
    const MemberAct* act = state.FindMember(code, scope.as_of);
    if (act != nullptr) in_order.emplace_back(act->order, code);
  }
  std::ranges::sort(in_order);
  for (const auto& [order, code] : in_order) codes.push_back(code);
  return codes;
}

class Gatherer {
 public:
  Gatherer(const State& state, const DeviationScope& scope, const PartReader& parts)
      : state_(state), scope_(scope), shelf_(parts) {}

  // Nothing of the member: it has no block with figures.
  absl::StatusOr<MemberDeviations> Gather(const std::string& member, const std::string& indicator) {
    MemberDeviations gathered;
    gathered.member = member;
    const LogSize counted =
        scope_.round == nullptr ? scope_.as_of : scope_.round->CountedUpTo(member, scope_.as_of);
    const std::string& collection = scope_.collection->act.id;
    const auto& all = state_.blocks();
    for (auto at = all.lower_bound({collection, member, indicator, "", "", ""}); at != all.end();
         ++at) {
      const BlockKey& key = at->first;
      const bool belongs =
          key.collection == collection && key.member == member && key.indicator == indicator;
      if (!belongs) break;
      if (!IsWanted(key)) continue;
      for (const BlockStatement& statement : state_.LiveAt(key, counted)) {
        LONTAR_RETURN_IF_ERROR(Take(key, statement, &gathered));
      }
    }
    return gathered;
  }

 private:
  bool IsWanted(const BlockKey& key) const {
    return scope_.round == nullptr || InsideYearRule(scope_.round->open.year_rule, key.period);
  }

  absl::Status Take(const BlockKey& key, const BlockStatement& statement,
                    MemberDeviations* gathered) {
    const observation::BlockCount& counts = statement.counts;
    if (counts.with_number + counts.held_back == 0) return absl::OkStatus();
    ++gathered->blocks;
    gathered->providers.insert(key.provider);
    gathered->periods.insert(key.period);
    gathered->with_number += counts.with_number;
    gathered->held_back += counts.held_back;
    gathered->as_specified += counts.as_specified;
    const auto& ids = state_.FindReport(statement.report)->report.source_ids;
    gathered->source_ids.insert(ids.begin(), ids.end());
    LONTAR_ASSIGN_OR_RETURN(const observation::Block* block, shelf_.Find(statement));
    if (block == nullptr) {
      ++gathered->unreadable_blocks;
      return absl::OkStatus();
    }
    const CodePlaces places = PlacesOf(*scope_.catalogue, *block);
    for (const Row& row : block->rows) TakeRow(row, places, gathered);
    return absl::OkStatus();
  }

  const State& state_;
  const DeviationScope& scope_;
  PartShelf shelf_;
};

}  // namespace

std::vector<std::string> TextList::Listed() const {
  std::vector<std::string> listed;
  for (const std::string& text : texts_) {
    if (listed.size() == base::kTextsListedMax) break;
    listed.push_back(text);
  }
  return listed;
}

size_t TextList::unlisted() const {
  return texts_.size() - std::min(texts_.size(), base::kTextsListedMax);
}

absl::StatusOr<DeviationTable> GatherDeviations(const State& state, const DeviationScope& scope,
                                                const PartReader& parts) {
  DeviationTable table;
  table.scope = scope;
  if (state.trust_root() != nullptr) table.notice = state.trust_root()->notice;
  table.members = MembersOf(state, scope);
  Gatherer gatherer(state, scope, parts);
  for (const catalogue::Indicator& indicator : scope.catalogue->indicators()) {
    if (!scope.indicator.empty() && indicator.id != scope.indicator) continue;
    const bool is_asked = !scope.indicator.empty() || scope.round == nullptr ||
                          indicator.list == scope.round->open.list;
    if (!is_asked) continue;
    IndicatorDeviations& line = table.indicators.emplace_back();
    line.indicator = &indicator;
    for (const std::string& member : table.members) {
      LONTAR_ASSIGN_OR_RETURN(MemberDeviations gathered, gatherer.Gather(member, indicator.id));
      if (gathered.blocks == 0) {
        line.without.push_back(member);
      } else {
        line.members.push_back(std::move(gathered));
      }
    }
  }
  return table;
}

}  // namespace lontar::fold
