#include "hub/rest/read_query.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/sdmx/time_value.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

absl::Status ReadWish(Parameters* parameters, FormatWish* wish) {
  LONTAR_ASSIGN_OR_RETURN(const std::string format, parameters->Take("format"));
  LONTAR_ASSIGN_OR_RETURN(const std::string version, parameters->Take("formatVersion"));
  LONTAR_ASSIGN_OR_RETURN(const std::string language, parameters->Take("lang"));
  LONTAR_ASSIGN_OR_RETURN(const std::string compression, parameters->Take("compression"));
  wish->format = format;
  wish->version = version;
  wish->language = language;
  if (compression.empty()) return absl::OkStatus();
  return NotServed("compression is asked for by the header Accept-Encoding: gzip");
}

// Resources of the standard that have no data here.
bool IsOtherResource(absl::string_view name) {
  constexpr std::array<absl::string_view, 4> kOthers = {"schema", "metadata", "registration",
                                                        "subscription"};
  return std::ranges::find(kOthers, name) != kOthers.end();
}

absl::Status NoResource(Generation generation, absl::string_view name) {
  return Absent(absl::StrCat(base::Quoted(name), " is no resource of this interface; ",
                             generation == Generation::kV1
                                 ? "write data, availableconstraint, or a type of structure"
                                 : "write data, availability or structure"));
}

absl::Status ReadResource(const std::vector<std::string>& path, Parameters* parameters,
                          RestQuery* query) {
  const std::string& resource = path.front();
  const std::vector<std::string> rest(path.begin() + 1, path.end());
  const bool is_v1 = query->generation == Generation::kV1;
  if (resource == "data" || resource == (is_v1 ? "availableconstraint" : "availability")) {
    query->kind = resource == "data" ? Kind::kData : Kind::kAvailability;
    return is_v1 ? ReadDataV1(rest, parameters, query) : ReadDataV2(rest, parameters, query);
  }
  if (IsOtherResource(resource)) {
    return NotServed(absl::StrCat("this hub has no ", resource,
                                  "; its figures are at data, their structure at ",
                                  is_v1 ? "datastructure" : "structure"));
  }
  query->kind = Kind::kStructure;
  if (is_v1) {
    if (!IsStructureType(query->generation, resource)) {
      return NoResource(query->generation, resource);
    }
    return ReadStructure(resource, rest, parameters, query);
  }
  if (resource != "structure") return NoResource(query->generation, resource);
  const std::string type = rest.empty() ? "*" : rest.front();
  if (!IsStructureType(query->generation, type)) {
    return BadQuery(absl::StrCat(base::Quoted(type),
                                 " is no type of structure; write "
                                 "datastructure, dataflow, codelist, … or *"));
  }
  return ReadStructure(type, {rest.empty() ? rest.end() : rest.begin() + 1, rest.end()}, parameters,
                       query);
}

absl::Status TakeCount(absl::string_view name, uint64_t least, Parameters* parameters,
                       std::optional<uint64_t>* count) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, parameters->Take(name));
  if (text.empty()) return absl::OkStatus();
  uint64_t number = 0;
  if (!absl::SimpleAtoi(text, &number) || number < least) {
    return BadQuery(
        absl::StrCat(name, " is a number from ", least, " on, not ", base::Quoted(text)));
  }
  *count = number;
  return absl::OkStatus();
}

// "none", "all", or a type.
absl::Status AddReference(absl::string_view name, std::vector<ArtefactType>* types) {
  using Type = ArtefactType;
  constexpr std::array<std::pair<absl::string_view, Type>, 5> kTypes = {
      {{"codelist", Type::kCodelist},
       {"conceptscheme", Type::kConceptScheme},
       {"datastructure", Type::kDataStructure},
       {"dataflow", Type::kDataflow},
       {"dataproviderscheme", Type::kDataProviderScheme}}};
  bool is_known = name == "none" || name == "all";
  for (const auto& [known, type] : kTypes) {
    if (name != known && name != "all") continue;
    types->push_back(type);
    is_known = true;
  }
  if (is_known) return absl::OkStatus();
  return BadQuery(
      absl::StrCat("references is none, all, codelist, conceptscheme, datastructure, "
                   "dataflow or dataproviderscheme, not ",
                   base::Quoted(name)));
}

}  // namespace

absl::StatusOr<std::vector<std::string>> NamesOf(absl::string_view text, char separator) {
  std::vector<std::string> names;
  if (text.empty() || text == "*" || absl::EqualsIgnoreCase(text, "all")) return names;
  for (const absl::string_view name : absl::StrSplit(text, separator)) {
    if (name.empty()) {
      return BadQuery(absl::StrCat(base::Quoted(text), " has an empty name in it"));
    }
    if (name == "*" || absl::EqualsIgnoreCase(name, "all")) return std::vector<std::string>();
    names.emplace_back(name);
  }
  return names;
}

