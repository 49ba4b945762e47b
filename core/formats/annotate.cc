#include "core/formats/annotate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/formats/band.h"
#include "core/formats/place.h"
#include "core/formats/template_head.h"
#include "core/formats/template_hints.h"
#include "core/formats/template_write.h"

namespace lontar::formats {
namespace {

// "A6!14" is the first cell of the row.
std::optional<Place> CellToMark(absl::string_view text) {
  if (const std::optional<Place> place = ParsePlace(text)) return place;
  const size_t bang = text.rfind('!');
  if (bang == absl::string_view::npos) return std::nullopt;
  return ParsePlace(absl::StrCat(text.substr(0, bang + 1), "A", text.substr(bang + 1)));
}

PlannedCell CellOf(const Grid& grid, int row, int column) {
  PlannedCell cell = {.row = row, .column = column, .look = Look::kPlain};
  cell.text = std::string(grid.At(row, column));
  cell.is_number = grid.KindAt(row, column) == CellKind::kNumber;
  return cell;
}

// Puts what the grid has into the planned cells, and beside them what nobody planned.
void Overlay(const Grid& grid, SheetPlan* plan) {
  std::map<std::pair<int, int>, PlannedCell> cells;
  for (PlannedCell& cell : plan->cells) {
    cells.insert({{cell.row, cell.column}, std::move(cell)});
  }
  for (auto& [place, cell] : cells) {
    // An input that was emptied stays empty.
    if (cell.look == Look::kInput || cell.look == Look::kNumber) cell.text.clear();
  }
  for (int row = 0; row < grid.rows(); ++row) {
    for (int column = 0; column < grid.ColumnsOf(row); ++column) {
      if (grid.At(row, column).empty()) continue;
      PlannedCell found = CellOf(grid, row, column);
      const auto planned = cells.find({row, column});
      if (planned != cells.end()) found.look = planned->second.look;
      cells.insert_or_assign({row, column}, std::move(found));
    }
  }
  plan->cells.clear();
  for (auto& [place, cell] : cells) plan->cells.push_back(std::move(cell));
}

SheetPlan PlainSheet(const Grid& grid) {
  SheetPlan plan;
  plan.name = grid.name();
  plan.is_hidden = grid.is_hidden();
  plan.is_protected = false;
  Overlay(grid, &plan);
  return plan;
}

std::string LineOf(const Annotation& annotation) {
  return absl::StrCat(catalogue::NameOf(annotation.severity), ": ",
                      base::Plain(annotation.sentence, base::kTextBytesMax), " [", annotation.id,
                      "]");
}

SheetPlan FindingsSheet(absl::string_view band, const std::vector<Annotation>& annotations) {
  SheetPlan plan;
  plan.name = kFindingsSheet;
  plan.is_protected = false;
  plan.widths = {24, 12, 28, 24, 110};
  const std::vector<std::string> names = {"Place", "Severity", "Id", "Value", "What to do"};
  int row = 0;
  const auto put = [&plan, &row](Look look, const std::vector<std::string>& texts) {
    for (size_t i = 0; i < texts.size(); ++i) {
      plan.cells.push_back(
          {.row = row, .column = static_cast<int>(i), .look = look, .text = texts[i]});
    }
    ++row;
  };
  if (!band.empty()) put(Look::kTitle, {std::string(band)});
  plan.header_row = row;
  plan.frozen_rows = row + 1;
  put(Look::kHeader, names);
  for (const Annotation& annotation : annotations) {
    put(Look::kShaded, {annotation.place, std::string(catalogue::NameOf(annotation.severity)),
                        annotation.id, base::Plain(annotation.value, base::kFindingValueBytesMax),
                        base::Plain(annotation.sentence, base::kTextBytesMax)});
  }
  if (annotations.empty()) put(Look::kPlain, {"Nothing was found."});
  return plan;
}

void PutRemarks(const std::vector<Annotation>& annotations, WorkbookPlan* plan) {
  for (SheetPlan& sheet : plan->sheets) {
    std::map<std::pair<int, int>, std::string> texts;
    for (const Annotation& annotation : annotations) {
      const std::optional<Place> place = CellToMark(annotation.place);
      if (!place || !absl::EqualsIgnoreCase(place->sheet, sheet.name)) continue;
      std::string& text = texts[{place->row, place->column}];
      absl::StrAppend(&text, text.empty() ? "" : "\n", LineOf(annotation));
    }
    for (auto& [place, text] : texts) {
      sheet.remarks.push_back(
          {.row = place.first, .column = place.second, .text = std::move(text)});
    }
  }
}

}  // namespace

TemplateLayout LayoutOf(const Workbook& workbook, const catalogue::Catalogue& catalogue) {
  if (!IsTemplate(workbook)) return {};
  const absl::StatusOr<TemplateHead> head = ReadTemplateHead(workbook);
  if (!head.ok() || head->collection != catalogue.collection() ||
      head->catalogue_version != catalogue.version()) {
    return {};
  }
  TemplateRequest request;
  request.member = head->member;
  request.provider = head->provider;
  request.date = head->date;
  if (!head->round.empty()) {
    catalogue::RoundText round;
    round.id = head->round;
    if (!absl::SimpleAtoi(head->target_year, &round.year_rule.target)) round.year_rule.target = 0;
    request.round = std::move(round);
  }
  for (const TemplateSheet& sheet : head->sheets) {
    if (!sheet.indicator.empty()) request.indicators.push_back(sheet.indicator);
    for (const TemplateColumn& column : sheet.columns) {
      request.has_hints = request.has_hints || column.id == hint_id::kConfirm;
    }
  }
  absl::StatusOr<TemplateLayout> layout = LayOutTemplate(request, catalogue);
  if (!layout.ok()) return {};
  return *std::move(layout);
}

WorkbookPlan AnnotatedPlan(const TemplateLayout& layout, const Workbook& workbook,
                           const std::vector<Annotation>& annotations) {
  WorkbookPlan plan = layout.plan;
  for (SheetPlan& sheet : plan.sheets) {
    const Grid* grid = FindSheet(workbook, sheet.name);
    if (grid != nullptr && !sheet.is_hidden) Overlay(*grid, &sheet);
  }
  for (const Grid& grid : workbook.sheets) {
    const bool is_planned = std::ranges::any_of(plan.sheets, [&grid](const SheetPlan& sheet) {
      return absl::EqualsIgnoreCase(sheet.name, grid.name());
    });
    if (is_planned || grid.name() == kFindingsSheet || grid.name() == plan.lists_sheet) continue;
    plan.sheets.push_back(PlainSheet(grid));
  }
  PutRemarks(annotations, &plan);
  PutBand(layout.plan.band, &plan);
  plan.sheets.insert(plan.sheets.begin(), FindingsSheet(plan.band, annotations));
  return plan;
}

absl::StatusOr<std::string> WriteAnnotated(const TemplateLayout& layout, const Workbook& workbook,
                                           const std::vector<Annotation>& annotations,
                                           absl::Time created) {
  return WriteWorkbook(AnnotatedPlan(layout, workbook, annotations), created);
}

}  // namespace lontar::formats
