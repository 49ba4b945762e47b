#include "hub/service/hub_folder.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

namespace lontar::hub {
namespace {

using testing::HasSubstr;

HubConfig Written() {
  HubConfig config;
  config.listen = "127.0.0.1:0";
  config.tls_certificate = "tls/hub.pem";
  config.tls_private_key = "tls/hub.key";
  config.tls_authority = "/etc/lontar/authority.pem";
  config.log_key = "keys/log.key";
  config.chain_key = "keys/chain.key";
  config.passphrase_file = "passphrase";
  return config;
}

class HubConfigTest : public testing::Test {
 protected:
  absl::StatusOr<HubConfig> Read(const std::string& text) {
    EXPECT_TRUE(base::WriteFileDurably(folder_.Inside("hub.conf"), text).ok());
    return ReadHubConfig(folder_.path());
  }
  std::string SentenceFor(const std::string& text) {
    const absl::Status status = Read(text).status();
    EXPECT_EQ(base::ReasonOf(status), "SETTINGS_INVALID");
    return std::string(status.message());
  }

  support::TempFolder folder_;
  std::string good_ = HubConfigText(Written());
};

TEST_F(HubConfigTest, WhatIsWrittenIsRead) {
  const auto config = Read(good_);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->listen, "127.0.0.1:0");
  EXPECT_EQ(config->store(), folder_.Inside("store"));
}

TEST_F(HubConfigTest, HttpIsOffUnlessASettingAsksForItOnThisMachine) {
  EXPECT_EQ(Read(good_)->http, "");
  EXPECT_EQ(Read(good_ + "http = 127.0.0.1:8080\n")->http, "127.0.0.1:8080");
  const absl::Status elsewhere = Read(good_ + "http = 0.0.0.0:8080\n").status();
  EXPECT_EQ(base::ReasonOf(elsewhere), "HTTP_ADDRESS_INVALID");
  EXPECT_THAT(std::string(elsewhere.message()), HasSubstr("hub.conf"));
}

TEST_F(HubConfigTest, TwoLimitsMayBeSet) {
  const auto unset = Read(good_);
  ASSERT_TRUE(unset.ok()) << unset.status();
  EXPECT_EQ(unset->limits.admission.per_address_max, base::kConnectionsPerAddressMax);
  EXPECT_EQ(unset->limits.memory_bytes_max, base::kMemoryBytesMax);
  const auto set = Read(good_ + "connections_per_address_max = 300\nmemory_mib_max = 4096\n");
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->limits.admission.per_address_max, 300);
  EXPECT_EQ(set->limits.memory_bytes_max, size_t{4096} * 1024 * 1024);
  EXPECT_THAT(SentenceFor(good_ + "connections_per_address_max = 0\n"), HasSubstr("from 1 to"));
  EXPECT_THAT(SentenceFor(good_ + "memory_mib_max = 2G\n"), HasSubstr("\"2G\""));
}

TEST_F(HubConfigTest, PathsAreRelativeToTheFolder) {
  const auto config = Read(good_);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->log_key, folder_.Inside("keys/log.key"));
  EXPECT_EQ(config->passphrase_file, folder_.Inside("passphrase"));
  EXPECT_EQ(config->tls_authority, "/etc/lontar/authority.pem");
}

TEST_F(HubConfigTest, ThePassphraseFileMayBeLeftOut) {
  HubConfig written = Written();
  written.passphrase_file = "";
  const auto config = Read(HubConfigText(written));
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->passphrase_file, "");
}

TEST_F(HubConfigTest, AnUnknownKeyIsNamedWithItsLineAndTheKnownOnes) {
  const std::string sentence = SentenceFor("lisen = 127.0.0.1:0\n" + good_);
  EXPECT_THAT(sentence, HasSubstr("hub.conf: line 1: \"lisen\" is no setting"));
  EXPECT_THAT(sentence, HasSubstr("listen, tls_certificate"));
}

TEST_F(HubConfigTest, AMissingKeyIsNamed) {
  std::string text = good_;
  text.replace(text.find("log_key"), 7, "#");
  EXPECT_THAT(SentenceFor(text), HasSubstr("the setting \"log_key\" is missing"));
}

