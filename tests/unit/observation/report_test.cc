#include "core/observation/report.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/problem.h"
#include "tests/unit/observation/example_records.h"

namespace lontar::observation {
namespace {

TEST(Report, ComesBackAsItWasWritten) {
  Report report = ExampleReport();
  report.round = "baseline-2021";
  report.source_ids = {"lfs-2016", "mics-2014"};
  report.supersedes = {*base::PayloadId::FromBytes(std::string(32, '\x05'))};
  const std::string bytes = EncodeReport(report);
  const auto read = DecodeReport(bytes);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(EncodeReport(*read), bytes);
  EXPECT_EQ(read->provider, "KH.MOP");
  EXPECT_EQ(read->round, "baseline-2021");
  EXPECT_EQ(read->parts[0].blocks, report.parts[0].blocks);
  EXPECT_EQ(read->supersedes, report.supersedes);
}

TEST(Report, EncodingPutsListsInTheirOrder) {
  Report sorted = ExampleReport();
  sorted.source_ids = {"a", "b"};
  PartEntry other = sorted.parts[0];
  other.part_hash = ExamplePartHash('\x55');
  other.indicator = "net-enrolment-primary";
  sorted.parts.push_back(other);
  Report unsorted = sorted;
  std::swap(unsorted.source_ids[0], unsorted.source_ids[1]);
  std::swap(unsorted.parts[0], unsorted.parts[1]);
  EXPECT_EQ(EncodeReport(unsorted), EncodeReport(sorted));
}

TEST(Report, WithdrawsABlockWithAReason) {
  Report report = ExampleReport();
  report.parts[0].blocks[0] = {.measure = "number",
                               .period = "2014",
                               .withdrawn = WithdrawReason::kNotOurs,
                               .with_number = 0,
                               .held_back = 0,
                               .missing = 0,
                               .as_specified = 0};
  const auto read = DecodeReport(EncodeReport(report));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->parts[0].blocks[0].withdrawn, WithdrawReason::kNotOurs);
  EXPECT_EQ(std::string(NameOf(*read->parts[0].blocks[0].withdrawn)), "not-ours");
}

TEST(Report, NamesTheLetterOfAProviderWithoutKeys) {
  Report report = ExampleReport();
  report.on_behalf = OnBehalf{.signing_office = "KH.NIS", .letter_part = ExamplePartHash('\x66')};
  EXPECT_EQ(base::ReasonOf(DecodeReport(EncodeReport(report)).status()), "NOT_CANONICAL");
  PartEntry letter;
  letter.part_hash = ExamplePartHash('\x66');
  letter.kind = PartKind::kLetter;
  letter.bytes = 100;
  report.parts.push_back(letter);
  const auto read = DecodeReport(EncodeReport(report));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->on_behalf->signing_office, "KH.NIS");
}

TEST(Part, ComesBackAsItWasWritten) {
  const std::string bytes = EncodePart(ExamplePart());
  const auto read = DecodePart(bytes);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(EncodePart(*read), bytes);
  const Block& block = std::get<Figures>(read->content).blocks.at(0);
  EXPECT_EQ(block.unit_received, "PT");
  ASSERT_EQ(block.rows.size(), 2u);
  EXPECT_TRUE(SameStatement(block.rows[0], ExampleBlock().rows[0]));
  EXPECT_TRUE(SameStatement(block.rows[1], ExampleBlock().rows[1]));
  EXPECT_EQ(block.rows[1].codes, (std::vector<std::string>{"M", "Y5T17"}));
  EXPECT_EQ(ToText(block.rows[1].value), "4.20");
}

TEST(Part, EncodingSortsBlocksAndRows) {
  Part sorted = ExamplePart();
  Block other = ExampleBlock();
  other.period = "2017";
  std::get<Figures>(sorted.content).blocks.push_back(other);
  Part unsorted = sorted;
  Figures& figures = std::get<Figures>(unsorted.content);
  std::swap(figures.blocks[0], figures.blocks[1]);
  std::swap(figures.blocks[0].rows[0], figures.blocks[0].rows[1]);
  EXPECT_EQ(EncodePart(unsorted), EncodePart(sorted));
}

TEST(Part, HoldsANarrativeOrAnAttachment) {
  const Narrative narrative{
      .indicator = "campaign-activities", .language = "en", .text = "Two campaigns — in Khmer"};
  auto read = DecodePart(EncodePart({.salt = ExampleSalt('\x01'), .content = narrative}));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(std::get<Narrative>(read->content).text, narrative.text);
  const Attachment letter{.media_type = "application/pdf", .content = std::string("%PDF\0x", 6)};
  read = DecodePart(EncodePart({.salt = ExampleSalt('\x01'), .content = letter}));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(std::get<Attachment>(read->content).content, letter.content);
}

TEST(Part, KeepsABlockWithoutDimensions) {
  Block block = ExampleBlock();
  block.dimensions = {};
  block.rows.resize(1);
  block.rows[0].codes = {};
  Part part = ExamplePart();
  std::get<Figures>(part.content).blocks = {block};
  const auto read = DecodePart(EncodePart(part));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(std::get<Figures>(read->content).blocks[0].rows.size(), 1u);
}

TEST(Part, StatesACellOnce) {
  Part part = ExamplePart();
  Block& block = std::get<Figures>(part.content).blocks[0];
  block.rows.push_back(block.rows[0]);
  EXPECT_EQ(base::ReasonOf(DecodePart(EncodePart(part)).status()), "NOT_CANONICAL");
}

// Every prefix and every flipped bit is either refused or reads back to the same bytes.
TEST(Part, SurvivesEveryDamagedByte) {
  const std::string bytes = EncodePart(ExamplePart());
  for (size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(DecodePart(bytes.substr(0, i)).ok());
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto read = DecodePart(damaged);
      EXPECT_TRUE(!read.ok() || EncodePart(*read) == damaged) << i;
    }
  }
}

TEST(Report, SurvivesEveryDamagedByte) {
  const std::string bytes = EncodeReport(ExampleReport());
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto read = DecodeReport(damaged);
      EXPECT_TRUE(!read.ok() || EncodeReport(*read) == damaged) << i;
    }
  }
}

}  // namespace
}  // namespace lontar::observation
