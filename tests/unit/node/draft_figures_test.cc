// What of a draft is handed out for its workbook: figures, the hash of its file, and where each
// finding is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "core/trust/sha256.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;

class DraftFiguresTest : public FederationFixture {
 protected:
  DraftFiguresTest() {
    federation_.Found();
    ImportRequest request;
    request.file_name = "small.csv";
    request.content = content_;
    request.provider = "KH.NSO";
    const auto imported = node().Import(request);
    EXPECT_TRUE(imported.ok()) << imported.status();
    draft_ = json::parse(*imported).value("draft", "");
  }

  const std::string content_ =
      "member,indicator,measure,period,value,sex\n"
      "KH,cases,number,2016,5,_T\nKH,cases,number,2016,9,F\n";
  std::string draft_;
};

TEST_F(DraftFiguresTest, AreThoseThatWouldBeSent) {
  const auto figures = node().FiguresOf(draft_);
  ASSERT_TRUE(figures.ok()) << figures.status();
  const auto report = observation::DecodeReport(figures->report);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->provider, "KH.NSO");
  ASSERT_EQ(figures->parts.size(), 1u);
  const auto part = observation::DecodePart(figures->parts[0]);
  ASSERT_TRUE(part.ok()) << part.status();
  const auto& blocks = std::get<observation::Figures>(part->content).blocks;
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(blocks[0].rows.size(), 2u);
  EXPECT_EQ(base::ReasonOf(node().FiguresOf("draft-9").status()), "DRAFT_ABSENT");
}

TEST_F(DraftFiguresTest, ALostPartIsSaid) {
  std::erase_if(node_disk_.durable, [](const auto& record) {
    return absl::StartsWith(record.first, store::kDraftPartPrefix);
  });
  federation_.CloseNode();
  const auto store = store::OpenMapStore(&node_disk_);
  ASSERT_EQ(federation_.OpenNode(store.get(), &high_water_), "");
  EXPECT_EQ(base::ReasonOf(node().FiguresOf(draft_).status()), "RECORD_UNREADABLE");
  EXPECT_EQ(base::ReasonOf(node().DiffDraft(draft_, "current").status()), "RECORD_UNREADABLE");
  EXPECT_EQ(base::ReasonOf(node().Review(draft_).status()), "RECORD_UNREADABLE");
  federation_.CloseNode();
}

TEST_F(DraftFiguresTest, TheListKnowsOfWhichFile) {
  const json drafts = json::parse(node().ListDrafts().value());
  EXPECT_EQ(drafts["drafts"][0]["file_sha256"], trust::Sha256({content_}).hex());
}

TEST_F(DraftFiguresTest, EachFindingSaysOnWhichFigureItIs) {
  const json check = json::parse(node().Check(draft_).value());
  bool is_found = false;
  for (const json& finding : check["findings"]) {
    if (finding["id"] != "TOTAL_BELOW_PART") continue;
    is_found = true;
    EXPECT_EQ(finding["cell"]["indicator"], "cases");
    EXPECT_EQ(finding["cell"]["measure"], "number");
    EXPECT_EQ(finding["cell"]["period"], "2016");
    EXPECT_TRUE(finding["cell"]["dimensions"].contains("sex")) << finding.dump(1);
  }
  EXPECT_TRUE(is_found) << check.dump(1);
}

}  // namespace
}  // namespace lontar::node
