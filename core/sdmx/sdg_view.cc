#include "core/sdmx/sdg_view.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/formats/sdmx_csv.h"
#include "core/sdmx/area_number.h"
#include "core/sdmx/structure_of.h"

namespace lontar::sdmx {
namespace {

using catalogue::Catalogue;
using catalogue::CrossReference;

constexpr absl::string_view kAgency = "IAEG-SDGs";
constexpr absl::string_view kVersion = "1.26";
constexpr absl::string_view kIndicator871 = "8.7.1";

// The bands that 8.7.1 is published by.
constexpr std::array<std::pair<absl::string_view, absl::string_view>, 3> kAges = {
    {{"Y5T17", "5 to 17 years old"},
     {"Y5T14", "5 to 14 years old"},
     {"Y15T17", "15 to 17 years old"}}};
constexpr std::array<std::pair<absl::string_view, absl::string_view>, 3> kSexes = {
    {{"_T", "Both sexes"}, {"F", "Female"}, {"M", "Male"}}};
constexpr std::array<std::pair<absl::string_view, absl::string_view>, 3> kUrbanisations = {
    {{"_T", "Total"}, {"U", "Urban"}, {"R", "Rural"}}};

template <class Codes>
bool HasCode(const Codes& codes, absl::string_view code) {
  return std::ranges::any_of(codes, [code](const auto& entry) { return entry.first == code; });
}

// What a figure deviates in that the key of the view cannot say. Bands and breakdowns it can: they
// are judged by their codes.
constexpr std::array<absl::string_view, 3> kDeviations = {"concept", "coverage",
                                                          "reference-period"};

bool IsSeriesOf871(const CrossReference& reference) {
  return reference.is_same && reference.system == kAgency && reference.sdg == kIndicator871;
}

// The structure's dimensions in its order; what is not given is the total.
enum SdgDimension : size_t {
  kFreqPlace,
  kTypePlace,
  kSeriesPlace,
  kAreaPlace,
  kSexPlace,
  kAgePlace,
  kUrbanPlace,
  kSdgDimensions = 15
};
constexpr std::array<std::pair<const char*, const char*>, kSdgDimensions> kDimensions = {
    {{"FREQ", "Frequency"},
     {"REPORTING_TYPE", "Reporting type"},
     {"SERIES", "Series"},
     {"REF_AREA", "Reference area"},
     {"SEX", "Sex"},
     {"AGE", "Age"},
     {"URBANISATION", "Degree of urbanisation"},
     {"INCOME_WEALTH_QUANTILE", "Income or wealth quantile"},
     {"EDUCATION_LEV", "Education level"},
     {"OCCUPATION", "Occupation"},
     {"CUST_BREAKDOWN", "Custom breakdown"},
     {"COMPOSITE_BREAKDOWN", "Composite breakdown"},
     {"DISABILITY_STATUS", "Disability status"},
     {"ACTIVITY", "Activity"},
     {"PRODUCT", "Product"}}};

enum SdgAttribute : size_t {
  kUnitPlace,
  kMultiplierPlace,
  kStatusPlace,
  kNaturePlace,
  kSourcePlace,
  kCommentPlace,
  kSdgAttributes
};

template <class Codes>
std::vector<Item> ItemsOf(const Codes& codes) {
  std::vector<Item> items;
  for (const auto& [id, name] : codes) items.push_back({std::string(id), std::string(name)});
  return items;
}

std::vector<Item> SeriesItems(const Catalogue& catalogue) {
  std::vector<Item> items;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    for (const CrossReference& reference : indicator.cross_references) {
      if (!IsSeriesOf871(reference)) continue;
      items.push_back(
          {reference.series, absl::StrCat(indicator.short_name, ": ", reference.series)});
    }
  }
  return items;
}

std::vector<Item> AreaItems(const Structure& own) {
  std::vector<Item> items;
  const int area = own.DimensionAt("REF_AREA");
  for (const Item& member : own.ListOf(own.dimensions[area])->items) {
    const std::string number = AreaNumber(member.id);
    if (!number.empty()) items.push_back({number, member.name});
  }
  return items;
}

int AddList(absl::string_view id, std::vector<Item> items, Structure* structure) {
  ItemScheme list;
  list.reference = {std::string(kAgency), absl::StrCat("CL_", id), std::string(kVersion)};
  list.name = std::string(id);
  list.is_partial = true;
  list.items = std::move(items);
  structure->code_lists.push_back(std::move(list));
  return static_cast<int>(structure->code_lists.size()) - 1;
}

std::vector<Item> ItemsOfDimension(size_t place, const Catalogue& catalogue, const Structure& own) {
  switch (place) {
    case kFreqPlace:
      return {{"A", "Annual"}};
    case kTypePlace:
      return {{"N", "National"}};
    case kSeriesPlace:
      return SeriesItems(catalogue);
    case kAreaPlace:
      return AreaItems(own);
    case kSexPlace:
      return ItemsOf(kSexes);
    case kAgePlace:
      return ItemsOf(kAges);
    case kUrbanPlace:
      return ItemsOf(kUrbanisations);
    default:
      return {{std::string(kTotal), "Total"}};
  }
}

void AddAttributes(Structure* structure) {
  const auto add = [structure](absl::string_view id, std::vector<Item> items, bool of_series) {
    Component attribute{.id = std::string(id), .name = std::string(id), .text_type = "String"};
    if (!items.empty()) attribute.code_list = AddList(id, std::move(items), structure);
    if (of_series) attribute.dimension = "SERIES";
    structure->attributes.push_back(std::move(attribute));
  };
  add("UNIT_MEASURE", {{"PT", "Percent"}, {"NUMBER", "Number"}}, true);
  add("UNIT_MULT", {{"0", "Units"}}, false);
  add("OBS_STATUS", {}, false);
  add("NATURE", {{"C", "Country data"}}, false);
  add("SOURCE_DETAIL", {}, false);
  add("COMMENT_OBS", {}, false);
}

}  // namespace

