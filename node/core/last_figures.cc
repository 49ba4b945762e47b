#include "node/core/last_figures.h"

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/status_macros.h"
#include "core/fold/threshold.h"
#include "core/formats/narrative_text.h"
#include "core/formats/template_hints.h"
#include "node/core/live_words.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using observation::Block;
using observation::Figures;
using observation::Row;

// By indicator.
struct RoundFigures {
  std::map<std::string, Figures> figures;
  int unreadable_blocks = 0;
};

absl::Status TakeStatement(const LastFiguresSources& sources, const fold::BlockKey& key,
                           const fold::BlockStatement& statement, RoundFigures* gathered) {
  const std::optional<std::string> bytes = sources.parts(statement.part);
  if (!bytes) {
    ++gathered->unreadable_blocks;
    return absl::OkStatus();
  }
  LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(*bytes));
  const auto* stated = std::get_if<Figures>(&part.content);
  if (stated == nullptr) return absl::OkStatus();
  Figures& figures = gathered->figures[key.indicator];
  figures.indicator = key.indicator;
  for (const Block& block : stated->blocks) {
    if (block.measure == key.measure && block.period == key.period) figures.blocks.push_back(block);
  }
  return absl::OkStatus();
}

absl::StatusOr<RoundFigures> GatherRound(const LastFiguresSources& sources,
                                         const fold::RoundReference& reference,
                                         const std::string& provider) {
  RoundFigures gathered;
  const std::string& collection = reference.collection->act.id;
  const fold::LogSize counted = reference.round->CountedUpTo(sources.member, sources.ahead->size());
  const auto& all = sources.ahead->blocks();
  for (auto at = all.lower_bound({collection, sources.member, "", "", "", ""}); at != all.end();
       ++at) {
    const fold::BlockKey& key = at->first;
    if (key.collection != collection || key.member != sources.member) break;
    const bool counts = key.provider == provider &&
                        fold::InsideYearRule(reference.round->open.year_rule, key.period);
    if (!counts) continue;
    for (const fold::BlockStatement& statement : sources.ahead->LiveAt(key, counted)) {
      LONTAR_RETURN_IF_ERROR(TakeStatement(sources, key, statement, &gathered));
    }
  }
  return gathered;
}

json RowJson(const Row& row) {
  json deviations = json::array();
  for (const auto kind : observation::ListOf(row.deviations)) {
    deviations.push_back(std::string(observation::IdOf(kind)));
  }
  return {{"codes", row.codes},
          {"value", observation::ToText(row.value)},
          {"status", std::string(observation::CodeOf(row.status))},
          {"source", row.source},
          {"definition", row.definition},
          {"deviations", deviations},
          {"comment", row.comment}};
}

json LastBlocksJson(const Figures& figures) {
  json blocks = json::array();
  for (const Block& block : figures.blocks) {
    json rows = json::array();
    for (const Row& row : block.rows) rows.push_back(RowJson(row));
    blocks.push_back({{"measure", block.measure},
                      {"period", block.period},
                      {"dimensions", block.dimensions},
                      {"rows", rows}});
  }
  return blocks;
}

// Without the level of progress: that is stated anew.
json LastWordsJson(const LastFiguresSources& sources, const fold::RoundReference& reference,
                   const std::string& provider) {
  json narratives = json::array();
  const Speaker speaker{reference.collection->act.id, sources.member, provider};
  for (const auto& [id, spoken] : LiveWords(*sources.ahead, sources.parts, speaker)) {
    const auto* indicator = reference.catalogue->FindIndicator(id);
    const formats::ProviderWords words = formats::ReadWordsText(spoken.text);
    if (words.words.empty() && words.references.empty()) continue;
    narratives.push_back({{"indicator", id},
                          {"code", indicator == nullptr ? json() : json(indicator->code)},
                          {"round", spoken.round},
                          {"words", words.words},
                          {"references", words.references}});
  }
  return narratives;
}

}  // namespace

absl::StatusOr<std::string> LastFiguresJson(const LastFiguresSources& sources,
                                            const LastFiguresQuestion& question) {
  LONTAR_ASSIGN_OR_RETURN(
      const fold::RoundReference reference,
      fold::FindRound(*sources.ahead, question.collection, question.round, sources.ahead->size()));
  LONTAR_ASSIGN_OR_RETURN(const RoundFigures gathered,
                          GatherRound(sources, reference, question.provider));
  int left_out = 0;
  json indicators = json::array();
  for (const auto& [id, figures] : gathered.figures) {
    const Figures last = formats::OneOfEachCell(figures, std::nullopt, &left_out);
    if (last.blocks.empty()) continue;
    const auto* indicator = reference.catalogue->FindIndicator(id);
    indicators.push_back({{"indicator", id},
                          {"code", indicator == nullptr ? json() : json(indicator->code)},
                          {"blocks", LastBlocksJson(last)}});
  }
  const json answer = {{"schema", "lontar.last-figures.v1"},
                       {"member", sources.member},
                       {"provider", question.provider},
                       {"collection", reference.collection->act.id},
                       {"catalogue_version", reference.catalogue->version()},
                       {"round", reference.round->id},
                       {"left_out", left_out},
                       {"unreadable_blocks", gathered.unreadable_blocks},
                       {"indicators", indicators},
                       {"narratives", LastWordsJson(sources, reference, question.provider)}};
  return answer.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

absl::StatusOr<std::string> NodeCore::LastFigures(const LastFiguresQuestion& question) const {
  return LastFiguresJson(
      {.ahead = &ahead(), .parts = PartsOf(*doors_.store), .member = identity_.member}, question);
}

}  // namespace lontar::node
