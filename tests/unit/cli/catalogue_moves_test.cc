#include "cli/catalogue_moves.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "tests/support/log_builder.h"

namespace lontar::cli {
namespace {

using catalogue::Catalogue;
using catalogue::SourceFile;

std::vector<std::string> LinesOf(const std::vector<SourceFile>& files) {
  std::vector<std::string> lines;
  for (const SourceFile& file : files) {
    for (const absl::string_view line : absl::StrSplit(file.content, '\n'))
      lines.emplace_back(line);
  }
  return lines;
}

TEST(CatalogueMovesTest, ChangesTheLinesOfVersionListAndNumberOnly) {
  const std::vector<SourceFile> files = support::PublishedCatalogueFiles();
  const Catalogue before = Catalogue::Load(files).value();
  const std::string courts = before.FindByCode("A9")->id;
  const std::string online = before.FindByCode("A8")->id;
  const auto moved = MoveIndicators(files, {"2026.1", {{courts, "B"}, {online, "B"}}});
  ASSERT_TRUE(moved.ok()) << moved.status();
  const Catalogue next = Catalogue::Load(*moved).value();
  EXPECT_EQ(next.version(), "2026.1");
  // By id: cases-in-courts, then cases-reported-online.
  EXPECT_EQ(next.FindIndicator(courts)->code, "B10");
  EXPECT_EQ(next.FindIndicator(online)->code, "B11");
  EXPECT_EQ(next.FindByCode("A10")->id, before.FindByCode("A10")->id);
  const std::vector<std::string> old_lines = LinesOf(files);
  const std::vector<std::string> new_lines = LinesOf(*moved);
  ASSERT_EQ(old_lines.size(), new_lines.size());
  int changed = 0;
  for (size_t i = 0; i < old_lines.size(); ++i) changed += old_lines[i] != new_lines[i];
  EXPECT_EQ(changed, 5);  // the version, two lists, two numbers
}

TEST(CatalogueMovesTest, AnIndicatorThatStaysIsNotTouched) {
  const std::vector<SourceFile> files = support::PublishedCatalogueFiles();
  const std::string courts = Catalogue::Load(files).value().FindByCode("A9")->id;
  const auto moved = MoveIndicators(files, {"2026.1", {{courts, "A"}}});
  ASSERT_TRUE(moved.ok()) << moved.status();
  EXPECT_EQ(Catalogue::Load(*moved).value().FindIndicator(courts)->code, "A9");
}

TEST(CatalogueMovesTest, WhatIsNotOnLinesOfItsOwnIsLeftToAPerson) {
  std::vector<SourceFile> files = support::PublishedCatalogueFiles();
  const std::string courts = Catalogue::Load(files).value().FindByCode("A9")->id;
  for (SourceFile& file : files) {
    file.content = absl::StrReplaceAll(file.content, {{"  - id: " + courts + "\n    list: A\n",
                                                       "  - list: A\n    id: " + courts + "\n"}});
  }
  ASSERT_TRUE(Catalogue::Load(files).ok());
  EXPECT_EQ(base::ReasonOf(MoveIndicators(files, {"2026.1", {{courts, "B"}}}).status()),
            "CATALOGUE_TEXT");
  EXPECT_EQ(base::ReasonOf(MoveIndicators(files, {"2026.1", {{"nothing", "B"}}}).status()),
            "INDICATOR_UNKNOWN");
}

}  // namespace
}  // namespace lontar::cli
