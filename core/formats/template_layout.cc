#include "core/formats/template_layout.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/formats/template_lists.h"
#include "core/formats/template_sheet.h"
#include "core/formats/template_words.h"

namespace lontar::formats {
namespace {

using catalogue::Catalogue;
using catalogue::Indicator;

absl::StatusOr<std::vector<const Indicator*>> WantedIndicators(const TemplateRequest& request,
                                                               const Catalogue& catalogue) {
  if (request.indicators.empty()) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "TEMPLATE_EMPTY",
                         absl::StrCat(request.provider, " supplies no indicator of ",
                                      catalogue.collection(), " ", catalogue.version()));
  }
  for (const std::string& id : request.indicators) {
    if (catalogue.FindIndicator(id) == nullptr) {
      return base::Problem(absl::StatusCode::kInvalidArgument, "INDICATOR_UNKNOWN",
                           absl::StrCat("\"", id, "\" is no indicator of ", catalogue.collection(),
                                        " ", catalogue.version()));
    }
  }
  std::vector<const Indicator*> wanted;
  for (const Indicator& indicator : catalogue.indicators()) {
    if (std::ranges::find(request.indicators, indicator.id) != request.indicators.end()) {
      wanted.push_back(&indicator);
    }
  }
  return wanted;
}

bool HasFigures(const Indicator& indicator) {
  return std::ranges::any_of(indicator.measures, [](const catalogue::Measure& measure) {
    return measure.kind != catalogue::MeasureKind::kAssessment;
  });
}

// Rows of plain cells, as the import reads them.
class Metadata {
 public:
  void Add(const std::vector<std::string>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      plan_.cells.push_back(
          {.row = row_, .column = static_cast<int>(i), .look = Look::kPlain, .text = cells[i]});
    }
    ++row_;
  }

  void AddSheet(const TemplateSheet& sheet) {
    Add({"sheet", sheet.name, sheet.indicator, absl::StrCat(sheet.header_row + 1)});
    for (size_t i = 0; i < sheet.columns.size(); ++i) {
      Add({"column", sheet.name, ColumnLetters(static_cast<int>(i)), sheet.columns[i].id,
           sheet.columns[i].name});
    }
    for (const auto& [id, spot] : sheet.inputs) {
      Add({"input", sheet.name, absl::StrCat(ColumnLetters(spot.column), spot.row + 1), id});
    }
  }

  SheetPlan Finish() {
    plan_.name = kTemplateSheet;
    plan_.is_hidden = true;
    plan_.widths = {20, 24, 24, 24, 24};
    return std::move(plan_);
  }

 private:
  SheetPlan plan_;
  int row_ = 0;
};

SheetPlan MetadataSheet(const TemplateRequest& request, const Catalogue& catalogue,
                        const std::vector<TemplateSheet>& sheets) {
  Metadata metadata;
  metadata.Add({kTemplateMark, kTemplateVersion});
  metadata.Add({"collection", catalogue.collection()});
  metadata.Add({"catalogue-version", catalogue.version()});
  metadata.Add({"member", request.member});
  metadata.Add({"provider", request.provider});
  metadata.Add({"date", request.date});
  metadata.Add({"round", request.round ? request.round->id : ""});
  const bool has_target = request.round && request.round->year_rule.target != 0;
  metadata.Add(
      {"target-year", has_target ? absl::StrCat(request.round->year_rule.target) : std::string()});
  for (const TemplateSheet& sheet : sheets) metadata.AddSheet(sheet);
  return metadata.Finish();
}

}  // namespace

absl::StatusOr<TemplateLayout> LayOutTemplate(const TemplateRequest& request,
                                              const Catalogue& catalogue) {
  const auto wanted = WantedIndicators(request, catalogue);
  if (!wanted.ok()) return wanted.status();
  TemplateLayout layout;
  layout.plan.title =
      absl::StrCat(TemplateWords(catalogue, request.language).Of(word_id::kTitle), ": ",
                   request.provider_name.empty() ? request.provider : request.provider_name);
  layout.plan.lists_sheet = "codes";
  ChoiceLists lists(catalogue, request);
  for (const Indicator* indicator : *wanted) {
    if (!HasFigures(*indicator)) continue;
    PlannedTemplateSheet sheet = IndicatorSheet(request, catalogue, *indicator, &lists);
    layout.plan.sheets.push_back(std::move(sheet.plan));
    layout.sheets.push_back(std::move(sheet.sheet));
  }
  PlannedTemplateSheet words = NarrativeSheet(request, catalogue, *wanted);
  layout.plan.sheets.push_back(std::move(words.plan));
  layout.sheets.push_back(std::move(words.sheet));
  layout.plan.sheets.push_back(MetadataSheet(request, catalogue, layout.sheets));
  layout.plan.lists = lists.Finish();
  return layout;
}

}  // namespace lontar::formats
