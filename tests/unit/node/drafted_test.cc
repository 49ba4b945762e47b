#include "node/core/drafted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/formats/template_write.h"
#include "node/core/completeness.h"
#include "node/core/draft_decline.h"
#include "tests/unit/formats/template_sample.h"
#include "tests/unit/node/office_fixture.h"

namespace lontar::node {
namespace {

using formats::Type;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::string IdOf(const std::string& code) { return formats::TheCatalogue().FindByCode(code)->id; }

// ILO drafts for the statistical office of Cambodia.
class DraftedTest : public OfficeFixture {
 protected:
  DraftedTest() : OfficeFixture({"child-labour-5-17", IdOf("B1"), IdOf("B2"), IdOf("B3")}, {}) {}

  // The workbook's words, row by row; B1 also a count where there is one.
  static ImportRequest Workbook(const std::vector<std::string>& codes,
                                const std::vector<std::string>& words,
                                const std::string& count = "") {
    formats::TemplateRequest asked = formats::SampleRequest(codes);
    asked.provider = "KH.NSO";
    formats::TemplateLayout layout =
        formats::Required(formats::LayOutTemplate(asked, formats::TheCatalogue()));
    for (size_t i = 0; i < words.size(); ++i) {
      Type(&layout.plan, absl::StrCat("Additional information!C", 5 + i), words[i]);
    }
    if (!count.empty()) {
      Type(&layout.plan, absl::StrCat(codes[0], "!B5"), "2024");
      Type(&layout.plan, absl::StrCat(codes[0], "!", formats::LettersOf(layout, 0, "measure"), 14),
           "number");
      Type(&layout.plan, absl::StrCat(codes[0], "!", formats::LettersOf(layout, 0, "value"), 14),
           count, true);
    }
    ImportRequest request;
    request.file_name = "KH.NSO.xlsx";
    request.content = formats::Required(
        formats::WriteWorkbook(layout.plan, absl::FromUnixSeconds(1'795'000'000)));
    return request;
  }
  static ImportRequest FromIlo(ImportRequest request) {
    request.drafted_by = "ILO";
    return request;
  }
  std::string Drafted(const ImportRequest& request) {
    const json answer = Import(request);
    EXPECT_TRUE(answer["draft"].is_string()) << answer.dump(2);
    return answer["draft"].is_string() ? answer["draft"].get<std::string>() : "";
  }
  json Correct(const std::string& draft, ImportRequest request) {
    request.corrects = draft;
    request.file_name = "corrected.xlsx";
    return Import(request);
  }
  std::vector<std::string> Steps(const std::string& draft) {
    std::vector<std::string> steps;
    const json history = Json(node().DraftHistory(draft));
    for (const json& event : history["events"]) {
      steps.push_back(
          absl::StrCat(event["step"].get<std::string>(), ": ",
                       event["drafted"].is_string() ? event["drafted"].get<std::string>() : "own"));
    }
    return steps;
  }
};

constexpr char kUnsigned[] = "drafted by ILO; KH.NSO confirms it by signing";

TEST_F(DraftedTest, EveryScreenSaysWhoDraftedAndWhatSigningMeans) {
  const ImportRequest request = FromIlo(Workbook({"B1", "B2"}, {"a law was drafted", "none"}));
  const json imported = Import(request);
  EXPECT_EQ(imported["drafted"]["sentence"], kUnsigned);
  const std::string draft = imported["draft"];
  EXPECT_EQ(Json(node().Check(draft))["drafted"]["sentence"], kUnsigned);
  EXPECT_EQ(Json(node().Check(draft))["errors"], 0);
  EXPECT_EQ(Json(node().Review(draft))["drafted"]["sentence"], kUnsigned);
  EXPECT_EQ(Json(node().ExportDraft(draft)->summary_json)["drafted"]["by"], "ILO");
  const json listed = Json(node().ListDrafts())["drafts"][0];
  EXPECT_EQ(listed["drafted"]["sentence"], kUnsigned);
  EXPECT_FALSE(listed.contains("drafted_by"));
  EXPECT_EQ(listed["narratives"], 2);
  const auto standings = DraftStandings(*node_store_);
  ASSERT_TRUE(standings.ok());
  ASSERT_EQ(standings->size(), 1u);
  EXPECT_EQ(standings->front().drafted_by, "ILO") << "what completeness says of it";
}

// What another drafted is corrected in its own collection, though a newer one has the same codes.
TEST_F(DraftedTest, ACorrectionIsOfTheDraftsCollection) {
  AddLabourMarket();
  ImportRequest request = FromIlo(Workbook({"B1"}, {"a law was drafted"}));
  request.collection = "asean-child-labour";
  const std::string draft = Drafted(request);
  request.collection = "asean-lmis-common";
  request.corrects = draft;
  EXPECT_EQ(base::ReasonOf(node().Import(request).status()), "DRAFTS_NOT_COMPARABLE");
  EXPECT_EQ(Correct(draft, Workbook({"B1"}, {"two laws were drafted"}))["drafted"]["sentence"],
            "drafted by ILO; KH.NSO signs it as corrected: B1 corrected");
}

TEST_F(DraftedTest, SignedAsItWasDraftedItIsConfirmedAndTheReportSaysSo) {
  const std::string draft = Drafted(FromIlo(Workbook({"B1"}, {"a law was drafted"})));
  EXPECT_THAT(TextsOf(draft),
              UnorderedElementsAre("a law was drafted", "Drafted by ILO; confirmed by KH.NSO"));
  federation_.Sign("KH", draft);
  EXPECT_EQ(Json(node().Review(draft))["drafted"]["sentence"],
            "drafted by ILO; confirmed by KH.NSO");
  const json approved = Json(node().Approve({.draft = draft}));
  EXPECT_EQ(approved["drafted"]["outcome"], "confirmed");
  EXPECT_THAT(Steps(draft),
              ElementsAre("imported: drafted by ILO", "signed: drafted by ILO; confirmed by KH.NSO",
                          "approved: drafted by ILO; confirmed by KH.NSO"));
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.hub().state().reports().size(), 1u) << "the hub accepted it";
  // The mark is no word of the provider: the same words again are nothing new.
  EXPECT_TRUE(Import(Workbook({"B1"}, {"a law was drafted"}))["draft"].is_null());
  for (const auto& [key, bytes] : node_disk_.durable) {
    EXPECT_FALSE(key.ends_with("/drafted")) << "nothing is left of the draft";
  }
}

TEST_F(DraftedTest, CorrectedWordsAreToldFromConfirmedOnes) {
  const std::string draft =
      Drafted(FromIlo(Workbook({"B1", "B2", "B3"}, {"one law", "two laws", "a committee"})));
  federation_.Sign("KH", draft);
  const json answer = Correct(draft, Workbook({"B1", "B2"}, {"one law", "three laws"}));
  EXPECT_EQ(answer["draft"], draft);
  EXPECT_EQ(answer["drafted"]["sentence"],
            "drafted by ILO; KH.NSO signs it as corrected: B2 corrected; B3 left out");
  EXPECT_THAT(TextsOf(draft),
              UnorderedElementsAre("one law", "three laws", "Drafted by ILO; confirmed by KH.NSO",
                                   "Drafted by ILO; corrected by KH.NSO"));
  EXPECT_EQ(base::ReasonOf(node().Approve({.draft = draft}).status()), "DRAFT_UNSIGNED");
  federation_.Sign("KH", draft);
  const json drafted = Json(node().Check(draft))["drafted"];
  EXPECT_EQ(drafted["outcome"], "corrected");
  EXPECT_EQ(drafted["sentence"], "drafted by ILO; corrected by KH.NSO: B2 corrected; B3 left out");
  EXPECT_THAT(Steps(draft).back(), HasSubstr("corrected by KH.NSO: B2 corrected"));
  EXPECT_EQ(Json(node().ListDrafts())["drafts"].size(), 1u) << "in the draft's own place";

  // Taken back to what was drafted it is confirmed after all.
  Correct(draft, Workbook({"B1", "B2", "B3"}, {"one law", "two laws", "a committee"}));
  EXPECT_EQ(Json(node().Check(draft))["drafted"]["sentence"], kUnsigned);
}

TEST_F(DraftedTest, ACountIsComparedToo) {
  const std::string draft = Drafted(FromIlo(Workbook({"B1"}, {"laws"}, "2")));
  EXPECT_EQ(Json(node().Check(draft))["drafted"]["outcome"], "confirmed");
  Correct(draft, Workbook({"B1"}, {"laws"}, "3"));
  const json drafted = Json(node().Check(draft))["drafted"];
  EXPECT_EQ(drafted["outcome"], "corrected");
  EXPECT_THAT(drafted.dump(), Not(HasSubstr("3"))) << "no figure in what is said of it";
}

TEST_F(DraftedTest, WhatTheProviderAddsIsItsOwn) {
  const std::string draft = Drafted(FromIlo(Workbook({"B1"}, {"one law"})));
  Correct(draft, Workbook({"A1", "B1"}, {"no survey since 2012", "one law"}));
  const json drafted = Json(node().Check(draft))["drafted"];
  EXPECT_EQ(drafted["outcome"], "confirmed");
  EXPECT_EQ(drafted["sentence"], "drafted by ILO; KH.NSO confirms it by signing: A1 added");
  EXPECT_THAT(TextsOf(draft), UnorderedElementsAre("one law", "no survey since 2012",
                                                   "Drafted by ILO; confirmed by KH.NSO"));
}

TEST_F(DraftedTest, AnAttachmentStaysAndCorrectsNothing) {
  const std::string draft = Drafted(FromIlo(Workbook({"B1"}, {"one law"})));
  ASSERT_TRUE(node().AddToDraft({draft, "B1", "law.pdf", "%PDF", ""}).ok());
  EXPECT_EQ(Json(node().Check(draft))["drafted"]["outcome"], "confirmed");
  Correct(draft, Workbook({"B1"}, {"two laws"}));
  const json listed = Json(node().ListDrafts())["drafts"][0];
  EXPECT_EQ(listed["attachments"], 1);
  EXPECT_EQ(listed["narratives"], 1);
  EXPECT_EQ(listed["file"], "corrected.xlsx");
  federation_.Seal("KH", draft);
  EXPECT_EQ(federation_.Sync("KH"), "");
}

TEST_F(DraftedTest, OnlyWhatIsToldInWordsIsDraftedByOthers) {
  const absl::Status refused =
      node().Import(FromIlo(Workbook({"A1", "B1"}, {"no survey", "one law"}))).status();
  EXPECT_EQ(base::ReasonOf(refused), "NOT_IN_WORDS");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("asks of A1 for figures alone"));
  for (const std::string name : {" ", "ILO; ASEC", "KH.NSO", "\xff"}) {
    ImportRequest request = Workbook({"B1"}, {"one law"});
    request.drafted_by = name;
    EXPECT_EQ(base::ReasonOf(node().Import(request).status()), "DRAFTER_INVALID") << name;
  }
  ImportRequest request = FromIlo(Workbook({"B1"}, {"one law"}));
  request.drafted_by = std::string(65, 'x');
  EXPECT_EQ(base::ReasonOf(node().Import(request).status()), "DRAFTER_INVALID");
  request = FromIlo(Workbook({"B1"}, {"one law"}));
  request.provider = "KH.MOJ";
  request.on_behalf = {"KH.NSO", "", "", "", "Sok Dara"};
  EXPECT_EQ(base::ReasonOf(node().Import(request).status()), "DRAFTER_INVALID");
}

TEST_F(DraftedTest, OnesOwnDraftIsNeitherCorrectedNorDeclined) {
  const std::string own = Drafted(Workbook({"B1"}, {"one law"}));
  EXPECT_TRUE(Json(node().Check(own))["drafted"].is_null());
  ImportRequest request = Workbook({"B1"}, {"two laws"});
  request.corrects = own;
  EXPECT_EQ(base::ReasonOf(node().Import(request).status()), "NOT_DRAFTED");
  EXPECT_EQ(base::ReasonOf(node().DeclineDraft({own, "why", "", false}).status()), "NOT_DRAFTED");
  const std::string of_ilo = Drafted(FromIlo(Workbook({"B2"}, {"one law"})));
  request.corrects = of_ilo;
  request.provider = "KH.MOJ";
  EXPECT_EQ(base::ReasonOf(node().Import(request).status()), "DRAFTS_NOT_COMPARABLE");
}

TEST_F(DraftedTest, DeclinedItEndsAndTheReasonStays) {
  const std::string draft = Drafted(FromIlo(Workbook({"B1"}, {"one law"}, "2")));
  EXPECT_EQ(base::ReasonOf(node().DeclineDraft({draft, " \n", "", false}).status()),
            "DECLINE_REASON_ABSENT");
  EXPECT_EQ(base::ReasonOf(node().DeclineDraft({draft, "a\x01", "", false}).status()),
            "TEXT_NOT_PLAIN");
  const auto before = node_disk_.durable;
  const json looked = Json(node().DeclineDraft({draft, "repealed in 2024", "S. Chan", true}));
  EXPECT_TRUE(node_disk_.durable == before);
  const json declined = Json(node().DeclineDraft({draft, "repealed in 2024", "S. Chan", false}));
  EXPECT_EQ(declined["drafted_by"], "ILO");
  ASSERT_EQ(declined["indicators"].size(), 1u);
  EXPECT_EQ(declined["indicators"][0]["code"], "B1");
  EXPECT_THAT(declined.dump(), Not(HasSubstr("one law"))) << "nothing of what was drafted";
  EXPECT_THAT(Json(node().ListDrafts())["drafts"], IsEmpty());
  for (const auto& [key, bytes] : node_disk_.durable) {
    EXPECT_FALSE(key.starts_with(store::DraftKey(draft))) << key;
    EXPECT_FALSE(key.starts_with(store::DraftPartKey(draft, ""))) << key;
  }
  const json event = Json(node().DraftHistory(draft))["events"][1];
  EXPECT_EQ(event["step"], "declined");
  EXPECT_EQ(event["reason"], "repealed in 2024");
  EXPECT_EQ(event["by"], "S. Chan");
  EXPECT_EQ(event["drafted"], "drafted by ILO");
  EXPECT_EQ(base::ReasonOf(node().DeclineDraft({draft, "again", "", false}).status()),
            "DRAFT_ABSENT");
}

// A record that a disk changed hides no draft from the list, and the draft can be dropped.
TEST_F(DraftedTest, ADamagedRecordIsSaid) {
  const std::string draft = Drafted(FromIlo(Workbook({"B1"}, {"one law"})));
  node_disk_.durable[absl::StrCat(store::DraftKey(draft), kDraftDrafted)] = "{\"by\": \"ILO\"}";
  EXPECT_EQ(base::ReasonOf(node().Check(draft).status()), "RECORD_UNREADABLE");
  const json listed = Json(node().ListDrafts())["drafts"][0];
  EXPECT_EQ(listed["drafted"]["by"], "ILO");
  EXPECT_TRUE(listed["drafted"]["outcome"].is_null());
  EXPECT_TRUE(node().DropDraft(draft).ok());
}

}  // namespace
}  // namespace lontar::node
