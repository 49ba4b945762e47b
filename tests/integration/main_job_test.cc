// The whole way of the data, as an operator walks it: the demonstration's own script with the real
// programs, and then what it left behind, checked from outside.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/trust/payload_type.h"
#include "tests/reference/coverage_reference.h"
#include "tests/support/paper_tables.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct CommandResult {
  int exit = -1;
  std::string output;  // standard output
};

CommandResult Shell(const std::string& command) {
  CommandResult result;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return result;
  char buffer[4096];
  size_t got = 0;
  while ((got = fread(buffer, 1, sizeof buffer, pipe)) > 0) result.output.append(buffer, got);
  const int status = pclose(pipe);
  result.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void WriteFile(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// Runs the main job once for all tests of this binary.
class MainJob : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new fs::path(fs::temp_directory_path() / absl::StrCat("lontar-main-job-", getpid()));
    fs::remove_all(*folder_);
    const std::string script = LONTAR_SOURCE_DIR "/deploy/demo/main_job.sh";
    job_ = new CommandResult(
        Shell(absl::StrCat("bash ", script, " --bin ", LONTAR_BIN_DIR, " --dir ", Dir(), " 2>&1")));
  }
  static void TearDownTestSuite() {
    fs::remove_all(*folder_);
    delete folder_;
    delete job_;
  }
  void SetUp() override { ASSERT_EQ(job_->exit, 0) << job_->output; }

  static std::string Dir() { return folder_->string(); }
  static json Read(const std::string& name) { return json::parse(ReadFile(*folder_ / name)); }
  static CommandResult Lontar(const std::string& arguments) {
    return Shell(absl::StrCat(LONTAR_BIN_DIR, "/lontar ", arguments));
  }
  static std::string AuditArguments(const std::string& mirror) {
    return absl::StrCat("audit --mirror ", mirror, " --vkey ", Dir(), "/log.vkey --json 2>&1");
  }
  // A copy of the mirror to do harm to.
  static fs::path CopyMirror(const std::string& name) {
    const fs::path copy = *folder_ / name;
    fs::remove_all(copy);
    fs::copy(*folder_ / "mirror", copy, fs::copy_options::recursive);
    return copy;
  }

  static fs::path* folder_;
  static CommandResult* job_;
};
fs::path* MainJob::folder_ = nullptr;
CommandResult* MainJob::job_ = nullptr;

const std::vector<std::string> kTen = {"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN"};
const std::vector<std::string> kEleven = {"BN", "KH", "ID", "LA", "MY", "MM",
                                          "PH", "SG", "TH", "TL", "VN"};

void ExpectAgrees(const json& table, const lontar::reference::ReferenceTable& reference) {
  ASSERT_EQ(table["indicators"].size(), reference.by_code.size());
  for (const json& line : table["indicators"]) {
    const std::string code = line["code"];
    json reported = json::array();
    json as_specified = json::array();
    for (const json& member : table["members"]) {
      const auto& expected = reference.by_code.at(code).at(member.get<std::string>());
      if (expected.reported) reported.push_back(member);
      if (expected.as_specified) as_specified.push_back(member);
      if (expected.reported) {
        EXPECT_EQ(line["baseline"][member.get<std::string>()]["year"], expected.baseline_year)
            << code << " " << member;
      }
    }
    EXPECT_EQ(line["reported"], reported) << code;
    EXPECT_EQ(line["comparable"], as_specified) << code;
    EXPECT_EQ(line["count"], reported.size()) << code;
    EXPECT_EQ(line["status"], reported.size() >= 5 ? "met" : "below") << code;
  }
}

TEST_F(MainJob, LeavesWhatItPromises) {
  for (const char* name : {"threshold-2021.json", "threshold-now.json", "docket.json", "audit.json",
                           "mirror/checkpoint", "mirror/tile/0", "mirror/tile/entries",
                           "mirror/payloads", "log.vkey", "commands.txt"}) {
    EXPECT_TRUE(fs::exists(*folder_ / name)) << name;
  }
}

