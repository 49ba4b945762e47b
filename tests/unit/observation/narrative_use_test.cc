#include "core/observation/narrative_use.h"

#include <gtest/gtest.h>

namespace lontar::observation {
namespace {

// docs/formats/narrative.md.
TEST(NarrativeUse, IsSaidByTheFirstLine) {
  EXPECT_EQ(UseOf("Justification of warnings:\nX: y"), NarrativeUse::kJustification);
  EXPECT_EQ(UseOf("Published against disclosure control:\nx: y"), NarrativeUse::kOverride);
  EXPECT_EQ(UseOf("Withdrawn: error\n\nnote"), NarrativeUse::kWithdrawal);
  EXPECT_EQ(UseOf("Entered from letter: 1/2"), NarrativeUse::kLetter);
  EXPECT_EQ(UseOf("Drafted by ILO; confirmed by KH.MOLVT"), NarrativeUse::kDrafting);
  EXPECT_EQ(UseOf("Drafted by ILO; corrected by KH.MOLVT\nmore"), NarrativeUse::kDrafting);
  EXPECT_EQ(UseOf("Drafted by ILO; read by KH.MOLVT"), NarrativeUse::kWords);
  EXPECT_EQ(UseOf("Drafted by us\n; confirmed by KH.MOLVT"), NarrativeUse::kWords);
  EXPECT_EQ(UseOf("words\nWithdrawn: error"), NarrativeUse::kWords);
  EXPECT_EQ(UseOf(""), NarrativeUse::kWords);
}

TEST(NarrativeUse, TheLevelIsWhatTheFirstLineOfWordsSays) {
  EXPECT_EQ(StatedLevelOf("Progress level as stated: Limited progress\n\nwords"),
            "Limited progress");
  EXPECT_EQ(StatedLevelOf("Progress level as stated: none"), "none");
  EXPECT_EQ(StatedLevelOf("words\nProgress level as stated: none"), "");
  EXPECT_EQ(StatedLevelOf("Withdrawn: error\n\nProgress level as stated: none"), "");
  EXPECT_EQ(StatedLevelOf("words"), "");
}

}  // namespace
}  // namespace lontar::observation
