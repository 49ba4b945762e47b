#include "core/sdmx/data_json.h"

#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"
#include "core/sdmx/json_pen.h"
#include "core/sdmx/labels.h"
#include "core/sdmx/output.h"

namespace lontar::sdmx {
namespace {

// The place of each text among those that occur.
class Indexes {
 public:
  explicit Indexes(const std::set<std::string>& occurring) {
    for (const std::string& text : occurring) {
      places_.emplace(text, static_cast<int>(places_.size()));
    }
  }
  absl::StatusOr<int> Of(const std::string& text) const {
    const auto found = places_.find(text);
    if (found != places_.end()) return found->second;
    return base::Problem(absl::StatusCode::kAborted, "SURVEY_DIFFERS",
                         "figures came in while the file was written; do it again");
  }

 private:
  std::unordered_map<std::string, int> places_;
};

std::vector<Indexes> IndexesOf(const std::vector<std::set<std::string>>& occurring) {
  std::vector<Indexes> indexes;
  indexes.reserve(occurring.size());
  for (const std::set<std::string>& texts : occurring) indexes.emplace_back(texts);
  return indexes;
}

class JsonWriter : public ObservationSink {
 public:
  JsonWriter(const JsonMessage& message, ByteSink sink)
      : structure_(message.structure),
        head_(message.head),
        survey_(message.survey),
        form_(message.form),
        is_10_(message.form == JsonData::k10),
        dimension_indexes_(IndexesOf(survey_.dimensions())),
        attribute_indexes_(IndexesOf(survey_.attributes())),
        period_indexes_(survey_.periods()),
        output_(std::move(sink)),
        pen_(&output_.text()) {}

  absl::Status Begin() override {
    pen_.Open('{');
    AppendMeta();
    pen_.Key("data").Open('{');
    if (is_10_) {
      pen_.Key("structure");
      AppendStructure();
    } else {
      pen_.Key("structures").Open('[');
      AppendStructure();
      pen_.Close(']');
    }
    pen_.Key("dataSets").Open('[');
    return output_.Flow();
  }

  absl::Status Observe(const Observation& observation) override {
    if (!has_data_set_ || observation.is_deleted != is_deleted_ ||
        observation.edition != edition_) {
      edition_ = observation.edition;
      OpenDataSet(observation.is_deleted);
    }
    if (!head_.is_flat && (!is_open_ || observation.key != key_)) {
      CloseSeries();
      LONTAR_RETURN_IF_ERROR(OpenSeries(observation));
    }
    if (observation.period.empty()) return output_.Flow();
    LONTAR_ASSIGN_OR_RETURN(const std::string id, IdOf(observation));
    pen_.Key(id).Open('[');
    if (observation.value.empty()) {
      pen_.Raw("null");
    } else if (is_10_) {
      pen_.Raw(observation.value);  // a JSON number has its digits too
    } else {
      pen_.Text(observation.value);
    }
    LONTAR_RETURN_IF_ERROR(AppendAttributes(observation, false));
    pen_.Close(']');
    return output_.Flow();
  }

  absl::Status End() override {
    if (!has_data_set_) OpenDataSet(false);
    CloseDataSet();
    pen_.Close(']').Close('}');
    pen_.Key("errors").Open('[').Close(']').Close('}');
    output_.text() += '\n';
    return output_.Flush();
  }

 private:
  absl::string_view SchemaUrl() const {
    switch (form_) {
      case JsonData::k10:
        return "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/"
               "schemas/1.0/sdmx-json-data-schema.json";
      case JsonData::k20:
        return "https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json";
      case JsonData::k21:
        return "https://json.sdmx.org/2.1/sdmx-json-data-schema.json";
    }
    return "";
  }

  void AppendMeta() {
    if (form_ == JsonData::k21) pen_.Key("$schema").Text(SchemaUrl());
    pen_.Key("meta").Open('{');
    if (form_ != JsonData::k21) pen_.Key("schema").Text(SchemaUrl());
    pen_.Key("id").Text(head_.id).Key("test").Raw(head_.is_test ? "true" : "false");
    pen_.Key("prepared").Text(head_.PreparedText());
    pen_.Key("contentLanguages").Open('[');
    pen_.Text(structure_.language).Close(']');
    pen_.Key("sender").Open('{').Key("id").Text(head_.SenderId()).Close('}').Close('}');
  }

