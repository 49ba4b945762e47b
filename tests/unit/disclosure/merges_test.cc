#include "core/disclosure/merges.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/disclosure/children.h"

namespace lontar::disclosure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<MergeProposal> ProposalsFor(const std::vector<Figure>& figures) {
  TableQuestion question{.catalogue = &Framework(), .indicator = &Referred(), .minimum = 5};
  for (const auto& row : ChildrenOf(figures).rows) {
    question.cells.push_back({.codes = row.codes, .value = row.value.mantissa});
  }
  return ProposeMerges(question);
}

TEST(Merges, NeighbouringBracketsAreMerged) {
  const auto proposals = ProposalsFor({{"_T", "Y0T17", "_T", 40},
                                       {"_T", "Y0T4", "_T", 2},
                                       {"_T", "Y5T11", "_T", 8},
                                       {"_T", "Y12T14", "_T", 17},
                                       {"_T", "Y15T17", "_T", 13}});
  ASSERT_EQ(proposals.size(), 1u);
  EXPECT_EQ(proposals[0].dimension, "age");
  EXPECT_THAT(proposals[0].groups, ElementsAre(ElementsAre("Y0T4", "Y5T11"), ElementsAre("Y12T14"),
                                               ElementsAre("Y15T17")));
}

TEST(Merges, TheLastBracketJoinsTheOneBefore) {
  const auto proposals = ProposalsFor(
      {{"_T", "Y0T11", "_T", 9}, {"_T", "Y12T14", "_T", 17}, {"_T", "Y15T17", "_T", 3}});
  ASSERT_EQ(proposals.size(), 1u);
  EXPECT_THAT(proposals[0].groups,
              ElementsAre(ElementsAre("Y0T11"), ElementsAre("Y12T14", "Y15T17")));
}

TEST(Merges, SmallPlacesComeTogether) {
  const auto proposals = ProposalsFor(
      {{"_T", "Y0T17", "KH-12", 30}, {"_T", "Y0T17", "PH-00", 3}, {"_T", "Y0T17", "VN-HN", 4}});
  ASSERT_EQ(proposals.size(), 1u);
  EXPECT_EQ(proposals[0].dimension, "geo");
  EXPECT_THAT(proposals[0].groups,
              ElementsAre(ElementsAre("PH-00", "VN-HN"), ElementsAre("KH-12")));
}

TEST(Merges, NothingIsOfferedWhereNothingIsSmallOrNothingHelps) {
  EXPECT_THAT(ProposalsFor({{"F", "Y0T17", "_T", 9}, {"M", "Y0T17", "_T", 17}}), IsEmpty());
  EXPECT_THAT(ProposalsFor({{"F", "Y0T17", "_T", 1}, {"M", "Y0T17", "_T", 2}}), IsEmpty());
  // Overlapping brackets cannot be added.
  EXPECT_THAT(ProposalsFor({{"_T", "Y0T14", "_T", 9}, {"_T", "Y12T17", "_T", 2}}), IsEmpty());
}

}  // namespace
}  // namespace lontar::disclosure
