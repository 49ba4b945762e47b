// Leaves that are durable and not yet signed, because the hub ended in between, and a clock that is
// set back before it opens again.

#include "core/store/map_store.h"
#include "gtest/gtest.h"
#include "hub/core/hub_core.h"
#include "tests/support/authority.h"

namespace lontar::hub {
namespace {

class SetClock : public base::Clock {
 public:
  absl::Time Now() override { return now; }
  absl::Time now = absl::FromUnixSeconds(1'700'000'000);
};

class FailingRegister : public log::SignRegister {
 public:
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override { return head_; }
  absl::Status Write(const log::SignedHead& head) override {
    if (fails) return absl::UnavailableError("planned failure");
    head_ = head;
    return absl::OkStatus();
  }
  bool fails = false;

 private:
  std::optional<log::SignedHead> head_;
};

class ClockSetBackTest : public testing::Test {
 protected:
  void SetUp() override {
    store_ = store::OpenMapStore(&disk_);
    ASSERT_TRUE(HubCore::Create(doors(), keys_, authority_.TrustRoot()).ok());
    Open();
  }
  Doors doors() { return {store_.get(), &clock_, &entropy_, &register_}; }
  void Open() {
    hub_.reset();
    store_ = store::OpenMapStore(&disk_);
    auto hub = HubCore::Open(doors(), keys_);
    ASSERT_TRUE(hub.ok()) << hub.status();
    hub_ = *std::move(hub);
  }
  // Leaf 1, in the store and under no signature.
  void WriteUnsigned() {
    clock_.now += absl::Seconds(60);  // else its time is leaf 0's, which no clock questions
    register_.fails = true;
    EXPECT_FALSE(hub_->SubmitAct(authority_.Member("KH", administrator_->public_key())).ok());
    register_.fails = false;
  }
  // The member once more, with another name.
  chain::Envelope OtherName() const {
    const std::string payload = authority_.Member("KH", administrator_->public_key()).payload;
    const auto act = fold::DecodeAct(chain::EntryKind::kMember, payload);
    fold::MemberAct member = std::get<fold::MemberAct>(*act);
    member.name = "Cambodia";
    chain::Envelope envelope = support::ActOf(member);
    for (const int key : {2, 3}) chain::AddSignature(&envelope, *support::KeyOf(key));
    return envelope;
  }

  support::Authority authority_;
  std::unique_ptr<trust::PrivateKey> administrator_ = support::KeyOf(10);
  Keys keys_{&authority_.chain_key(), &authority_.log_key()};
  SetClock clock_;
  base::SystemEntropy entropy_;
  FailingRegister register_;
  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<HubCore> hub_;
};

// Invariant 37, threat T46. It took the leaf for one from the future and cut it off: its entry came
// again, behind others.
TEST_F(ClockSetBackTest, CutsOffNoLeafThatWasNotSignedYet) {
  WriteUnsigned();
  for (const absl::Duration jump : {-absl::Hours(1), -absl::Hours(24 * 3652)}) {
    clock_.now += jump;
    Open();
    ASSERT_EQ(hub_->tree().size(), base::LogSize(2)) << jump;
    EXPECT_EQ(hub_->notice(), "") << jump;
  }
  // And no time on the log decreases.
  const auto next = hub_->SubmitAct(OtherName());
  ASSERT_TRUE(next.ok()) << next.status();
  const auto time_of = [this](uint64_t index) {
    return chain::DecodeLeaf(*hub_->tree().LeafAt(base::LogIndex(index)))->stamp.time_ms;
  };
  EXPECT_EQ(time_of(1), uint64_t{1'700'000'060'000});
  EXPECT_EQ(time_of(2), time_of(1));
}

}  // namespace
}  // namespace lontar::hub
