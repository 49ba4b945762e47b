#include "core/sdmx/sort_order.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::sdmx {
namespace {

using Of = SortOrder::Of;
using Step = SortOrder::Step;

absl::Status SortProblem(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "SDMX_QUERY", sentence);
}

bool SpeakOfTheSame(const Step& a, const Step& b) { return a.of == b.of && a.place == b.place; }

// Each step once: what comes later of the same decides nothing.
void AddStep(const Step& step, std::vector<Step>* steps) {
  const auto is_there = [&step](const Step& other) { return SpeakOfTheSame(step, other); };
  if (std::ranges::none_of(*steps, is_there)) steps->push_back(step);
}

void AddDimensions(const Structure& structure, bool is_descending, std::vector<Step>* steps) {
  for (size_t i = 0; i < structure.dimensions.size(); ++i) {
    AddStep({Of::kDimension, i, false, is_descending}, steps);
  }
}

absl::StatusOr<Step> StepOf(const SortTerm& term, const Structure& structure) {
  if (term.component == structure.time.id) return Step{Of::kTime, 0, false, term.is_descending};
  const int dimension = structure.DimensionAt(term.component);
  if (dimension >= 0) {
    return Step{Of::kDimension, static_cast<size_t>(dimension), false, term.is_descending};
  }
  const int attribute = structure.AttributeAt(term.component);
  if (attribute < 0) {
    return SortProblem(absl::StrCat(base::Quoted(term.component),
                                    " is no dimension or attribute of ", structure.reference.Text(),
                                    " to sort by; its structure lists them"));
  }
  const bool is_number = structure.attributes[attribute].text_type == "Integer";
  return Step{Of::kAttribute, static_cast<size_t>(attribute), is_number, term.is_descending};
}

bool IsOfSeries(const Step& step, const Structure& structure) {
  return step.of == Of::kDimension ||
         (step.of == Of::kAttribute && !structure.attributes[step.place].dimension.empty());
}

// The steps as they are asked for.
absl::StatusOr<std::vector<Step>> StepsOf(const Selection& selection, const Structure& structure,
                                          const SortedForm& form) {
  std::vector<Step> steps;
  for (const SortTerm& term : selection.sort) {
    if (term.component == "series_key" && form.is_flat) {
      return SortProblem("series_key says nothing with AllDimensions; write * or dimensions");
    }
    if (term.component == "*" || term.component == "series_key") {
      AddDimensions(structure, term.is_descending, &steps);
      if (term.component == "*" && !selection.is_series_only) {
        AddStep({Of::kTime, 0, false, term.is_descending}, &steps);
      }
      continue;
    }
    LONTAR_ASSIGN_OR_RETURN(const Step step, StepOf(term, structure));
    AddStep(step, &steps);
  }
  return steps;
}

// The stream goes by member, indicator and measure, key, and time.
bool AreOwn(const std::vector<Step>& steps, const Structure& structure, bool has_series) {
  size_t at = 0;
  const auto area = static_cast<size_t>(structure.DimensionAt("REF_AREA"));
  const auto is_next = [&](Of of, size_t place) {
    return at < steps.size() && steps[at].of == of && steps[at].place == place &&
           !steps[at].is_descending;
  };
  if (is_next(Of::kDimension, area)) ++at;
  if (has_series && is_next(Of::kTime, 0)) ++at;
  return at == steps.size();
}

}  // namespace

absl::StatusOr<SortOrder> SortOrder::Make(const Selection& selection, const Structure& structure,
                                          const SortedForm& form) {
  SortOrder order;
  LONTAR_ASSIGN_OR_RETURN(order.steps_, StepsOf(selection, structure, form));
  order.is_own_ = AreOwn(order.steps_, structure, form.has_series);
  const auto is_of_figure = [&structure](const Step& step) { return !IsOfSeries(step, structure); };
  const auto first = std::ranges::find_if(order.steps_, is_of_figure);
  if (selection.is_series_only && first != order.steps_.end()) {
    return SortProblem("series alone have neither periods nor figures to sort by");
  }
  if (!form.has_series) return order;
  if (!std::all_of(first, order.steps_.end(), is_of_figure)) {
    return SortProblem(
        "in series, figures are sorted within their series: write what belongs to a series before "
        "TIME_PERIOD and what belongs to a figure, or ask for AllDimensions or CSV");
  }
  const std::vector<Step> of_figures(first, order.steps_.end());
  order.steps_.erase(first, order.steps_.end());
  AddDimensions(structure, false, &order.steps_);
  order.steps_.insert(order.steps_.end(), of_figures.begin(), of_figures.end());
  return order;
}

}  // namespace lontar::sdmx
