#include "core/formats/mapping_propose.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/formats/code_guess.h"
#include "core/formats/period_text.h"
#include "core/formats/proposer.h"
#include "core/formats/table_look.h"

namespace lontar::formats {
namespace {

constexpr int kRowsForProposal = 2000;
constexpr size_t kTextsOfColumn = 60;  // a column with more is no code

// Names of columns for the fields that every table has, in letters (code_guess.h).
bool IsNameOf(absl::string_view field, const std::string& letters) {
  static const std::map<absl::string_view, std::set<std::string>> kNames = {
      {"member",
       {"member", "memberstate", "country", "refarea", "iso2", "countrycode", "areacode"}},
      {"period",
       {"period", "year", "timeperiod", "time", "referenceperiod", "referenceyear", "yr", "date",
        "tahun", "năm", "ปี", "ឆ្នាំ", "ປີ", "พศ", "ปีพศ", "nam"}},
      {"indicator", {"indicator", "indicatorcode", "indicatorid", "series"}},
      {"measure", {"measure"}},
      {"value",
       {"value", "obsvalue", "figure", "figures", "observation", "count", "nilai", "giátrị", "ค่า",
        "จำนวน", "តម្លៃ", "ຈຳນວນ"}},
      {"unit", {"unit", "unitmeasure", "units", "unitofmeasure"}},
      {"status", {"status", "obsstatus", "observationstatus"}},
      {"confidentiality", {"confidentiality", "confstatus", "confidentialitystatus"}},
      {"comment", {"comment", "comments", "note", "notes", "remark", "remarks", "commentobs"}},
      {"source", {"source", "sources", "sourcedetail", "datasource"}},
      {"definition", {"definition"}}};
  return kNames.at(field).contains(letters);
}

}  // namespace

MappingProposal Proposer::Run() {
  Mapping& mapping = proposal_.mapping;
  mapping.name = hints_.file_name.substr(hints_.file_name.rfind('/') + 1);
  if (mapping.name.empty()) mapping.name = "proposal";
  mapping.file = mapping.name;
  mapping.source = mapping.name;
  ChooseSheet();
  ProposeManner();
  ProposeIndicator();
  ProposeMember();
  ProposePeriod();
  ProposeColumn("unit", &mapping.unit);
  ProposeColumn("status", &mapping.status);
  ProposeColumn("confidentiality", &mapping.confidentiality);
  ProposeColumn("definition", &mapping.definition);
  ProposeTexts();
  ProposeDimensions();
  ProposeValues();
  ProposeMeasure();
  ProposeMarks();
  NoteRest();
  proposal_.is_named =
      named_ == std::set<absl::string_view>{"indicator", "measure", "member", "period", "value"};
  return std::move(proposal_);
}

void Proposer::Say(absl::string_view key, absl::string_view sentence) {
  proposal_.unsure.push_back({std::string(key), std::string(sentence)});
}

const std::string& Proposer::NameOfColumn(int column) const {
  return table_.columns()[static_cast<size_t>(column)];
}

void Proposer::ChooseSheet() {
  const Grid* chosen = &file_.grids.front();
  int most = -1;
  int shown = 0;
  for (const Grid& grid : file_.grids) {
    int cells = 0;
    for (int row = 0; row < grid.rows(); ++row) cells += grid.ColumnsOf(row);
    if (grid.is_hidden() || cells == 0) continue;
    ++shown;
    if (cells > most) chosen = &grid;
    most = std::max(most, cells);
  }
  if (file_.is_workbook) proposal_.mapping.sheet = chosen->name();
  if (shown > 1) {
    Say("sheet", absl::StrCat("the workbook has ", shown, " sheets with cells; ",
                              base::Quoted(chosen->name()), " has the most"));
  }
  TableShape shape;
  const std::optional<TableShape> seen = LookForTable(*chosen);
  if (seen) shape = *seen;
  if (!seen) Say("header_row", "no row with figures was seen; the first row is taken as names");
  if (shape.header_row > 0 || shape.header_rows > 1) {
    proposal_.mapping.header_row = shape.header_row + 1;
    proposal_.mapping.header_rows = shape.header_rows;
  }
  absl::StatusOr<Table> table = Table::Cut(*chosen, shape);
  if (!table.ok()) {
    Say("sheet", table.status().message());
    return;
  }
  table_ = *std::move(table);
}

void Proposer::ProposeManner() {
  Mapping& mapping = proposal_.mapping;
  if (file_.is_workbook) return;
  if (file_.separator != ',') mapping.separator = file_.separator;
  if (file_.encoding != Encoding::kUtf8) mapping.encoding = file_.encoding;
  if (file_.is_encoding_guess) {
    Say("encoding", absl::StrCat("the file is no UTF-8; read as ", NameOf(file_.encoding),
                                 ", look whether its words are right"));
  }
}

std::optional<int> Proposer::TakeColumn(absl::string_view field) {
  for (int column = 0; column < columns(); ++column) {
    if (taken_.contains(column) || !IsNameOf(field, LettersOf(NameOfColumn(column)))) continue;
    taken_.insert(column);
    static const std::set<absl::string_view> kNeeded = {"indicator", "measure", "member", "period",
                                                        "value"};
    if (kNeeded.contains(field)) named_.insert(field);
    return column;
  }
  return std::nullopt;
}

std::optional<std::set<std::string>> Proposer::TextsOf(int column) const {
  std::set<std::string> texts;
  for (int row = 0; row < rows(); ++row) {
    // A line on sources below the table says nothing about its columns.
    if (IsLineOfText(row)) continue;
    texts.insert(PlainTextOf(table_.At(row, column)).text);
    if (texts.size() > kTextsOfColumn) return std::nullopt;
  }
  return texts;
}

bool Proposer::IsLineOfText(int row) const {
  int texts = 0;
  for (int column = 0; column < columns(); ++column) texts += !table_.At(row, column).empty();
  return texts <= 1;
}

const catalogue::Indicator* Proposer::Known(absl::string_view text) const {
  const catalogue::Indicator* indicator = catalogue_.FindIndicator(text);
  if (indicator == nullptr) indicator = catalogue_.FindByCode(text);
  for (const catalogue::Indicator& named : catalogue_.indicators()) {
    if (indicator != nullptr) break;
    if (LettersOf(named.name) == LettersOf(text) || LettersOf(named.short_name) == LettersOf(text))
      indicator = &named;
  }
  return indicator;
}

void Proposer::ProposeIndicator() {
  FieldRule& rule = proposal_.mapping.indicator;
  const std::optional<int> column = TakeColumn("indicator");
  const auto texts = column ? TextsOf(*column) : std::nullopt;
  if (column && texts) {
    std::vector<std::string> unknown;
    for (const std::string& text : *texts) {
      const catalogue::Indicator* indicator = Known(text);
      if (indicator != nullptr) rule.codes[text] = indicator->id;
      if (indicator != nullptr) indicators_.insert(indicator);
      if (indicator == nullptr) unknown.push_back(base::Quoted(text));
    }
    rule.column = NameOfColumn(*column);
    if (!unknown.empty()) {
      Say("indicator",
          absl::StrCat("column ", base::Quoted(rule.column), " has ", absl::StrJoin(unknown, ", "),
                       ", which is no indicator's id, number or name"));
    }
    if (!rule.codes.empty()) return;
    rule = {};
  }
  GuessIndicator();
}

void Proposer::GuessIndicator() {
  FieldRule& rule = proposal_.mapping.indicator;
  const catalogue::Indicator* indicator =
      hints_.indicator.empty() ? nullptr : Known(hints_.indicator);
  if (indicator == nullptr) {
    indicator = IndicatorInWords();
    if (indicator != nullptr) {
      Say("indicator", absl::StrCat("taken as ", indicator->code, ", ", indicator->short_name,
                                    ", from the words of the file"));
    } else {
      Say("indicator",
          "the file does not say which indicator its figures are; write its stable id");
    }
  }
  rule.constant = indicator != nullptr ? indicator->id : std::string(kNotSeen);
  if (indicator != nullptr) indicators_.insert(indicator);
}

const catalogue::Indicator* Proposer::IndicatorInWords() const {
  std::vector<std::string> words = {hints_.file_name, table_.grid().name()};
  for (int row = 0; row < std::min(table_.grid().rows(), 20); ++row) {
    for (int column = 0; column < table_.grid().ColumnsOf(row); ++column) {
      words.emplace_back(table_.grid().At(row, column));
    }
  }
  for (const std::string& text : words) {
    const catalogue::Indicator* whole = Known(PlainTextOf(text).text);
    if (whole != nullptr) return whole;
  }
  for (const std::string& text : words) {
    for (const absl::string_view word : absl::StrSplit(text, absl::ByAnyChar(" _-./\\:,;()[]"))) {
      const catalogue::Indicator* indicator = catalogue_.FindByCode(absl::AsciiStrToUpper(word));
      if (indicator != nullptr) return indicator;
    }
    for (const catalogue::Indicator& indicator : catalogue_.indicators()) {
      const std::string name = LettersOf(indicator.short_name);
      if (!name.empty() && absl::StrContains(LettersOf(text), name)) return &indicator;
    }
  }
  return nullptr;
}

void Proposer::ProposeMember() {
  FieldRule& rule = proposal_.mapping.member;
  if (const std::optional<int> column = TakeColumn("member")) {
    rule.column = NameOfColumn(*column);
    const auto texts = TextsOf(*column);
    const bool are_codes =
        texts && std::ranges::all_of(*texts, [](const std::string& text) {
          return text.size() == 2 && absl::ascii_isupper(text[0]) && absl::ascii_isupper(text[1]);
        });
    if (are_codes) return;
    Say("columns.member", absl::StrCat("column ", base::Quoted(rule.column),
                                       " has texts that are no members' codes of two capital "
                                       "letters; write a map"));
    MapNamesOfMembers(*column, &rule);
    return;
  }
  rule.constant = hints_.member.empty() ? std::string(kNotSeen) : hints_.member;
  if (hints_.member.empty()) {
    Say("columns.member", "the file names no member; write its code, such as {constant: KH}");
  }
}

void Proposer::MapNamesOfMembers(int column, FieldRule* rule) {
  const auto texts = TextsOf(column);
  const catalogue::CodeList* countries = catalogue_.FindCodeList("country");
  if (!texts || countries == nullptr) return;
  for (const std::string& text : *texts) {
    for (const catalogue::Code& code : countries->codes) {
      const bool is_named = LettersOf(code.name) == LettersOf(text) || code.id == text;
      if (is_named && code.id[0] != '_') rule->codes[text] = code.id;
    }
  }
}

void Proposer::ProposePeriod() {
  FieldRule& rule = proposal_.mapping.period;
  std::optional<int> column = TakeColumn("period");
  for (int other = 0; !column && other < columns(); ++other) {
    if (!taken_.contains(other) && IsOfYears(other)) column = other;
  }
  if (column) {
    taken_.insert(*column);
    rule.column = NameOfColumn(*column);
    LookAtYears(*column);
    const auto texts = TextsOf(*column);
    if (texts && texts->contains("") && !table_.At(0, *column).empty()) SayFillDown(rule.column);
    return;
  }
  rule.constant = std::string(kNotSeen);  // columns of years may say it
}

bool Proposer::IsOfYears(int column) const {
  int years = 0;
  for (int row = 0; row < rows(); ++row) {
    if (IsLineOfText(row) || table_.At(row, column).empty()) continue;
    if (!LooksLikeYear(table_.At(row, column))) return false;
    ++years;
  }
  return years > 0;
}

void Proposer::LookAtYears(int column) {
  for (int row = 0; row < rows(); ++row) {
    if (IsLineOfText(row)) continue;
    const auto period = ReadPeriodText(table_.At(row, column), Calendar::kGregorian);
    if (base::ReasonOf(period.status()) == "BUDDHIST_YEAR") {
      SayBuddhist(base::Quoted(table_.At(row, column)));
      return;
    }
  }
}

void Proposer::SayBuddhist(const std::string& quoted) {
  if (proposal_.mapping.calendar == Calendar::kBuddhist) return;
  proposal_.mapping.calendar = Calendar::kBuddhist;
  Say("calendar", absl::StrCat(quoted, " is taken as a year of the Buddhist era, 543 before"));
}

void Proposer::ProposeColumn(absl::string_view field, std::optional<FieldRule>* rule) {
  const std::optional<int> column = TakeColumn(field);
  if (!column) return;
  *rule = FieldRule{NameOfColumn(*column), "", {}};
  if (field == "unit") CheckUnits(*column, &**rule);
}

void Proposer::CheckUnits(int column, FieldRule* rule) {
  const auto texts = TextsOf(column);
  if (!texts) return;
  std::map<std::string, std::string> codes;
  bool needs_map = false;
  for (const std::string& text : *texts) {
    const catalogue::Unit* unit = catalogue_.FindUnit(text);
    for (const catalogue::Unit& known : catalogue_.units()) {
      if (unit == nullptr && LettersOf(known.name) == LettersOf(text)) unit = &known;
    }
    if (unit == nullptr && (text == "%" || LettersOf(text) == "per100")) {
      unit = catalogue_.FindUnit("PT");
    }
    if (unit != nullptr) codes[text] = unit->code;
    needs_map = needs_map || unit == nullptr || unit->code != text;
    if (unit == nullptr && !text.empty()) {
      Say("columns.unit", absl::StrCat(base::Quoted(text), " is no unit of the catalogue"));
    }
  }
  if (needs_map && !codes.empty()) rule->codes = codes;
}

void Proposer::ProposeTexts() {
  const std::optional<int> comment = TakeColumn("comment");
  if (comment) proposal_.mapping.comment = NameOfColumn(*comment);
  const std::optional<int> source = TakeColumn("source");
  if (source) proposal_.mapping.row_source = NameOfColumn(*source);
}

int Proposer::rows() const { return std::min(table_.rows(), kRowsForProposal); }

MappingProposal ProposeMapping(const OfficeFile& file, const catalogue::Catalogue& catalogue,
                               const ProposalHints& hints) {
  return Proposer(file, catalogue, hints).Run();
}

}  // namespace lontar::formats
