// Data and availability queries of both generations.

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "hub/rest/key_text.h"
#include "hub/rest/read_query.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

using sdmx::Op;

constexpr absl::string_view kTime = "TIME_PERIOD";

std::string SegmentOr(const std::vector<std::string>& rest, size_t at,
                      absl::string_view otherwise) {
  return at < rest.size() ? rest[at] : std::string(otherwise);
}

absl::Status CheckSegments(const std::vector<std::string>& rest, size_t most,
                           absl::string_view form) {
  if (rest.size() <= most) return absl::OkStatus();
  return BadQuery(
      absl::StrCat("the path has ", rest.size() - most, " pieces too many; write ", form));
}

// "FLOW", "AGENCY,FLOW" or "AGENCY,FLOW,VERSION".
absl::Status ReadFlowRef(absl::string_view text, DataQuery* data) {
  data->context = Context::kDataflow;
  std::vector<absl::string_view> pieces = absl::StrSplit(text, ',');
  if (pieces.size() > 3) {
    return BadQuery(absl::StrCat(base::Quoted(text),
                                 " names no dataflow; write FLOW, AGENCY,FLOW or "
                                 "AGENCY,FLOW,VERSION"));
  }
  if (pieces.size() == 1) pieces.insert(pieces.begin(), "all");
  LONTAR_ASSIGN_OR_RETURN(data->flow.agencies, NamesOf(pieces[0], '+'));
  LONTAR_ASSIGN_OR_RETURN(data->flow.ids, NamesOf(pieces[1], '+'));
  if (pieces.size() < 3 || pieces[2].empty()) return absl::OkStatus();
  LONTAR_ASSIGN_OR_RETURN(data->flow.versions, VersionsOf(pieces[2], 0));
  return absl::OkStatus();
}

// "all", "KH", "KH_MOP+KH_NIS", "ASEC,KH": the agency of the scheme says nothing more.
absl::Status ReadProviderRef(absl::string_view text, DataQuery* data) {
  if (text.empty() || absl::EqualsIgnoreCase(text, "all")) return absl::OkStatus();
  for (absl::string_view one : absl::StrSplit(text, '+')) {
    const size_t comma = one.find(',');
    if (comma != absl::string_view::npos) one.remove_prefix(comma + 1);
    if (one.empty() || absl::StrContains(one, ',')) {
      return BadQuery(absl::StrCat(base::Quoted(text),
                                   " names no provider; write PROVIDER or AGENCY,PROVIDER"));
    }
    if (absl::EqualsIgnoreCase(one, "all")) {
      data->selection.providers.clear();
      return absl::OkStatus();
    }
    data->selection.providers.emplace_back(one);
  }
  return absl::OkStatus();
}

absl::Status TakePeriods(Parameters* parameters, sdmx::Selection* selection) {
  std::vector<sdmx::Term> all;
  LONTAR_ASSIGN_OR_RETURN(const std::string start, parameters->Take("startPeriod"));
  LONTAR_ASSIGN_OR_RETURN(const std::string end, parameters->Take("endPeriod"));
  if (!start.empty()) all.push_back({Op::kGe, start});
  if (!end.empty()) all.push_back({Op::kLe, end});
  if (!all.empty()) selection->filters.push_back({std::string(kTime), {std::move(all)}});
  return absl::OkStatus();
}

absl::Status TakeDetail(Parameters* parameters, sdmx::Selection* selection) {
  LONTAR_ASSIGN_OR_RETURN(const std::string detail, parameters->Take("detail"));
  if (detail.empty() || detail == "full") return absl::OkStatus();
  const bool has_attributes = detail == "nodata";
  selection->is_series_only = detail == "serieskeysonly" || has_attributes;
  if (!has_attributes) selection->attributes.emplace();
  if (detail == "dataonly" || selection->is_series_only) return absl::OkStatus();
  return BadQuery(absl::StrCat("detail is full, dataonly, serieskeysonly or nodata, not ",
                               base::Quoted(detail)));
}

