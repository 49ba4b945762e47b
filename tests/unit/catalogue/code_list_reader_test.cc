#include "core/catalogue/code_list_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/catalogue/small_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(CodeListReader, ACodeHasDatesSpellingsAndItsOrigin) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const CodeList& places = *catalogue->FindCodeList("geo");
  EXPECT_EQ(places.Find("VN-03")->validity, (Validity{.from = "", .to = "2025-06-30"}));
  EXPECT_EQ(places.Find("VN-03")->basis, "ISO 3166-2");
  EXPECT_FALSE(places.Find("VN-03")->is_national);
  EXPECT_EQ(places.Find("VN_08")->validity, (Validity{.from = "2025-07-01", .to = ""}));
  EXPECT_TRUE(places.Find("VN_08")->is_national);
  EXPECT_TRUE(places.Find("VN_08")->is_guess);
  EXPECT_EQ(places.Find("VN-99"), nullptr);
  EXPECT_EQ(catalogue->FindCodeList("sex")->source, "SDMX:CL_SEX(2.1)");
}

TEST(CodeListReader, ASpellingOfAnotherStandardFindsTheCodeAndIsNone) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const CodeList& sexes = *catalogue->FindCodeList("sex");
  EXPECT_THAT(sexes.Find("F")->spellings, ElementsAre("W", "SEX_F"));
  EXPECT_EQ(sexes.IdOf("SEX_F"), "F");
  EXPECT_EQ(sexes.IdOf("F"), "F");
  EXPECT_EQ(sexes.IdOf("M"), "");
  EXPECT_FALSE(sexes.Has("SEX_F"));
}

TEST(CodeListReader, AMembersOwnCodeMeansOneOfTheList) {
  const auto catalogue = LoadEveryKey();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const NationalCode* girls = catalogue->FindNational("KH", "sex", "girls");
  ASSERT_NE(girls, nullptr);
  EXPECT_EQ(girls->code, "F");
  EXPECT_EQ(girls->basis, "A letter");
  EXPECT_FALSE(girls->is_guess);
  const NationalCode* all = catalogue->FindNational("KH", "sex", "0");
  ASSERT_NE(all, nullptr);
  EXPECT_TRUE(all->is_guess);
  EXPECT_EQ(all->basis, "Our reading");
  EXPECT_EQ(catalogue->FindNational("LA", "sex", "girls"), nullptr);
  EXPECT_EQ(catalogue->FindNational("KH", "geo", "girls"), nullptr);
  EXPECT_EQ(catalogue->FindNational("KH", "sex", "boys"), nullptr);
}

TEST(CodeListReader, RefusesWhatIsWrongWithACode) {
  EXPECT_EQ(RefusalOf("to: 2025-06-30", "to: June"),
            "every.yaml: line 17: key \"to\" holds \"June\"; it must be open or a date such as "
            "2021-08-31");
  EXPECT_THAT(RefusalOf("spellings: [W, SEX_F]", "spellings: [W, _T]"),
              HasSubstr("code of list sex \"_T\" is defined twice"));
  EXPECT_THAT(RefusalOf("spellings: [W, SEX_F]", "also: [W]"),
              HasSubstr("key \"also\" of a code is not known"));
  EXPECT_THAT(RefusalOf("source: SDMX:CL_SEX(2.1)", "sauce: x"),
              HasSubstr("key \"sauce\" of a code list is not known"));
}

TEST(CodeListReader, RefusesWhatIsWrongWithNationalCodes) {
  EXPECT_THAT(RefusalOf("{national: girls, code: F}", "{national: girls, code: G}"),
              HasSubstr("national code \"girls\" means \"G\", which is not in the code list"));
  EXPECT_THAT(RefusalOf("{national: girls, code: F}", "{national: \"0\", code: F}"),
              HasSubstr("\"0\" is defined twice"));
  EXPECT_THAT(RefusalOf("code_list: sex\n    basis", "code_list: sexes\n    basis"),
              HasSubstr("the code list \"sexes\", which is not defined"));
  EXPECT_THAT(
      RefusalOf("messages:\n",
                "  - {member: KH, code_list: sex, basis: b, codes: [{national: x, code: F}]}\n"
                "messages:\n"),
      HasSubstr("list of KH's codes for sex"));
  EXPECT_THAT(RefusalOf("    basis: A letter\n", ""), HasSubstr("no key \"basis\""));
}

}  // namespace
}  // namespace lontar::catalogue
