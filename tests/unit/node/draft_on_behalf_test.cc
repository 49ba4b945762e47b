#include "node/core/draft_on_behalf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "node/core/draft_files.h"
#include "tests/unit/node/office_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The courts keep no keys: the statistical office enters their figures.
class DraftOnBehalfTest : public OfficeFixture {
 protected:
  DraftOnBehalfTest() : OfficeFixture({"cases-in-courts"}, {}) {}

  static ImportRequest OfCourts(int value = 50) {
    ImportRequest request = RequestOf(absl::StrCat(
        "member,indicator,measure,period,value\nKH,cases-in-courts,number,2019,", value, "\n"));
    request.provider = "KH.MOJ";
    request.on_behalf = {"KH.NSO", "scans/letter.PDF", "%PDF-1.4 scan", "123/2026", "Sok Dara"};
    return request;
  }
  std::string Draft(const ImportRequest& request) {
    const json answer = Import(request);
    EXPECT_TRUE(answer["draft"].is_string()) << answer.dump(2);
    return answer["draft"];
  }
  absl::Status Refused(const ImportRequest& request) { return node().Import(request).status(); }
};

constexpr char kSentence[] = "entered by KH.NSO on behalf of KH.MOJ, letter 123/2026";

TEST_F(DraftOnBehalfTest, TheOfficesKeySignsAndAllAnswersSaySo) {
  const std::string draft = Draft(OfCourts());
  EXPECT_EQ(Json(node().Check(draft))["on_behalf"]["sentence"], kSentence);
  EXPECT_EQ(Json(node().Check(draft))["errors"], 0) << "the office's key is the one entitled";
  EXPECT_EQ(Json(node().ExportDraft(draft)->summary_json)["on_behalf"]["sentence"], kSentence);
  EXPECT_EQ(Json(node().ListDrafts())["drafts"][0]["on_behalf"]["letter"], "123/2026");
  federation_.Sign("KH", draft);
  const json approved = Json(node().Approve({.draft = draft, .by = "Chan Thida"}));
  EXPECT_EQ(approved["on_behalf"]["sentence"], kSentence);
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.Sync("KH"), "");
  ASSERT_EQ(federation_.hub().state().reports().size(), 1u) << "the hub accepted it";
  const observation::Report& report = federation_.hub().state().reports().begin()->second.report;
  EXPECT_EQ(report.provider, "KH.MOJ");
  EXPECT_EQ(report.on_behalf->signing_office, "KH.NSO");
  const json cells = Json(node().Ask({"cells", "asean-child-labour", ""}));
  EXPECT_THAT(cells.dump(), HasSubstr("\"on_behalf\":\"KH.NSO\""));
}

TEST_F(DraftOnBehalfTest, TheLetterIsAPartNamedByItsHash) {
  const std::string draft = Draft(OfCourts());
  const observation::Report report =
      observation::DecodeReport(node().ExportDraft(draft)->envelope.payload).value();
  int letters = 0;
  for (const observation::PartEntry& part : report.parts) {
    if (part.kind != observation::PartKind::kLetter) continue;
    ++letters;
    EXPECT_EQ(part.part_hash, report.on_behalf->letter_part);
  }
  EXPECT_EQ(letters, 1);
  EXPECT_THAT(TextsOf(draft), ElementsAre("Entered from letter: 123/2026"));
  for (const observation::Part& part : PartsOfDraft(draft)) {
    const auto* scan = std::get_if<observation::Attachment>(&part.content);
    if (scan == nullptr) continue;
    EXPECT_EQ(scan->media_type, "application/pdf");
    EXPECT_EQ(scan->content, "%PDF-1.4 scan");
  }
}

TEST_F(DraftOnBehalfTest, WithoutALetterItIsSavedAndNeitherSignedNorApproved) {
  ImportRequest request = OfCourts();
  request.on_behalf.letter_name.clear();
  request.on_behalf.letter.clear();
  request.on_behalf.letter_number.clear();
  const std::string draft = Draft(request);
  auto exported = node().ExportDraft(draft);
  ASSERT_TRUE(exported.ok());
  chain::AddSignature(&exported->envelope, *support::SmallKey("KH NSO"));
  const absl::Status unsigned_status = node().AttachSignature(draft, exported->envelope).status();
  EXPECT_EQ(base::ReasonOf(unsigned_status), "LETTER_ABSENT");
  EXPECT_THAT(std::string(unsigned_status.message()), HasSubstr("lontar draft add draft-1"));

  const json added = Json(node().AddToDraft({draft, "", "scan.png", "a scan", "7"}));
  EXPECT_EQ(added["kind"], "letter");
  EXPECT_EQ(added["was_signed"], false);
  federation_.Sign("KH", draft);
  // Another letter takes its place, and the signature with it.
  const json again = Json(node().AddToDraft({draft, "", "scan.pdf", "a better scan", "8/2026"}));
  EXPECT_EQ(again["was_signed"], true);
  EXPECT_THAT(TextsOf(draft), ElementsAre("Entered from letter: 8/2026"));
  EXPECT_EQ(base::ReasonOf(node().Approve({.draft = draft, .by = "Chan Thida"}).status()),
            "DRAFT_UNSIGNED");
  federation_.Sign("KH", draft);
  EXPECT_EQ(Json(node().Approve({.draft = draft, .by = "Chan Thida"}))["on_behalf"]["letter"],
            "8/2026");
}

