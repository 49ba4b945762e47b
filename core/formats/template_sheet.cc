#include "core/formats/template_sheet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/formats/template_hints.h"
#include "core/formats/template_rows.h"
#include "core/formats/template_words.h"

namespace lontar::formats {
namespace {

using catalogue::Catalogue;
using catalogue::Dimension;
using catalogue::Indicator;

// The head, row by row: the title, the inputs with their labels on the left, and beside them one
// box with what the catalogue says of the indicator.
constexpr int kMarkRow = 1;  // B2: findings on numbers name this cell
constexpr int kProviderRow = 2;
constexpr int kRoundRow = 3;
constexpr int kPeriodRow = 4;
constexpr int kProgressRow = 5;
constexpr int kNotAvailableRow = 6;
constexpr int kNotApplicableRow = 7;
constexpr int kZeroRow = 8;
constexpr int kIndicatorHeaderRow = 10;
constexpr int kLabelColumn = 0;
constexpr int kInputColumn = 1;
constexpr int kBoxColumn = 4;
constexpr size_t kFirstDimension = 2;  // of the columns, behind label and measure
// Enough for a crossing of two breakdowns, sex by bracket, in two measures.
constexpr int kOwnRows = 24;

constexpr double kRowPoints = 15;
constexpr double kHeaderPoints = 32;
// A line of the box's small type; a character of it takes seven tenths of a column's unit.
constexpr double kBoxLinePoints = 12;
constexpr double kBoxCharacter = 0.7;
// So wide that a screen shows the box whole.
constexpr double kBoxWidth = 110;
// Of a column with codes and their names.
constexpr double kCodeWidthMin = 12;
constexpr double kCodeWidthMax = 28;
constexpr double kHintWidth = 16;

void Put(SheetPlan* plan, const SheetSpot& spot, Look look, std::string text) {
  plan->cells.push_back(
      {.row = spot.row, .column = spot.column, .look = look, .text = std::move(text)});
}

void SortCells(SheetPlan* plan) {
  std::ranges::stable_sort(plan->cells, [](const PlannedCell& a, const PlannedCell& b) {
    return std::pair(a.row, a.column) < std::pair(b.row, b.column);
  });
}

std::string ProviderText(const TemplateRequest& request) {
  return absl::StrCat(CodeWithName(request.provider, request.provider_name), "; ",
                      CodeWithName(request.member, request.member_name));
}

std::string RoundText(const TemplateRequest& request, const TemplateWords& words) {
  if (!request.round) return words.Of(word_id::kLatest);
  const catalogue::YearRule& rule = request.round->year_rule;
  std::vector<std::string> parts;
  if (rule.target == 0) {
    parts.push_back(words.Of(word_id::kLatest));
  } else {
    const bool is_earlier = rule.tie == catalogue::Tie::kEarlier;
    parts.push_back(words.Of(is_earlier ? word_id::kClosestEarlier : word_id::kClosestLater,
                             absl::StrCat(rule.target)));
  }
  if (!rule.to.empty()) parts.push_back(words.Of(word_id::kEndedBy, rule.to));
  parts.push_back(words.Of(word_id::kReturnBy, request.round->cut_off));
  return absl::StrCat(request.round->id, ": ", absl::StrJoin(parts, "; "));
}

std::string BoxText(const Catalogue& catalogue, const Indicator& indicator,
                    const TemplateWords& words) {
  std::vector<std::string> lines;
  const std::string nearest = words.Of(word_id::kNearest);
  const auto add = [&lines, &words](absl::string_view id, absl::string_view text) {
    if (!text.empty()) lines.push_back(absl::StrCat(words.Of(id), ": ", text));
  };
  lines.push_back(words.Indicator(indicator, "name"));
  add(word_id::kDefinition, words.Indicator(indicator, "definition"));
  add(word_id::kUniverse, words.Indicator(indicator, "universe"));
  add(word_id::kDenominator, words.Indicator(indicator, "denominator"));
  add(word_id::kSources, absl::StrJoin(indicator.data_sources, "; "));
  add(word_id::kNotes, indicator.notes);
  add(word_id::kCatalogue, absl::StrCat(catalogue.collection(), " ", catalogue.version()));
  if (!nearest.empty()) lines.push_back(nearest);
  return absl::StrJoin(lines, "\n");
}

// With examples of the year that is asked for.
std::string PeriodName(const TemplateRequest& request, const TemplateWords& words) {
  std::string name = words.Column(column_id::kPeriod);
  if (!request.round || request.round->year_rule.target == 0) return name;
  const int year = request.round->year_rule.target;
  return absl::StrCat(name, " (", year, ", ", year, "-Q3)");
}

std::vector<TemplateColumn> ColumnsOf(const TemplateRequest& request, const Catalogue& catalogue,
                                      const Indicator& indicator) {
  const TemplateWords words(catalogue, request.language);
  const auto column = [&words](const char* id, double width) {
    return TemplateColumn{.id = id, .name = words.Column(id), .width = width};
  };
  std::vector<TemplateColumn> columns = {column(column_id::kLabel, 40),
                                         column(column_id::kMeasure, 22)};
  for (const std::string& id : indicator.dimensions) {
    columns.push_back({.id = absl::StrCat(column_id::kDimension, id),
                       .name = words.Dimension(*catalogue.FindDimension(id)),
                       .width = kCodeWidthMin});
  }
  const std::vector<TemplateColumn> rest = {
      {.id = column_id::kPeriod, .name = PeriodName(request, words), .width = 13},
      column(column_id::kValue, 14),
      column(column_id::kUnit, 18),
      column(column_id::kStatus, 22),
      column(column_id::kConfidentiality, 18),
      column(column_id::kSource, 28),
      column(column_id::kMethod, 24),
      column(column_id::kDefinition, 32),
      column(column_id::kDeviations, 22),
      column(column_id::kComment, 36),
  };
  columns.insert(columns.end(), rest.begin(), rest.end());
  if (!request.has_hints) return columns;
  for (const std::string& id : HintColumns()) {
    columns.push_back({.id = id, .name = words.Column(id), .width = kHintWidth});
  }
  return columns;
}

// Builds one indicator's sheet. One use.
class SheetBuilder {
 public:
  SheetBuilder(const TemplateRequest& request, const Catalogue& catalogue,
               const Indicator& indicator, ChoiceLists* lists)
      : request_(request),
        catalogue_(catalogue),
        indicator_(indicator),
        lists_(*lists),
        words_(catalogue, request.language) {
    sheet_.name = indicator.code;
    sheet_.indicator = indicator.id;
    sheet_.header_row = kIndicatorHeaderRow;
    sheet_.columns = ColumnsOf(request, catalogue, indicator);
    plan_.name = sheet_.name;
  }

