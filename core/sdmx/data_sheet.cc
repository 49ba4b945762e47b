#include "core/sdmx/data_sheet.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/base/status_macros.h"
#include "core/formats/stream_sheet.h"
#include "core/sdmx/data_csv.h"
#include "core/sdmx/labels.h"
#include "core/sdmx/output.h"
#include "core/sdmx/structure_of.h"

namespace lontar::sdmx {
namespace {

using formats::StreamCell;
using formats::StreamColumn;

// Wide enough for what stands there as a rule.
constexpr double kNarrow = 10;
constexpr double kMiddle = 18;
constexpr double kWide = 40;

// The list number of each indicator's codes: where categories annotate the indicator.
std::map<std::string, std::string> NumbersOf(const Structure& structure) {
  std::map<std::string, std::string> numbers;  // by code without its measure
  for (const Category& list : structure.categories) {
    for (const Category& category : list.children) {
      for (const auto& [type, text] : category.annotations) {
        if (type == "INDICATOR") numbers[text] = category.id;
      }
    }
  }
  return numbers;
}

// What a row says, column by column.
class SheetRows {
 public:
  explicit SheetRows(const Structure& structure)
      : structure_(structure),
        numbers_(NumbersOf(structure)),
        dimensions_(LabelsOf(structure, structure.dimensions)),
        attributes_(LabelsOf(structure, structure.attributes)) {}

  std::vector<StreamColumn> Columns() const {
    std::vector<StreamColumn> columns = {{"Member", kMiddle}, {"No.", kNarrow}};
    for (size_t i = kFirst; i < structure_.dimensions.size(); ++i) {
      columns.push_back({structure_.dimensions[i].name, i == kFirst ? kWide : kMiddle});
    }
    for (const char* title : {"Period", "Value", "Unit", "Status", "Confidentiality", "Flags"}) {
      columns.push_back({title, kMiddle});
    }
    for (const char* title : {"Provider", "Source", "Definition", "Comment"}) {
      columns.push_back({title, kWide});
    }
    for (const char* title : {"Entered by", "Report", "Log index", "Key"}) {
      columns.push_back({title, kMiddle});
    }
    return columns;
  }

  std::vector<StreamCell> RowOf(const Observation& observation) const {
    std::vector<StreamCell> row;
    row.push_back({Named(dimensions_[kMember], observation.key[kMember])});
    row.push_back({NumberOf(observation.key[kFirst])});
    for (size_t i = kFirst; i < observation.key.size(); ++i) {
      const std::string& code = observation.key[i];
      row.push_back({code == kNotApplicable ? "" : Named(dimensions_[i], code)});
    }
    row.push_back({observation.period});
    row.push_back({observation.value, true});
    for (const char* id : {"UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS"}) {
      row.push_back({Label(observation, id)});
    }
    row.push_back({Flags(observation)});
    row.push_back({Label(observation, "DATA_PROVIDER")});
    for (const char* id : {"SOURCE_DETAIL", "METHOD_NOTE", "COMMENT_OBS", "ON_BEHALF",
                           "SUBMISSION_ID", "LOG_INDEX"}) {
      row.push_back({Text(observation, id), absl::string_view(id) == "LOG_INDEX"});
    }
    row.push_back({absl::StrJoin(observation.key, ".")});
    return row;
  }

 private:
  static constexpr size_t kMember = 1;
  static constexpr size_t kFirst = 2;  // INDICATOR: the frequency shows in the period

  static std::string Named(const Labels& labels, const std::string& code) {
    const std::string& name = labels.NameOf(code);
    return name.empty() ? code : name;
  }

  std::string NumberOf(const std::string& code) const {
    const auto found = numbers_.find(code.substr(0, code.rfind('_')));
    return found == numbers_.end() ? "" : found->second;
  }

  std::string Text(const Observation& observation, absl::string_view id) const {
    const int at = structure_.AttributeAt(id);
    return at < 0 ? "" : observation.attributes[at];
  }

  std::string Label(const Observation& observation, absl::string_view id) const {
    const int at = structure_.AttributeAt(id);
    return at < 0 ? "" : Named(attributes_[at], observation.attributes[at]);
  }

