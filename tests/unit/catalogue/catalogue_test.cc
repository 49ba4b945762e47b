#include "core/catalogue/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "core/catalogue/round_text.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

TEST(Catalogue, FindsByIdAndByCode) {
  const auto catalogue = LoadPublished();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const Indicator* first = catalogue->FindIndicator("child-labour-5-17");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->code, "A1");
  EXPECT_EQ(catalogue->FindByCode("A1"), first);
  EXPECT_EQ(catalogue->FindUnit("PS_THS")->power, 3);
  EXPECT_EQ(catalogue->FindUnit("PS_THS")->base, "PS");
  EXPECT_TRUE(catalogue->FindDimension("age")->is_age);
  EXPECT_TRUE(catalogue->FindCodeList("sex")->Has("F"));
  EXPECT_EQ(Catalogue::FindMeasure(*first, "number")->unit, "PS");
}

TEST(Catalogue, FindsNothingElse) {
  const auto catalogue = LoadPublished();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->FindIndicator("A1"), nullptr);
  EXPECT_EQ(catalogue->FindByCode("child-labour-5-17"), nullptr);
  EXPECT_EQ(catalogue->FindByCode("A15"), nullptr);
  EXPECT_EQ(catalogue->FindUnit("ps"), nullptr);
  EXPECT_EQ(catalogue->FindDimension(""), nullptr);
  EXPECT_EQ(catalogue->FindCodeList("sexes"), nullptr);
  EXPECT_FALSE(catalogue->FindCodeList("sex")->Has("f"));
  EXPECT_EQ(Catalogue::FindMeasure(*catalogue->FindByCode("A1"), "rate"), nullptr);
}

// The fenced blocks of a page, each with the file that the heading before it names.
std::vector<SourceFile> ExcerptsOf(absl::string_view page) {
  std::vector<SourceFile> excerpts;
  std::string name;
  bool inside = false;
  const std::vector<std::string> lines = absl::StrSplit(page, '\n');
  for (const std::string& line : lines) {
    if (line.rfind("### `", 0) == 0) name = line.substr(5, line.find('`', 5) - 5);
    if (line.rfind("```", 0) == 0) {
      inside = !inside;
      if (inside) excerpts.push_back({.name = name, .content = ""});
      continue;
    }
    if (inside) excerpts.back().content += line + "\n";
  }
  return excerpts;
}

TEST(CataloguePage, ShowsAWholeCatalogueThatLoads) {
  std::vector<SourceFile> files = ExcerptsOf(ReadSource("docs/formats/catalogue.md"));
  std::string members;
  std::string rounds;
  std::erase_if(files, [&](const SourceFile& file) {
    if (file.name == "members.yaml") members = file.content;
    if (file.name == "rounds.yaml") rounds = file.content;
    return file.name == "members.yaml" || file.name == "rounds.yaml";
  });
  ASSERT_EQ(files.size(), 5u);
  const auto catalogue = Catalogue::Load(files);
  EXPECT_TRUE(catalogue.ok()) << catalogue.status();
  // Order of files does not matter.
  std::reverse(files.begin(), files.end());
  EXPECT_TRUE(Catalogue::Load(files).ok());
  EXPECT_TRUE(ReadMembers(members).ok()) << ReadMembers(members).status();
  EXPECT_TRUE(ReadRounds(rounds).ok()) << ReadRounds(rounds).status();
}

}  // namespace
}  // namespace lontar::catalogue
