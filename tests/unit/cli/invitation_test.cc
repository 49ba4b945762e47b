#include "cli/invitation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;

const std::string kHubId(64, 'a');

class InvitationTest : public testing::Test {
 protected:
  void SetUp() override {
    Write("hub/hub-id", kHubId + "\n");
    Write("passphrase", "a passphrase\n");
    ASSERT_EQ(Run({"ca", "new", In("ca")}).exit, ExitCode::kDone);
    ASSERT_EQ(Run({"ca", "issue", In("ca"), "--member", "KH", "--out", In("tls")}).exit,
              ExitCode::kDone);
  }
  static Outcome Run(const std::vector<std::string>& words) { return RunWords(words); }
  std::string In(const std::string& name) const { return folder_.Inside(name); }
  void Write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(base::MakeFolders(In("hub")).ok());
    ASSERT_TRUE(base::CreateFileDurably(In(name), text, base::FileMode::kOwnerOnly).ok());
  }
  Outcome Invite(const std::string& member, const std::string& out) {
    return Run({"node", "invite", member, "--hub", In("hub"), "--hub-address", "hub.example:4360",
                "--tls", In("tls"), "--out", In(out)});
  }
  Outcome Join(const std::string& file, const std::string& node,
               const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"node",           "join",       In(file),
                                      "--node",         In(node),     "--passphrase-file",
                                      In("passphrase"), "--kdf-cost", "low"};
    words.insert(words.end(), more.begin(), more.end());
    return Run(words);
  }
  std::string TextOf(const std::string& name) {
    return base::ReadWholeFile(In(name), base::kConfigurationBytesMax).value_or("");
  }

  support::TempFolder folder_;
};

TEST_F(InvitationTest, MakesANodeThatKnowsItsHub) {
  ASSERT_EQ(Invite("KH", "KH.invitation").exit, ExitCode::kDone);
  const Outcome joined = Join("KH.invitation", "node", {"--member", "KH"});
  ASSERT_EQ(joined.exit, ExitCode::kDone) << joined.err;
  EXPECT_THAT(joined.out, HasSubstr(kHubId));
  EXPECT_THAT(joined.err, HasSubstr("read the hub id to ASEC by telephone"));
  const std::string settings = TextOf("node/node.conf");
  EXPECT_THAT(settings, HasSubstr("hub.example:4360"));
  EXPECT_THAT(settings, HasSubstr("keys/witness.key"));
  EXPECT_EQ(TextOf("node/tls/tls.crt"), TextOf("tls/tls.crt"));
  EXPECT_EQ(TextOf("node/tls/tls.key"), TextOf("tls/tls.key"));
  EXPECT_EQ(TextOf("node/tls/ca.crt"), TextOf("tls/ca.crt"));
  // The folder's node is never written over.
  const Outcome again = Join("KH.invitation", "node");
  EXPECT_EQ(again.exit, ExitCode::kWrongState);
  EXPECT_THAT(again.err, HasSubstr("holds a node already"));
}

TEST_F(InvitationTest, OfAnotherMemberMakesNothing) {
  ASSERT_EQ(Invite("KH", "KH.invitation").exit, ExitCode::kDone);
  const Outcome joined = Join("KH.invitation", "node", {"--member", "MM"});
  EXPECT_EQ(joined.exit, ExitCode::kWrongState);
  EXPECT_THAT(joined.err, HasSubstr("this invitation was for KH, not for \"MM\""));
  EXPECT_FALSE(base::FileExists(In("node")));
}

TEST_F(InvitationTest, ThatExpiredNamesItsDayAndTheClock) {
  ASSERT_EQ(Invite("KH", "KH.invitation").exit, ExitCode::kDone);
  auto invitation = ReadInvitation(TextOf("KH.invitation"));
  ASSERT_TRUE(invitation.ok()) << invitation.status();
  invitation->last_day = absl::CivilDay(2026, 5, 3);
  Write("old.invitation", InvitationText(*invitation));
  const Outcome joined = Join("old.invitation", "node");
  EXPECT_EQ(joined.exit, ExitCode::kWrongState);
  EXPECT_THAT(joined.err, HasSubstr("this invitation was for KH and expired on 2026-05-03 (today"));
  EXPECT_THAT(joined.err, HasSubstr("ask ASEC for a new one"));
  EXPECT_FALSE(base::FileExists(In("node")));
  // Its last day is a day on which it is good.
  EXPECT_TRUE(CheckInvitation(*invitation, "KH", absl::CivilDay(2026, 5, 3)).ok());
  EXPECT_EQ(base::ReasonOf(CheckInvitation(*invitation, "", absl::CivilDay(2026, 5, 4))),
            "INVITATION_EXPIRED");
}

TEST_F(InvitationTest, IsNotWrittenOverTheCertificateOfAnother) {
  const Outcome invited = Invite("MM", "MM.invitation");
  EXPECT_EQ(invited.exit, ExitCode::kUsage);
  EXPECT_THAT(invited.err, HasSubstr("its certificate is of node of KH, not of MM"));
  EXPECT_FALSE(base::FileExists(In("MM.invitation")));
}

TEST_F(InvitationTest, WithoutAFieldIsNone) {
  ASSERT_EQ(Invite("KH", "KH.invitation").exit, ExitCode::kDone);
  const std::string whole = TextOf("KH.invitation");
  for (const std::string field : {"schema", "member", "hub_id", "hub_address", "last_day",
                                  "certificate", "private_key", "authority"}) {
    const std::string without = absl::StrReplaceAll(
        whole, {{absl::StrCat("\"", field, "\""), absl::StrCat("\"no-", field, "\"")}});
    ASSERT_NE(without, whole) << field;
    EXPECT_EQ(base::ReasonOf(ReadInvitation(without).status()), "INVITATION_INVALID") << field;
  }
  for (const absl::string_view text : {"", "{", "[]", "3"}) {
    EXPECT_EQ(base::ReasonOf(ReadInvitation(text).status()), "INVITATION_INVALID") << text;
  }
}

}  // namespace
}  // namespace lontar::cli
