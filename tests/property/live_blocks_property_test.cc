// Which statements of a block are live, at every size of random logs: reports that name others
// before these arrive, keys that turn out compromised, and what is signed again afterwards. A
// failure names its seed.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/log_builder.h"

namespace lontar::fold {
namespace {

using support::AReport;
using support::LogBuilder;

constexpr char kOffice[] = "KH.NIS";
constexpr char kSecondKey[] = "KH.NIS second";

// One office with two keys.
const LogBuilder& TwoKeyOffice() {
  static const auto* log = [] {
    auto* made = new LogBuilder();
    made->AddFramework();
    made->AddMember("KH");
    made->AddProvider(kOffice);
    const KeyRecord first = *made->state().FindKey(support::KeyOf(kOffice)->public_key().id());
    const auto second = support::KeyOf(kSecondKey)->public_key();
    const KeysAct keys{made->hub_id(),
                       "KH",
                       {{second, KeyRole::kProvider, kOffice, "Office", first.entitlements, ""}},
                       {}};
    const auto stated = made->StateAct("KH", Act(keys), {"KH.administrator", kSecondKey});
    EXPECT_EQ(stated.verdict, chain::Verdict::kAccepted) << stated.sentence;
    return made;
  }();
  return *log;
}

// The rule as DESIGN.md section 6 says it, looked up from the start each time. Withdrawals end
// others and are not live.
class SlowRule {
 public:
  SlowRule(const State& state, LogSize as_of) : state_(state), as_of_(as_of) {}

  std::set<base::PayloadId> LiveOf(const BlockKey& key) const {
    std::set<base::PayloadId> live;
    for (const auto& [id, record] : state_.reports()) {
      const observation::BlockCount* counts = CountsOf(record, key);
      if (counts == nullptr || counts->withdrawn || !Stands(record)) continue;
      const bool is_ended = std::ranges::any_of(state_.reports(), [&, id = id](const auto& other) {
        return std::ranges::count(other.second.report.supersedes, id) > 0 &&
               CountsOf(other.second, key) != nullptr && Stands(other.second);
      });
      if (!is_ended) live.insert(id);
    }
    return live;
  }

 private:
  static const observation::BlockCount* CountsOf(const ReportRecord& record, const BlockKey& key) {
    for (const observation::PartEntry& part : record.report.parts) {
      if (part.indicator != key.indicator) continue;
      for (const observation::BlockCount& counts : part.blocks) {
        if (counts.measure == key.measure && counts.period == key.period) return &counts;
      }
    }
    return nullptr;
  }

  bool IsSuspect(const trust::KeyId& id, LogIndex index) const {
    const KeyRecord* key = state_.FindKey(id);
    const bool is_known = key->suspect_from && base::IsBefore(*key->until, as_of_);
    return is_known && index >= *key->suspect_from;
  }

  bool Stands(const ReportRecord& record) const {
    return std::ranges::any_of(record.acceptances, [this](const auto& acceptance) {
      return base::IsBefore(acceptance.index, as_of_) &&
             std::ranges::none_of(acceptance.signers, [&](const trust::KeyId& id) {
               return IsSuspect(id, acceptance.index);
             });
    });
  }

  const State& state_;
  LogSize as_of_;
};

class RandomOffice {
 public:
  explicit RandomOffice(uint64_t seed) : random_(seed), log_(TwoKeyOffice()) {}

  // Reports that may name any of those made before, handed in in another order; in the midst of
  // them the first key turns out compromised, and some come again under the second.
  LogBuilder Run() {
    for (int i = 0; i < 14; ++i) reports_.push_back(Make());
    std::ranges::shuffle(reports_, random_);
    const size_t found_out = 4 + Below(8);
    for (size_t i = 0; i < reports_.size(); ++i) {
      if (i == found_out) Compromise();
      Submit(reports_[i]);
    }
    for (const Made& made : reports_) {
      if (Below(3) == 0) Submit(made);
    }
    return std::move(log_);
  }

