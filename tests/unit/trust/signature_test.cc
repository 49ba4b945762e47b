#include "core/trust/signature.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/trust/key_file.h"
#include "core/trust/payload_type.h"
#include "core/trust/sha256.h"

namespace lontar::trust {
namespace {

std::unique_ptr<PrivateKey> KeyOf(const std::string& seed_hex) {
  auto key = PrivateKey::FromSeed(absl::HexStringToBytes(seed_hex));
  EXPECT_TRUE(key.ok()) << key.status();
  return std::move(key).value();
}

PublicKey PublicKeyOf(const std::string& hex) {
  return PublicKey{PublicKeyBytes::FromHex(hex).value()};
}

struct SignatureVector {
  const char* seed;
  const char* public_key;
  std::string message;
  const char* signature;
};

constexpr char kMinistrySeed[] = "65877596020138df808047403e95675420db9317a0391a0e6fa27e9af25f6c43";
constexpr char kMinistryKey[] = "f82632c6bf525b1999a9ffb9201ff4741abc76f4c6e3616dbc286cb65b6c785f";
constexpr char kNodeSeed[] = "36be60cf12d21e5ee40c73de315c712d552816cf290625356dd58e414e300495";
constexpr char kNodeKey[] = "54fc43b66371fb4b31c6cf7d2bbd58bcbffa9c23af62ec09f150c2ade7562503";

const SignatureVector kRfc8032Vectors[] = {
    // RFC 8032 section 7.1, TEST 1, 2, 3 and SHA(abc).
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
     "b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
     "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
     "c6594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fe"
     "ebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431"
     "e0303dca179c138ac17ad9bef1177331a704"},
};

void ExpectVector(const SignatureVector& vector, const std::string& message) {
  const auto key = KeyOf(vector.seed);
  EXPECT_EQ(key->public_key().bytes.hex(), vector.public_key);
  const Signature signature = key->Sign(message);
  EXPECT_EQ(signature.bytes.hex(), vector.signature);
  EXPECT_EQ(signature.algorithm, kEd25519);
  EXPECT_EQ(signature.key_hint, key->public_key().hint());
  EXPECT_TRUE(Verify(PublicKeyOf(vector.public_key), message, signature).ok());
}

TEST(Signature, AgreesWithRfc8032) {
  for (const SignatureVector& vector : kRfc8032Vectors) {
    ExpectVector(vector, absl::HexStringToBytes(vector.message));
  }
}

// The brief on transparency logs, section 9: DSSE signatures by two keys over three payloads.
TEST(Signature, AgreesWithTheDsseVectors) {
  constexpr char kHello[] = "http://example.com/HelloWorld";
  constexpr char kSubmission[] = "application/vnd.lontar.submission.v1+protobuf";
  const std::string counting = absl::HexStringToBytes("000102030405060708090a0b0c0d0e0f");
  const SignatureVector vectors[] = {
      {kMinistrySeed, kMinistryKey, Pae(kHello, "hello world"),
       "64990d2094265c6e75fe4eafe38880457968861c784d844ecc773b8d72c42ce2012c93bedac0b4a3df837ffafc"
       "9d40e107ab1064e58a64372adeb8a2ccb2c405"},
      {kNodeSeed, kNodeKey, Pae(kHello, "hello world"),
       "0b322d9f39d06d6918ab3e4024649d6369f10a060c646342c446c871f860d56e340256705fc9fd11ab1c6347dd"
       "0848c7ce1b7c44fb831b16bff54d6522800f03"},
      {kMinistrySeed, kMinistryKey, Pae(kSubmission, ""),
       "e1186f30e6ea2de066bda3549d518b9fa2b1730edb4eacdc974060aabe0ac0a249a74c7821656afb594d64bd3e"
       "c27cf28135cd0d9cd9964bde464c0399dbb204"},
      {kNodeSeed, kNodeKey, Pae(kSubmission, ""),
       "b37d03295c886460c1bca662f8b5c542bf346095c97076b78d1d14f77f8efeeb89a172153eea9e89bfce327745"
       "6376f9563b2da253849100e8f6873a87819303"},
      {kMinistrySeed, kMinistryKey, Pae(kSubmission, counting),
       "42c3f3d780e67d8816d22e8d54c39bea95f175285645b4e9749ca14e6aba46fffbacfd9874a3986e55bf0beb28"
       "4a0194ce4bf39bf3714d4b4173db028f646301"},
      {kNodeSeed, kNodeKey, Pae(kSubmission, counting),
       "428b1299d97823b654d0f0920450ce70f4d9c3a61568d5a9a3364b6ff7bdf2b22bcff937c82fdd9840ba39467e"
       "2f6fd6e304a2fb58223fa353eb7a015124080c"},
  };
  for (const SignatureVector& vector : vectors) ExpectVector(vector, vector.message);
}

TEST(Signature, KeysOfTheLogVectorsComeFromTheirSeeds) {
  const std::pair<const char*, const char*> names[] = {
      {"hub.example.org/lontar",
       "e92c6d0b3b5d9cd4a59d8d3ad98be29c05ae2e753b2f7a1c6d6da2f5fc3cfc41"},
      {"witness.example.org/id",
       "fe0a681644bc052cc82de5ba659365ef7446c50a9dcf6d4ba4b5c962f31580aa"},
      {"witness.example.org/th",
       "d9ab771a13601034784fd0968bdfe3a8a6068afc15f815c8f9abd22fcde444b3"}};
  for (const auto& name : names) {
    const std::string seed = Sha256({"lontar-shared-vector-key:", name.first}).hex();
    EXPECT_EQ(KeyOf(seed)->public_key().bytes.hex(), name.second);
  }
}

TEST(Signature, KeyIdIsTheHashOfThePublicBytes) {
  const PublicKey key = PublicKeyOf(kMinistryKey);
  EXPECT_EQ(key.id().view(), Sha256({key.bytes.view()}).view());
  EXPECT_EQ(key.hint().hex(), key.id().hex().substr(0, 16));
}

TEST(Signature, AnyChangedBitIsRefused) {
  const auto key = KeyOf(kNodeSeed);
  const std::string message = "coverage";
  const Signature good = key->Sign(message);
  for (int bit = 0; bit < 64 * 8; ++bit) {
    auto bytes = good.bytes.array();
    bytes[bit / 8] ^= 1 << (bit % 8);
    const Signature bad{kEd25519, good.key_hint, SignatureBytes(bytes)};
    const absl::Status status = Verify(key->public_key(), message, bad);
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_EQ(base::ReasonOf(status), "SIGNATURE_INVALID");
  }
  for (size_t bit = 0; bit < message.size() * 8; ++bit) {
    std::string other = message;
    other[bit / 8] ^= 1 << (bit % 8);
    EXPECT_EQ(base::ReasonOf(Verify(key->public_key(), other, good)), "SIGNATURE_INVALID");
  }
}

TEST(Signature, HintIsNotLookedAtButTheAlgorithmIs) {
  const auto key = KeyOf(kNodeSeed);
  Signature signature = key->Sign("x");
  signature.key_hint = KeyHint();
  EXPECT_TRUE(Verify(key->public_key(), "x", signature).ok());
  for (const uint32_t algorithm : {0u, 2u, 255u}) {
    signature.algorithm = algorithm;
    EXPECT_EQ(base::ReasonOf(Verify(key->public_key(), "x", signature)), "SIGNATURE_INVALID");
  }
}

// Threat T05: a signature holds for one type and one key only.
TEST(Signature, ServesNoOtherTypeAndNoOtherKey) {
  const auto key = KeyOf(kMinistrySeed);
  const Signature signature = key->Sign(Pae(PayloadType::kReport, "bytes"));
  EXPECT_TRUE(Verify(key->public_key(), Pae(PayloadType::kReport, "bytes"), signature).ok());
  EXPECT_FALSE(Verify(key->public_key(), Pae(PayloadType::kAct, "bytes"), signature).ok());
  EXPECT_FALSE(Verify(key->public_key(), "bytes", signature).ok());
  EXPECT_FALSE(Verify(PublicKeyOf(kNodeKey), Pae(PayloadType::kReport, "bytes"), signature).ok());
}

// Two byte strings for one statement would be two signatures of it: S + L is refused.
TEST(Signature, SumOfSAndTheGroupOrderIsRefused) {
  const auto key = KeyOf(kMinistrySeed);
  const std::string order =
      absl::HexStringToBytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  auto bytes = key->Sign("x").bytes.array();
  int carry = 0;
  for (int i = 0; i < 32; ++i) {
    const int sum = bytes[32 + i] + static_cast<uint8_t>(order[i]) + carry;
    bytes[32 + i] = static_cast<uint8_t>(sum);
    carry = sum >> 8;
  }
  ASSERT_EQ(carry, 0);
  const Signature other{kEd25519, KeyHint(), SignatureBytes(bytes)};
  EXPECT_EQ(base::ReasonOf(Verify(key->public_key(), "x", other)), "SIGNATURE_INVALID");
}

// The eight points of small order, and the encodings of y = 0, 1, p - 1 with the other sign
// ("negative zero").
std::vector<std::string> SmallOrderKeys() {
  const std::string zeros(60, '0');
  const std::string effs(60, 'f');
  std::vector<std::string> keys;
  for (const char* sign : {"00", "80"}) {
    keys.push_back(absl::StrCat("00", zeros, sign));
    keys.push_back(absl::StrCat("01", zeros, sign));
  }
  for (const char* top : {"7f", "ff"}) keys.push_back(absl::StrCat("ec", effs, top));
  for (const char* top : {"05", "85"}) {
    keys.push_back(
        absl::StrCat("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc", top));
  }
  for (const char* top : {"7a", "fa"}) {
    keys.push_back(
        absl::StrCat("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03", top));
  }
  return keys;
}

// All 38 encodings with y from p to 2^255 - 1.
std::vector<std::string> KeysBeyondThePrime() {
  std::vector<std::string> keys;
  for (int low = 0xed; low <= 0xff; ++low) {
    for (const char* top : {"7f", "ff"}) {
      keys.push_back(absl::StrCat(absl::Hex(low), std::string(60, 'f'), top));
    }
  }
  return keys;
}

void ExpectWeak(const std::string& hex) {
  const PublicKey key = PublicKeyOf(hex);
  const absl::Status status = CheckPublicKey(key);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << hex;
  EXPECT_EQ(base::ReasonOf(status), "KEY_WEAK") << hex;
  // With R = the key or the identity and S = 0 the packaged library takes some of these for every
  // message.
  for (const std::string& r : {hex, absl::StrCat("01", std::string(62, '0'))}) {
    const Signature trick{kEd25519, key.hint(),
                          SignatureBytes::FromHex(absl::StrCat(r, std::string(64, '0'))).value()};
    for (const char* message : {"", "a", "b", "c", "d", "e", "f", "g", "h"}) {
      const absl::Status verified = Verify(key, message, trick);
      EXPECT_EQ(verified.code(), absl::StatusCode::kDataLoss) << hex;
      EXPECT_EQ(base::ReasonOf(verified), "SIGNATURE_INVALID") << hex;
    }
  }
}

// Threat T04.
TEST(WeakKey, SmallOrderIsRefusedAtEnrolmentAndAtVerification) {
  for (const std::string& key : SmallOrderKeys()) ExpectWeak(key);
}

// Threat T04.
TEST(WeakKey, NonCanonicalIsRefusedAtEnrolmentAndAtVerification) {
  const std::vector<std::string> keys = KeysBeyondThePrime();
  ASSERT_EQ(keys.size(), 38u);
  for (const std::string& key : keys) ExpectWeak(key);
}

// Which y below 40 have an x was computed from the curve's equation, independently of this code.
TEST(WeakKey, PointBesideTheCurveIsRefused) {
  const std::set<int> beside = {2, 7, 8, 11, 12, 13, 17, 20, 22, 31, 34, 36, 38};
  for (int y = 2; y < 40; ++y) {
    for (const int sign : {0, 0x80}) {
      std::array<uint8_t, 32> bytes{};
      bytes[0] = y;
      bytes[31] = sign;
      const PublicKey key{PublicKeyBytes(bytes)};
      EXPECT_EQ(CheckPublicKey(key).ok(), beside.count(y) == 0) << y;
    }
  }
}

TEST(WeakKey, KeysFromSeedsAreNotWeak) {
  for (int i = 0; i < 64; ++i) {
    const auto key = KeyOf(Sha256({absl::StrCat("key ", i)}).hex());
    EXPECT_TRUE(CheckPublicKey(key->public_key()).ok());
    EXPECT_TRUE(Verify(key->public_key(), "m", key->Sign("m")).ok());
  }
}

TEST(WeakKey, LargestCanonicalEncodingsAreJudgedByTheCurve) {
  // y = p - 2 is the negative of 2, which is beside the curve; y = p - 3 that of 3, which is on it.
  const std::string effs(60, 'f');
  EXPECT_FALSE(CheckPublicKey(PublicKeyOf(absl::StrCat("eb", effs, "7f"))).ok());
  EXPECT_TRUE(CheckPublicKey(PublicKeyOf(absl::StrCat("ea", effs, "7f"))).ok());
}

}  // namespace
}  // namespace lontar::trust
