// Bit rot, one bit at a time (threat T07, invariants 44 and 45): every file of the mirror, of the
// hub's folder and of a node's folder; each file gone, cut, or put back from an older copy. Each
// case is found, or it is without any effect: then the audit's answer is the same, which holds a
// hash over every record. Each test prints its counts.

#include <gtest/gtest.h>

#include <cstdio>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/audit/audit.h"
#include "core/trust/payload_type.h"
#include "tests/support/counts.h"
#include "tests/support/map_mirror.h"
#include "tests/support/small_federation.h"
#include "tests/sweep/store_copies.h"

namespace lontar::sweep {
namespace {

constexpr size_t kStep = support::kSweepStep;

const Copies& All() {
  static const auto* copies = new Copies(MakeCopies());
  return *copies;
}

// Another bit for each byte, by its place: the whole sweep tries all eight about equally often.
char Flipped(char byte, size_t at) { return static_cast<char>(byte ^ (1 << (at * 5 % 8))); }

// What became of the cases of one sweep.
class Counts {
 public:
  explicit Counts(std::string what) : what_(std::move(what)) {}
  ~Counts() {
    std::string text = absl::StrCat("sweep of ", what_, ": ", cases_, " cases, ", files_, " files");
    for (const auto& [how, number] : found_)
      absl::StrAppend(&text, "\n  found, ", how, ": ", number);
    for (const auto& [where, number] : silent_) {
      absl::StrAppend(&text, "\n  without effect, ", where, ": ", number);
    }
    std::printf("%s\n", text.c_str());
  }
  void File() { ++files_; }
  void Found(const std::string& how) {
    ++cases_;
    ++found_[how];
  }
  void Silent(const std::string& where) {
    ++cases_;
    ++silent_[where];
  }
  int found_cases() const {
    int sum = 0;
    for (const auto& [how, number] : found_) sum += number;
    return sum;
  }

 private:
  std::string what_;
  int cases_ = 0;
  int files_ = 0;
  std::map<std::string, int> found_;
  std::map<std::string, int> silent_;
};

// "store/000012.sst" and "store/000013.sst" are of one kind.
std::string KindOfFile(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (absl::EndsWith(name, ".sst")) return "table";
  if (absl::EndsWith(name, ".log")) return "write-ahead log";
  for (const char* begin : {"MANIFEST", "OPTIONS", "LOG"}) {
    if (absl::StartsWith(name, begin)) return begin;
  }
  return name;
}

// So many bytes of a file that is never read are flipped in one case.
constexpr size_t kNeverReadBytes = 64;

// Files that the engine writes for people and never reads again, or only to be started.
bool IsNeverRead(const std::string& path) {
  const std::string kind = KindOfFile(path);
  return kind == "OPTIONS" || kind == "LOG" || kind == "LOCK" || kind == "IDENTITY";
}

class StoreSweep : public testing::TestWithParam<bool> {
 protected:
  static const Files& Folder() { return GetParam() ? All().hub : All().node; }
  static const Files& Before() { return GetParam() ? All().hub_before : All().node_before; }
  static std::string Name() { return GetParam() ? "the hub's folder" : "a node's folder"; }

  // Judges the state in which the folder is now.
  void Judge(const std::string& path, const std::string& what, Counts* counts) {
    const StoreOutcome outcome = bench_.Audit();
    if (!outcome.found.empty()) {
      EXPECT_FALSE(outcome.place.empty()) << path << what;
      counts->Found(absl::StrCat(outcome.found, " (", KindOfFile(path), ")"));
      return;
    }
    ASSERT_TRUE(outcome.is_silent) << path << what;
    if (outcome.answer == good_.answer) {
      counts->Silent(absl::StrCat(KindOfFile(path), IsNeverRead(path) ? ", never read" : ""));
      return;
    }
    // Decision 0013: batches at the hub's end that hold cosignatures alone are no acknowledged
    // data. Nothing else may be missing, which the register, and with it leaves, payloads and
    // parts, bears witness to.
    const bool is_cosignature = GetParam() && KindOfFile(path) == "write-ahead log" &&
                                outcome.cosignatures < good_.cosignatures;
    ASSERT_TRUE(is_cosignature) << path << what << "\n" << outcome.answer << "\n" << good_.answer;
    counts->Silent("unacknowledged tail dropped: cosignatures");
  }

