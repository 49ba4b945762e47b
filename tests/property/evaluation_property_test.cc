// Evaluations of a round on random logs, beside the slow count from the leaves. A failure names its
// seed.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "core/fold/result_json.h"
#include "tests/reference/naive_fold.h"
#include "tests/support/log_builder.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using support::AReport;
using support::LogBuilder;

const std::vector<std::string> kCounted = {"ID", "KH", "LA", "VN"};
constexpr const char* kOften = "baseline-2021";

const LogBuilder& FoundedAtLevelFive() {
  static const auto* log = [] {
    auto* made = new LogBuilder();
    made->AddFramework();
    for (const std::string& member : kCounted) {
      made->AddMember(member);
      made->AddProvider(member + ".NSO");
    }
    for (uint32_t level = 2; level <= 5; ++level) {
      made->StateAct("authority", PolicyAct{made->hub_id(), level}, {"authority-1", "authority-2"});
    }
    made->OpenRound(kOften);
    return made;
  }();
  return *log;
}

// Reports that revise and withdraw, closes that leave members out, and counts again, in any order:
// what the verdict rejects is part of it.
class RandomRound {
 public:
  explicit RandomRound(uint64_t seed) : random_(seed) {}

  void Step(LogBuilder* log) {
    switch (Below(8)) {
      case 0:
        return Close(log);
      case 1:
        return Evaluate(log);
      default:
        return Report(log);
    }
  }
  void Close(LogBuilder* log) {
    RoundClose close;
    for (const std::string& member : kCounted) {
      if (Below(3) == 0) close.except_members.push_back(member);
    }
    Take(log, close);
  }
  void CloseForAll(LogBuilder* log) { Take(log, RoundClose{}); }
  void Evaluate(LogBuilder* log) { Take(log, RoundEvaluate{"counted again"}); }
  size_t Below(size_t limit) { return random_() % limit; }

 private:
  template <class Step>
  void Take(LogBuilder* log, Step step) {
    const RoundAct act{log->hub_id(), log->collection(), kOften, std::move(step), ++revision_};
    log->StateAct("authority", Act(act), {"authority-1", "authority-2"});
  }

  void Report(LogBuilder* log) {
    const std::string member = kCounted[Below(kCounted.size())];
    AReport report(member + ".NSO");
    std::vector<base::PayloadId>& earlier = reports_[member];
    for (const base::PayloadId& id : earlier) {
      if (Below(2) == 0) report.Superseding(id);
    }
    for (const std::string code : {"A1", "A3"}) {
      const std::string period = std::to_string(2015 + Below(3));
      switch (Below(4)) {
        case 0:
          report.Withdrawing(code, period);
          break;
        case 1:
          report.Of(code, period, observation::Status::kSuppressed);
          break;
        default:
          report.Of(code, period, std::to_string(Below(3)));
      }
    }
    earlier.push_back(log->Submit(report).payload_id);
  }

  std::mt19937_64 random_;
  std::map<std::string, std::vector<base::PayloadId>> reports_;
  uint32_t revision_ = 0;
};

std::vector<reference::LogLine> LinesOf(const LogBuilder& log) {
  std::vector<reference::LogLine> lines;
  for (const std::string& bytes : log.leaves()) {
    chain::Leaf leaf = chain::DecodeLeaf(bytes).value();
    const auto payload = log.payloads().find(leaf.entry.header.payload_id);
    lines.push_back({std::move(leaf), payload == log.payloads().end()
                                          ? std::nullopt
                                          : std::optional(payload->second)});
  }
  return lines;
}

json TableOf(const LogBuilder& log, uint32_t evaluation, LogSize size) {
  Question question{"threshold", "", kOften, size};
  question.evaluation = evaluation;
  return json::parse(log.Ask(question).value());
}

std::map<std::string, std::set<std::string>> ReportedIn(const json& table) {
  std::map<std::string, std::set<std::string>> reported;
  for (const json& line : table["indicators"]) {
    reported[line["id"]] = line["reported"].get<std::set<std::string>>();
  }
  return reported;
}

std::map<std::string, std::set<std::string>> ReportedNaively(const LogBuilder& log,
                                                             uint32_t evaluation, LogSize size) {
  const reference::NaiveTable naive =
      reference::CountNaively(LinesOf(log), {kOften, evaluation}, size.value(), log.PartsReader());
  std::map<std::string, std::set<std::string>> reported;
  for (const auto& [id, coverage] : naive.indicators) reported[id] = coverage.reported;
  return reported;
}

TEST(EvaluationProperty, EachEvaluationIsTheNaiveCount) {
  size_t evaluations = 0;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    LogBuilder log = FoundedAtLevelFive();
    RandomRound random(seed);
    for (int step = 0; step < 30; ++step) {
      random.Step(&log);
      if (step == 18) random.CloseForAll(&log);
    }
    random.Evaluate(&log);
    const RoundRecord& round = log.state().FindCollection(log.collection())->rounds.front();
    for (uint32_t number = 1; number <= round.evaluations.size() + 1; ++number) {
      EXPECT_EQ(ReportedIn(TableOf(log, number, log.size())),
                ReportedNaively(log, number, log.size()))
          << "evaluation " << number;
      ++evaluations;
    }
  }
  EXPECT_GT(evaluations, 24u);
}

// The result that stands is not touched by counting again, nor is a later one by what follows it.
TEST(EvaluationProperty, WhatWasCountedStands) {
  for (uint64_t seed = 20; seed < 28; ++seed) {
    SCOPED_TRACE(seed);
    LogBuilder log = FoundedAtLevelFive();
    RandomRound random(seed);
    for (int step = 0; step < 12; ++step) random.Step(&log);
    random.CloseForAll(&log);
    const LogSize closed = log.size();
    random.Evaluate(&log);
    const LogSize counted = log.size();
    const auto second =
        static_cast<uint32_t>(
            log.state().FindCollection(log.collection())->rounds.front().evaluations.size()) +
        1;
    for (int step = 0; step < 12; ++step) random.Step(&log);
    EXPECT_EQ(TableOf(log, 1, closed)["indicators"], TableOf(log, 1, log.size())["indicators"]);
    EXPECT_EQ(TableOf(log, second, counted)["indicators"],
              TableOf(log, second, log.size())["indicators"]);
  }
}

}  // namespace
}  // namespace lontar::fold