  PlannedTemplateSheet Build() {
    WidenColumns();
    PutHead();
    PutBox();
    PutHeader();
    int row = kIndicatorHeaderRow + 1;
    for (const TemplateRow& line : StandardRows(catalogue_, indicator_, Asked())) {
      PutRow(row++, &line);
    }
    const int own = row;
    for (int i = 0; i < kOwnRows; ++i) PutRow(row++, nullptr);
    PutChoices(own, row - 1);
    SortCells(&plan_);
    return {std::move(plan_), std::move(sheet_)};
  }

 private:
  void PutLine(int row, absl::string_view label, absl::string_view text) {
    Put(&plan_, {row, kLabelColumn}, Look::kLabel, words_.Of(label));
    Put(&plan_, {row, kInputColumn}, Look::kPlain, std::string(text));
  }

  void PutInput(int row, absl::string_view label, absl::string_view id) {
    Put(&plan_, {row, kLabelColumn}, Look::kLabel, words_.Of(label));
    Put(&plan_, {row, kInputColumn}, Look::kInput, "");
    sheet_.inputs[std::string(id)] = {row, kInputColumn};
  }

  // Codes stand in their columns with their names, whole where these are not long.
  void WidenColumns() {
    for (size_t i = 0; i < indicator_.dimensions.size(); ++i) {
      const Dimension& dimension = *catalogue_.FindDimension(indicator_.dimensions[i]);
      size_t longest = lists_.Entry(dimension, BaseCode(indicator_, dimension)).size();
      for (const catalogue::Code& code :
           BreakdownCodes(catalogue_, indicator_, dimension, Asked())) {
        longest = std::max(longest, lists_.Entry(dimension, code.id).size());
      }
      sheet_.columns[kFirstDimension + i].width =
          std::clamp(static_cast<double>(longest), kCodeWidthMin, kCodeWidthMax);
    }
    for (const TemplateColumn& column : sheet_.columns) plan_.widths.push_back(column.width);
  }

