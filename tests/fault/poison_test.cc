// Records that cannot be read any more, in a store that is otherwise sound. Threat T37: never a
// crash loop. A draft that is damaged is shown and can be dropped; a cosignature is left out; what
// the log is made of cannot be skipped, so the program says which record it is and stops in order.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "node/core/stored.h"
#include "tests/fault/memory_places.h"
#include "tests/support/memory_high_water.h"

namespace lontar::fault {
namespace {

namespace fs = std::filesystem;

// Both programs after two days of work, and a draft that waits.
class Poison : public testing::Test {
 protected:
  void SetUp() override {
    world_ = std::make_unique<SmallWorld>(MemoryPlace(&hub_disk_), MemoryPlace(&node_disk_),
                                          Registers{&sign_register_, &high_water_}, 5);
    ASSERT_TRUE(world_->Work(2).ok());
    // The draft of the third day is taken in; nobody approves it.
    world_->on_step = [this](const char* step) {
      if (std::string(step) == "node.append") node_disk_.fail_commit_in = 1;
    };
    EXPECT_FALSE(world_->Work(3).ok());
    world_->on_step = nullptr;
    world_->DropHub();
    world_->DropNode();
    hub_sound_ = hub_disk_.durable;
    node_sound_ = node_disk_.durable;
    signed_ = sign_register_.head;
    mark_ = high_water_.mark;
  }

  void Mend() {
    world_->DropHub();
    world_->DropNode();
    hub_disk_.durable = hub_sound_;
    node_disk_.durable = node_sound_;
    node_disk_.fail_commit_in = 0;
    sign_register_.head = signed_;
    high_water_.mark = mark_;
  }

  // Everything that a user of a node can ask for; OK or a status, never an end of the process.
  absl::Status UseNode() {
    absl::Status status = world_->OpenNode();
    if (!status.ok()) return status;
    node::NodeCore& node = *world_->node();
    for (const absl::Status& answer :
         {node.StatusJson().status(), node.ListDrafts().status(), node.Check("draft-3").status(),
          node.ExportDraft("draft-3").status(), node.Receipt(base::ChainNumber(2)).status(),
          node.Approve({.draft = "draft-3", .is_dry_run = true}).status()}) {
      if (!answer.ok() && status.ok()) status = answer;
    }
    return status;
  }
  absl::Status UseBoth() {
    const absl::Status hub = world_->OpenHub();
    const absl::Status node = UseNode();
    if (!hub.ok()) return hub;
    if (node.ok()) return world_->Sync();
    return node;
  }

  static std::string FirstKey(const std::map<std::string, std::string>& records,
                              absl::string_view prefix, absl::string_view suffix = "") {
    for (const auto& [key, value] : records) {
      if (absl::StartsWith(key, prefix) && absl::EndsWith(key, suffix)) return key;
    }
    ADD_FAILURE() << "no record " << prefix;
    return "";
  }