  void OpenDataSet(bool is_deleted) {
    if (has_data_set_) CloseDataSet();
    has_data_set_ = true;
    is_deleted_ = is_deleted;
    pen_.Open('{');
    if (!is_10_) pen_.Key("structure").Raw("0");
    pen_.Key("links").Open('[');
    AppendLink("dataflow", structure_.DataflowUrn());
    pen_.Close(']');
    pen_.Key("action").Text(is_deleted ? "Delete" : "Replace");
    AppendValidity();
    pen_.Key(head_.is_flat ? "observations" : "series").Open('{');
  }

  void AppendValidity() {
    if (head_.editions.empty()) return;
    const Validity& validity = head_.editions[edition_];
    pen_.Key("validFrom").Text(MessageHead::InstantText(validity.from));
    if (validity.to) pen_.Key("validTo").Text(MessageHead::InstantText(*validity.to));
  }

  void CloseDataSet() {
    CloseSeries();
    pen_.Close('}').Close('}');
  }

  void AppendLink(absl::string_view rel, absl::string_view urn) {
    pen_.Open('{').Key("rel").Text(rel).Key("urn").Text(urn).Close('}');
  }

  // A dimension that has one value throughout stands in the data set and in no id.
  bool IsOfDataSet(size_t dimension) const { return survey_.dimensions()[dimension].size() == 1; }
  bool IsOfSeries(size_t attribute) const {
    return !head_.is_flat && !structure_.attributes[attribute].dimension.empty();
  }
  bool HasValues(size_t attribute) const {
    return is_10_ || structure_.attributes[attribute].code_list >= 0;
  }

  void AppendStructure() {
    pen_.Open('{').Key("links").Open('[');
    AppendLink("dataflow", structure_.DataflowUrn());
    AppendLink("datastructure", structure_.DataStructureUrn());
    pen_.Close(']').Named(structure_.name, structure_.language);
    pen_.Key("dimensions").Open('{');
    AppendDimensions("dataSet", Level::kDataSet);
    AppendDimensions("series", Level::kSeries);
    AppendDimensions("observation", Level::kObservation);
    pen_.Close('}');
    if (!is_10_) AppendMeasures();
    AppendAttributeComponents();
    pen_.Key("annotations").Open('[').Close(']');
    if (!is_10_) AppendDataSetIndexes();
    pen_.Close('}');
  }

  // What went stands in a data set of its own, and so does each edition.
  void AppendDataSetIndexes() {
    const bool has_both = survey_.deletions() > 0 && survey_.deletions() < survey_.observations();
    const size_t data_sets = head_.editions.empty() ? (has_both ? 2 : 1) : head_.editions.size();
    pen_.Key("dataSets").Open('[');
    for (size_t i = 0; i < data_sets; ++i) pen_.Raw(absl::StrCat(i));
    pen_.Close(']');
  }

  // Time stands with the observation, though it may have one value throughout: so no id is empty.
  enum class Level { kDataSet, kSeries, kObservation };
  Level LevelOf(size_t dimension) const {
    if (IsOfDataSet(dimension)) return Level::kDataSet;
    return head_.is_flat ? Level::kObservation : Level::kSeries;
  }

  void AppendDimensions(absl::string_view name, Level level) {
    pen_.Key(name).Open('[');
    for (size_t i = 0; i < structure_.dimensions.size(); ++i) {
      if (LevelOf(i) != level || !CanStand(survey_.dimensions()[i])) continue;
      const Component& dimension = structure_.dimensions[i];
      pen_.Open('{').Key("id").Text(dimension.id).Named(dimension.name, structure_.language);
      pen_.Key("keyPosition").Raw(absl::StrCat(i));
      if (dimension.id == "FREQ") AppendRole("FREQ");
      AppendValues(dimension, survey_.dimensions()[i]);
      pen_.Close('}');
    }
    if (level == Level::kObservation) AppendTime();
    pen_.Close(']');
  }

