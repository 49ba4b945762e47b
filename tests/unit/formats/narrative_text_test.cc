#include "core/formats/narrative_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lontar::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NarrativeText, WordsComeBackAsTheyWereSaid) {
  const ProviderWords all[] = {
      {"Limited progress", "No survey since 2012.\nOne is planned.", "Report of 2019"},
      {"Limited progress", "", ""},
      {"", "No survey.\n\nTwo paragraphs: of words.", ""},
      {"", "", "http://example.org/report"},
      {"none", "", "Report of 2019\nand its annex"},
      {"", "words", "references"},
  };
  for (const ProviderWords& words : all) {
    const std::string text = WordsText(words);
    EXPECT_EQ(ReadWordsText(text), words) << text;
    EXPECT_EQ(UseOf(text), NarrativeUse::kWords);
  }
}

TEST(NarrativeText, TheProgressLevelIsTheFirstLineAsStated) {
  EXPECT_EQ(WordsText({"Limited progress", "words", "a report"}),
            "Progress level as stated: Limited progress\n\nwords\n\nReferences: a report");
}

TEST(NarrativeText, JustificationsComeBackWithTheirPlaces) {
  const std::vector<Justification> justifications = {
      {"YEAR_JUMP", "number/2019/F.Y5T17", "the register began: in 2018"},
      {"SOURCE_OLD", "", "no survey at the time"}};
  const std::string text = JustificationText(justifications);
  EXPECT_EQ(text,
            "Justification of warnings:\n"
            "YEAR_JUMP at number/2019/F.Y5T17: the register began: in 2018\n"
            "SOURCE_OLD: no survey at the time");
  EXPECT_EQ(UseOf(text), NarrativeUse::kJustification);
  EXPECT_EQ(ReadJustificationText(text), justifications);
  EXPECT_THAT(ReadJustificationText("Justification of something else: x"), IsEmpty());
}

// What a person wrote by hand into such a part is read as far as it goes.
TEST(NarrativeText, AJustificationOfAnotherFormIsNoCrash) {
  EXPECT_THAT(ReadJustificationText("Justification of warnings:\n\nYEAR_JUMP\nX at y"),
              ElementsAre(Justification{"YEAR_JUMP", "", ""}, Justification{"X", "y", ""}));
}

TEST(NarrativeText, WithdrawalsAndLettersSayWhatTheyAre) {
  const std::string withdrawn =
      WithdrawalText(observation::WithdrawReason::kNotOurs, "the police counts these");
  EXPECT_EQ(withdrawn, "Withdrawn: not-ours\n\nthe police counts these");
  EXPECT_EQ(UseOf(withdrawn), NarrativeUse::kWithdrawal);
  EXPECT_EQ(WithdrawalText(observation::WithdrawReason::kError, ""), "Withdrawn: error");
  EXPECT_EQ(UseOf(LetterText("123/2026")), NarrativeUse::kLetter);
  EXPECT_EQ(LetterNumberOf(LetterText("123/2026")), "123/2026");
  EXPECT_EQ(LetterNumberOf("no letter"), "");
}

TEST(NarrativeText, WhoDraftedAndWhatBecameOfItComesBack) {
  for (const Drafting& drafting :
       {Drafting{"ILO", "KH.MOLVT", false}, Drafting{"ASEC, labour division", "KH.MOLVT", true}}) {
    const std::string text = DraftingText(drafting);
    EXPECT_EQ(UseOf(text), NarrativeUse::kDrafting);
    EXPECT_EQ(ReadDraftingText(text), drafting);
  }
  EXPECT_EQ(DraftingText({"ILO", "KH.MOLVT", false}), "Drafted by ILO; confirmed by KH.MOLVT");
  EXPECT_EQ(DraftingText({"ILO", "KH.MOLVT", true}), "Drafted by ILO; corrected by KH.MOLVT");
  for (const char* words : {"Drafted by the committee in 2019.", "Drafted by ILO; it is a law",
                            "The law was drafted by ILO; confirmed by parliament", ""}) {
    EXPECT_EQ(ReadDraftingText(words), std::nullopt) << words;
    EXPECT_EQ(UseOf(words), NarrativeUse::kWords) << words;
  }
}

// A ministry that writes such a line does not justify, withdraw or enter anything by it.
TEST(NarrativeText, WordsThatBeginAsAnotherUseStayWords) {
  for (const std::string written :
       {"Justification of warnings:\nYEAR_JUMP: so it is", "Withdrawn: error", "In words: so",
        "Entered from letter: 12/2026", "Drafted by ILO; confirmed by KH.MOLVT",
        "Drafted by ILO; corrected by nobody\nand more"}) {
    const std::string text = WordsText({"", written, "a report"});
    EXPECT_EQ(UseOf(text), NarrativeUse::kWords) << text;
    EXPECT_EQ(ReadWordsText(text), (ProviderWords{"", written, "a report"})) << text;
    EXPECT_TRUE(ReadJustificationText(text).empty());
  }
}

}  // namespace
}  // namespace lontar::formats
