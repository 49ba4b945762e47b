#include "core/formats/import.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/counting.h"
#include "core/formats/fit.h"

namespace lontar::formats {
namespace {

using catalogue::Severity;
using observation::Block;
using observation::Row;

// A block as it grows. `rows` holds each row under its codes, which it has not itself, with its
// place.
struct BlockDraft {
  struct Placed {
    Row row;
    FigurePlace place;
  };
  std::string unit;
  std::map<std::vector<std::string>, Placed> rows;
};

// One indicator of one member.
struct IndicatorDraft {
  const catalogue::Indicator* indicator = nullptr;
  std::map<std::pair<std::string, std::string>, BlockDraft> blocks;  // by measure and period
};

class TableImport {
 public:
  TableImport(const std::vector<MappedTable>& tables, const catalogue::Catalogue& catalogue)
      : tables_(tables), catalogue_(catalogue) {}

  ImportResult Run(absl::string_view member) {
    for (size_t i = 0; i < tables_.size(); ++i) {
      readers_.emplace_back(tables_[i], static_cast<int>(i), catalogue_, &findings_);
    }
    for (size_t i = 0; i < tables_.size(); ++i) ReadTable(static_cast<int>(i), member);
    // Each is given up as soon as its blocks are made: a million figures are a gigabyte.
    for (auto it = drafts_.begin(); it != drafts_.end(); it = drafts_.erase(it)) {
      FinishIndicator(it->first, &it->second);
    }
    NoteSeries();
    result_.findings = findings_.Take();
    return std::move(result_);
  }

 private:
  const MappedTable& TableOf(const FigurePlace& place) const {
    return tables_[static_cast<size_t>(place.table)];
  }
  RowReader& ReaderOf(const FigurePlace& place) {
    return readers_[static_cast<size_t>(place.table)];
  }
  RowFate& FateOf(const FigurePlace& place) {
    return result_.fates[static_cast<size_t>(place.table)][static_cast<size_t>(place.row)];
  }

  void ReadTable(int number, absl::string_view member) {
    const Table& table = tables_[static_cast<size_t>(number)].table;
    std::vector<RowFate>& fates = result_.fates.emplace_back();
    fates.reserve(static_cast<size_t>(table.rows()));
    NoteHidden(number);
    std::vector<FigureDraft> drafts;
    for (int row = 0; row < table.rows(); ++row) {
      drafts.clear();
      fates.push_back(ReadRow(number, row, member, &drafts));
      for (FigureDraft& draft : drafts) Place(number, std::move(draft));
    }
  }

  RowFate ReadRow(int number, int row, absl::string_view member, std::vector<FigureDraft>* drafts) {
    const Table& table = tables_[static_cast<size_t>(number)].table;
    RowReader& reader = readers_[static_cast<size_t>(number)];
    if (table.IsTooWide(row)) {
      findings_.Add(reader.FindingAt(row, std::nullopt, "ROW_TOO_WIDE",
                                     "the row has more cells than there are names of columns; a "
                                     "comma within a cell needs quotes around it"));
      return RowFate::kRefused;
    }
    if (table.IsCut(row)) {
      findings_.Add(reader.FindingAt(row, std::nullopt, "ROW_CUT",
                                     "the file ends within this row; copy it again from where it "
                                     "came"));
      return RowFate::kRefused;
    }
    const RowFate fate = reader.Read(row, member, drafts);
    if (fate == RowFate::kNotTaken) CountSeries(number, row);
    return fate;
  }

  // By name as long as there are few names; what comes after that is only in the sum.
  void CountSeries(int number, int row) {
    const MappedTable& mapped = tables_[static_cast<size_t>(number)];
    const auto column = mapped.table.FindColumn(PlainTextOf(mapped.mapping.series).text);
    const std::string series =
        column ? base::Plain(mapped.table.At(row, *column), base::kFindingValueBytesMax) : "";
    auto& counts = result_.not_taken_by_series;
    const auto known = counts.find(series);
    if (known != counts.end()) {
      ++known->second;
    } else if (counts.size() < static_cast<size_t>(base::kImportFindingsMax)) {
      counts.emplace(series, 1);
      first_of_series_[series] = {number, column ? *column : 0};
    }
  }

