#include "core/formats/import.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/counting.h"
#include "core/formats/fit.h"
#include "core/observation/decimal.h"
#include "core/observation/period.h"

namespace lontar::formats {
namespace {

using catalogue::Severity;
using observation::Block;
using observation::Row;

bool IsMemberCode(absl::string_view text) {
  return text.size() == 2 && absl::ascii_isupper(text[0]) && absl::ascii_isupper(text[1]);
}

// A block as it grows. `rows` holds each row under its codes, with its place in the table from 0.
struct BlockDraft {
  struct Placed {
    Row row;
    int table_row = 0;
  };
  std::string unit;
  std::map<std::vector<std::string>, Placed> rows;
};

// One row on its way into a block.
struct RowDraft {
  int table_row = 0;
  std::string measure;
  std::string period;
  std::string unit;
  Row row;
  bool is_good = true;
};

class TableImport {
 public:
  TableImport(const Table& table, const Mapping& mapping, const catalogue::Catalogue& catalogue,
              const catalogue::Indicator& indicator)
      : table_(table), mapping_(mapping), catalogue_(catalogue), indicator_(indicator) {}

  absl::Status FindColumns() {
    LONTAR_ASSIGN_OR_RETURN(columns_, FitTable(mapping_, table_));
    return absl::OkStatus();
  }

  ImportResult Run(absl::string_view member) {
    for (int row = 0; row < table_.rows(); ++row) ReadRow(row, member);
    ImportedIndicator imported;
    imported.indicator = indicator_.id;
    for (const auto& [key, draft] : drafts_) FinishBlock(key, draft, &imported);
    if (!imported.blocks.empty()) result_.indicators.push_back(std::move(imported));
    NoteSeries();
    NoteUnlisted();
    std::ranges::stable_sort(result_.findings, {}, &ImportFinding::row);
    return std::move(result_);
  }

 private:
  using BlockKey = std::pair<std::string, std::string>;  // measure, period

  absl::string_view Cell(int row, const std::string& column) const {
    return column.empty() ? absl::string_view() : table_.At(row, columns_.at(column));
  }

  ImportFinding FindingAt(int row, const std::string& column, absl::string_view id,
                          absl::string_view sentence) const {
    ImportFinding finding;
    finding.row = Table::SpreadsheetRow(row);
    finding.column = column;
    finding.value = base::Plain(Cell(row, column), base::kFindingValueBytesMax);
    finding.id = std::string(id);
    finding.sentence = std::string(sentence);
    return finding;
  }

  // Lists it, or only remembers it where the list is full: a file of a million bad rows must not
  // make an answer of a million sentences.
  void Add(ImportFinding finding) {
    if (!IsListFull()) {
      result_.findings.push_back(std::move(finding));
      return;
    }
    has_unlisted_ = true;
    if (finding.severity == Severity::kError) has_unlisted_error_ = true;
  }

  bool IsListFull() const {
    return result_.findings.size() >= static_cast<size_t>(base::kImportFindingsMax);
  }

  void Refuse(RowDraft* draft, const std::string& column, absl::string_view id,
              absl::string_view sentence) {
    Add(FindingAt(draft->table_row, column, id, sentence));
    draft->is_good = false;
  }

  // The field's text by the mapping; nothing where a cell has no translation.
  std::optional<std::string> Translate(int row, const FieldRule& rule) const {
    if (rule.column.empty()) return rule.constant;
    const std::string text(Cell(row, rule.column));
    if (rule.codes.empty()) return text;
    const auto found = rule.codes.find(text);
    if (found == rule.codes.end()) return std::nullopt;
    return found->second;
  }

  // "A, E or M", or the first of many.
  static std::string TextsKnownTo(const FieldRule& rule) {
    constexpr size_t kShown = 20;
    std::vector<std::string> known;
    for (const auto& [from, to] : rule.codes) {
      if (known.size() < kShown) known.push_back(base::Plain(from, base::kQuotedBytesMax));
    }
    if (known.size() < rule.codes.size()) {
      return absl::StrCat(absl::StrJoin(known, ", "), " or one of ",
                          rule.codes.size() - known.size(), " others");
    }
    const std::string last = known.back();
    known.pop_back();
    return known.empty() ? last : absl::StrCat(absl::StrJoin(known, ", "), " or ", last);
  }

