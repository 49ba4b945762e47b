#include "core/chain/wire.h"

#include <gtest/gtest.h>

#include <functional>

#include "absl/strings/match.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/unit/chain/examples.h"

namespace lontar::chain {
namespace {

// The fields of the example header, one string each, so that a test can leave out, swap or change
// one.
struct HeaderPieces {
  std::string hub_id = RawBytes(1, std::string(32, 0x11));
  std::string author = RawBytes(2, "KH");
  std::string incarnation = RawBytes(3, IncarnationText());
  std::string number = RawNumber(4, 2);
  std::string previous = RawBytes(5, std::string(32, 0x22));
  std::string kind = RawNumber(6, 1);
  std::string collection = RawBytes(7, "child-labour");
  std::string payload_id = RawBytes(8, ExampleHeader().payload_id.bytes());
  std::string signatures = RawBytes(9, RawSignature(1, 8, 64));
  std::string rest;

  static std::string RawSignature(uint64_t algorithm, size_t hint, size_t length) {
    return RawNumber(1, algorithm) + RawBytes(2, std::string(hint, 'h')) +
           RawBytes(3, std::string(length, 's'));
  }
  std::string bytes() const {
    return hub_id + author + incarnation + number + previous + kind + collection + payload_id +
           signatures + rest;
  }
};

using Change = std::function<void(HeaderPieces*)>;

std::string HeaderReason(const Change& change) {
  HeaderPieces pieces;
  change(&pieces);
  const absl::Status status = DecodeHeader(pieces.bytes()).status();
  EXPECT_TRUE(status.ok() || status.code() == absl::StatusCode::kInvalidArgument);
  return base::ReasonOf(status);
}

TEST(HeaderWire, RoundTrips) {
  Header bare;
  bare.author = "authority";
  bare.number = base::ChainNumber(1);
  bare.kind = EntryKind::kTrustRoot;
  Header full = ExampleHeader();
  full.number = base::ChainNumber(base::kSizeMax - 1);
  full.collection = std::string(64, 'z');
  full.payload_signatures.assign(8, full.payload_signatures[0]);
  for (const Header& header : {bare, ExampleHeader(), full}) {
    EXPECT_TRUE(CheckHeader(header).ok());
    const std::string bytes = EncodeHeader(header);
    EXPECT_LE(bytes.size(), base::kHeaderBytesMax);
    const auto decoded = DecodeHeader(bytes);
    ASSERT_TRUE(decoded.ok()) << decoded.status();
    EXPECT_EQ(*decoded, header);
    EXPECT_EQ(EncodeHeader(*decoded), bytes);
  }
}

TEST(HeaderWire, PiecesOfTheseTestsAreReadAsTheyStand) {
  EXPECT_EQ(HeaderReason([](HeaderPieces*) {}), "");
}

TEST(HeaderWire, EveryBoundIsHeld) {
  const std::pair<const char*, Change> refused[] = {
      {"hub_id", [](HeaderPieces* p) { p->hub_id.clear(); }},
      {"hub_id", [](HeaderPieces* p) { p->hub_id = RawBytes(1, std::string(31, 1)); }},
      {"hub_id", [](HeaderPieces* p) { p->hub_id = RawBytes(1, std::string(33, 1)); }},
      {"author", [](HeaderPieces* p) { p->author.clear(); }},
      {"author", [](HeaderPieces* p) { p->author = RawBytes(2, "kh"); }},
      {"author", [](HeaderPieces* p) { p->author = RawBytes(2, "KHM"); }},
      {"author", [](HeaderPieces* p) { p->author = RawBytes(2, "K"); }},
      {"author", [](HeaderPieces* p) { p->author = RawBytes(2, "Authority"); }},
      {"author", [](HeaderPieces* p) { p->author = RawBytes(2, "É"); }},
      {"incarnation", [](HeaderPieces* p) { p->incarnation.clear(); }},
      {"incarnation", [](HeaderPieces* p) { p->incarnation = RawBytes(3, std::string(17, 1)); }},
      {"number", [](HeaderPieces* p) { p->number.clear(); }},
      {"number", [](HeaderPieces* p) { p->number = RawNumber(4, base::kSizeMax); }},
      {"number", [](HeaderPieces* p) { p->number = RawNumber(4, ~uint64_t{0}); }},
      {"previous", [](HeaderPieces* p) { p->previous.clear(); }},
      {"previous", [](HeaderPieces* p) { p->number = RawNumber(4, 1); }},
      {"previous", [](HeaderPieces* p) { p->previous = RawBytes(5, std::string(31, 1)); }},
      {"kind", [](HeaderPieces* p) { p->kind.clear(); }},
      {"collection", [](HeaderPieces* p) { p->collection = RawBytes(7, "Child"); }},
      {"collection", [](HeaderPieces* p) { p->collection = RawBytes(7, std::string(65, 'a')); }},
      {"payload_id", [](HeaderPieces* p) { p->payload_id.clear(); }},
      {"payload_id", [](HeaderPieces* p) { p->payload_id = RawBytes(8, std::string(16, 1)); }},
      {"algorithm", [](HeaderPieces* p) { p->signatures = RawBytes(9, ""); }},
      {"key_hint",
       [](HeaderPieces* p) { p->signatures = RawBytes(9, HeaderPieces::RawSignature(1, 7, 64)); }},
      {"signature",
       [](HeaderPieces* p) { p->signatures = RawBytes(9, HeaderPieces::RawSignature(1, 8, 63)); }},
      {"signature",
       [](HeaderPieces* p) { p->signatures = RawBytes(9, HeaderPieces::RawSignature(1, 8, 65)); }},
      {"signatures",
       [](HeaderPieces* p) {
         const std::string one = p->signatures;
         for (int i = 0; i < 8; ++i) p->signatures += one;
       }},
  };
  for (const auto& row : refused) {
    HeaderPieces pieces;
    row.second(&pieces);
    const absl::Status status = DecodeHeader(pieces.bytes()).status();
    EXPECT_EQ(base::ReasonOf(status), "NOT_CANONICAL") << row.first;
    EXPECT_TRUE(absl::StrContains(status.message(), row.first)) << status;
  }
}

TEST(HeaderWire, BoundsItselfAreAllowed) {
  EXPECT_EQ(HeaderReason([](HeaderPieces* p) { p->author = RawBytes(2, "authority"); }), "");
  EXPECT_EQ(HeaderReason([](HeaderPieces* p) { p->number = RawNumber(4, base::kSizeMax - 1); }),
            "");
  EXPECT_EQ(HeaderReason([](HeaderPieces* p) { p->collection.clear(); }), "");
  EXPECT_EQ(HeaderReason([](HeaderPieces* p) { p->signatures.clear(); }), "");
  EXPECT_EQ(HeaderReason([](HeaderPieces* p) {
              p->number = RawNumber(4, 1);
              p->previous.clear();
            }),
            "");
}

TEST(HeaderWire, OneStrictWritingOnly) {
  const Change refused[] = {
      // Long varints: as value, as tag, as length.
      [](HeaderPieces* p) { p->number = std::string("\x20\x82\x00", 3); },
      [](HeaderPieces* p) { p->number = std::string("\xa0\x00\x02", 3); },
      [](HeaderPieces* p) { p->author = std::string("\x12\x82\x00KH", 5); },
      // Out of order, twice, an explicit zero, an explicit empty text.
      [](HeaderPieces* p) { std::swap(p->author, p->incarnation); },
      [](HeaderPieces* p) { p->number += p->number; },
      [](HeaderPieces* p) { p->author += p->author; },
      [](HeaderPieces* p) { p->rest = RawNumber(4, 2); },
      [](HeaderPieces* p) { p->kind = RawNumber(6, 0); },
      [](HeaderPieces* p) { p->collection = RawBytes(7, ""); },
      // A signature with its fields out of order.
      [](HeaderPieces* p) {
        p->signatures = RawBytes(
            9, RawBytes(2, "12345678") + RawNumber(1, 1) + RawBytes(3, std::string(64, 's')));
      },
      // Trailing bytes, and cut short.
      [](HeaderPieces* p) { p->rest = std::string(1, '\0'); },
      [](HeaderPieces* p) { p->rest = "\x20"; },
      [](HeaderPieces* p) { p->signatures.pop_back(); },
      // An extension field before known ones.
      [](HeaderPieces* p) { p->author = RawNumber(1500, 1) + p->author; },
      // Text that is not UTF-8.
      [](HeaderPieces* p) { p->collection = RawBytes(7, "\xff"); },
  };
  int row = 0;
  for (const Change& change : refused) EXPECT_EQ(HeaderReason(change), "NOT_CANONICAL") << row++;
}

TEST(HeaderWire, UnknownFieldsAndValuesAreRefused) {
  for (const int field : {10, 15, 999, 2000}) {
    EXPECT_EQ(HeaderReason([field](HeaderPieces* p) { p->rest = RawNumber(field, 1); }),
              "UNKNOWN_FIELD");
  }
  EXPECT_EQ(
      HeaderReason([](HeaderPieces* p) { p->rest = RawNumber(1501, 1) + RawNumber(1500, 1); }),
      "UNKNOWN_FIELD");
  for (const int kind : {11, 19, 27, 1000}) {
    EXPECT_EQ(HeaderReason([kind](HeaderPieces* p) { p->kind = RawNumber(6, kind); }),
              "UNKNOWN_VALUE");
  }
  EXPECT_EQ(HeaderReason([](HeaderPieces* p) {
              p->signatures = RawBytes(9, HeaderPieces::RawSignature(2, 8, 64));
            }),
            "UNKNOWN_VALUE");
}

TEST(HeaderWire, ExtensionFieldIsKeptInBytesHashAndLeaf) {
  HeaderPieces pieces;
  const Entry plain = MakeEntry(pieces.bytes(), ExampleEntry().signature).value();
  pieces.rest = RawBytes(1500, "from later");
  const auto extended = MakeEntry(pieces.bytes(), ExampleEntry().signature);
  ASSERT_TRUE(extended.ok()) << extended.status();
  EXPECT_EQ(extended->header_bytes, pieces.bytes());
  EXPECT_EQ(extended->header, plain.header);
  EXPECT_NE(extended->hash(), plain.hash());
  const Leaf leaf = DecodeLeaf(EncodeLeaf(*extended, kExampleStamp)).value();
  EXPECT_EQ(leaf.entry.header_bytes, pieces.bytes());
}

TEST(HeaderWire, LongestIsOneKibibyte) {
  HeaderPieces pieces;
  // Tag of field 1500: 2 bytes; length: 2 bytes.
  pieces.rest = RawBytes(1500, std::string(1024 - pieces.bytes().size() - 4, 'x'));
  ASSERT_EQ(pieces.bytes().size(), 1024u);
  EXPECT_TRUE(DecodeHeader(pieces.bytes()).ok());
  HeaderPieces longer;
  longer.rest = RawBytes(1500, std::string(1025 - longer.bytes().size() - 4, 'x'));
  EXPECT_EQ(base::ReasonOf(DecodeHeader(longer.bytes()).status()), "MESSAGE_TOO_LARGE");
}

TEST(LeafWire, RoundTrips) {
  for (int verdict = 1; verdict <= 13; ++verdict) {
    for (const uint64_t time_ms : {uint64_t{0}, kExampleStamp.time_ms, base::kSizeMax - 1}) {
      const Stamp stamp{static_cast<Verdict>(verdict), time_ms};
      const std::string bytes = EncodeLeaf(ExampleEntry(), stamp);
      const auto leaf = DecodeLeaf(bytes);
      ASSERT_TRUE(leaf.ok()) << leaf.status();
      EXPECT_EQ(leaf->leaf_bytes, bytes);
      EXPECT_EQ(leaf->stamp, stamp);
      EXPECT_EQ(leaf->entry.header_bytes, ExampleEntry().header_bytes);
      EXPECT_EQ(leaf->entry.header, ExampleHeader());
      EXPECT_EQ(leaf->entry.signature, ExampleEntry().signature);
    }
  }
}

std::string LeafReason(const std::string& bytes) {
  return base::ReasonOf(DecodeLeaf(bytes).status());
}

TEST(LeafWire, EveryPieceMustBeThere) {
  const std::string header = RawBytes(1, HeaderPieces().bytes());
  const std::string signature = RawBytes(2, HeaderPieces::RawSignature(1, 8, 64));
  const std::string stamp = RawBytes(3, RawNumber(1, 1) + RawNumber(2, 1000));
  EXPECT_EQ(LeafReason(header + signature + stamp), "");
  EXPECT_EQ(LeafReason(header + signature + RawBytes(3, RawNumber(1, 1))), "");
  EXPECT_EQ(LeafReason(signature + stamp), "NOT_CANONICAL");
  EXPECT_EQ(LeafReason(header + stamp), "NOT_CANONICAL");
  EXPECT_EQ(LeafReason(header + signature), "NOT_CANONICAL");
  EXPECT_EQ(LeafReason(header + RawBytes(2, "") + stamp), "NOT_CANONICAL");
  EXPECT_EQ(LeafReason(header + signature + RawBytes(3, "")), "NOT_CANONICAL");
  EXPECT_EQ(LeafReason(header + signature + RawBytes(3, RawNumber(2, 1000))), "NOT_CANONICAL");
  EXPECT_EQ(LeafReason(header + signature + stamp + stamp), "NOT_CANONICAL");
  EXPECT_EQ(LeafReason(""), "NOT_CANONICAL");
}

TEST(LeafWire, HeaderInsideIsReadStrictlyToo) {
  const std::string rest = RawBytes(2, HeaderPieces::RawSignature(1, 8, 64)) +
                           RawBytes(3, RawNumber(1, 1) + RawNumber(2, 1000));
  HeaderPieces pieces;
  pieces.author = RawBytes(2, "kh");
  EXPECT_EQ(LeafReason(RawBytes(1, pieces.bytes()) + rest), "NOT_CANONICAL");
  HeaderPieces padded;
  padded.rest = RawBytes(1500, std::string(1000, 'x'));
  EXPECT_EQ(LeafReason(RawBytes(1, padded.bytes()) + rest), "MESSAGE_TOO_LARGE");
}

TEST(LeafWire, LongestIsEightKibibytes) {
  const std::string leaf = EncodeLeaf(ExampleEntry(), kExampleStamp);
  const auto padded = [&leaf](size_t size) {
    return leaf + RawBytes(1500, std::string(size - leaf.size() - 4, 'x'));
  };
  ASSERT_EQ(padded(8192).size(), 8192u);
  EXPECT_EQ(LeafReason(padded(8192)), "");
  EXPECT_EQ(LeafReason(padded(8193)), "MESSAGE_TOO_LARGE");
}

// Threat T07: whatever is cut off or changed is refused or changes the bytes that the log hashes.
TEST(LeafWire, NoPrefixOfALeafIsALeaf) {
  const std::string leaf = EncodeLeaf(ExampleEntry(), kExampleStamp);
  for (size_t length = 0; length < leaf.size(); ++length) {
    EXPECT_FALSE(DecodeLeaf(leaf.substr(0, length)).ok()) << length;
  }
}

Envelope ExampleEnvelope() {
  Envelope envelope;
  envelope.kind = EntryKind::kSubmission;
  envelope.collection = "child-labour";
  envelope.payload = std::string(kExamplePayload);
  AddSignature(&envelope, *KeyFromByte(1));
  AddSignature(&envelope, *KeyFromByte(2));
  return envelope;
}

std::string EnvelopeReason(const std::string& bytes) {
  return base::ReasonOf(DecodeEnvelope(bytes).status());
}

TEST(EnvelopeWire, RoundTrips) {
  for (const EntryKind kind :
       {EntryKind::kSubmission, EntryKind::kTrustRoot, EntryKind::kKeys, EntryKind::kPolicy}) {
    Envelope envelope = ExampleEnvelope();
    envelope.kind = kind;
    const std::string bytes = EncodeEnvelope(envelope);
    const auto decoded = DecodeEnvelope(bytes);
    ASSERT_TRUE(decoded.ok()) << decoded.status();
    EXPECT_EQ(decoded->kind, kind);
    EXPECT_EQ(decoded->collection, envelope.collection);
    EXPECT_EQ(decoded->payload, envelope.payload);
    EXPECT_EQ(decoded->signatures, envelope.signatures);
    EXPECT_EQ(EncodeEnvelope(*decoded), bytes);
  }
}

TEST(EnvelopeWire, OnlyQuestionsAndAnswersBringParts) {
  Envelope envelope = ExampleEnvelope();
  for (const EntryKind kind : {EntryKind::kQuestion, EntryKind::kAnswer}) {
    envelope.kind = kind;
    envelope.parts = {"a text", "another"};
    const auto decoded = DecodeEnvelope(EncodeEnvelope(envelope));
    ASSERT_TRUE(decoded.ok()) << decoded.status();
    EXPECT_EQ(decoded->parts, envelope.parts);
    envelope.parts.emplace_back("a third");
    EXPECT_EQ(EnvelopeReason(EncodeEnvelope(envelope)), "NOT_CANONICAL");
  }
  envelope.parts = {"a text"};
  for (const EntryKind kind : {EntryKind::kSubmission, EntryKind::kKeys, EntryKind::kRound}) {
    envelope.kind = kind;
    EXPECT_EQ(EnvelopeReason(EncodeEnvelope(envelope)), "NOT_CANONICAL") << NameOf(kind);
  }
}

TEST(EnvelopeWire, TypeAndKindMustAgree) {
  const std::string payload = RawBytes(2, "payload");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "report") + payload + RawNumber(4, 1)), "");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "act") + payload + RawNumber(4, 5)), "");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "act") + payload + RawNumber(4, 1)), "NOT_CANONICAL");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "report") + payload + RawNumber(4, 20)), "NOT_CANONICAL");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "entry") + payload + RawNumber(4, 1)), "NOT_CANONICAL");
  EXPECT_EQ(EnvelopeReason(payload + RawNumber(4, 1)), "NOT_CANONICAL");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "report") + payload), "NOT_CANONICAL");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "report") + RawNumber(4, 1)), "NOT_CANONICAL");
  EXPECT_EQ(EnvelopeReason(RawBytes(1, "report") + payload + RawNumber(4, 1) + RawBytes(5, "A")),
            "NOT_CANONICAL");
}

TEST(EnvelopeWire, SizesAndCountsAreBounded) {
  Envelope envelope = ExampleEnvelope();
  envelope.payload = std::string(base::kReportBytesMax + 1, 'x');
  EXPECT_EQ(EnvelopeReason(EncodeEnvelope(envelope)), "MESSAGE_TOO_LARGE");
  envelope.kind = EntryKind::kCatalogue;
  EXPECT_EQ(EnvelopeReason(EncodeEnvelope(envelope)), "");
  envelope.payload = std::string(base::kActBytesMax + 1, 'x');
  EXPECT_EQ(EnvelopeReason(EncodeEnvelope(envelope)), "MESSAGE_TOO_LARGE");
  // The largest act with the most signatures fits an envelope.
  envelope.payload.pop_back();
  envelope.collection = std::string(64, 'c');
  envelope.signatures.assign(8, envelope.signatures[0]);
  EXPECT_EQ(EnvelopeReason(EncodeEnvelope(envelope)), "");
  envelope.payload = "x";
  envelope.signatures.push_back(envelope.signatures[0]);
  EXPECT_EQ(EnvelopeReason(EncodeEnvelope(envelope)), "NOT_CANONICAL");
}

}  // namespace
}  // namespace lontar::chain
