// The providers on disk, against the catalogue and the members beside them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/catalogue/provider_text.h"
#include "core/catalogue/round_text.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::Contains;
using testing::ElementsAre;

std::vector<MemberText> AllMembers() {
  return ReadMembers(ReadSource("catalogues/asean/members.yaml")).value();
}

class PublishedProviders : public testing::Test {
 protected:
  void SetUp() override {
    auto read =
        ProviderRegister::Read("providers.yaml", ReadSource("catalogues/asean/providers.yaml"));
    ASSERT_TRUE(read.ok()) << read.status();
    providers_ = *std::move(read);
    auto catalogue = LoadPublished();
    ASSERT_TRUE(catalogue.ok()) << catalogue.status();
    catalogue_ = *std::move(catalogue);
  }
  AssignmentQuestion Ask(absl::string_view code, absl::string_view date) const {
    return {.collection = catalogue_.collection(),
            .indicator = catalogue_.FindByCode(code)->id,
            .date = std::string(date)};
  }

  ProviderRegister providers_;
  Catalogue catalogue_;
};

TEST_F(PublishedProviders, AreOfMembersAndSupplyIndicatorsOfTheCatalogue) {
  EXPECT_TRUE(providers_.CheckAgainst(catalogue_).ok()) << providers_.CheckAgainst(catalogue_);
  std::set<std::string> members;
  for (const MemberText& member : AllMembers()) {
    members.insert(member.code);
  }
  std::set<std::string> seen;
  for (const ProviderText& provider : providers_.providers()) {
    EXPECT_TRUE(members.contains(provider.member)) << provider.id;
    seen.insert(provider.member);
  }
  EXPECT_EQ(seen, members);
}

// How many members named a supplier for each indicator of list A, counted by hand in the matrix of
// Summary record 2021, para 23.
TEST_F(PublishedProviders, NameSuppliersAsTheRecordDoes) {
  std::map<std::string, size_t> named;
  for (const MemberText& member : AllMembers()) {
    for (const Indicator& indicator : catalogue_.indicators()) {
      if (indicator.list != "A") continue;
      const auto question = Ask(indicator.code, "2021-03-04");
      named[indicator.code] += providers_.ProvidersFor(member.code, question).empty() ? 0 : 1;
    }
  }
  // The record states A1 for Myanmar by its title, which is the wording of A2 too.
  EXPECT_EQ(named, (std::map<std::string, size_t>{{"A1", 8},
                                                  {"A2", 5},
                                                  {"A3", 5},
                                                  {"A4", 6},
                                                  {"A5", 5},
                                                  {"A6", 7},
                                                  {"A7", 6},
                                                  {"A8", 4},
                                                  {"A9", 5},
                                                  {"A10", 5},
                                                  {"A11", 8},
                                                  {"A12", 4},
                                                  {"A13", 5},
                                                  {"A14", 4}}));
}

TEST_F(PublishedProviders, AMinistryThatWasMergedIsEntitledUntilThen) {
  EXPECT_TRUE(providers_.IsEntitled("VN.MOLISA", Ask("A6", "2025-02-28")));
  EXPECT_FALSE(providers_.IsEntitled("VN.MOLISA", Ask("A6", "2025-03-01")));
  EXPECT_TRUE(providers_.IsEntitled("VN.MOHA", Ask("A6", "2025-03-01")));
  EXPECT_FALSE(providers_.IsEntitled("VN.MOHA", Ask("A6", "2025-02-28")));
  EXPECT_TRUE(providers_.Find("VN.MOHA")->assignments[0].is_guess);
  EXPECT_TRUE(providers_.IsEntitled("PH.NEDA", Ask("A12", "2021-08-31")));
  EXPECT_TRUE(providers_.IsEntitled("PH.DEPDev", Ask("A12", "2026-01-01")));
}

TEST_F(PublishedProviders, SayWhatAProviderSupplies) {
  EXPECT_THAT(
      providers_.IndicatorsOf("KH.MoEYS", catalogue_.collection(), "2021-08-31"),
      ElementsAre("net-enrolment-primary", "transition-secondary", "net-enrolment-nonformal"));
  EXPECT_THAT(providers_.IndicatorsOf("TH.NSO", catalogue_.collection(), "2021-08-31"),
              Contains("child-labour-5-17"));
}

}  // namespace
}  // namespace lontar::catalogue
