#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/observation/report.h"
#include "tests/reference/naive_sight.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;

std::vector<fold::Viewer> ViewersOf(const World& world) {
  std::vector<fold::Viewer> viewers = {{fold::ViewerRole::kPublic},
                                       {fold::ViewerRole::kAsec},
                                       {fold::ViewerRole::kAuditor},
                                       {fold::ViewerRole::kSlom}};
  for (const auto& node : world.nodes()) {
    viewers.push_back({fold::ViewerRole::kMember, node->member()});
    viewers.push_back({fold::ViewerRole::kSlom, node->member()});
  }
  return viewers;
}

std::string NameOfViewer(const fold::Viewer& viewer) {
  return absl::StrCat(fold::NameOf(viewer.role), " ", viewer.member);
}

// Where a candidate of an answer is from: its report, indicator, measure and period.
using Source = std::tuple<std::string, std::string, std::string, std::string>;

std::map<Source, base::PartHash> PartsBySource(const std::vector<reference::LogLine>& lines) {
  std::map<Source, base::PartHash> parts;
  for (const reference::LogLine& line : lines) {
    const chain::Header& header = line.leaf.entry.header;
    const bool is_report = header.kind == chain::EntryKind::kSubmission &&
                           line.leaf.stamp.verdict == chain::Verdict::kAccepted;
    if (!is_report) continue;
    const observation::Report report = *observation::DecodeReport(*line.payload);
    for (const observation::PartEntry& part : report.parts) {
      for (const observation::BlockCount& block : part.blocks) {
        parts[{header.payload_id.hex(), part.indicator, block.measure, block.period}] =
            part.part_hash;
      }
    }
  }
  return parts;
}

// No figure of a part that this viewer may not see is in the answer.
Violations CheckCells(const World& world, const fold::Viewer& viewer,
                      const reference::NaiveSight& sight,
                      const std::map<Source, base::PartHash>& parts) {
  const auto answer = world.hub().AskFor(viewer, {"cells", "", "", std::nullopt, "", ""});
  if (!answer.ok()) return {absl::StrCat(NameOfViewer(viewer), " gets no cells")};
  Violations found;
  const json cells = json::parse(*answer);
  for (const json& cell : cells["cells"]) {
    for (const json& candidate : cell["candidates"]) {
      const auto part =
          parts.find({candidate["report"], cell["indicator"], cell["measure"], cell["period"]});
      if (part != parts.end() && sight.MaySee(viewer, part->second)) continue;
      found.push_back(absl::StrCat(NameOfViewer(viewer), " is shown a figure of ",
                                   cell["member"].get<std::string>(),
                                   " that is not theirs to see"));
    }
  }
  return found;
}

}  // namespace

Violations CheckSight(const World& world) {
  const hub::HubCore& hub = *world.hub().core();
  const std::vector<reference::LogLine> lines = LinesOf(hub);
  const fold::PartReader all = hub::PartsOf(hub.store());
  const reference::NaiveSight sight(lines, lines.size(), all);
  const std::vector<base::PartHash> parts = sight.parts();
  Violations found;
  for (const fold::Viewer& viewer : ViewersOf(world)) {
    const fold::PartReader visible = fold::VisibleParts(viewer, hub.state(), all);
    for (const base::PartHash& part : parts) {
      if (visible(part).has_value() == sight.MaySee(viewer, part)) continue;
      found.push_back(absl::StrCat("part ", part.short_hex(), " is ",
                                   visible(part) ? "shown to " : "hidden from ",
                                   NameOfViewer(viewer)));
    }
  }
  const auto by_source = PartsBySource(lines);
  for (const fold::Viewer& viewer :
       {fold::Viewer{fold::ViewerRole::kPublic},
        fold::Viewer{fold::ViewerRole::kMember, world.nodes().front()->member()}}) {
    const Violations more = CheckCells(world, viewer, sight, by_source);
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

}  // namespace lontar::simulation
