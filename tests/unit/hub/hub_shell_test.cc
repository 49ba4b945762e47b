// The shell over a store in memory, with a node's core at the other end of each line.

#include "hub/service/hub_shell.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/net/status.h"
#include "core/store/map_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "node/core/node_core.h"
#include "tests/support/authority.h"
#include "tests/support/memory_high_water.h"

namespace lontar::hub {
namespace {

using nlohmann::json;

// Long enough for any machine; only a failing test waits so long.
constexpr std::chrono::seconds kPatience(30);

// A line in memory: what the shell sends, is for the test to fetch.
class MemoryLine : public LineEnd {
 public:
  void Send(std::string frame) override {
    base::MutexLock lock(&mutex_);
    frames_.push_back(std::move(frame));
    changed_.notify_all();
  }
  void NoteTaken() override {
    base::MutexLock lock(&mutex_);
    ++taken_;
    changed_.notify_all();
  }
  void End(const absl::Status& status) override {
    base::MutexLock lock(&mutex_);
    if (!end_) end_ = status;
    changed_.notify_all();
  }
  bool IsSilentSince(absl::Time) const override {
    base::MutexLock lock(&mutex_);
    return is_silent_;
  }

  bool BeganBefore(absl::Time) const override {
    base::MutexLock lock(&mutex_);
    return is_old_;
  }
  size_t BytesHeld() const override {
    base::MutexLock lock(&mutex_);
    return bytes_held_;
  }

  void GrowOld() {
    base::MutexLock lock(&mutex_);
    is_old_ = true;
  }
  void Hold(size_t bytes) {
    base::MutexLock lock(&mutex_);
    bytes_held_ = bytes;
  }
  bool is_ended() const {
    base::MutexLock lock(&mutex_);
    return end_.has_value();
  }
  void FallSilent() {
    base::MutexLock lock(&mutex_);
    is_silent_ = true;
  }
  // The next frame; nothing when the line was ended, or nothing comes.
  std::optional<std::string> Next() {
    std::unique_lock<std::mutex> lock(mutex_.native());
    changed_.wait_for(lock, kPatience, [this] { return !frames_.empty() || end_.has_value(); });
    if (frames_.empty()) return std::nullopt;
    std::string frame = std::move(frames_.front());
    frames_.pop_front();
    return frame;
  }
  // The reason with which it was ended; "OK" for a good end.
  std::string EndReason() {
    std::unique_lock<std::mutex> lock(mutex_.native());
    changed_.wait_for(lock, kPatience, [this] { return end_.has_value(); });
    if (!end_) return "not ended";
    return end_->ok() ? "OK" : base::ReasonOf(*end_);
  }
  int WaitForTaken(int count) {
    std::unique_lock<std::mutex> lock(mutex_.native());
    changed_.wait_for(lock, kPatience, [this, count] { return taken_ >= count; });
    return taken_;
  }

 private:
  mutable base::Mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> frames_;
  std::optional<absl::Status> end_;
  int taken_ = 0;
  bool is_silent_ = false;
  bool is_old_ = false;
  size_t bytes_held_ = 0;
};

class StillClock : public base::Clock {
 public:
  absl::Time Now() override { return absl::FromUnixSeconds(1'700'000'000); }
};

class MemoryRegister : public log::SignRegister {
 public:
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override { return head_; }
  absl::Status Write(const log::SignedHead& head) override {
    head_ = head;
    return absl::OkStatus();
  }

 private:
  std::optional<log::SignedHead> head_;
};

class HubShellTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto store = store::OpenMapStore(&hub_disk_);
    const Doors doors{store.get(), &clock_, &entropy_, &sign_register_};
    ASSERT_TRUE(HubCore::Create(doors, keys_, authority_.TrustRoot()).ok());
    OpenShell();
    ASSERT_TRUE(shell_->SubmitAct(authority_.Member("KH", administrator_->public_key())).ok());
    OpenNode();
  }
  void TearDown() override { shell_.reset(); }

  void OpenShell() {
    ShellOptions options;
    options.open_store = [this]() -> absl::StatusOr<std::unique_ptr<store::Store>> {
      if (!disk_opens_) return absl::DataLossError("planned damage");
      return store::OpenMapStore(&hub_disk_);
    };
    options.doors = {nullptr, &clock_, &entropy_, &sign_register_};
    options.keys = keys_;
    options.verifiers = &workers_;
    options.when_up = [this](bool is_up) { was_up_.push_back(is_up); };
    options.when_broken = [this](const absl::Status& status) { broken_.End(status); };
    auto shell = HubShell::Open(std::move(options));
    ASSERT_TRUE(shell.ok()) << shell.status();
    shell_ = *std::move(shell);
  }

