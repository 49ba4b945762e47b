#include "core/observation/block.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lontar::observation {
namespace {

TEST(Status, IsWrittenAsItsSdmxLetter) {
  const std::string letters = "AEPUBOLMQ";
  for (int number = 1; number <= 9; ++number) {
    const Status status = static_cast<Status>(number);
    EXPECT_EQ(std::string(CodeOf(status)), letters.substr(static_cast<size_t>(number) - 1, 1));
    EXPECT_EQ(StatusOf(CodeOf(status)), status);
  }
  EXPECT_FALSE(StatusOf("Z").has_value());
  EXPECT_FALSE(StatusOf("").has_value());
}

TEST(Status, SaysWhetherThereIsANumber) {
  for (const absl::string_view code : {"A", "E", "P", "U", "B"}) {
    EXPECT_TRUE(HasNumber(*StatusOf(code))) << code;
  }
  for (const absl::string_view code : {"O", "L", "M", "Q"}) {
    EXPECT_FALSE(HasNumber(*StatusOf(code))) << code;
  }
}

TEST(Confidentiality, IsWrittenAsItsSdmxLetter) {
  for (const absl::string_view code : {"F", "C", "N", "A", "D"}) {
    EXPECT_EQ(std::string(CodeOf(*ConfidentialityOf(code))), std::string(code));
  }
  EXPECT_FALSE(ConfidentialityOf("").has_value());
}

// CL_CONF_STATUS 1.4: A is a small count, and S what the receiver holds back, which no member says.
TEST(Confidentiality, ASmallCountDoesNotBearTheReceiversLetter) {
  EXPECT_EQ(std::string(CodeOf(Confidentiality::kPrimary)), "A");
  EXPECT_FALSE(ConfidentialityOf("S").has_value());
}

TEST(Deviation, HasAnIdThatReadsBack) {
  for (int number = 1; number <= 9; ++number) {
    const Deviation deviation = static_cast<Deviation>(number);
    EXPECT_EQ(DeviationOf(IdOf(deviation)), deviation);
    EXPECT_FALSE(NameOf(deviation).empty());
  }
  EXPECT_EQ(std::string(NameOf(Deviation::kAgePartOfRange)), "age: part of the range");
  EXPECT_EQ(std::string(IdOf(Deviation::kAgePartOfRange)), "age-part-of-range");
  EXPECT_FALSE(DeviationOf("age").has_value());
}

TEST(Deviation, SetsAreListedInAscendingNumber) {
  const DeviationSet set = SetOf(Deviation::kCoverage) | SetOf(Deviation::kConcept);
  EXPECT_EQ(ListOf(set), (std::vector<Deviation>{Deviation::kConcept, Deviation::kCoverage}));
  EXPECT_TRUE(ListOf(0).empty());
}

Row RowOf(std::vector<std::string> codes) {
  Row row;
  row.codes = std::move(codes);
  return row;
}

TEST(Rows, StandInOrderOfTheirCodes) {
  Block block;
  block.dimensions = {"sex", "age"};
  block.rows = {RowOf({"M", "Y5T17"}), RowOf({"F", "Y5T9"}), RowOf({"F", "Y10T14"})};
  EXPECT_TRUE(SortRows(&block));
  EXPECT_EQ(block.rows[0].codes[1], "Y10T14");
  EXPECT_EQ(block.rows[2].codes[0], "M");
}

TEST(Rows, OfOneCellTwiceAreNoticed) {
  Block block;
  block.rows = {RowOf({"F"}), RowOf({"M"}), RowOf({"F"})};
  EXPECT_FALSE(SortRows(&block));
}

TEST(Statement, IsTheSameByNumberNotByDigits) {
  Row a = RowOf({"F"});
  a.value = {.mantissa = 420, .scale = 2};
  Row b = a;
  b.value = {.mantissa = 42, .scale = 1};
  EXPECT_TRUE(SameStatement(a, b));
  b.comment = "revised";
  EXPECT_FALSE(SameStatement(a, b));
}

TEST(Statement, DiffersByEveryAttribute) {
  const Row base = RowOf({"F"});
  for (const auto& change : std::vector<void (*)(Row*)>{
           [](Row* row) { row->value.mantissa = 1; },
           [](Row* row) { row->status = Status::kEstimated; },
           [](Row* row) { row->confidentiality = Confidentiality::kConfidential; },
           [](Row* row) { row->deviations = SetOf(Deviation::kSector); },
           [](Row* row) { row->source = "LFS 2016"; },
           [](Row* row) { row->definition = "national"; }}) {
    Row changed = base;
    change(&changed);
    EXPECT_FALSE(SameStatement(base, changed));
  }
}

}  // namespace
}  // namespace lontar::observation
