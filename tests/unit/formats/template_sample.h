#pragma once
// A template as a test wants it: the Ministry of Planning of Cambodia, the round of 2021.

#include <string>
#include <vector>

#include "core/catalogue/round_text.h"
#include "core/formats/template_layout.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {

// `codes`: the numbers of indicators, "A1".
inline TemplateRequest SampleRequest(const std::vector<std::string>& codes) {
  const catalogue::Catalogue catalogue = Catalogue2025();
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
  return Required(LayOutTemplate(SampleRequest(codes), Catalogue2025()));
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

}  // namespace lontar::formats
