// Files at the first door: the node's import. Nothing of a bad file is kept, not even its good
// rows.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/bad_input/federation.h"
#include "tests/bad_input/files.h"
#include "tests/bad_input/page.h"

namespace lontar::bad_input {
namespace {

using nlohmann::json;

absl::StatusOr<std::string> ImportOf(Node* node, const BadFile& file) {
  node::ImportRequest request;
  request.file_name = kFileName;
  request.content = file.content;
  request.mapping_name = kGoodMapping;
  request.mapping = file.mapping;
  return node->core().Import(request);
}

class BadFileTest : public testing::Test {
 protected:
  Hub hub_;
  Node node_{&hub_};
};

TEST_F(BadFileTest, TheGoodFileBecomesADraft) {
  const Bytes before = node_.stored();
  const auto answer = ImportOf(&node_, GoodFile());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(json::parse(*answer)["findings"].size(), 0u) << *answer;
  EXPECT_EQ(json::parse(*answer)["draft"], "draft-1");
  EXPECT_NE(node_.stored(), before);
}

// Threats T14 and T34.
TEST_F(BadFileTest, EveryBadFileIsRefusedAndLeavesNoTrace) {
  const Bytes before = node_.stored();
  for (const BadFile& file : BadFiles()) {
    const auto answer = ImportOf(&node_, file);
    if (!answer.ok()) {
      ExpectOnPage(file.input, "import", answer.status());
    } else {
      const json result = json::parse(*answer);
      ASSERT_EQ(result["findings"].size(), 1u) << file.input << *answer;
      const json& finding = result["findings"][0];
      EXPECT_EQ(finding["severity"], "error") << file.input;
      ExpectOnPage(
          file.input, "import", std::string(finding["id"]),
          absl::StrCat(std::string(finding["place"]), ": ", std::string(finding["sentence"])));
      EXPECT_TRUE(result["draft"].is_null()) << file.input;
    }
    EXPECT_EQ(node_.stored(), before) << file.input;
  }
}

// A value's unit is the file's: what a finding quotes is what stands in the cell.
TEST_F(BadFileTest, AFindingOnAScaledValueShowsTheCell) {
  for (const BadFile& file : BadFiles()) {
    if (file.input != "a negative count in thousands") continue;
    const json result = json::parse(ImportOf(&node_, file).value());
    EXPECT_EQ(result["findings"][0]["value"], "-1.5");
    EXPECT_EQ(std::string(result["findings"][0]["sentence"]).rfind("\"-1.5\" in PS_THS: ", 0), 0u);
  }
}

// Before the answer was cut between characters, such a cell ended the node.
TEST_F(BadFileTest, AThaiSentenceInTheValueColumnDoesNotEndTheNode) {
  std::string thai = "x";
  for (int i = 0; i < 100; ++i) thai += "\xE0\xB8\x81";
  BadFile file = GoodFile();
  for (const absl::string_view column : {"2016", "PERCENT", "_T", "Y5T17", "12.5", "PT,"}) {
    file = GoodFile();
    const size_t place = file.content.find(std::string(column));
    file.content.replace(place, column.size(), column == "PT," ? thai + "," : thai);
    const auto answer = ImportOf(&node_, file);
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_TRUE(json::parse(*answer)["draft"].is_null()) << *answer;
  }
}

// Threat T34: an answer that fits one message, however many rows are wrong, and never the verdict
// that there is no error.
TEST_F(BadFileTest, ManyBadRowsMakeAShortAnswer) {
  const Bytes before = node_.stored();
  BadFile file = GoodFile();
  constexpr int kRows = 200'000;
  for (int i = 0; i < kRows; ++i) file.content += "KH,A1,x,y,z,a,b,c,d,\n";
  const auto answer = ImportOf(&node_, file);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_LT(answer->size(), base::kLocalMessageBytesMax / 64);
  const json result = json::parse(*answer);
  EXPECT_EQ(result["rows"]["refused"], kRows);
  EXPECT_EQ(result["findings"].size(), static_cast<size_t>(base::kImportFindingsMax) + 1);
  ExpectOnPage("two hundred thousand bad rows", "import", std::string(result["findings"][0]["id"]),
               absl::StrCat(std::string(result["findings"][0]["place"]), ": ",
                            std::string(result["findings"][0]["sentence"])));
  EXPECT_EQ(result["findings"][0]["severity"], "error");
  EXPECT_TRUE(result["draft"].is_null());
  EXPECT_EQ(node_.stored(), before);
}

// Threat T34: rows that belong to no indicator, each with a name of its own.
TEST_F(BadFileTest, ManySeriesAreCountedButNotAllNamed) {
  BadFile file = GoodFile();
  constexpr int kSeries = 5'000;
  for (int i = 0; i < kSeries; ++i) {
    absl::StrAppend(&file.content, "KH,S", i, ",2016,PERCENT,_T,Y5T17,12.5,PT,A,\n");
  }
  const auto answer = ImportOf(&node_, file);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const json result = json::parse(*answer);
  EXPECT_EQ(result["rows"]["not_taken"], kSeries);
  EXPECT_EQ(result["not_taken_by_series"].size(), static_cast<size_t>(base::kImportFindingsMax));
  EXPECT_EQ(result["draft"], "draft-1");
}

// Threat T34: sizes that would take minutes or gigabytes if they were read.
TEST_F(BadFileTest, OversizeFilesAreRefusedWhileTheyAreRead) {
  const Bytes before = node_.stored();
  BadFile file = GoodFile();
  file.content.resize(base::kImportBytesMax + 1, 'x');
  ExpectOnPage("a file longer than any", "import", ImportOf(&node_, file).status());
  file.content = "a\n";
  for (int i = 0; i <= base::kImportRowsMax; ++i) file.content += "1\n";
  ExpectOnPage("too many rows", "import", ImportOf(&node_, file).status());
  EXPECT_EQ(node_.stored(), before);
}

// Threat T34: a list of 50,000 texts that 50,000 aliases repeat would be 2.5 billion texts.
TEST_F(BadFileTest, AMappingThatMultipliesItselfIsRefused) {
  BadFile file = GoodFile();
  std::string take = "take:\n  a: &a [";
  for (int i = 0; i < 50'000; ++i) take += "x,";
  take += "x]\n";
  for (int i = 0; i < 50'000; ++i) absl::StrAppend(&take, "  b", i, ": *a\n");
  file.mapping = take + file.mapping;
  const absl::Status status = ImportOf(&node_, file).status();
  EXPECT_EQ(base::ReasonOf(status), "MAPPING_INVALID");
}

}  // namespace
}  // namespace lontar::bad_input
