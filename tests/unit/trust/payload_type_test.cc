#include "core/trust/payload_type.h"

#include <gtest/gtest.h>

#include <set>

#include "absl/strings/escaping.h"
#include "core/trust/sha256.h"

namespace lontar::trust {
namespace {

constexpr PayloadType kEveryType[] = {
    PayloadType::kReport,    PayloadType::kPart,  PayloadType::kAct,   PayloadType::kEntry,
    PayloadType::kTrustRoot, PayloadType::kHello, PayloadType::kBundle};

struct PaeVector {
  const char* type;
  const char* body_hex;
  const char* pae_hex;
  const char* sha256_hex;
};

// The first is DSSE's own example; the others are those of the project's brief on transparency
// logs, section 9.
constexpr PaeVector kPaeVectors[] = {
    {"http://example.com/HelloWorld", "68656c6c6f20776f726c64",
     "44535345763120323920687474703a2f2f6578616d706c652e636f6d2f48656c6c6f576f726c642031312068656c"
     "6c6f20776f726c64",
     "217751fac2c4f14edb2c9297fbc34abcb016ba88e74757e875ec4ac16fb6b6a1"},
    {"application/vnd.lontar.submission.v1+protobuf", "",
     "445353457631203435206170706c69636174696f6e2f766e642e6c6f6e7461722e7375626d697373696f6e2e7631"
     "2b70726f746f627566203020",
     "40bc3980d95cab975ac23dabe645cb9a26044977abdecb09aa79560d1b0c69dc"},
    {"application/vnd.lontar.submission.v1+protobuf", "000102030405060708090a0b0c0d0e0f",
     "445353457631203435206170706c69636174696f6e2f766e642e6c6f6e7461722e7375626d697373696f6e2e7631"
     "2b70726f746f62756620313620000102030405060708090a0b0c0d0e0f",
     "d686e1c186086911fc68eb71e9e9aa0ee8223f21376eb5f8f110f6f2522349cd"},
};

TEST(PayloadType, PaeAgreesWithTheVectors) {
  for (const PaeVector& vector : kPaeVectors) {
    const std::string pae = Pae(vector.type, absl::HexStringToBytes(vector.body_hex));
    EXPECT_EQ(absl::BytesToHexString(pae), vector.pae_hex);
    EXPECT_EQ(Sha256({pae}).hex(), vector.sha256_hex);
  }
}

TEST(PayloadType, IdentityIsTheHashOfThePae) {
  for (const PayloadType type : kEveryType) {
    for (const std::string body : {"", "x", "0123456789"}) {
      EXPECT_EQ(Identity(type, body), Sha256({Pae(MediaType(type), body)}));
      EXPECT_EQ(Pae(type, body), Pae(MediaType(type), body));
      EXPECT_EQ(PayloadIdOf(type, body).view(), Identity(type, body).view());
    }
  }
  EXPECT_EQ(PartHashOf("x").view(), Identity(PayloadType::kPart, "x").view());
  EXPECT_EQ(EntryHashOf("x").view(), Identity(PayloadType::kEntry, "x").view());
}

// Threat T05: bytes of one type cannot pass for bytes of another.
TEST(PayloadType, EveryTypeGivesTheSameBytesAnotherIdentity) {
  std::set<base::Hash> identities;
  for (const PayloadType type : kEveryType) identities.insert(Identity(type, "same bytes"));
  EXPECT_EQ(identities.size(), std::size(kEveryType));
}

TEST(PayloadType, NamesAreReadBack) {
  for (const PayloadType type : kEveryType) EXPECT_EQ(PayloadTypeOf(ShortName(type)), type);
  EXPECT_EQ(PayloadTypeOf(""), std::nullopt);
  EXPECT_EQ(PayloadTypeOf("Report"), std::nullopt);
  EXPECT_EQ(PayloadTypeOf("trust_root"), std::nullopt);
}

// DESIGN.md section 10.
TEST(PayloadType, MediaTypesAreThoseOfTheFormat) {
  EXPECT_EQ(MediaType(PayloadType::kReport), "application/vnd.lontar.report.v1+protobuf");
  EXPECT_EQ(MediaType(PayloadType::kPart), "application/vnd.lontar.part.v1+protobuf");
  EXPECT_EQ(MediaType(PayloadType::kAct), "application/vnd.lontar.act.v1+protobuf");
  EXPECT_EQ(MediaType(PayloadType::kEntry), "application/vnd.lontar.entry.v1+protobuf");
  EXPECT_EQ(MediaType(PayloadType::kTrustRoot), "application/vnd.lontar.trust-root.v1+protobuf");
  EXPECT_EQ(MediaType(PayloadType::kHello), "application/vnd.lontar.hello.v1+protobuf");
  EXPECT_EQ(MediaType(PayloadType::kBundle), "application/vnd.lontar.bundle.v1+protobuf");
}

}  // namespace
}  // namespace lontar::trust
