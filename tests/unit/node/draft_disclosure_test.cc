#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/observation/report.h"
#include "core/store/key_space.h"
#include "tests/unit/node/federation_fixture.h"
#include "tests/unit/node/published_papers.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using observation::Confidentiality;
using observation::Status;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

constexpr absl::string_view kReferredHead =
    "member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo\n";

std::string Referred(absl::string_view value, absl::string_view sex, absl::string_view place) {
  return absl::StrCat("KH,children-referred,number,2019,", value, ",", sex, ",Y0T17,_T,_T,", place,
                      "\n");
}

// The table of docs/disclosure.md, with `girls` in KH-12 and the other three figures of the
// rectangle such that no total changes.
std::string PageTable(int girls, const std::string& mark = "") {
  return absl::StrCat(
      kReferredHead, Referred(absl::StrCat(girls, mark), "F", "KH-12"),
      Referred(absl::StrCat(22 - girls), "M", "KH-12"), Referred("22", "_T", "KH-12"),
      Referred(absl::StrCat(17 - girls), "F", "KH-1"),
      Referred(absl::StrCat(14 + girls), "M", "KH-1"), Referred("31", "_T", "KH-1"),
      Referred("30", "F", "KH-3"), Referred("40", "M", "KH-3"), Referred("70", "_T", "KH-3"),
      Referred("47", "F", "_T"), Referred("76", "M", "_T"), Referred("123", "_T", "_T"));
}

class ClockThatStands : public base::Clock {
 public:
  absl::Time Now() override { return absl::FromUnixSeconds(1767312000); }
};

class PlainEntropy : public base::Entropy {
 public:
  std::string Bytes(size_t count) override { return std::string(count, 's'); }
};

class DraftDisclosureTest : public FederationFixture {
 protected:
  DraftDisclosureTest() {
    federation_.Found(
        PublishedPapers({"cases-in-courts", "child-labour-5-17", "children-referred"}));
  }