absl::StatusOr<std::vector<VersionPattern>> VersionsOf(absl::string_view text, char separator) {
  std::vector<VersionPattern> versions;
  if (text.empty()) return versions;
  // A "+" alone is the latest stable one, whatever joins versions elsewhere.
  const bool is_one = text == "+" || separator == 0;
  for (const absl::string_view one :
       is_one ? std::vector<absl::string_view>{text}
              : std::vector<absl::string_view>(absl::StrSplit(text, separator))) {
    const auto pattern = VersionPatternOf(one);
    if (!pattern) {
      return BadQuery(
          absl::StrCat(base::Quoted(one), " is no version; write 1.0.0, latest, +, ~ or *"));
    }
    versions.push_back(*pattern);
  }
  return versions;
}

absl::Status TakeInstant(absl::string_view name, Parameters* parameters,
                         std::optional<absl::Time>* instant) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, parameters->Take(name));
  if (text.empty()) return absl::OkStatus();
  *instant = sdmx::InstantOf(text);
  if (*instant) return absl::OkStatus();
  return BadQuery(
      absl::StrCat(name, " is an instant like 2026-11-22T01:00:00Z, not ", base::Quoted(text)));
}

absl::Status TakeCounts(Parameters* parameters, sdmx::Selection* selection) {
  LONTAR_RETURN_IF_ERROR(TakeCount("firstNObservations", 1, parameters, &selection->first));
  return TakeCount("lastNObservations", 1, parameters, &selection->last);
}

absl::Status TakeDimensionAtObservation(Parameters* parameters, DataQuery* data) {
  LONTAR_ASSIGN_OR_RETURN(const std::string dimension, parameters->Take("dimensionAtObservation"));
  if (dimension.empty() || dimension == "TIME_PERIOD") return absl::OkStatus();
  if (dimension == "AllDimensions") {
    data->is_flat = true;
    return absl::OkStatus();
  }
  return NotServed(absl::StrCat("observations stand by TIME_PERIOD or AllDimensions here, not by ",
                                base::Quoted(dimension)));
}

absl::Status TakeIncludeHistory(Parameters* parameters, DataQuery* data) {
  LONTAR_ASSIGN_OR_RETURN(const std::string history, parameters->Take("includeHistory"));
  if (history.empty() || history == "false") return absl::OkStatus();
  if (history != "true") {
    return BadQuery(absl::StrCat("includeHistory is true or false, not ", base::Quoted(history)));
  }
  if (data->updated_after) {
    return NotServed("includeHistory and updatedAfter are not served together");
  }
  data->has_history = true;
  return absl::OkStatus();
}

absl::Status ReadAvailability(absl::string_view components, Parameters* parameters,
                              RestQuery* query) {
  LONTAR_ASSIGN_OR_RETURN(query->availability.components,
                          NamesOf(components, query->generation == Generation::kV1 ? '+' : ','));
  LONTAR_ASSIGN_OR_RETURN(const std::string mode, parameters->Take("mode"));
  LONTAR_ASSIGN_OR_RETURN(const std::string references, parameters->Take("references"));
  if (!mode.empty() && mode != "exact" && mode != "available") {
    return BadQuery(absl::StrCat("mode is exact or available, not ", base::Quoted(mode)));
  }
  if (mode == "available") query->availability.mode = AvailabilityMode::kAvailable;
  for (const absl::string_view one : absl::StrSplit(references, ',', absl::SkipEmpty())) {
    LONTAR_RETURN_IF_ERROR(AddReference(one, &query->availability.references));
  }
  return absl::OkStatus();
}

absl::StatusOr<RestQuery> ReadQuery(Generation generation, const std::vector<std::string>& path,
                                    const std::vector<std::pair<std::string, std::string>>& query) {
  RestQuery read;
  read.generation = generation;
  if (path.empty()) return NoResource(generation, "");
  LONTAR_ASSIGN_OR_RETURN(Parameters parameters, Parameters::Read(query));
  LONTAR_RETURN_IF_ERROR(ReadWish(&parameters, &read.wish));
  LONTAR_RETURN_IF_ERROR(ReadResource(path, &parameters, &read));
  LONTAR_RETURN_IF_ERROR(parameters.CheckAllTaken());
  const auto& after = read.data.updated_after;
  if (after && read.as_of && *read.as_of < *after) {
    return BadQuery("asOf is earlier than updatedAfter");
  }
  return read;
}

}  // namespace lontar::hub::rest