// Invariant 45: the databases of hub and nodes, audited on the folders as they were left.
TEST_F(MainJob, LeavesStoresOnWhichTheAuditIsSilent) {
  for (const char* folder : {"hub", "nodes/KH", "nodes/VN"}) {
    const CommandResult answer = Lontar(
        absl::StrCat("audit --store ", Dir(), "/", folder, " --vkey ", Dir(), "/log.vkey --json"));
    EXPECT_EQ(answer.exit, 0) << answer.output;
    const json report = json::parse(answer.output);
    EXPECT_EQ(report["schema"], "lontar.store-audit.v1");
    EXPECT_EQ(report["findings"], json::array()) << folder;
    EXPECT_EQ(report["kind"], std::string(folder) == "hub" ? "hub" : "node");
    EXPECT_GT(report["entries"], 10);
  }
}

TEST_F(MainJob, TableOfTenAgreesWithTheCountOfTheFiles) {
  const json table = Read("threshold-2021.json");
  EXPECT_EQ(table["membership_date"], "2021-08-31");
  EXPECT_EQ(table["members"], json(kTen));
  ExpectAgrees(table,
               lontar::reference::CountFromFiles(LONTAR_SOURCE_DIR "/data/published", kTen, 0));
}

TEST_F(MainJob, TableOfElevenAgreesWithTheCountOfTheFiles) {
  const json table = Read("threshold-now.json");
  EXPECT_EQ(table["membership_date"], "2026-11-22");
  EXPECT_EQ(table["members"], json(kEleven));
  ExpectAgrees(table,
               lontar::reference::CountFromFiles(LONTAR_SOURCE_DIR "/data/published", kEleven, 0));
}

TEST_F(MainJob, YearRuleWithAnEndAgreesWithTheCountOfTheFiles) {
  const CommandResult answer =
      Lontar(absl::StrCat("threshold --mirror ", Dir(), "/mirror --vkey ", Dir(),
                          "/log.vkey --round baseline-2021-strict --json"));
  ASSERT_EQ(answer.exit, 0);
  ExpectAgrees(json::parse(answer.output),
               lontar::reference::CountFromFiles(LONTAR_SOURCE_DIR "/data/published", kTen, 2020));
}