  // 2.0 wants at least one value of each dimension: one in which nothing occurs is left out there.
  bool CanStand(const std::set<std::string>& occurring) const {
    return form_ != JsonData::k20 || !occurring.empty();
  }
  // In the 3.x generation `values` is never empty: it is left out.
  bool HasAny(const std::set<std::string>& occurring) const { return is_10_ || !occurring.empty(); }

  void AppendRole(absl::string_view role) { pen_.Key("roles").Open('[').Text(role).Close(']'); }

  void AppendValues(const Component& component, const std::set<std::string>& occurring) {
    if (!HasAny(occurring)) return;
    const Labels labels(structure_.ListOf(component));
    pen_.Key("values").Open('[');
    for (const std::string& value : occurring) {
      pen_.Open('{');
      if (component.code_list >= 0) {
        const std::string& name = labels.NameOf(value);
        pen_.Key("id").Text(value).Named(name.empty() ? value : name, structure_.language);
      } else if (is_10_) {
        pen_.Key("name").Text(value);
      } else {
        pen_.Key("value").Text(value);
      }
      pen_.Close('}');
    }
    pen_.Close(']');
  }

  void AppendTime() {
    if (!CanStand(survey_.periods())) return;
    const Component& time = structure_.time;
    pen_.Open('{').Key("id").Text(time.id).Named(time.name, structure_.language);
    pen_.Key("keyPosition").Raw(absl::StrCat(structure_.dimensions.size()));
    AppendRole("TIME_PERIOD");
    if (HasAny(survey_.periods())) AppendPeriods();
    pen_.Close('}');
  }

  void AppendPeriods() {
    pen_.Key("values").Open('[');
    for (const std::string& period : survey_.periods()) {
      pen_.Open('{');
      if (is_10_) {
        pen_.Key("id").Text(period).Key("name").Text(period);
      } else {
        pen_.Key("value").Text(period);
      }
      const PeriodBounds bounds = BoundsOf(period);
      if (!bounds.start.empty()) pen_.Key("start").Text(bounds.start).Key("end").Text(bounds.end);
      pen_.Close('}');
    }
    pen_.Close(']');
  }

  void AppendMeasures() {
    const Component& measure = structure_.measure;
    pen_.Key("measures").Open('{').Key("observation").Open('[').Open('{');
    pen_.Key("id").Text(measure.id).Named(measure.name, structure_.language);
    pen_.Key("format").Open('{').Key("dataType").Text(measure.text_type).Close('}');
    pen_.Close('}').Close(']').Close('}');
  }

  void AppendAttributeComponents() {
    pen_.Key("attributes").Open('{').Key("dataSet").Open('[').Close(']');
    if (!is_10_) pen_.Key("dimensionGroup").Open('[').Close(']');
    for (const bool of_series : {true, false}) {
      pen_.Key(of_series ? "series" : "observation").Open('[');
      for (size_t i = 0; i < structure_.attributes.size(); ++i) {
        if (IsOfSeries(i) == of_series) AppendAttributeComponent(i);
      }
      pen_.Close(']');
    }
    pen_.Close('}');
  }

  void AppendAttributeComponent(size_t place) {
    const Component& attribute = structure_.attributes[place];
    pen_.Open('{').Key("id").Text(attribute.id).Named(attribute.name, structure_.language);
    pen_.Key("relationship").Open('{');
    if (!attribute.dimension.empty()) {
      pen_.Key("dimensions").Open('[').Text(attribute.dimension).Close(']');
    } else if (is_10_) {
      pen_.Key("primaryMeasure").Text(structure_.measure.id);
    } else {
      pen_.Key("observation").Open('{').Close('}');
    }
    pen_.Close('}');
    if (HasValues(place)) {
      AppendValues(attribute, survey_.attributes()[place]);
    } else {
      pen_.Key("format").Open('{').Key("dataType").Text(attribute.text_type).Close('}');
    }
    pen_.Close('}');
  }