  void PutHead() {
    Put(&plan_, {0, 0}, Look::kTitle,
        absl::StrCat(indicator_.code, "  ", words_.Indicator(indicator_, "short name")));
    PutInput(kMarkRow, word_id::kDecimalMark, input_id::kDecimalMark);
    PutLine(kProviderRow, word_id::kProvider, ProviderText(request_));
    PutLine(kRoundRow, word_id::kAskedFor, RoundText(request_, words_));
    PutInput(kPeriodRow, word_id::kHeadPeriod, input_id::kPeriod);
    PutInput(kProgressRow, word_id::kProgress, input_id::kProgress);
    PutInput(kNotAvailableRow, word_id::kNotAvailable, input_id::kNotAvailable);
    PutInput(kNotApplicableRow, word_id::kNotApplicable, input_id::kNotApplicable);
    PutInput(kZeroRow, word_id::kZero, input_id::kZero);
    ChooseIn(kMarkRow, lists_.DecimalMarks(), word_id::kDecimalMarkHint);
    if (const std::string progress = lists_.Progress(); !progress.empty()) {
      ChooseIn(kProgressRow, progress, word_id::kProgressHint);
    }
    ChooseIn(kNotApplicableRow, lists_.Crosses(), word_id::kWholeHint);
    ChooseIn(kZeroRow, lists_.Crosses(), word_id::kWholeHint);
  }

  void ChooseIn(int row, std::string list, absl::string_view hint) {
    plan_.choices.push_back({.cells = {row, row, kInputColumn, kInputColumn},
                             .list = std::move(list),
                             .title = "",
                             .hint = words_.Of(hint)});
  }

  void PutBox() {
    const int columns = static_cast<int>(sheet_.columns.size());
    int last_column = kBoxColumn;
    double width = plan_.widths[kBoxColumn];
    while (width < kBoxWidth && last_column + 1 < columns) width += plan_.widths[++last_column];
    const CellRange box = {kPeriodRow, kZeroRow, kBoxColumn, last_column};
    const std::string text = BoxText(catalogue_, indicator_, words_);
    double lines = 1 + static_cast<double>(std::ranges::count(text, '\n'));
    lines += static_cast<double>(text.size()) * kBoxCharacter / width;
    const int rows = box.last_row - box.first_row + 1;
    const double height = std::max(kRowPoints, lines * kBoxLinePoints / rows);
    plan_.heights.assign(kIndicatorHeaderRow + 1, 0);
    for (int row = box.first_row; row <= box.last_row; ++row) plan_.heights[row] = height;
    plan_.heights[kIndicatorHeaderRow] = kHeaderPoints;
    plan_.merged.push_back(box);
    Put(&plan_, {box.first_row, box.first_column}, Look::kText, text);
  }