  store::MapDisk hub_disk_;
  store::MapDisk node_disk_;
  MemoryRegister sign_register_;
  support::MemoryHighWater high_water_;
  std::unique_ptr<SmallWorld> world_;
  std::map<std::string, std::string> hub_sound_;
  std::map<std::string, std::string> node_sound_;
  std::optional<log::SignedHead> signed_;
  std::optional<chain::HighWater> mark_;
};

TEST_F(Poison, WithoutAnyBothProgramsServe) { EXPECT_TRUE(UseBoth().ok()) << UseBoth(); }

// Threat T37: a damaged draft hides no other, and can be dropped.
TEST_F(Poison, ADamagedDraftIsShownAndDropped) {
  for (const absl::string_view record : {node::kDraftMeta, node::kDraftEnvelope}) {
    Mend();
    node_disk_.durable[absl::StrCat(store::DraftKey("draft-3"), record)] = "{";
    ASSERT_TRUE(world_->OpenNode().ok());
    node::NodeCore& node = *world_->node();
    EXPECT_THAT(node.ListDrafts().value(), testing::HasSubstr("draft-3"));
    const absl::Status checked = node.Check("draft-3").status();
    EXPECT_EQ(base::ReasonOf(checked), "RECORD_UNREADABLE");
    EXPECT_THAT(std::string(checked.message()), testing::HasSubstr("draft-3"));
    EXPECT_TRUE(node.DropDraft("draft-3").ok());
    EXPECT_EQ(base::ReasonOf(node.DropDraft("draft-3")), "DRAFT_ABSENT");
    EXPECT_EQ(world_->Work(3).ToString(), "OK");
  }
}

// Threat T37: what a chain or the log is made of cannot be left out.
TEST_F(Poison, AnEntryOrLeafThatCannotBeReadIsNamed) {
  node_disk_.durable[store::EntryKey(2)] = "x";
  const absl::Status entry = UseNode();
  EXPECT_EQ(base::ReasonOf(entry), "RECORD_UNREADABLE");
  EXPECT_THAT(std::string(entry.message()), testing::HasSubstr("entry 2"));
  Mend();
  const std::string payload = FirstKey(hub_disk_.durable, store::kPayloadPrefix);
  hub_disk_.durable[payload] = "x";
  const absl::Status hub = world_->OpenHub();
  EXPECT_EQ(base::ReasonOf(hub), "PAYLOAD_ABSENT");
  EXPECT_TRUE(absl::IsDataLoss(hub));
  EXPECT_THAT(std::string(hub.message()), testing::HasSubstr("leaf "));
  // Nothing was changed: with the right bytes back it serves.
  Mend();
  EXPECT_TRUE(UseBoth().ok());
}

// Threat T37: one bad line would keep every node from reading the checkpoint.
TEST_F(Poison, ADamagedCosignatureIsLeftOut) {
  hub_disk_.durable[FirstKey(hub_disk_.durable, store::kCosignaturePrefix)] = "no line\n";
  for (auto& [key, value] : hub_disk_.durable) {
    if (absl::StartsWith(key, store::kCosignaturePrefix)) value = "no line of a note\n";
  }
  EXPECT_EQ(UseBoth().ToString(), "OK");
  EXPECT_EQ(world_->AuditFindings(), "");
}

// Threat T37: a checkpoint that is no text ended the process with an exception when a receipt was
// asked for, and one of another size went into receipts that nobody could verify.
TEST_F(Poison, ADamagedCheckpointMakesNoReceiptUntilTheNextSync) {
  for (const std::string& bytes : {std::string("\xff\xfe"), std::string(), std::string("x")}) {
    Mend();
    node_disk_.durable[std::string(store::kCheckpointKey)] = bytes;
    ASSERT_TRUE(world_->OpenNode().ok());
    const absl::Status refused = world_->node()->Receipt(base::ChainNumber(2)).status();
    EXPECT_EQ(base::ReasonOf(refused), "RECORD_UNREADABLE") << refused;
    EXPECT_THAT(std::string(refused.message()), testing::HasSubstr("checkpoint"));
    EXPECT_EQ(world_->Sync().ToString(), "OK");
    EXPECT_TRUE(world_->node()->Receipt(base::ChainNumber(2)).ok());
  }
}

// A payload that waits and is damaged: the entry goes out, is rejected, and the node says so.
TEST_F(Poison, ALostPayloadOfAWaitingEntryIsSaidAloud) {
  ASSERT_TRUE(world_->OpenNode().ok());
  const std::set<std::string> before = [&] {
    std::set<std::string> keys;
    for (const auto& [key, value] : node_disk_.durable) keys.insert(key);
    return keys;
  }();
  ASSERT_TRUE(world_->node()->Approve({.draft = "draft-3"}).ok());
  EXPECT_TRUE(world_->node()->notices().empty());
  for (auto& [key, value] : node_disk_.durable) {
    if (absl::StartsWith(key, store::kPayloadPrefix) && !before.contains(key)) value = "x";
  }
  world_->DropNode();
  ASSERT_TRUE(world_->OpenNode().ok());
  ASSERT_EQ(world_->node()->notices().size(), 1u);
  EXPECT_THAT(world_->node()->notices()[0], testing::HasSubstr("entry 5"));
}

// Threat T37: every single record of both stores, spoilt in each of these ways.
TEST_F(Poison, NoSingleSpoiltRecordCrashesAProgram) {
  const std::vector<std::string> ways = {"", "x", "{", "null", std::string(70'000, '\xff')};
  std::map<std::string, int> outcomes;
  for (const bool is_hub : {true, false}) {
    for (const auto& [key, value] : is_hub ? hub_sound_ : node_sound_) {
      std::vector<std::string> spoilt = ways;
      spoilt.push_back(value.substr(0, value.size() / 2));
      spoilt.push_back(value + value);
      for (const std::string& bytes : spoilt) {
        Mend();
        (is_hub ? hub_disk_ : node_disk_).durable[key] = bytes;
        const absl::Status status = UseBoth();
        ++outcomes[status.ok() ? "served" : base::ReasonOf(status)];
        EXPECT_NE(status.code(), absl::StatusCode::kInternal) << key << ": " << status;
      }
    }
  }
  for (const auto& [reason, count] : outcomes)
    std::cout << "  " << count << " x " << reason << "\n";
  EXPECT_GT(outcomes["served"], 0);
  EXPECT_GT(outcomes["RECORD_UNREADABLE"], 0);
}

// Threat T37: every input that ever crashed something, through a start and all that is asked then.
TEST_F(Poison, EveryKeptInputIsReplayedThroughStartUp) {
  int replayed = 0;
  for (const auto& file : fs::recursive_directory_iterator(LONTAR_SOURCE_DIR "/tests/regress")) {
    const std::string record = file.path().parent_path().filename();
    if (!file.is_regular_file() || file.path().extension() == ".md") continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    Mend();
    if (record == "draft-meta" || record == "draft-envelope") {
      node_disk_.durable[FirstKey(node_sound_, store::kDraftPrefix,
                                  absl::StrCat("/", record.substr(6)))] = bytes;
    } else if (record == "next-draft") {
      node_disk_.durable[std::string(store::kNextDraftKey)] = bytes;
    } else if (record == "checkpoint") {
      node_disk_.durable[std::string(store::kCheckpointKey)] = bytes;
    } else if (record == "entry") {
      node_disk_.durable[store::EntryKey(1)] = bytes;
    } else if (record == "cosignature") {
      hub_disk_.durable[FirstKey(hub_sound_, store::kCosignaturePrefix)] = bytes;
    } else if (record == "leaf" || record == "payload") {
      const std::string prefix =
          record == "leaf" ? absl::StrCat(store::kLogPrefix, "l") : std::string("payload/");
      hub_disk_.durable[FirstKey(hub_sound_, prefix)] = bytes;
      node_disk_.durable[FirstKey(node_sound_, prefix)] = bytes;
    } else {
      continue;  // no record: fuzz_replay_test reads it
    }
    const absl::Status status = UseBoth();
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << file.path() << ": " << status;
    ++replayed;
  }
  EXPECT_GE(replayed, 10);
}

}  // namespace
}  // namespace lontar::fault