  std::string TextOf(RowDraft* draft, const FieldRule& rule) {
    const std::optional<std::string> text = Translate(draft->table_row, rule);
    if (text) return *text;
    Refuse(
        draft, rule.column, "CODE_UNMAPPED",
        absl::StrCat(base::Quoted(Cell(draft->table_row, rule.column)),
                     " has no meaning in mapping ", mapping_.name, "; write ", TextsKnownTo(rule)));
    return "";
  }

  // By name as long as there are few names; what comes after that is only in the sum.
  void CountSeries(const std::string& series) {
    auto& counts = result_.not_taken_by_series;
    const auto known = counts.find(series);
    if (known != counts.end()) {
      ++known->second;
    } else if (counts.size() < static_cast<size_t>(base::kImportFindingsMax)) {
      counts.emplace(series, 1);
    }
  }

  bool IsTaken(int row) const {
    for (const auto& [column, texts] : mapping_.take) {
      if (std::find(texts.begin(), texts.end(), Cell(row, column)) == texts.end()) return false;
    }
    return true;
  }

  void ReadRow(int row, absl::string_view member) {
    ++result_.read;
    const std::string of = Translate(row, mapping_.member).value_or("");
    if (!IsMemberCode(of)) {
      Add(FindingAt(row, mapping_.member.column, "MEMBER_INVALID",
                    absl::StrCat(base::Quoted(of),
                                 " is no member's code; write two capital "
                                 "letters, such as KH")));
      ++result_.refused;
    } else if (of != member) {
      ++result_.other_member;
    } else if (!IsTaken(row)) {
      ++result_.not_taken;
      CountSeries(base::Plain(Cell(row, mapping_.series), base::kFindingValueBytesMax));
    } else if (!TakeRow(row)) {
      ++result_.refused;
    }
  }

  // False if the row has errors of its own; they are in the findings.
  bool TakeRow(int row) {
    RowDraft draft;
    draft.table_row = row;
    ReadPeriod(&draft);
    ReadCodes(&draft);
    ReadTexts(&draft);
    const catalogue::Measure* measure = ReadMeasure(&draft);
    ReadStatus(&draft);
    ReadValue(measure, &draft);
    if (!draft.is_good) {
      if (!IsListFull()) CheckCodesOnly(draft);
      return false;
    }
    return PlaceRow(std::move(draft));
  }

  void ReadPeriod(RowDraft* draft) {
    draft->period = TextOf(draft, mapping_.period);
    const absl::StatusOr<observation::Period> period = observation::Period::Parse(draft->period);
    if (period.ok() || !Translate(draft->table_row, mapping_.period)) return;
    Refuse(draft, mapping_.period.column, base::ReasonOf(period.status()),
           period.status().message());
  }

  void ReadCodes(RowDraft* draft) {
    for (const std::string& dimension : indicator_.dimensions) {
      draft->row.codes.push_back(TextOf(draft, mapping_.dimensions.at(dimension)));
    }
  }

  void ReadTexts(RowDraft* draft) {
    draft->row.source = mapping_.source;
    draft->row.deviations = mapping_.deviations;
    if (mapping_.definition) draft->row.definition = TextOf(draft, *mapping_.definition);
    draft->row.comment = std::string(Cell(draft->table_row, mapping_.comment));
    if (draft->row.comment.size() > base::kTextBytesMax) {
      Refuse(draft, mapping_.comment, "TEXT_TOO_LONG",
             absl::StrCat("the text has ", draft->row.comment.size(), " bytes; write at most ",
                          base::kTextBytesMax));
    }
  }

  std::string MeasuresKnown() const {
    std::vector<std::string> ids;
    for (const catalogue::Measure& measure : indicator_.measures) ids.push_back(measure.id);
    return absl::StrJoin(ids, " or ");
  }