  void PutHeader() {
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      Put(&plan_, {kIndicatorHeaderRow, static_cast<int>(i)}, Look::kHeader,
          sheet_.columns[i].name);
    }
    plan_.header_row = kIndicatorHeaderRow;
    plan_.frozen_rows = kIndicatorHeaderRow + 1;
    plan_.frozen_columns = 1;
    plan_.pages_wide = 2;
  }

  // A given row, or without one a row of the provider's own.
  void PutRow(int row, const TemplateRow* line) {
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      const SheetSpot spot = {row, static_cast<int>(i)};
      const std::string& id = sheet_.columns[i].id;
      if (id == column_id::kLabel) {
        const std::string label = line == nullptr ? words_.Of(word_id::kOwnRow) : Label(*line);
        Put(&plan_, spot, Look::kCode, label);
      } else if (id == column_id::kMeasure) {
        Put(&plan_, spot, line == nullptr ? Look::kInput : Look::kCode,
            line == nullptr ? "" : MeasureText(line->measure));
      } else if (absl::StartsWith(id, column_id::kDimension)) {
        PutCode(spot, i - kFirstDimension, line);
      } else if (IsHintColumn(id) && id != hint_id::kConfirm) {
        Put(&plan_, spot, Look::kHint, "");
      } else if (id == column_id::kUnit && line != nullptr) {
        Put(&plan_, spot, Look::kInput, UnitText(line->measure));
      } else {
        Put(&plan_, spot, id == column_id::kValue ? Look::kNumber : Look::kInput, "");
      }
    }
  }

  // A choice is open in every row and stands at its base; a breakdown is open in own rows only.
  void PutCode(const SheetSpot& spot, size_t index, const TemplateRow* line) {
    const Dimension& dimension = *catalogue_.FindDimension(indicator_.dimensions[index]);
    const bool is_open = line == nullptr || IsChosen(indicator_, dimension.id);
    const std::string code = line == nullptr ? BaseCode(indicator_, dimension) : line->codes[index];
    Put(&plan_, spot, is_open ? Look::kInput : Look::kCode, lists_.Entry(dimension, code));
  }

  // A figure of a year is of the places that there were in that year.
  CodesAsked Asked() const {
    const int year = request_.round ? request_.round->year_rule.target : 0;
    return {.member = request_.member,
            .date = year == 0 ? request_.date : absl::StrCat(year, "-12-31")};
  }

  std::string Label(const TemplateRow& line) const {
    std::string what = words_.Of(word_id::kAll);
    if (!line.dimension.empty()) {
      const Dimension& dimension = *catalogue_.FindDimension(line.dimension);
      const std::string entry = lists_.Entry(dimension, line.code);
      what = entry == line.code ? entry : entry.substr(line.code.size() + 1);
    }
    return absl::StrCat(line.measure, ": ", what);
  }

  std::string MeasureText(const std::string& id) const {
    return lists_.MeasureEntry(*Catalogue::FindMeasure(indicator_, id));
  }

  std::string UnitText(const std::string& measure) const {
    return lists_.UnitEntry(Catalogue::FindMeasure(indicator_, measure)->unit);
  }

