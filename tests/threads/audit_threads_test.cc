// Audit on several threads finds what it finds on one.

#include "gtest/gtest.h"
#include "tests/support/counts.h"
#include "tests/threads/crew.h"
#include "tests/unit/audit/examples.h"

namespace lontar::audit {
namespace {

AuditReport AuditWith(base::Workers& workers, const MirrorMap& files) {
  MapMirror mirror(files);
  return Audit(mirror, LogBuilder::LogKey(), workers, {}).value();
}

std::string Comparable(AuditReport report) {
  report.took = absl::ZeroDuration();
  return AuditJson(report);
}

TEST(AuditThreads, SeveralAuditsOnSeveralThreadsAgreeWithOneOnOne) {
  constexpr int kAudits = 3;
  const LogBuilder log = ExampleLog();
  std::vector<MirrorMap> mirrors = {log.Mirror({"KH", "VN"}), log.Mirror(), log.Mirror()};
  // A leaf's signature, and a payload, are not what they were.
  mirrors[1]["tile/entries/000.p/" + std::to_string(log.size().value())][300] ^= 1;
  for (auto& [path, bytes] : mirrors[2]) {
    if (path.find("payloads/") == 0) bytes[bytes.size() / 2] ^= 1;
  }
  std::vector<std::string> expected;
  base::InlineWorkers one_after_another;
  for (const MirrorMap& files : mirrors) {
    expected.push_back(Comparable(AuditWith(one_after_another, files)));
  }
  EXPECT_NE(expected[1], expected[0]);
  EXPECT_NE(expected[2], expected[0]);
  base::ThreadWorkers workers(4);
  threads::Crew crew;
  crew.Add(kAudits, [&](int i) {
    for (int round = 0; round < support::Times(support::kThreadRounds) / 2; ++round) {
      EXPECT_EQ(Comparable(AuditWith(workers, mirrors[i])), expected[i]);
    }
  });
  crew.Run();
}

}  // namespace
}  // namespace lontar::audit
