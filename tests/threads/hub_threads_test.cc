// The hub's shell under a crowd: nodes that sync, an operator's acts, questions and mirrors at
// once, commits that fail in the middle, a stop while all are busy.

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <semaphore>
#include <set>

#include "core/audit/audit.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/counts.h"
#include "tests/support/map_mirror.h"
#include "tests/threads/crew.h"
#include "tests/threads/federation.h"

namespace lontar::threads {
namespace {

using nlohmann::json;

const std::vector<std::string> kMembers = {"KH", "LA", "MY", "VN"};

class HubThreads : public testing::Test {
 protected:
  void SetUp() override {
    // A node seals nothing for a hub that it does not know yet.
    for (const std::string& member : kMembers) {
      news_.emplace(member, std::make_unique<std::counting_semaphore<>>(0));
      ASSERT_EQ(federation_.Sync(member), "OK");
    }
  }

  // Seals the member's keys one after another, each until the node has taken it.
  void Seal(const std::string& member) {
    for (int number = 0; number < keys_each_; ++number) {
      const chain::Envelope act = federation_.KeyAct(member, number);
      while (true) {
        const auto sealed =
            federation_.node(member).Do([&act](node::NodeCore& core) { return core.SealAct(act); });
        if (sealed.ok()) break;
        // Only a commit that was made to fail may be in the way.
        ASSERT_GT(federation_.node_disk(member).failed(), 0) << sealed.status();
      }
      news_.at(member)->release();
    }
  }

  // Syncs with each news until all that was to be sealed is in the log; counts how the
  // conversations ended.
  void SyncUntilDrained(const std::string& member) {
    while (true) {
      news_.at(member)->acquire();
      const bool is_last = sealers_done_ == static_cast<int>(kMembers.size());
      Count(federation_.Sync(member));
      if (!is_last) continue;
      if (federation_.queued(member) == 0) return;
      news_.at(member)->release();  // that conversation was cut
    }
  }

  // The acts of one operator, each until the hub says that it is in the log.
  void Submit(int operator_number) {
    for (int i = 0; i < acts_each_; ++i) {
      const chain::Envelope act = federation_.MemberAct(
          {static_cast<char>('A' + operator_number), static_cast<char>('A' + i)});
      auto index = federation_.hub().SubmitAct(act);
      for (; !index.ok(); index = federation_.hub().SubmitAct(act)) {
        ASSERT_TRUE(absl::IsUnavailable(index.status())) << index.status();
      }
      base::MutexLock lock(&mutex_);
      EXPECT_TRUE(indexes_.insert(index->value()).second) << "two acts at one index";
    }
  }

  // Asks while the others are busy. What was in the log once, stays there.
  void Ask() {
    uint64_t size = 0;
    for (int i = 0; i < 20 * support::Times(support::kThreadRounds) && !is_over_; ++i) {
      const auto status = federation_.hub().StatusJson();
      if (status.ok()) {
        const uint64_t present = json::parse(*status)["log_size"].get<uint64_t>();
        EXPECT_GE(present, size);
        size = present;
      } else {
        EXPECT_TRUE(absl::IsUnavailable(status.status())) << status.status();
      }
      const auto answer = federation_.hub().Ask({"threshold", "", "", {}, "", ""});
      EXPECT_FALSE(answer.ok()) << "there is no collection in this log";
    }
  }

  // Takes mirrors while the others are busy; each is whole: audit is silent about it.
  void TakeMirrors() {
    for (int i = 0; i < support::Times(support::kThreadRounds) && !is_over_; ++i) {
      support::MirrorMap files;
      std::string last;
      const absl::Status status = federation_.hub().Mirror(
          [&files, &last](const std::string& path, const std::string& content) {
            files[path] = content;
            last = path;
            return absl::OkStatus();
          });
      if (absl::IsUnavailable(status)) continue;
      ASSERT_TRUE(status.ok()) << status;
      EXPECT_EQ(last, "checkpoint");
      ExpectSilentAudit(files);
    }
  }

  static audit::AuditReport ExpectSilentAudit(const support::MirrorMap& files) {
    const support::Authority authority;
    support::MapMirror mirror(files);
    base::ThreadWorkers workers(2);
    const log::NoteKey log_key{"lontar.test/hub", log::NoteKeyType::kEd25519,
                               authority.log_key().public_key()};
    const auto report = audit::Audit(mirror, log_key, workers, {});
    EXPECT_TRUE(report.ok()) << report.status();
    if (!report.ok()) return {};
    for (const audit::Finding& finding : report->findings) ADD_FAILURE() << finding.sentence;
    return *report;
  }

  void Count(const std::string& end) {
    base::MutexLock lock(&mutex_);
    ++ends_[end];
  }

  // All of them at once; `meanwhile` is the saboteur.
  void RunCrowd(const std::function<void()>& meanwhile) {
    Crew crew;
    for (const std::string& member : kMembers) {
      crew.Add([this, member] {
        Seal(member);
        if (++sealers_done_ < static_cast<int>(kMembers.size())) return;
        for (const auto& [each, news] : news_) news->release();
      });
      crew.Add([this, member] {
        SyncUntilDrained(member);
        if (++drained_ < static_cast<int>(kMembers.size())) return;
        is_over_ = true;
        federation_.hub_disk().GiveUp();
      });
    }
    crew.Add(kOperators, [this](int i) { Submit(i); });
    crew.Add([this] { Ask(); });
    crew.Add([this] { TakeMirrors(); });
    crew.Run(meanwhile);
  }

