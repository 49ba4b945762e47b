#include "core/catalogue/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "core/catalogue/provider_text.h"
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

TEST(Catalogue, FindsAnIndicatorAsPeopleNameIt) {
  const auto catalogue = LoadPublished();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const Indicator* first = catalogue->FindIndicator("child-labour-5-17");
  EXPECT_EQ(catalogue->IndicatorNamed("A1").value(), first);
  EXPECT_EQ(catalogue->IndicatorNamed("child-labour-5-17").value(), first);
  const auto none = catalogue->IndicatorNamed("A15");
  EXPECT_EQ(base::ReasonOf(none.status()), "INDICATOR_UNKNOWN");
  EXPECT_NE(none.status().message().find("\"A15\""), absl::string_view::npos) << none.status();
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

constexpr const char* kBesideCatalogue[] = {"members.yaml", "providers.yaml", "rounds.yaml"};

// The page's excerpt of one file that is not part of the catalogue.
std::string PageExcerpt(absl::string_view name) {
  for (const SourceFile& file : ExcerptsOf(ReadSource("docs/formats/catalogue.md"))) {
    if (file.name == name) return file.content;
  }
  ADD_FAILURE() << "no excerpt of " << name;
  return "";
}

std::vector<SourceFile> PageFiles() {
  std::vector<SourceFile> files = ExcerptsOf(ReadSource("docs/formats/catalogue.md"));
  std::erase_if(files, [](const SourceFile& file) {
    return std::ranges::find(kBesideCatalogue, file.name) != std::end(kBesideCatalogue);
  });
  return files;
}

// The cells of the rows of the table below the row that begins so.
std::vector<std::vector<std::string>> TableBelow(absl::string_view heading) {
  std::vector<std::vector<std::string>> rows;
  bool is_below = false;
  const std::vector<std::string> lines =
      absl::StrSplit(ReadSource("docs/formats/catalogue.md"), '\n');
  for (const std::string& line : lines) {
    const bool is_row = absl::StartsWith(line, "| ");
    if (is_below && !is_row && !absl::StartsWith(line, "|-")) break;
    if (is_below && is_row) {
      std::vector<std::string> cells = absl::StrSplit(line.substr(2, line.size() - 4), " | ");
      rows.push_back(std::move(cells));
    }
    is_below = is_below || absl::StartsWith(line, heading);
  }
  EXPECT_FALSE(rows.empty()) << heading;
  return rows;
}

TEST(CataloguePage, ShowsAWholeCatalogueThatLoads) {
  std::vector<SourceFile> files = PageFiles();
  ASSERT_EQ(files.size(), 7u);
  const auto catalogue = Catalogue::Load(files);
  EXPECT_TRUE(catalogue.ok()) << catalogue.status();
  // Order of files does not matter.
  std::reverse(files.begin(), files.end());
  EXPECT_TRUE(Catalogue::Load(files).ok());
  const auto members = ReadMembers(PageExcerpt("members.yaml"));
  EXPECT_TRUE(members.ok()) << members.status();
  const auto rounds = ReadRounds(PageExcerpt("rounds.yaml"));
  EXPECT_TRUE(rounds.ok()) << rounds.status();
}

TEST(CataloguePage, SaysWhoIsEntitledAsTheReaderDoes) {
  const auto providers = ProviderRegister::Read("providers.yaml", PageExcerpt("providers.yaml"));
  ASSERT_TRUE(providers.ok()) << providers.status();
  const auto catalogue = Catalogue::Load(PageFiles());
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_TRUE(providers->CheckAgainst(*catalogue).ok()) << providers->CheckAgainst(*catalogue);
  for (const std::vector<std::string>& row : TableBelow("| provider | child-labour-5-17")) {
    const std::vector<std::string> words = absl::StrSplit(row[0], ' ');
    const std::vector<std::string> indicators = {"child-labour-5-17", "net-enrolment-primary"};
    for (size_t i = 0; i < indicators.size(); ++i) {
      const bool is_entitled = providers->IsEntitled(
          words[0],
          {.collection = "asean-child-labour", .indicator = indicators[i], .date = words[2]});
      EXPECT_EQ(is_entitled, row[i + 1] == "entitled") << row[0] << ", " << indicators[i];
    }
  }
}

TEST(CataloguePage, SaysWhichPlacesHoldAsTheReaderDoes) {
  const auto catalogue = Catalogue::Load(PageFiles());
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  for (const std::vector<std::string>& row : TableBelow("| day | codes")) {
    std::vector<std::string> codes;
    for (const Code& code : catalogue->FindCodeList("geo")->codes) {
      if (code.validity.HoldsOn(row[0])) codes.push_back(code.id);
    }
    EXPECT_EQ(absl::StrCat("`", absl::StrJoin(codes, " "), "`"), row[1]) << row[0];
  }
}

TEST(CataloguePage, SaysWhatNationalCodesMeanAsTheReaderDoes) {
  const auto catalogue = Catalogue::Load(PageFiles());
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  for (const std::vector<std::string>& row : TableBelow("| member | list")) {
    const NationalCode* code = catalogue->FindNational(row[0], row[1], row[2]);
    EXPECT_EQ(code == nullptr ? "nothing" : code->code, row[3]) << row[0];
  }
}

TEST(CataloguePage, SaysWhatIsShownInALanguageAsTheReaderDoes) {
  const auto catalogue = Catalogue::Load(PageFiles());
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  for (const std::vector<std::string>& row : TableBelow("| subject | field")) {
    EXPECT_EQ(catalogue->TextOf(row[0], row[1], row[2]).text, row[3]) << row[0];
  }
}

}  // namespace
}  // namespace lontar::catalogue