  // Null if the row has none that the indicator knows.
  const catalogue::Measure* ReadMeasure(RowDraft* draft) {
    const std::optional<std::string> id = Translate(draft->table_row, mapping_.measure);
    draft->measure = TextOf(draft, mapping_.measure);
    const catalogue::Measure* measure =
        catalogue::Catalogue::FindMeasure(indicator_, draft->measure);
    if (measure == nullptr && id) {
      Refuse(draft, mapping_.measure.column, "MEASURE_UNKNOWN",
             absl::StrCat(base::Quoted(*id), " is no measure of indicator ", indicator_.code,
                          "; write ", MeasuresKnown()));
    }
    return measure;
  }

  void ReadStatus(RowDraft* draft) {
    if (mapping_.status) {
      const std::string text = TextOf(draft, *mapping_.status);
      const auto status = observation::StatusOf(text);
      if (status) draft->row.status = *status;
      if (!status && Translate(draft->table_row, *mapping_.status)) {
        Refuse(draft, mapping_.status->column, "STATUS_UNKNOWN",
               absl::StrCat(base::Quoted(text), " is no status; write A for a normal figure"));
      }
    }
    if (mapping_.confidentiality) {
      const std::string text = TextOf(draft, *mapping_.confidentiality);
      const auto confidentiality = observation::ConfidentialityOf(text);
      if (confidentiality) draft->row.confidentiality = *confidentiality;
      if (!confidentiality && Translate(draft->table_row, *mapping_.confidentiality)) {
        Refuse(draft, mapping_.confidentiality->column, "STATUS_UNKNOWN",
               absl::StrCat(base::Quoted(text), " is no confidentiality; write F for free"));
      }
    }
  }

  void ReadValue(const catalogue::Measure* measure, RowDraft* draft) {
    const absl::string_view text = Cell(draft->table_row, mapping_.value);
    const std::string letter(observation::CodeOf(draft->row.status));
    if (!observation::HasNumber(draft->row.status)) {
      if (text.empty()) return;
      Refuse(draft, mapping_.value, "STATUS_WITHOUT_NUMBER",
             absl::StrCat(base::Quoted(text), " stands where status ", letter,
                          " has no number; leave the cell empty or write A"));
      return;
    }
    const std::optional<int> power = ReadUnit(measure, draft);
    if (text.empty()) {
      Refuse(draft, mapping_.value, "VALUE_MISSING",
             absl::StrCat("\"\" is no number, and status ", letter,
                          " needs one; write O where there is none"));
      return;
    }
    absl::StatusOr<observation::Decimal> value = observation::ParseDecimal(text);
    if (value.ok() && power) value = observation::TimesPowerOfTen(*value, *power);
    if (value.ok()) {
      draft->row.value = *value;
    } else {
      Refuse(draft, mapping_.value, base::ReasonOf(value.status()), value.status().message());
    }
  }

  // The power of ten that leads to the measure's unit.
  std::optional<int> ReadUnit(const catalogue::Measure* measure, RowDraft* draft) {
    draft->unit = TextOf(draft, mapping_.unit);
    if (measure == nullptr || !Translate(draft->table_row, mapping_.unit)) return std::nullopt;
    if (draft->unit == measure->unit) return 0;
    std::vector<std::string> known = {measure->unit};
    for (const catalogue::Unit& unit : catalogue_.units()) {
      if (unit.base != measure->unit) continue;
      if (unit.code == draft->unit) return unit.power;
      if (unit.code != measure->unit) known.push_back(unit.code);
    }
    Refuse(draft, mapping_.unit.column, "UNIT_UNKNOWN",
           absl::StrCat(base::Quoted(draft->unit), " is no unit of measure ", measure->id,
                        "; write ", absl::StrJoin(known, " or ")));
    return std::nullopt;
  }