  // Everything that was answered is in the log once, every node knows the whole of it, and audit
  // finds it sound.
  void ExpectAllIsThereOnce() {
    const uint64_t expected = 1 + kMembers.size() + kMembers.size() * keys_each_ +
                              static_cast<uint64_t>(kOperators) * acts_each_;
    EXPECT_EQ(federation_.hub_size(), expected);
    {
      base::MutexLock lock(&mutex_);
      EXPECT_EQ(indexes_.size(), static_cast<size_t>(kOperators) * acts_each_);
    }
    const audit::AuditReport report = ExpectSilentAudit(federation_.Mirror());
    EXPECT_EQ(report.entries, expected);
    EXPECT_EQ(report.verdicts_recomputed, expected);
    for (const std::string& member : kMembers) {
      EXPECT_EQ(federation_.Sync(member), "OK") << member;
      EXPECT_EQ(federation_.VerifiedBy(member), (log::SignedHead{report.log_size, report.root}));
    }
  }

  static constexpr int kOperators = 2;
  const int keys_each_ = support::Times(support::kThreadRounds);
  const int acts_each_ =
      std::min(26, support::Times(support::kThreadRounds));  // codes from AA to AZ
  Federation federation_{kMembers};
  std::map<std::string, std::unique_ptr<std::counting_semaphore<>>> news_;  // of each member
  std::atomic<int> sealers_done_{0};
  std::atomic<int> drained_{0};
  std::atomic<bool> is_over_{false};
  base::Mutex mutex_;
  std::map<std::string, int> ends_ ABSL_GUARDED_BY(mutex_);
  std::set<uint64_t> indexes_ ABSL_GUARDED_BY(mutex_);
};

// Invariants 1 and 2 with real threads: no entry is lost, none is there twice.
TEST_F(HubThreads, ACrowdLeavesEveryEntryOnce) {
  RunCrowd([] {});
  ExpectAllIsThereOnce();
  base::MutexLock lock(&mutex_);
  EXPECT_THAT(ends_, testing::ElementsAre(testing::Key("OK")));
}

// Invariant: what was answered is durable; what failed was not answered, and comes again.
TEST_F(HubThreads, CommitsThatFailInTheMiddleLoseNothingThatWasAnswered) {
  RunCrowd([this] {
    for (int i = 0; i < support::Times(support::kThreadRounds) && !is_over_; ++i) {
      federation_.node_disk(kMembers[i % kMembers.size()]).FailNextCommit();
      federation_.hub_disk().FailNextCommit();
      // The next one only when this one has happened.
      if (!federation_.hub_disk().WaitUntilFailed()) return;
    }
  });
  for (const std::string& member : kMembers) federation_.node_disk(member).GiveUp();
  EXPECT_GT(federation_.hub_disk().failed(), 0);
  ExpectAllIsThereOnce();
  base::MutexLock lock(&mutex_);
  for (const auto& [end, count] : ends_) {
    EXPECT_THAT(end, testing::AnyOf("OK", "HUB_STARTS_ANEW", "HUB_ENDED", "SYNC_CUT", "NODE_ENDED",
                                    "STORE_FAILED", "UNAVAILABLE"))
        << count << " times";
  }
}

TEST_F(HubThreads, StoppingWhileAllAreBusyEndsThemAndKeepsWhatWasAnswered) {
  std::counting_semaphore<> conversations(0);
  Crew crew;
  for (const std::string& member : kMembers) {
    crew.Add([this, member] { Seal(member); });
    crew.Add([this, member, &conversations] {
      std::string end = "OK";
      while (end == "OK") {
        end = federation_.Sync(member);
        conversations.release();
      }
      Count(end);
    });
  }
  crew.Add([this] { Submit(0); });
  crew.Add([this] { Ask(); });
  crew.Run([this, &conversations] {
    for (size_t i = 0; i < 2 * kMembers.size(); ++i) conversations.acquire();
    federation_.hub().Stop();
    is_over_ = true;
  });
  {
    base::MutexLock lock(&mutex_);
    EXPECT_THAT(ends_, testing::ElementsAre(testing::Pair("HUB_STOPPING", kMembers.size())));
  }
  EXPECT_EQ(federation_.Sync("KH"), "HUB_STOPPING");
  federation_.CloseHub();
  const auto core = federation_.ReopenHub();
  for (const std::string& member : kMembers) {
    const log::SignedHead known = federation_.VerifiedBy(member);
    ASSERT_LE(known.size.value(), core->tree().size().value());
    const auto root = core->tree().RootAt(known.size);
    ASSERT_TRUE(root.ok()) << root.status();
    EXPECT_EQ(*root, known.root) << member;
  }
  base::MutexLock lock(&mutex_);
  for (const uint64_t index : indexes_) EXPECT_LT(index, core->tree().size().value());
}

TEST_F(HubThreads, AMemberHasNoMoreLinesThanItMayHoweverManyCallAtOnce) {
  constexpr int kCallers = 4 * base::kLinesPerMemberMax;
  std::atomic<int> open{0};
  std::atomic<int> refused{0};
  std::atomic<int> taken{0};
  Crew crew;
  crew.Add(kCallers, [this, &open, &refused, &taken](int) {
    for (int i = 0; i < support::Times(support::kThreadRounds) * 10; ++i) {
      const auto line = federation_.hub().Join("KH", std::make_shared<LineInMemory>());
      if (!line.ok()) {
        EXPECT_EQ(base::ReasonOf(line.status()), "TOO_MANY_LINES");
        ++refused;
        continue;
      }
      ++taken;
      EXPECT_LE(++open, base::kLinesPerMemberMax);
      std::this_thread::yield();
      --open;
      federation_.hub().Leave(*line);
    }
  });
  crew.Run();
  EXPECT_EQ(refused + taken, kCallers * support::Times(support::kThreadRounds) * 10);
  EXPECT_GT(taken, 0);
  EXPECT_EQ(federation_.Sync("KH"), "OK") << "every line was given back";
}

}  // namespace
}  // namespace lontar::threads