// What the UN published of 8.7.1 went in as A1; the view of 8.7.1 gives it back, figure by figure,
// but for what another office states otherwise.
TEST_F(MainJob, ViewOfSdg871HoldsThePublishedFigures) {
  const std::string out = Dir() + "/sdg.csv";
  const CommandResult answer =
      Lontar(absl::StrCat("export --mirror ", Dir(), "/mirror --vkey ", Dir(),
                          "/log.vkey --view sdg-8.7.1 --json --out ", out));
  ASSERT_EQ(answer.exit, 0);
  const std::string view = ReadFile(out);
  const std::map<std::string, std::string> numbers = {
      {"KH", "116"}, {"LA", "418"}, {"MM", "104"}, {"PH", "608"}, {"VN", "704"}};
  const std::string published =
      ReadFile(LONTAR_SOURCE_DIR "/data/published/unsd_sdg_8_7_1_child_labour.csv");
  int there = 0;
  std::vector<std::string> not_there;
  for (const absl::string_view line : absl::StrSplit(published, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    if (cells[1] != "A1") continue;
    const std::string row =
        absl::StrCat(",A,N,", cells[12], ",", numbers.at(cells[0]), ",", cells[4], ",", cells[5],
                     ",_T,_T,_T,_T,_T,_T,_T,_T,_T,", cells[3], ",", cells[8], ",PT,0,A,C,");
    if (absl::StrContains(view, row)) {
      ++there;
    } else {
      not_there.push_back(absl::StrCat(cells[0], " ", cells[12], " ", cells[3]));
    }
  }
  // ILOSTAT has another proportion for that survey, sent by the statistical office.
  const std::string disputed = "LA SL_TLF_CHLDEA 2017";
  EXPECT_EQ(not_there, (std::vector<std::string>{disputed, disputed, disputed}));
  EXPECT_EQ(there, 24);
  const json summary = json::parse(answer.output);
  bool is_said = false;
  for (const json& left : summary["not_in_view"]) {
    is_said = is_said || (left["member"] == "LA" && left["figures"] == 3 &&
                          absl::StartsWith(left["reason"].get<std::string>(), "disputed"));
  }
  EXPECT_TRUE(is_said) << answer.output;
}

const char* const kPaperFormats[] = {"html", "xlsx", "csv", "odt", "txt"};

// Another machine as far as a program can tell: its zone, language, home and every variable.
constexpr char kElsewhere[] =
    "env -i TZ=Pacific/Kiritimati LC_ALL=vi_VN.UTF-8 LANGUAGE=vi HOME=/nowhere "
    "SOURCE_DATE_EPOCH=1 ";

// Invariant 33 on paper: who holds the log makes the same bytes, wherever and how often.
TEST_F(MainJob, DocketIsTheSameBytesFromHubNodeAndMirror) {
  const std::string mirror =
      absl::StrCat("docket baseline-2021 --mirror ", Dir(), "/mirror --vkey ", Dir(), "/log.vkey ");
  for (const std::string format : kPaperFormats) {
    const std::string out = absl::StrCat(Dir(), "/docket-again.", format);
    for (const char* where : {"", kElsewhere}) {
      fs::remove(out);
      const CommandResult made =
          Shell(absl::StrCat(where, LONTAR_BIN_DIR, "/lontar ", mirror, "--out ", out));
      ASSERT_EQ(made.exit, 0) << format;
      EXPECT_EQ(ReadFile(out), ReadFile(*folder_ / ("docket." + format))) << format << " " << where;
    }
    fs::remove(out);
    ASSERT_EQ(Lontar(absl::StrCat(mirror, "--reports-only --out ", out)).exit, 0) << format;
    EXPECT_EQ(ReadFile(out), ReadFile(*folder_ / ("docket-reports." + format))) << format;
    EXPECT_EQ(ReadFile(out), ReadFile(*folder_ / ("docket-reports-KH." + format))) << format;
  }
  // Nothing is written over.
  EXPECT_EQ(Lontar(absl::StrCat(mirror, "--out ", Dir(), "/docket.html 2>&1")).exit, 6);
}

// What the hub supposed is what anybody supposes over the mirror, and says so first of all.
TEST_F(MainJob, WhatIfIsComputedOnTheSideAndSaysSo) {
  const std::string mirror = absl::StrCat(" --mirror ", Dir(), "/mirror --vkey ", Dir(),
                                          "/log.vkey --round baseline-2021 --threshold 6 "
                                          "--members-on 2026-01-01 --counts as-specified");
  const CommandResult answer = Lontar(absl::StrCat("threshold --json", mirror));
  ASSERT_EQ(answer.exit, 0);
  EXPECT_EQ(json::parse(answer.output), Read("what-if.json"));
  const json supposed = Read("what-if.json");
  EXPECT_EQ(supposed["what_if"].size(), 3u);
  EXPECT_EQ(supposed["members"], json(kEleven));
  for (const json& line : supposed["indicators"]) {
    EXPECT_EQ(line["status"], line["comparable"].size() >= 6 ? "met" : "below") << line["code"];
  }
  for (const char* verb : {"threshold", "docket"}) {
    const CommandResult text = Lontar(absl::StrCat(verb, mirror, " 2>/dev/null"));
    EXPECT_THAT(text.output, ::testing::HasSubstr("\nWHAT-IF: threshold 6 (the round says 5)"));
  }
  const CommandResult page = Lontar(absl::StrCat("docket", mirror, " --format html"));
  EXPECT_THAT(page.output, ::testing::HasSubstr("<p class=\"band\">WHAT-IF: threshold 6"));
  // It is on nobody's record.
  const CommandResult audit =
      Lontar(absl::StrCat("audit --mirror ", Dir(), "/mirror --vkey ", Dir(), "/log.vkey --table ",
                          Dir(), "/what-if.json --json 2>&1"));
  EXPECT_NE(audit.exit, 0);
  EXPECT_THAT(audit.output, ::testing::HasSubstr("TABLE_INVALID"));
}

using lontar::reference::ReferenceTable;
using lontar::support::PaperRows;
using lontar::support::RowsOfTable;

// Of the paper's plain text: what stands behind number and name in the first line of each row.
PaperRows RowsOfText(const std::string& text) {
  PaperRows rows;
  const size_t begin = text.find("Table 1. ");
  const std::string table = text.substr(begin, text.find("Table 2. ") - begin);
  for (const absl::string_view line : absl::StrSplit(table, '\n')) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    const bool is_row = words.size() > 5 && words[0].size() > 1 && words[0][0] == 'A' &&
                        isdigit(static_cast<unsigned char>(words[0][1])) != 0;
    if (!is_row) continue;
    rows.push_back({words[0], "", words[words.size() - 4], words[words.size() - 3],
                    words[words.size() - 2], words.back()});
  }
  return rows;
}