  // The places of a key's codes, of dimensions that stand in the data set left out.
  absl::StatusOr<std::string> KeyId(const std::vector<std::string>& key) const {
    std::string id;
    for (size_t i = 0; i < key.size(); ++i) {
      LONTAR_ASSIGN_OR_RETURN(const int index, dimension_indexes_[i].Of(key[i]));
      if (!IsOfDataSet(i)) absl::StrAppend(&id, id.empty() ? "" : ":", index);
    }
    return id;
  }

  // Of an observation: the place of its period, and before it those of its key if it is in no
  // series.
  absl::StatusOr<std::string> IdOf(const Observation& observation) const {
    std::string id;
    if (head_.is_flat) {
      LONTAR_ASSIGN_OR_RETURN(id, KeyId(observation.key));
    }
    LONTAR_ASSIGN_OR_RETURN(const int period, period_indexes_.Of(observation.period));
    absl::StrAppend(&id, id.empty() ? "" : ":", period);
    return id;
  }

  absl::Status OpenSeries(const Observation& observation) {
    key_ = observation.key;
    is_open_ = true;
    LONTAR_ASSIGN_OR_RETURN(const std::string id, KeyId(key_));
    // A single series: no dimension is left to count it by.
    pen_.Key(id.empty() ? "0" : id).Open('{').Key("attributes").Open('[');
    LONTAR_RETURN_IF_ERROR(AppendAttributes(observation, true));
    pen_.Close(']').Key("observations").Open('{');
    return absl::OkStatus();
  }

  void CloseSeries() {
    if (is_open_) pen_.Close('}').Close('}');
    is_open_ = false;
  }

  absl::Status AppendAttributes(const Observation& observation, bool of_series) {
    for (size_t i = 0; i < observation.attributes.size(); ++i) {
      if (IsOfSeries(i) != of_series) continue;
      const std::string& value = observation.attributes[i];
      if (value.empty()) {
        pen_.Raw("null");
      } else if (HasValues(i)) {
        LONTAR_ASSIGN_OR_RETURN(const int index, attribute_indexes_[i].Of(value));
        pen_.Raw(absl::StrCat(index));
      } else if (structure_.attributes[i].text_type == "Integer") {
        pen_.Raw(value);
      } else {
        pen_.Text(value);
      }
    }
    return absl::OkStatus();
  }

  const Structure& structure_;
  const MessageHead head_;
  const Survey& survey_;
  const JsonData form_;
  const bool is_10_;
  const std::vector<Indexes> dimension_indexes_;
  const std::vector<Indexes> attribute_indexes_;
  const Indexes period_indexes_;
  Output output_;
  JsonPen pen_;
  bool has_data_set_ = false;
  bool is_deleted_ = false;
  size_t edition_ = 0;
  bool is_open_ = false;
  std::vector<std::string> key_;
};

int MonthsIn(absl::string_view period) {
  const size_t dash = period.find('-');
  if (dash == absl::string_view::npos) return 12;
  switch (period[dash + 1]) {
    case 'S':
      return 6;
    case 'T':
      return 4;
    case 'Q':
      return 3;
    case 'M':
      return 1;
    default:
      return 12;
  }
}

}  // namespace

std::unique_ptr<ObservationSink> MakeJsonWriter(const JsonMessage& message, ByteSink sink) {
  return std::make_unique<JsonWriter>(message, std::move(sink));
}

PeriodBounds BoundsOf(absl::string_view period) {
  const absl::StatusOr<observation::Period> parsed = observation::Period::Parse(period);
  if (!parsed.ok()) return {};
  const absl::CivilMonth last(parsed->last_day());
  const absl::CivilDay first(last - (MonthsIn(period) - 1));
  return {absl::StrCat(observation::DateText(first), "T00:00:00Z"),
          absl::StrCat(observation::DateText(parsed->last_day()), "T23:59:59Z")};
}

}  // namespace lontar::sdmx
