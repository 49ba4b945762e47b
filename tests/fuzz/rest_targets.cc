// Requests of SDMX REST, as they come from the network.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/net/http_target.h"
#include "hub/rest/negotiate.h"
#include "hub/rest/read_query.h"
#include "tests/fuzz/targets.h"

namespace lontar::fuzz {
namespace {

// What is understood has a form, or is refused in words.
std::string RunQuery(hub::rest::Generation generation, const net::HttpTarget& target,
                     absl::string_view accept) {
  const auto query = hub::rest::ReadQuery(generation, target.path, target.query);
  if (!query.ok()) return JudgeRefusal(query.status());
  const auto format = hub::rest::ChooseFormat(*query, accept);
  if (!format.ok()) return JudgeRefusal(format.status());
  return absl::StartsWith(format->content_type, "application/vnd.sdmx.")
             ? ""
             : absl::StrCat("written as ", format->content_type);
}

// A target behind the mount, a line break, and the field Accept.
std::string RunSdmxRequest(absl::string_view bytes) {
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(bytes, absl::MaxSplits('\n', 1));
  const auto target = net::ParseTarget(halves.first);
  if (!target.ok()) return JudgeRefusal(target.status());
  std::string wrong = RunQuery(hub::rest::Generation::kV1, *target, halves.second);
  if (!wrong.empty()) return wrong;
  return RunQuery(hub::rest::Generation::kV2, *target, halves.second);
}

std::vector<std::string> SdmxRequests() {
  return {
      "/data/ASEC,FLOW,1.0/A.KH+VN..F/ASEC,KH_MOP+VN/?startPeriod=2012&endPeriod=2016-Q3"
      "&lastNObservations=2&updatedAfter=2026-11-22T01:00:00%2B07:00&detail=dataonly"
      "&dimensionAtObservation=AllDimensions\n"
      "application/vnd.sdmx.data+csv;version=\"1.0.0\";labels=both, */*;q=0.1",
      "/data/dataflow/ASEC/FLOW/1.0+.0/A.KH.*,A.VN?c[TIME_PERIOD]=ge:2016+le:2020&c%5BSEX%5D=ne:A,F"
      "&attributes=OBS_STATUS&measures=all&offset=0&limit=10&asOf=2026-11-22"
      "&sort=REF_AREA+series_key:asc+TIME_PERIOD:desc\n"
      "application/vnd.sdmx.data+json;version=2.0.0",
      "/availability/dataflow/ASEC/FLOW/+/*.KH/SEX,REF_AREA?mode=available\n",
      "/structure/codelist/SDMX,ASEC/CL_SEX/~/F,M?detail=allstubs&references=parents,codelist\n",
      "/codelist/SDMX+ASEC/CL_SEX/latest/F+M?format=structure&formatVersion=2.1&lang=en\n"};
}

}  // namespace

std::vector<Target> RestTargets() {
  return {{"sdmx-request", RunSdmxRequest, SdmxRequests, 20'000}};
}

}  // namespace lontar::fuzz
