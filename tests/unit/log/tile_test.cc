#include "core/log/tile.h"

#include <map>
#include <random>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

std::vector<std::string> PathsOf(uint64_t size, int min_level) {
  std::vector<std::string> paths;
  for (const TileId& id : TilesOf(LogSize(size))) {
    if (id.level >= min_level) paths.push_back(TilePath(id));
  }
  return paths;
}

TEST(Tile, IndexIsWrittenInGroupsOfThree) {
  const std::map<uint64_t, std::string> published = {
      {0, "000"},   {1, "001"},         {273, "273"},
      {999, "999"}, {1000, "x001/000"}, {1234067, "x001/x234/067"}};
  for (const auto& [index, path] : published) {
    EXPECT_EQ(TilePath({.level = 0, .index = index}), "tile/0/" + path);
    EXPECT_EQ(ParseTilePath("tile/0/" + path), (TileId{.level = 0, .index = index}));
  }
}

TEST(Tile, PathNamesLevelAndWidth) {
  const std::map<std::string, TileId> published = {
      {"tile/1/000.p/17", {.level = 1, .index = 0, .width = 17}},
      {"tile/entries/000.p/5", {.level = -1, .index = 0, .width = 5}},
      {"tile/entries/x001/000", {.level = -1, .index = 1000}},
      {"tile/63/000.p/255", {.level = 63, .index = 0, .width = 255}},
      {"tile/0/x009/x223/x372/x036/x854/x775/807", {.level = 0, .index = 9223372036854775807u}}};
  for (const auto& [path, id] : published) {
    EXPECT_EQ(TilePath(id), path);
    EXPECT_EQ(ParseTilePath(path), id) << path;
  }
}

TEST(Tile, OtherPathsAreRefused) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "/tile/0/000",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/x000",
                           "tile/0/x000/001",
                           "tile/0/001/000",
                           "tile/0/x001/x000",
                           "tile/0/x1/000",
                           "tile/0/x001/",
                           "tile/0/x001//000",
                           "tile/00/000",
                           "tile/01/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile/+1/000",
                           "tile/Entries/000",
                           "tile/entries/../000",
                           "tile/0/..",
                           "tile/0/../000",
                           "tile/0/000.p",
                           "tile/0/000.p/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/05",
                           "tile/0/000.p/1/",
                           "tile/0/000.p/1.p/1",
                           "tile/0/000.P/1",
                           "tile/0/000 ",
                           "tile/0/00a",
                           "tile/0/x009/x223/x372/x036/x854/x775/808",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
                           "tile/0/xx01/000",
                           "checkpoint"}) {
    EXPECT_EQ(ParseTilePath(path), std::nullopt) << path;
  }
}

TEST(Tile, AcceptedPathIsTheOneThatIsWritten) {
  std::mt19937_64 random(5);
  int accepted = 0;
  const std::string alphabet = "0123456789x/.pe";
  for (int round = 0; round < 20'000; ++round) {
    std::string path = "tile/0/000.p/17";
    for (uint64_t i = 1 + random() % 3; i > 0; --i) {
      path[5 + random() % 10] = alphabet[random() % alphabet.size()];
    }
    const std::optional<TileId> id = ParseTilePath(path);
    if (!id.has_value()) continue;
    EXPECT_EQ(TilePath(*id), path);
    ++accepted;
  }
  EXPECT_GT(accepted, 100);
}

TEST(Tile, SizesNeedThePublishedTiles) {
  EXPECT_EQ(PathsOf(0, -1), std::vector<std::string>());
  EXPECT_EQ(PathsOf(1, -1), std::vector<std::string>({"tile/entries/000.p/1", "tile/0/000.p/1"}));
  EXPECT_EQ(PathsOf(256, 0), std::vector<std::string>({"tile/0/000", "tile/1/000.p/1"}));
  EXPECT_EQ(PathsOf(300, 0),
            std::vector<std::string>({"tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"}));
  EXPECT_EQ(PathsOf(300, -1).front(), "tile/entries/000");
  EXPECT_EQ(PathsOf(300, -1)[1], "tile/entries/001.p/44");
}

TEST(Tile, SizeSeventyThousandNeedsThreeLevels) {
  const std::vector<std::string> paths = PathsOf(70'000, 0);
  EXPECT_EQ(paths.size(), 277u);
  std::vector<std::string> partial;
  std::map<int, int> full;
  for (const std::string& path : paths) {
    if (path.find(".p/") != std::string::npos) {
      partial.push_back(path);
    } else {
      ++full[ParseTilePath(path)->level];
    }
  }
  EXPECT_EQ(partial,
            std::vector<std::string>({"tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"}));
  EXPECT_EQ(full, (std::map<int, int>{{0, 273}, {1, 1}}));
}

TEST(Bundle, ReadsBack) {
  const std::vector<std::string> leaves = {"", "a", std::string(300, 'x'),
                                           std::string(base::kBundleEntryBytesMax, '\xff')};
  const auto bytes = EncodeBundle(leaves);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(bytes->substr(0, 5), std::string("\0\0\0\1a", 5));
  EXPECT_EQ(bytes->substr(5, 2), "\x01\x2c");
  EXPECT_EQ(*DecodeBundle(*bytes, 4), leaves);
  EXPECT_EQ(*DecodeBundle("", 0), std::vector<std::string>());
}

TEST(Bundle, LeafOfMoreThan65535BytesIsRefused) {
  const absl::Status status =
      EncodeBundle({std::string(base::kBundleEntryBytesMax + 1, 'x')}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
}

TEST(Bundle, OfAnotherNumberOfLeavesIsDamage) {
  const std::string bytes = *EncodeBundle({"one", "two"});
  for (const int count : {0, 1, 3}) {
    EXPECT_EQ(base::ReasonOf(DecodeBundle(bytes, count).status()), "BUNDLE_DAMAGED") << count;
  }
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_EQ(base::ReasonOf(DecodeBundle(bytes.substr(0, length), 2).status()), "BUNDLE_DAMAGED");
  }
  EXPECT_EQ(DecodeBundle(bytes + "!", 2).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace lontar::log