void ExpectAgreesOnPaper(const std::string& format, const PaperRows& rows,
                         const ReferenceTable& reference) {
  ASSERT_EQ(rows.size(), reference.by_code.size()) << format;
  for (const std::vector<std::string>& row : rows) {
    ASSERT_EQ(row.size(), 6u) << format;
    const std::string& code = row[0];
    const int reported = reference.Reported(code);
    EXPECT_EQ(row[2], std::to_string(reported)) << format << " " << code;
    EXPECT_EQ(row[3], std::to_string(reference.AsSpecified(code))) << format << " " << code;
    EXPECT_EQ(row[4], std::to_string(reported)) << format << " " << code;
    EXPECT_EQ(row[5], reported >= 5 ? "met" : "below") << format << " " << code;
  }
}

TEST_F(MainJob, DocketOnPaperAgreesWithTheCountOfTheFilesInEveryFormat) {
  const ReferenceTable reference =
      lontar::reference::CountFromFiles(LONTAR_SOURCE_DIR "/data/published", kTen, 0);
  for (const std::string format : kPaperFormats) {
    const std::string bytes = ReadFile(*folder_ / ("docket." + format));
    ExpectAgreesOnPaper(
        format, format == "txt" ? RowsOfText(bytes) : RowsOfTable(format, bytes, "1"), reference);
  }
}

// Member by member, in words; an OpenDocument text has the marks.
TEST_F(MainJob, MatrixOnPaperAgreesWithTheCountOfTheFiles) {
  const ReferenceTable reference =
      lontar::reference::CountFromFiles(LONTAR_SOURCE_DIR "/data/published", kTen, 0);
  for (const std::string format : {"html", "xlsx", "csv", "odt"}) {
    const bool has_marks = format == "odt";
    const PaperRows rows = RowsOfTable(format, ReadFile(*folder_ / ("docket." + format)), "2");
    ASSERT_EQ(rows.size(), reference.by_code.size()) << format;
    for (const std::vector<std::string>& row : rows) {
      ASSERT_EQ(row.size(), kTen.size() + 1) << format;
      for (size_t i = 0; i < kTen.size(); ++i) {
        const auto& member = reference.by_code.at(row[0]).at(kTen[i]);
        const std::string expected =
            member.as_specified ? (has_marks ? "\u25cf" : "reported as specified")
            : member.reported   ? (has_marks ? "\u25d0" : "reported otherwise")
                                : (has_marks ? "" : "nothing yet");
        EXPECT_THAT(row[i + 1], ::testing::StartsWith(expected))
            << format << " " << row[0] << " " << kTen[i];
      }
    }
  }
}

TEST_F(MainJob, EveryOutputSaysThatItIsADemonstration) {
  for (const char* name :
       {"threshold-2021.json", "threshold-now.json", "docket.json", "audit.json"}) {
    EXPECT_THAT(Read(name)["notice"].get<std::string>(),
                ::testing::AllOf(::testing::HasSubstr("DEMONSTRATION"),
                                 ::testing::HasSubstr("not submitted by any member")))
        << name;
  }
  EXPECT_THAT(ReadFile(*folder_ / "mirror/checkpoint"), ::testing::StartsWith("demonstration"));
}

