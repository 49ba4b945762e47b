#include "cli/draft_workbook.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/annotate.h"
#include "core/base/status_macros.h"
#include "core/formats/import.h"
#include "core/formats/import_file.h"
#include "core/formats/template_fill.h"
#include "core/formats/template_write.h"
#include "core/formats/workbook_read.h"

namespace lontar::cli {
namespace {

using observation::Block;
using observation::Figures;

// A figure as one text: indicator, measure, period, then the codes by dimension.
std::string AddressOf(absl::string_view indicator, const Block& block,
                      const std::vector<std::string>& codes) {
  std::vector<std::string> words;
  for (size_t i = 0; i < block.dimensions.size(); ++i) {
    words.push_back(absl::StrCat(block.dimensions[i], "=", codes[i]));
  }
  std::ranges::sort(words);
  return absl::StrCat(indicator, " ", block.measure, " ", block.period, " ",
                      absl::StrJoin(words, " "));
}

// Of a finding's `cell`; empty for one on a block or the report as a whole.
std::string AddressOf(const Answer& cell) {
  const Answer& dimensions = cell.At("dimensions");
  if (dimensions.keys().empty()) return "";
  std::vector<std::string> words;
  for (size_t i = 0; i < dimensions.keys().size(); ++i) {
    words.push_back(absl::StrCat(dimensions.keys()[i], "=", dimensions.items()[i].text()));
  }
  std::ranges::sort(words);
  return absl::StrCat(cell.Text("indicator"), " ", cell.Text("measure"), " ", cell.Text("period"),
                      " ", absl::StrJoin(words, " "));
}

}  // namespace

absl::StatusOr<PlacedWorkbook> OwnWorkbook(std::string bytes, const std::string& name,
                                           const std::optional<formats::Mapping>& mapping,
                                           const DraftHere& draft) {
  PlacedWorkbook placed{std::move(bytes), {}};
  LONTAR_ASSIGN_OR_RETURN(const formats::MappedFile mapped,
                          formats::MapFile(placed.bytes, name, mapping, draft.catalogue));
  LONTAR_ASSIGN_OR_RETURN(
      const formats::ImportResult result,
      formats::ImportTables(mapped.tables, draft.catalogue, draft.report.member));
  for (const formats::ImportedIndicator& imported : result.indicators) {
    for (size_t b = 0; b < imported.blocks.size(); ++b) {
      const Block& block = imported.blocks[b];
      for (size_t r = 0; r < block.rows.size(); ++r) {
        const formats::FigurePlace& place = imported.places[b][r];
        const formats::Table& table = mapped.tables[static_cast<size_t>(place.table)].table;
        placed.places.emplace(AddressOf(imported.indicator, block, block.rows[r].codes),
                              table.PlaceOf(place.row, place.column));
      }
    }
  }
  return placed;
}

absl::StatusOr<PlacedWorkbook> FreshWorkbook(const DraftHere& draft, absl::Time created) {
  formats::TemplateRequest request;
  request.member = draft.report.member;
  request.provider = draft.report.provider;
  std::set<std::string> indicators;
  for (const Figures& figures : draft.figures) indicators.insert(figures.indicator);
  request.indicators.assign(indicators.begin(), indicators.end());
  LONTAR_ASSIGN_OR_RETURN(const formats::FilledTemplate filled,
                          formats::FillTemplate(request, draft.catalogue, draft.figures));
  PlacedWorkbook placed;
  LONTAR_ASSIGN_OR_RETURN(placed.bytes, formats::WriteWorkbook(filled.layout.plan, created));
  LONTAR_ASSIGN_OR_RETURN(const formats::Workbook workbook, formats::ReadWorkbook(placed.bytes));
  for (const formats::FigureSpot& spot : filled.spots) {
    const Figures& figures = draft.figures[spot.figures_index];
    const Block& block = figures.blocks[spot.block];
    const auto sheet = std::ranges::find(workbook.sheets, spot.sheet, &formats::Grid::name);
    if (sheet == workbook.sheets.end()) continue;
    placed.places.emplace(AddressOf(figures.indicator, block, block.rows[spot.row].codes),
                          sheet->PlaceOf(spot.sheet_row, spot.value_column));
  }
  return placed;
}

std::vector<formats::Annotation> AnnotationsIn(const PlacedWorkbook& workbook,
                                               const std::vector<Answer>& findings) {
  std::vector<formats::Annotation> annotations;
  for (const Answer& finding : findings) {
    formats::Annotation annotation = AnnotationOf(finding);
    const auto found = workbook.places.find(AddressOf(finding.At("cell")));
    if (found != workbook.places.end()) annotation.place = found->second;
    annotations.push_back(std::move(annotation));
  }
  return annotations;
}

}  // namespace lontar::cli
