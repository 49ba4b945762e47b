#include "cli/run.h"

#include <sstream>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/files.h"
#include "gmock/gmock.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string LastLine(const std::string& text) {
  const std::vector<std::string> lines = absl::StrSplit(absl::StripSuffix(text, "\n"), '\n');
  return lines.back();
}

TEST(Run, UsageIsTwoAndSaysNothingOnStdout) {
  const Outcome outcome = RunWords({"threshold", "--no-such-option"});
  EXPECT_EQ(outcome.exit, ExitCode::kUsage);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("lontar: error: "));
  EXPECT_THAT(outcome.err, HasSubstr("lontar: hint: "));
}

TEST(Run, WithJsonTheErrorIsTheLastLineOfStderr) {
  const Outcome outcome = RunWords({"status", "--node", "no/such/folder", "--json"});
  EXPECT_EQ(outcome.exit, ExitCode::kWrongState);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(Read(LastLine(outcome.err)).Text("reason"), "FOLDER_ABSENT");
}

TEST(Run, TwoPlacesAtOnceAreUsage) {
  EXPECT_EQ(RunWords({"threshold", "--hub", "a", "--node", "b"}).exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"audit", "--mirror", "m"}).exit, ExitCode::kUsage);
}

TEST(Run, WhereNoDaemonAnswersItIsOffline) {
  const support::TempFolder folder;
  const Outcome outcome = RunWords({"status", "--hub", folder.path(), "--json"});
  EXPECT_EQ(outcome.exit, ExitCode::kOffline);
  EXPECT_EQ(Read(LastLine(outcome.err)).Text("reason"), "HUB_NOT_RUNNING");
}

TEST(Run, ADryRunWithoutANodeSaysWhatIsHeldBackAndNotTheFigure) {
  const support::TempFolder folder;
  const std::string file = folder.Inside("referred.csv");
  const std::string head =
      "member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo\n";
  const std::string row = "KH,children-referred,number,2019,";
  ASSERT_TRUE(base::CreateFileDurably(file,
                                      head + row + "4040,_T,Y0T17,_T,_T,_T\n" + row +
                                          "3,F,Y0T17,_T,_T,_T\n" + row + "4037,M,Y0T17,_T,_T,_T\n",
                                      base::FileMode::kOwnerOnly)
                  .ok());
  const Outcome outcome = RunWords({"import", file, "--dry-run", "--member", "KH", "--catalogue",
                                    LONTAR_SOURCE_DIR "/catalogues/child-labour-2025"});
  EXPECT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("held back 2 cells: mark A 1, D 1, C 0\n"));
  EXPECT_THAT(outcome.out, HasSubstr("note      3:E (value): A14, number, 2019, F"));
  EXPECT_THAT(outcome.out, testing::Not(HasSubstr("4037")));
}

TEST(Run, AKeyIsMadeOnceAndListedWithItsCost) {
  const support::TempFolder folder;
  const std::string file = folder.Inside("a.key");
  const std::string passphrase = folder.Inside("passphrase");
  ASSERT_TRUE(
      base::CreateFileDurably(passphrase, "correct horse\n", base::FileMode::kOwnerOnly).ok());
  const std::vector<std::string> make = {
      "key", "new", file, "--kdf-cost", "low", "--passphrase-file", passphrase, "--json"};
  const Outcome made = RunWords(make);
  ASSERT_EQ(made.exit, ExitCode::kDone) << made.err;
  const Outcome listed = RunWords({"key", "list", folder.path(), "--json"});
  ASSERT_EQ(listed.exit, ExitCode::kDone) << listed.err;
  const Answer keys = Read(listed.out);
  ASSERT_EQ(keys.List("keys").size(), 1u);
  EXPECT_EQ(keys.List("keys")[0].Text("key"), Read(made.out).Text("key"));
  EXPECT_EQ(keys.List("keys")[0].Text("kdf"), "scrypt 16384/8/1");
  EXPECT_EQ(RunWords(make).exit, ExitCode::kWrongState);
}

// Each key of a hub has a keeper and a passphrase of its own; one command may need several.
TEST(Run, KeysOfSeveralPeopleOpenWithSeveralPassphrases) {
  const support::TempFolder folder;
  const auto file = [&folder](const std::string& name) { return folder.Inside(name); };
  const auto write = [&file](const std::string& name, const std::string& text) {
    ASSERT_TRUE(base::CreateFileDurably(file(name), text, base::FileMode::kOwnerOnly).ok());
  };
  write("one", "the root's\n");
  write("two", "the hub's\n");
  for (const std::string name : {"root", "log", "chain", "a", "b"}) {
    const std::string passphrase = file(name == "root" ? "one" : "two");
    const Outcome made =
        RunWords({"key", "new", file(name), "--kdf-cost", "low", "--passphrase-file", passphrase});
    ASSERT_EQ(made.exit, ExitCode::kDone) << made.err;
  }
  ASSERT_EQ(RunWords({"ca", "new", file("ca")}).exit, ExitCode::kDone);
  const Outcome issued =
      RunWords({"ca", "issue", file("ca"), "--server", "localhost", "--out", file("tls")});
  ASSERT_EQ(issued.exit, ExitCode::kDone) << issued.err;
  std::vector<std::string> init = {
      "hub",           "init",        "--hub",           file("hub"),         "--origin",
      "log.example/x", "--root-key",  file("root"),      "--log-key",         file("log"),
      "--chain-key",   file("chain"), "--authority-key", file("a.pub"),       "--authority-key",
      file("b.pub"),   "--tls",       file("tls"),       "--passphrase-file", file("two")};
  EXPECT_EQ(RunWords(init).exit, ExitCode::kNotEntitled);
  init.insert(init.end(), {"--passphrase-file", file("one")});
  const Outcome made = RunWords(init);
  EXPECT_EQ(made.exit, ExitCode::kDone) << made.err;
  // So that both can move together.
  const auto settings = base::ReadWholeFile(file("hub/hub.conf"), 1 << 20);
  EXPECT_THAT(settings.value_or(""), HasSubstr("\nlog_key = ../log\n"));
  // A hub for exercises is another hub, and says what it is.
  init[3] = file("exercise");
  init.emplace_back("--training");
  const Outcome exercise = RunWords(init);
  EXPECT_THAT(exercise.out, StartsWith("TRAINING: figures of an exercise; not submissions by any "
                                       "member\n\nhub id    "));
  EXPECT_NE(base::ReadWholeFile(file("exercise/hub-id"), 1 << 10).value_or(""),
            base::ReadWholeFile(file("hub/hub-id"), 1 << 10).value_or(""));
  init[3] = file("both");
  init.insert(init.end(), {"--notice", "REAL"});
  EXPECT_EQ(RunWords(init).exit, ExitCode::kUsage);
}

TEST(Run, TheCatalogueIsReadAsTheHubWould) {
  const Outcome outcome =
      RunWords({"catalogue", "lint", LONTAR_SOURCE_DIR "/catalogues/child-labour-2025"});
  EXPECT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("list A     14 indicators\n"));
  EXPECT_EQ(RunWords({"catalogue", "lint", LONTAR_SOURCE_DIR "/catalogues/asean"}).exit,
            ExitCode::kRejected);
}

TEST(Terminal, ControlCharactersFromElsewhereAreNotShown) {
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal(out, err, false);
  terminal.Error("a \x1b[31mred\x1b[0m word");
  EXPECT_EQ(err.str(), "lontar: error: a  [31mred [0m word\n");
}

}  // namespace
}  // namespace lontar::cli
