#include "hub/core/settled.h"

#include <gtest/gtest.h>

#include "core/store/key_space.h"
#include "core/store/map_store.h"

namespace lontar::hub {
namespace {

class SettledTest : public testing::Test {
 protected:
  void Cosign(uint64_t size, const std::string& witness) {
    store::Batch batch;
    batch.Put(store::CosignatureKey(size, witness), "line");
    ASSERT_TRUE(store_->Commit(batch).ok());
  }
  uint64_t Settled(uint64_t quorum) { return SettledSizeOf(*store_, quorum)->value(); }

  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_ = store::OpenMapStore(&disk_);
};

TEST_F(SettledTest, TheLargestSizeWithAQuorumIsSettled) {
  EXPECT_EQ(Settled(1), 0u);
  for (const char* witness : {"a", "b", "c"}) Cosign(5, witness);
  Cosign(300, "a");
  Cosign(300, "b");
  Cosign(70'000, "a");
  EXPECT_EQ(Settled(1), 70'000u);
  EXPECT_EQ(Settled(2), 300u);
  EXPECT_EQ(Settled(3), 5u);
  EXPECT_EQ(Settled(4), 0u);
  EXPECT_EQ(*CosignaturesOf(*store_, base::LogSize(300)), 2u);
  EXPECT_EQ(*CosignaturesOf(*store_, base::LogSize(6)), 0u);
}

}  // namespace
}  // namespace lontar::hub