  static ImportRequest RequestOf(const std::string& content) {
    ImportRequest request;
    request.file_name = "figures.csv";
    request.content = content;
    request.provider = "KH.NSO";
    return request;
  }
  json Import(const ImportRequest& request) {
    const auto answer = federation_.node("KH").Import(request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }
  json Import(const std::string& content) { return Import(RequestOf(content)); }
  json DryRun(const std::string& content) {
    ImportRequest request = RequestOf(content);
    request.is_dry_run = true;
    return Import(request);
  }

  // The rows of all parts of a draft, as the store holds them.
  std::vector<observation::Row> RowsOf(const std::string& draft) {
    std::vector<observation::Row> rows;
    for (const auto& [key, bytes] : node_disk_.durable) {
      if (!key.starts_with(store::DraftPartKey(draft, ""))) continue;
      const auto part = observation::DecodePart(bytes);
      EXPECT_TRUE(part.ok()) << part.status();
      for (const auto& block : std::get<observation::Figures>(part->content).blocks) {
        rows.insert(rows.end(), block.rows.begin(), block.rows.end());
      }
    }
    return rows;
  }

  ClockThatStands clock_;
  PlainEntropy entropy_;
};

std::vector<std::string> IdsOf(const json& answer) {
  std::vector<std::string> ids;
  for (const json& finding : answer["findings"]) ids.push_back(finding["id"]);
  return ids;
}

TEST_F(DraftDisclosureTest, WhoApprovesSeesWhichCellsAreHeldBackAndWhy) {
  const json answer = Import(PageTable(2));
  const auto reviewed = node().Review(answer["draft"].get<std::string>());
  ASSERT_TRUE(reviewed.ok()) << reviewed.status();
  const json review = json::parse(*reviewed);
  std::vector<std::string> cells;
  for (const json& cell : review["held_back_cells"]) {
    EXPECT_EQ(cell["code"], "A14");
    EXPECT_FALSE(cell.contains("value"));
    cells.push_back(
        absl::StrCat(cell["at"].get<std::string>(), " ", cell["mark"].get<std::string>()));
  }
  EXPECT_THAT(cells, testing::UnorderedElementsAre(
                         "number/2019/F.Y0T17._T._T.KH-12 A", "number/2019/M.Y0T17._T._T.KH-12 D",
                         "number/2019/F.Y0T17._T._T.KH-1 D", "number/2019/M.Y0T17._T._T.KH-1 D"));
}

TEST_F(DraftDisclosureTest, TheStoredPartsHoldNoSmallCountAndNoneCanBeSubtracted) {
  const json answer = Import(PageTable(2));
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  const std::vector<observation::Row> rows = RowsOf(answer["draft"]);
  ASSERT_EQ(rows.size(), 12u);
  int held_back = 0;
  for (const observation::Row& row : rows) {
    if (row.status == Status::kSuppressed) {
      ++held_back;
      EXPECT_EQ(row.value.mantissa, 0);
      EXPECT_NE(row.confidentiality, Confidentiality::kFree);
    } else {
      EXPECT_GE(row.value.mantissa, 5);
    }
  }
  EXPECT_EQ(held_back, 4);
  EXPECT_EQ(answer["disclosure"]["held_back"], 4);
  EXPECT_EQ(answer["disclosure"]["by_mark"], json({{"A", 1}, {"D", 3}, {"C", 0}}));
  EXPECT_EQ(answer["disclosure"]["minimum"], 5);
}

TEST_F(DraftDisclosureTest, EachCellIsNamedWithItsPlaceAndWithoutItsValue) {
  const json answer = Import(PageTable(2));
  EXPECT_THAT(IdsOf(answer), IsSupersetOf({"CELL_HELD_BACK", "MERGE_PROPOSED"}));
  for (const json& finding : answer["findings"]) {
    EXPECT_EQ(finding["value"], "");
    EXPECT_EQ(finding["severity"], "note");
  }
  std::vector<std::string> places;
  for (const json& finding : answer["findings"]) {
    if (finding["id"] == "CELL_HELD_BACK") places.push_back(finding["place"]);
  }
  EXPECT_THAT(places, testing::UnorderedElementsAre("2:E", "3:E", "5:E", "6:E"));
}

// Two files that differ in what is held back alone make one and the same answer, whatever else it
// says of these cells: "2*" is read otherwise than it is written, which has a note of its own.
TEST_F(DraftDisclosureTest, TheAnswerSaysNothingOfWhatIsHeldBack) {
  const json two = DryRun(PageTable(2, "*"));
  EXPECT_EQ(two.dump(2), DryRun(PageTable(3, "*")).dump(2));
  EXPECT_THAT(IdsOf(two), Contains("CELL_NORMALISED"));
  EXPECT_THAT(two.dump(), Not(HasSubstr("2*")));
  ASSERT_EQ(two["cells"].size(), 12u);
  int hidden = 0;
  for (const json& cell : two["cells"]) {
    if (!cell["held_back"].get<bool>()) continue;
    ++hidden;
    EXPECT_TRUE(cell["value"].is_null());
    EXPECT_EQ(cell["written"], "");
    EXPECT_EQ(cell["status"], "Q");
  }
  EXPECT_EQ(hidden, 4);
}

TEST_F(DraftDisclosureTest, AWarningOnATotalSaysNoFigureEither) {
  const std::string file =
      absl::StrCat(kReferredHead, Referred("4", "F", "_T"), Referred("2", "_T", "_T"));
  const json answer = DryRun(file);
  ASSERT_THAT(IdsOf(answer), Contains("TOTAL_BELOW_PART"));
  for (const json& finding : answer["findings"]) {
    EXPECT_EQ(finding["value"], "");
    EXPECT_THAT(finding["sentence"].get<std::string>(), Not(HasSubstr("4 for F")));
  }
}

TEST_F(DraftDisclosureTest, ASmallTotalIsConfirmedOnce) {
  ImportRequest request =
      RequestOf("member,indicator,measure,period,value\nKH,cases-in-courts,number,2019,3\n");
  json answer = Import(request);
  EXPECT_TRUE(answer["draft"].is_null());
  EXPECT_THAT(IdsOf(answer), Contains("SMALL_TOTAL_UNCONFIRMED"));
  EXPECT_EQ(answer["disclosure"]["small_totals"], 1);
  request.confirms_small_totals = true;
  answer = Import(request);
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  EXPECT_THAT(IdsOf(answer), Contains("SMALL_TOTAL_CONFIRMED"));
  ASSERT_EQ(RowsOf(answer["draft"]).size(), 1u);
  EXPECT_EQ(RowsOf(answer["draft"])[0].value.mantissa, 3);

  federation_.Seal("KH", answer["draft"]);
  request.confirms_small_totals = false;
  answer = Import(request);
  EXPECT_THAT(IdsOf(answer), IsEmpty());
  EXPECT_EQ(answer["blocks"]["unchanged"], 1);
}

TEST_F(DraftDisclosureTest, AFileThatWasHeldBackInPartIsUnchangedWhenItComesAgain) {
  federation_.Seal("KH", Import(PageTable(2))["draft"]);
  const json again = Import(PageTable(2));
  EXPECT_TRUE(again["draft"].is_null());
  EXPECT_EQ(again["rows"]["unchanged"], 12) << again.dump(2);
}

// The boys are live and not in the file. Holding them back would hide nothing from who has read the
// earlier report, so the total goes.
TEST_F(DraftDisclosureTest, WhatTheProviderPublishedBeforeIsKnown) {
  federation_.Seal("KH", Import(absl::StrCat(kReferredHead, Referred("50", "_T", "KH-12"),
                                             Referred("20", "M", "KH-12"),
                                             Referred("30", "F", "KH-12")))["draft"]);
  const json answer = Import(
      absl::StrCat(kReferredHead, Referred("22", "_T", "KH-12"), Referred("2", "F", "KH-12")));
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  for (const observation::Row& row : RowsOf(answer["draft"])) {
    const bool is_of_boys = row.codes[0] == "M";
    EXPECT_EQ(row.status, is_of_boys ? Status::kNormal : Status::kSuppressed) << row.codes[0];
    EXPECT_EQ(row.value.mantissa, is_of_boys ? 20 : 0);
  }
}

TEST_F(DraftDisclosureTest, AMemberRaisesTheMinimum) {
  const std::string file = absl::StrCat(kReferredHead, Referred("40", "_T", "_T"),
                                        Referred("7", "F", "_T"), Referred("33", "M", "_T"));
  EXPECT_EQ(DryRun(file)["disclosure"]["held_back"], 0);
  const auto key = support::SmallKey("KH node");
  federation_.CloseNode();
  const auto raised = NodeCore::Open({node_store_.get(), &clock_, &entropy_, &high_water_},
                                     {key.get(), nullptr}, {10});
  ASSERT_TRUE(raised.ok()) << raised.status();
  ImportRequest request = RequestOf(file);
  request.is_dry_run = true;
  const json answer = json::parse((*raised)->Import(request).value());
  EXPECT_EQ(answer["disclosure"]["held_back"], 2);
  EXPECT_EQ(answer["disclosure"]["minimum"], 10);
}

TEST_F(DraftDisclosureTest, ASurveysFiguresStandAsTheyAre) {
  const json answer = Import(
      "member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,"
      "concept\n"
      "KH,child-labour-5-17,number,2019,3,F,Y5T17,_T,_T,_T,_T,_Z\n");
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  EXPECT_EQ(answer["disclosure"]["held_back"], 0);
  ASSERT_EQ(RowsOf(answer["draft"]).size(), 1u);
  EXPECT_EQ(RowsOf(answer["draft"])[0].value.mantissa, 3);
}

}  // namespace
}  // namespace lontar::node
