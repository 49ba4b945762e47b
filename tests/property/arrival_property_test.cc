// Laws of arrival: in whatever order the entries of all nodes reach the hub, the log means the
// same.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <set>

#include "core/fold/result_json.h"
#include "tests/support/counts.h"
#include "tests/support/log_builder.h"

namespace lontar::fold {
namespace {

using support::AReport;
using support::LogBuilder;

const std::vector<std::string> kNodes = {"ID", "KH", "LA", "MM", "TH", "VN"};
constexpr int kEntriesPerNode = 4;

// Members, an office of each, and a round; made once, copied by each test.
const LogBuilder& Opened() {
  static const auto* log = [] {
    auto* made = new LogBuilder();
    made->AddFramework();
    for (const std::string& member : kNodes) {
      made->AddMember(member);
      made->AddProvider(member + ".NSO");
    }
    made->OpenRound("baseline-2021");
    return made;
  }();
  return *log;
}

// An entry as a node sealed it, with what the hub made of it.
struct Sealed {
  std::string member;
  support::Load load;
  chain::Entry entry;
  chain::Verdict verdict = chain::Verdict::kAccepted;
};

AReport DrawReport(const std::string& member, std::vector<base::PayloadId>* earlier,
                   std::mt19937_64* random) {
  AReport report(member + ".NSO");
  for (const base::PayloadId& id : *earlier) {
    if ((*random)() % 2 == 0) report.Superseding(id);
  }
  for (const std::string code : {"A1", "A3"}) {
    const std::string period = std::to_string(2015 + (*random)() % 3);
    const uint64_t kind = (*random)() % 6;
    if (kind == 0) {
      report.Withdrawing(code, period);
    } else if (kind == 1) {
      report.Of(code, period, observation::Status::kNotAvailable);
    } else {
      report.Of(code, period, std::to_string((*random)() % 3));
    }
  }
  return report;
}

// Each node's entries in its chain's order, one node after the other; each is on the log.
std::vector<Sealed> SealEntries(LogBuilder* log, std::mt19937_64* random) {
  std::vector<Sealed> sealed;
  for (const std::string& member : kNodes) {
    std::vector<base::PayloadId> earlier;
    for (int i = 0; i < kEntriesPerNode; ++i) {
      const support::Load load = log->LoadOf(DrawReport(member, &earlier, random));
      earlier.push_back(load.id());
      const chain::Entry entry = log->Seal(member, load);
      const auto appended = log->Append(entry, load);
      EXPECT_TRUE(appended.ok()) << appended.status();
      sealed.push_back({member, load, entry, appended->verdict});
    }
  }
  return sealed;
}

// A random order in which each node's own entries keep theirs: the chain allows no other.
std::vector<const Sealed*> Arrival(const std::vector<Sealed>& sealed, std::mt19937_64* random) {
  std::vector<std::string> turns;
  std::map<std::string, std::vector<const Sealed*>> waiting;
  for (const Sealed& one : sealed) {
    turns.push_back(one.member);
    waiting[one.member].push_back(&one);
  }
  std::shuffle(turns.begin(), turns.end(), *random);
  std::map<std::string, size_t> next;
  std::vector<const Sealed*> order;
  for (const std::string& member : turns) order.push_back(waiting[member][next[member]++]);
  return order;
}

void Fold(const Sealed& sealed, State* state) {
  const chain::Stamp stamp{sealed.verdict, state->last_time_ms() + 1};
  const auto leaf = chain::DecodeLeaf(chain::EncodeLeaf(sealed.entry, stamp));
  ASSERT_TRUE(leaf.ok());
  ASSERT_TRUE(state->Apply(*leaf, sealed.load.payload).ok());
}

// Table, baselines and cells as of a size, without the places in the log.
std::string MeaningAsOf(const State& state, LogSize size, const LogBuilder& parts) {
  const auto reference = FindRound(state, "", "", size);
  auto table = ComputeThreshold(state, *reference, size, {});
  table->size = LogSize();
  auto baselines = FindBaselines(state, *reference, *table, parts.PartsReader()).value();
  auto cells =
      MergeCells(state, {parts.collection(), "", "", ""}, size, parts.PartsReader()).value();
  const auto forget = [](Cell* cell) {
    for (CellCandidate& candidate : cell->candidates) candidate.index = LogIndex();
  };
  for (Cell& cell : cells.cells) forget(&cell);
  for (BaselineValue& baseline : baselines) {
    if (baseline.cell) forget(&*baseline.cell);
  }
  return ThresholdJson(*table, baselines) +
         CellsJson({"", parts.collection(), {}, {}}, &parts.catalogue(), cells);
}

// Threat T15, invariants 30 and 33: a thousand orders of arrival. The table of a prefix is the same
// when it is asked then and when it is asked later of the longer log, and the same entries end in
// the same table, whoever came first.
TEST(Arrival, AThousandOrdersOfAllNodesMeanTheSame) {
  std::mt19937_64 random(15);
  LogBuilder whole = Opened();
  const std::vector<Sealed> sealed = SealEntries(&whole, &random);
  const std::string wanted = MeaningAsOf(whole.state(), whole.size(), whole);
  EXPECT_NE(wanted.find("candidates"), std::string::npos);
  std::set<std::vector<const Sealed*>> orders;
  for (int turn = 0; turn < support::Times(support::kArrivalOrders); ++turn) {
    const std::vector<const Sealed*> order = Arrival(sealed, &random);
    orders.insert(order);
    State state = Opened().state();
    const size_t stop = 1 + random() % (order.size() - 1);
    LogSize prefix;
    std::string then;
    for (size_t i = 0; i < order.size(); ++i) {
      Fold(*order[i], &state);
      if (i + 1 != stop) continue;
      prefix = state.size();
      then = MeaningAsOf(state, prefix, whole);
    }
    ASSERT_EQ(MeaningAsOf(state, prefix, whole), then) << "order " << turn << ", first " << stop;
    ASSERT_EQ(MeaningAsOf(state, state.size(), whole), wanted) << "order " << turn;
  }
  std::cerr << orders.size() << " different orders of " << sealed.size() << " entries\n";
  EXPECT_GT(orders.size(), 900u);
}

// Threat T15: nor do the verdicts depend on the order.
TEST(Arrival, VerdictsAreTheSameInEveryOrder) {
  std::mt19937_64 random(16);
  LogBuilder whole = Opened();
  const std::vector<Sealed> sealed = SealEntries(&whole, &random);
  for (int turn = 0; turn < 10; ++turn) {
    LogBuilder log = Opened();
    for (const Sealed* one : Arrival(sealed, &random)) {
      const auto appended = log.Append(one->entry, one->load);
      ASSERT_TRUE(appended.ok()) << appended.status();
      EXPECT_EQ(appended->verdict, one->verdict);
    }
    EXPECT_EQ(MeaningAsOf(log.state(), log.size(), log),
              MeaningAsOf(whole.state(), whole.size(), whole));
  }
}

// Invariant 11: a payload that comes again, under the next number of its chain, changes no figure.
TEST(Arrival, APayloadThatComesAgainChangesNothing) {
  std::mt19937_64 random(11);
  LogBuilder log = Opened();
  for (const Sealed& one : SealEntries(&log, &random)) {
    const std::string before = MeaningAsOf(log.state(), log.size(), log);
    const auto again = log.Append(log.Seal(one.member, one.load), one.load);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->verdict, chain::Verdict::kDuplicate);
    EXPECT_EQ(MeaningAsOf(log.state(), log.size(), log), before);
  }
}

// Invariant 32: a leaf of one member never changes a cell of another.
TEST(Arrival, AnEntryChangesCellsOfItsOwnMemberOnly) {
  std::mt19937_64 random(32);
  LogBuilder whole = Opened();
  const std::vector<Sealed> sealed = SealEntries(&whole, &random);
  State state = Opened().state();
  const auto cells_of = [&whole, &state](const std::string& member) {
    auto cells =
        MergeCells(state, {whole.collection(), member, "", ""}, state.size(), whole.PartsReader())
            .value();
    return CellsJson({"", whole.collection(), {}, {}}, &whole.catalogue(), cells);
  };
  for (const Sealed* one : Arrival(sealed, &random)) {
    std::map<std::string, std::string> before;
    for (const std::string& member : kNodes) before[member] = cells_of(member);
    Fold(*one, &state);
    for (const std::string& member : kNodes) {
      if (member == one->member) continue;
      EXPECT_EQ(cells_of(member), before[member]) << "after an entry of " << one->member;
    }
  }
}

// Invariant 34: the first figure of a new member adds one, every further one nothing, and the count
// never passes the number of members.
TEST(Arrival, EachMemberCountsOnceAndTheCountOnlyGrows) {
  std::mt19937_64 random(34);
  LogBuilder log = Opened();
  std::set<std::string> reported;
  for (int turn = 0; turn < 40; ++turn) {
    const std::string& member = kNodes[random() % kNodes.size()];
    AReport report(member + ".NSO");
    report.Of("A1", std::to_string(2015 + random() % 3), std::to_string(random() % 100));
    ASSERT_EQ(log.Submit(report).verdict, chain::Verdict::kAccepted);
    reported.insert(member);
    const auto reference = FindRound(log.state(), "", "", log.size());
    const auto table = ComputeThreshold(log.state(), *reference, log.size(), {});
    const auto line = std::ranges::find(table->indicators, "A1", &IndicatorCoverage::code);
    ASSERT_NE(line, table->indicators.end());
    EXPECT_EQ(line->count, static_cast<int>(reported.size()));
    EXPECT_LE(line->count, static_cast<int>(table->members.size()));
  }
  EXPECT_EQ(reported.size(), kNodes.size());
}

}  // namespace
}  // namespace lontar::fold
