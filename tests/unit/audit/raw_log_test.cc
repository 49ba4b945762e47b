// Flipped bits: every one of a mirror is found.

#include "core/audit/raw_log.h"

#include <gtest/gtest.h>

#include <random>

#include "core/audit/replay.h"
#include "tests/unit/audit/examples.h"

namespace lontar::audit {
namespace {

std::vector<Finding> RawFindings(MapMirror& mirror) {
  Findings findings;
  ReadRawLog(mirror, LogBuilder::LogKey(), &findings);
  return findings.Take();
}

void Flip(MapMirror& mirror, const std::string& path, size_t bit) {
  char& byte = mirror.files[path][bit / 8];
  byte = static_cast<char>(byte ^ (1 << (bit % 8)));
}

// True if a finding's place is the file itself, or a leaf or line that stands in it.
bool NamesFile(const std::vector<Finding>& findings, const std::string& path) {
  for (const Finding& finding : findings) {
    const bool is_bundle = path.rfind("tile/entries/", 0) == 0;
    const bool is_hash_tile = path.rfind("tile/", 0) == 0 && !is_bundle;
    const bool is_leaf = finding.place.rfind("leaf ", 0) == 0;
    if (finding.place == path || (is_leaf && (is_bundle || is_hash_tile))) return true;
  }
  return false;
}

class FlippedBits : public testing::Test {
 protected:
  FlippedBits() : mirror_(ExampleLog().Mirror({"KH", "VN"})) {}
  MapMirror mirror_;
};

TEST_F(FlippedBits, OfTilesPayloadsAndPartsAreFoundAndThePlaceIsNamed) {
  ASSERT_TRUE(RawFindings(mirror_).empty()) << Listed(RawFindings(mirror_));
  std::mt19937_64 random(20210831);
  int flips = 0;
  for (const auto& [path, bytes] : MirrorMap(mirror_.files)) {
    if (path == "checkpoint") continue;
    for (int i = 0; i < 100; ++i) {
      const size_t bit = random() % (bytes.size() * 8);
      Flip(mirror_, path, bit);
      const std::vector<Finding> findings = RawFindings(mirror_);
      EXPECT_TRUE(NamesFile(findings, path)) << path << " bit " << bit << "\n" << Listed(findings);
      Flip(mirror_, path, bit);
      ++flips;
    }
  }
  EXPECT_GT(flips, 3000);
  EXPECT_TRUE(RawFindings(mirror_).empty());
}

// Cosignatures are judged when the log has said who its witnesses are.
TEST_F(FlippedBits, OfTheCheckpointAreAllFound) {
  Findings none;
  base::InlineWorkers workers;
  const RawLog good = ReadRawLog(mirror_, LogBuilder::LogKey(), &none);
  const Replay replay = ReplayLog(good, mirror_, workers, &none);
  EXPECT_EQ(CheckCosignatures(good, replay.state, LogBuilder::LogKey(), &none), 2u);
  ASSERT_TRUE(none.items().empty());
  const size_t bits = mirror_.files["checkpoint"].size() * 8;
  for (size_t bit = 0; bit < bits; ++bit) {
    Flip(mirror_, "checkpoint", bit);
    Findings findings;
    const RawLog raw = ReadRawLog(mirror_, LogBuilder::LogKey(), &findings);
    if (raw.checkpoint) CheckCosignatures(raw, replay.state, LogBuilder::LogKey(), &findings);
    EXPECT_FALSE(findings.items().empty()) << bit;
    Flip(mirror_, "checkpoint", bit);
  }
}

TEST_F(FlippedBits, OfAnyFileAreFoundByTheWholeAudit) {
  std::mt19937_64 random(7);
  for (const auto& [path, bytes] : MirrorMap(mirror_.files)) {
    const size_t bit = random() % (bytes.size() * 8);
    Flip(mirror_, path, bit);
    EXPECT_FALSE(AuditOf(mirror_.files).findings.empty()) << path << " bit " << bit;
    Flip(mirror_, path, bit);
  }
}

TEST_F(FlippedBits, OfALargerTreeAreFoundAtEveryLevel) {
  std::vector<std::string> leaves;
  for (int i = 0; i < 600; ++i) leaves.push_back(absl::StrCat("no leaf ", i));
  MapMirror mirror(support::MirrorOf(leaves));
  // The leaves are none, and nothing else is wrong.
  const size_t before = RawFindings(mirror).size();
  EXPECT_EQ(before, leaves.size());
  for (const std::string path : {"tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"}) {
    ASSERT_TRUE(mirror.files.contains(path));
    Flip(mirror, path, 77);
    EXPECT_TRUE(NamesFile(RawFindings(mirror), path)) << path;
    Flip(mirror, path, 77);
  }
}

}  // namespace
}  // namespace lontar::audit
