// What a strict writer would not make of a block's columns: each case changes one thing in a good
// message.

#include "core/observation/wire.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/strict_wire.h"
#include "lontar/v1/report.pb.h"
#include "tests/unit/observation/example_records.h"

namespace lontar::observation {
namespace {

v1::Part ExampleMessage() {
  v1::Part message;
  const std::string bytes = EncodePart(ExamplePart());
  EXPECT_TRUE(base::StrictParse(bytes, base::kPartBytesMax, &message).ok());
  return message;
}

using BlockChange = void (*)(v1::Block*);

std::string ReasonAfter(BlockChange change) {
  v1::Part message = ExampleMessage();
  change(message.mutable_figures()->mutable_blocks(0));
  return base::ReasonOf(PartFromWire(base::StrictBytes(message)).status());
}

TEST(Columns, ReadWhatWasWritten) {
  EXPECT_EQ(ReasonAfter([](v1::Block*) {}), "");
}

TEST(Columns, AreAsLongAsTheBlockHasRows) {
  const std::vector<BlockChange> changes = {
      [](v1::Block* b) { b->add_dimension_codes(0); },
      [](v1::Block* b) { b->mutable_dimension_codes()->RemoveLast(); },
      [](v1::Block* b) { b->mutable_mantissas()->RemoveLast(); },
      [](v1::Block* b) { b->add_mantissas(1); },
      [](v1::Block* b) { b->add_scales(0); },
      [](v1::Block* b) { b->clear_statuses(); },
      [](v1::Block* b) { b->add_confidentiality(1); },
      [](v1::Block* b) { b->mutable_deviations()->RemoveLast(); },
      [](v1::Block* b) { b->clear_sources(); },
      [](v1::Block* b) { b->add_definitions(0); },
      [](v1::Block* b) { b->clear_comments(); },
      [](v1::Block* b) { b->add_dimensions("geo"); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    EXPECT_EQ(ReasonAfter(changes[i]), "NOT_CANONICAL") << "change " << i;
  }
}

TEST(Columns, HaveCodesThatAscendAndAreAllUsed) {
  const std::vector<BlockChange> changes = {
      [](v1::Block* b) { b->add_codes("Z"); },
      [](v1::Block* b) { b->add_codes("A"); },
      [](v1::Block* b) { b->set_codes(0, b->codes(1)); },
      [](v1::Block* b) { b->set_codes(0, ""); },
      [](v1::Block* b) { b->set_codes(0, "A B"); },
      [](v1::Block* b) { b->set_codes(2, "Y" + std::string(64, '5')); },
      [](v1::Block* b) { b->set_dimension_codes(0, 3); },
      [](v1::Block* b) { b->set_dimension_codes(0, 0xFFFFFFFF); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    EXPECT_EQ(ReasonAfter(changes[i]), "NOT_CANONICAL") << "change " << i;
  }
}

TEST(Columns, HaveRowsThatAscend) {
  // F and M change places, then both are M.
  EXPECT_EQ(ReasonAfter([](v1::Block* b) { b->mutable_dimension_codes()->SwapElements(0, 2); }),
            "NOT_CANONICAL");
  EXPECT_EQ(ReasonAfter([](v1::Block* b) {
              b->set_dimension_codes(0, 1);
              b->set_codes(0, "L");
            }),
            "NOT_CANONICAL");
}

TEST(Columns, HaveTextsInOrderOfFirstUse) {
  const std::vector<BlockChange> changes = {
      [](v1::Block* b) {
        b->mutable_texts()->SwapElements(0, 1);
        b->set_comments(0, 2);
        b->set_sources(1, 1);
      },
      [](v1::Block* b) { b->add_texts("unused"); },
      [](v1::Block* b) { b->set_texts(1, b->texts(0)); },
      [](v1::Block* b) { b->set_texts(0, ""); },
      [](v1::Block* b) { b->set_texts(0, std::string(4097, 'x')); },
      [](v1::Block* b) { b->set_comments(1, 4); },
      [](v1::Block* b) { b->set_comments(1, 0xFFFFFFFF); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    EXPECT_EQ(ReasonAfter(changes[i]), "NOT_CANONICAL") << "change " << i;
  }
}

TEST(Columns, HoldOnlyKnownStatusesAndDeviations) {
  const std::vector<BlockChange> changes = {
      [](v1::Block* b) { b->set_statuses(0, 0); },
      [](v1::Block* b) { b->set_statuses(0, 10); },
      [](v1::Block* b) { b->set_statuses(0, 257); },
      [](v1::Block* b) { b->set_confidentiality(0, 0); },
      [](v1::Block* b) { b->set_confidentiality(0, 6); },
      [](v1::Block* b) { b->set_deviations(0, 1); },
      [](v1::Block* b) { b->set_deviations(0, 1 << 10); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    EXPECT_EQ(ReasonAfter(changes[i]), "UNKNOWN_VALUE") << "change " << i;
  }
}

TEST(Columns, HoldNoNumberWhereTheStatusHasNone) {
  EXPECT_EQ(ReasonAfter([](v1::Block* b) { b->set_mantissas(0, 3); }), "NOT_CANONICAL");
  EXPECT_EQ(ReasonAfter([](v1::Block* b) { b->set_scales(0, 1); }), "NOT_CANONICAL");
}

TEST(Columns, HoldNumbersOfAtMost18Digits) {
  EXPECT_EQ(ReasonAfter([](v1::Block* b) { b->set_mantissas(1, 999'999'999'999'999'999); }), "");
  EXPECT_EQ(ReasonAfter([](v1::Block* b) { b->set_mantissas(1, 1'000'000'000'000'000'000); }),
            "NOT_CANONICAL");
  EXPECT_EQ(ReasonAfter([](v1::Block* b) { b->set_mantissas(1, INT64_MIN); }), "NOT_CANONICAL");
  EXPECT_EQ(ReasonAfter([](v1::Block* b) { b->set_scales(1, 10); }), "NOT_CANONICAL");
}

// A few megabytes must not ask for gigabytes: half a million rows that name one text of four
// kilobytes.
TEST(Columns, DoNotExpandBeyondTheirBound) {
  v1::Part message = ExampleMessage();
  v1::Block* block = message.mutable_figures()->mutable_blocks(0);
  const int rows = 300'000;
  block->clear_dimensions();
  block->add_dimensions("geo");
  block->clear_codes();
  block->clear_dimension_codes();
  for (auto* column : {block->mutable_scales(), block->mutable_deviations(),
                       block->mutable_definitions(), block->mutable_comments()}) {
    column->Clear();
    column->Resize(rows, 0);
  }
  for (auto* column :
       {block->mutable_statuses(), block->mutable_confidentiality(), block->mutable_sources()}) {
    column->Clear();
    column->Resize(rows, 1);
  }
  block->mutable_mantissas()->Clear();
  block->mutable_mantissas()->Resize(rows, 0);
  block->clear_texts();
  block->add_texts(std::string(base::kTextBytesMax, 'x'));
  for (int row = 0; row < rows; ++row) {
    block->add_codes("G" + std::to_string(1'000'000 + row));
    block->add_dimension_codes(static_cast<uint32_t>(row));
  }
  EXPECT_EQ(base::ReasonOf(PartFromWire(base::StrictBytes(message)).status()), "MESSAGE_TOO_LARGE");
}

TEST(PartMessage, HoldsExactlyOneContent) {
  v1::Part message = ExampleMessage();
  message.mutable_narrative()->set_text("both");
  EXPECT_EQ(base::ReasonOf(PartFromWire(base::StrictBytes(message)).status()), "NOT_CANONICAL");
  message.clear_narrative();
  message.clear_figures();
  EXPECT_EQ(base::ReasonOf(PartFromWire(base::StrictBytes(message)).status()), "NOT_CANONICAL");
}

TEST(PartMessage, BeginsWith32BytesOfSalt) {
  v1::Part message = ExampleMessage();
  message.set_salt(std::string(31, 's'));
  EXPECT_EQ(base::ReasonOf(PartFromWire(base::StrictBytes(message)).status()), "NOT_CANONICAL");
  message.clear_salt();
  EXPECT_EQ(base::ReasonOf(PartFromWire(base::StrictBytes(message)).status()), "NOT_CANONICAL");
}

TEST(ReportMessage, HoldsHashesOfTheirLength) {
  v1::Report good;
  const std::string bytes = EncodeReport(ExampleReport());
  ASSERT_TRUE(base::StrictParse(bytes, base::kReportBytesMax, &good).ok());
  const std::vector<void (*)(v1::Report*)> changes = {
      [](v1::Report* r) { r->set_salt("short"); },
      [](v1::Report* r) { r->clear_hub_id(); },
      [](v1::Report* r) { r->add_supersedes("short"); },
      [](v1::Report* r) { r->mutable_parts(0)->set_part_hash("short"); },
      [](v1::Report* r) { r->mutable_parts(0)->clear_kind(); },
      [](v1::Report* r) { r->mutable_on_behalf()->set_signing_office("KH.NIS"); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    v1::Report message = good;
    changes[i](&message);
    EXPECT_EQ(base::ReasonOf(ReportFromWire(base::StrictBytes(message)).status()), "NOT_CANONICAL")
        << "change " << i;
  }
}

TEST(ReportMessage, HoldsOnlyWhatThisLevelKnows) {
  v1::Report message;
  const std::string bytes = EncodeReport(ExampleReport());
  ASSERT_TRUE(base::StrictParse(bytes, base::kReportBytesMax, &message).ok());
  message.mutable_parts(0)->set_kind(static_cast<v1::PartKind>(9));
  EXPECT_EQ(base::ReasonOf(ReportFromWire(base::StrictBytes(message)).status()), "UNKNOWN_VALUE");
  // Field 1000, varint 1: an extension. Field 99: none.
  EXPECT_TRUE(ReportFromWire(bytes + std::string("\xC0\x3E\x01", 3)).ok());
  EXPECT_EQ(base::ReasonOf(ReportFromWire(bytes + std::string("\x98\x06\x01", 3)).status()),
            "UNKNOWN_FIELD");
}

}  // namespace
}  // namespace lontar::observation
