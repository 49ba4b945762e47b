#pragma once
// What the tests of this room begin with.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/fold/state.h"
#include "core/fold/threshold.h"
#include "tests/support/log_builder.h"

namespace lontar::fold {

using support::AReport;
using support::Figure;
using support::LogBuilder;

inline const std::vector<std::string> kAuthorityKeys = {"authority-1", "authority-2"};

// Collection and catalogue. Copied by each test: making a catalogue is what takes time.
inline const LogBuilder& FrameworkLog() {
  static const auto* log = [] {
    auto* made = new LogBuilder();
    made->AddFramework();
    return made;
  }();
  return *log;
}

// Members with one statistical office each, "KH.NSO", that may report everything.
inline LogBuilder LogWith(const std::vector<std::string>& members) {
  LogBuilder log = FrameworkLog();
  for (const std::string& member : members) {
    log.AddMember(member);
    log.AddProvider(absl::StrCat(member, ".NSO"));
  }
  return log;
}

inline std::string Name(const support::Appended& appended) {
  return std::string(chain::NameOf(appended.verdict));
}

inline ThresholdTable TableAt(const LogBuilder& log, absl::string_view round, LogSize size) {
  const auto reference = FindRound(log.state(), "", round, size);
  EXPECT_TRUE(reference.ok()) << reference.status();
  return ComputeThreshold(log.state(), *reference, size, log.RootAt(size)).value();
}

inline IndicatorCoverage CoverageOf(const ThresholdTable& table, absl::string_view code) {
  for (const IndicatorCoverage& coverage : table.indicators) {
    if (coverage.code == code) return coverage;
  }
  ADD_FAILURE() << code << " is not in the table";
  return {};
}

inline IndicatorCoverage CoverageNow(const LogBuilder& log, absl::string_view round,
                                     absl::string_view code) {
  return CoverageOf(TableAt(log, round, log.size()), code);
}

inline std::vector<std::string> Reporters(const IndicatorCoverage& coverage) {
  std::vector<std::string> members;
  for (const MemberCoverage& member : coverage.members) {
    if (member.is_reported) members.push_back(member.member);
  }
  return members;
}

}  // namespace lontar::fold