TEST_F(MainJob, DisputedCellKeepsBothValuesAndTheReason) {
  const json table = Read("threshold-2021.json");
  const json baseline = table["indicators"][0]["baseline"]["LA"];
  EXPECT_EQ(baseline["year"], 2017);
  EXPECT_TRUE(baseline["value"].is_null());
  EXPECT_EQ(baseline["reason"], "definitions differ");
  std::vector<std::string> values;
  for (const json& candidate : baseline["candidates"]) values.push_back(candidate["value"]);
  EXPECT_THAT(values, ::testing::UnorderedElementsAre("25.979", "26.3"));
  EXPECT_FALSE(Read("docket.json")["disputed"].empty());
}

TEST_F(MainJob, ThousandsBecomePersonsExactly) {
  const CommandResult answer =
      Lontar(absl::StrCat("cells --mirror ", Dir(), "/mirror --vkey ", Dir(),
                          "/log.vkey --member BN --indicator A1 --json"));
  ASSERT_EQ(answer.exit, 0);
  // 0.156 thousand girls of 15 to 17 in 2022.
  bool found = false;
  const json cells = json::parse(answer.output);
  for (const json& cell : cells["cells"]) {
    if (cell["measure"] != "number" || cell["period"] != "2022") continue;
    if (cell["dimensions"]["sex"] != "F") continue;
    found = true;
    EXPECT_EQ(cell["value"], "156");
    EXPECT_EQ(cell["flags"][0], "age: part of the range");
  }
  EXPECT_TRUE(found);
}

// The last six entries are the five reports of the member that came late, and one revision.
TEST_F(MainJob, AsOfAnEarlierSizeIsTheTableOfThen) {
  const uint64_t size = Read("threshold-2021.json")["log_size"];
  const std::string log =
      absl::StrCat(" --mirror ", Dir(), "/mirror --vkey ", Dir(), "/log.vkey --json --as-of ");
  const auto reported = [&](uint64_t as_of) {
    const CommandResult answer =
        Lontar(absl::StrCat("threshold --round baseline-2021", log, as_of));
    EXPECT_EQ(answer.exit, 0) << answer.output;
    return json::parse(answer.output)["indicators"][0]["reported"];
  };
  EXPECT_EQ(reported(size - 6).size(), 8);
  EXPECT_EQ(reported(size).size(), 9);
  const auto revised = [&](uint64_t as_of) {
    const CommandResult answer =
        Lontar(absl::StrCat("cells --member PH --indicator A3", log, as_of));
    const json cells = json::parse(answer.output)["cells"];
    std::vector<std::string> values;
    for (const json& cell : cells) {
      const bool wanted = cell["measure"] == "number" && cell["period"] == "2019" &&
                          cell["dimensions"]["sex"] == "_T";
      if (wanted) values.push_back(cell["value"]);
    }
    return values;
  };
  EXPECT_THAT(revised(size - 1), ::testing::ElementsAre("594124"));
  EXPECT_THAT(revised(size), ::testing::ElementsAre("594125"));
}

TEST_F(MainJob, AuditOfTheMirrorIsSilent) {
  const CommandResult audit = Lontar(AuditArguments(Dir() + "/mirror"));
  EXPECT_EQ(audit.exit, 0) << audit.output;
  const json report = json::parse(audit.output);
  EXPECT_TRUE(report["findings"].empty());
  EXPECT_EQ(report["verdicts_taken"], 0);
  EXPECT_GT(report["cells"], 500);
  const json tables = Read("audit.json")["tables"];
  for (const json& table : tables) EXPECT_TRUE(table["agrees"]) << table;
  EXPECT_EQ(tables.size(), 2);
}