  // A row with errors enters no block; so that its unknown codes are seen at once too, it is
  // checked alone, as one without a number.
  void CheckCodesOnly(const RowDraft& draft) {
    Block block;
    block.measure = draft.measure;
    block.period = draft.period;
    block.dimensions = indicator_.dimensions;
    block.rows = {draft.row};
    block.rows[0].status = observation::Status::kNotAvailable;
    block.rows[0].value = {};
    for (size_t i = 0; i < block.dimensions.size(); ++i) {
      const FieldRule& rule = mapping_.dimensions.at(block.dimensions[i]);
      if (!Translate(draft.table_row, rule)) return;
    }
    for (const catalogue::Finding& finding :
         catalogue::CheckBlock(catalogue_, indicator_.id, block)) {
      if (finding.row != 0 || finding.id != "CODE_UNKNOWN") continue;
      Add(FindingAt(draft.table_row, FileColumn(finding.column), finding.id, finding.sentence));
    }
  }

  bool PlaceRow(RowDraft row) {
    BlockDraft& block = drafts_[{row.measure, row.period}];
    if (block.unit.empty()) block.unit = row.unit;
    if (!row.unit.empty() && row.unit != block.unit) {
      Refuse(&row, mapping_.unit.column, "UNIT_MIXED",
             absl::StrCat(base::Quoted(row.unit), " where other rows of ", row.measure, ", ",
                          row.period, " are in ", block.unit, "; write all in one unit"));
      return false;
    }
    const auto [place, is_new] =
        block.rows.try_emplace(row.row.codes, BlockDraft::Placed{row.row, row.table_row});
    if (!is_new) {
      Refuse(&row, "", "CELL_TWICE",
             absl::StrCat("the same cell as row ", Table::SpreadsheetRow(place->second.table_row),
                          ": ", row.measure, ", ", row.period, ", ",
                          absl::StrJoin(row.row.codes, " "), "; keep one of them"));
    }
    return is_new;
  }

  // The file's column for a dimension or field of a block; empty for a constant.
  std::string FileColumn(const std::string& field) const {
    const auto dimension = mapping_.dimensions.find(field);
    if (dimension != mapping_.dimensions.end()) return dimension->second.column;
    if (field == "value") return mapping_.value;
    if (field == "unit") return mapping_.unit.column;
    if (field == "measure") return mapping_.measure.column;
    if (field == "period") return mapping_.period.column;
    if (field == "comment") return mapping_.comment;
    if (field == "status" && mapping_.status) return mapping_.status->column;
    return "";
  }

  Block MakeBlock(const BlockKey& key, const BlockDraft& draft) const {
    Block block;
    block.measure = key.first;
    block.period = key.second;
    block.dimensions = indicator_.dimensions;
    // A block of missing figures only may have come without a unit.
    block.unit_received = draft.unit;
    if (draft.unit.empty()) {
      block.unit_received = catalogue::Catalogue::FindMeasure(indicator_, key.first)->unit;
    }
    for (const auto& [codes, placed] : draft.rows) block.rows.push_back(placed.row);
    return block;
  }

  // Checks the block, drops rows with errors, states age deviations over what is left.
  void FinishBlock(const BlockKey& key, const BlockDraft& draft, ImportedIndicator* imported) {
    Block block = MakeBlock(key, draft);
    std::vector<int> table_rows;
    for (const auto& [codes, placed] : draft.rows) table_rows.push_back(placed.table_row);
    const std::vector<bool> is_bad = CheckRows(block, table_rows);

    std::vector<int> places;
    std::vector<Row> rows;
    for (size_t i = 0; i < is_bad.size(); ++i) {
      if (is_bad[i]) continue;
      rows.push_back(std::move(block.rows[i]));
      places.push_back(Table::SpreadsheetRow(table_rows[i]));
    }
    block.rows = std::move(rows);
    if (!block.rows.empty() && HasErrorsLeft(block)) block.rows.clear();
    result_.taken += static_cast<int>(block.rows.size());
    result_.refused += static_cast<int>(is_bad.size() - block.rows.size());
    if (block.rows.empty()) return;
    catalogue::StateAgeDeviations(catalogue_, indicator_, &block);
    imported->blocks.push_back(std::move(block));
    imported->places.push_back(std::move(places));
  }

