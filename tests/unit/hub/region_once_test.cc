#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "core/fold/act.h"
#include "core/store/key_space.h"
#include "core/store/map_store.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"

namespace lontar::hub {
namespace {

using testing::HasSubstr;

// Counts the parts that are read.
class CountedStore : public store::Store {
 public:
  explicit CountedStore(store::Store* store) : store_(store) {}
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    if (absl::StartsWith(key, store::kPartPrefix)) ++parts_read;
    return store_->Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    return store_->Scan(first, last, take);
  }
  absl::Status Commit(const store::Batch& batch) override { return store_->Commit(batch); }
  std::unique_ptr<store::Reader> Snapshot() const override { return store_->Snapshot(); }

  mutable int parts_read = 0;

 private:
  store::Store* store_;
};

class RegionOnce : public testing::Test {
 protected:
  RegionOnce() {
    support::FoundingPapers papers;
    papers.files = support::SmallCatalogue();
    absl::StrReplaceAll(
        {{"{id: number, unit: CASES}", "{id: number, unit: CASES, regional_sum: true}"}},
        &papers.files.front().content);
    federation_.Found(papers);
    for (const char* member : {"KH", "VN"}) {
      federation_.Report(member, "2016", "7");
      EXPECT_EQ(federation_.Sync(member), "");
    }
    federation_.State(fold::RoundAct{federation_.hub_id(), "small", "first", fold::RoundClose{}});
  }

  std::string AskAsPublic() {
    fold::Question question{"region"};
    const auto answer = federation_.hub().AskFor({}, question);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.value_or("");
  }

  store::MapDisk hub_disk_;
  store::MapDisk node_disk_;
  std::unique_ptr<store::Store> hub_store_ = store::OpenMapStore(&hub_disk_);
  std::unique_ptr<store::Store> node_store_ = store::OpenMapStore(&node_disk_);
  CountedStore counted_{hub_store_.get()};
  support::MemorySignRegister sign_register_;
  support::MemoryHighWater high_water_;
  support::SmallFederation federation_{
      {&counted_, &sign_register_, node_store_.get(), &high_water_}};
};

// Nobody without a token makes a hub read every part with each page that is opened.
TEST_F(RegionOnce, AReaderWhoComesSecondMakesTheHubReadNoPart) {
  const int before = counted_.parts_read;
  const std::string first = AskAsPublic();
  EXPECT_THAT(first, HasSubstr("\"state\": \"too-few\""));
  const int after = counted_.parts_read;
  EXPECT_GE(after - before, 2);
  EXPECT_EQ(AskAsPublic(), first);
  EXPECT_EQ(counted_.parts_read, after);
  // Of a longer log they are read once more.
  federation_.State(fold::PolicyAct{federation_.hub_id(), 2});
  EXPECT_THAT(AskAsPublic(), HasSubstr("\"state\": \"too-few\""));
  EXPECT_GT(counted_.parts_read, after);
}

}  // namespace
}  // namespace lontar::hub
