#include "core/catalogue/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/unit/catalogue/published_catalogue.h"
#include "tests/unit/catalogue/small_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> FactFiles() {
  return base::ListFolder(absl::StrCat(LONTAR_SOURCE_DIR, "/catalogues/child-labour-2025")).value();
}

// The published text, with `from` replaced by `to` in one file; it must stand there.
absl::StatusOr<Catalogue> LoadWith(absl::string_view file, absl::string_view from,
                                   absl::string_view to) {
  std::vector<SourceFile> files;
  for (const std::string& name : FactFiles()) {
    files.push_back({name, ReadSource(absl::StrCat("catalogues/child-labour-2025/", name))});
    if (file != name) continue;
    std::string& text = files.back().content;
    const size_t at = text.find(std::string(from));
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), std::string(to));
  }
  return Catalogue::Load(files);
}

// "changed indicator x: list and number".
std::vector<std::string> Shown(const std::vector<SubjectChange>& changes) {
  std::vector<std::string> rows;
  for (const SubjectChange& change : changes) {
    const std::string kind = change.kind == ChangeKind::kAdded     ? "added "
                             : change.kind == ChangeKind::kRemoved ? "removed "
                                                                   : "changed ";
    std::vector<std::string> fields;
    for (const FieldChange& field : change.fields) fields.push_back(field.field);
    rows.push_back(absl::StrCat(kind, change.subject, ": ", absl::StrJoin(fields, ", ")));
  }
  return rows;
}

std::vector<std::string> ChangesWith(absl::string_view file, absl::string_view from,
                                     absl::string_view to) {
  const auto after = LoadWith(file, from, to);
  EXPECT_TRUE(after.ok()) << after.status();
  return after.ok() ? Shown(ChangesBetween(*LoadPublished(), *after)) : std::vector<std::string>();
}

TEST(CatalogueFacts, TheSameCatalogueHasNoChanges) {
  EXPECT_THAT(ChangesBetween(*LoadPublished(), *LoadPublished()), IsEmpty());
}

TEST(CatalogueFacts, NoFactIsEmptyAndNoneStandsTwice) {
  std::map<std::string, int> times;
  for (const Fact& fact : FactsOf(*LoadPublished())) {
    EXPECT_FALSE(fact.value.empty()) << fact.subject << " " << fact.field;
    EXPECT_EQ(++times[absl::StrCat(fact.subject, "/", fact.field)], 1) << fact.subject;
  }
  EXPECT_EQ(times.count("indicator child-labour-5-17/list and number"), 1u);
}

TEST(CatalogueFacts, AChangeIsToldWithWhatWasAndWhatIs) {
  const auto after = LoadWith("codes.yaml", "{id: F, name: Female}", "{id: F, name: Women}");
  ASSERT_TRUE(after.ok()) << after.status();
  const std::vector<SubjectChange> changes = ChangesBetween(*LoadPublished(), *after);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].kind, ChangeKind::kChanged);
  EXPECT_EQ(changes[0].subject, "code list sex");
  ASSERT_THAT(changes[0].fields, SizeIs(1));
  EXPECT_EQ(changes[0].fields[0].field, "code F");
  EXPECT_EQ(changes[0].fields[0].before, "Female");
  EXPECT_EQ(changes[0].fields[0].after, "Women");
}

TEST(CatalogueFacts, WhatComesAndGoesIsTold) {
  EXPECT_THAT(ChangesWith("codes.yaml", "      - {id: _N, name: No answer}\n", ""),
              ElementsAre("changed code list sex: order, code _N"));
  EXPECT_THAT(ChangesWith("codes.yaml", "{id: M, name: Male}", "{id: M, name: Male, parent: _T}"),
              ElementsAre("changed code list sex: code M"));
  EXPECT_THAT(ChangesWith("codes.yaml", "  - id: sex\n",
                          "  - id: new\n    codes:\n      - {id: _T, name: All}\n  - id: sex\n"),
              ElementsAre("added code list new: code _T, order"));
}

TEST(CatalogueFacts, AnIndicatorThatMovesIsToldAsMoved) {
  const std::vector<std::string> rows =
      ChangesWith("indicators.yaml", "  - id: child-labour-5-17\n    list: A\n    number: 1\n",
                  "  - id: child-labour-5-17\n    list: C\n    number: 88\n");
  EXPECT_THAT(rows, ElementsAre("changed indicator child-labour-5-17: list and number"));
}

// Whatever in the text can be another and still loads is a change that is told. Letters of comments
// and of keys aside, every line is changed in its last letter.
TEST(CatalogueFacts, NoChangeOfTheTextGoesUnseen) {
  const Catalogue published = *LoadPublished();
  int loaded = 0;
  for (const std::string& name : FactFiles()) {
    const std::string text = ReadSource(absl::StrCat("catalogues/child-labour-2025/", name));
    std::vector<std::string> lines = absl::StrSplit(text, '\n');
    for (size_t i = 0; i < lines.size(); i += 31) {
      const std::string& line = lines[i];
      const size_t at = line.find_last_not_of("}],\"'>- ");
      if (absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), "#")) continue;
      if (at == std::string::npos || !absl::ascii_isalpha(line[at])) continue;
      std::string changed = line;
      changed[at] = changed[at] == 'q' ? 'z' : 'q';
      const auto after =
          LoadWith(name, absl::StrCat("\n", line, "\n"), absl::StrCat("\n", changed, "\n"));
      if (!after.ok()) continue;
      ++loaded;
      EXPECT_THAT(ChangesBetween(published, *after), testing::Not(IsEmpty()))
          << name << ": " << line;
    }
  }
  EXPECT_GT(loaded, 20);
}

// The same for a text that has every key: each letter and digit of it is another once.
TEST(CatalogueFacts, NoChangeOfAnyKeyGoesUnseen) {
  const Catalogue original = *LoadEveryKey();
  const std::string text(kEveryKey);
  int loaded = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(text[at]))) continue;
    std::string changed = text;
    changed[at] = text[at] == '1'                 ? '2'
                  : text[at] == 'q'               ? 'z'
                  : absl::ascii_isdigit(text[at]) ? '1'
                                                  : 'q';
    const auto after = Catalogue::Load({{.name = "every.yaml", .content = changed}});
    if (!after.ok()) continue;
    ++loaded;
    EXPECT_THAT(ChangesBetween(original, *after), testing::Not(IsEmpty()))
        << text.substr(0, at).substr(text.rfind('\n', at) + 1) << changed.substr(at, 20);
  }
  EXPECT_GT(loaded, 300);
}

}  // namespace
}  // namespace lontar::catalogue
