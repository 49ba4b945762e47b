#include "core/sync/transfer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::sync {
namespace {

base::Hash IdOf(char byte) { return base::Hash::FromBytes(std::string(32, byte)).value(); }

std::string Payload(size_t bytes) {
  std::string payload;
  for (size_t i = 0; i < bytes; ++i) payload.push_back(static_cast<char>(i * 7));
  return payload;
}

TEST(Transfer, APayloadOfAnySizeComesOutAsItWentIn) {
  for (const size_t bytes : {size_t{0}, size_t{1}, base::kChunkBytesMax, base::kChunkBytesMax + 1,
                             3 * base::kChunkBytesMax}) {
    const std::string payload = Payload(bytes);
    const std::vector<Chunk> chunks = CutIntoChunks(PayloadKind::kPart, IdOf('a'), payload);
    EXPECT_EQ(chunks.size(),
              std::max<size_t>(1, (bytes + base::kChunkBytesMax - 1) / base::kChunkBytesMax));
    Assembler assembler(base::kSubmissionBytesMax);
    for (const Chunk& chunk : chunks) {
      EXPECT_LE(chunk.bytes.size(), base::kChunkBytesMax);
      ASSERT_TRUE(assembler.Add(chunk).ok());
    }
    EXPECT_EQ(assembler.Take(PayloadKind::kPart, IdOf('a')), payload);
    EXPECT_EQ(assembler.Take(PayloadKind::kPart, IdOf('a')), std::nullopt);
  }
}

TEST(Transfer, WhatIsNotWholeIsNotGiven) {
  const auto chunks =
      CutIntoChunks(PayloadKind::kPayload, IdOf('a'), Payload(base::kChunkBytesMax + 1));
  Assembler assembler(base::kSubmissionBytesMax);
  ASSERT_TRUE(assembler.Add(chunks[0]).ok());
  EXPECT_EQ(assembler.Take(PayloadKind::kPayload, IdOf('a')), std::nullopt);
  EXPECT_TRUE(assembler.TakeAll().empty());
}

TEST(Transfer, ChunksComeInOrder) {
  const auto chunks =
      CutIntoChunks(PayloadKind::kPayload, IdOf('a'), Payload(2 * base::kChunkBytesMax + 1));
  Assembler assembler(base::kSubmissionBytesMax);
  EXPECT_EQ(base::ReasonOf(assembler.Add(chunks[1])), "CHUNK_OUT_OF_ORDER");
  ASSERT_TRUE(assembler.Add(chunks[0]).ok());
  EXPECT_EQ(base::ReasonOf(assembler.Add(chunks[0])), "CHUNK_OUT_OF_ORDER");
  EXPECT_EQ(base::ReasonOf(assembler.Add(chunks[2])), "CHUNK_OUT_OF_ORDER");
}

TEST(Transfer, APayloadKeepsTheTotalThatItBeganWith) {
  auto chunks = CutIntoChunks(PayloadKind::kPayload, IdOf('a'), Payload(base::kChunkBytesMax + 1));
  Assembler assembler(base::kSubmissionBytesMax);
  ASSERT_TRUE(assembler.Add(chunks[0]).ok());
  chunks[1].total += 1;
  EXPECT_EQ(base::ReasonOf(assembler.Add(chunks[1])), "CHUNK_OUT_OF_ORDER");
}

TEST(Transfer, MoreThanTheBoundIsRefused) {
  Assembler assembler(10'000);
  ASSERT_TRUE(assembler.Add({PayloadKind::kPart, IdOf('a'), 0, 6000, Payload(6000)}).ok());
  const Chunk too_much{PayloadKind::kPart, IdOf('b'), 0, 4001, Payload(4001)};
  EXPECT_EQ(base::ReasonOf(assembler.Add(too_much)), "TRANSFER_TOO_LARGE");
  // What is taken makes room again.
  EXPECT_TRUE(assembler.Take(PayloadKind::kPart, IdOf('a')).has_value());
  EXPECT_TRUE(assembler.Add({PayloadKind::kPart, IdOf('c'), 0, 9000, Payload(9000)}).ok());
}

TEST(Transfer, AChunkPastItsTotalIsRefused) {
  Assembler assembler(1000);
  const Chunk chunk{PayloadKind::kPart, IdOf('a'), 0, 10, Payload(11)};
  EXPECT_EQ(base::ReasonOf(assembler.Add(chunk)), "CHUNK_OUT_OF_ORDER");
}

// A payload of nothing costs no bytes, so a bound on these alone would let the table of payloads
// grow without end.
TEST(Transfer, EmptyPayloadsWithoutEndAreRefused) {
  Assembler assembler(1'000'000);
  absl::Status status;
  for (int i = 0; i < 100'000 && status.ok(); ++i) {
    std::string id(32, '\0');
    id[0] = static_cast<char>(i);
    id[1] = static_cast<char>(i >> 8);
    id[2] = static_cast<char>(i >> 16);
    status = assembler.Add({PayloadKind::kPart, *base::Hash::FromBytes(id), 0, 0, ""});
  }
  EXPECT_EQ(base::ReasonOf(status), "TRANSFER_TOO_LARGE");
}

TEST(Transfer, AnEmptyChunkOfAPayloadThatHasBytesIsRefused) {
  Assembler assembler(1000);
  const Chunk chunk{PayloadKind::kPart, IdOf('a'), 0, 10, ""};
  EXPECT_EQ(base::ReasonOf(assembler.Add(chunk)), "CHUNK_OUT_OF_ORDER");
}

TEST(Transfer, PayloadAndPartOfOneIdAreTwo) {
  Assembler assembler(1000);
  ASSERT_TRUE(assembler.Add({PayloadKind::kPart, IdOf('a'), 0, 1, "p"}).ok());
  ASSERT_TRUE(assembler.Add({PayloadKind::kPayload, IdOf('a'), 0, 1, "q"}).ok());
  const auto all = assembler.TakeAll();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all.at({PayloadKind::kPart, IdOf('a')}), "p");
  EXPECT_EQ(all.at({PayloadKind::kPayload, IdOf('a')}), "q");
}

}  // namespace
}  // namespace lontar::sync
