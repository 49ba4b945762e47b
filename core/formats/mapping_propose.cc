#include "core/formats/mapping_propose.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/formats/code_guess.h"
#include "core/formats/import_file.h"
#include "core/formats/number_text.h"
#include "core/formats/period_text.h"
#include "core/formats/table_look.h"

namespace lontar::formats {
namespace {

constexpr int kRowsLookedAt = 2000;
constexpr size_t kTextsOfColumn = 60;  // a column with more is no code
constexpr absl::string_view kNotSeen = "?";

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

// Words in a head that name a measure by its kind.
std::optional<catalogue::MeasureKind> KindInWords(const std::string& letters) {
  using catalogue::MeasureKind;
  for (const char* word : {"percent", "proportion", "share", "%"}) {
    if (absl::StrContains(letters, word)) return MeasureKind::kProportion;
  }
  if (absl::StrContains(letters, "rate")) return MeasureKind::kRate;
  for (const char* word : {"number", "count", "persons", "children", "cases", "จำนวน"}) {
    if (absl::StrContains(letters, word)) return MeasureKind::kNumber;
  }
  return std::nullopt;
}

class Proposer {
 public:
  Proposer(const OfficeFile& file, const catalogue::Catalogue& catalogue,
           const ProposalHints& hints)
      : file_(file), catalogue_(catalogue), hints_(hints) {}

  MappingProposal Run() {
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

 private:
  void Say(absl::string_view key, absl::string_view sentence) {
    proposal_.unsure.push_back({std::string(key), std::string(sentence)});
  }
  const std::string& NameOfColumn(int column) const {
    return table_.columns()[static_cast<size_t>(column)];
  }
  int columns() const { return static_cast<int>(table_.columns().size()); }
  int rows() const { return std::min(table_.rows(), kRowsLookedAt); }

  // The shown sheet with the most cells, and its table.
  void ChooseSheet() {
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
    if (table.ok()) table_ = *std::move(table);
    if (!table.ok()) Say("sheet", table.status().message());
  }

  void ProposeManner() {
    Mapping& mapping = proposal_.mapping;
    if (file_.is_workbook) return;
    if (file_.separator != ',') mapping.separator = file_.separator;
    if (file_.encoding != Encoding::kUtf8) mapping.encoding = file_.encoding;
    if (file_.is_encoding_guess) {
      Say("encoding", absl::StrCat("the file is no UTF-8; read as ", NameOf(file_.encoding),
                                   ", look whether its words are right"));
    }
  }

  // The column of a field by its name; takes it off the others.
  std::optional<int> TakeColumn(absl::string_view field) {
    for (int column = 0; column < columns(); ++column) {
      if (taken_.contains(column) || !IsNameOf(field, LettersOf(NameOfColumn(column)))) continue;
      taken_.insert(column);
      static const std::set<absl::string_view> kNeeded = {"indicator", "measure", "member",
                                                          "period", "value"};
      if (kNeeded.contains(field)) named_.insert(field);
      return column;
    }
    return std::nullopt;
  }

  // The different texts of a column, in plain form; nothing where they are too many.
  std::optional<std::set<std::string>> TextsOf(int column) const {
    std::set<std::string> texts;
    for (int row = 0; row < rows(); ++row) {
      // A line on sources below the table says nothing about its columns.
      if (IsLineOfText(row)) continue;
      texts.insert(PlainTextOf(table_.At(row, column)).text);
      if (texts.size() > kTextsOfColumn) return std::nullopt;
    }
    return texts;
  }

  bool IsLineOfText(int row) const {
    int texts = 0;
    for (int column = 0; column < columns(); ++column) texts += !table_.At(row, column).empty();
    return texts <= 1;
  }

  const catalogue::Indicator* Known(absl::string_view text) const {
    const catalogue::Indicator* indicator = catalogue_.FindIndicator(text);
    if (indicator == nullptr) indicator = catalogue_.FindByCode(text);
    for (const catalogue::Indicator& named : catalogue_.indicators()) {
      if (indicator != nullptr) break;
      if (LettersOf(named.name) == LettersOf(text) ||
          LettersOf(named.short_name) == LettersOf(text))
        indicator = &named;
    }
    return indicator;
  }

  void ProposeIndicator() {
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
        Say("indicator", absl::StrCat("column ", base::Quoted(rule.column), " has ",
                                      absl::StrJoin(unknown, ", "),
                                      ", which is no indicator's id, number or name"));
      }
      if (!rule.codes.empty()) return;
      rule = {};
    }
    GuessIndicator();
  }

