#include "core/catalogue/provider_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"

namespace lontar::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr absl::string_view kProviders = R"(providers:
  - id: KH.OLD
    member: KH
    name: Old ministry
    kind: ministry
    to: 2024-12-31
    successor: KH.NEW
    basis: made up
    supplies:
      - {collection: roadmap, indicators: [first, second], to: 2019-12-31}
      - {collection: roadmap, indicators: [first], from: 2020-01-01}
      - {collection: other, indicators: [third]}
  - id: KH.NEW
    member: KH
    name: New ministry
    kind: ministry
    from: 2025-01-01
    guess: true
    basis: made up
    supplies:
      - {collection: roadmap, indicators: [second, first], guess: true, basis: follows}
  - {id: LA.LSB, member: LA, name: Bureau, kind: statistical office, basis: made up}
)";

ProviderRegister Sample() {
  auto read = ProviderRegister::Read("providers.yaml", kProviders);
  EXPECT_TRUE(read.ok()) << read.status();
  return *std::move(read);
}

AssignmentQuestion Ask(absl::string_view indicator, absl::string_view date) {
  return {.collection = "roadmap", .indicator = std::string(indicator), .date = std::string(date)};
}

std::string ProvidersProblem(absl::string_view old_text, absl::string_view new_text) {
  const std::string text = absl::StrReplaceAll(kProviders, {{old_text, new_text}});
  EXPECT_NE(text, std::string(kProviders)) << "nothing was replaced: " << old_text;
  const auto read = ProviderRegister::Read("providers.yaml", text);
  EXPECT_EQ(base::ReasonOf(read.status()), "PROVIDERS_INVALID") << new_text;
  return std::string(read.status().message());
}

std::string Refusal(absl::string_view provider, const AssignmentQuestion& question) {
  const absl::Status status = Sample().CheckEntitled(provider, question);
  EXPECT_EQ(base::ReasonOf(status), "PROVIDER_NOT_ENTITLED");
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_FALSE(Sample().IsEntitled(provider, question));
  return std::string(status.message());
}

TEST(Providers, AreReadWithWhatIsKnownOfThem) {
  const ProviderRegister read = Sample();
  ASSERT_EQ(read.providers().size(), 3u);
  const ProviderText& old_ministry = *read.Find("KH.OLD");
  EXPECT_EQ(old_ministry.name, "Old ministry");
  EXPECT_EQ(old_ministry.validity, (Validity{.from = "", .to = "2024-12-31"}));
  EXPECT_EQ(old_ministry.successor, "KH.NEW");
  EXPECT_EQ(old_ministry.assignments.size(), 3u);
  EXPECT_TRUE(read.Find("KH.NEW")->is_guess);
  EXPECT_TRUE(read.Find("KH.NEW")->assignments[0].is_guess);
  EXPECT_EQ(read.Find("KH.XYZ"), nullptr);
}

TEST(Providers, AreEntitledOnTheDaysOfProviderAndAssignment) {
  const ProviderRegister read = Sample();
  EXPECT_TRUE(read.IsEntitled("KH.OLD", Ask("second", "2019-12-31")));
  EXPECT_FALSE(read.IsEntitled("KH.OLD", Ask("second", "2020-01-01")));
  EXPECT_TRUE(read.IsEntitled("KH.OLD", Ask("first", "2020-01-01")));
  EXPECT_TRUE(read.IsEntitled("KH.OLD", Ask("first", "2024-12-31")));
  EXPECT_FALSE(read.IsEntitled("KH.OLD", Ask("first", "2025-01-01")));
  EXPECT_TRUE(read.IsEntitled("KH.NEW", Ask("first", "2025-01-01")));
  EXPECT_FALSE(read.IsEntitled("KH.NEW", Ask("first", "2024-12-31")));
  EXPECT_FALSE(read.IsEntitled("KH.OLD", Ask("third", "2020-01-01")));
  EXPECT_FALSE(read.IsEntitled("LA.LSB", Ask("first", "2020-01-01")));
}