TEST_F(DraftOnBehalfTest, AnotherPersonApproves) {
  const std::string draft = Draft(OfCourts());
  federation_.Sign("KH", draft);
  EXPECT_EQ(base::ReasonOf(node().Approve({.draft = draft}).status()), "NAME_WANTED");
  const absl::Status same = node().Approve({.draft = draft, .by = " sok  DARA "}).status();
  EXPECT_EQ(base::ReasonOf(same), "SAME_PERSON");
  EXPECT_EQ(std::string(same.message()), "You entered this figure; someone else approves it");
  EXPECT_TRUE(node().Approve({.draft = draft, .by = "Chan Thida"}).ok());
}

// Both names stay in the node's store, in one local record, and are in nothing that leaves it.
TEST_F(DraftOnBehalfTest, NamesStayInTheNodesOwnRecord) {
  const std::string draft = Draft(OfCourts());
  EXPECT_THAT(Json(node().ListDrafts()).dump(), Not(HasSubstr("Sok Dara")));
  federation_.Sign("KH", draft);
  EXPECT_THAT(node().Approve({.draft = draft, .by = "Chan Thida"}).value(), Not(HasSubstr("Chan")));
  int records = 0;
  for (const auto& [key, bytes] : node_disk_.durable) {
    if (!key.starts_with(std::string(store::kHandsPrefix))) {
      EXPECT_THAT(bytes, Not(HasSubstr("Chan Thida"))) << key;
      EXPECT_THAT(bytes, Not(HasSubstr("Sok Dara"))) << key;
      continue;
    }
    ++records;
    const json record = json::parse(bytes);
    EXPECT_EQ(record["entered_by"], "Sok Dara");
    EXPECT_EQ(record["approved_by"], "Chan Thida");
  }
  EXPECT_EQ(records, 1);
}

TEST_F(DraftOnBehalfTest, WhatIsHalfSaidIsRefused) {
  ImportRequest request = OfCourts();
  request.on_behalf.by.clear();
  EXPECT_EQ(base::ReasonOf(Refused(request)), "NAME_WANTED");
  request = OfCourts();
  request.on_behalf.letter_number.clear();
  EXPECT_EQ(base::ReasonOf(Refused(request)), "LETTER_NUMBER_WANTED");
  request = OfCourts();
  request.on_behalf.letter.clear();
  EXPECT_EQ(base::ReasonOf(Refused(request)), "FILE_EMPTY");
  for (const char* office : {"KH.MOJ", "VN.NSO", "NSO"}) {
    request = OfCourts();
    request.on_behalf.office = office;
    EXPECT_EQ(base::ReasonOf(Refused(request)), "ON_BEHALF_OFFICE") << office;
  }
}

class DraftFilesTest : public OfficeFixture {
 protected:
  DraftFilesTest() : OfficeFixture({"cases-in-courts"}, {}) {}
  std::string Figures() {
    return DraftOf("member,indicator,measure,period,value\nKH,cases-in-courts,number,2019,50\n");
  }
};

TEST_F(DraftFilesTest, AnAttachmentTravelsWithTheReport) {
  const std::string draft = Figures();
  federation_.Sign("KH", draft);
  const json added = Json(node().AddToDraft({draft, "A9", "report.pdf", "%PDF", ""}));
  EXPECT_EQ(added["kind"], "attachment");
  EXPECT_EQ(added["media_type"], "application/pdf");
  EXPECT_EQ(added["was_signed"], true);
  EXPECT_EQ(base::ReasonOf(node().Approve({.draft = draft}).status()), "DRAFT_UNSIGNED");
  EXPECT_EQ(Json(node().ListDrafts())["drafts"][0]["attachments"], 1);
  EXPECT_EQ(Json(node().ListDrafts())["drafts"][0]["stage"], "draft");
  federation_.Seal("KH", draft);
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.hub().state().reports().size(), 1u);
}

TEST_F(DraftFilesTest, AFileThatCannotTravelIsRefused) {
  const std::string draft = Figures();
  const auto refusal = [&](const AddRequest& request) {
    return base::ReasonOf(node().AddToDraft(request).status());
  };
  EXPECT_EQ(refusal({draft, "A9", "report.pdf", "", ""}), "FILE_EMPTY");
  EXPECT_EQ(refusal({draft, "A99", "report.pdf", "x", ""}), "INDICATOR_UNKNOWN");
  EXPECT_EQ(refusal({draft, "", "letter.pdf", "x", "1"}), "NOT_ON_BEHALF");
  EXPECT_EQ(refusal({"draft-9", "A9", "report.pdf", "x", ""}), "DRAFT_ABSENT");
  EXPECT_EQ(refusal({draft, "A9", "large.zip", std::string(base::kPartBytesMax, 'x'), ""}),
            "PART_TOO_LARGE");
  const std::string large(base::kPartBytesMax - 1000, 'x');
  for (int i = 0; i < 3; ++i) EXPECT_EQ(refusal({draft, "A9", "large.zip", large, ""}), "");
  EXPECT_EQ(refusal({draft, "A9", "large.zip", large, ""}), "");
  EXPECT_EQ(refusal({draft, "A9", "large.zip", large, ""}), "SUBMISSION_TOO_LARGE");
}

TEST(MediaType, IsKnownByTheEnding) {
  EXPECT_EQ(MediaTypeOf("a.b.PDF"), "application/pdf");
  EXPECT_EQ(MediaTypeOf("scan.jpeg"), "image/jpeg");
  EXPECT_EQ(MediaTypeOf("unknown"), "application/octet-stream");
  EXPECT_EQ(MediaTypeOf("a.exe"), "application/octet-stream");
}

}  // namespace
}  // namespace lontar::node