  const Bench bench_{Folder()};
  const StoreOutcome good_ = bench_.Audit();
};

TEST_P(StoreSweep, AGoodCopyIsSilentAndNothingIsWritten) {
  EXPECT_TRUE(good_.is_silent) << good_.found << " " << good_.place << good_.answer;
  EXPECT_EQ(bench_.Read(), Folder());
}

TEST_P(StoreSweep, EveryFlippedByteIsFoundOrWithoutEffect) {
  Counts counts(absl::StrCat("flipped bytes in ", Name(), ", every ", kStep, "th"));
  size_t place = 0;
  for (const auto& [path, bytes] : Folder()) {
    counts.File();
    // Whatever stands in a file that is never read changes nothing: its bytes go many at a time.
    const size_t together = IsNeverRead(path) ? kNeverReadBytes : 1;
    for (size_t at = 0; at < bytes.size(); at += together, ++place) {
      if (place % kStep != 0) continue;
      std::string damaged = bytes;
      const size_t end = std::min(bytes.size(), at + together);
      for (size_t i = at; i < end; ++i) damaged[i] = Flipped(bytes[i], i);
      bench_.Put(path, &damaged);
      Judge(path, absl::StrCat(" byte ", at), &counts);
      if (HasFatalFailure()) return;
    }
    bench_.Put(path, &bytes);
  }
  EXPECT_GT(counts.found_cases(), 0);
}

TEST_P(StoreSweep, EveryMissingFileIsFoundOrWithoutEffect) {
  Counts counts(absl::StrCat("missing files in ", Name()));
  for (const auto& [path, bytes] : Folder()) {
    counts.File();
    bench_.Put(path, nullptr);
    Judge(path, " missing", &counts);
    bench_.Put(path, &bytes);
    if (HasFatalFailure()) return;
  }
}

TEST_P(StoreSweep, EveryCutFileIsFoundOrWithoutEffect) {
  Counts counts(absl::StrCat("cut files in ", Name()));
  for (const auto& [path, bytes] : Folder()) {
    if (bytes.empty()) continue;
    counts.File();
    const size_t step = std::max<size_t>(1, bytes.size() / (1 + 120 / kStep));
    for (size_t length = 0; length < bytes.size(); length += step) {
      const std::string cut = bytes.substr(0, length);
      bench_.Put(path, &cut);
      Judge(path, absl::StrCat(" cut to ", length), &counts);
      if (HasFatalFailure()) return;
    }
    const std::string cut = bytes.substr(0, bytes.size() - 1);
    bench_.Put(path, &cut);
    Judge(path, " cut by one byte", &counts);
    bench_.Put(path, &bytes);
  }
}

// Byte by byte: among the cuts are those between two records, which no reading of the log can see.
// A node's register tells them all. At the hub what is lost so may be cosignatures, and nothing
// else.
TEST_P(StoreSweep, EveryCutOfTheLogsEndIsFoundOrLosesCosignatures) {
  constexpr size_t kTailBytes = 700;
  Counts counts(absl::StrCat("cuts of the write-ahead log's end in ", Name()));
  for (const auto& [path, bytes] : Folder()) {
    if (KindOfFile(path) != "write-ahead log" || bytes.size() < kTailBytes) continue;
    counts.File();
    for (size_t length = bytes.size() - kTailBytes; length < bytes.size(); ++length) {
      const std::string cut = bytes.substr(0, length);
      bench_.Put(path, &cut);
      Judge(path, absl::StrCat(" cut to ", length), &counts);
      if (HasFatalFailure()) return;
    }
    bench_.Put(path, &bytes);
  }
  EXPECT_GT(counts.found_cases(), 0);
  if (!GetParam()) {
    EXPECT_EQ(counts.found_cases(), static_cast<int>(kTailBytes));
  }
}

TEST_P(StoreSweep, EveryOlderFileIsFoundOrWithoutEffect) {
  Counts counts(absl::StrCat("older copies of files in ", Name()));
  int differing = 0;
  for (const auto& [path, bytes] : Before()) {
    const auto now = Folder().find(path);
    if (now != Folder().end() && now->second == bytes) continue;
    ++differing;
    counts.File();
    bench_.Put(path, &bytes);
    Judge(path, " from before", &counts);
    bench_.Put(path, now == Folder().end() ? nullptr : &now->second);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(differing, 1);
}

// The whole store from before, with the register of now: what a restored backup looks like.
TEST_P(StoreSweep, AnOlderStoreIsFound) {
  Files mixed;
  for (const auto& [path, bytes] : Before()) {
    if (absl::StartsWith(path, "store/")) mixed[path] = bytes;
  }
  for (const auto& [path, bytes] : Folder()) {
    if (!absl::StartsWith(path, "store/")) mixed[path] = bytes;
  }
  EXPECT_EQ(Bench(mixed).Audit().found, "register-ahead");
}

TEST_P(StoreSweep, OnlyFilesThatAreNeverReadMayBeWhole) {
  // So that "without effect" is not the answer to everything: of the files that are read, a byte in
  // the middle is found.
  for (const auto& [path, bytes] : Folder()) {
    if (IsNeverRead(path) || bytes.empty()) continue;
    std::string damaged = bytes;
    damaged[bytes.size() / 2] = Flipped(bytes[bytes.size() / 2], bytes.size() / 2);
    bench_.Put(path, &damaged);
    EXPECT_FALSE(bench_.Audit().found.empty()) << path;
    bench_.Put(path, &bytes);
  }
}

INSTANTIATE_TEST_SUITE_P(Both, StoreSweep, testing::Bool(),
                         [](const auto& test) { return test.param ? "Hub" : "Node"; });

// The mirror, in memory.

std::string AuditMirror(const support::MirrorMap& files) {
  support::MapMirror mirror(files);
  base::InlineWorkers workers;
  const auto report =
      audit::Audit(mirror, support::SmallFederation::LogKey(), workers, audit::AuditOptions());
  if (!report.ok()) return std::string(report.status().message());
  if (report->findings.empty()) return "";
  EXPECT_FALSE(report->findings.front().place.empty());
  return report->findings.front().kind;
}

bool IsPart(const std::string& path, const std::string& bytes) {
  return absl::EndsWith(path, trust::PartHashOf(bytes).hex());
}

void SweepMirror(bool parts, Counts* counts) {
  size_t place = 0;
  for (const auto& [path, bytes] : All().mirror) {
    if (IsPart(path, bytes) != parts) continue;
    counts->File();
    support::MirrorMap damaged = All().mirror;
    for (size_t at = 0; at < bytes.size(); ++at, ++place) {
      if (place % kStep != 0) continue;
      damaged[path][at] = Flipped(bytes[at], at);
      const std::string found = AuditMirror(damaged);
      ASSERT_FALSE(found.empty()) << path << " byte " << at;
      counts->Found(found);
      damaged[path][at] = bytes[at];
    }
  }
}

TEST(MirrorSweep, EveryFlippedByteIsFound) {
  ASSERT_EQ(AuditMirror(All().mirror), "");
  Counts counts(absl::StrCat("flipped bytes in the mirror, every ", kStep, "th"));
  SweepMirror(false, &counts);
}

TEST(MirrorSweep, EveryFlippedByteOfAPartIsFound) {
  Counts counts(absl::StrCat("flipped bytes in parts, every ", kStep, "th"));
  SweepMirror(true, &counts);
  EXPECT_GT(counts.found_cases(), 0);
}

// Invariant 44: without parts every count is recomputed, and any changed byte is still found.
TEST(MirrorSweep, WithoutPartsEveryFlippedByteIsFound) {
  support::MirrorMap without;
  for (const auto& [path, bytes] : All().mirror) {
    if (!IsPart(path, bytes)) without[path] = bytes;
  }
  ASSERT_LT(without.size(), All().mirror.size());
  ASSERT_EQ(AuditMirror(without), "");
  // These bytes were flipped above too, with the parts beside them: some of them are enough.
  constexpr size_t kFewer = 7 * kStep;
  Counts counts(absl::StrCat("flipped bytes in a mirror without parts, every ", kFewer, "th"));
  size_t place = 0;
  support::MirrorMap damaged = without;
  for (const auto& [path, bytes] : without) {
    counts.File();
    for (size_t at = 0; at < bytes.size(); ++at, ++place) {
      if (place % kFewer != 0) continue;
      damaged[path][at] = Flipped(bytes[at], at);
      const std::string found = AuditMirror(damaged);
      ASSERT_FALSE(found.empty()) << path << " byte " << at;
      counts.Found(found);
      damaged[path][at] = bytes[at];
    }
  }
}

TEST(MirrorSweep, EveryMissingOrCutFileIsFound) {
  Counts counts("missing and cut files in the mirror");
  for (const auto& [path, bytes] : All().mirror) {
    counts.File();
    support::MirrorMap damaged = All().mirror;
    damaged.erase(path);
    const std::string missing = AuditMirror(damaged);
    // Parts may be absent: they are counted.
    EXPECT_EQ(missing.empty(), IsPart(path, bytes)) << path;
    missing.empty() ? counts.Silent("part absent, counted") : counts.Found(missing);
    for (const size_t length : {size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
      damaged[path] = bytes.substr(0, length);
      const std::string cut = AuditMirror(damaged);
      ASSERT_FALSE(cut.empty()) << path << " cut to " << length;
      counts.Found(cut);
    }
  }
}

}  // namespace
}  // namespace lontar::sweep
