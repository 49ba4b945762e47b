#include "core/fold/threshold.h"

#include <gtest/gtest.h>

#include "tests/support/log_builder.h"

namespace lontar::fold {
namespace {

using support::AReport;
using support::LogBuilder;

TEST(Threshold, Smoke) {
  LogBuilder log;
  log.AddFramework();
  log.AddMember("KH");
  log.AddProvider("KH.NIS", {"A1"});
  log.OpenRound("baseline-2021");
  const auto a = log.Submit(AReport("KH.NIS").Of("A1", "2016", "4.2"));
  EXPECT_EQ(NameOf(a.verdict), "accepted") << a.sentence;
  const auto b = log.Submit(AReport("KH.NIS").Withdrawing("A1", "2016").Superseding(a.payload_id));
  EXPECT_EQ(NameOf(b.verdict), "accepted") << b.sentence;
}

}  // namespace
}  // namespace lontar::fold
