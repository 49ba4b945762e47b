// People who approve a report by keys of their own: one, two, deputies within dates.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/match.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "node/core/deputies.h"
#include "node/core/draft_return.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// A node whose member wants `people` to approve, with a draft that its provider has signed.
class ApprovalsTest : public FederationFixture {
 protected:
  void Found(int people) {
    support::FoundingPapers papers;
    papers.rules.approvers = people;
    federation_.Found(papers);
    federation_.RaiseLevel(2);
    for (const char* name : {"first", "second"}) {
      federation_.EnrolPerson("KH", fold::KeyRole::kApprover, name);
    }
    draft_ = federation_.Draft("KH", "2016", "7");
    federation_.Sign("KH", draft_);
  }

  // What was exported, with the signature of this key.
  chain::Envelope SignedBy(const std::string& key) {
    auto exported = node().ExportDraft(draft_);
    EXPECT_TRUE(exported.ok()) << exported.status();
    chain::AddSignature(&exported->envelope, *support::SmallKey("KH " + key));
    return exported->envelope;
  }
  absl::StatusOr<std::string> ApproveWith(const std::string& key) {
    return node().Approve({.draft = draft_, .envelope = SignedBy(key)});
  }
  static json Json(const absl::StatusOr<std::string>& answer) {
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }
  static std::string Why(const absl::StatusOr<std::string>& answer) {
    return answer.ok() ? "" : base::ReasonOf(answer.status());
  }
  static std::string KeyOf(const std::string& name) {
    return support::SmallKey("KH " + name)->public_key().id().hex();
  }
  std::string AddDeputy(const std::string& from, const std::string& to) {
    return Why(node().AddDeputy({KeyOf("second"), KeyOf("first").substr(0, 8), from, to}));
  }

  std::string draft_;
};

TEST_F(ApprovalsTest, NoKeyIsWantedUnlessTheMemberSaysSo) {
  Found(0);
  EXPECT_EQ(Json(node().Approve({.draft = draft_}))["sealed"], true);
}

TEST_F(ApprovalsTest, OnePersonSignsAndItIsSealed) {
  Found(1);
  const auto refused = node().Approve({.draft = draft_});
  EXPECT_EQ(Why(refused), "APPROVERS_WANTED");
  EXPECT_THAT(refused.status().message(), HasSubstr("1 person"));
  const json answer = Json(ApproveWith("first"));
  EXPECT_EQ(answer["sealed"], true);
  EXPECT_EQ(answer["approvals"]["given"][0]["key"], KeyOf("first"));
}

TEST_F(ApprovalsTest, TwoPeopleAreTwoKeys) {
  Found(2);
  const json first = Json(ApproveWith("first"));
  EXPECT_EQ(first["sealed"], false);
  EXPECT_EQ(first["approvals"]["wanted"], 2);
  EXPECT_EQ(Why(ApproveWith("first")), "SAME_PERSON");
  EXPECT_EQ(Why(node().Approve({.draft = draft_})), "APPROVERS_WANTED");
  const json review = Json(node().Review(draft_));
  EXPECT_EQ(review["approvals"]["given"].size(), 1u);
  const json second = Json(ApproveWith("second"));
  EXPECT_EQ(second["sealed"], true);
  EXPECT_EQ(second["approvals"]["given"].size(), 2u);
}

TEST_F(ApprovalsTest, TheLogHasTheirSignatures) {
  Found(2);
  Json(ApproveWith("first"));
  Json(ApproveWith("second"));
  EXPECT_EQ(federation_.Sync("KH"), "");
  // The last entry is the report: its provider and two approvers.
  const base::LogIndex last(node().state().size().value() - 1);
  const auto leaf = chain::DecodeLeaf(node().tree().LeafAt(last).value());
  ASSERT_TRUE(leaf.ok()) << leaf.status();
  EXPECT_EQ(leaf->entry.header.payload_signatures.size(), 3u);
}

TEST_F(ApprovalsTest, WhoSuppliedDoesNotApprove) {
  Found(2);
  EXPECT_EQ(Why(ApproveWith("NSO")), "SAME_PERSON");
  EXPECT_EQ(Why(ApproveWith("nobody")), "KEY_NOT_VALID");
  EXPECT_EQ(Json(node().Review(draft_))["approvals"]["given"].size(), 0u);
  Json(ApproveWith("first"));
  EXPECT_EQ(Why(ApproveWith("nobody")), "KEY_NOT_VALID");
}

TEST_F(ApprovalsTest, ASignatureFromAnotherComputerCounts) {
  Found(2);
  EXPECT_EQ(Json(node().AttachSignature(draft_, SignedBy("first")))["key"], KeyOf("first"));
  EXPECT_EQ(Json(ApproveWith("second"))["sealed"], true);
}

// The second person exported before the first had signed.
TEST_F(ApprovalsTest, AnEarlierExportTakesNoApprovalAway) {
  Found(2);
  const chain::Envelope second = SignedBy("second");
  Json(ApproveWith("first"));
  EXPECT_EQ(Json(node().Approve({.draft = draft_, .envelope = second}))["sealed"], true);
}

