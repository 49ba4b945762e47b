#include "core/observation/canonical.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/unit/observation/example_records.h"

namespace lontar::observation {
namespace {

// Checks that each change makes the report one that is refused.
void ExpectRefused(const std::vector<void (*)(Report*)>& changes) {
  ASSERT_TRUE(CheckReport(ExampleReport()).ok());
  for (size_t i = 0; i < changes.size(); ++i) {
    Report report = ExampleReport();
    changes[i](&report);
    EXPECT_EQ(base::ReasonOf(CheckReport(report)), "NOT_CANONICAL") << "change " << i;
  }
}

TEST(CanonicalReport, KeepsIdsInTheirForm) {
  ExpectRefused({
      [](Report* r) { r->collection = ""; },
      [](Report* r) { r->collection = "Asean"; },
      [](Report* r) { r->collection = std::string(65, 'a'); },
      [](Report* r) { r->member = "K"; },
      [](Report* r) { r->member = "kh"; },
      [](Report* r) { r->catalogue_version = ""; },
      [](Report* r) { r->catalogue_version = "2025 1"; },
      [](Report* r) { r->round = "base line"; },
      [](Report* r) { r->source_ids = {""}; },
      [](Report* r) { r->parts[0].indicator = ""; },
      [](Report* r) { r->parts[0].blocks[0].measure = "a\nb"; },
      [](Report* r) { r->parts[0].blocks[0].period = "2016/17"; },
  });
}

// T04: a provider of another member is none of this one.
TEST(CanonicalReport, KeepsAProviderToItsMember) {
  ExpectRefused({
      [](Report* r) { r->provider = "VN.MOLISA"; },
      [](Report* r) { r->provider = "KH"; },
      [](Report* r) { r->provider = "KH."; },
      [](Report* r) { r->provider = "KH.M-P"; },
      [](Report* r) { r->provider = "KH." + std::string(33, 'A'); },
      [](Report* r) {
        r->on_behalf = OnBehalf{.signing_office = "TH.NSO", .letter_part = ExamplePartHash(4)};
      },
  });
  Report longest = ExampleReport();
  longest.provider = "KH." + std::string(32, 'A');
  EXPECT_TRUE(CheckReport(longest).ok());
}

TEST(CanonicalReport, KeepsListsAscendingAndNothingTwice) {
  ExpectRefused({
      [](Report* r) { r->supersedes.resize(2); },
      [](Report* r) {
        r->source_ids = {"b", "a"};
      },
      [](Report* r) {
        r->source_ids = {"a", "a"};
      },
      [](Report* r) { r->parts.push_back(r->parts[0]); },
      [](Report* r) { r->parts[0].blocks.push_back(r->parts[0].blocks[0]); },
      // The same block in two parts of one indicator.
      [](Report* r) {
        r->parts.push_back(r->parts[0]);
        r->parts[1].part_hash = ExamplePartHash('\x77');
      },
  });
}

TEST(CanonicalReport, KeepsCountsPossible) {
  ExpectRefused({
      [](Report* r) { r->parts[0].blocks[0].as_specified = 2; },
      [](Report* r) { r->parts[0].blocks[0].withdrawn = WithdrawReason::kError; },
      [](Report* r) { r->parts[0].blocks[0].missing = 0xFFFFFFFF; },
      [](Report* r) { r->parts[0].bytes = base::kPartBytesMax + 1; },
  });
}

TEST(CanonicalReport, CountsBlocksOnlyWhereThereAreFigures) {
  ExpectRefused({
      [](Report* r) { r->parts[0].kind = PartKind::kNarrative; },
      [](Report* r) { r->parts[0].kind = PartKind::kLetter; },
      [](Report* r) {
        r->parts[0].kind = PartKind::kLetter;
        r->parts[0].blocks.clear();
      },
  });
}

TEST(CanonicalReport, KeepsItsBounds) {
  ExpectRefused({
      [](Report* r) {
        for (int i = 0; i <= base::kLinksMax; ++i) {
          std::string id(32, '\0');
          id[0] = static_cast<char>(i / 256);
          id[1] = static_cast<char>(i % 256);
          r->supersedes.push_back(*base::PayloadId::FromBytes(id));
        }
      },
      [](Report* r) {
        r->parts.clear();
        for (int i = 0; i <= base::kPartsMax; ++i) {
          PartEntry letter;
          std::string hash(32, '\0');
          hash[0] = static_cast<char>(i / 256);
          hash[1] = static_cast<char>(i % 256);
          letter.part_hash = *base::PartHash::FromBytes(hash);
          letter.kind = PartKind::kLetter;
          r->parts.push_back(letter);
        }
      },
  });
}

TEST(CanonicalPart, KeepsABlockInItsForm) {
  const std::vector<void (*)(Block*)> changes = {
      [](Block* b) { b->measure = ""; },
      [](Block* b) { b->period = "now"; },
      [](Block* b) { b->unit_received = "PS THS"; },
      [](Block* b) {
        b->dimensions = {"sex", "sex"};
      },
      [](Block* b) {
        b->dimensions = {"sex", ""};
      },
      [](Block* b) { b->dimensions.assign(17, "d"); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    Part part = ExamplePart();
    changes[i](&std::get<Figures>(part.content).blocks[0]);
    EXPECT_EQ(base::ReasonOf(CheckPart(part)), "NOT_CANONICAL") << "change " << i;
  }
}

TEST(CanonicalPart, StatesABlockOnce) {
  Part part = ExamplePart();
  Figures& figures = std::get<Figures>(part.content);
  figures.blocks.push_back(figures.blocks[0]);
  EXPECT_EQ(base::ReasonOf(CheckPart(part)), "NOT_CANONICAL");
}

TEST(CanonicalPart, WantsALanguageAndAText) {
  const Narrative good{.indicator = "", .language = "km", .text = "x"};
  EXPECT_TRUE(CheckPart({.salt = {}, .content = good}).ok());
  Narrative without_language = good;
  without_language.language = "";
  EXPECT_FALSE(CheckPart({.salt = {}, .content = without_language}).ok());
  Narrative without_text = good;
  without_text.text = "";
  EXPECT_FALSE(CheckPart({.salt = {}, .content = without_text}).ok());
  EXPECT_FALSE(CheckPart({.salt = {}, .content = Attachment{}}).ok());
}

TEST(CanonicalReport, SaysWhichFieldAndWhatWouldBeRight) {
  Report report = ExampleReport();
  report.provider = "VN.MOLISA";
  EXPECT_EQ(CheckReport(report).message(),
            "field provider holds \"VN.MOLISA\"; it must be \"KH.\" and 1 to 32 letters or digits");
}

}  // namespace
}  // namespace lontar::observation