TEST_F(HubConfigTest, BadLinesAreNamed) {
  EXPECT_THAT(SentenceFor("\n\nlisten 127.0.0.1:0\n"), HasSubstr("line 3: \"listen 127.0.0.1:0\""));
  EXPECT_THAT(SentenceFor("listen =\n"), HasSubstr("line 1: \"listen\" has no value"));
  EXPECT_THAT(SentenceFor(good_ + "listen = b:1\n"), HasSubstr("\"listen\" stands twice"));
}

TEST_F(HubConfigTest, AFolderWithoutItIsNoHub) {
  EXPECT_EQ(base::ReasonOf(ReadHubConfig(folder_.path()).status()), "HUB_NOT_INITIALISED");
}

class HubSecretsTest : public testing::Test {
 protected:
  void SetUp() override {
    config_.log_key = folder_.Inside("log.key");
    config_.chain_key = folder_.Inside("chain.key");
    config_.passphrase_file = folder_.Inside("passphrase");
    WriteKey(config_.log_key, 4);
    WriteKey(config_.chain_key, 5);
  }
  static void WriteKey(const std::string& path, char seed) {
    const auto key = trust::PrivateKey::FromSeed(std::string(32, seed)).value();
    const std::string pem = trust::WriteKeyFile(*key, "a passphrase", trust::KdfCost::kLow).value();
    ASSERT_TRUE(base::WriteFileDurably(path, pem, base::FileMode::kOwnerOnly).ok());
  }
  std::string ReasonWith(const std::string& passphrase, base::FileMode mode) {
    EXPECT_TRUE(base::WriteFileDurably(config_.passphrase_file, passphrase, mode).ok());
    return base::ReasonOf(ReadHubSecrets(config_).status());
  }

  support::TempFolder folder_;
  HubConfig config_;
};

TEST_F(HubSecretsTest, OpenWithTheFirstLineOfThePassphraseFile) {
  EXPECT_EQ(ReasonWith("a passphrase\nsomething else\n", base::FileMode::kOwnerOnly), "");
  EXPECT_EQ(ReadHubSecrets(config_)->chain_key->seed(), std::string(32, 5));
}

TEST_F(HubSecretsTest, StayShutForAnotherPassphrase) {
  EXPECT_EQ(ReasonWith("another\n", base::FileMode::kOwnerOnly), "PASSPHRASE_WRONG");
  EXPECT_EQ(ReasonWith("\n", base::FileMode::kOwnerOnly), "PASSPHRASE_EMPTY");
}

TEST_F(HubSecretsTest, APassphraseThatOthersMayReadIsRefused) {
  EXPECT_EQ(ReasonWith("a passphrase\n", base::FileMode::kEveryone), "PASSPHRASE_FILE_OPEN");
}

// deploy/etc/hub.conf.sample is what operators begin with: it must be read, and explain every
// setting that there is.
TEST_F(HubConfigTest, TheSampleIsReadAndNamesEverySettingOnce) {
  const auto sample = base::ReadWholeFile(LONTAR_SOURCE_DIR "/deploy/etc/hub.conf.sample", 1 << 20);
  ASSERT_TRUE(sample.ok()) << sample.status();
  EXPECT_TRUE(Read(*sample).ok()) << Read(*sample).status();
  std::vector<std::string> named;
  for (absl::string_view line : absl::StrSplit(*sample, '\n')) {
    absl::ConsumePrefix(&line, "# ");
    const size_t equals = line.find(" = ");
    const absl::string_view key = line.substr(0, equals);
    const bool is_key = std::ranges::all_of(
        key, [](char c) { return absl::ascii_islower(static_cast<unsigned char>(c)) || c == '_'; });
    if (equals != absl::string_view::npos && is_key) named.emplace_back(key);
  }
  std::vector<std::string> wanted;
  for (const base::SettingRule& rule : HubSettings()) {
    wanted.emplace_back(rule.key);
    EXPECT_FALSE(rule.help.empty()) << rule.key << " has no line in the manual page";
  }
  EXPECT_THAT(named, testing::UnorderedElementsAreArray(wanted));
}

}  // namespace
}  // namespace lontar::hub