  void Refuse(const FigurePlace& place, std::optional<int> column, absl::string_view id,
              absl::string_view sentence) {
    findings_.Add(ReaderOf(place).FindingAt(place.row, column, id, sentence));
    FateOf(place) = RowFate::kRefused;
  }

  void Place(int number, FigureDraft draft) {
    const FigurePlace place{number, draft.row, draft.column, draft.normalised};
    IndicatorDraft& of = drafts_[{draft.member, draft.indicator->id}];
    of.indicator = draft.indicator;
    BlockDraft& block = of.blocks[{draft.measure, draft.period}];
    if (block.unit.empty()) block.unit = draft.unit;
    if (!draft.unit.empty() && draft.unit != block.unit) {
      Refuse(place, ReaderOf(place).ColumnOf("unit", draft.column), "UNIT_MIXED",
             absl::StrCat(base::Quoted(draft.unit), " where other rows of ", draft.measure, ", ",
                          draft.period, " are in ", block.unit, "; write all in one unit"));
      return;
    }
    std::vector<std::string> codes = std::move(draft.figure.codes);
    const auto [found, is_new] = block.rows.try_emplace(
        std::move(codes), BlockDraft::Placed{std::move(draft.figure), place});
    if (is_new) return;
    const FigurePlace& other = found->second.place;
    const bool is_same_column = other.table == number && other.column == draft.column;
    const std::string where =
        is_same_column ? absl::StrCat("row ", TableOf(other).table.SpreadsheetRow(other.row))
                       : TableOf(other).table.PlaceOf(other.row, other.column);
    Refuse(place, is_same_column ? std::nullopt : std::optional<int>(draft.column), "CELL_TWICE",
           absl::StrCat("the same cell as ", where, ": ", draft.measure, ", ", draft.period, ", ",
                        absl::StrJoin(found->first, " "), "; keep one of them"));
  }

  void FinishIndicator(const std::pair<std::string, std::string>& key, IndicatorDraft* draft);
  void FinishBlock(const IndicatorDraft& of, const std::pair<std::string, std::string>& key,
                   BlockDraft draft, ImportedIndicator* imported);
  std::string InCell(const IndicatorDraft& of, const Block& block, const FigurePlace& place,
                     const std::string& sentence) const;
  std::vector<bool> CheckRows(const IndicatorDraft& of, const Block& block,
                              const std::vector<FigurePlace>& places);
  bool HasErrorsLeft(const IndicatorDraft& of, const Block& block);
  void NoteHidden(int number);
  void NoteSeries();

