// lontar sign FILE and lontar draft import: the provider's key is on a computer without a node.

#include <stdlib.h>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "gmock/gmock.h"
#include "tests/support/log_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;

class SignFileTest : public testing::Test {
 protected:
  void SetUp() override {
    support::LogBuilder log;
    std::map<base::PartHash, std::string> parts;
    const auto text = support::AReport("KH.NIS").Of("A1", "2016", "4.2").Of("A1", "2012", "5.1");
    report_ = {chain::EntryKind::kSubmission,
               log.collection(),
               observation::EncodeReport(log.MakeReport(text, &parts)),
               {}};
    Write("a.report", chain::EncodeEnvelope(report_));
    Write("key", trust::WriteKeyFile(*key_, "a passphrase", trust::KdfCost::kLow).value());
    Write("passphrase", "a passphrase\n");
  }
  void Write(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(
        base::CreateFileDurably(folder_.Inside(name), bytes, base::FileMode::kOwnerOnly).ok());
  }
  Outcome SignFile(const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> words = {"sign",
                                      "--file",
                                      folder_.Inside(name),
                                      "--key",
                                      folder_.Inside("key"),
                                      "--passphrase-file",
                                      folder_.Inside("passphrase")};
    words.insert(words.end(), more.begin(), more.end());
    return RunWords(words);
  }

  support::TempFolder folder_;
  std::unique_ptr<trust::PrivateKey> key_ = support::KeyOf("KH.NIS");
  chain::Envelope report_;
};

TEST_F(SignFileTest, ShowsWhatItSignsAndWritesTheSameReportWithOneSignature) {
  const std::string out = folder_.Inside("a.signed");
  const Outcome outcome = SignFile("a.report", {"--out", out});
  ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("report of     KH, provider KH.NIS\n"));
  EXPECT_THAT(outcome.out, HasSubstr("2 blocks, 2 numbers; proportion, 2012 to 2016\n"));
  EXPECT_THAT(outcome.out, HasSubstr(report_.payload_id().hex()));
  EXPECT_THAT(outcome.out, HasSubstr(absl::StrCat("by key ", key_->public_key().id().hex())));
  const auto bytes = base::ReadWholeFile(out, base::kEnvelopeBytesMax);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const auto signed_report = chain::DecodeEnvelope(*bytes);
  ASSERT_TRUE(signed_report.ok()) << signed_report.status();
  EXPECT_EQ(signed_report->payload, report_.payload);
  EXPECT_EQ(signed_report->collection, report_.collection);
  ASSERT_EQ(signed_report->signatures.size(), 1u);
  const std::string message = trust::Pae(trust::PayloadType::kReport, report_.payload);
  EXPECT_TRUE(trust::Verify(key_->public_key(), message, signed_report->signatures[0]).ok());
}

TEST_F(SignFileTest, WordsAndFilesOfAReportAreNamedForWhatTheyAre) {
  observation::Report report = observation::DecodeReport(report_.payload).value();
  const auto add = [&report](char hash, std::string indicator, observation::PartKind kind) {
    report.parts.push_back({.part_hash = *base::PartHash::FromBytes(std::string(32, hash)),
                            .indicator = std::move(indicator),
                            .kind = kind,
                            .bytes = 2048});
  };
  add('a', "child-labour-5-17", observation::PartKind::kNarrative);
  add('b', "child-labour-5-17", observation::PartKind::kAttachment);
  add('c', "", observation::PartKind::kLetter);
  report.on_behalf = observation::OnBehalf{"KH.MOP", report.parts.back().part_hash};
  report_.payload = observation::EncodeReport(report);
  Write("b.report", chain::EncodeEnvelope(report_));
  const Outcome outcome = SignFile("b.report", {"--dry-run"});
  ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("child-labour-5-17: words, "));
  EXPECT_THAT(outcome.out, HasSubstr("child-labour-5-17: an attachment, "));
  EXPECT_THAT(outcome.out, HasSubstr("the whole report: the provider's letter, "));
  EXPECT_THAT(outcome.out, HasSubstr("on behalf     signed by KH.MOP for the provider"));
}

TEST_F(SignFileTest, ForProgramsItNamesReportKeyAndFile) {
  const std::string out = folder_.Inside("a.signed");
  const Answer dry = Read(SignFile("a.report", {"--dry-run", "--json"}).out);
  EXPECT_EQ(dry.Text("payload_id"), report_.payload_id().hex());
  EXPECT_TRUE(dry.At("key").is_absent());
  EXPECT_FALSE(base::FileExists(out));
  const Answer answer = Read(SignFile("a.report", {"--out", out, "--json"}).out);
  EXPECT_EQ(answer.Text("schema"), "lontar.signature.v1");
  EXPECT_EQ(answer.Text("provider"), "KH.NIS");
  EXPECT_EQ(answer.Text("key"), key_->public_key().id().hex());
  EXPECT_EQ(answer.Text("file"), out);
}

