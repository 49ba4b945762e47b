#include "node/core/draft_override.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "core/formats/plain_text.h"
#include "core/formats/utf8.h"

namespace lontar::node {
namespace {

using disclosure::CellName;

// So many places are named to whoever missed one.
constexpr size_t kPlacesNamed = 8;

std::string PlaceWithin(const CellName& cell) {
  return absl::StrCat(cell.measure, "/", cell.period, "/", absl::StrJoin(cell.codes, "."));
}

absl::Status PlaceProblem(absl::string_view place) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "OVERRIDE_PLACE",
                       absl::StrCat(base::Quoted(place),
                                    " is no cell; write A14/number/2019/F.Y5T17._T: indicator, "
                                    "measure, year, and a code for each dimension in its order"));
}

// One line, as it will stand in the report.
std::string ReasonOf(const OverrideRequest& request) {
  if (!formats::IsUtf8(request.reason)) return "";
  std::string line = formats::PlainTextOf(request.reason).text;
  std::ranges::replace(line, '\n', ' ');
  return std::string(absl::StripAsciiWhitespace(line));
}

}  // namespace

absl::StatusOr<Overrides> OverridesOf(const OverrideRequest& request,
                                      const catalogue::Catalogue& catalogue) {
  const std::string reason = ReasonOf(request);
  if (request.places.empty() == !reason.empty()) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "OVERRIDE_INCOMPLETE",
        "publishing a cell against disclosure control names the cell and the reason: give "
        "--publish and --publish-reason");
  }
  Overrides overrides;
  for (const std::string& place : request.places) {
    const std::vector<std::string> pieces = absl::StrSplit(place, '/');
    if (pieces.size() != 4) return PlaceProblem(place);
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                            catalogue.IndicatorNamed(pieces[0]));
    const CellName cell{pieces[1], pieces[2], absl::StrSplit(pieces[3], '.')};
    overrides[indicator->id].push_back({cell, reason});
  }
  return overrides;
}

std::vector<formats::ImportFinding> CheckNeeded(const std::vector<disclosure::Override>& overrides,
                                                const disclosure::DisclosurePlan& without,
                                                const catalogue::Indicator& indicator) {
  std::vector<std::string> held;
  for (const disclosure::HeldBack& cell : without.held_back) {
    if (cell.reason != disclosure::HoldReason::kBefore) held.push_back(PlaceWithin(cell.cell));
  }
  std::vector<formats::ImportFinding> findings;
  for (const disclosure::Override& given : overrides) {
    if (std::ranges::count(held, PlaceWithin(given.cell)) > 0) continue;
    std::vector<std::string> named(held.begin(),
                                   held.begin() + std::min(held.size(), kPlacesNamed));
    for (std::string& place : named) place = absl::StrCat(indicator.code, "/", place);
    formats::ImportFinding finding;
    finding.id = "OVERRIDE_NOT_NEEDED";
    finding.sentence =
        absl::StrCat(indicator.code, "/", PlaceWithin(given.cell),
                     " is not held back, so there is nothing to ", "publish against the rule; ",
                     named.empty() ? "no cell of this indicator is"
                                   : absl::StrCat("held back would be ", absl::StrJoin(named, ", "),
                                                  held.size() > named.size() ? " and more" : ""));
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<formats::ImportFinding> CheckThere(const Overrides& overrides,
                                               const formats::ImportResult& imported,
                                               const catalogue::Catalogue& catalogue) {
  std::vector<formats::ImportFinding> findings;
  for (const auto& [id, given] : overrides) {
    if (std::ranges::count(imported.indicators, id, &formats::ImportedIndicator::indicator) > 0)
      continue;
    formats::ImportFinding finding;
    finding.id = "OVERRIDE_NOT_NEEDED";
    finding.sentence =
        absl::StrCat("the file has no figures of ", catalogue.FindIndicator(id)->code,
                     ", so there is nothing to publish against the rule");
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::string OverrideNarrative(const std::vector<disclosure::Override>& overrides) {
  std::vector<formats::PublishedCell> cells;
  for (const disclosure::Override& given : overrides) {
    cells.push_back({PlaceWithin(given.cell), given.reason});
  }
  return formats::OverrideText(cells);
}

}  // namespace lontar::node