TEST_F(ApprovalsTest, AReturnedDraftIsApprovedAnew) {
  Found(2);
  Json(ApproveWith("first"));
  DraftReturnRequest back;
  back.draft = draft_;
  back.reason = "please look again";
  ASSERT_TRUE(node().ReturnDraft(back).ok());
  federation_.Sign("KH", draft_);
  EXPECT_EQ(Json(node().Review(draft_))["approvals"]["given"].size(), 0u);
  EXPECT_EQ(Json(ApproveWith("second"))["sealed"], false);
}

TEST_F(ApprovalsTest, NamesStayInTheStoreAndInTheHistory) {
  Found(2);
  Json(node().Approve({.draft = draft_, .by = "Sok Dara", .envelope = SignedBy("first")}));
  EXPECT_THAT(node().ListDrafts().value(), Not(HasSubstr("Sok Dara")));
  EXPECT_THAT(node().Review(draft_).value(), Not(HasSubstr("Sok Dara")));
  const json history = Json(node().DraftHistory(draft_));
  EXPECT_EQ(history["events"].back()["step"], "approval-signed");
  EXPECT_EQ(history["events"].back()["by"], "Sok Dara");
  EXPECT_EQ(history["events"].back()["key"], KeyOf("first"));
}

// The clock of the federation stands at 2026-01-02.
TEST_F(ApprovalsTest, ADeputyApprovesWithinDatesAndIsShownAsDeputy) {
  Found(1);
  EXPECT_EQ(AddDeputy("2026-01-02", "2026-01-02"), "");
  const json answer = Json(ApproveWith("second"));
  EXPECT_EQ(answer["sealed"], true);
  EXPECT_EQ(answer["approvals"]["given"][0]["stands_in_for"], KeyOf("first"));
  const json history = Json(node().DraftHistory(draft_));
  EXPECT_EQ(history["events"][history["events"].size() - 2]["deputy_of"], KeyOf("first"));
}

TEST_F(ApprovalsTest, ADeputyOutOfDatesDoesNotApprove) {
  Found(1);
  EXPECT_EQ(AddDeputy("2026-01-03", "2026-02-01"), "");
  const auto refused = ApproveWith("second");
  EXPECT_EQ(Why(refused), "DEPUTY_DATES");
  EXPECT_THAT(refused.status().message(), HasSubstr("from 2026-01-03 to 2026-02-01"));
  EXPECT_EQ(Why(node().AttachSignature(draft_, SignedBy("second"))), "DEPUTY_DATES");
  EXPECT_EQ(AddDeputy("2025-12-01", "2026-01-01"), "");
  EXPECT_EQ(Why(ApproveWith("second")), "DEPUTY_DATES");
  ASSERT_TRUE(node().EndDeputy(KeyOf("second"), false).ok());
  EXPECT_EQ(Json(ApproveWith("second"))["sealed"], true);
}

TEST_F(ApprovalsTest, ADeputyIsAnEnrolledKeyOfTheSameRole) {
  Found(1);
  EXPECT_EQ(AddDeputy("2026-02-01", "2026-01-01"), "DEPUTY_DATES");
  EXPECT_EQ(AddDeputy("1 February", "2026-01-01"), "DEPUTY_DATES");
  const auto add = [this](const std::string& key, const std::string& other) {
    return Why(node().AddDeputy({key, other, "2026-01-01", "2026-02-01"}));
  };
  EXPECT_EQ(add(KeyOf("first"), KeyOf("first")), "DEPUTY_KEY");
  EXPECT_EQ(add(KeyOf("first"), KeyOf("NSO")), "DEPUTY_KEY");
  EXPECT_EQ(add(KeyOf("first").substr(0, 7), KeyOf("second")), "DEPUTY_KEY");
  federation_.EnrolPerson("KH", fold::KeyRole::kFocalPoint, "minister");
  EXPECT_EQ(add(KeyOf("first"), KeyOf("minister")), "DEPUTY_KEY");
  EXPECT_EQ(Json(node().Deputies())["deputies"].size(), 0u);
  EXPECT_EQ(Why(node().EndDeputy(KeyOf("first"), false)), "DEPUTY_KEY");
}

// A key that nobody can be told to be a deputy's would approve for ever.
TEST_F(ApprovalsTest, WhileADeputysRecordIsDamagedNobodyApprovesByKey) {
  Found(1);
  EXPECT_EQ(AddDeputy("2026-01-03", "2026-02-01"), "");
  for (auto& [key, value] : node_disk_.durable) {
    if (absl::StartsWith(key, store::kDeputyPrefix)) value = "{";
  }
  EXPECT_EQ(Why(ApproveWith("second")), "RECORD_UNREADABLE");
  EXPECT_EQ(AddDeputy("2026-01-03", "2026-02-01"), "");
  EXPECT_EQ(Why(ApproveWith("second")), "DEPUTY_DATES");
}

TEST_F(ApprovalsTest, ADryRunSaysHowManyAreThere) {
  Found(2);
  const json answer = Json(node().Approve({.draft = draft_, .is_dry_run = true}));
  EXPECT_EQ(answer["sealed"], false);
  EXPECT_EQ(answer["approvals"]["wanted"], 2);
  EXPECT_EQ(answer["approvals"]["given"].size(), 0u);
}

}  // namespace
}  // namespace lontar::node
