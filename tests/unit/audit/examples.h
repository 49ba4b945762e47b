#pragma once
// A small log that has met everything: for the tests of this room.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/audit/audit.h"
#include "tests/support/log_builder.h"
#include "tests/support/map_mirror.h"

namespace lontar::audit {

using support::AReport;
using support::LogBuilder;
using support::MapMirror;
using support::MirrorMap;

// Two members, three providers; figures revised, withdrawn, held back, disputed; a plan, a
// narrative, rejected entries, a lost payload, a new incarnation, a fork, a closed round.
inline LogBuilder ExampleLog() {
  LogBuilder log;
  log.AddFramework();
  log.AddMember("KH");
  log.AddProvider("KH.NIS", {"A1", "A3"});
  log.AddProvider("KH.MOLVT", {"A1"});
  log.AddMember("VN");
  log.AddProvider("VN.GSO", {"A1", "A11"});
  log.OpenRound("baseline-2021");
  const support::Appended first = log.Submit(AReport("KH.NIS").Of("A1", "2016", "4.2"));
  log.Submit(AReport("KH.MOLVT").Of("A1", "2016", "5.1").Narrating("A1", "from inspections"));
  log.Submit(AReport("KH.NIS").Of("A1", "2016", "4.3").Superseding(first.payload_id));
  log.Submit(AReport("VN.GSO").Of("A11", "2015", observation::Status::kSuppressed));
  const support::Appended zero = log.Submit(AReport("VN.GSO").Of("A1", "2016", "0"));
  log.Submit(AReport("VN.GSO").Withdrawing("A1", "2016").Superseding(zero.payload_id));
  log.Submit(AReport("KH.MOLVT").Of("A3", "2016", "1.0"));  // not its indicator
  const support::Load lost = log.LoadOf(AReport("VN.GSO").Of("A1", "2014", "7.5"));
  (void)log.AppendWithoutPayload(log.Seal("VN", lost));
  log.Plan("KH", {{"A1", "KH.NIS"}});
  log.Restore("VN");
  const support::Load sealed = log.LoadOf(AReport("VN.GSO").Of("A1", "2017", "6.0"));
  const support::Load twin = log.LoadOf(AReport("VN.GSO").Of("A1", "2017", "6.1"));
  const chain::Entry one = log.Seal("VN", sealed);
  const chain::Entry other = log.Seal("VN", twin);
  (void)log.Append(one, sealed);
  (void)log.Append(other, twin);  // the same number: a fork
  log.CloseRound("baseline-2021");
  return log;
}

inline AuditReport AuditOf(const MirrorMap& files, const AuditOptions& options = {}) {
  MapMirror mirror(files);
  base::InlineWorkers workers;
  return Audit(mirror, LogBuilder::LogKey(), workers, options).value();
}

// "kind at place: sentence" a line, for messages of tests.
inline std::string Listed(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    absl::StrAppend(&text, finding.kind, " at ", finding.place, ": ", finding.sentence, "\n");
  }
  return text;
}

inline bool Has(const AuditReport& report, absl::string_view kind, absl::string_view place) {
  for (const Finding& finding : report.findings) {
    if (finding.kind == kind && finding.place == place) return true;
  }
  return false;
}

}  // namespace lontar::audit