  // A check speaks of the number in the measure's unit; where the file has another unit, the
  // sentence begins with what stands in the cell.
  std::string InCell(const Block& block, int row, const std::string& sentence) const {
    const catalogue::Measure* measure =
        catalogue::Catalogue::FindMeasure(indicator_, block.measure);
    if (measure == nullptr || block.unit_received == measure->unit) return sentence;
    return absl::StrCat(base::Quoted(Cell(row, mapping_.value)), " in ", block.unit_received, ": ",
                        sentence);
  }

  // Which rows have errors; an error of the whole block is one of each row.
  std::vector<bool> CheckRows(const Block& block, const std::vector<int>& table_rows) {
    std::vector<bool> is_bad(block.rows.size(), false);
    for (const catalogue::Finding& finding :
         catalogue::CheckBlock(catalogue_, indicator_.id, block)) {
      const bool is_error = finding.severity == Severity::kError;
      const bool is_of_row = finding.row >= 0;
      ImportFinding added = FindingAt(table_rows[is_of_row ? finding.row : 0],
                                      FileColumn(finding.column), finding.id, finding.sentence);
      const bool is_of_number = finding.column == "value" || finding.id == "TOTAL_BELOW_PART";
      if (is_of_row && is_of_number) {
        added.sentence = InCell(block, table_rows[finding.row], finding.sentence);
      }
      if (!is_of_row) {
        added.row = 0;
        added.value = finding.value;
        added.sentence = absl::StrCat(block.measure, ", ", block.period, ": ", finding.sentence);
      }
      added.severity = finding.severity;
      Add(std::move(added));
      if (!is_error) continue;
      if (is_of_row) is_bad[finding.row] = true;
      if (!is_of_row) is_bad.assign(is_bad.size(), true);
    }
    return is_bad;
  }

  // A check stops at so many findings; what it did not come to is refused unseen rather than taken.
  bool HasErrorsLeft(const Block& block) {
    if (!catalogue::HasError(catalogue::CheckBlock(catalogue_, indicator_.id, block))) return false;
    ImportFinding finding;
    finding.id = "TOO_MANY_FINDINGS";
    finding.sentence = absl::StrCat(block.measure, ", ", block.period,
                                    ": more errors than are listed; correct these first, the "
                                    "other rows of the block are not taken");
    Add(std::move(finding));
    return true;
  }

  void NoteSeries() {
    for (const auto& [series, count] : result_.not_taken_by_series) {
      ImportFinding finding;
      finding.column = mapping_.series;
      finding.value = series;
      finding.id = "NO_INDICATOR";
      finding.severity = Severity::kNote;
      finding.sentence = absl::StrCat(count, " rows of ", base::Quoted(series),
                                      " belong to no indicator and were not taken");
      Add(std::move(finding));
    }
  }

  // A file with an error that is not listed has this one.
  void NoteUnlisted() {
    if (!has_unlisted_) return;
    ImportFinding finding;
    finding.id = "TOO_MANY_FINDINGS";
    finding.severity = has_unlisted_error_ ? Severity::kError : Severity::kNote;
    finding.sentence = absl::StrCat("there are more than the ", base::kImportFindingsMax,
                                    " findings listed; correct these and import again");
    result_.findings.push_back(std::move(finding));
  }

  const Table& table_;
  const Mapping& mapping_;
  const catalogue::Catalogue& catalogue_;
  const catalogue::Indicator& indicator_;
  std::map<std::string, int> columns_;
  std::map<BlockKey, BlockDraft> drafts_;
  ImportResult result_;
  bool has_unlisted_ = false;
  bool has_unlisted_error_ = false;
};

}  // namespace

absl::StatusOr<ImportResult> ImportTable(const Table& table, const Mapping& mapping,
                                         const catalogue::Catalogue& catalogue,
                                         absl::string_view member) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator, FitCatalogue(mapping, catalogue));
  TableImport import(table, mapping, catalogue, *indicator);
  LONTAR_RETURN_IF_ERROR(import.FindColumns());
  return import.Run(member);
}

}  // namespace lontar::formats