Structure SdgStructure(const Catalogue& catalogue, const Structure& own) {
  Structure structure;
  structure.reference = {std::string(kAgency), "SDG", std::string(kVersion)};
  structure.dataflow = Reference{std::string(kAgency), "DF_SDG_GLH", std::string(kVersion)};
  structure.name = "SDG harmonized global dataflow";
  for (size_t i = 0; i < kSdgDimensions; ++i) {
    const auto& [id, name] = kDimensions[i];
    Component dimension{.id = id, .name = name};
    dimension.code_list = AddList(id, ItemsOfDimension(i, catalogue, own), &structure);
    structure.dimensions.push_back(std::move(dimension));
  }
  structure.time = {
      .id = "TIME_PERIOD", .name = "Time period", .text_type = "ObservationalTimePeriod"};
  structure.measure = {.id = "OBS_VALUE", .name = "Observation value", .text_type = "Decimal"};
  AddAttributes(&structure);
  return structure;
}

std::vector<std::string> SdgIndicators(const Catalogue& catalogue) {
  std::vector<std::string> ids;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    if (std::ranges::any_of(indicator.cross_references, IsSeriesOf871)) ids.push_back(indicator.id);
  }
  return ids;
}

SdgView::SdgView(const Catalogue& catalogue, const Structure& own, ObservationSink* next)
    : own_(own), next_(next) {
  const auto dimension = [&own](absl::string_view id) { return own.DimensionAt(id); };
  at_ = {dimension("FREQ"), dimension("REF_AREA"), dimension("INDICATOR"),
         dimension("SEX"),  dimension("AGE"),      dimension("URBANISATION")};
  const auto attribute = [&own](absl::string_view id) { return own.AttributeAt(id); };
  said_ = {attribute("UNIT_MEASURE"), attribute("OBS_STATUS"),    attribute("DISPUTE"),
           attribute("DEVIATION"),    attribute("SOURCE_DETAIL"), attribute("METHOD_NOTE"),
           attribute("COMMENT_OBS")};
  const KeyPlan plan = KeyPlanOf(catalogue);
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    for (const CrossReference& reference : indicator.cross_references) {
      const catalogue::Measure* measure = Catalogue::FindMeasure(indicator, reference.measure);
      if (!IsSeriesOf871(reference) || measure == nullptr) continue;
      Series series{reference.series, {}};
      for (size_t i = 0; i < plan.size(); ++i) {
        for (const std::string& source : plan[i].sources) {
          const auto code = reference.codes.find(source);
          if (code != reference.codes.end()) series.codes.emplace_back(i, code->second);
        }
      }
      series_[formats::SdmxIndicatorCode(indicator, *measure)].push_back(std::move(series));
    }
  }
}

const std::string& SdgView::Said(const Observation& observation, int attribute) const {
  static const std::string* const nothing = new std::string();
  return attribute < 0 ? *nothing : observation.attributes[attribute];
}

const SdgView::Series* SdgView::SeriesOf(const Observation& observation) const {
  const auto found = series_.find(observation.key[at_.indicator]);
  if (found == series_.end()) return nullptr;
  for (const Series& series : found->second) {
    const bool is_it = std::ranges::all_of(series.codes, [&observation](const auto& wanted) {
      return observation.key[wanted.first] == wanted.second;
    });
    if (is_it) return &series;
  }
  return nullptr;
}

