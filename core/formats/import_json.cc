#include "core/formats/import_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/formats/normalised_text.h"
#include "core/observation/decimal.h"

namespace lontar::formats {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string Dumped(const ordered_json& value, int indent) {
  return value.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json FindingCellObject(const FindingCell& cell) {
  ordered_json dimensions = ordered_json::object();
  for (const auto& [dimension, code] : cell.codes) dimensions[dimension] = code;
  return {{"indicator", cell.indicator},
          {"measure", cell.measure},
          {"period", cell.period},
          {"dimensions", dimensions}};
}

ordered_json FindingObject(const ImportFinding& finding) {
  ordered_json object = {{"id", finding.id},
                         {"severity", std::string(catalogue::NameOf(finding.severity))},
                         {"place", finding.place.empty() ? "file" : finding.place},
                         {"row", finding.row},
                         {"column", finding.column},
                         {"value", finding.value},
                         {"sentence", finding.sentence}};
  if (finding.cell) object["cell"] = FindingCellObject(*finding.cell);
  return object;
}

// A figure with what it takes to list it.
struct ListedCell {
  const ImportedIndicator* of = nullptr;
  const observation::Block* block = nullptr;
  const observation::Row* row = nullptr;
  FigurePlace place;
};

std::vector<ListedCell> CellsInOrder(const ImportResult& result) {
  std::vector<ListedCell> cells;
  for (const ImportedIndicator& imported : result.indicators) {
    for (size_t b = 0; b < imported.blocks.size(); ++b) {
      const observation::Block& block = imported.blocks[b];
      for (size_t r = 0; r < block.rows.size(); ++r) {
        cells.push_back({&imported, &block, &block.rows[r], imported.places[b][r]});
      }
    }
  }
  std::ranges::sort(cells, {}, [](const ListedCell& cell) {
    return std::tuple(cell.place.table, cell.place.row, cell.place.column);
  });
  return cells;
}

ordered_json CellObject(const ImportAnswer& answer, const ListedCell& cell) {
  const Table& table = answer.file->tables[static_cast<size_t>(cell.place.table)].table;
  const catalogue::Indicator& indicator = *answer.catalogue->FindIndicator(cell.of->indicator);
  ordered_json dimensions = ordered_json::object();
  for (size_t i = 0; i < cell.block->dimensions.size(); ++i) {
    dimensions[cell.block->dimensions[i]] = cell.row->codes[i];
  }
  const bool is_hidden = cell.place.is_hidden;
  const bool has_number = observation::HasNumber(cell.row->status) && !is_hidden;
  const absl::string_view written = is_hidden ? "" : table.At(cell.place.row, cell.place.column);
  ordered_json deviations = ordered_json::array();
  for (const observation::Deviation deviation : observation::ListOf(cell.row->deviations)) {
    deviations.push_back(std::string(observation::IdOf(deviation)));
  }
  return {{"member", cell.of->member},
          {"indicator", cell.of->indicator},
          {"code", indicator.code},
          {"measure", cell.block->measure},
          {"period", cell.block->period},
          {"dimensions", dimensions},
          {"value", has_number ? ordered_json(observation::ToText(cell.row->value)) : nullptr},
          {"unit", catalogue::Catalogue::FindMeasure(indicator, cell.block->measure)->unit},
          {"status", std::string(observation::CodeOf(cell.row->status))},
          {"confidentiality", std::string(observation::CodeOf(cell.row->confidentiality))},
          {"deviations", deviations},
          {"place", table.PlaceOf(cell.place.row, cell.place.column)},
          {"sheet", table.grid().name()},
          {"row", table.SpreadsheetRow(cell.place.row)},
          {"column", ColumnLetters(cell.place.column)},
          {"held_back", is_hidden},
          {"written", base::Plain(written, base::kFindingValueBytesMax)},
          {"normalised", NamesOf(cell.place.normalised)}};
}

ordered_json RowsObject(const RowCounts& rows) {
  return {{"read", rows.read},
          {"taken", rows.taken},
          {"unchanged", rows.unchanged},
          {"warned", rows.warned},
          {"refused", rows.refused},
          {"not_taken", rows.not_taken},
          {"other_member", rows.other_member}};
}

ordered_json DisclosureObject(const DisclosureOutcome* outcome) {
  if (outcome == nullptr) return nullptr;
  const HeldBackCounts counts = CountHeldBack(*outcome);
  return {{"minimum", outcome->minimum},
          {"held_back", counts.small + counts.protecting + counts.confidential},
          {"by_mark", {{"A", counts.small}, {"D", counts.protecting}, {"C", counts.confidential}}},
          {"small_totals", counts.small_totals},
          {"small_totals_confirmed", outcome->is_small_total_confirmed}};
}

ordered_json OnBehalfObject(const ImportAnswer& answer) {
  if (answer.on_behalf_office.empty()) return nullptr;
  return {{"office", answer.on_behalf_office}, {"sentence", answer.on_behalf}};
}

ordered_json DraftedObject(const ImportAnswer& answer) {
  if (answer.drafted_by.empty()) return nullptr;
  return {{"by", answer.drafted_by}, {"sentence", answer.drafted}};
}

ordered_json NarrativesObject(const ImportAnswer& answer) {
  ordered_json list = ordered_json::array();
  int unchanged = 0;
  for (const ImportedNarrative& narrative : answer.result->narratives) {
    const bool stands = answer.narratives_unchanged.contains(narrative.indicator);
    unchanged += stands ? 1 : 0;
    list.push_back({{"indicator", narrative.indicator},
                    {"code", answer.catalogue->FindIndicator(narrative.indicator)->code},
                    {"place", narrative.place},
                    {"bytes", narrative.text.size()},
                    {"unchanged", stands}});
  }
  const int stated = static_cast<int>(list.size()) - unchanged;
  return {{"stated", stated}, {"unchanged", unchanged}, {"list", list}};
}

// A million cells are written one by one rather than held as one tree.
void AppendCells(const ImportAnswer& answer, std::string* out) {
  const std::vector<ListedCell> cells = CellsInOrder(*answer.result);
  const size_t listed = std::min(cells.size(), answer.cells_max);
  absl::StrAppend(out, ",\n  \"cells_taken\": ", cells.size(), ",\n  \"cells\": [");
  for (size_t i = 0; i < listed; ++i) {
    absl::StrAppend(out, i == 0 ? "\n    " : ",\n    ", Dumped(CellObject(answer, cells[i]), -1));
  }
  absl::StrAppend(out, listed == 0 ? "]" : "\n  ]");
}

ordered_json RuleObject(const FieldRule& rule) {
  if (rule.column.empty()) return {{"constant", rule.constant}};
  if (rule.codes.empty()) return rule.column;
  return {{"column", rule.column}, {"map", rule.codes}};
}

std::string MarkText(char mark) { return mark == '\t' ? "tab" : std::string(1, mark); }

void PutManner(const Mapping& mapping, ordered_json* out) {
  if (!mapping.sheet.empty()) (*out)["sheet"] = mapping.sheet;
  if (mapping.header_row) (*out)["header_row"] = *mapping.header_row;
  if (mapping.header_rows > 1) (*out)["header_rows"] = mapping.header_rows;
  if (mapping.encoding) (*out)["encoding"] = std::string(NameOf(*mapping.encoding));
  if (mapping.separator != 0) (*out)["separator"] = MarkText(mapping.separator);
  if (mapping.marks.decimal != 0) (*out)["decimal_mark"] = MarkText(mapping.marks.decimal);
  if (mapping.marks.grouping != 0) (*out)["grouping_mark"] = MarkText(mapping.marks.grouping);
  if (mapping.calendar == Calendar::kBuddhist) (*out)["calendar"] = "buddhist";
  if (!mapping.missing.empty()) (*out)["missing"] = mapping.missing;
  if (!mapping.fill_down.empty()) (*out)["fill_down"] = mapping.fill_down;
}

ordered_json ValuesOf(const Mapping& mapping) {
  if (mapping.values.size() == 1 && mapping.values.front().says.empty()) {
    return mapping.values.front().column;
  }
  ordered_json values = ordered_json::array();
  for (const FigureColumn& figures : mapping.values) {
    ordered_json& value = values.emplace_back(ordered_json{{"column", figures.column}});
    if (!figures.says.empty()) value["says"] = figures.says;
  }
  return values;
}

ordered_json ColumnsObject(const Mapping& mapping) {
  ordered_json columns = {{"member", RuleObject(mapping.member)},
                          {"period", RuleObject(mapping.period)},
                          {"measure", RuleObject(mapping.measure)},
                          {"value", ValuesOf(mapping)}};
  if (mapping.unit) columns["unit"] = RuleObject(*mapping.unit);
  if (mapping.status) columns["status"] = RuleObject(*mapping.status);
  if (mapping.confidentiality) columns["confidentiality"] = RuleObject(*mapping.confidentiality);
  if (!mapping.comment.empty()) columns["comment"] = mapping.comment;
  if (!mapping.row_source.empty()) columns["source"] = mapping.row_source;
  return columns;
}

}  // namespace

bool HasErrors(const std::vector<ImportFinding>& findings) {
  return std::ranges::any_of(findings, [](const ImportFinding& finding) {
    return finding.severity == catalogue::Severity::kError;
  });
}

std::string FindingJson(const ImportFinding& finding) { return Dumped(FindingObject(finding), -1); }

std::string ImportJson(const ImportAnswer& answer) {
  ordered_json head = {
      {"schema", "lontar.import.v2"},
      {"draft", answer.draft.empty() ? ordered_json() : ordered_json(answer.draft)},
      {"provider", answer.provider.empty() ? ordered_json() : ordered_json(answer.provider)},
      {"on_behalf", OnBehalfObject(answer)},
      {"drafted", DraftedObject(answer)},
      {"collection", answer.catalogue->collection()},
      {"catalogue_version", answer.catalogue->version()},
      {"file", answer.file_name},
      {"form", std::string(NameOf(answer.file->form))},
      {"mapping", answer.mapping_name},
      {"dry_run", answer.is_dry_run},
      {"rows", RowsObject(CountRows(*answer.result, answer.unchanged))},
      {"not_taken_by_series", answer.result->not_taken_by_series},
      {"blocks", {{"stated", answer.blocks_stated}, {"unchanged", answer.blocks_unchanged}}},
      {"narratives", NarrativesObject(answer)},
      {"disclosure", DisclosureObject(answer.disclosure)},
      {"findings", ordered_json::array()}};
  for (const auto* findings :
       {&answer.file->findings, &answer.result->findings, &answer.whole_findings}) {
    for (const ImportFinding& finding : *findings) {
      head["findings"].push_back(FindingObject(finding));
    }
  }
  std::string out = Dumped(head, 2);
  out.resize(out.size() - 2);  // the closing brace and the line end before it
  AppendCells(answer, &out);
  out += "\n}\n";
  return out;
}

std::string ProposalJson(const MappingProposal& proposal) {
  const Mapping& mapping = proposal.mapping;
  ordered_json out = {{"schema", "lontar.mapping.v1"},
                      {"mapping", mapping.name},
                      {"file", mapping.file},
                      {"source", mapping.source}};
  out["indicator"] = mapping.indicator.column.empty() ? ordered_json(mapping.indicator.constant)
                                                      : RuleObject(mapping.indicator);
  PutManner(mapping, &out);
  out["columns"] = ColumnsObject(mapping);
  ordered_json dimensions = ordered_json::object();
  for (const auto& [id, rule] : mapping.dimensions) dimensions[id] = RuleObject(rule);
  if (!mapping.dimensions.empty()) out["dimensions"] = dimensions;
  if (mapping.definition) out["definition"] = RuleObject(*mapping.definition);
  out["unsure"] = ordered_json::array();
  for (const Unsure& item : proposal.unsure) {
    out["unsure"].push_back({{"key", item.key}, {"sentence", item.sentence}});
  }
  // A byte order mark within a name: ReadMapping takes it only when it is written out.
  return absl::StrReplaceAll(Dumped(out, 2), {{"\xEF\xBB\xBF", "\\uFEFF"}}) + "\n";
}

}  // namespace lontar::formats
