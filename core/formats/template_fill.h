#pragma once
// A template that already holds figures: those of a draft, to be looked at in a spreadsheet, or
// those of an earlier round. Pure, any thread.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/template_hints.h"
#include "core/formats/template_layout.h"
#include "core/observation/report.h"

namespace lontar::formats {

// Where a figure stands: figures[figures_index].blocks[block].rows[row].
struct FigureSpot {
  size_t figures_index = 0;
  size_t block = 0;
  size_t row = 0;
  std::string sheet;
  int sheet_row = 0;     // from 0
  int value_column = 0;  // from 0
};

struct FilledTemplate {
  TemplateLayout layout;
  std::vector<FigureSpot> spots;  // one for each figure, in their order
};

// The template that the request asks for, with each figure in the given row of its measure and
// codes if that is still empty, else in a row of the provider's own; more such rows are added where
// there are not enough. What is chosen and not a breakdown (IsChosen) is written into the given
// row. Values stand in the measure's unit, each with its own period. Deviations of age are left
// out: the import states them.
//
// Errors as LayOutTemplate; InvalidArgument with TEMPLATE_MISMATCH for figures of an indicator that
// the request does not have, or in measures and dimensions that it does not have.
absl::StatusOr<FilledTemplate> FillTemplate(const TemplateRequest& request,
                                            const catalogue::Catalogue& catalogue,
                                            const std::vector<observation::Figures>& figures);

// The same template with hints instead of figures: each stands in grey in the row of its measure
// and codes, whose own cells stay empty; a second one for the same codes in a row of the provider's
// own. The request must have `has_hints`, and for words `has_word_hints`. Hints of indicators that
// the request does not have are left out. Errors as FillTemplate.
absl::StatusOr<FilledTemplate> FillHints(const TemplateRequest& request,
                                         const catalogue::Catalogue& catalogue,
                                         const std::vector<HintedFigures>& hints,
                                         const std::vector<HintedWords>& words = {});

}  // namespace lontar::formats