  void OpenNode() {
    node_store_ = store::OpenMapStore(&node_disk_);
    const node::Doors doors{node_store_.get(), &clock_, &entropy_, &node_high_water_};
    ASSERT_TRUE(node::NodeCore::Create(doors, authority_.hub_id(), "KH").ok());
    auto core = node::NodeCore::Open(doors, {node_key_.get(), witness_key_.get()});
    ASSERT_TRUE(core.ok()) << core.status();
    node_ = *std::move(core);
  }

  // How a whole conversation of the node ends: "OK", or a reason.
  std::string Converse() {
    const auto line = std::make_shared<MemoryLine>();
    const auto id = shell_->Join("KH", line);
    if (!id.ok()) return base::ReasonOf(id.status());
    const auto session = node_->StartSync();
    auto frames = session->Start();
    while (frames.ok()) {
      for (std::string& frame : *frames) shell_->Take(*id, std::move(frame));
      const std::optional<std::string> answer = line->Next();
      if (!answer) break;
      frames = session->Receive(*answer);
    }
    shell_->Leave(*id);
    return frames.ok() ? line->EndReason() : base::ReasonOf(frames.status());
  }

  void EnrolNode() {
    ASSERT_EQ(Converse(), "OK");
    const auto sealed =
        node_->SealAct(authority_.Keys("KH", *administrator_, *node_key_, *witness_key_));
    ASSERT_TRUE(sealed.ok()) << sealed.status();
  }

  json Status() const { return json::parse(shell_->StatusJson().value()); }

