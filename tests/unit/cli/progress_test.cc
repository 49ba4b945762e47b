#include "cli/progress.h"

#include <sstream>

#include "cli/audit_progress.h"
#include "gmock/gmock.h"
#include "tests/support/map_mirror.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class SetClock : public base::Clock {
 public:
  absl::Time Now() override { return now; }
  absl::Time now = absl::FromUnixSeconds(1'000'000);
};

class ProgressTest : public testing::Test {
 protected:
  // What was said since the last call.
  std::string Said() {
    std::string said = err_.str();
    err_.str("");
    return said;
  }
  Progress Make(bool is_interactive, bool is_json = false) {
    terminal_.emplace(out_, err_, false, is_interactive);
    return Progress(&*terminal_, &clock_, is_json);
  }
  void Wait(absl::Duration duration) { clock_.now += duration; }

  std::ostringstream out_;
  std::ostringstream err_;
  std::optional<Terminal> terminal_;
  SetClock clock_;
};

TEST_F(ProgressTest, WhatIsQuickShowsNothing) {
  Progress progress = Make(true);
  progress.Look({"read 1 file", 1});
  Wait(absl::Milliseconds(1900));
  progress.Look({"read 2 files", 2});
  progress.End();
  EXPECT_EQ(Said(), "");
}

TEST_F(ProgressTest, ATerminalHasOneLineThatIsRewrittenAndWiped) {
  Progress progress = Make(true);
  Wait(absl::Seconds(2));
  progress.Look({"read 20 of 80 files", 20, 80});
  EXPECT_EQ(Said(), "\r\x1b[Kread 20 of 80 files; 2 s, 25%, about 6 s left");
  Wait(absl::Milliseconds(100));
  progress.Look({"read 21 of 80 files", 21, 80});
  EXPECT_EQ(Said(), "") << "at most four times a second";
  Wait(absl::Milliseconds(150));
  progress.Look({"read 22 of 80 files", 22, 80});
  EXPECT_THAT(Said(), HasSubstr("\r\x1b[Kread 22 of 80 files"));
  progress.End();
  EXPECT_EQ(Said(), "\r\x1b[K");
  EXPECT_EQ(out_.str(), "");
}

TEST_F(ProgressTest, ElsewhereANoteStandsEveryTenSeconds) {
  Progress progress = Make(false);
  for (int tenths = 0; tenths < 250; ++tenths) {
    progress.Look({"sent 1 of 3 entries", 1});
    Wait(absl::Milliseconds(100));
  }
  progress.End();
  EXPECT_EQ(Said(),
            "lontar: note: sent 1 of 3 entries; 10 s; nothing new for 10 s\n"
            "lontar: note: sent 1 of 3 entries; 20 s; nothing new for 20 s\n");
}

TEST_F(ProgressTest, AStandstillIsSaidUntilItGoesOn) {
  Progress progress = Make(true);
  Wait(absl::Seconds(2));
  progress.Look({"sent 1 entry", 1});
  Wait(absl::Seconds(5));
  Said();
  progress.Look({"sent 1 entry", 1});
  EXPECT_THAT(Said(), EndsWith("nothing new for 5 s"));
  Wait(absl::Seconds(1));
  progress.Look({"sent 2 entries", 2});
  EXPECT_THAT(Said(), EndsWith("sent 2 entries; 8 s"));
}

TEST_F(ProgressTest, WithJsonItIsALineOfJsonEvenOnATerminal) {
  Progress progress = Make(true, true);
  progress.Look({"the node reads a.csv, 12 MiB"});
  Wait(absl::Seconds(10));
  progress.Look({"the node reads a.csv, 12 MiB"});
  EXPECT_EQ(Said(), R"({"done":0,"schema":"lontar.progress.v1","seconds":10,"total":0,)"
                    R"("words":"the node reads a.csv, 12 MiB"})"
                    "\n");
}

TEST(AuditProgress, CountsEachFileOnceAndEverySignature) {
  support::MapMirror map({{"checkpoint", "abc"}, {"payloads/00", "defg"}, {"tile/0/000", "h"}});
  AuditCounts counts;
  CountedMirror files(&map, &counts);
  EXPECT_EQ(counts.files_total, 3u);
  ASSERT_TRUE(files.Read("checkpoint").ok());
  ASSERT_TRUE(files.Read("payloads/00").ok());
  ASSERT_TRUE(files.Read("payloads/00").ok());
  ASSERT_TRUE(files.Read("payloads/11").ok());  // is not there
  EXPECT_EQ(ReadingOf(counts).words, "read 2 of 3 files, 7 bytes");
  EXPECT_EQ(ReadingOf(counts).total, 3u);
  base::InlineWorkers inline_workers;
  CountedWorkers workers(&inline_workers, &counts);
  int done = 0;
  workers.ForEach(5, [&done](int) { ++done; });
  EXPECT_EQ(done, 5);
  EXPECT_EQ(ReadingOf(counts).words, "read 2 files, 7 bytes; verified 5 signatures");
}

TEST(Progress, SizesAreWrittenAsPeopleReadThem) {
  EXPECT_EQ(SizeWords(1), "1 byte");
  EXPECT_EQ(SizeWords(1023), "1023 bytes");
  EXPECT_EQ(SizeWords(42000), "41 KiB");
  EXPECT_EQ(SizeWords(3565158), "3.4 MiB");
}

}  // namespace
}  // namespace lontar::cli