 private:
  struct Made {
    observation::Report report;
    std::map<base::PartHash, std::string> parts;
  };

  size_t Below(size_t limit) { return random_() % limit; }

  Made Make() {
    AReport text(kOffice);
    for (const base::PayloadId& id : ids_) {
      if (Below(4) == 0) text.Superseding(id);
    }
    for (const char* period : {"2015", "2016"}) {
      if (Below(5) == 0) continue;
      if (Below(4) == 0) {
        text.Withdrawing("A1", period);
      } else {
        text.Of("A1", period, std::to_string(Below(90)));
      }
    }
    if (text.blocks.empty()) text.Of("A1", "2017", "3");
    Made made;
    made.report = log_.MakeReport(text, &made.parts);
    ids_.push_back(log_.LoadOf(made.report, made.parts, {kOffice}).id());
    return made;
  }

  void Compromise() {
    log_.Revoke("KH", kOffice, LogIndex(TwoKeyOffice().size().value() + Below(4)));
    is_compromised_ = true;
  }

  void Submit(const Made& made) {
    const bool by_second = is_compromised_ || Below(3) == 0;
    const auto load = log_.LoadOf(made.report, made.parts, {by_second ? kSecondKey : kOffice});
    const auto appended = log_.Append(log_.Seal("KH", load), load);
    ASSERT_TRUE(appended.ok()) << appended.status();
    was_accepted_again_ |= appended->verdict == chain::Verdict::kAccepted &&
                           log_.state().FindReport(load.id())->acceptances.size() > 1;
  }

 public:
  bool was_accepted_again() const { return was_accepted_again_; }

 private:
  std::mt19937_64 random_;
  LogBuilder log_;
  std::vector<base::PayloadId> ids_;
  std::vector<Made> reports_;
  bool is_compromised_ = false;
  bool was_accepted_again_ = false;
};

std::set<base::PayloadId> ReportsOf(const std::vector<BlockStatement>& statements) {
  std::set<base::PayloadId> reports;
  for (const BlockStatement& statement : statements) reports.insert(statement.report);
  return reports;
}

std::set<base::PayloadId> ReportsIn(const BlockRecord& block, LogSize whole, LogSize size) {
  std::set<base::PayloadId> reports;
  const auto stretches = block.StretchesAt(whole);
  for (size_t place = 0; place < stretches.size(); ++place) {
    for (const Stretch& stretch : stretches[place]) {
      const bool is_in = base::IsBefore(stretch.from, size) &&
                         (!stretch.until || !base::IsBefore(*stretch.until, size));
      if (is_in) reports.insert(block.statements[place].report);
    }
  }
  return reports;
}

// Invariants 31 and 33.
TEST(LiveBlocksProperty, AreThoseOfTheRuleAtEverySize) {
  bool has_returned = false;
  bool was_accepted_again = false;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    RandomOffice office(seed);
    const LogBuilder log = office.Run();
    was_accepted_again |= office.was_accepted_again();
    for (const auto& [key, block] : log.state().blocks()) {
      for (uint64_t size = TwoKeyOffice().size().value(); size <= log.size().value(); ++size) {
        const std::set<base::PayloadId> live = SlowRule(log.state(), LogSize(size)).LiveOf(key);
        EXPECT_EQ(ReportsOf(block.LiveAt(LogSize(size))), live) << "as of " << size;
        EXPECT_EQ(ReportsIn(block, log.size(), LogSize(size)), live) << "stretches at " << size;
      }
      for (const auto& stretches : block.StretchesAt(log.size())) {
        has_returned |= stretches.size() > 1;
      }
    }
  }
  EXPECT_TRUE(has_returned) << "no statement ever returned: the logs are too tame";
  EXPECT_TRUE(was_accepted_again) << "no report came again: the logs are too tame";
}

}  // namespace
}  // namespace lontar::fold