  // The rows of the provider's own begin at `own`; the last one is `last`.
  void PutChoices(int own, int last) {
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      const std::string& id = sheet_.columns[i].id;
      const int column = static_cast<int>(i);
      const CellRange all = {kIndicatorHeaderRow + 1, last, column, column};
      const CellRange open = {own, last, column, column};
      if (id == column_id::kMeasure) {
        Choose(open, lists_.Measures(indicator_), "");
      } else if (absl::StartsWith(id, column_id::kDimension)) {
        const Dimension& dimension =
            *catalogue_.FindDimension(indicator_.dimensions[i - kFirstDimension]);
        Choose(IsChosen(indicator_, dimension.id) ? all : open, lists_.Codes(indicator_, dimension),
               dimension.is_age ? word_id::kAgeHint : "");
      } else if (id == column_id::kUnit) {
        Choose(all, lists_.Units(indicator_), "");
      } else if (id == column_id::kStatus) {
        Choose(all, lists_.Statuses(), word_id::kStatusHint);
      } else if (id == column_id::kConfidentiality) {
        Choose(all, lists_.Confidentialities(), word_id::kConfidentialityHint);
      } else if (id == hint_id::kConfirm) {
        Choose(all, lists_.Crosses(), word_id::kConfirmHint);
      } else if (id == column_id::kDeviations) {
        Choose(all, lists_.Deviations(), word_id::kDeviationsHint);
      }
    }
  }

  void Choose(const CellRange& cells, std::string list, absl::string_view hint) {
    plan_.choices.push_back(
        {.cells = cells, .list = std::move(list), .title = "", .hint = words_.Of(hint)});
  }

  const TemplateRequest& request_;
  const Catalogue& catalogue_;
  const Indicator& indicator_;
  ChoiceLists& lists_;
  TemplateWords words_;
  SheetPlan plan_;
  TemplateSheet sheet_;
};

}  // namespace

PlannedTemplateSheet IndicatorSheet(const TemplateRequest& request, const Catalogue& catalogue,
                                    const Indicator& indicator, ChoiceLists* lists) {
  return SheetBuilder(request, catalogue, indicator, lists).Build();
}

PlannedTemplateSheet NarrativeSheet(const TemplateRequest& request, const Catalogue& catalogue,
                                    const std::vector<const Indicator*>& indicators) {
  const TemplateWords words(catalogue, request.language);
  constexpr int kHeader = 3;
  PlannedTemplateSheet made;
  TemplateSheet& sheet = made.sheet;
  SheetPlan& plan = made.plan;
  sheet.name = "Additional information";
  sheet.header_row = kHeader;
  sheet.columns = {
      {.id = column_id::kIndicator, .name = words.Column(column_id::kIndicator), .width = 12},
      {.id = column_id::kLabel, .name = words.Column("name"), .width = 50},
      {.id = column_id::kNarrative, .name = words.Column(column_id::kNarrative), .width = 90},
      {.id = column_id::kReferences, .name = words.Column(column_id::kReferences), .width = 50}};
  const size_t given = sheet.columns.size();
  if (request.has_word_hints) {
    for (const char* id :
         {hint_id::kConfirm, hint_id::kFrom, hint_id::kNarrative, hint_id::kReferences}) {
      sheet.columns.push_back({.id = id, .name = words.Column(id), .width = kHintWidth});
    }
  }
  plan.name = sheet.name;
  Put(&plan, {0, 0}, Look::kTitle, words.Of(word_id::kAdditional));
  Put(&plan, {1, 0}, Look::kPlain, words.Of(word_id::kAdditionalHint));
  Put(&plan, {2, 0}, Look::kPlain, ProviderText(request));
  int column = 0;
  for (const TemplateColumn& named : sheet.columns) {
    plan.widths.push_back(named.width);
    Put(&plan, {kHeader, column++}, Look::kHeader, named.name);
  }
  int row = kHeader + 1;
  for (const Indicator* indicator : indicators) {
    Put(&plan, {row, 0}, Look::kCode, indicator->code);
    Put(&plan, {row, 1}, Look::kShaded, words.Indicator(*indicator, "short name"));
    Put(&plan, {row, 2}, Look::kInput, "");
    Put(&plan, {row, 3}, Look::kInput, "");
    for (size_t i = given; i < sheet.columns.size(); ++i) {
      const bool is_input = sheet.columns[i].id == hint_id::kConfirm;
      Put(&plan, {row, static_cast<int>(i)}, is_input ? Look::kInput : Look::kHint, "");
    }
    ++row;
  }
  plan.heights.assign(kHeader + 1, 0);
  plan.header_row = kHeader;
  plan.frozen_rows = kHeader + 1;
  return made;
}

}  // namespace lontar::formats
