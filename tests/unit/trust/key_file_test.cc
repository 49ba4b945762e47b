#include "core/trust/key_file.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "tests/unit/trust/openssl_command.h"

namespace lontar::trust {
namespace {

constexpr char kPassphrase[] = "correct horse";

std::string TestSeed() { return std::string(31, 'k') + '\x01'; }

std::unique_ptr<PrivateKey> TestKey() { return PrivateKey::FromSeed(TestSeed()).value(); }

// The public bytes that the `openssl` program finds in a file.
std::string PublicBytesByProgram(const std::string& path, const std::string& passphrase) {
  const auto der = OutputOf(absl::StrCat("openssl pkey -in '", path, "' -passin 'pass:", passphrase,
                                         "' -pubout -outform DER"));
  return der && der->size() == 44 ? absl::BytesToHexString(der->substr(12)) : "";
}

TEST(PrivateKey, NeedsASeedOf32Bytes) {
  EXPECT_EQ(TestKey()->seed(), TestSeed());
  for (const size_t length : {0, 31, 33, 64}) {
    const auto key = PrivateKey::FromSeed(std::string(length, 'x'));
    EXPECT_EQ(key.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(base::ReasonOf(key.status()), "SEED_INVALID");
  }
}

TEST(PrivateKey, SignsOnManyThreads) {
  const auto key = TestKey();
  const Signature expected = key->Sign("m");
  std::vector<int> same(4, 0);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&key, &expected, &same, t] {
      for (int i = 0; i < 100; ++i) same[t] += key->Sign("m") == expected ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, std::vector<int>(4, 100));
}

TEST(KeyFile, OpensWithItsPassphraseOnly) {
  const std::string pem = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kLow).value();
  EXPECT_TRUE(absl::StartsWith(pem, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  const auto key = ReadKeyFile(pem, kPassphrase);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ((*key)->seed(), TestSeed());
  EXPECT_EQ((*key)->public_key(), TestKey()->public_key());
  for (const std::string wrong : {"", "correct horsf", "Correct horse", "correct horse "}) {
    const absl::Status status = ReadKeyFile(pem, wrong).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
    EXPECT_EQ(base::ReasonOf(status), "PASSPHRASE_WRONG");
    EXPECT_EQ(std::string(status.message()), "the key file does not open with this passphrase");
  }
}

TEST(KeyFile, PassphraseMayHoldAnyBytes) {
  const std::string passphrase("a\0b \xe1\x9e\x80\xff", 8);
  const std::string pem = WriteKeyFile(*TestKey(), passphrase, KdfCost::kLow).value();
  EXPECT_TRUE(ReadKeyFile(pem, passphrase).ok());
  EXPECT_FALSE(ReadKeyFile(pem, "a").ok());
}

TEST(KeyFile, WantsAPassphrase) {
  for (const size_t length : {0, 4097}) {
    const auto pem = WriteKeyFile(*TestKey(), std::string(length, 'p'), KdfCost::kLow);
    EXPECT_EQ(base::ReasonOf(pem.status()), "PASSPHRASE_INVALID");
  }
}

TEST(KeyFile, IsSaltedAnew) {
  const std::string one = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kLow).value();
  const std::string two = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kLow).value();
  EXPECT_NE(one, two);
}

TEST(KeyFile, CostStandsInTheFile) {
  const std::string low = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kLow).value();
  const std::string full = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kFull).value();
  EXPECT_EQ(DescribeKeyFile(low).value(), "scrypt 16384/8/1");
  EXPECT_EQ(DescribeKeyFile(full).value(), "scrypt 16384/8/8");
  EXPECT_TRUE(ReadKeyFile(full, kPassphrase).ok());
}

TEST(KeyFile, AnythingElseIsNoKeyFile) {
  const std::string pem = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kLow).value();
  const std::string others[] = {
      "",
      "x",
      pem.substr(0, pem.size() / 2),
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
      // The key of TEST 1 in RFC 8032, not encrypted.
      "-----BEGIN PRIVATE KEY-----\n"
      "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
      "-----END PRIVATE KEY-----\n",
      std::string(2 * 1024 * 1024, 'x'),
  };
  for (const std::string& other : others) {
    const absl::Status status = ReadKeyFile(other, kPassphrase).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(base::ReasonOf(status), "KEY_FILE_INVALID");
    EXPECT_EQ(base::ReasonOf(DescribeKeyFile(other).status()), "KEY_FILE_INVALID");
  }
}