absl::Status ReadContext(absl::string_view text, DataQuery* data) {
  constexpr std::array<std::pair<absl::string_view, Context>, 4> kContexts = {
      {{"*", Context::kAny},
       {"dataflow", Context::kDataflow},
       {"datastructure", Context::kDataStructure},
       {"provisionagreement", Context::kProvisionAgreement}}};
  const auto* context = std::ranges::find(kContexts, text, &decltype(kContexts)::value_type::first);
  if (context == kContexts.end()) {
    return BadQuery(absl::StrCat(base::Quoted(text),
                                 " is no context; write dataflow, datastructure, "
                                 "provisionagreement or *"));
  }
  data->context = context->second;
  return absl::OkStatus();
}

absl::Status TakeFilters(Parameters* parameters, sdmx::Selection* selection) {
  for (const auto& [component, raw] : parameters->TakeFilters()) {
    LONTAR_ASSIGN_OR_RETURN(sdmx::ComponentFilter filter, FilterOf(component, raw));
    selection->filters.push_back(std::move(filter));
  }
  return absl::OkStatus();
}

// `attributes`: levels or ids. Reference metadata has no place here, so that msd adds nothing.
absl::Status TakeAttributes(Parameters* parameters, sdmx::Selection* selection) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, parameters->Take("attributes"));
  if (text.empty()) return absl::OkStatus();
  std::vector<std::string> ids;
  for (const absl::string_view one : absl::StrSplit(text, ',')) {
    if (one == "dsd" || one == "all") return absl::OkStatus();
    if (one == "dataset" || one == "series" || one == "obs") {
      return NotServed(absl::StrCat("attributes=", one,
                                    " is not served; write dsd, none, or the attributes' ids"));
    }
    if (one != "none" && one != "msd") ids.emplace_back(one);
  }
  selection->attributes = std::move(ids);
  return absl::OkStatus();
}

absl::Status TakeMeasures(Parameters* parameters, sdmx::Selection* selection) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, parameters->Take("measures"));
  if (text.empty() || text == "all" || text == "OBS_VALUE") return absl::OkStatus();
  if (text != "none") {
    return BadQuery(
        absl::StrCat("the one measure is OBS_VALUE; measures is all, none or OBS_VALUE, "
                     "not ",
                     base::Quoted(text)));
  }
  selection->has_values = false;
  selection->is_series_only = selection->attributes && selection->attributes->empty();
  return absl::OkStatus();
}

absl::Status TakePage(Parameters* parameters, sdmx::Selection* selection) {
  LONTAR_ASSIGN_OR_RETURN(const std::string offset, parameters->Take("offset"));
  if (!offset.empty() && !absl::SimpleAtoi(offset, &selection->offset)) {
    return BadQuery(absl::StrCat("offset is a number from 0 on, not ", base::Quoted(offset)));
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string limit, parameters->Take("limit"));
  uint64_t most = 0;
  if (!limit.empty() && (!absl::SimpleAtoi(limit, &most) || most == 0)) {
    return BadQuery(absl::StrCat("limit is a number from 1 on, not ", base::Quoted(limit)));
  }
  if (!limit.empty()) selection->limit = most;
  return absl::OkStatus();
}

// "REF_AREA", "TIME_PERIOD:desc".
absl::StatusOr<sdmx::SortTerm> SortTermOf(absl::string_view text) {
  sdmx::SortTerm term;
  absl::string_view id = text;
  term.is_descending = absl::ConsumeSuffix(&id, ":desc");
  if (!term.is_descending) absl::ConsumeSuffix(&id, ":asc");
  if (id.empty() || absl::StrContains(id, ':')) {
    return BadQuery(absl::StrCat("sort names components, joined by +, each with :asc or :desc: ",
                                 base::Quoted(text), " is none"));
  }
  term.component = std::string(id);
  if (term.component == "OBS_VALUE") {
    return AgainstRules("figures of several members are not ranked by their values here");
  }
  return term;
}

