#include "node/service/node_folder.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

namespace lontar::node {
namespace {

using testing::HasSubstr;

NodeConfig Written() {
  NodeConfig config;
  config.hub = "hub.example:8443";
  config.hub_name = "hub";
  config.tls_certificate = "tls/node.pem";
  config.tls_private_key = "tls/node.key";
  config.tls_authority = "tls/authority.pem";
  config.node_key = "keys/node.key";
  config.witness_key = "keys/witness.key";
  config.passphrase_file = "passphrase";
  config.sync_minutes = 90;
  return config;
}

class NodeConfigTest : public testing::Test {
 protected:
  absl::StatusOr<NodeConfig> Read(const std::string& text) {
    EXPECT_TRUE(base::WriteFileDurably(folder_.Inside("node.conf"), text).ok());
    return ReadNodeConfig(folder_.path());
  }

  support::TempFolder folder_;
};

TEST_F(NodeConfigTest, WhatIsWrittenIsRead) {
  const auto config = Read(NodeConfigText(Written()));
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->hub, "hub.example:8443");
  EXPECT_EQ(config->hub_name, "hub");
  EXPECT_EQ(config->node_key, folder_.Inside("keys/node.key"));
  EXPECT_EQ(config->witness_key, folder_.Inside("keys/witness.key"));
  EXPECT_EQ(config->socket(), folder_.Inside("node.sock"));
  EXPECT_EQ(config->sync_minutes, 90);
}

TEST_F(NodeConfigTest, HowOftenItCallsIsANumberOfMinutesUpToAWeek) {
  std::string text = NodeConfigText(Written());
  text.replace(text.find("sync_minutes = 90"), 17, "sync_minutes = 10080");
  EXPECT_EQ(Read(text)->sync_minutes, 10080);
  for (const std::string wrong : {"-1", "10081", "a quarter", "15m", "99999999999999999999"}) {
    std::string with_wrong = NodeConfigText(Written());
    with_wrong.replace(with_wrong.find("= 90"), 4, "= " + wrong);
    const auto config = Read(with_wrong);
    EXPECT_EQ(base::ReasonOf(config.status()), "SETTINGS_INVALID") << wrong;
    EXPECT_THAT(std::string(config.status().message()),
                HasSubstr("sync_minutes = \"" + wrong + "\" is no number from 0 to 10080"));
  }
}

TEST_F(NodeConfigTest, WithoutASettingItCallsOnlyWhenTold) {
  std::string text = NodeConfigText(Written());
  text.erase(text.find("sync_minutes"));
  const auto config = Read(text);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->sync_minutes, 0);
}

TEST_F(NodeConfigTest, TheMinimumOfAPublishedCountMayBeRaisedAndNotGoBelowThree) {
  std::string text = NodeConfigText(Written());
  EXPECT_EQ(Read(text)->disclosure_minimum, 5);
  const std::string line = "disclosure_minimum = 5\n";
  text.erase(text.find(line), line.size());
  EXPECT_EQ(Read(text)->disclosure_minimum, 5);
  EXPECT_EQ(Read(text + "disclosure_minimum = 10\n")->disclosure_minimum, 10);
  for (const std::string wrong : {"2", "-5", "1001", "five"}) {
    const auto config = Read(text + "disclosure_minimum = " + wrong + "\n");
    EXPECT_EQ(base::ReasonOf(config.status()), "SETTINGS_INVALID") << wrong;
    EXPECT_THAT(std::string(config.status().message()),
                HasSubstr("disclosure_minimum = \"" + wrong + "\" is no number from 3 to 1000"));
  }
}

TEST_F(NodeConfigTest, ReturnsAreClearedUnlessTheMemberSaysNone) {
  const std::string text = NodeConfigText(Written());
  EXPECT_EQ(Read(text)->clearers, 1);
  EXPECT_EQ(Read(text + "clearance = return\n")->clearers, 1);
  EXPECT_EQ(Read(text + "clearance = two\n")->clearers, 2);
  EXPECT_EQ(Read(text + "clearance = none\n")->clearers, 0);
  EXPECT_EQ(base::ReasonOf(Read(text + "clearance = perhaps\n").status()), "SETTINGS_INVALID");
}

TEST_F(NodeConfigTest, WarningsWantAJustificationUnlessTheMemberSaysNo) {
  std::string text = NodeConfigText(Written());
  const std::string line = "justify_warnings = yes\n";
  ASSERT_THAT(text, HasSubstr(line));
  EXPECT_TRUE(Read(text)->justify_warnings);
  text.erase(text.find(line), line.size());
  EXPECT_TRUE(Read(text)->justify_warnings);
  EXPECT_FALSE(Read(text + "justify_warnings = no\n")->justify_warnings);
  const auto config = Read(text + "justify_warnings = perhaps\n");
  EXPECT_EQ(base::ReasonOf(config.status()), "SETTINGS_INVALID");
}

TEST_F(NodeConfigTest, ANodeNeedNotBeAWitness) {
  NodeConfig written = Written();
  written.witness_key = "";
  written.hub_name = "";
  const auto config = Read(NodeConfigText(written));
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->witness_key, "");
  EXPECT_EQ(config->hub_name, "");
}

TEST_F(NodeConfigTest, AKeyOfTheHubsFileIsNamedAsUnknown) {
  const auto config = Read("# a hub's\n  log_key = x\n");
  EXPECT_EQ(base::ReasonOf(config.status()), "SETTINGS_INVALID");
  EXPECT_THAT(std::string(config.status().message()),
              HasSubstr("node.conf: line 2: \"log_key\" is no setting; there are hub, hub_name"));
}

TEST_F(NodeConfigTest, AFolderWithoutItIsNoNode) {
  EXPECT_EQ(base::ReasonOf(ReadNodeConfig(folder_.path()).status()), "NODE_NOT_INITIALISED");
}

// deploy/etc/node.conf.sample is what operators begin with: it must be read, and explain every
// setting that there is.
TEST_F(NodeConfigTest, TheSampleIsReadAndNamesEverySettingOnce) {
  const auto sample =
      base::ReadWholeFile(LONTAR_SOURCE_DIR "/deploy/etc/node.conf.sample", 1 << 20);
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
  for (const base::SettingRule& rule : NodeSettings()) {
    wanted.emplace_back(rule.key);
    EXPECT_FALSE(rule.help.empty()) << rule.key << " has no line in the manual page";
  }
  EXPECT_THAT(named, testing::UnorderedElementsAreArray(wanted));
}

}  // namespace
}  // namespace lontar::node