std::string SdgView::WhyNotFigure(const Observation& observation) const {
  if (!Said(observation, said_.dispute).empty()) return "disputed: offices state two values";
  if (observation.value.empty()) return "without a value here";
  for (const absl::string_view deviation :
       absl::StrSplit(Said(observation, said_.deviation), ';', absl::SkipEmpty())) {
    if (std::ranges::find(kDeviations, deviation) == kDeviations.end()) continue;
    return absl::StrCat("deviates in ", deviation, ", as its office states");
  }
  return "";
}

std::string SdgView::WhyNotKey(const Observation& observation, const Series& series) const {
  const std::vector<std::string>& key = observation.key;
  if (AreaNumber(key[at_.area]).empty()) return "of an area without a number of UN M49 here";
  if (key[at_.frequency] != "A") return "of a part of a year; the series are annual";
  for (size_t i = 0; i < key.size(); ++i) {
    const auto place = static_cast<int>(i);
    const std::string& code = key[i];
    if (place == at_.frequency || place == at_.area || place == at_.indicator) continue;
    if (place == at_.age) {
      if (!HasCode(kAges, code))
        return absl::StrCat("of ages ", code, "; 8.7.1 has 5-17, 5-14, 15-17");
    } else if (place == at_.sex || place == at_.urbanisation) {
      const bool is_known =
          place == at_.sex ? HasCode(kSexes, code) : HasCode(kUrbanisations, code);
      if (!is_known && code != kNotApplicable) {
        return absl::StrCat("broken down by ", own_.dimensions[i].id, " ", code);
      }
    } else if (code != kTotal && code != kNotApplicable) {
      const bool is_named =
          std::ranges::any_of(series.codes, [i](const auto& wanted) { return wanted.first == i; });
      if (!is_named) return absl::StrCat("broken down by ", own_.dimensions[i].id);
    }
  }
  return "";
}

std::string SdgView::WhyNot(const Observation& observation, const Series* series) const {
  if (series == nullptr) return "by a concept that no series of 8.7.1 has";
  const std::string of_key = WhyNotKey(observation, *series);
  return of_key.empty() ? WhyNotFigure(observation) : of_key;
}

Observation SdgView::Project(const Observation& observation, const Series& series) const {
  Observation projected;
  projected.key.assign(kSdgDimensions, std::string(kTotal));
  projected.key[kFreqPlace] = "A";
  projected.key[kTypePlace] = "N";
  projected.key[kSeriesPlace] = series.code;
  projected.key[kAreaPlace] = AreaNumber(observation.key[at_.area]);
  const auto code_at = [&observation](int place) {
    const bool is_given = place >= 0 && observation.key[place] != kNotApplicable;
    return is_given ? observation.key[place] : std::string(kTotal);
  };
  projected.key[kSexPlace] = code_at(at_.sex);
  projected.key[kAgePlace] = code_at(at_.age);
  projected.key[kUrbanPlace] = code_at(at_.urbanisation);
  projected.period = observation.period;
  projected.value = observation.value;
  projected.valid_from = observation.valid_from;
  projected.attributes.resize(kSdgAttributes);
  projected.attributes[kUnitPlace] = Said(observation, said_.unit);
  projected.attributes[kMultiplierPlace] = "0";
  projected.attributes[kStatusPlace] = Said(observation, said_.status);
  projected.attributes[kNaturePlace] = "C";
  projected.attributes[kSourcePlace] = Said(observation, said_.source);
  // The view has no place for a definition in words: it goes along with the comment.
  const std::string& method = Said(observation, said_.method);
  const std::string& comment = Said(observation, said_.comment);
  projected.attributes[kCommentPlace] =
      absl::StrCat(method, method.empty() || comment.empty() ? "" : "; ", comment);
  return projected;
}

absl::Status SdgView::Observe(const Observation& observation) {
  if (!series_.contains(observation.key[at_.indicator])) return absl::OkStatus();
  const Series* series = SeriesOf(observation);
  std::string reason = WhyNot(observation, series);
  if (reason.empty()) {
    ++observations_;
    return next_->Observe(Project(observation, *series));
  }
  const std::string& member = observation.key[at_.area];
  const std::string& indicator = observation.key[at_.indicator];
  NotInView& left = left_out_[{member, indicator, reason}];
  if (left.figures++ == 0) {
    left = {member, indicator, reason, 1, observation.period, observation.period};
  }
  left.first_period = std::min(left.first_period, observation.period);
  left.last_period = std::max(left.last_period, observation.period);
  return absl::OkStatus();
}

std::vector<NotInView> SdgView::not_in_view() const {
  std::vector<NotInView> list;
  for (const auto& [key, left] : left_out_) list.push_back(left);
  return list;
}

}  // namespace lontar::sdmx
