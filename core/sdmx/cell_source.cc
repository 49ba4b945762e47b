#include "core/sdmx/cell_source.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/formats/sdmx_csv.h"
#include "core/observation/period.h"

namespace lontar::sdmx {
namespace {

using observation::Row;

constexpr size_t kFreq = 0;
constexpr size_t kRefArea = 1;
constexpr size_t kIndicator = 2;
constexpr size_t kFirstOfCatalogue = 3;

bool MayBeShown(const Row& row) {
  return observation::HasNumber(row.status) &&
         row.confidentiality == observation::Confidentiality::kFree;
}

// Whoever may not see a number sees that it is held back, not that it is a normal value.
observation::Status ShownStatus(const Row& row) {
  const bool is_withheld = observation::HasNumber(row.status) && !MayBeShown(row);
  return is_withheld ? observation::Status::kSuppressed : row.status;
}

std::string DeviationText(const Row& row) {
  std::string text;
  for (const observation::Deviation deviation : observation::ListOf(row.deviations)) {
    absl::StrAppend(&text, text.empty() ? "" : ";", observation::IdOf(deviation));
  }
  return text;
}

bool StatesOwnDefinition(const Row& row) {
  return !row.definition.empty() ||
         observation::Holds(row.deviations, observation::Deviation::kConcept);
}

}  // namespace

// How a key is made of the codes of one indicator's cells.
struct CellTranslator::IndicatorPlan {
  std::string code;  // in INDICATOR
  std::string unit;
  std::vector<std::string> dimensions;  // of the blocks for which `places` holds
  // For each dimension from the fourth on: a place in the cell's codes, or a fixed code.
  std::vector<std::pair<int, std::string>> places;
};

CellTranslator::CellTranslator(const catalogue::Catalogue& catalogue, const Structure& structure,
                               std::set<BaselineYear> baselines)
    : catalogue_(catalogue),
      structure_(structure),
      key_plan_(KeyPlanOf(catalogue)),
      baselines_(std::move(baselines)) {
  const auto at = [&structure](absl::string_view id) { return structure.AttributeAt(id); };
  at_ = {.unit = at("UNIT_MEASURE"),
         .multiplier = at("UNIT_MULT"),
         .status = at("OBS_STATUS"),
         .confidentiality = at("CONF_STATUS"),
         .provider = at("DATA_PROVIDER"),
         .definition = at("DEFINITION"),
         .baseline = at("BASELINE"),
         .dispute = at("DISPUTE"),
         .deviation = at("DEVIATION"),
         .source = at("SOURCE_DETAIL"),
         .method = at("METHOD_NOTE"),
         .comment = at("COMMENT_OBS"),
         .on_behalf = at("ON_BEHALF"),
         .submission = at("SUBMISSION_ID"),
         .index = at("LOG_INDEX")};
}

std::string FrequencyOf(absl::string_view period) {
  const size_t dash = period.find('-');
  if (dash == absl::string_view::npos || dash + 1 >= period.size()) return "A";
  const char letter = period[dash + 1];
  if (letter == 'T') return "A_3";
  return letter == 'S' || letter == 'Q' || letter == 'M' ? std::string(1, letter) : "A";
}

const CellTranslator::IndicatorPlan* CellTranslator::PlanFor(const fold::Cell& cell) {
  std::shared_ptr<const IndicatorPlan>& kept = plans_[{cell.indicator, cell.measure}];
  if (kept != nullptr && kept->dimensions == cell.dimensions) return kept.get();
  const catalogue::Indicator* indicator = catalogue_.FindIndicator(cell.indicator);
  const catalogue::Measure* measure =
      indicator == nullptr ? nullptr : catalogue::Catalogue::FindMeasure(*indicator, cell.measure);
  if (measure == nullptr) return nullptr;
  auto plan = std::make_shared<IndicatorPlan>();
  plan->code = formats::SdmxIndicatorCode(*indicator, *measure);
  const catalogue::Unit* unit = catalogue_.FindUnit(measure->unit);
  plan->unit = unit != nullptr && unit->whole ? "NUMBER" : measure->unit;
  plan->dimensions = cell.dimensions;
  for (size_t i = kFirstOfCatalogue; i < key_plan_.size(); ++i) {
    int place = -1;
    for (const std::string& source : key_plan_[i].sources) {
      const auto found = std::ranges::find(cell.dimensions, source);
      if (found != cell.dimensions.end()) {
        place = static_cast<int>(found - cell.dimensions.begin());
        break;
      }
    }
    plan->places.emplace_back(
        place, place < 0 ? CodeWithout(catalogue_, *indicator, key_plan_[i]) : std::string());
  }
  kept = std::move(plan);
  return kept.get();
}

void CellTranslator::Set(int attribute, std::string text, Observation* observation) const {
  if (attribute >= 0) observation->attributes[attribute] = std::move(text);
}

void CellTranslator::FillStated(const fold::CellCandidate& stated, Observation* observation) const {
  const Row& row = stated.row;
  if (MayBeShown(row)) observation->value = observation::ToText(row.value);
  observation->valid_from = stated.index;
  Set(at_.status, std::string(observation::CodeOf(ShownStatus(row))), observation);
  Set(at_.confidentiality, std::string(observation::CodeOf(row.confidentiality)), observation);
  Set(at_.provider, ProviderCode(stated.provider), observation);
  Set(at_.definition, StatesOwnDefinition(row) ? "NATIONAL" : "CATALOGUE", observation);
  Set(at_.deviation, DeviationText(row), observation);
  Set(at_.source, row.source, observation);
  Set(at_.method, row.definition, observation);
  Set(at_.comment, row.comment, observation);
  if (!stated.on_behalf.empty()) {
    Set(at_.on_behalf, ProviderCode(stated.on_behalf), observation);
  }
  Set(at_.submission, stated.report.hex(), observation);
  Set(at_.index, absl::StrCat(stated.index.value()), observation);
}

std::vector<std::string> CellTranslator::KeyOf(const fold::Cell& cell,
                                               const IndicatorPlan& plan) const {
  std::vector<std::string> key(structure_.dimensions.size());
  key[kFreq] = FrequencyOf(cell.period);
  key[kRefArea] = cell.member;
  key[kIndicator] = plan.code;
  for (size_t i = 0; i < plan.places.size(); ++i) {
    const auto& [place, fixed] = plan.places[i];
    key[kFirstOfCatalogue + i] = place < 0 ? fixed : cell.codes[place];
  }
  return key;
}

Observation CellTranslator::Translate(const fold::Cell& cell, const IndicatorPlan& plan) const {
  Observation observation;
  observation.key = KeyOf(cell, plan);
  observation.attributes.resize(structure_.attributes.size());
  observation.period = cell.period;
  Set(at_.unit, plan.unit, &observation);
  Set(at_.multiplier, "0", &observation);
  if (cell.current) {
    FillStated(cell.candidates[*cell.current], &observation);
  } else {
    const bool is_same = cell.dispute == fold::DisputeReason::kSameDefinition;
    Set(at_.status, "X", &observation);
    Set(at_.confidentiality, "F", &observation);
    Set(at_.provider, "_SEVERAL", &observation);
    Set(at_.definition, is_same ? "CATALOGUE" : "NATIONAL", &observation);
    Set(at_.dispute, is_same ? "SAME_DEFINITION" : "DEFINITIONS_DIFFER", &observation);
  }
  const absl::StatusOr<observation::Period> period = observation::Period::Parse(cell.period);
  if (period.ok() &&
      baselines_.contains({cell.member, cell.indicator, cell.measure, period->year()})) {
    Set(at_.baseline, "Y", &observation);
  }
  return observation;
}

namespace {

// Orders as key and period do one after the other: the mark is less than any character of a code.
std::string OrderOf(const std::vector<std::string>& key, absl::string_view period) {
  constexpr char kMark = '\x01';
  std::string order;
  for (const std::string& code : key) {
    order += code;
    order += kMark;
  }
  absl::StrAppend(&order, period);
  return order;
}

}  // namespace

// Only the order of a group is held, beside its cells: each becomes an observation when it is sent.
absl::Status CellTranslator::Send(const std::vector<fold::Cell>& cells, ObservationSink& sink) {
  std::vector<std::pair<std::string, size_t>> order;
  order.reserve(cells.size());
  for (size_t place = 0; place < cells.size(); ++place) {
    const fold::Cell& cell = cells[place];
    const IndicatorPlan* plan = PlanFor(cell);
    if (plan == nullptr) {
      ++left_out_;
      continue;
    }
    order.emplace_back(OrderOf(KeyOf(cell, *plan), cell.period), place);
  }
  std::ranges::sort(order);
  for (const auto& [key, place] : order) {
    const fold::Cell& cell = cells[place];
    LONTAR_RETURN_IF_ERROR(sink.Observe(Translate(cell, *PlanFor(cell))));
  }
  return absl::OkStatus();
}

namespace {

void Count(const std::vector<fold::Cell>& cells, SentCells* sent) {
  for (const fold::Cell& cell : cells) {
    ++sent->observations;
    if (cell.is_disputed()) ++sent->disputed;
    if (cell.current && MayBeShown(cell.candidates[*cell.current].row)) ++sent->with_value;
  }
}

}  // namespace

absl::StatusOr<SentCells> SendCells(const CellReader& reader, fold::CellWalk walk,
                                    CellTranslator& translator, ObservationSink& sink) {
  SentCells sent;
  LONTAR_RETURN_IF_ERROR(sink.Begin());
  while (!walk.is_at_end) {
    LONTAR_ASSIGN_OR_RETURN(const fold::MergedCells group, reader(&walk));
    sent.unreadable_blocks += static_cast<uint64_t>(group.unreadable_blocks);
    const int left_out = translator.left_out();
    LONTAR_RETURN_IF_ERROR(translator.Send(group.cells, sink));
    if (translator.left_out() == left_out) {
      Count(group.cells, &sent);
    } else {
      sent.left_out += group.cells.size();
    }
  }
  LONTAR_RETURN_IF_ERROR(sink.End());
  return sent;
}

}  // namespace lontar::sdmx