TEST_F(MainJob, TableWithoutAnyPartIsTheSame) {
  const json whole = Read("threshold-2021.json");
  const fs::path copy = CopyMirror("mirror-without-parts");
  // A part's file name is its hash as a part; reports and acts are hashed under other types.
  int removed = 0;
  for (const auto& entry : fs::directory_iterator(copy / "payloads")) {
    const std::string name = entry.path().filename();
    if (lontar::trust::PartHashOf(ReadFile(entry.path())).hex() != name) continue;
    removed += fs::remove(entry.path()) ? 1 : 0;
  }
  ASSERT_GT(removed, 20);
  const CommandResult answer =
      Lontar(absl::StrCat("threshold --mirror ", copy.string(), " --vkey ", Dir(),
                          "/log.vkey --round baseline-2021 --json"));
  ASSERT_EQ(answer.exit, 0) << answer.output;
  const json bare = json::parse(answer.output);
  for (const auto& [field, value] : whole.items()) {
    if (field == "indicators") continue;
    EXPECT_EQ(bare[field], value) << field;
  }
  for (size_t i = 0; i < whole["indicators"].size(); ++i) {
    for (const auto& [field, value] : whole["indicators"][i].items()) {
      if (field == "baseline") continue;
      EXPECT_EQ(bare["indicators"][i][field], value) << field;
    }
    for (const auto& [member, baseline] : whole["indicators"][i]["baseline"].items()) {
      const json& other = bare["indicators"][i]["baseline"][member];
      EXPECT_EQ(other["year"], baseline["year"]);
      EXPECT_EQ(other["measure"], baseline["measure"]);
      EXPECT_EQ(other["state"], "not readable");
    }
  }
}

// The audit's own tests flip many thousands of bits in memory; these are real files and the real
// program.
TEST_F(MainJob, FlippedBitInAMirrorIsFound) {
  std::mt19937_64 random(20261122);
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(*folder_ / "mirror")) {
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), *folder_ / "mirror"));
  }
  std::ranges::sort(files);
  const fs::path copy = CopyMirror("mirror-flipped");
  for (int flip = 0; flip < 24; ++flip) {
    const fs::path& file = files[random() % files.size()];
    const std::string before = ReadFile(copy / file);
    std::string after = before;
    const size_t place = random() % after.size();
    after[place] = static_cast<char>(after[place] ^ (1 << (random() % 8)));
    WriteFile(copy / file, after);
    const CommandResult audit = Lontar(AuditArguments(copy.string()));
    EXPECT_NE(audit.exit, 0) << file << " byte " << place;
    WriteFile(copy / file, before);
  }
  EXPECT_EQ(Lontar(AuditArguments(copy.string())).exit, 0);
}

// Threat T17, promise S2: hub and nodes are down by now.
TEST_F(MainJob, ReceiptVerifiesOfflineUnlessACharacterIsChanged) {
  const std::string vkey = absl::StrCat(" --vkey ", Dir(), "/log.vkey --json");
  const CommandResult good =
      Lontar(absl::StrCat("receipt verify ", Dir(), "/receipt-KH.txt", vkey));
  ASSERT_EQ(good.exit, 0) << good.output;
  const json verified = json::parse(good.output);
  EXPECT_EQ(verified["author"], "KH");
  EXPECT_EQ(verified["number"], 2);
  EXPECT_EQ(verified["kind"], "submission");
  EXPECT_EQ(verified["verdict"], "accepted");
  const std::string text = ReadFile(*folder_ / "receipt-KH.txt");
  const fs::path changed_file = *folder_ / "receipt-changed.txt";
  for (const absl::string_view line : {"extra ", "index ", "\n\n", "\n\xe2\x80\x94 "}) {
    std::string changed = text;
    const size_t place = text.find(std::string(line)) + line.size();
    changed[place] = changed[place] == '1' ? '2' : '1';
    WriteFile(changed_file, changed);
    EXPECT_EQ(Lontar(absl::StrCat("receipt verify ", changed_file.string(), vkey, " 2>&1")).exit, 4)
        << line;
  }
}

TEST_F(MainJob, RefusesAFolderThatItDidNotMake) {
  const fs::path foreign = *folder_ / "foreign";
  fs::create_directory(foreign);
  WriteFile(foreign / "letter.txt", "keep me");
  const CommandResult job =
      Shell(absl::StrCat("bash ", LONTAR_SOURCE_DIR, "/deploy/demo/main_job.sh --bin ",
                         LONTAR_BIN_DIR, " --dir ", foreign.string(), " 2>&1"));
  EXPECT_EQ(job.exit, 6) << job.output;
  EXPECT_EQ(ReadFile(foreign / "letter.txt"), "keep me");
}

}  // namespace
