#include "core/catalogue/translation_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/catalogue/facts.h"
#include "tests/unit/catalogue/small_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::HasSubstr;

struct Wanted {
  const char* subject;
  const char* field;
  const char* english;
  const char* vietnamese;
};

TEST(Translations, EveryKindOfTextIsThereInBothLanguages) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const Wanted all[] = {
      {"catalogue", "title", "A test", "Một thử nghiệm"},
      {"indicator first", "name", "First of all", "Thứ nhất"},
      {"indicator first", "short name", "First", "Nhất"},
      {"indicator first", "definition", "What it is", "Nó là gì"},
      {"code list sex", "F", "Female", "Nữ"},
      {"dimension sex", "name", "Sex", "Giới tính"},
      {"unit PS", "name", "persons", "người"},
      {"area P", "name", "Prohibition", "Cấm"},
      {"result area P1", "name", "Inspection", "Thanh tra"},
      {"message greeting", "text", "Good morning", "Chào buổi sáng"},
  };
  for (const Wanted& wanted : all) {
    EXPECT_EQ(catalogue->TextOf(wanted.subject, wanted.field, "en").text, wanted.english);
    const Text translated = catalogue->TextOf(wanted.subject, wanted.field, "vi");
    EXPECT_EQ(translated.text, wanted.vietnamese);
    EXPECT_FALSE(translated.is_fallback);
  }
}

TEST(Translations, AMissingTextIsEnglishAndSaysSo) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const Text universe = catalogue->TextOf("indicator first", "universe", "vi");
  EXPECT_EQ(universe.text, "[en] All of them");
  EXPECT_TRUE(universe.is_fallback);
  const Text khmer = catalogue->TextOf("indicator first", "name", "km");
  EXPECT_EQ(khmer.text, "[en] First of all");
  EXPECT_TRUE(khmer.is_fallback);
  EXPECT_EQ(catalogue->FindTranslation("km"), nullptr);
  EXPECT_TRUE(catalogue->FindTranslation("vi")->is_draft);
}

TEST(Translations, WhatIsNoTextAtAllIsEmpty) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->TextOf("indicator second", "name", "vi").text, "");
  EXPECT_EQ(catalogue->TextOf("indicator first", "denominator", "en").text, "");
}

TEST(Translations, FactsInALanguageAreInThatLanguage) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  std::map<std::string, std::string> facts;
  for (const Fact& fact : FactsIn(*catalogue, "vi")) {
    facts[absl::StrCat(fact.subject, "/", fact.field)] = fact.value;
  }
  EXPECT_EQ(facts["indicator first/name"], "Thứ nhất");
  EXPECT_EQ(facts["indicator first/universe"], "[en] All of them");
  EXPECT_EQ(facts["code list sex/code F"], "Nữ, elsewhere W and SEX_F");
  EXPECT_EQ(facts["code list geo/code VN-03"], "[en] Old, until 2025-06-30 (ISO 3166-2)");
  EXPECT_EQ(facts["message greeting/text"], "Chào buổi sáng");
}

TEST(Translations, AreReadStrictly) {
  EXPECT_EQ(
      RefusalOf("language: vi", "language: en"),
      "every.yaml: line 62: language \"en\" must be a code of ISO 639 such as vi, and not en, "
      "in which the catalogue itself is written");
  EXPECT_THAT(RefusalOf("language: vi", "language: Viet"), HasSubstr("\"Viet\""));
  EXPECT_THAT(RefusalOf("sex: {F: Nữ}", "sex: {M: Nam}"),
              HasSubstr("no text \"M\" of code list sex that could be translated"));
  EXPECT_THAT(RefusalOf("sex: {F: Nữ}", "sexes: {F: Nữ}"), HasSubstr("of code list sexes"));
  EXPECT_THAT(RefusalOf("short_name: Nhất", "basis: Nhất"), HasSubstr("\"basis\" of indicator"));
  EXPECT_THAT(RefusalOf("first: {name: Thứ nhất", "second: {name: Thứ nhất"),
              HasSubstr("of indicator second"));
  EXPECT_THAT(RefusalOf("{sex: Giới tính}", "{sex: [Giới tính]}"),
              HasSubstr("must be a text that is not empty"));
  EXPECT_THAT(RefusalOf("sex: {F: Nữ}", "sex: Nữ"), HasSubstr("code list sex must be a map"));
  EXPECT_THAT(RefusalOf("    dimensions: {sex", "    dimension: {sex"),
              HasSubstr("key \"dimension\" of a language's texts is not known"));
  EXPECT_THAT(RefusalOf("texts:\n", "texts:\n  - {language: vi, basis: b}\n"),
              HasSubstr("language \"vi\" is defined twice"));
  EXPECT_THAT(RefusalOf("texts:\n", "  - {id: greeting, text: Again}\ntexts:\n"),
              HasSubstr("message \"greeting\" is defined twice"));
}

}  // namespace
}  // namespace lontar::catalogue