  std::string Flags(const Observation& observation) const {
    std::vector<std::string> flags;
    if (!Text(observation, "BASELINE").empty()) flags.emplace_back("baseline");
    if (!Text(observation, "DISPUTE").empty()) {
      flags.push_back(absl::StrCat("disputed: ", Label(observation, "DISPUTE")));
    }
    const std::string deviations = Text(observation, "DEVIATION");
    if (!deviations.empty()) {
      flags.push_back(absl::StrCat("deviates: ", absl::StrReplaceAll(deviations, {{";", ", "}})));
    }
    return absl::StrJoin(flags, "; ");
  }

  const Structure& structure_;
  const std::map<std::string, std::string> numbers_;
  const std::vector<Labels> dimensions_;
  const std::vector<Labels> attributes_;
};

class SheetCsvWriter : public ObservationSink {
 public:
  SheetCsvWriter(const Structure& structure, const SheetCsvOptions& options, ByteSink sink)
      : rows_(structure), options_(options), output_(std::move(sink)) {}

  absl::Status Begin() override {
    output_.text() += "\xEF\xBB\xBF";
    std::vector<StreamCell> titles;
    for (const StreamColumn& column : rows_.Columns()) titles.push_back({column.title});
    Append(titles);
    return output_.Flow();
  }

  absl::Status Observe(const Observation& observation) override {
    Append(rows_.RowOf(observation));
    return output_.Flow();
  }

  absl::Status End() override { return output_.Flush(); }

 private:
  void Append(const std::vector<StreamCell>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) output_.text() += options_.separator;
      AppendCsvCell(TextOf(cells[i]), options_.separator, &output_.text());
    }
    output_.text() += "\r\n";
  }

  std::string TextOf(const StreamCell& cell) const {
    if (!cell.is_number) return WithoutFormula(cell.text);
    if (options_.decimal == '.') return cell.text;
    return absl::StrReplaceAll(cell.text, {{".", std::string(1, options_.decimal)}});
  }

  const SheetRows rows_;
  const SheetCsvOptions options_;
  Output output_;
};

class XlsxWriter : public ObservationSink {
 public:
  XlsxWriter(const Structure& structure, MessageHead head, std::string band, ByteSink sink)
      : structure_(structure),
        rows_(structure),
        head_(std::move(head)),
        band_(std::move(band)),
        sink_(std::move(sink)) {}

  absl::Status Begin() override {
    LONTAR_ASSIGN_OR_RETURN(sheet_, formats::StreamSheet::Make({.title = structure_.name,
                                                                .sheet = "Figures",
                                                                .band = band_,
                                                                .created = head_.prepared,
                                                                .columns = rows_.Columns()}));
    return absl::OkStatus();
  }

  absl::Status Observe(const Observation& observation) override {
    return sheet_->AddRow(rows_.RowOf(observation));
  }

  absl::Status End() override {
    LONTAR_ASSIGN_OR_RETURN(const std::string file, sheet_->Finish());
    return sink_(file);
  }

 private:
  const Structure& structure_;
  const SheetRows rows_;
  const MessageHead head_;
  const std::string band_;
  ByteSink sink_;
  std::unique_ptr<formats::StreamSheet> sheet_;
};

}  // namespace

std::unique_ptr<ObservationSink> MakeSheetCsvWriter(const Structure& structure,
                                                    const SheetCsvOptions& options, ByteSink sink) {
  return std::make_unique<SheetCsvWriter>(structure, options, std::move(sink));
}

std::unique_ptr<ObservationSink> MakeXlsxWriter(const Structure& structure, const MessageHead& head,
                                                std::string band, ByteSink sink) {
  return std::make_unique<XlsxWriter>(structure, head, std::move(band), std::move(sink));
}

std::string WithoutFormula(absl::string_view text) {
  const bool is_risky =
      !text.empty() && absl::string_view("=+-@\t\r").find(text[0]) != absl::string_view::npos;
  return absl::StrCat(is_risky ? "'" : "", text);
}

}  // namespace lontar::sdmx
