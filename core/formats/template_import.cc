#include "core/formats/template_import.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/annotate.h"
#include "core/formats/narrative_text.h"
#include "core/formats/place.h"
#include "core/formats/plain_text.h"
#include "core/formats/template_lists.h"
#include "core/formats/template_read.h"

namespace lontar::formats {
namespace {

using catalogue::Severity;

FieldRule InColumn(absl::string_view id) { return {.column = std::string(id)}; }

FieldRule Always(absl::string_view text) { return {.constant = std::string(text)}; }

Mapping MappingOf(const FilledSheet& sheet, const TemplateHead& head,
                  const catalogue::Indicator& indicator) {
  Mapping mapping;
  mapping.name = "template";
  mapping.indicator = Always(sheet.indicator);
  mapping.sheet = sheet.name;
  mapping.header_row = sheet.header_row + 1;
  mapping.marks.decimal = sheet.decimal_mark;
  if (!sheet.decimal_mark_cell.empty()) {
    mapping.marks.said_in = absl::StrCat("cell ", sheet.decimal_mark_cell);
  }
  mapping.member = Always(head.member);
  mapping.period = InColumn(column_id::kPeriod);
  mapping.measure = InColumn(column_id::kMeasure);
  mapping.values = {{.column = column_id::kValue, .says = {}}};
  mapping.unit = InColumn(column_id::kUnit);
  mapping.status = InColumn(column_id::kStatus);
  mapping.confidentiality = InColumn(column_id::kConfidentiality);
  mapping.comment = column_id::kComment;
  mapping.row_source = column_id::kSource;
  mapping.row_deviations = column_id::kDeviations;
  mapping.definition = InColumn(column_id::kDefinition);
  for (const std::string& id : indicator.dimensions) {
    mapping.dimensions[id] = InColumn(absl::StrCat(column_id::kDimension, id));
  }
  mapping.submitted_by[head.member] = head.provider;
  return mapping;
}

ImportFinding FindingOf(const TemplateFinding& found) {
  ImportFinding finding;
  finding.place = found.place;
  if (const auto place = ParsePlace(found.place)) finding.row = place->row + 1;
  finding.value = found.value;
  finding.id = found.id;
  finding.severity = found.severity;
  finding.sentence = found.sentence;
  return finding;
}

ImportFinding Note(absl::string_view place, absl::string_view id, absl::string_view sentence) {
  return FindingOf({.place = std::string(place),
                    .id = std::string(id),
                    .severity = Severity::kNote,
                    .value = "",
                    .sentence = std::string(sentence)});
}

// "PL_LIMITED Limited progress" is "Limited progress"; what is no code of the list stays as typed.
std::string ProgressOf(absl::string_view stated, const catalogue::Catalogue& catalogue) {
  const catalogue::CodeList* list = catalogue.FindCodeList(kProgressList);
  if (list == nullptr) return PlainTextOf(stated).text;
  for (const catalogue::Code& code : list->codes) {
    if (code.id == CodeOfEntry(stated)) return code.name;
  }
  return PlainTextOf(stated).text;
}

// What is said of one indicator, wherever it stands.
struct SaidOfIndicator {
  ProviderWords words;
  std::string place;
};

void AddLine(const std::string& more, std::string* text) {
  if (more.empty()) return;
  absl::StrAppend(text, text->empty() ? "" : "\n", more);
}

std::map<std::string, SaidOfIndicator> SaidIn(const TemplateReading& reading,
                                              const catalogue::Catalogue& catalogue) {
  std::map<std::string, SaidOfIndicator> said;
  for (const FilledNarrative& narrative : reading.narratives) {
    SaidOfIndicator& of = said[narrative.indicator];
    AddLine(FreeTextOf(narrative.text), &of.words.words);
    AddLine(FreeTextOf(narrative.references), &of.words.references);
    if (of.place.empty()) of.place = narrative.place;
  }
  for (const FilledSheet& sheet : reading.sheets) {
    if (sheet.progress.empty()) continue;
    SaidOfIndicator& of = said[sheet.indicator];
    of.words.progress = ProgressOf(sheet.progress, catalogue);
    if (of.place.empty()) of.place = sheet.name;
  }
  return said;
}

void TakeWords(const TemplateReading& reading, const catalogue::Catalogue& catalogue,
               MappedFile* mapped) {
  for (const auto& [indicator, said] : SaidIn(reading, catalogue)) {
    const std::string text = WordsText(said.words);
    if (text.empty()) continue;
    if (text.size() > base::kNarrativeBytesMax) {
      mapped->findings.push_back(FindingOf(
          {.place = said.place,
           .id = "TEXT_TOO_LONG",
           .severity = Severity::kError,
           .value = "",
           .sentence = absl::StrCat("the words have ", text.size(), " bytes, the limit is ",
                                    base::kNarrativeBytesMax, "; attach a document instead")}));
      continue;
    }
    mapped->narratives.push_back(
        {.member = reading.head.member, .indicator = indicator, .text = text, .place = said.place});
  }
}

void NoteOtherSheets(const Workbook& workbook, const TemplateHead& head, MappedFile* mapped) {
  for (const Grid& grid : workbook.sheets) {
    const bool is_known = grid.is_hidden() || grid.rows() == 0 || grid.name() == kFindingsSheet ||
                          std::ranges::any_of(head.sheets, [&grid](const TemplateSheet& sheet) {
                            return absl::EqualsIgnoreCase(sheet.name, grid.name());
                          });
    if (is_known) continue;
    mapped->findings.push_back(Note(grid.name(), "SHEET_NOT_READ",
                                    absl::StrCat("sheet ", base::Quoted(grid.name()),
                                                 " is none of the template's and was not "
                                                 "read")));
  }
}

}  // namespace

absl::StatusOr<MappedFile> MapTemplate(const Workbook& workbook,
                                       const catalogue::Catalogue& catalogue) {
  LONTAR_ASSIGN_OR_RETURN(const TemplateReading reading, ReadTemplate(workbook, catalogue));
  MappedFile mapped;
  mapped.form = FileForm::kTemplate;
  for (const TemplateFinding& finding : reading.findings) {
    mapped.findings.push_back(FindingOf(finding));
  }
  TakeWords(reading, catalogue, &mapped);
  mapped.submitted_by[reading.head.member] = reading.head.provider;
  NoteOtherSheets(workbook, reading.head, &mapped);
  for (const FilledSheet& sheet : reading.sheets) {
    if (sheet.rows.empty()) continue;
    MappedTable& table = mapped.tables.emplace_back();
    table.mapping = MappingOf(sheet, reading.head, *catalogue.FindIndicator(sheet.indicator));
    LONTAR_ASSIGN_OR_RETURN(table.table, Table::Cut(sheet.grid, {.header_row = sheet.header_row}));
  }
  return mapped;
}

}  // namespace lontar::formats
