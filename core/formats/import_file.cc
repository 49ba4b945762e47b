#include "core/formats/import_file.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/band.h"
#include "core/formats/csv.h"
#include "core/formats/encoding.h"
#include "core/formats/fit.h"
#include "core/formats/mapping_propose.h"
#include "core/formats/sdmx_csv.h"
#include "core/formats/template_head.h"
#include "core/formats/template_import.h"
#include "core/formats/workbook_read.h"

namespace lontar::formats {
namespace {

absl::Status FileProblem(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, sentence);
}

ImportFinding OfFile(absl::string_view id, catalogue::Severity severity,
                     absl::string_view sentence) {
  ImportFinding finding;
  finding.id = std::string(id);
  finding.severity = severity;
  finding.sentence = std::string(sentence);
  return finding;
}

std::string QuotedNames(const std::vector<std::string>& names) {
  constexpr size_t kShown = 20;
  std::vector<std::string> quoted;
  for (const std::string& name : names) {
    if (quoted.size() < kShown) quoted.push_back(base::Quoted(name));
  }
  return absl::StrJoin(quoted, ", ");
}

// The sheet that the mapping means, and where its names stand.
struct Found {
  const Grid* grid = nullptr;
  TableShape shape;
};

TableShape ShapeOf(const Mapping& mapping, TableShape shape) {
  if (mapping.header_row) shape = {*mapping.header_row - 1, mapping.header_rows, std::nullopt};
  if (mapping.last_row) shape.last_row = *mapping.last_row - 1;
  return shape;
}

absl::StatusOr<Found> FindTable(const OfficeFile& file, const Mapping& mapping) {
  const std::set<std::string> columns = ColumnsOf(mapping);
  const std::vector<std::string> names(columns.begin(), columns.end());
  std::vector<std::string> sheets;
  Found first;  // where no row has all names, the message names what is there
  for (const Grid& grid : file.grids) {
    sheets.push_back(grid.name());
    const bool is_meant = mapping.sheet.empty() ? !grid.is_hidden() : grid.name() == mapping.sheet;
    if (!is_meant) continue;
    if (mapping.header_row) return Found{&grid, ShapeOf(mapping, {})};
    const std::optional<TableShape> shape = FindHeader(grid, names);
    if (shape) return Found{&grid, ShapeOf(mapping, *shape)};
    if (first.grid == nullptr) first = {&grid, ShapeOf(mapping, {})};
  }
  if (first.grid != nullptr) return first;
  return FileProblem("SHEET_MISSING",
                     absl::StrCat("the workbook has no sheet ",
                                  mapping.sheet.empty() ? std::string("that is shown")
                                                        : base::Quoted(mapping.sheet),
                                  "; it has ", QuotedNames(sheets)));
}

void NoteUnread(const OfficeFile& file, const std::vector<const Grid*>& read, MappedFile* mapped) {
  std::vector<std::string> hidden;
  std::vector<std::string> shown;
  for (const Grid& grid : file.grids) {
    if (std::ranges::find(read, &grid) != read.end() || grid.rows() == 0) continue;
    (grid.is_hidden() ? hidden : shown).push_back(grid.name());
  }
  const auto note = [mapped](absl::string_view id, const std::vector<std::string>& names,
                             absl::string_view what) {
    if (names.empty()) return;
    mapped->findings.push_back(
        OfFile(id, catalogue::Severity::kNote,
               absl::StrCat(what, " ", QuotedNames(names), " hold cells and were not read")));
  };
  note("HIDDEN_SHEET", hidden, "the hidden sheets");
  note("SHEET_NOT_READ", shown, "the sheets");
}

void NoteEncoding(const OfficeFile& file, MappedFile* mapped) {
  if (!file.is_encoding_guess) return;
  mapped->findings.push_back(
      OfFile("ENCODING_GUESSED", catalogue::Severity::kWarning,
             absl::StrCat("the file is no UTF-8 and was read as ", NameOf(file.encoding),
                          "; look at its words, and write encoding: ", NameOf(file.encoding),
                          " in the mapping if they are right, or save it as UTF-8")));
}

absl::StatusOr<MappedFile> ByMapping(const OfficeFile& file, const Mapping& mapping,
                                     FileForm form) {
  LONTAR_ASSIGN_OR_RETURN(const Found found, FindTable(file, mapping));
  MappedFile mapped;
  mapped.form = form;
  NoteEncoding(file, &mapped);
  NoteUnread(file, {found.grid}, &mapped);
  MappedTable& table = mapped.tables.emplace_back();
  table.mapping = mapping;
  LONTAR_ASSIGN_OR_RETURN(table.table, Table::Cut(*found.grid, found.shape));
  LONTAR_RETURN_IF_ERROR(FitTable(mapping, table.table));
  return mapped;
}

// A table that says itself what it means is read as it says, by the catalogue's own codes; what a
// proposal would have guessed becomes a finding.
Mapping WithoutGuesses(const MappingProposal& proposal) {
  Mapping mapping = proposal.mapping;
  mapping.encoding.reset();
  mapping.marks = {};
  mapping.calendar = Calendar::kGregorian;
  mapping.missing.clear();
  mapping.fill_down.clear();
  for (FieldRule* rule : {&mapping.indicator, &mapping.member, &mapping.measure}) {
    rule->codes.clear();
  }
  for (auto& [id, rule] : mapping.dimensions) rule.codes.clear();
  if (mapping.unit) mapping.unit->codes.clear();
  return mapping;
}

}  // namespace

