#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tests/reference/naive_rounds.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;

// The accepted acts of one kind, with where they stand.
template <class Kind>
std::vector<std::pair<size_t, Kind>> ActsOf(const std::vector<reference::LogLine>& lines) {
  std::vector<std::pair<size_t, Kind>> acts;
  for (size_t i = 0; i < lines.size(); ++i) {
    const chain::Header& header = lines[i].leaf.entry.header;
    if (lines[i].leaf.stamp.verdict != chain::Verdict::kAccepted) continue;
    if (header.kind == chain::EntryKind::kSubmission) continue;
    const fold::Act act = *fold::DecodeAct(header.kind, *lines[i].payload);
    if (const auto* wanted = std::get_if<Kind>(&act)) acts.emplace_back(i, *wanted);
  }
  return acts;
}

json IndexOrNull(const std::optional<size_t>& index) { return index ? json(*index) : json(); }

// What the calendar must say of a member in a round, in the fields that are compared.
json LineNaively(const std::vector<reference::LogLine>& lines, const reference::RoundOf& of) {
  const auto closed = reference::ClosedAtNaively(lines, of);
  const auto last = reference::ReturnNaively(lines, of, lines.size());
  const auto counted = reference::ReturnNaively(lines, of, closed.value_or(lines.size()));
  return {{"cut_off", reference::CutOffNaively(lines, of, lines.size())},
          {"is_closed", closed.has_value()},
          {"return", IndexOrNull(counted)},
          {"late", last == counted ? json() : IndexOrNull(last)}};
}

json LineTold(const json& line) {
  const json& late = line["late"].is_null() ? line["late"] : line["late"]["return"];
  return {{"cut_off", line["cut_off"]},
          {"is_closed", line["is_closed"]},
          {"return", line["return"].is_null() ? json() : line["return"]["index"]},
          {"late", late.is_null() ? json() : late["index"]}};
}

Violations CheckCalendar(const World& world, const std::vector<reference::LogLine>& lines) {
  const auto answer = world.hub().Ask({"calendar", "", "", std::nullopt, "", ""});
  if (!answer.ok()) return {absl::StrCat("no calendar: ", answer.status().message())};
  Violations found;
  const json calendar = json::parse(*answer);
  for (const json& round : calendar["rounds"]) {
    for (const json& line : round["members"]) {
      const reference::RoundOf of{round["round"], line["member"]};
      const json wanted = LineNaively(lines, of);
      if (LineTold(line) == wanted) continue;
      found.push_back(absl::StrCat("the calendar of ", of.round, " says of ", of.member, ": ",
                                   LineTold(line).dump(), ", it stands ", wanted.dump()));
    }
  }
  return found;
}

Violations CheckDecisions(const World& world, const std::vector<reference::LogLine>& lines) {
  const auto answer = world.hub().Ask({"decisions", "", "", std::nullopt, "", ""});
  if (!answer.ok()) return {absl::StrCat("no decisions: ", answer.status().message())};
  json wanted = json::array();
  for (const auto& [index, act] : ActsOf<fold::DecisionAct>(lines)) wanted.push_back(index);
  json told = json::array();
  const json decisions = json::parse(*answer);
  for (const json& decision : decisions["decisions"]) told.push_back(decision["index"]);
  if (told == wanted) return {};
  return {absl::StrCat("decisions stand at ", wanted.dump(), ", told are ", told.dump())};
}

// Acts that a lead signs in the authority's place.
bool IsSignedByLead(chain::EntryKind kind) {
  return kind == chain::EntryKind::kRound || kind == chain::EntryKind::kDecision ||
         kind == chain::EntryKind::kQuestion || kind == chain::EntryKind::kAnswer;
}

Violations CheckLeads(const World& world, const std::vector<reference::LogLine>& lines) {
  Violations found;
  std::optional<fold::CollectionLead> lead;
  for (const reference::LogLine& line : lines) {
    const chain::Header& header = line.leaf.entry.header;
    if (line.leaf.stamp.verdict != chain::Verdict::kAccepted) continue;
    if (header.kind == chain::EntryKind::kCollection) {
      lead = std::get<fold::CollectionAct>(*fold::DecodeAct(header.kind, *line.payload)).lead;
    }
    if (header.author != chain::kAuthority || !IsSignedByLead(header.kind) || !lead) continue;
    const auto signed_by_lead = std::ranges::count_if(lead->keys, [&](const auto& key) {
      return std::ranges::count(header.payload_signatures, key.hint(),
                                &trust::Signature::key_hint) > 0;
    });
    if (signed_by_lead >= lead->threshold) continue;
    found.push_back(
        absl::StrCat("an accepted ", chain::NameOf(header.kind), " is not signed by ", lead->name));
  }
  const auto table = world.hub().Ask({"threshold", "", "baseline-now", std::nullopt, "", ""});
  const json led_by = table.ok() ? json::parse(*table)["led_by"] : json("no table");
  const json wanted = lead ? json(lead->name) : json();
  if (led_by != wanted) {
    found.push_back(
        absl::StrCat("the table is led by ", led_by.dump(), ", it leads ", wanted.dump()));
  }
  return found;
}

}  // namespace

Violations CheckStated(const World& world) {
  const std::vector<reference::LogLine> lines = LinesOf(*world.hub().core());
  Violations found = CheckCalendar(world, lines);
  for (const Violations& more : {CheckDecisions(world, lines), CheckLeads(world, lines)}) {
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

}  // namespace lontar::simulation