  const std::vector<MappedTable>& tables_;
  const catalogue::Catalogue& catalogue_;
  FindingList findings_;
  std::vector<RowReader> readers_;
  std::map<std::pair<std::string, std::string>, IndicatorDraft> drafts_;  // by member, indicator
  std::map<std::string, std::pair<int, int>> first_of_series_;            // its table and column
  ImportResult result_;
};

void TableImport::FinishIndicator(const std::pair<std::string, std::string>& key,
                                  IndicatorDraft* draft) {
  ImportedIndicator imported;
  imported.member = key.first;
  imported.indicator = key.second;
  for (auto& [block_key, block] : draft->blocks) {
    FinishBlock(*draft, block_key, std::move(block), &imported);
  }
  if (!imported.blocks.empty()) result_.indicators.push_back(std::move(imported));
}

// Checks the block, drops rows with errors, states age deviations over what is left.
void TableImport::FinishBlock(const IndicatorDraft& of,
                              const std::pair<std::string, std::string>& key, BlockDraft draft,
                              ImportedIndicator* imported) {
  Block block;
  block.measure = key.first;
  block.period = key.second;
  block.dimensions = of.indicator->dimensions;
  // A block of missing figures only may have come without a unit.
  block.unit_received = draft.unit;
  if (draft.unit.empty()) {
    block.unit_received = catalogue::Catalogue::FindMeasure(*of.indicator, key.first)->unit;
  }
  std::vector<FigurePlace> all_places;
  block.rows.reserve(draft.rows.size());
  all_places.reserve(draft.rows.size());
  while (!draft.rows.empty()) {
    auto placed = draft.rows.extract(draft.rows.begin());
    Row& row = block.rows.emplace_back(std::move(placed.mapped().row));
    row.codes = std::move(placed.key());
    all_places.push_back(placed.mapped().place);
  }
  std::vector<bool> is_bad = CheckRows(of, block, all_places);
  std::vector<FigurePlace> places;
  std::vector<Row> rows;
  for (size_t i = 0; i < is_bad.size(); ++i) {
    if (is_bad[i]) continue;
    rows.push_back(std::move(block.rows[i]));
    places.push_back(all_places[i]);
  }
  block.rows = std::move(rows);
  if (!block.rows.empty() && HasErrorsLeft(of, block)) {
    block.rows.clear();
    is_bad.assign(is_bad.size(), true);
  }
  for (size_t i = 0; i < is_bad.size(); ++i) {
    if (is_bad[i]) FateOf(all_places[i]) = RowFate::kRefused;
  }
  if (block.rows.empty()) return;
  catalogue::StateAgeDeviations(catalogue_, *of.indicator, &block);
  imported->blocks.push_back(std::move(block));
  imported->places.push_back(std::move(places));
}

// A check speaks of the number in the measure's unit; where the file has another unit, the sentence
// begins with what stands in the cell.
std::string TableImport::InCell(const IndicatorDraft& of, const Block& block,
                                const FigurePlace& place, const std::string& sentence) const {
  const catalogue::Measure* measure =
      catalogue::Catalogue::FindMeasure(*of.indicator, block.measure);
  if (measure == nullptr || block.unit_received == measure->unit) return sentence;
  return absl::StrCat(base::Quoted(TableOf(place).table.At(place.row, place.column)), " in ",
                      block.unit_received, ": ", sentence);
}

// Which rows have errors; an error of the whole block is one of each row.
std::vector<bool> TableImport::CheckRows(const IndicatorDraft& of, const Block& block,
                                         const std::vector<FigurePlace>& places) {
  std::vector<bool> is_bad(block.rows.size(), false);
  for (const catalogue::Finding& finding :
       catalogue::CheckBlock(catalogue_, of.indicator->id, block)) {
    const bool is_of_row = finding.row >= 0;
    const FigurePlace& place = places[is_of_row ? static_cast<size_t>(finding.row) : 0];
    RowReader& reader = ReaderOf(place);
    ImportFinding added = reader.FindingAt(place.row, reader.ColumnOf(finding.column, place.column),
                                           finding.id, finding.sentence);
    const bool is_of_number = finding.column == "value" || finding.id == "TOTAL_BELOW_PART";
    if (is_of_row && is_of_number) added.sentence = InCell(of, block, place, finding.sentence);
    if (!is_of_row) {
      added.row = 0;
      added.place = "";
      added.value = finding.value;
      added.sentence = absl::StrCat(block.measure, ", ", block.period, ": ", finding.sentence);
    }
    added.severity = finding.severity;
    findings_.Add(std::move(added));
    if (finding.severity == Severity::kWarning && is_of_row && FateOf(place) == RowFate::kTaken) {
      FateOf(place) = RowFate::kWarned;
    }
    if (finding.severity != Severity::kError) continue;
    if (is_of_row) is_bad[static_cast<size_t>(finding.row)] = true;
    if (!is_of_row) is_bad.assign(is_bad.size(), true);
  }
  return is_bad;
}

// A check stops at so many findings; what it did not come to is refused unseen rather than taken.
bool TableImport::HasErrorsLeft(const IndicatorDraft& of, const Block& block) {
  if (!catalogue::HasError(catalogue::CheckBlock(catalogue_, of.indicator->id, block))) {
    return false;
  }
  ImportFinding finding;
  finding.id = "TOO_MANY_FINDINGS";
  finding.sentence = absl::StrCat(block.measure, ", ", block.period,
                                  ": more errors than are listed; correct these first, the other "
                                  "rows of the block are not taken");
  findings_.Add(std::move(finding));
  return true;
}

// What a person who looks at the sheet does not see is read all the same, and said.
void TableImport::NoteHidden(int number) {
  const Grid& grid = tables_[static_cast<size_t>(number)].table.grid();
  const auto note = [&](absl::string_view id, size_t count, absl::string_view what) {
    if (count == 0) return;
    ImportFinding finding;
    finding.table = number;
    finding.id = std::string(id);
    finding.severity = Severity::kNote;
    finding.sentence = absl::StrCat("sheet ", base::Quoted(grid.name()), " has ", count, " hidden ",
                                    what, "; they were read like the others");
    findings_.Add(std::move(finding));
  };
  note("HIDDEN_ROWS", grid.hidden_rows().size(), "rows");
  note("HIDDEN_COLUMNS", grid.hidden_columns().size(), "columns");
}

void TableImport::NoteSeries() {
  for (const auto& [series, count] : result_.not_taken_by_series) {
    const auto [number, column] = first_of_series_.at(series);
    ImportFinding finding;
    finding.table = number;
    if (!tables_[static_cast<size_t>(number)].mapping.series.empty()) {
      finding.column =
          tables_[static_cast<size_t>(number)].table.columns()[static_cast<size_t>(column)];
    }
    finding.value = series;
    finding.id = "NO_INDICATOR";
    finding.severity = Severity::kNote;
    finding.sentence = absl::StrCat(count, " rows of ", base::Quoted(series),
                                    " belong to no indicator and were not taken");
    findings_.Add(std::move(finding));
  }
}

// A table may have hundreds of columns of figures: as many figures are taken as a table with one in
// each row may have, before memory is taken for any.
absl::Status CheckFigures(const std::vector<MappedTable>& tables) {
  int figures = 0;
  for (const MappedTable& mapped : tables) {
    for (const FigureColumn& of : mapped.mapping.values) {
      const std::optional<int> column = mapped.table.FindColumn(PlainTextOf(of.column).text);
      for (int row = 0; column && row < mapped.table.rows(); ++row) {
        figures += mapped.table.At(row, *column).empty() ? 0 : 1;
      }
      if (figures <= base::kImportRowsMax) continue;
      return base::Problem(
          absl::StatusCode::kInvalidArgument,
          mapped.table.grid().is_sheet() ? "XLSX_TOO_LARGE" : "CSV_TOO_LARGE",
          absl::StrCat("the file has more than ", base::kImportRowsMax, " figures; split it"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

RowCounts CountRows(const ImportResult& result, const std::vector<FigurePlace>& unchanged) {
  std::vector<std::vector<int>> stated(result.fates.size());  // taken figures by table and row
  for (size_t table = 0; table < result.fates.size(); ++table) {
    stated[table].resize(result.fates[table].size());
  }
  const auto at = [](std::vector<std::vector<int>>* of, const FigurePlace& place) -> int& {
    return (*of)[static_cast<size_t>(place.table)][static_cast<size_t>(place.row)];
  };
  for (const ImportedIndicator& imported : result.indicators) {
    for (const auto& places : imported.places) {
      for (const FigurePlace& place : places) ++at(&stated, place);
    }
  }
  std::vector<std::vector<int>> left = stated;  // those that are new
  for (const FigurePlace& place : unchanged) --at(&left, place);
  RowCounts counts;
  for (size_t table = 0; table < result.fates.size(); ++table) {
    for (size_t row = 0; row < result.fates[table].size(); ++row) {
      const RowFate fate = result.fates[table][row];
      if (fate == RowFate::kBlank) continue;
      ++counts.read;
      const bool is_unchanged = stated[table][row] > 0 && left[table][row] == 0;
      if (fate == RowFate::kRefused) ++counts.refused;
      if (fate == RowFate::kWarned) ++(is_unchanged ? counts.unchanged : counts.warned);
      if (fate == RowFate::kTaken) ++(is_unchanged ? counts.unchanged : counts.taken);
      if (fate == RowFate::kNotTaken) ++counts.not_taken;
      if (fate == RowFate::kOtherMember) ++counts.other_member;
    }
  }
  return counts;
}

absl::StatusOr<ImportResult> ImportTables(const std::vector<MappedTable>& tables,
                                          const catalogue::Catalogue& catalogue,
                                          absl::string_view member) {
  for (const MappedTable& mapped : tables) {
    LONTAR_RETURN_IF_ERROR(FitCatalogue(mapped.mapping, catalogue));
    LONTAR_RETURN_IF_ERROR(FitTable(mapped.mapping, mapped.table));
  }
  LONTAR_RETURN_IF_ERROR(CheckFigures(tables));
  return TableImport(tables, catalogue).Run(member);
}

}  // namespace lontar::formats
