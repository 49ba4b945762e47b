#include "node/core/draft_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

SideCell Cell(int64_t value) {
  SideCell cell;
  cell.row.codes = {"_T"};
  cell.row.value = {value, 0};
  return cell;
}

bool SameCell(const SideCell& a, const SideCell& b) {
  return a.is_disputed == b.is_disputed && observation::SameStatement(a.row, b.row);
}

// A few cells of a few blocks, often the same ones.
Side RandomSide(std::mt19937& random) {
  Side side;
  for (const char* const indicator : {"a", "b"}) {
    for (const char* const period : {"2016", "2017"}) {
      if (random() % 3 == 0) continue;
      SideBlock& block = side[{indicator, "number", period}];
      for (const char* const sex : {"F", "M", "_T"}) {
        if (random() % 3 == 0) continue;
        SideCell cell = Cell(static_cast<int64_t>(random() % 3));
        if (random() % 4 == 0) cell.row.comment = "counted again";
        block.cells[{{"sex", sex}}] = cell;
      }
    }
  }
  return side;
}

// Obvious and slow: changes put upon `side`, one after the other.
Side Applied(Side side, const DraftDiff& diff) {
  for (const CellChange& change : diff.cells) {
    auto& cells = side[change.block].cells;
    EXPECT_EQ(change.before.has_value(), cells.contains(change.codes));
    if (change.before) {
      EXPECT_TRUE(SameCell(*change.before, cells[change.codes]));
    }
    cells.erase(change.codes);
    if (change.after) cells[change.codes] = *change.after;
  }
  return side;
}

std::map<BlockName, std::map<CellCodes, SideCell>> CellsOf(const Side& side) {
  std::map<BlockName, std::map<CellCodes, SideCell>> cells;
  for (const auto& [name, block] : side) {
    if (!block.cells.empty()) cells[name] = block.cells;
  }
  return cells;
}

TEST(DraftDiff, OfASideToItselfIsEmpty) {
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) {
    const Side side = RandomSide(random);
    const DraftDiff diff = DiffSides(side, side);
    EXPECT_THAT(diff.cells, IsEmpty());
    size_t cells = 0;
    for (const auto& [name, block] : side) cells += block.cells.size();
    EXPECT_EQ(static_cast<size_t>(diff.total.unchanged), cells);
  }
}

TEST(DraftDiff, AppliedToTheOldOneItGivesTheNewOne) {
  std::mt19937 random(8);
  int changes = 0;
  for (int i = 0; i < 500; ++i) {
    const Side before = RandomSide(random);
    const Side after = RandomSide(random);
    const DraftDiff diff = DiffSides(before, after);
    const auto got = CellsOf(Applied(before, diff));
    const auto want = CellsOf(after);
    ASSERT_EQ(got.size(), want.size());
    for (const auto& [name, cells] : want) {
      ASSERT_EQ(got.at(name).size(), cells.size());
      for (const auto& [codes, cell] : cells) {
        EXPECT_TRUE(SameCell(got.at(name).at(codes), cell));
      }
    }
    EXPECT_TRUE(std::ranges::is_sorted(diff.cells, {}, [](const CellChange& change) {
      return std::pair(change.block, change.codes);
    }));
    EXPECT_EQ(static_cast<size_t>(diff.total.added + diff.total.changed + diff.total.withdrawn),
              diff.cells.size());
    changes += diff.total.changed;
  }
  EXPECT_GT(changes, 100);
}

TEST(DraftDiff, ADisputedCellIsChangedByWhateverSettlesIt) {
  Side before;
  Side after;
  before[{"a", "number", "2016"}].cells[{}] = Cell(4);
  before[{"a", "number", "2016"}].cells[{}].is_disputed = true;
  after[{"a", "number", "2016"}].cells[{}] = Cell(4);
  const DraftDiff diff = DiffSides(before, after);
  ASSERT_EQ(diff.cells.size(), 1u);
  EXPECT_EQ(diff.cells[0].fate, CellFate::kChanged);
  EXPECT_EQ(PercentOf(diff.cells[0]), "-");
  EXPECT_THAT(FieldsOf(diff.cells[0]), ElementsAre("value"));
}

