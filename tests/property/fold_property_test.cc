// Laws of the fold on random logs. A failure names its seed.

#include <gtest/gtest.h>

#include <random>

#include "core/fold/result_json.h"
#include "tests/support/log_builder.h"

namespace lontar::fold {
namespace {

using support::AReport;
using support::LogBuilder;

const std::vector<std::string> kMembers = {"KH", "LA", "VN"};
const std::vector<std::string> kOffices = {"NSO", "MOL"};

// Members, offices and a round; made once, copied by each test.
const LogBuilder& Founded() {
  static const auto* log = [] {
    auto* made = new LogBuilder();
    made->AddFramework();
    for (const std::string& member : kMembers) {
      made->AddMember(member);
      for (const std::string& office : kOffices) made->AddProvider(member + "." + office);
    }
    made->OpenRound("baseline-2021");
    return made;
  }();
  return *log;
}

// One step of one member: a report that may revise or withdraw, or a plan.
struct Step {
  std::string member;
  support::Load load;
};

class RandomLog {
 public:
  explicit RandomLog(uint64_t seed) : random_(seed) {}

  std::vector<Step> Steps(LogBuilder& log, int count) {
    std::vector<Step> steps;
    for (int i = 0; i < count; ++i) steps.push_back(MakeStep(log));
    return steps;
  }
  size_t Below(size_t limit) { return random_() % limit; }

 private:
  Step MakeStep(LogBuilder& log) {
    const std::string member = kMembers[Below(kMembers.size())];
    if (Below(8) == 0) return {member, PlanOf(log, member)};
    const std::string provider = member + "." + kOffices[Below(kOffices.size())];
    AReport report(provider);
    std::vector<base::PayloadId>& earlier = reports_[provider];
    for (const base::PayloadId& id : earlier) {
      if (Below(2) == 0) report.Superseding(id);
    }
    for (const std::string code : {"A1", "A3"}) AddBlock(&report, code);
    support::Load load = log.LoadOf(report);
    earlier.push_back(load.id());
    return {member, std::move(load)};
  }

  void AddBlock(AReport* report, const std::string& code) {
    const std::string period = std::to_string(2015 + Below(3));
    switch (Below(5)) {
      case 0:
        report->Withdrawing(code, period);
        break;
      case 1:
        report->Of(code, period, observation::Status::kSuppressed);
        break;
      case 2:
        report->Of(code, period, observation::Status::kNotAvailable);
        break;
      default:
        report->Of(code, period, std::to_string(Below(3)));
    }
  }

  support::Load PlanOf(const LogBuilder& log, const std::string& member) {
    SourcePlanAct plan{log.hub_id(), log.collection(), member, {}};
    plan.leads = {{"child-labour-5-17", member + "." + kOffices[Below(kOffices.size())]}};
    return log.LoadOf(Act(plan), {member + ".node"});
  }

  std::mt19937_64 random_;
  std::map<std::string, std::vector<base::PayloadId>> reports_;
};

void Append(LogBuilder& log, const Step& step) {
  const auto appended = log.Append(log.Seal(step.member, step.load), step.load);
  ASSERT_TRUE(appended.ok()) << appended.status();
}

// All that the log says, but where in the log it stands.
std::string MeaningOf(const LogBuilder& log) {
  const auto reference = FindRound(log.state(), "", "", log.size());
  const auto table = ComputeThreshold(log.state(), *reference, LogSize(log.size()), {});
  const auto baselines = FindBaselines(log.state(), *reference, *table, log.PartsReader()).value();
  auto cells =
      MergeCells(log.state(), {log.collection(), "", "", ""}, log.size(), log.PartsReader())
          .value();
  for (Cell& cell : cells.cells) {
    for (CellCandidate& candidate : cell.candidates) candidate.index = LogIndex();
  }
  auto plain = baselines;
  for (BaselineValue& value : plain) {
    if (!value.cell) continue;
    for (CellCandidate& candidate : value.cell->candidates) candidate.index = LogIndex();
  }
  return ThresholdJson(*table, plain) +
         CellsJson({"", log.collection(), {}, {}}, &log.catalogue(), cells);
}

// The state of the first `size` leaves, folded from nothing.
State Scratch(const LogBuilder& log, LogSize size) {
  State state;
  for (uint64_t index = 0; index < size.value(); ++index) {
    const chain::Leaf leaf = chain::DecodeLeaf(log.leaves()[index]).value();
    const auto payload = log.payloads().find(leaf.entry.header.payload_id);
    EXPECT_NE(payload, log.payloads().end());
    EXPECT_TRUE(state.Apply(leaf, payload->second).ok());
  }
  return state;
}

// Invariant 33: an answer as of N is the same from a longer fold and from one of just N leaves.
TEST(FoldProperty, AsOfAnySizeEqualsTheFoldOfThatSize) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(seed);
    LogBuilder log = Founded();
    RandomLog random(seed);
    const uint64_t first = log.size().value();
    for (const Step& step : random.Steps(log, 25)) Append(log, step);
    for (uint64_t size = first; size <= log.size().value(); size += 1 + random.Below(6)) {
      const State scratch = Scratch(log, LogSize(size));
      for (const std::string subject : {"threshold", "docket", "cells"}) {
        const Question question{subject, "", "", LogSize(size), "", ""};
        const RootReader root = [&log](LogSize at) -> absl::StatusOr<base::Hash> {
          return log.RootAt(at);
        };
        EXPECT_EQ(log.Ask(question).value(),
                  Answer(scratch, question, root, log.PartsReader()).value())
            << subject << " as of " << size;
      }
    }
  }
}

// Invariant 30: in whatever order the hub meets the members, the same is said in the end. Each
// member's own entries keep their order, as its chain does.
TEST(FoldProperty, InterleavingsOfMembersMeanTheSame) {
  for (uint64_t seed = 10; seed < 16; ++seed) {
    SCOPED_TRACE(seed);
    LogBuilder prepared = Founded();
    RandomLog random(seed);
    const std::vector<Step> steps = random.Steps(prepared, 30);
    std::string meaning;
    for (int turn = 0; turn < 4; ++turn) {
      LogBuilder log = Founded();
      std::map<std::string, std::vector<const Step*>> waiting;
      for (const Step& step : steps) waiting[step.member].push_back(&step);
      while (!waiting.empty()) {
        auto at = waiting.begin();
        std::advance(at, static_cast<ptrdiff_t>(random.Below(waiting.size())));
        Append(log, *at->second.front());
        at->second.erase(at->second.begin());
        if (at->second.empty()) waiting.erase(at);
      }
      if (turn == 0) meaning = MeaningOf(log);
      EXPECT_EQ(MeaningOf(log), meaning);
    }
    EXPECT_NE(meaning.find("candidates"), std::string::npos);
  }
}

// Invariant 29: two folds of the same leaves say the same, byte by byte.
TEST(FoldProperty, IsDeterministic) {
  LogBuilder one = Founded();
  LogBuilder two = Founded();
  for (LogBuilder* log : {&one, &two}) {
    RandomLog random(77);
    for (const Step& step : random.Steps(*log, 20)) Append(*log, step);
  }
  EXPECT_EQ(one.leaves(), two.leaves());
  EXPECT_EQ(MeaningOf(one), MeaningOf(two));
}

}  // namespace
}  // namespace lontar::fold