TEST(Providers, ARefusalSaysWhy) {
  EXPECT_EQ(Refusal("KH.X", Ask("first", "2020-01-01")),
            "providers.yaml: there is no provider \"KH.X\"");
  EXPECT_EQ(Refusal("KH.OLD", Ask("first", "2025-01-01")),
            "providers.yaml: KH.OLD is a provider until 2024-12-31, not on 2025-01-01; its work "
            "went to KH.NEW");
  EXPECT_EQ(Refusal("KH.OLD", Ask("second", "2020-01-01")),
            "providers.yaml: KH.OLD supplies the indicator \"second\" until 2019-12-31, not on "
            "2020-01-01");
  EXPECT_EQ(Refusal("LA.LSB", Ask("first", "2020-01-01")),
            "providers.yaml: LA.LSB is not assigned the indicator \"first\" of roadmap");
}

TEST(Providers, SayWhatTheySupplyOnADay) {
  const ProviderRegister read = Sample();
  EXPECT_THAT(read.IndicatorsOf("KH.OLD", "roadmap", "2016-12-31"), ElementsAre("first", "second"));
  EXPECT_THAT(read.IndicatorsOf("KH.OLD", "roadmap", "2021-12-31"), ElementsAre("first"));
  EXPECT_THAT(read.IndicatorsOf("KH.OLD", "roadmap", "2025-12-31"), IsEmpty());
  EXPECT_THAT(read.IndicatorsOf("KH.OLD", "other", "2021-12-31"), ElementsAre("third"));
  EXPECT_THAT(read.IndicatorsOf("KH.X", "roadmap", "2021-12-31"), IsEmpty());
  ASSERT_EQ(read.ProvidersFor("KH", Ask("first", "2025-06-30")).size(), 1u);
  EXPECT_EQ(read.ProvidersFor("KH", Ask("first", "2025-06-30"))[0]->id, "KH.NEW");
  EXPECT_THAT(read.ProvidersFor("LA", Ask("first", "2025-06-30")), IsEmpty());
}

TEST(Providers, RefuseWhatIsWrong) {
  EXPECT_EQ(ProvidersProblem("id: KH.NEW", "id: LA.NEW"),
            "providers.yaml: line 13: provider \"LA.NEW\" must be its member \"KH.\" and an id of "
            "letters, digits, _ or -");
  EXPECT_THAT(ProvidersProblem("id: KH.NEW", "id: KH."), HasSubstr("\"KH.\""));
  EXPECT_THAT(ProvidersProblem("id: KH.NEW", "id: KH.OLD"), HasSubstr("\"KH.OLD\" stands twice"));
  EXPECT_THAT(ProvidersProblem("successor: KH.NEW", "successor: KH.OLD"),
              HasSubstr("another of this file"));
  EXPECT_THAT(ProvidersProblem("successor: KH.NEW", "successor: KH.X"), HasSubstr("\"KH.X\""));
  EXPECT_THAT(ProvidersProblem("[third]", "[Third]"), HasSubstr("\"Third\""));
  EXPECT_THAT(ProvidersProblem("[third]", "[]"), HasSubstr("at least one"));
  EXPECT_THAT(ProvidersProblem("from: 2020-01-01", "from: 2019-12-31"),
              HasSubstr("line 11: indicator \"first\" is assigned to KH.OLD in line 10"));
  EXPECT_THAT(ProvidersProblem("from: 2020-01-01", "since: 2020-01-01"),
              HasSubstr("key \"since\" of an assignment is not known"));
  EXPECT_THAT(ProvidersProblem("kind: ministry", "sort: ministry"), HasSubstr("no key \"kind\""));
  EXPECT_THAT(ProvidersProblem("from: 2025-01-01", "from: 2025"), HasSubstr("\"2025\""));
}

TEST(Providers, NameOnlyIndicatorsOfTheCatalogue) {
  constexpr absl::string_view kCatalogue = R"(collection: roadmap
version: "1"
title: A test
units:
  - {code: PS, name: persons, whole: true}
code_lists:
  - {id: sex, codes: [{id: _T, name: Both}]}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
indicators:
  - {id: first, list: A, number: 1, name: First, short_name: First, basis: made up,
     measures: [{id: number, unit: PS}], disclosure: none}
)";
  const auto catalogue = Catalogue::Load({{"small.yaml", std::string(kCatalogue)}});
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const absl::Status status = Sample().CheckAgainst(*catalogue);
  EXPECT_EQ(base::ReasonOf(status), "PROVIDERS_INVALID");
  EXPECT_EQ(status.message(),
            "providers.yaml: line 10: KH.OLD is assigned the indicator \"second\", which roadmap 1 "
            "does not have");
}

}  // namespace
}  // namespace lontar::catalogue
