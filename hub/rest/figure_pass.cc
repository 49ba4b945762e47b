#include "hub/rest/figure_pass.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "core/base/status_macros.h"

namespace lontar::hub::rest {
namespace {

// Figures of a piece: what a group of the log has is about as much.
constexpr size_t kPieceFigures = 64;

// So many from the beginning are enough.
std::optional<uint64_t> FiguresWanted(const sdmx::Selection& selection) {
  if (!selection.limit) return std::nullopt;
  const uint64_t most = std::numeric_limits<uint64_t>::max();
  if (*selection.limit > most - selection.offset) return std::nullopt;
  return selection.offset + *selection.limit;
}

// What is asked for of each figure, wherever it will stand.
sdmx::Selection WithoutPage(const sdmx::Selection& selection) {
  sdmx::Selection whole = selection;
  whole.offset = 0;
  whole.limit.reset();
  whole.has_values = true;
  whole.attributes.reset();
  return whole;
}

// What is left to do with those that were found.
sdmx::Selection PageOf(const sdmx::Selection& selection) {
  sdmx::Selection page;
  page.offset = selection.offset;
  page.limit = selection.limit;
  page.has_values = selection.has_values;
  page.attributes = selection.attributes;
  return page;
}

}  // namespace

FigurePass::FigurePass(const DataWork* work) : work_(work), cells_(&work->plan, &work->log) {}

absl::StatusOr<bool> FigurePass::Next(sdmx::ObservationSink& sink) {
  if (work_->sorted == nullptr) return cells_.Next(sink);
  if (next_ == work_->sorted->size()) return false;
  const size_t end = std::min(work_->sorted->size(), next_ + kPieceFigures);
  for (; next_ < end; ++next_) LONTAR_RETURN_IF_ERROR(sink.Observe(work_->sorted->At(next_)));
  return true;
}

absl::Status FigurePass::SendAll(sdmx::ObservationSink& sink) {
  LONTAR_RETURN_IF_ERROR(sink.Begin());
  for (bool is_there = true; is_there;) {
    LONTAR_ASSIGN_OR_RETURN(is_there, Next(sink));
  }
  return sink.End();
}

absl::StatusOr<std::shared_ptr<const DataWork>> Sorted(const std::shared_ptr<const DataWork>& work,
                                                       const sdmx::SortedForm& form) {
  const sdmx::Selection& asked = work->selection;
  LONTAR_ASSIGN_OR_RETURN(sdmx::SortOrder order,
                          sdmx::SortOrder::Make(asked, work->plan.structure, form));
  if (order.is_own()) return work;
  auto figures = std::make_shared<sdmx::SortedFigures>(std::move(order), FiguresWanted(asked));
  const sdmx::Selection whole = WithoutPage(asked);
  sdmx::Selector selector(whole, work->plan.structure, figures.get());
  LONTAR_RETURN_IF_ERROR(sdmx::CellPass(&work->plan, &work->log).SendAll(selector));
  auto sorted = std::make_shared<DataWork>(*work);
  sorted->selection = PageOf(asked);
  sorted->sorted = std::move(figures);
  return std::shared_ptr<const DataWork>(std::move(sorted));
}

}  // namespace lontar::hub::rest
