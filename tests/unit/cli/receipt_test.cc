// lontar receipt and lontar receipt verify, over real entries of a small log.

#include "core/log/receipt.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "gmock/gmock.h"
#include "tests/support/log_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using support::LogBuilder;
using testing::HasSubstr;
using testing::Not;

// The receipt of the log's last leaf under a checkpoint that these members' witnesses cosign.
log::Receipt LastReceipt(const LogBuilder& log, const std::vector<std::string>& witnesses = {}) {
  const auto subtree = [&log](int level, uint64_t index) -> absl::StatusOr<log::Hash> {
    log::Frontier frontier;
    for (uint64_t i = index << level; i < (index + 1) << level; ++i)
      frontier.Append(log::LeafHash(log.leaves()[i]));
    return frontier.Root();
  };
  const log::LogIndex index(log.size().value() - 1);
  return {.leaf_bytes = log.leaves().back(),
          .index = index,
          .proof = log::ProveInclusion(index, log.size(), subtree).value(),
          .checkpoint = log.Mirror(witnesses).at("checkpoint")};
}

class ReceiptVerb : public testing::Test {
 protected:
  ReceiptVerb() {
    log_.AddMember("KH");
    WriteText("log.vkey", LogBuilder::LogKey().vkey() + "\n");
  }
  void WriteText(const std::string& name, const std::string& text) {
    std::ofstream(folder_.Inside(name), std::ios::binary) << text;
  }
  // What verifying this text ends with.
  Outcome VerifyText(const std::string& text, const std::vector<std::string>& more = {}) {
    WriteText("receipt.txt", text);
    std::vector<std::string> words = {"receipt", "verify", folder_.Inside("receipt.txt"), "--vkey",
                                      folder_.Inside("log.vkey")};
    words.insert(words.end(), more.begin(), more.end());
    return RunWords(words);
  }

  support::TempFolder folder_;
  LogBuilder log_;
};

TEST_F(ReceiptVerb, SaysWhoseEntryTheLogHolds) {
  const Outcome outcome = VerifyText(log::FormatReceipt(LastReceipt(log_)));
  ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("verified      by the key of hub.example/lontar-test\n"));
  EXPECT_THAT(outcome.out, HasSubstr("entry         1 of KH, keys\n"));
  EXPECT_THAT(outcome.out, HasSubstr("verdict       accepted\n"));
  EXPECT_THAT(outcome.out, HasSubstr(absl::StrCat("log size      ", log_.size().value(), "\n")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("not checked")));
}

TEST_F(ReceiptVerb, NamesTheReportAndItsVerdictForPrograms) {
  log_.AddFramework();
  // The log knows no key of this provider.
  const support::Appended report = log_.Submit(support::AReport("KH.NIS").Of("A1", "2016", "4.2"));
  ASSERT_NE(report.verdict, chain::Verdict::kAccepted);
  const Outcome outcome = VerifyText(log::FormatReceipt(LastReceipt(log_)), {"--json"});
  ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  const Answer answer = Read(outcome.out);
  EXPECT_EQ(answer.Text("schema"), "lontar.verified.v1");
  EXPECT_EQ(answer.Text("author"), "KH");
  EXPECT_EQ(answer.Number("number"), 2u);
  EXPECT_EQ(answer.Text("kind"), "submission");
  EXPECT_EQ(answer.Text("collection"), log_.collection());
  EXPECT_EQ(answer.Text("payload_id"), report.payload_id.hex());
  EXPECT_EQ(answer.Text("entry_hash"), report.entry.hash().hex());
  EXPECT_EQ(absl::string_view(answer.Text("verdict")), chain::NameOf(report.verdict));
  EXPECT_EQ(answer.Number("index"), report.index.value());
  EXPECT_EQ(answer.Text("root"), log_.RootAt(log_.size()).hex());
}

// Threat T17, promise S2. Every fifth place, in all lines; tests/integration/converse_test.cc tries
// all of them without the command line.
TEST_F(ReceiptVerb, WithACharacterChangedItIsFour) {
  const std::string text = log::FormatReceipt(LastReceipt(log_));
  for (size_t place = 0; place < text.size(); place += 5) {
    std::string changed = text;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    const Outcome outcome = VerifyText(changed);
    EXPECT_EQ(outcome.exit, ExitCode::kNotVerified) << place << ": " << outcome.err;
    EXPECT_EQ(outcome.out, "") << place;
  }
}

