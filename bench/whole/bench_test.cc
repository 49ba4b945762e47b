// The benchmark itself: a tiny run with real programs, so that it cannot rot. Its counts are
// checked, never its seconds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "bench/load/load.h"
#include "bench/whole/process.h"

namespace lontar::bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

TEST(BenchLoad, SharesOutAllSubmissions) {
  const Load load(*ShapeNamed("small"), 1);
  int all = 0;
  for (int member = 0; member < load.shape().members; ++member) all += load.SubmissionsOf(member);
  EXPECT_EQ(all, 10'000);
  EXPECT_EQ(load.observations(), 100'000u);
  EXPECT_EQ(Load(*ShapeNamed("big"), 1).observations(), 1'100'000u);
}

TEST(BenchLoad, EveryRowIsACellOfItsOwn) {
  const Load load(*ShapeNamed("big"), 1);
  std::set<std::vector<std::string>> cells;
  for (int number = 0; number < 4; ++number) {
    for (const LoadRow& row : load.RowsOf(0, number)) {
      cells.insert({row.measure, row.period, row.sex, row.age, row.citizenship, row.urbanisation,
                    row.activity});
    }
  }
  EXPECT_EQ(cells.size(), 4u * 500u);
}

// The catalogue warns where a total is less than a part.
TEST(BenchLoad, TotalsAreTheSumsOfTheirParts) {
  const std::vector<LoadRow> rows = Load({"one", 1, 1, kRowsMax}, 7).RowsOf(0, 0);
  ASSERT_EQ(rows[0].sex, "_T");
  ASSERT_EQ(rows[1].sex, "F");
  ASSERT_EQ(rows[2].sex, "M");
  EXPECT_EQ(std::stoull(rows[0].value), std::stoull(rows[1].value) + std::stoull(rows[2].value));
}

TEST(BenchLoad, SeedDecidesEveryFigure) {
  const LoadShape shape = *ShapeNamed("tiny");
  EXPECT_EQ(Load(shape, 1).CsvOf(1, 2), Load(shape, 1).CsvOf(1, 2));
  EXPECT_NE(Load(shape, 1).CsvOf(1, 2), Load(shape, 2).CsvOf(1, 2));
  EXPECT_NE(Load(shape, 1).CsvOf(1, 2), Load(shape, 1).CsvOf(1, 4));
}

TEST(Bench, TinyRunCountsWhatWasSent) {
  const fs::path dir = fs::temp_directory_path() / absl::StrCat("lontar-bench-", getpid());
  fs::remove_all(dir);
  const std::string file = dir.string() + ".json";
  const auto answer = RunCommand(
      {{LONTAR_BIN_DIR "/../bench/lontar-bench", "--bin", LONTAR_BIN_DIR, "--root",
        LONTAR_SOURCE_DIR, "--dir", dir, "--load", "tiny", "--repeat", "2", "--json", file},
       "/"});
  ASSERT_TRUE(answer.ok()) << answer.status();
  json said;
  std::ifstream(file) >> said;
  fs::remove_all(dir);
  fs::remove(file);

  const LoadShape shape = *ShapeNamed("tiny");
  const double observations = shape.submissions * shape.observations;
  EXPECT_EQ(said["load"]["observations"], observations);
  EXPECT_EQ(said["repetitions"], 2);
  // Leaf 0, the collection, the catalogue, the round; of each member its enrolment and its keys.
  const int acts = 4 + 2 * shape.members;
  EXPECT_EQ(said["audit"]["entries"], acts + shape.submissions);
  EXPECT_EQ(said["audit"]["cells"], observations);
  EXPECT_GE(said["audit"]["signatures"], 2 * shape.submissions);
  EXPECT_GE(said["bytes"]["wire_to_hub"], said["bytes"]["records"]);
  EXPECT_GE(said["bytes"]["records"], said["limits"]["zstd_each_bytes"]);
  EXPECT_GE(said["limits"]["zstd_each_bytes"], said["limits"]["zstd_all_bytes"]);
  EXPECT_GE(said["leaves_pulled"]["low"], shape.submissions);
  const json& seconds = said["seconds"];
  EXPECT_LE(seconds["low"], seconds["median"]);
  EXPECT_LE(seconds["median"], seconds["high"]);
  for (const char* rate : {"rocksdb_batches_per_s", "rocksdb_joined_batches_per_s",
                           "sqlite_rows_per_s", "sqlite_transactions_per_s"}) {
    EXPECT_GT(said["limits"][rate]["low"], 0) << rate;
  }
  EXPECT_GT(said["limits"]["openssl_verify_per_s_all_cores"], 0);
  EXPECT_GT(said["machine"]["fdatasync_per_s"], 0);
  for (const char* program : {"hub", "largest_node", "audit"}) {
    EXPECT_GT(said["peak_bytes"][program], 0) << program;
  }
  EXPECT_THAT(answer->text, ::testing::HasSubstr("observations a second"));
}

}  // namespace
}  // namespace lontar::bench
