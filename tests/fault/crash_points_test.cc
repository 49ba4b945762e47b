// The power goes, or the program is killed, at every numbered change of a disk, while hub and node
// do their work: real cores, RocksDB, the sign register's own code. Then the machine comes back,
// and every promise must have been kept; then the work goes on to its end, and audit must be
// silent.
//
// One point again: LONTAR_CRASH_POINT=SEED:POINT crash_points_test

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/fault/machines.h"
#include "tests/support/counts.h"

namespace lontar::fault {
namespace {

using support::DiskWork;

// The fifth opening merges tables.
constexpr int kDaysOfCrashPoints = 3;

std::string WorkName(DiskWork work) {
  switch (work) {
    case DiskWork::kCreate:
      return "create";
    case DiskWork::kAppend:
      return "write";
    case DiskWork::kTruncate:
      return "truncate";
    case DiskWork::kSync:
      return "sync";
    case DiskWork::kRename:
      return "rename";
    case DiskWork::kRemove:
      return "remove";
    case DiskWork::kSyncFolder:
      return "sync folder";
  }
  return "";
}

// The file, the one beside it that is renamed over it, and the folder that holds both names.
bool IsRegister(const std::string& path) {
  return absl::StrContains(path, "sign-register") || absl::StrContains(path, "high-water") ||
         path == "hub" || path == "node";
}

std::string FileName(const std::string& path) {
  if (absl::EndsWith(path, ".log")) return "write-ahead log";
  if (absl::EndsWith(path, ".sst")) return "table";
  if (absl::StrContains(path, "MANIFEST")) return "manifest";
  if (absl::StrContains(path, "OPTIONS")) return "options";
  if (absl::StrContains(path, "CURRENT") || absl::EndsWith(path, ".dbtmp")) return "current";
  if (IsRegister(path)) return "register";
  return "store";
}

// Where the power may go, in people's words: what was being done, and to which file. A change of
// the hub's register is a checkpoint, whatever else was under way; a node's follows every commit.
std::string PointName(const std::string& step, DiskWork work, const std::string& path) {
  const bool is_checkpoint = absl::StartsWith(path, "hub") && IsRegister(path);
  return absl::StrCat(is_checkpoint ? "hub.checkpoint" : step, ": ", FileName(path), " ",
                      WorkName(work));
}

// What must have been reached, one after another: the five steps, and opening.
const std::vector<std::string>& WantedPoints() {
  static const std::vector<std::string> kWanted = {
      "node.accept: write-ahead log write",
      "node.accept: write-ahead log sync",
      "node.append: write-ahead log write",
      "node.append: write-ahead log sync",
      "hub.sequence: write-ahead log write",
      "hub.sequence: write-ahead log sync",
      "hub.checkpoint: register create",
      "hub.checkpoint: register write",
      "hub.checkpoint: register sync",
      "hub.checkpoint: register rename",
      "hub.checkpoint: register sync folder",
      "hub.cosignature: write-ahead log write",
      "hub.cosignature: write-ahead log sync",
      "node.receipt: write-ahead log write",
      "node.receipt: write-ahead log sync",
      "node.accept: register rename",
      "node.append: register create",
      "node.append: register write",
      "node.append: register sync",
      "node.append: register rename",
      "node.append: register sync folder",
      "node.receipt: register rename",
      "hub.open: table write",
      "hub.open: manifest sync",
      "hub.open: current rename",
      "node.open: table write",
      "node.open: manifest sync",
  };
  return kWanted;
}

// What goes wrong in a run in which the power goes at this point, nothing if all is as it must be.
class CrashRun {
 public:
  CrashRun(uint64_t seed, uint64_t point)
      : draw_((seed + point) % 3),
        fuse_(point,
              [this](DiskWork work, const std::string& path, bool blows) {
                const std::string name = PointName(machines_.step.load(), work, path);
                ++reached_[name];
                changes_.push_back(absl::StrCat(name, " ", path));
                if (blows) died_at_ = name;
              }),
        machines_(seed + point, &fuse_) {}

  std::string Run() {
    std::string broken;
    for (int attempt = 0; attempt < 3; ++attempt) {
      const absl::Status status = machines_.world.Work(kDaysOfCrashPoints);
      if (!BringBack()) {
        if (!status.ok()) return absl::StrCat("the work does not end: ", status.ToString());
        return absl::StrCat(broken, BrokenAtTheEnd());
      }
      broken += AfterTheCut();
    }
    return "the power went twice";
  }

  bool has_died() const { return !died_at_.empty(); }
  const std::string& died_at() const { return died_at_; }
  const std::map<std::string, int>& reached() const { return reached_; }
  // All of them, in their order.
  const std::vector<std::string>& changes() const { return changes_; }
  uint64_t points() const { return fuse_.done(); }