  // From what was said, or words above the table and in names.
  void GuessIndicator() {
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

  const catalogue::Indicator* IndicatorInWords() const {
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

  void ProposeMember() {
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

  // Names of countries stand in a code list of the catalogue, if any.
  void MapNamesOfMembers(int column, FieldRule* rule) {
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

  void ProposePeriod() {
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

  bool IsOfYears(int column) const {
    int years = 0;
    for (int row = 0; row < rows(); ++row) {
      if (IsLineOfText(row) || table_.At(row, column).empty()) continue;
      if (!LooksLikeYear(table_.At(row, column))) return false;
      ++years;
    }
    return years > 0;
  }

  void LookAtYears(int column) {
    for (int row = 0; row < rows(); ++row) {
      if (IsLineOfText(row)) continue;
      const auto period = ReadPeriodText(table_.At(row, column), Calendar::kGregorian);
      if (base::ReasonOf(period.status()) == "BUDDHIST_YEAR") {
        SayBuddhist(base::Quoted(table_.At(row, column)));
        return;
      }
    }
  }

  void SayBuddhist(const std::string& quoted) {
    if (proposal_.mapping.calendar == Calendar::kBuddhist) return;
    proposal_.mapping.calendar = Calendar::kBuddhist;
    Say("calendar", absl::StrCat(quoted, " is taken as a year of the Buddhist era, 543 before"));
  }

  void ProposeColumn(absl::string_view field, std::optional<FieldRule>* rule) {
    const std::optional<int> column = TakeColumn(field);
    if (!column) return;
    *rule = FieldRule{NameOfColumn(*column), "", {}};
    if (field == "unit") CheckUnits(*column, &**rule);
  }

  void CheckUnits(int column, FieldRule* rule) {
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

  void ProposeTexts() {
    const std::optional<int> comment = TakeColumn("comment");
    if (comment) proposal_.mapping.comment = NameOfColumn(*comment);
    const std::optional<int> source = TakeColumn("source");
    if (source) proposal_.mapping.row_source = NameOfColumn(*source);
  }

  // The breakdowns of the indicators that are meant; of all, where that is not known.
  std::set<std::string> Dimensions() const {
    std::set<std::string> ids;
    for (const catalogue::Indicator* indicator : indicators_) {
      ids.insert(indicator->dimensions.begin(), indicator->dimensions.end());
    }
    if (!indicators_.empty()) return ids;
    for (const catalogue::Indicator& indicator : catalogue_.indicators()) {
      ids.insert(indicator.dimensions.begin(), indicator.dimensions.end());
    }
    return ids;
  }

  void ProposeDimensions() {
    std::map<std::string, int> column_of;
    const std::set<std::string> ids = Dimensions();
    for (const std::string& id : ids) {
      const std::optional<int> column = ColumnNamed(*catalogue_.FindDimension(id));
      if (!column) continue;
      column_of[id] = *column;
      taken_.insert(*column);
    }
    for (const std::string& id : ids) {
      const std::optional<int> column =
          column_of.contains(id) ? std::nullopt : ColumnOfCodes(*catalogue_.FindDimension(id));
      if (!column) continue;
      column_of[id] = *column;
      taken_.insert(*column);
    }
    for (const std::string& id : ids) {
      const catalogue::Dimension& dimension = *catalogue_.FindDimension(id);
      if (column_of.contains(id)) {
        MapCodes(dimension, column_of[id]);
      } else if (indicators_.size() <= 1) {
        proposal_.mapping.dimensions[id].constant = TotalOf(dimension);
      }
    }
  }

  std::optional<int> ColumnNamed(const catalogue::Dimension& dimension) const {
    for (int column = 0; column < columns(); ++column) {
      const std::string letters = LettersOf(NameOfColumn(column));
      const bool is_named = letters == LettersOf(dimension.id) ||
                            letters == LettersOf(dimension.name) ||
                            (dimension.id == "sex" && letters == "gender") ||
                            (dimension.is_age && (letters == "agegroup" || letters == "agegroups"));
      if (is_named && !taken_.contains(column)) return column;
    }
    return std::nullopt;
  }

  std::string TotalOf(const catalogue::Dimension& dimension) const {
    const catalogue::Indicator* one = indicators_.size() == 1 ? *indicators_.begin() : nullptr;
    return dimension.is_age && one != nullptr && one->age_range ? one->age_code : dimension.total;
  }

  // A column with another name whose texts all mean something in the list, and not all the total.
  std::optional<int> ColumnOfCodes(const catalogue::Dimension& dimension) const {
    for (int column = 0; column < columns(); ++column) {
      const auto texts = taken_.contains(column) ? std::nullopt : TextsOf(column);
      if (!texts) continue;
      int meant = 0;
      int others = 0;
      for (const std::string& text : *texts) {
        if (text.empty()) continue;
        const auto code = GuessCode(catalogue_, dimension, text);
        // A number alone is rather a figure than an age.
        const bool is_figure = LooksLikeNumber(text, CellKind::kText);
        ++(code && !is_figure && *code != dimension.total ? meant : others);
        if (code && *code == dimension.total) --others;
      }
      if (meant > 0 && others == 0) return column;
    }
    return std::nullopt;
  }

  void MapCodes(const catalogue::Dimension& dimension, int column) {
    const std::string key = absl::StrCat("dimensions.", dimension.id);
    FieldRule rule{NameOfColumn(column), "", {}};
    const auto texts = TextsOf(column);
    const catalogue::CodeList& list = *catalogue_.FindCodeList(dimension.code_list);
    bool needs_map = false;
    if (!texts) Say(key, absl::StrCat("column ", base::Quoted(rule.column), " has many texts"));
    for (const std::string& text : texts.value_or(std::set<std::string>())) {
      std::optional<std::string> code = GuessCode(catalogue_, dimension, text);
      if (code && *code == dimension.total && text != *code) code = TotalOf(dimension);
      if (text.empty()) {
        LookAtGaps(dimension, column, &rule);
        needs_map = needs_map || rule.codes.contains("");
        continue;
      }
      if (code) rule.codes[text] = *code;
      needs_map = needs_map || !code || *code != text;
      const bool is_known = code && (dimension.is_age || list.Has(*code));
      if (!is_known) {
        Say(key, absl::StrCat(base::Quoted(text), " in column ", base::Quoted(rule.column),
                              " is no code of ", dimension.name));
      }
    }
    if (!needs_map) rule.codes.clear();
    proposal_.mapping.dimensions[dimension.id] = rule;
  }

  // Empty cells: the text above them where groups begin, else no breakdown.
  void LookAtGaps(const catalogue::Dimension& dimension, int column, FieldRule* rule) {
    const std::string key = absl::StrCat("dimensions.", dimension.id);
    if (table_.grid().is_sheet() && !table_.grid().merged().empty()) return;
    if (!table_.At(0, column).empty()) {
      SayFillDown(rule->column);
      return;
    }
    rule->codes[""] = TotalOf(dimension);
    Say(key, absl::StrCat("empty cells of column ", base::Quoted(rule->column),
                          " are taken as the total"));
  }

  void SayFillDown(const std::string& column) {
    proposal_.mapping.fill_down.insert(column);
    Say("fill_down", absl::StrCat("empty cells of column ", base::Quoted(column),
                                  " are taken to repeat the text above them"));
  }

  // What a head says about its column: a year, a code of a breakdown, a measure.
  std::map<std::string, std::string> SaysOf(const std::string& head) {
    std::map<std::string, std::string> says;
    for (const absl::string_view part : absl::StrSplit(head, " / ")) {
      const std::string text(absl::StripAsciiWhitespace(part));
      if (LooksLikeYear(text)) {
        says["period"] = text;
        if (!ReadPeriodText(text, Calendar::kGregorian).ok()) SayBuddhist(base::Quoted(text));
        continue;
      }
      for (const auto& [id, rule] : proposal_.mapping.dimensions) {
        if (!rule.column.empty()) continue;
        const catalogue::Dimension& dimension = *catalogue_.FindDimension(id);
        const auto code = GuessCode(catalogue_, dimension, text);
        if (!code) continue;
        says[id] = *code == dimension.total ? TotalOf(dimension) : *code;
        break;
      }
      const auto measure = MeasureIn(text);
      if (measure) says["measure"] = *measure;
    }
    return says;
  }

  std::optional<std::string> MeasureIn(const std::string& text) const {
    const auto kind = KindInWords(LettersOf(text) + (absl::StrContains(text, "%") ? "%" : ""));
    for (const catalogue::Indicator* indicator : indicators_) {
      for (const catalogue::Measure& measure : indicator->measures) {
        if (LettersOf(text) == LettersOf(measure.id)) return measure.id;
        const bool is_part = measure.kind != catalogue::MeasureKind::kNumber &&
                             measure.kind != catalogue::MeasureKind::kAssessment;
        const bool wants_part = kind && *kind != catalogue::MeasureKind::kNumber;
        if (kind && measure.kind == *kind) return measure.id;
        if (wants_part && is_part) return measure.id;
      }
    }
    return std::nullopt;
  }

  void ProposeValues() {
    std::vector<FigureColumn>& values = proposal_.mapping.values;
    if (const std::optional<int> column = TakeColumn("value")) {
      values.push_back({NameOfColumn(*column), {}});
      return;
    }
    std::set<std::string> names_of_says;
    for (int column = 0; column < columns(); ++column) {
      if (taken_.contains(column) || !HasNumbers(column)) continue;
      taken_.insert(column);
      values.push_back({NameOfColumn(column), SaysOf(NameOfColumn(column))});
      for (const auto& [field, text] : values.back().says) names_of_says.insert(field);
    }
    if (values.empty()) {
      values.push_back({std::string(kNotSeen), {}});
      Say("columns.value", "no column of numbers was seen");
      return;
    }
    for (const FigureColumn& figures : values) {
      if (values.size() > 1 && figures.says.empty()) {
        Say("columns.value", absl::StrCat("column ", base::Quoted(figures.column),
                                          " has numbers, and its name does not say of what"));
      }
    }
    if (values.size() == 1) {
      SayForAll(&values.front());
      return;
    }
    // One field says its column; others then say their total.
    for (FigureColumn& figures : values) {
      for (const std::string& field : names_of_says) {
        const auto dimension = proposal_.mapping.dimensions.find(field);
        if (figures.says.contains(field) || dimension == proposal_.mapping.dimensions.end())
          continue;
        figures.says[field] = dimension->second.constant;
      }
    }
  }

  // What the only column's head says holds for the whole table.
  void SayForAll(FigureColumn* figures) {
    for (const auto& [field, text] : figures->says) {
      if (field == "measure") measure_in_head_ = text;
      if (field == "period" && proposal_.mapping.period.column.empty()) {
        proposal_.mapping.period.constant = text;
      }
      const auto dimension = proposal_.mapping.dimensions.find(field);
      if (dimension != proposal_.mapping.dimensions.end()) dimension->second.constant = text;
    }
    figures->says.clear();
  }

  bool HasNumbers(int column) const {
    int numbers = 0;
    int texts = 0;
    for (int row = 0; row < rows(); ++row) {
      const absl::string_view text = table_.At(row, column);
      if (text.empty() || IsLineOfText(row)) continue;
      ++(LooksLikeNumber(text, table_.KindAt(row, column)) ? numbers : texts);
    }
    return numbers > 0 && numbers >= texts;
  }

  void ProposeMeasure() {
    FieldRule& rule = proposal_.mapping.measure;
    const std::vector<FigureColumn>& values = proposal_.mapping.values;
    const bool columns_say_period = std::ranges::all_of(
        values, [](const FigureColumn& figures) { return figures.says.contains("period"); });
    const bool is_period_known =
        !proposal_.mapping.period.column.empty() || proposal_.mapping.period.constant != kNotSeen;
    if (!is_period_known && !columns_say_period) {
      Say("columns.period", "no column of years was seen; write {constant: 2016} or the column");
    }
    if (const std::optional<int> column = TakeColumn("measure")) {
      rule.column = NameOfColumn(*column);
      for (const std::string& text : TextsOf(*column).value_or(std::set<std::string>())) {
        const auto measure = MeasureIn(text);
        if (measure && *measure != text) rule.codes[text] = *measure;
        if (!measure) {
          Say("columns.measure", absl::StrCat(base::Quoted(text), " is no measure's name"));
        }
      }
      if (!rule.codes.empty()) {
        for (const std::string& text : TextsOf(*column).value_or(std::set<std::string>())) {
          const auto measure = MeasureIn(text);
          if (measure) rule.codes[text] = *measure;
        }
      }
      return;
    }
    const bool columns_say_measure = std::ranges::all_of(
        values, [](const FigureColumn& figures) { return figures.says.contains("measure"); });
    rule.constant = measure_in_head_.empty() ? MeasureByLook() : measure_in_head_;
    if (!columns_say_measure && measure_in_head_.empty()) SayMeasure();
  }

  // From the head, or from how the numbers look.
  std::string MeasureByLook() {
    const std::vector<FigureColumn>& values = proposal_.mapping.values;
    const auto in_head = MeasureIn(values.front().column);
    if (in_head) return *in_head;
    if (indicators_.empty()) return std::string(kNotSeen);
    const std::vector<catalogue::Measure>& measures = (*indicators_.begin())->measures;
    for (const catalogue::Measure& measure : measures) {
      const bool is_number = measure.kind == catalogue::MeasureKind::kNumber;
      if (is_number == !LooksLikePercent()) return measure.id;
    }
    return measures.front().id;
  }

  bool LooksLikePercent() const {
    const auto column = table_.FindColumn(proposal_.mapping.values.front().column);
    bool has_fraction = false;
    for (int row = 0; column && row < rows(); ++row) {
      if (table_.KindAt(row, *column) == CellKind::kPercent) return true;
      const auto number = ReadNumberText(table_.At(row, *column), {});
      if (!number.ok()) continue;
      if (observation::Compare(number->value, {100, 0}) > 0) return false;
      has_fraction = has_fraction || number->value.scale > 0;
    }
    return has_fraction;
  }

  void SayMeasure() {
    bool is_only = !indicators_.empty();
    for (const catalogue::Indicator* indicator : indicators_) {
      is_only = is_only && indicator->measures.size() == 1;
    }
    if (is_only || proposal_.mapping.measure.constant == kNotSeen) return;
    Say("columns.measure", absl::StrCat("taken as ", proposal_.mapping.measure.constant,
                                        " by how the numbers look; units are taken as the "
                                        "measure's own"));
  }

  // Decimal marks and marks of missing numbers among the figures.
  void ProposeMarks() {
    Mapping& mapping = proposal_.mapping;
    std::string ambiguous;
    std::set<std::string> missing;
    for (const FigureColumn& figures : mapping.values) {
      const auto column = table_.FindColumn(figures.column);
      for (int row = 0; column && row < rows(); ++row) {
        if (table_.KindAt(row, *column) != CellKind::kText || IsLineOfText(row)) continue;
        const std::string text = PlainTextOf(table_.At(row, *column)).text;
        if (text.empty()) continue;
        LookAtMarks(text, &ambiguous, &missing);
      }
    }
    if (!ambiguous.empty()) {
      Say("decimal_mark",
          mapping.marks.decimal == 0
              ? absl::StrCat(ambiguous,
                             " can be read in two ways; write decimal_mark: \".\" or "
                             "\",\"")
              : absl::StrCat(ambiguous, " is read with the decimal mark \"",
                             std::string(1, mapping.marks.decimal), "\" of other cells"));
    }
    for (const std::string& text : missing) {
      mapping.missing[text] = "O";
      Say("missing", absl::StrCat(base::Quoted(text),
                                  " is taken as not available (O); it may mean zero, not "
                                  "collected (L) or does not apply (M)"));
    }
  }

  void LookAtMarks(const std::string& text, std::string* ambiguous,
                   std::set<std::string>* missing) {
    const auto number = ReadNumberText(text, {});
    if (number.ok()) {
      const bool has_point = absl::StrContains(text, ".");
      if ((number->normalised & kDecimalComma) != 0) proposal_.mapping.marks.decimal = ',';
      if (has_point && (number->normalised & kDecimalComma) == 0 && number->value.scale > 0) {
        proposal_.mapping.marks.decimal = '.';
      }
      return;
    }
    if (base::ReasonOf(number.status()) == "NUMBER_AMBIGUOUS") {
      if (ambiguous->empty()) *ambiguous = base::Quoted(text);
      return;
    }
    constexpr size_t kLongestMark = 7;
    if (missing->size() < 10 && text.size() <= kLongestMark) missing->insert(text);
  }

  // What no part of the mapping reads is named, so that nobody thinks that it was.
  void NoteRest() {
    std::vector<std::string> rest;
    for (int column = 0; column < columns(); ++column) {
      const auto texts = TextsOf(column);
      const bool is_empty = texts && texts->size() <= 1 && (texts->empty() || texts->contains(""));
      if (!taken_.contains(column) && !is_empty) rest.push_back(base::Quoted(NameOfColumn(column)));
    }
    if (!rest.empty()) {
      Say("columns", absl::StrCat("nothing was done with the columns ", absl::StrJoin(rest, ", ")));
    }
  }

  const OfficeFile& file_;
  const catalogue::Catalogue& catalogue_;
  const ProposalHints& hints_;
  Table table_;
  std::set<int> taken_;
  std::string measure_in_head_;
  std::set<absl::string_view> named_;  // of the fields that is_named speaks of
  std::set<const catalogue::Indicator*> indicators_;
  MappingProposal proposal_;
};

}  // namespace

MappingProposal ProposeMapping(const OfficeFile& file, const catalogue::Catalogue& catalogue,
                               const ProposalHints& hints) {
  return Proposer(file, catalogue, hints).Run();
}

}  // namespace lontar::formats