  support::Authority authority_;
  std::unique_ptr<trust::PrivateKey> administrator_ = support::KeyOf(10);
  std::unique_ptr<trust::PrivateKey> node_key_ = support::KeyOf(11);
  std::unique_ptr<trust::PrivateKey> witness_key_ = support::KeyOf(12);
  StillClock clock_;
  base::SystemEntropy entropy_;
  MemoryRegister sign_register_;
  Keys keys_{&authority_.chain_key(), &authority_.log_key()};
  base::ThreadWorkers workers_;
  store::MapDisk hub_disk_;
  bool disk_opens_ = true;
  MemoryLine broken_;
  std::vector<bool> was_up_;  // under the shell's lock
  std::unique_ptr<HubShell> shell_;
  store::MapDisk node_disk_;
  support::MemoryHighWater node_high_water_;
  std::unique_ptr<store::Store> node_store_;
  std::unique_ptr<node::NodeCore> node_;
};

TEST_F(HubShellTest, ADryRunOfAnActSaysWhereItWouldStandAndLeavesNothing) {
  const std::string before = shell_->StatusJson().value();
  const chain::Envelope act = authority_.Member("VN", support::KeyOf(11)->public_key());
  const auto index = shell_->SubmitAct(act, true);
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ(shell_->StatusJson().value(), before);
  chain::Envelope unsigned_act = act;
  unsigned_act.signatures.clear();
  EXPECT_EQ(base::ReasonOf(shell_->SubmitAct(unsigned_act, true).status()), "ACT_REJECTED");
  EXPECT_EQ(shell_->SubmitAct(act).value(), *index);
}

TEST_F(HubShellTest, AConversationBringsTheEntryIntoTheLogAndHome) {
  EnrolNode();
  EXPECT_EQ(Status()["log_size"], 2);
  EXPECT_EQ(Converse(), "OK");
  EXPECT_EQ(Status()["log_size"], 3);
  EXPECT_EQ(node_->queued(), 0u);
  EXPECT_EQ(node_->tree().size().value(), 3u);
}

TEST_F(HubShellTest, TheCosignatureStandsUnderTheCheckpoint) {
  EnrolNode();
  ASSERT_EQ(Converse(), "OK");
  EXPECT_THAT(Status()["checkpoint"].get<std::string>(), testing::HasSubstr("witness.test/KH"));
}

TEST_F(HubShellTest, StatusCountsVerdictsAndSaysHowFarTheLogIsSettled) {
  EXPECT_EQ(Status()["settled"]["size"], 0);
  EnrolNode();
  ASSERT_EQ(Converse(), "OK");
  const json status = Status();
  EXPECT_EQ(status["settled"]["size"], status["log_size"]);
  EXPECT_EQ(status["verdicts"], (json{{"accepted", 3}}));
  const HubShell::Lines lines = shell_->lines();
  EXPECT_EQ(lines.open, 0);
  EXPECT_EQ(lines.last_begun.at("KH"), clock_.Now());
  // From the store, when it opens again.
  shell_.reset();
  OpenShell();
  EXPECT_EQ(Status()["settled"]["size"], 3);
  EXPECT_EQ(Status()["verdicts"], (json{{"accepted", 3}}));
}

TEST_F(HubShellTest, EveryFrameIsTakenOnce) {
  const auto line = std::make_shared<MemoryLine>();
  const LineId id = shell_->Join("KH", line).value();
  const auto session = node_->StartSync();
  const std::vector<std::string> hello = session->Start().value();
  ASSERT_EQ(hello.size(), 1u);
  shell_->Take(id, hello[0]);
  EXPECT_EQ(line->WaitForTaken(1), 1);
  EXPECT_TRUE(line->Next().has_value());
  shell_->Leave(id);
}

// Invariant: an entry is answered only after its leaf is durable; what failed was not answered.
TEST_F(HubShellTest, AFailedCommitEndsTheLinesAndLosesNothing) {
  EnrolNode();
  hub_disk_.fail_commit_in = 1;
  EXPECT_EQ(Converse(), "HUB_STARTS_ANEW");
  EXPECT_EQ(Status()["log_size"], 2);
  EXPECT_EQ(node_->queued(), 1u);
  EXPECT_EQ(Converse(), "OK");
  EXPECT_EQ(Status()["log_size"], 3);
  EXPECT_EQ(node_->queued(), 0u);
}

TEST_F(HubShellTest, AnActWhoseCommitFailsMayBeSubmittedAgain) {
  const chain::Envelope member = authority_.Member("LA", node_key_->public_key());
  hub_disk_.fail_commit_in = 1;
  EXPECT_FALSE(shell_->SubmitAct(member).ok());
  // The shell opens anew on its own thread, before it takes a line; so this waits for it.
  EXPECT_EQ(Converse(), "OK");
  const auto index = shell_->SubmitAct(member);
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ(index->value(), 2u);
}

TEST_F(HubShellTest, AStoreThatDoesNotOpenAnyMoreIsReported) {
  EnrolNode();
  hub_disk_.fail_commit_in = 1;
  disk_opens_ = false;
  EXPECT_EQ(Converse(), "HUB_STARTS_ANEW");
  EXPECT_EQ(broken_.EndReason(), "DATA_LOSS");
  EXPECT_EQ(base::ReasonOf(shell_->StatusJson().status()), "HUB_ENDED");
  EXPECT_EQ(Converse(), "HUB_ENDED");
}

// Threat T01: the certificate counts, not the hello.
TEST_F(HubShellTest, AHelloOfAnotherMemberThanTheCertificatesIsRefused) {
  const auto line = std::make_shared<MemoryLine>();
  const LineId id = shell_->Join("LA", line).value();
  const auto session = node_->StartSync();
  const std::vector<std::string> hello = session->Start().value();
  shell_->Take(id, hello[0]);
  const std::optional<std::string> refusal = line->Next();
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(base::ReasonOf(session->Receive(*refusal).status()), "MEMBER_MISMATCH");
  EXPECT_EQ(line->EndReason(), "OK");
  shell_->Leave(id);
}

TEST_F(HubShellTest, AMemberHasOnlySoManyLines) {
  std::vector<LineId> lines;
  for (int i = 0; i < base::kLinesPerMemberMax; ++i) {
    lines.push_back(shell_->Join("KH", std::make_shared<MemoryLine>()).value());
  }
  const auto one_more = shell_->Join("KH", std::make_shared<MemoryLine>());
  EXPECT_EQ(base::ReasonOf(one_more.status()), "TOO_MANY_LINES");
  EXPECT_TRUE(shell_->Join("LA", std::make_shared<MemoryLine>()).ok());
  shell_->Leave(lines[0]);
  EXPECT_TRUE(shell_->Join("KH", std::make_shared<MemoryLine>()).ok());
}

TEST_F(HubShellTest, ASilentLineIsEnded) {
  const auto silent = std::make_shared<MemoryLine>();
  ASSERT_TRUE(shell_->Join("KH", silent).ok());
  silent->FallSilent();
  // What others do makes the shell look round.
  EXPECT_EQ(Converse(), "OK");
  EXPECT_EQ(silent->EndReason(), "LINE_SILENT");
}

// Threat T33: however busy it is.
TEST_F(HubShellTest, AConversationThatIsTooOldIsEnded) {
  const auto old = std::make_shared<MemoryLine>();
  ASSERT_TRUE(shell_->Join("KH", old).ok());
  old->GrowOld();
  EXPECT_EQ(Converse(), "OK");
  EXPECT_EQ(old->EndReason(), "CONVERSATION_TOO_LONG");
}

// Threats T30 to T32.
TEST_F(HubShellTest, TheLineThatHoldsMostIsEndedWhenMemoryIsShort) {
  const auto small = std::make_shared<MemoryLine>();
  const auto large = std::make_shared<MemoryLine>();
  small->Hold(1000);
  large->Hold(2000);
  ASSERT_TRUE(shell_->Join("KH", small).ok());
  ASSERT_TRUE(shell_->Join("LA", large).ok());
  EXPECT_EQ(Converse(), "OK");
  shell_->EndLargestLine();
  EXPECT_EQ(large->EndReason(), "MEMORY_SHORT");
  EXPECT_FALSE(small->is_ended());
  EXPECT_EQ(Converse(), "OK");
}

// The health service says what it is told here.
TEST_F(HubShellTest, TellsWhenItsStoreIsThereAndWhenItIsNot) {
  EnrolNode();
  EXPECT_THAT(was_up_, testing::ElementsAre(true));
  hub_disk_.fail_commit_in = 1;
  EXPECT_EQ(Converse(), "HUB_STARTS_ANEW");
  EXPECT_EQ(Converse(), "OK");
  EXPECT_THAT(was_up_, testing::ElementsAre(true, false, true));
  hub_disk_.fail_commit_in = 1;
  disk_opens_ = false;
  // A key of its own: one that has a role already is refused before anything is committed.
  const absl::Status status =
      shell_->SubmitAct(authority_.Member("LA", support::KeyOf(13)->public_key())).status();
  EXPECT_FALSE(status.ok());
  EXPECT_NE(base::ReasonOf(status), "ACT_REJECTED");
  EXPECT_EQ(broken_.EndReason(), "DATA_LOSS");
  EXPECT_THAT(was_up_, testing::ElementsAre(true, false, true, false));
}

// A line that joined in the moment of the stop was forgotten, and gRPC waited for it.
TEST_F(HubShellTest, ALineThatJoinsWhileTheHubIsStoppedIsEnded) {
  for (int round = 0; round < 200; ++round) {
    std::vector<std::shared_ptr<MemoryLine>> joined;
    std::thread stopping([this] { shell_->Stop(); });
    for (int i = 0; i < base::kLinesPerMemberMax; ++i) {
      const auto line = std::make_shared<MemoryLine>();
      if (shell_->Join("KH", line).ok()) joined.push_back(line);
    }
    stopping.join();
    for (const auto& line : joined) ASSERT_EQ(line->EndReason(), "HUB_STOPPING") << round;
    shell_.reset();
    OpenShell();
  }
}

TEST_F(HubShellTest, StoppingEndsTheLinesAndTakesNoMore) {
  const auto line = std::make_shared<MemoryLine>();
  const LineId id = shell_->Join("KH", line).value();
  shell_->Stop();
  EXPECT_EQ(line->EndReason(), "HUB_STOPPING");
  EXPECT_EQ(base::ReasonOf(shell_->Join("KH", line).status()), "HUB_STOPPING");
  shell_->Leave(id);
}

TEST_F(HubShellTest, ARefusedActChangesNothing) {
  chain::Envelope unsigned_act = authority_.Member("LA", node_key_->public_key());
  unsigned_act.signatures.pop_back();
  EXPECT_EQ(base::ReasonOf(shell_->SubmitAct(unsigned_act).status()), "ACT_REJECTED");
  EXPECT_EQ(Status()["log_size"], 2);
  EXPECT_EQ(Converse(), "OK");
}

TEST_F(HubShellTest, StatusSaysWhatTheHubIs) {
  const json status = Status();
  EXPECT_EQ(status["schema"], "lontar.status.v1");
  EXPECT_EQ(status["role"], "hub");
  EXPECT_EQ(status["hub_id"], authority_.hub_id().hex());
  EXPECT_EQ(status["notice"], "DEMONSTRATION: a test");
  const json member = {
      {"code", "KH"}, {"name", "Member KH"}, {"from", "1999-04-30"}, {"to", nullptr}};
  EXPECT_EQ(status["members"], json::array({member}));
}

TEST_F(HubShellTest, TheMirrorEndsWithTheCheckpointAndGoesOnAfterAnError) {
  std::set<std::string> paths;
  std::string last;
  const absl::Status status =
      shell_->Mirror([&paths, &last](const std::string& path, const std::string&) {
        EXPECT_TRUE(paths.insert(path).second) << path << " twice";
        last = path;
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(last, "checkpoint");
  EXPECT_EQ(paths.count("tile/0/000.p/2"), 1u);
  const absl::Status full = absl::ResourceExhaustedError("disk full");
  EXPECT_EQ(shell_->Mirror([&full](const std::string&, const std::string&) { return full; }), full);
}

TEST_F(HubShellTest, WhoLooksHasTheCoreAsItIs) {
  base::LogSize size;
  const absl::Status status = shell_->Look([&size](const HubCore& core) {
    size = core.state().size();
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(size.value(), 2u);
  EXPECT_EQ(shell_->Look([](const HubCore&) { return absl::CancelledError("gone"); }).message(),
            "gone");
}

}  // namespace
}  // namespace lontar::hub