absl::string_view NameOf(FileForm form) {
  switch (form) {
    case FileForm::kMapped:
      return "mapped";
    case FileForm::kTemplate:
      return "template";
    case FileForm::kSdmxCsv:
      return "sdmx-csv";
    case FileForm::kNamedColumns:
      return "named-columns";
  }
  return "";
}

absl::StatusOr<OfficeFile> ReadOfficeFile(absl::string_view bytes, const Mapping* mapping) {
  OfficeFile file;
  if (LooksLikeWorkbook(bytes)) {
    LONTAR_ASSIGN_OR_RETURN(Workbook workbook, ReadWorkbook(bytes));
    file.grids = std::move(workbook.sheets);
    file.is_workbook = true;
    return file;
  }
  if (bytes.size() > base::kImportBytesMax) {
    return FileProblem("CSV_TOO_LARGE",
                       absl::StrCat("the file has ", bytes.size(), " bytes, the limit is ",
                                    base::kImportBytesMax, "; split it"));
  }
  LONTAR_ASSIGN_OR_RETURN(const DecodedText decoded,
                          DecodeText(bytes, mapping ? mapping->encoding : std::nullopt));
  file.encoding = decoded.encoding;
  file.is_encoding_guess = decoded.is_guess;
  file.separator =
      mapping && mapping->separator != 0 ? mapping->separator : SeparatorOf(decoded.text);
  LONTAR_ASSIGN_OR_RETURN(file.grids.emplace_back(), ReadCsvGrid(decoded.text, file.separator));
  return file;
}

absl::StatusOr<MappedFile> MapFile(absl::string_view bytes, absl::string_view file_name,
                                   const std::optional<Mapping>& mapping,
                                   const catalogue::Catalogue& catalogue) {
  LONTAR_ASSIGN_OR_RETURN(const OfficeFile file,
                          ReadOfficeFile(bytes, mapping ? &*mapping : nullptr));
  if (mapping) return ByMapping(file, *mapping, FileForm::kMapped);
  if (file.is_workbook) {
    const Workbook workbook = {.sheets = file.grids};
    if (IsTemplate(workbook)) {
      LONTAR_ASSIGN_OR_RETURN(MappedFile mapped, MapTemplate(workbook, catalogue));
      mapped.titles = TitlesOf(workbook);
      return mapped;
    }
  }
  if (LooksLikeSdmxCsv(file.grids.front())) {
    MappedFile mapped;
    mapped.form = FileForm::kSdmxCsv;
    NoteEncoding(file, &mapped);
    LONTAR_ASSIGN_OR_RETURN(mapped.tables.emplace_back(),
                            MapSdmxCsv(file.grids.front(), catalogue, file_name));
    if (file.separator == ';') mapped.tables.back().mapping.marks.decimal = 0;
    return mapped;
  }
  const MappingProposal proposal =
      ProposeMapping(file, catalogue, {std::string(file_name), "", ""});
  if (proposal.is_named) return ByMapping(file, WithoutGuesses(proposal), FileForm::kNamedColumns);
  std::vector<std::string> unsure;
  for (const Unsure& item : proposal.unsure) unsure.push_back(item.sentence);
  return FileProblem(
      "MAPPING_NEEDED",
      absl::StrCat("what this table means is not clear without a mapping: ",
                   absl::StrJoin(unsure, "; "), "; `lontar mapping new` writes one to correct"));
}

absl::StatusOr<ImportResult> ImportMapped(const MappedFile& file,
                                          const catalogue::Catalogue& catalogue,
                                          absl::string_view member) {
  LONTAR_ASSIGN_OR_RETURN(ImportResult result, ImportTables(file.tables, catalogue, member));
  for (const ImportedNarrative& narrative : file.narratives) {
    if (member.empty() || narrative.member == member) result.narratives.push_back(narrative);
  }
  return result;
}

}  // namespace lontar::formats
