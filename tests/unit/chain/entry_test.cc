#include "core/chain/entry.h"

#include <gtest/gtest.h>

#include <set>

#include "core/base/problem.h"
#include "tests/unit/chain/examples.h"

namespace lontar::chain {
namespace {

std::vector<EntryKind> EveryKind() {
  std::vector<EntryKind> kinds;
  for (int i = 1; i <= 10; ++i) kinds.push_back(static_cast<EntryKind>(i));
  for (int i = 20; i <= 26; ++i) kinds.push_back(static_cast<EntryKind>(i));
  return kinds;
}

// A sealed chain of `length` entries by one author.
std::vector<Entry> ChainOf(int length) {
  const auto key = KeyFromByte(2);
  std::vector<Entry> chain;
  Header header = ExampleHeader();
  header.previous.reset();
  for (int i = 1; i <= length; ++i) {
    header.number = base::ChainNumber(i);
    header.payload_id = trust::PayloadIdOf(trust::PayloadType::kReport, std::to_string(i));
    chain.push_back(SealEntry(header, *key));
    header.previous = chain.back().hash();
  }
  return chain;
}

Head HeadAt(const Entry& entry) { return Head{entry.header.number, entry.hash()}; }

std::string LinkReason(const std::optional<Head>& head, const Header& header) {
  const absl::Status status = CheckLink(head, header);
  EXPECT_TRUE(status.ok() || status.code() == absl::StatusCode::kFailedPrecondition);
  return base::ReasonOf(status);
}

// Invariant 9: numbers contiguous from 1, and each names the hash of the one before.
TEST(Link, ChainIsContiguousFromOne) {
  std::optional<Head> head;
  for (const Entry& entry : ChainOf(20)) {
    EXPECT_TRUE(CheckLink(head, entry.header).ok());
    head = HeadAt(entry);
  }
}

// Invariant 9, the other way round: of all pairs only neighbours fit.
TEST(Link, OnlyTheNextEntryFollows) {
  const std::vector<Entry> chain = ChainOf(12);
  for (size_t last = 0; last <= chain.size(); ++last) {
    const auto head = last == 0 ? std::nullopt : std::optional<Head>(HeadAt(chain[last - 1]));
    for (size_t next = 1; next <= chain.size(); ++next) {
      const char* const expected = next <= last      ? "CHAIN_REPEATED"
                                   : next > last + 1 ? "CHAIN_GAP"
                                                     : "";
      EXPECT_EQ(LinkReason(head, chain[next - 1].header), expected) << last << " " << next;
    }
  }
}

TEST(Link, AnotherEntryBeforeBreaksTheChain) {
  const std::vector<Entry> chain = ChainOf(3);
  Head other = HeadAt(chain[1]);
  other.hash = BytesOf<base::EntryHash>(0x77);
  EXPECT_EQ(LinkReason(other, chain[2].header), "CHAIN_BROKEN");
  Header without = chain[2].header;
  without.previous.reset();
  EXPECT_EQ(LinkReason(HeadAt(chain[1]), without), "CHAIN_BROKEN");
  Header first = chain[0].header;
  first.previous = other.hash;
  EXPECT_EQ(LinkReason(std::nullopt, first), "CHAIN_BROKEN");
}

TEST(Link, NumberZeroNeverFits) {
  Header header = ExampleHeader();
  header.number = base::ChainNumber(0);
  EXPECT_EQ(LinkReason(std::nullopt, header), "CHAIN_REPEATED");
  EXPECT_EQ(LinkReason(Head{base::ChainNumber(1), base::EntryHash()}, header), "CHAIN_REPEATED");
}

TEST(Entry, SealedEntryHoldsUnderItsKeyOnly) {
  const Entry entry = ExampleEntry();
  EXPECT_TRUE(VerifyEntry(entry, KeyFromByte(2)->public_key()).ok());
  EXPECT_EQ(base::ReasonOf(VerifyEntry(entry, KeyFromByte(1)->public_key())), "SIGNATURE_INVALID");
  EXPECT_EQ(entry.signature.key_hint, KeyFromByte(2)->public_key().hint());
  EXPECT_EQ(DecodeHeader(entry.header_bytes).value(), ExampleHeader());
}

// Threat T07: one bit of the signed bytes.
TEST(Entry, AnyChangedBitIsSeen) {
  const Entry entry = ExampleEntry();
  const trust::PublicKey key = KeyFromByte(2)->public_key();
  for (size_t bit = 0; bit < entry.header_bytes.size() * 8; ++bit) {
    Entry changed = entry;
    changed.header_bytes[bit / 8] ^= 1 << (bit % 8);
    EXPECT_FALSE(VerifyEntry(changed, key).ok()) << bit;
    EXPECT_NE(changed.hash(), entry.hash()) << bit;
  }
}

// Threat T05: the node's signature serves no payload, and the provider's no entry.
TEST(Entry, SignatureServesTheHeaderOnly) {
  const auto key = KeyFromByte(2);
  Entry entry = ExampleEntry();
  entry.signature = key->Sign(trust::Pae(trust::PayloadType::kReport, entry.header_bytes));
  EXPECT_FALSE(VerifyEntry(entry, key->public_key()).ok());
  entry.signature = key->Sign(entry.header_bytes);
  EXPECT_FALSE(VerifyEntry(entry, key->public_key()).ok());
}

// Invariant 13: an entry's own signature never influences its hash.
TEST(Identity, OwnSignatureIsNotInTheEntryHash) {
  const Entry one = SealEntry(ExampleHeader(), *KeyFromByte(2));
  const Entry two = SealEntry(ExampleHeader(), *KeyFromByte(3));
  EXPECT_NE(one.signature, two.signature);
  EXPECT_EQ(one.hash(), two.hash());
}

// Invariant 13: signature bytes never influence a payload id.
TEST(Identity, SignaturesAreNotInThePayloadId) {
  Envelope envelope;
  envelope.payload = std::string(kExamplePayload);
  const base::PayloadId unsigned_id = envelope.payload_id();
  for (const char key : {1, 2, 3}) {
    AddSignature(&envelope, *KeyFromByte(key));
    EXPECT_EQ(envelope.payload_id(), unsigned_id);
  }
  EXPECT_EQ(unsigned_id, ExampleHeader().payload_id);
}

// A verdict must depend on nothing uncommitted: what the header carries is in the entry hash.
TEST(Identity, PayloadSignaturesAreInTheEntryHash) {
  Header header = ExampleHeader();
  const base::EntryHash before = SealEntry(header, *KeyFromByte(2)).hash();
  header.payload_signatures.clear();
  EXPECT_NE(SealEntry(header, *KeyFromByte(2)).hash(), before);
}

TEST(Envelope, KeySignsOnce) {
  Envelope envelope;
  envelope.kind = EntryKind::kKeys;
  envelope.payload = "act";
  AddSignature(&envelope, *KeyFromByte(1));
  AddSignature(&envelope, *KeyFromByte(2));
  AddSignature(&envelope, *KeyFromByte(1));
  ASSERT_EQ(envelope.signatures.size(), 2u);
  for (const char key : {1, 2}) {
    EXPECT_TRUE(trust::Verify(KeyFromByte(key)->public_key(),
                              trust::Pae(trust::PayloadType::kAct, "act"),
                              envelope.signatures[key - 1])
                    .ok());
  }
}

TEST(Envelope, FalseSignatureWithItsHintDoesNotKeepAKeyFromSigning) {
  Envelope envelope;
  envelope.payload = "report";
  trust::Signature false_one;
  false_one.key_hint = KeyFromByte(1)->public_key().hint();
  envelope.signatures = {false_one};
  AddSignature(&envelope, *KeyFromByte(1));
  EXPECT_EQ(envelope.signatures.size(), 2u);
}

TEST(Kind, HasANameAndAPayloadType) {
  std::set<std::string> names;
  for (const EntryKind kind : EveryKind()) {
    names.emplace(NameOf(kind));
    const trust::PayloadType expected = kind == EntryKind::kSubmission ? trust::PayloadType::kReport
                                        : kind == EntryKind::kTrustRoot
                                            ? trust::PayloadType::kTrustRoot
                                            : trust::PayloadType::kAct;
    EXPECT_EQ(PayloadTypeFor(kind), expected);
  }
  EXPECT_EQ(names.size(), EveryKind().size());
  EXPECT_EQ(names.count(""), 0u);
  EXPECT_EQ(std::string(NameOf(static_cast<EntryKind>(11))), "");
}

TEST(Verdict, HasANameOfItsOwn) {
  std::set<std::string> names;
  for (int i = 1; i <= 13; ++i) names.emplace(NameOf(static_cast<Verdict>(i)));
  EXPECT_EQ(names.size(), 13u);
  EXPECT_EQ(names.count(""), 0u);
  EXPECT_EQ(std::string(NameOf(static_cast<Verdict>(14))), "");
}

TEST(CollectionId, IsShortAndPlain) {
  for (const std::string& id :
       {std::string(), std::string("child-labour"), std::string("7"), std::string(64, 'a')}) {
    EXPECT_TRUE(IsCollectionId(id)) << id;
  }
  for (const std::string& id : {std::string("Child"), std::string("a b"), std::string("a_b"),
                                std::string("a\0", 2), std::string("é"), std::string(65, 'a')}) {
    EXPECT_FALSE(IsCollectionId(id)) << id;
  }
}

}  // namespace
}  // namespace lontar::chain