TEST(KeyFile, OpensInTheOpensslProgram) {
  ASSERT_TRUE(HasOpensslProgram()) << "install the Debian package openssl";
  const TestFolder folder;
  const std::string low = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kLow).value();
  const std::string full = WriteKeyFile(*TestKey(), kPassphrase, KdfCost::kFull).value();
  for (const std::string& pem : {low, full}) {
    const std::string path = folder.Write("key.pem", pem);
    EXPECT_EQ(PublicBytesByProgram(path, kPassphrase), TestKey()->public_key().bytes.hex());
  }
  EXPECT_EQ(PublicBytesByProgram(folder.Write("key.pem", low), "wrong"), "");
}

// What the program writes with given options, for one key kind.
std::string FileByProgram(const std::string& generate, const std::string& encrypt) {
  return OutputOf(absl::StrCat("openssl genpkey ", generate, " | openssl pkcs8 -topk8 ", encrypt,
                               " -passout 'pass:", kPassphrase, "'"))
      .value_or("");
}

TEST(KeyFile, TakesTheProgramsScryptFilesAndNoOthers) {
  ASSERT_TRUE(HasOpensslProgram()) << "install the Debian package openssl";
  const std::string same_kind = FileByProgram("-algorithm ed25519", "-scrypt");
  EXPECT_EQ(DescribeKeyFile(same_kind).value_or(""), "scrypt 16384/8/1");
  EXPECT_TRUE(ReadKeyFile(same_kind, kPassphrase).ok());

  const std::string other_kdf = FileByProgram("-algorithm ed25519", "-v2 aes-256-cbc");
  EXPECT_EQ(base::ReasonOf(ReadKeyFile(other_kdf, kPassphrase).status()), "KEY_FILE_INVALID");
  EXPECT_EQ(base::ReasonOf(DescribeKeyFile(other_kdf).status()), "KEY_FILE_INVALID");

  const std::string other_cost =
      FileByProgram("-algorithm ed25519", "-scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 1");
  EXPECT_EQ(DescribeKeyFile(other_cost).value_or(""), "scrypt 1024/8/1");
  EXPECT_EQ(base::ReasonOf(ReadKeyFile(other_cost, kPassphrase).status()), "KEY_FILE_INVALID");

  const std::string other_key = FileByProgram("-algorithm x25519", "-scrypt");
  EXPECT_EQ(base::ReasonOf(ReadKeyFile(other_key, kPassphrase).status()), "KEY_FILE_INVALID");
}

TEST(PublicKeyText, IsReadBack) {
  const PublicKey key = TestKey()->public_key();
  const std::string text = PublicKeyText(key);
  EXPECT_EQ(text.size(), 8u + 44u);
  EXPECT_TRUE(absl::StartsWith(text, "ed25519+"));
  EXPECT_EQ(ReadPublicKeyText(text).value(), key);
}

TEST(PublicKeyText, IsReadStrictly) {
  const std::string text = PublicKeyText(TestKey()->public_key());
  std::string spare_bits = text;
  ++spare_bits[spare_bits.size() - 2];
  const std::string others[] = {"",
                                "ed25519+",
                                text + "\n",
                                " " + text,
                                text.substr(0, text.size() - 1),
                                text + "=",
                                "ED25519" + text.substr(7),
                                text.substr(8),
                                spare_bits,
                                "ed25519+ " + text.substr(8),
                                "ed25519+AAAA"};
  for (const std::string& other : others) {
    const absl::Status status = ReadPublicKeyText(other).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << other;
    EXPECT_EQ(base::ReasonOf(status), "PUBLIC_KEY_INVALID") << other;
  }
}

// Threat T04.
TEST(PublicKeyText, WeakKeyIsRefused) {
  EXPECT_EQ(base::ReasonOf(ReadPublicKeyText(PublicKeyText(PublicKey{})).status()), "KEY_WEAK");
}

}  // namespace
}  // namespace lontar::trust