TEST_F(ReceiptVerb, OfAnotherLogOrEntryIsFour) {
  log::Receipt receipt = LastReceipt(log_);
  receipt.leaf_bytes = log_.leaves().front();
  EXPECT_EQ(VerifyText(log::FormatReceipt(receipt)).exit, ExitCode::kNotVerified);
  receipt.leaf_bytes.clear();
  EXPECT_THAT(VerifyText(log::FormatReceipt(receipt)).err, HasSubstr("\"extra\" is absent"));
  log::NoteKey other = LogBuilder::LogKey();
  other.key = support::KeyOf("chain")->public_key();
  WriteText("log.vkey", other.vkey());
  EXPECT_EQ(VerifyText(log::FormatReceipt(LastReceipt(log_))).exit, ExitCode::kNotVerified);
}

TEST_F(ReceiptVerb, ALeafThatIsNoEntryIsNotShownAsOne) {
  const std::vector<std::string> leaves = {"no entry"};
  const log::Receipt receipt{.leaf_bytes = leaves[0],
                             .index = log::LogIndex(0),
                             .proof = {},
                             .checkpoint = support::MirrorOf(leaves).at("checkpoint")};
  const Outcome outcome = VerifyText(log::FormatReceipt(receipt));
  EXPECT_EQ(outcome.exit, ExitCode::kNotVerified);
  EXPECT_EQ(outcome.out, "");
}

TEST_F(ReceiptVerb, CosignaturesAreSaidToBeUnchecked) {
  const Outcome outcome = VerifyText(log::FormatReceipt(LastReceipt(log_, {"KH"})));
  ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("not checked   1 cosignature\n"));
}

// Whoever trusts some witnesses more than a hub asks for their quorum.
TEST_F(ReceiptVerb, WithAPolicyTheQuorumOfItsWitnessesIsWanted) {
  log_.AddMember("VN");
  const auto witness = [](const std::string& code) {
    const log::NoteKey key{absl::StrCat("witness.", code), log::NoteKeyType::kCosignatureV1,
                           support::KeyOf(absl::StrCat(code, ".witness"))->public_key()};
    return absl::StrCat("witness ", code, " ", key.vkey(), "\n");
  };
  const std::string log_line = absl::StrCat("log ", LogBuilder::LogKey().vkey(), "\n");
  WriteText("policy", absl::StrCat(log_line, witness("KH"), witness("VN"),
                                   "group both all KH VN\nquorum both\n"));
  const std::vector<std::string> asked = {"--policy", folder_.Inside("policy")};
  const Outcome both = VerifyText(log::FormatReceipt(LastReceipt(log_, {"KH", "VN"})), asked);
  ASSERT_EQ(both.exit, ExitCode::kDone) << both.err;
  EXPECT_THAT(both.out, HasSubstr("settled       by KH, VN\n"));
  EXPECT_THAT(both.out, Not(HasSubstr("not checked")));
  const Outcome one = VerifyText(log::FormatReceipt(LastReceipt(log_, {"KH"})), asked);
  EXPECT_EQ(one.exit, ExitCode::kNotVerified);
  EXPECT_EQ(one.out, "");
  EXPECT_THAT(one.err, HasSubstr("only 1 witness of the policy"));
  WriteText("policy", "quorum nobody\n");
  EXPECT_EQ(VerifyText(log::FormatReceipt(LastReceipt(log_)), asked).exit, ExitCode::kUsage);
}

TEST_F(ReceiptVerb, ANumberCountsFromOne) {
  for (const char* number : {"0", "first", "1.5"}) {
    const Outcome outcome = RunWords({"receipt", number, "--node", folder_.path()});
    EXPECT_EQ(outcome.exit, ExitCode::kUsage) << number;
    EXPECT_THAT(outcome.err, HasSubstr("they count from 1")) << number;
  }
  EXPECT_EQ(RunWords({"receipt", "1", "--node", folder_.path()}).exit, ExitCode::kOffline);
}

}  // namespace
}  // namespace lontar::cli
