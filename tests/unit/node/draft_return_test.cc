#include "node/core/draft_return.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class DraftReturnTest : public FederationFixture {
 protected:
  DraftReturnTest() { federation_.Found(); }
  json DraftInList(const std::string& id) {
    const json answer = json::parse(node().ListDrafts().value());
    for (const json& draft : answer["drafts"]) {
      if (draft["draft"] == id) return draft;
    }
    return nullptr;
  }
};

TEST_F(DraftReturnTest, TheSignatureIsDroppedAndApprovingNeedsANewOne) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  const auto returned = node().ReturnDraft({draft, "girls exceed the total", "S. Chan", false});
  ASSERT_TRUE(returned.ok()) << returned.status();
  EXPECT_EQ(json::parse(*returned)["signature_dropped"], true);
  EXPECT_EQ(DraftInList(draft)["stage"], "returned");
  EXPECT_EQ(DraftInList(draft)["returned"]["reason"], "girls exceed the total");
  EXPECT_EQ(DraftInList(draft)["returned"]["by"], "S. Chan");
  EXPECT_TRUE(node().ExportDraft(draft)->envelope.signatures.empty());
  const absl::Status refused = node().Approve({.draft = draft}).status();
  EXPECT_EQ(base::ReasonOf(refused), "DRAFT_UNSIGNED");
  EXPECT_THAT(std::string(refused.message()),
              HasSubstr("was returned (\"girls exceed the total\")"));
  federation_.Seal("KH", draft);
  EXPECT_EQ(node().queued(), 1u);
}

TEST_F(DraftReturnTest, SignedAgainItSaysSo) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  ASSERT_TRUE(node().ReturnDraft({draft, "which survey?", "", false}).ok());
  EXPECT_TRUE(DraftInList(draft)["returned"]["by"].is_null());
  federation_.Sign("KH", draft);
  EXPECT_EQ(DraftInList(draft)["stage"], "signed");
}

TEST_F(DraftReturnTest, WithoutAReasonNothingIsReturned) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  const auto before = node_disk_.durable;
  for (const std::string reason : {"", " \t\n "}) {
    const absl::Status refused = node().ReturnDraft({draft, reason, "", false}).status();
    EXPECT_EQ(base::ReasonOf(refused), "RETURN_REASON_ABSENT");
    EXPECT_THAT(std::string(refused.message()), HasSubstr("--reason"));
  }
  for (const std::string& reason :
       {std::string(base::kTextBytesMax + 1, 'x'), std::string("\xff"), std::string("a\x1b[2J")}) {
    EXPECT_EQ(base::ReasonOf(node().ReturnDraft({draft, reason, "", false}).status()),
              "TEXT_NOT_PLAIN");
    EXPECT_EQ(base::ReasonOf(node().ReturnDraft({draft, "why", reason, false}).status()),
              "TEXT_NOT_PLAIN");
  }
  EXPECT_EQ(node_disk_.durable, before);
}

TEST_F(DraftReturnTest, ADryRunChangesNothing) {
  const std::string draft = federation_.Draft("KH", "2016", "7");
  federation_.Sign("KH", draft);
  const auto before = node_disk_.durable;
  const auto looked = node().ReturnDraft({draft, "why", "", true});
  ASSERT_TRUE(looked.ok()) << looked.status();
  EXPECT_EQ(json::parse(*looked)["signature_dropped"], true);
  EXPECT_EQ(node_disk_.durable, before);
}

TEST_F(DraftReturnTest, WhatIsNotThereIsNotReturned) {
  EXPECT_EQ(base::ReasonOf(node().ReturnDraft({"draft-9", "why", "", false}).status()),
            "DRAFT_ABSENT");
}

}  // namespace
}  // namespace lontar::node
