#include "core/disclosure/space.h"

#include <gtest/gtest.h>

#include "tests/unit/disclosure/children.h"

namespace lontar::disclosure {
namespace {

const Node& At(const Axis& axis, const std::string& code) {
  return axis.nodes[static_cast<size_t>(axis.NodeOf(code))];
}

TEST(Axis, ATotalHoldsItsPartsAndARest) {
  const Axis axis = MakeAxis(Framework(), Referred(), "sex", {"F", "M", "_T"});
  EXPECT_EQ(axis.atoms, 3);
  EXPECT_EQ(At(axis, "_T").atoms, (std::vector<int>{0, 1, 2}));
  EXPECT_TRUE(At(axis, "_T").is_whole);
  EXPECT_EQ(At(axis, "F").atoms.size(), 1u);
  EXPECT_FALSE(At(axis, "F").is_whole);
  EXPECT_EQ(axis.NodeOf("_U"), -1);
}

TEST(Axis, OverlappingBracketsShareYears) {
  const Axis axis =
      MakeAxis(Framework(), Referred(), "age", {"Y0T17", "Y12T17", "Y0T14", "Y15T17"});
  EXPECT_EQ(axis.atoms, 3);
  EXPECT_EQ(At(axis, "Y0T17").atoms, (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(At(axis, "Y0T14").atoms, (std::vector<int>{0, 1}));
  EXPECT_EQ(At(axis, "Y12T17").atoms, (std::vector<int>{1, 2}));
  EXPECT_TRUE(At(axis, "Y0T17").is_whole);
}

TEST(Axis, AParentHoldsItsChildren) {
  const Axis axis = MakeAxis(Framework(), Referred(), "citizenship", {"NAT", "NNAT", "SLS", "_T"});
  const std::vector<int>& stateless = At(axis, "SLS").atoms;
  const std::vector<int>& foreign = At(axis, "NNAT").atoms;
  EXPECT_EQ(foreign.size(), 2u);
  EXPECT_TRUE(std::ranges::includes(foreign, stateless));
  EXPECT_EQ(At(axis, "_T").atoms.size(), 4u);
}

TEST(Axis, ConceptsStandSideBySide) {
  const auto& children = *Framework().FindIndicator("child-labour-5-17");
  const Axis axis = MakeAxis(Framework(), children, "concept", {"EA", "EAHC"});
  EXPECT_FALSE(axis.is_divisible);
  EXPECT_TRUE(axis.splits.empty());
  EXPECT_TRUE(At(axis, "EA").is_whole);
}

TEST(Space, PlacesAndAtomsAreNumbered) {
  const Space space({MakeAxis(Framework(), Referred(), "sex", {"F", "M", "_T"}),
                     MakeAxis(Framework(), Referred(), "geo", {"KH-12", "_T"})});
  EXPECT_EQ(space.atoms(), 6);
  const std::vector<int> nodes = {space.axes()[0].NodeOf("F"), space.axes()[1].NodeOf("_T")};
  const int64_t place = space.PlaceOf(nodes);
  EXPECT_EQ(space.NodesAt(place), nodes);
  EXPECT_EQ(space.AtomsAt(place).size(), 2u);
  EXPECT_TRUE(space.IsBreakdown(place));
}

}  // namespace
}  // namespace lontar::disclosure