 private:
  // True if a machine was down. Of three deaths one is a kill, after which the system went on, and
  // in another the power goes for both run.
  bool BringBack() {
    const bool hub_died = machines_.hub_disk.is_dead();
    const bool node_died = machines_.node_disk.is_dead();
    if (!hub_died && !node_died) return false;
    if (hub_died || draw_ == 2) {
      machines_.world.DropHub();
      draw_ == 0 ? machines_.hub_disk.Restart() : machines_.hub_disk.PowerCut();
    }
    if (node_died || draw_ == 2) {
      machines_.world.DropNode();
      draw_ == 0 ? machines_.node_disk.Restart() : machines_.node_disk.PowerCut();
    }
    return true;
  }

  // Who looks changes nothing, and nobody else is at work. Were it otherwise, the power could go
  // after BringBack asked, and a dead disk would be held to the promises.
  std::string BrokenAtTheEnd() {
    const uint64_t points = fuse_.done();
    std::string broken = machines_.world.BrokenAtTheEnd();
    if (fuse_.done() != points) broken += "a disk was changed after the work had ended\n";
    return broken;
  }

  // Until init has answered there is nothing to look at: its folder is thrown away.
  std::string AfterTheCut() {
    const std::string step = machines_.step.load();
    if (step == "hub.create" || step == "node.create") return "";
    return machines_.world.Broken();
  }

  const uint64_t draw_;
  std::string died_at_;
  std::map<std::string, int> reached_;
  std::vector<std::string> changes_;
  support::Fuse fuse_;
  Machines machines_;
};

struct Tally {
  int runs = 0;
  std::map<std::string, int> died_at;
};

// Points from `first` on, every `step`-th, until a run ends without a death.
void Sweep(uint64_t seed, uint64_t first, uint64_t step, Tally* tally) {
  for (uint64_t point = first;; point += step) {
    CrashRun run(seed, point);
    const std::string broken = run.Run();
    EXPECT_EQ(broken, "") << "replay: LONTAR_CRASH_POINT=" << seed << ":" << point
                          << " crash_points_test; the power went in " << run.died_at();
    ++tally->runs;
    if (!run.has_died()) return;
    ++tally->died_at[run.died_at()];
    if (testing::Test::HasFailure()) return;
  }
}

TEST(CrashPoints, WithoutAnyTheWorkIsDoneAndEveryKindOfPointIsMet) {
  CrashRun run(1, support::Fuse::kNever);
  EXPECT_EQ(run.Run(), "");
  for (const std::string& name : WantedPoints()) {
    EXPECT_TRUE(run.reached().contains(name)) << name;
  }
  std::cout << run.points() << " points:\n";
  for (const auto& [name, count] : run.reached()) {
    std::cout << "  " << count << " x " << name << "\n";
  }
}

// RocksDB's threads raced with the work for the numbers: the point that a failure named was another
// change when it was tried again, or came when the work was over and killed the disk that was being
// looked at ("no mirror: the power is gone").
TEST(CrashPoints, ANumberIsTheSameChangeInEveryRun) {
  for (const uint64_t point : {uint64_t{150}, uint64_t{450}, support::Fuse::kNever}) {
    CrashRun first(1, point);
    EXPECT_EQ(first.Run(), "");
    for (int time = 0; time < 3; ++time) {
      CrashRun again(1, point);
      EXPECT_EQ(again.Run(), "");
      EXPECT_EQ(again.died_at(), first.died_at());
      EXPECT_EQ(again.changes(), first.changes());
    }
  }
}

// Invariants 7, 8, 17 and 19: acknowledged is durable, at every point.
TEST(CrashPoints, EveryPromiseIsKept) {
  const char* wanted = std::getenv("LONTAR_CRASH_POINT");
  if (wanted != nullptr) {
    const std::vector<std::string> numbers = absl::StrSplit(wanted, ':');
    ASSERT_EQ(numbers.size(), 2u);
    CrashRun run(std::stoull(numbers[0]), std::stoull(numbers[1]));
    EXPECT_EQ(run.Run(), "");
    std::cout << "died in " << run.died_at() << "\n";
    return;
  }
  Tally tally;
  const uint64_t step = support::IsLong() ? support::kCrashPointStepLong : support::kCrashPointStep;
  for (int seed = 0; seed < support::kCrashPointSeeds.value(); ++seed) {
    Sweep(seed + 1, seed % step, step, &tally);
  }
  std::cout << tally.runs << " runs; died in:\n";
  for (const auto& [name, count] : tally.died_at)
    std::cout << "  " << count << " x " << name << "\n";
  if (!support::IsLong()) return;
  for (const std::string& name : WantedPoints()) {
    EXPECT_TRUE(tally.died_at.contains(name)) << "never died in " << name;
  }
}

}  // namespace
}  // namespace lontar::fault
