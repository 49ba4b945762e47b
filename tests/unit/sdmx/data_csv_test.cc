#include "core/sdmx/data_csv.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/golden.h"

namespace lontar::sdmx {
namespace {

std::string Csv(const LogSource& source, CsvOptions options = {}) {
  return Written(source, [&](ByteSink sink) {
    return MakeCsvWriter(source.structure(), options, std::move(sink));
  });
}

class DataCsv : public testing::Test {
 protected:
  std::vector<std::string> Lines(CsvOptions options) {
    return absl::StrSplit(Csv(source_, options), '\n');
  }
  const LogBuilder log_ = SmallLog();
  const LogSource source_{log_};
};

TEST_F(DataCsv, IsTheGoldenFiles) {
  ExpectGolden("data-2.1.csv", Csv(source_));
  ExpectGolden("data-2.1-names.csv", Csv(source_, {.labels = CsvLabels::kName}));
  ExpectGolden("data-2.1-both.csv",
               Csv(source_, {.labels = CsvLabels::kBoth, .keys = CsvKeys::kBoth}));
  ExpectGolden("data-1.0.csv", Csv(source_, {.version = CsvVersion::k10}));
  ExpectGolden("data-1.0-both.csv",
               Csv(source_, {.version = CsvVersion::k10, .labels = CsvLabels::kBoth}));
}

// 2.0 and 2.1 differ in the actions that they know; R is one of both.
TEST_F(DataCsv, TwoPointZeroIsTwoPointOne) {
  EXPECT_EQ(Csv(source_, {.version = CsvVersion::k20}), Csv(source_));
}

TEST_F(DataCsv, KeysAreDottedWithAndWithoutTime) {
  const auto row = Lines({.keys = CsvKeys::kBoth})[1];
  EXPECT_NE(row.find(",R,A.KH.CHILDREN_AT_WORK_NB._T.Y5T17._T,"
                     "A.KH.CHILDREN_AT_WORK_NB._T.Y5T17._T.2016,A,KH,"),
            std::string::npos)
      << row;
  EXPECT_NE(Lines({.keys = CsvKeys::kSeries})[0].find("ACTION,SERIES_KEY,FREQ"), std::string::npos);
  EXPECT_NE(Lines({.keys = CsvKeys::kObs})[0].find("ACTION,OBS_KEY,FREQ"), std::string::npos);
}

TEST_F(DataCsv, NormalizedPeriodsAreMonthsOrYears) {
  EXPECT_EQ(NormalizedPeriod("2016", CsvTime::kOriginal), "2016");
  EXPECT_EQ(NormalizedPeriod("2016-Q3", CsvTime::kMonths), "2016-09");
  EXPECT_EQ(NormalizedPeriod("2016-S1", CsvTime::kMonths), "2016-06");
  EXPECT_EQ(NormalizedPeriod("2016", CsvTime::kMonths), "2016-12");
  EXPECT_EQ(NormalizedPeriod("2016", CsvTime::kYears), "2016");
  EXPECT_NE(Csv(source_, {.time = CsvTime::kMonths}).find(",2016-06,0,"), std::string::npos);
}

TEST_F(DataCsv, AnErrorOfTheSinkEndsTheWriting) {
  const auto writer = MakeCsvWriter(source_.structure(), {}, [](absl::string_view) {
    return absl::ResourceExhaustedError("full");
  });
  ASSERT_TRUE(writer->Begin().ok());
  EXPECT_EQ(writer->End().message(), "full");
}

// Whatever comes, no more than some 64 KiB of it is kept.
TEST_F(DataCsv, BytesGoOutWhileObservationsComeIn) {
  size_t longest = 0;
  size_t pieces = 0;
  const auto writer = MakeCsvWriter(source_.structure(), {}, [&](absl::string_view piece) {
    longest = std::max(longest, piece.size());
    ++pieces;
    return absl::OkStatus();
  });
  ASSERT_TRUE(writer->Begin().ok());
  Observation observation;
  observation.key.assign(source_.structure().dimensions.size(), "A");
  observation.attributes.assign(source_.structure().attributes.size(), "text of some length");
  for (int i = 0; i < 5000; ++i) {
    observation.period = absl::StrCat(i);
    ASSERT_TRUE(writer->Observe(observation).ok());
  }
  EXPECT_GT(pieces, 20u);
  EXPECT_LT(longest, size_t{66} << 10);
  ASSERT_TRUE(writer->End().ok());
}

}  // namespace
}  // namespace lontar::sdmx