TEST(DraftDiff, OfAHeldBackFigureNothingIsComputed) {
  for (const bool is_before : {true, false}) {
    SideCell held = Cell(777);
    held.row.confidentiality = observation::Confidentiality::kConfidential;
    CellChange change{{"a", "number", "2016"}, {}, CellFate::kChanged, Cell(400), Cell(500)};
    EXPECT_EQ(PercentOf(change), "25.0");
    (is_before ? change.before : change.after) = held;
    EXPECT_EQ(PercentOf(change), "-");
    observation::Report report;
    DraftDiff diff;
    diff.cells.push_back(change);
    const std::string text = DiffJson({"draft-1", "current", &report, nullptr, 0}, diff);
    EXPECT_THAT(text, HasSubstr("held back"));
    EXPECT_THAT(text, Not(HasSubstr("777")));
  }
}

class DraftDiffOnNodeTest : public FederationFixture {
 protected:
  DraftDiffOnNodeTest() { federation_.Found(); }
  static json CountsOf(int added, int changed, int withdrawn, int unchanged) {
    return {
        {"added", added}, {"changed", changed}, {"withdrawn", withdrawn}, {"unchanged", unchanged}};
  }
  json Diff(const std::string& draft, const std::string& against) {
    const auto answer = federation_.node("KH").DiffDraft(draft, against);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }
};

TEST_F(DraftDiffOnNodeTest, WhatWaitsIsCurrentToo) {
  const std::string first = federation_.Draft("KH", "2016", "7");
  json diff = Diff(first, "current");
  EXPECT_EQ(diff["counts"], CountsOf(2, 0, 0, 0));
  federation_.Seal("KH", first);  // not yet at the hub
  const std::string second = federation_.Draft("KH", "2016", "9");
  diff = Diff(second, "current");
  EXPECT_EQ(diff["counts"], CountsOf(0, 1, 0, 1));
  ASSERT_EQ(diff["cells"].size(), 1u);
  const json& cell = diff["cells"][0];
  EXPECT_EQ(cell["code"], "A1");
  EXPECT_EQ(cell["dimensions"], json({{"sex", "_T"}}));
  EXPECT_EQ(cell["before"]["value"], "7");
  EXPECT_EQ(cell["after"]["value"], "9");
  EXPECT_EQ(cell["percent"], "28.6");
  EXPECT_THAT(cell["fields"], ElementsAre("value"));
}

TEST_F(DraftDiffOnNodeTest, ADraftAgainstItselfAndAgainstAnother) {
  const std::string first = federation_.Draft("KH", "2016", "7");
  const std::string other_year = federation_.Draft("KH", "2017", "7");
  EXPECT_THAT(Diff(first, first)["cells"], IsEmpty());
  EXPECT_EQ(Diff(first, first)["counts"]["unchanged"], 2);
  const json diff = Diff(first, other_year);
  EXPECT_EQ(diff["counts"], CountsOf(2, 0, 2, 0));
}

TEST_F(DraftDiffOnNodeTest, ALiveCellThatTheBlockNoLongerStatesIsWithdrawn) {
  federation_.Report("KH", "2016", "7");
  ImportRequest request;
  request.file_name = "only-total.csv";
  request.content = "member,indicator,measure,period,value,sex\nKH,cases,number,2016,7,_T\n";
  request.provider = "KH.NSO";
  request.replaces = true;
  request.withdraw_reason = observation::WithdrawReason::kError;
  const auto imported = federation_.node("KH").Import(request);
  ASSERT_TRUE(imported.ok()) << imported.status();
  const json draft = json::parse(*imported)["draft"];
  ASSERT_TRUE(draft.is_string()) << *imported;
  const json diff = Diff(draft, "current");
  EXPECT_EQ(diff["counts"]["withdrawn"], 1) << diff.dump(1);
  EXPECT_EQ(diff["cells"][0]["dimensions"], json({{"sex", "F"}}));
  EXPECT_EQ(diff["cells"][0]["before"]["value"], "1");
  EXPECT_TRUE(diff["cells"][0]["after"].is_null());
}

TEST_F(DraftDiffOnNodeTest, WhatIsNotThereIsSaid) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").DiffDraft("draft-9", "current").status()),
            "DRAFT_ABSENT");
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").DiffDraft(draft, "draft-9").status()),
            "DRAFT_ABSENT");
}

TEST_F(DraftDiffOnNodeTest, DraftsOfTwoProvidersAreNotCompared) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  ImportRequest request;
  request.file_name = "other.csv";
  request.content = "member,indicator,measure,period,value,sex\nKH,cases,number,2016,7,_T\n";
  request.provider = "KH.MOL";
  const auto imported = federation_.node("KH").Import(request);
  ASSERT_TRUE(imported.ok()) << imported.status();
  const std::string other = json::parse(*imported)["draft"];
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").DiffDraft(draft, other).status()),
            "DRAFTS_NOT_COMPARABLE");
}

}  // namespace
}  // namespace lontar::node