TEST_F(SignFileTest, WritesOverNothing) {
  EXPECT_EQ(SignFile("a.report", {"--out", folder_.Inside("a.report")}).exit,
            ExitCode::kWrongState);
}

TEST_F(SignFileTest, AnActIsNotSignedAsAReport) {
  chain::Envelope act = report_;
  act.kind = chain::EntryKind::kKeys;
  Write("an.act", chain::EncodeEnvelope(act));
  const std::string out = folder_.Inside("an.act.signed");
  EXPECT_THAT(SignFile("an.act", {"--out", out, "--json"}).err, HasSubstr("NO_REPORT"));
  Write("noise", "noise");
  EXPECT_NE(SignFile("noise", {"--out", out}).exit, ExitCode::kDone);
  EXPECT_FALSE(base::FileExists(out));
}

TEST_F(SignFileTest, AWordThatIsAFileIsSignedAsOne) {
  const std::string out = folder_.Inside("a.signed");
  const std::vector<std::string> rest = {
      "--key", folder_.Inside("key"), "--passphrase-file", folder_.Inside("passphrase"), "--out",
      out};
  std::vector<std::string> words = {"sign", folder_.Inside("a.report")};
  words.insert(words.end(), rest.begin(), rest.end());
  ::setenv("LONTAR_NODE", "no/such/folder", 1);
  const Outcome outcome = RunWords(words);
  ::unsetenv("LONTAR_NODE");
  EXPECT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(absl::StrCat("signed        ", out)));
  EXPECT_TRUE(base::FileExists(out));
  words[1] = folder_.Inside("no.report");
  const Outcome absent = RunWords(words);
  EXPECT_EQ(absent.exit, ExitCode::kUsage);
  EXPECT_THAT(absent.err, HasSubstr("is no file here"));
}

// There is no node to say whether it is an exercise.
TEST_F(SignFileTest, ShowsForWhichHubItIs) {
  const auto report = observation::DecodeReport(report_.payload);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(SignFile("a.report", {"--dry-run"}).out,
              HasSubstr(absl::StrCat("\nof hub        ", report->hub_id.short_hex(), "\n")));
  EXPECT_EQ(Read(SignFile("a.report", {"--dry-run", "--json"}).out).Text("hub_id"),
            report->hub_id.hex());
}

TEST_F(SignFileTest, ShowsTheFingerprintThatPeopleCompare) {
  const std::string id = report_.payload_id().hex();
  const std::string fingerprint = absl::StrCat(id.substr(0, 4), "-", id.substr(4, 4));
  EXPECT_THAT(SignFile("a.report", {"--dry-run"}).out,
              HasSubstr(absl::StrCat("fingerprint   ", fingerprint, "\n")));
  EXPECT_EQ(Read(SignFile("a.report", {"--dry-run", "--json"}).out).Text("fingerprint"),
            fingerprint);
}

TEST_F(SignFileTest, ANodeInTheEnvironmentIsNotAsked) {
  ::setenv("LONTAR_NODE", "no/such/folder", 1);
  const Outcome outcome = SignFile("a.report", {"--out", folder_.Inside("a.signed")});
  ::unsetenv("LONTAR_NODE");
  EXPECT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
}

TEST_F(SignFileTest, HalfOfEachWayIsUsage) {
  EXPECT_EQ(SignFile("a.report", {}).exit, ExitCode::kUsage);
  EXPECT_EQ(SignFile("a.report", {"draft-1", "--out", "x"}).exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"sign", "draft-1", "--key", "k"}).exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"sign", "--node", "n", "--key", "k"}).exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"sign", "draft-1", "--node", "n", "--key", "k", "--out", "x"}).exit,
            ExitCode::kUsage);
}

TEST_F(SignFileTest, AttachingReadsTheFileAndAsksTheNode) {
  const std::string report = folder_.Inside("a.report");
  const Outcome outcome =
      RunWords({"draft", "import", "draft-1", report, "--node", folder_.path(), "--json"});
  EXPECT_EQ(outcome.exit, ExitCode::kOffline);
  EXPECT_THAT(outcome.err, HasSubstr("NODE_NOT_RUNNING"));
  EXPECT_EQ(RunWords({"draft", "import", "draft-1", report + "x", "--node", folder_.path()}).exit,
            ExitCode::kWrongState);
}

}  // namespace
}  // namespace lontar::cli
