// The same bad input through the real programs: the command line against a running node and hub,
// and the start of both over stores that are not theirs to open.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/store/rocksdb/open.h"
#include "tests/bad_input/files.h"
#include "tests/bad_input/page.h"
#include "tests/support/newer_store.h"

namespace lontar::bad_input {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Said {
  int exit = -1;
  std::string out;
  std::vector<std::string> err;  // lines

  // The last line of stderr: with --json the error.
  json Error() const { return json::parse(err.empty() ? "{}" : err.back(), nullptr, false); }
};

std::string ReadAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}
void WriteAll(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class BadInputProgramsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new fs::path(fs::temp_directory_path() / absl::StrCat("lontar-bad-input-", getpid()));
    fs::remove_all(*folder_);
    ASSERT_EQ(Script("start"), 0);
  }
  static void TearDownTestSuite() {
    EXPECT_EQ(Script("stop"), 0);
    fs::remove_all(*folder_);
    delete folder_;
  }
  static int Script(const std::string& verb) {
    return WEXITSTATUS(
        std::system(absl::StrCat("bash ", LONTAR_SOURCE_DIR, "/tests/bad_input/one_member.sh ",
                                 verb, " ", LONTAR_BIN_DIR, " ", folder_->string())
                        .c_str()));
  }
  // Runs in the folder, so that paths in sentences are as they were typed.
  static Said Run(const std::string& command) {
    const std::string line =
        absl::StrCat("cd ", folder_->string(), " && PATH=", LONTAR_BIN_DIR,
                     ":$PATH LONTAR_PASSPHRASE_FILE=passphrase ", command, " >out.txt 2>err.txt");
    Said said;
    said.exit = WEXITSTATUS(std::system(line.c_str()));
    said.out = ReadAll(*folder_ / "out.txt");
    for (const absl::string_view part :
         absl::StrSplit(ReadAll(*folder_ / "err.txt"), '\n', absl::SkipEmpty())) {
      said.err.emplace_back(part);
    }
    return said;
  }
  static Said Import() {
    return Run(absl::StrCat("lontar import ", kFileName, " --node nodes/KH --mapping ",
                            kGoodMapping, " --json"));
  }
  // What node and hub hold, as they tell it.
  static std::string State() {
    const Said drafts = Run("lontar drafts --node nodes/KH --json");
    const Said node = Run("lontar status --node nodes/KH --json");
    const Said hub = Run("lontar status --hub hub --json");
    EXPECT_EQ(drafts.exit + node.exit + hub.exit, 0);
    json told = json::parse(node.out);
    // What passes by itself.
    for (const char* moment : {"sync", "checked", "disk_free_bytes"}) told.erase(moment);
    return absl::StrCat(drafts.out, told.dump(), json::parse(hub.out)["root"].dump());
  }
  // What a verb refuses is refused by name, and nothing has changed.
  static void ExpectRefused(absl::string_view input, const std::string& command) {
    const std::string before = State();
    const Said said = Run(command + " --json");
    EXPECT_NE(said.exit, 0) << input;
    const json error = said.Error();
    ASSERT_TRUE(error.is_object() && error.contains("reason")) << input << said.out;
    ExpectOnPage(input, "command line", std::string(error["reason"]),
                 std::string(error["message"]));
    EXPECT_EQ(State(), before) << input;
  }

  static fs::path* folder_;
};
fs::path* BadInputProgramsTest::folder_ = nullptr;

// Each as the page says for the import: the node answers the same over its socket.
TEST_F(BadInputProgramsTest, EveryBadFileIsRefusedOverTheSocketAsThePageSays) {
  const std::string before = State();
  for (const BadFile& file : BadFiles()) {
    WriteAll(*folder_ / kFileName, file.content);
    WriteAll(*folder_ / kGoodMapping, file.mapping);
    const Said said = Import();
    const json error = said.Error();
    ASSERT_TRUE(error.is_object() && error.contains("reason")) << file.input << said.out;
    EXPECT_EQ(error["exit"], said.exit) << file.input;
    if (error["reason"] == "FILE_TOO_LARGE") {
      ExpectOnPage(file.input, "command line", "FILE_TOO_LARGE", std::string(error["message"]));
      continue;
    }
    const PageRow* row = FindRow(file.input, "import");
    ASSERT_NE(row, nullptr) << file.input;
    if (error["reason"] != "FINDINGS") {
      EXPECT_EQ(error["reason"], row->answer) << file.input;
      EXPECT_EQ(error["message"], row->sentence) << file.input;
      continue;
    }
    EXPECT_EQ(said.exit, 3) << file.input;
    const json finding = json::parse(said.out)["findings"][0];
    EXPECT_EQ(finding["id"], row->answer) << file.input;
    EXPECT_EQ(absl::StrCat(std::string(finding["place"]), ": ", std::string(finding["sentence"])),
              row->sentence)
        << file.input;
  }
  EXPECT_EQ(State(), before);
}

// Threat T34.
TEST_F(BadInputProgramsTest, AFileLongerThanAnyIsNotSent) {
  WriteAll(*folder_ / kFileName, std::string(base::kImportBytesMax + 1, 'x'));
  WriteAll(*folder_ / kGoodMapping, GoodFile().mapping);
  ExpectRefused(
      "a file longer than any",
      absl::StrCat("lontar import ", kFileName, " --node nodes/KH --mapping ", kGoodMapping));
}

