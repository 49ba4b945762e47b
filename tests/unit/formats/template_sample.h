#pragma once
// A template as a test wants it: the Ministry of Planning of Cambodia, the round of 2021.

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/catalogue/round_text.h"
#include "core/formats/place.h"
#include "core/formats/template_layout.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {

// Read once: it has every province and country.
inline const catalogue::Catalogue& TheCatalogue() {
  static const catalogue::Catalogue catalogue = Catalogue2025();
  return catalogue;
}

// `codes`: the numbers of indicators, "A1".
inline TemplateRequest SampleRequest(const std::vector<std::string>& codes) {
  const catalogue::Catalogue& catalogue = TheCatalogue();
  TemplateRequest request;
  request.member = "KH";
  request.member_name = "Cambodia";
  request.provider = "KH.MOP";
  request.provider_name = "Ministry of Planning";
  for (const std::string& code : codes) {
    request.indicators.push_back(catalogue.FindByCode(code)->id);
  }
  request.round =
      Required(catalogue::ReadRounds(SourceFile("catalogues/asean/rounds.yaml"))).front();
  return request;
}

inline TemplateLayout SampleLayout(const std::vector<std::string>& codes) {
  return Required(LayOutTemplate(SampleRequest(codes), TheCatalogue()));
}

inline const PlannedCell* CellAt(const SheetPlan& plan, int row, int column) {
  for (const PlannedCell& cell : plan.cells) {
    if (cell.row == row && cell.column == column) return &cell;
  }
  return nullptr;
}

inline std::string TextAt(const SheetPlan& plan, int row, int column) {
  const PlannedCell* cell = CellAt(plan, row, column);
  return cell == nullptr ? "" : cell->text;
}

inline Look LookAt(const SheetPlan& plan, int row, int column) {
  const PlannedCell* cell = CellAt(plan, row, column);
  return cell == nullptr ? Look::kPlain : cell->look;
}

// A cell as a person names it, "A1!J14".
inline void Type(WorkbookPlan* plan, absl::string_view place, std::string text,
                 bool is_number = false) {
  const auto found = ParsePlace(place);
  for (SheetPlan& sheet : plan->sheets) {
    if (!found || sheet.name != found->sheet) continue;
    for (PlannedCell& cell : sheet.cells) {
      if (cell.row != found->row || cell.column != found->column) continue;
      cell.text = std::move(text);
      cell.is_number = is_number;
      return;
    }
    sheet.cells.push_back({.row = found->row, .column = found->column, .text = std::move(text)});
    return;
  }
  throw std::runtime_error(absl::StrCat("no sheet of ", place));
}

// The name of the column with the id, "J", of the sheet at `index`.
inline std::string LettersOf(const TemplateLayout& layout, size_t index, absl::string_view id) {
  const auto& columns = layout.sheets[index].columns;
  const auto found = std::ranges::find(columns, id, &TemplateColumn::id);
  if (found == columns.end()) throw std::runtime_error(absl::StrCat("no column ", id));
  return ColumnLetters(static_cast<int>(found - columns.begin()));
}

// The sheets as an import would get them, were they written and read.
inline Workbook AsWorkbook(const WorkbookPlan& plan) {
  Workbook workbook;
  for (const SheetPlan& sheet : plan.sheets) {
    Grid& grid = workbook.sheets.emplace_back(sheet.name, sheet.is_hidden);
    std::map<int, std::map<int, const PlannedCell*>> rows;
    for (const PlannedCell& cell : sheet.cells) rows[cell.row][cell.column] = &cell;
    for (int row = 0; row <= rows.rbegin()->first; ++row) {
      grid.AppendRow();
      const auto& cells = rows[row];
      if (cells.empty()) continue;
      for (int column = 0; column <= cells.rbegin()->first; ++column) {
        const auto cell = cells.find(column);
        const bool is_there = cell != cells.end();
        grid.AppendCell(is_there ? cell->second->text : "",
                        is_there && cell->second->is_number ? CellKind::kNumber : CellKind::kText);
      }
    }
  }
  return workbook;
}

}  // namespace lontar::formats
