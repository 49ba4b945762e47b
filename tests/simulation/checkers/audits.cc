#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/audit/audit.h"
#include "core/audit/store_audit.h"
#include "core/fold/question_text.h"
#include "hub/core/mirror.h"
#include "tests/reference/naive_rounds.h"
#include "tests/simulation/checkers/checkers.h"
#include "tests/support/map_mirror.h"

namespace lontar::simulation {
namespace {

// The name of a closing that clocks here, which jump by years, may well have stamped too early.
std::set<std::string> PlacesOfEarlyCloses(const World& world) {
  std::set<std::string> places;
  for (const size_t index : reference::ClosedEarlyNaively(LinesOf(*world.hub().core()))) {
    places.insert(absl::StrCat("leaf ", index));
  }
  return places;
}

// `early`: what must be found in all of the log, and in a node's as far as it has pulled.
Violations FindingsOf(absl::string_view what, const audit::AuditReport& report,
                      const std::set<std::string>& early) {
  Violations found;
  std::set<std::string> early_there;
  for (const audit::Finding& finding : report.findings) {
    if (finding.kind == audit::kClosedEarly && early.contains(finding.place)) {
      early_there.insert(finding.place);
      continue;
    }
    found.push_back(absl::StrCat("of ", what, ": ", finding.kind, " at ", finding.place, ": ",
                                 finding.sentence));
  }
  const bool is_whole = report.entries > 0 && what != "a node's store";
  if (is_whole && early_there != early) {
    found.push_back(absl::StrCat("of ", what, ": finds ", early_there.size(), " early closes of ",
                                 early.size()));
  }
  return found;
}

// A store as its program left it, with the register beside it.
Violations AuditOf(const Machine& machine, audit::StoreKind kind, const std::string& register_text,
                   const std::set<std::string>& early) {
  store::MapDisk disk;
  disk.durable = machine.disk().Read();
  const auto store = store::OpenMapStore(&disk);
  base::InlineWorkers workers;
  const auto report = audit::AuditStore({store.get(), kind, register_text, std::nullopt}, workers);
  const bool is_hub = kind == audit::StoreKind::kHub;
  if (!report.ok()) return {absl::StrCat("no audit: ", report.status().message())};
  return FindingsOf(is_hub ? "the hub's store" : "a node's store", report->log, early);
}

// What anybody may have of the log. Texts of questions are not in it.
Violations AuditMirror(const World& world, const std::set<std::string>& early) {
  support::MirrorMap files;
  Violations found;
  const absl::Status exported = hub::ExportMirror(
      *world.hub().core(), [&](const std::string& path, const std::string& content) {
        files[path] = content;
        if (absl::StartsWith(path, "payloads/") && fold::DecodeQuestionText(content).ok()) {
          found.push_back(absl::StrCat("the text of a question is in the mirror as ", path));
        }
        return absl::OkStatus();
      });
  if (!exported.ok()) return {absl::StrCat("no mirror: ", exported.message())};
  support::MapMirror mirror(std::move(files));
  base::InlineWorkers workers;
  const fold::TrustRoot& root = *world.hub().core()->state().trust_root();
  const auto report =
      audit::Audit(mirror, {root.origin, log::NoteKeyType::kEd25519, root.log_key}, workers, {});
  if (!report.ok()) return {absl::StrCat("no audit of the mirror: ", report.status().message())};
  for (std::string& one : FindingsOf("the mirror", *report, early)) found.push_back(std::move(one));
  return found;
}

}  // namespace

Violations CheckAudits(const World& world) {
  const std::set<std::string> early = PlacesOfEarlyCloses(world);
  Violations found =
      AuditOf(world.hub(), audit::StoreKind::kHub,
              log::FormatRegister(world.hub().sign_register().history().back()), early);
  Violations more = AuditMirror(world, early);
  // Of the nodes one, another for each run; but none that wrote on an earlier disk.
  const size_t count = world.nodes().size();
  const NodeMachine& node = *world.nodes()[world.hub().core()->tree().size().value() % count];
  if (node.is_up() && !IsForked(world, node)) {
    for (std::string& one :
         AuditOf(node, audit::StoreKind::kNode, chain::FormatHighWater(node.high_water()), early)) {
      more.push_back(std::move(one));
    }
  }
  found.insert(found.end(), more.begin(), more.end());
  return found;
}

}  // namespace lontar::simulation