absl::Status TakeSort(Parameters* parameters, sdmx::Selection* selection) {
  LONTAR_ASSIGN_OR_RETURN(const std::string sort, parameters->Take("sort"));
  if (sort.empty()) return absl::OkStatus();
  for (const absl::string_view one : absl::StrSplit(sort, '+')) {
    LONTAR_ASSIGN_OR_RETURN(sdmx::SortTerm term, SortTermOf(one));
    const auto is_same = [&term](const sdmx::SortTerm& other) {
      return other.component == term.component;
    };
    if (std::ranges::any_of(selection->sort, is_same)) {
      return BadQuery(absl::StrCat("sort names ", base::Quoted(term.component), " twice"));
    }
    selection->sort.push_back(std::move(term));
  }
  return absl::OkStatus();
}

absl::Status TakeYearStart(Parameters* parameters) {
  LONTAR_ASSIGN_OR_RETURN(const std::string start, parameters->Take("reportingYearStartDay"));
  if (start.empty() || start == "--01-01") return absl::OkStatus();
  return NotServed("reporting years begin with January here; reportingYearStartDay is not served");
}

}  // namespace

absl::Status ReadDataV1(const std::vector<std::string>& rest, Parameters* parameters,
                        RestQuery* query) {
  const bool is_data = query->kind == Kind::kData;
  LONTAR_RETURN_IF_ERROR(CheckSegments(
      rest, is_data ? 3 : 4,
      is_data ? "data/FLOW/KEY/PROVIDER" : "availableconstraint/FLOW/KEY/PROVIDER/COMPONENT"));
  DataQuery& data = query->data;
  LONTAR_RETURN_IF_ERROR(ReadFlowRef(SegmentOr(rest, 0, "all"), &data));
  LONTAR_ASSIGN_OR_RETURN(sdmx::KeyPattern key, KeyOf(SegmentOr(rest, 1, "all")));
  if (!key.empty()) data.selection.keys.push_back(std::move(key));
  LONTAR_RETURN_IF_ERROR(ReadProviderRef(SegmentOr(rest, 2, "all"), &data));
  LONTAR_RETURN_IF_ERROR(TakePeriods(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeInstant("updatedAfter", parameters, &data.updated_after));
  if (!is_data) return ReadAvailability(SegmentOr(rest, 3, "all"), parameters, query);
  LONTAR_RETURN_IF_ERROR(TakeCounts(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeDetail(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeDimensionAtObservation(parameters, &data));
  return TakeIncludeHistory(parameters, &data);
}

absl::Status ReadDataV2(const std::vector<std::string>& rest, Parameters* parameters,
                        RestQuery* query) {
  const bool is_data = query->kind == Kind::kData;
  LONTAR_RETURN_IF_ERROR(
      CheckSegments(rest, is_data ? 5 : 6,
                    is_data ? "data/CONTEXT/AGENCY/ID/VERSION/KEY"
                            : "availability/CONTEXT/AGENCY/ID/VERSION/KEY/COMPONENT"));
  DataQuery& data = query->data;
  LONTAR_RETURN_IF_ERROR(ReadContext(SegmentOr(rest, 0, "*"), &data));
  LONTAR_ASSIGN_OR_RETURN(data.flow.agencies, NamesOf(SegmentOr(rest, 1, "*"), ','));
  LONTAR_ASSIGN_OR_RETURN(data.flow.ids, NamesOf(SegmentOr(rest, 2, "*"), ','));
  LONTAR_ASSIGN_OR_RETURN(data.flow.versions, VersionsOf(SegmentOr(rest, 3, "*"), ','));
  LONTAR_ASSIGN_OR_RETURN(data.selection.keys, KeysOf(SegmentOr(rest, 4, "*")));
  LONTAR_RETURN_IF_ERROR(TakeFilters(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeInstant("updatedAfter", parameters, &data.updated_after));
  LONTAR_RETURN_IF_ERROR(TakeInstant("asOf", parameters, &query->as_of));
  if (!is_data) return ReadAvailability(SegmentOr(rest, 5, "*"), parameters, query);
  LONTAR_RETURN_IF_ERROR(TakeCounts(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeAttributes(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeMeasures(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakePage(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeSort(parameters, &data.selection));
  LONTAR_RETURN_IF_ERROR(TakeYearStart(parameters));
  LONTAR_RETURN_IF_ERROR(TakeDimensionAtObservation(parameters, &data));
  return TakeIncludeHistory(parameters, &data);
}

}  // namespace lontar::hub::rest