TEST_F(BadInputProgramsTest, FilesCutShortAreNotTaken) {
  WriteAll(*folder_ / kFileName, GoodFile().content);
  WriteAll(*folder_ / kGoodMapping, GoodFile().mapping);
  ASSERT_EQ(Import().exit, 0);
  ASSERT_EQ(Run("lontar draft export draft-1 --node nodes/KH --out whole.report").exit, 0);
  ASSERT_EQ(Run("lontar sign whole.report --key keys/NIS.key --out whole.signed").exit, 0);
  const auto cut = [](const char* from, const char* to) {
    const std::string bytes = ReadAll(*folder_ / from);
    WriteAll(*folder_ / to, bytes.substr(0, bytes.size() / 2));
  };
  cut("whole.signed", "cut.signed");
  ExpectRefused("an envelope cut short", "lontar draft import draft-1 cut.signed --node nodes/KH");
  cut("keys/NIS.key", "keys/cut.key");
  ExpectRefused("a key file cut short", "lontar sign draft-1 --node nodes/KH --key keys/cut.key");
  ExpectRefused("a report signed by an unknown key",
                "lontar sign draft-1 --node nodes/KH --key keys/nobody.key");
  ExpectRefused("a draft that nobody signed", "lontar approve draft-1 --node nodes/KH");
  ASSERT_EQ(Run("lontar receipt 1 --node nodes/KH --out whole.txt").exit, 0);
  cut("whole.txt", "cut.txt");
  ExpectRefused("a receipt cut short", "lontar receipt verify cut.txt --vkey hub/log.vkey");
  cut("catalogues/child-labour-2025/indicators.yaml",
      "catalogues/child-labour-2025/indicators.yaml");
  ExpectRefused("a catalogue whose file is cut short",
                "lontar catalogue lint catalogues/child-labour-2025");
  ASSERT_EQ(Run("lontar draft drop draft-1 --node nodes/KH").exit, 0);
}

TEST_F(BadInputProgramsTest, IdsThatSdmxDoesNotTakeAreRefusedBeforeAnybodySigns) {
  struct BadId {
    const char* input;
    const char* folder;
    std::vector<std::pair<absl::string_view, absl::string_view>> changes;
  };
  const std::vector<BadId> bad_ids = {
      {"a collection that begins with a digit",
       "catalogues/child-labour-2025",
       {{"collection: asean-child-labour", "collection: 2025-roadmap"}}},
      {"a dimension that every structure has",
       "catalogues/lmis-common",
       {{"{id: activity", "{id: ref-area"}, {"[sex, activity]", "[sex, ref-area]"}}},
      {"two indicators of one code",
       "catalogues/oshnet-scorecard",
       {{"id: enterprises-osh-management", "id: injury-rates-fatality-rate"},
        {"indicator: enterprises-osh-management", "indicator: injury-rates-fatality-rate"}}},
      {"a row of the framework with a slash",
       "catalogues/child-labour-2025",
       {{"id: P1.1\n", "id: P1/1\n"}}},
      {"a code list whose source only looks like one",
       "catalogues/lmis-common",
       {{"SDMX:CL_SEX(2.1)", "SDMX:CL_SEX(latest)"}}},
  };
  for (const BadId& bad : bad_ids) {
    fs::remove_all(*folder_ / "changed");
    fs::copy(fs::path(LONTAR_SOURCE_DIR) / bad.folder, *folder_ / "changed");
    for (const auto& file : fs::directory_iterator(*folder_ / "changed")) {
      WriteAll(file.path(), absl::StrReplaceAll(ReadAll(file.path()), bad.changes));
    }
    ExpectRefused(bad.input, "lontar catalogue lint changed");
  }
}

// Runs last: it stops both programs.
TEST_F(BadInputProgramsTest, StoresOfANewerVersionAreNotOpened) {
  ASSERT_EQ(Script("stop"), 0);
  const auto expect_stays = [](absl::string_view input, const std::string& program,
                               const std::string& dir, const std::string& store) {
    const Said said = Run(absl::StrCat(program, " --dir ", dir));
    EXPECT_EQ(said.exit, input == "a store file cut short" ? 4 : 6) << input;
    std::string sentence;
    for (const std::string& line : said.err) {
      const std::string mark = absl::StrCat(program, ": error: ");
      if (absl::StartsWith(line, mark)) sentence = line.substr(mark.size());
    }
    const std::string kind = program.substr(program.find('-') + 1);
    const auto opened = store::OpenRocksDbStore((*folder_ / store).string(), kind);
    ExpectOnPage(input, absl::StrCat("start of ", program), base::ReasonOf(opened.status()),
                 sentence);
  };
  const std::vector<std::vector<std::string>> both = {{"lontar-node", "nodes/KH", "nodes/KH/store"},
                                                      {"lontar-hub", "hub", "hub/store"}};
  for (const auto& one : both) {
    const std::string store = (*folder_ / one[2]).string();
    ASSERT_TRUE(support::SetStoreFormat(store, "2"));
    expect_stays("a store written by a newer version", one[0], one[1], one[2]);
    ASSERT_TRUE(support::SetStoreFormat(store, "1"));
    const std::string current = ReadAll(fs::path(store) / "CURRENT");
    WriteAll(fs::path(store) / "CURRENT", current.substr(0, current.size() / 2));
    expect_stays("a store file cut short", one[0], one[1], one[2]);
    WriteAll(fs::path(store) / "CURRENT", current);
  }
  // Each with the other's store.
  fs::rename(*folder_ / "hub/store", *folder_ / "hub/store.own");
  fs::copy(*folder_ / "nodes/KH/store", *folder_ / "hub/store", fs::copy_options::recursive);
  expect_stays("a store of the other program", "lontar-hub", "hub", "hub/store");
}

}  // namespace
}  // namespace lontar::bad_input
