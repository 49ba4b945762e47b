#include "core/sdmx/data_csv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"
#include "core/sdmx/labels.h"
#include "core/sdmx/output.h"

namespace lontar::sdmx {
namespace {

constexpr char kComma = ',';

class CsvWriter : public ObservationSink {
 public:
  CsvWriter(const Structure& structure, const CsvOptions& options, ByteSink sink)
      : structure_(structure),
        options_(options),
        is_10_(options.version == CsvVersion::k10),
        dimension_labels_(LabelsOf(structure, structure.dimensions)),
        attribute_labels_(LabelsOf(structure, structure.attributes)),
        output_(std::move(sink)) {}

  absl::Status Begin() override {
    std::string& out = output_.text();
    if (is_10_) {
      out += "DATAFLOW";
    } else {
      out += "STRUCTURE,STRUCTURE_ID";
      if (options_.labels == CsvLabels::kName) out += ",STRUCTURE_NAME";
      out += ",ACTION";
      if (HasSeriesKey()) out += ",SERIES_KEY";
      if (HasObsKey()) out += ",OBS_KEY";
    }
    for (const Component& dimension : structure_.dimensions) AppendHeader(dimension);
    AppendHeader(structure_.time);
    AppendHeader(structure_.measure);
    for (const Component& attribute : structure_.attributes) AppendHeader(attribute);
    out += '\n';
    return output_.Flow();
  }

  absl::Status Observe(const Observation& observation) override {
    if (observation.key != key_ || observation.is_deleted != is_deleted_ || prefix_.empty()) {
      is_deleted_ = observation.is_deleted;
      MakePrefixes(observation.key);
    }
    std::string& out = output_.text();
    const std::string period = NormalizedPeriod(observation.period, options_.time);
    out += prefix_;
    if (!is_10_ && HasObsKey()) {
      AppendCell(absl::StrCat(series_key_, ".", period));
    }
    out += key_cells_;
    AppendValue(period, "");
    AppendValue(observation.value, "");
    for (size_t i = 0; i < observation.attributes.size(); ++i) {
      const std::string& value = observation.attributes[i];
      AppendValue(value, value.empty() ? value : attribute_labels_[i].NameOf(value));
    }
    out += '\n';
    return output_.Flow();
  }

  absl::Status End() override { return output_.Flush(); }

 private:
  bool HasSeriesKey() const {
    return options_.keys == CsvKeys::kSeries || options_.keys == CsvKeys::kBoth;
  }
  bool HasObsKey() const {
    return options_.keys == CsvKeys::kObs || options_.keys == CsvKeys::kBoth;
  }

  void AppendCell(absl::string_view cell) {
    output_.text() += kComma;
    AppendCsvCell(cell, kComma, &output_.text());
  }

  void AppendHeader(const Component& component) {
    if (options_.labels == CsvLabels::kBoth) {
      AppendCell(absl::StrCat(component.id, ": ", component.name));
    } else {
      AppendCell(component.id);
    }
    if (options_.labels == CsvLabels::kName) AppendCell(component.name);
  }

  // A code or text with the name it has, in one cell or two.
  void AppendValue(const std::string& value, const std::string& name) {
    if (options_.labels == CsvLabels::kBoth && !name.empty()) {
      AppendCell(absl::StrCat(value, ": ", name));
    } else {
      AppendCell(value);
    }
    if (options_.labels == CsvLabels::kName) AppendCell(name);
  }

  // What all rows of a series have in common.
  void MakePrefixes(const std::vector<std::string>& key) {
    key_ = key;
    series_key_ = absl::StrJoin(key, ".");
    std::string kept;
    std::swap(kept, output_.text());
    AppendStructure();
    prefix_ = std::exchange(output_.text(), "");
    for (size_t i = 0; i < key.size(); ++i)
      AppendValue(key[i], dimension_labels_[i].NameOf(key[i]));
    key_cells_ = std::exchange(output_.text(), std::move(kept));
  }

  void AppendStructure() {
    const bool is_both = options_.labels == CsvLabels::kBoth;
    const std::string id =
        is_both ? absl::StrCat(structure_.DataflowReference().Text(), ": ", structure_.name)
                : structure_.DataflowReference().Text();
    if (is_10_) {
      AppendCsvCell(id, kComma, &output_.text());
      return;
    }
    output_.text() += "dataflow";
    AppendCell(id);
    if (options_.labels == CsvLabels::kName) AppendCell(structure_.name);
    AppendCell(is_deleted_ ? "D" : "R");
    if (HasSeriesKey()) AppendCell(series_key_);
  }

  const Structure& structure_;
  const CsvOptions options_;
  const bool is_10_;
  const std::vector<Labels> dimension_labels_;
  const std::vector<Labels> attribute_labels_;
  Output output_;
  std::vector<std::string> key_;
  bool is_deleted_ = false;
  std::string series_key_;
  std::string prefix_;     // up to the key of the series
  std::string key_cells_;  // the dimensions
};

}  // namespace

std::unique_ptr<ObservationSink> MakeCsvWriter(const Structure& structure,
                                               const CsvOptions& options, ByteSink sink) {
  return std::make_unique<CsvWriter>(structure, options, std::move(sink));
}

void AppendCsvCell(absl::string_view cell, char separator, std::string* out) {
  const bool needs_quotes = std::ranges::any_of(
      cell, [separator](char c) { return c == separator || c == '"' || c == '\r' || c == '\n'; });
  if (!needs_quotes) {
    out->append(cell.data(), cell.size());
    return;
  }
  out->push_back('"');
  for (const char c : cell) {
    if (c == '"') out->push_back('"');
    out->push_back(c);
  }
  out->push_back('"');
}

std::string NormalizedPeriod(absl::string_view period, CsvTime time) {
  if (time == CsvTime::kOriginal) return std::string(period);
  const absl::StatusOr<observation::Period> parsed = observation::Period::Parse(period);
  if (!parsed.ok()) return std::string(period);
  if (time == CsvTime::kYears) return absl::StrCat(parsed->year());
  return absl::StrFormat("%04d-%02d", parsed->last_day().year(), parsed->last_day().month());
}

}  // namespace lontar::sdmx
