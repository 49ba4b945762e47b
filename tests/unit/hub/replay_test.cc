#include "core/store/map_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "hub/core/hub_core.h"
#include "tests/support/authority.h"
#include "tests/support/memory_sign_register.h"

namespace lontar::hub {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(HubReplay, EveryLeafThatIsReadAgainIsTold) {
  support::Authority authority;
  const Keys keys{&authority.chain_key(), &authority.log_key()};
  base::SystemClock clock;
  base::SystemEntropy entropy;
  support::MemorySignRegister sign_register;
  store::MapDisk disk;
  const auto store = store::OpenMapStore(&disk);
  Doors doors{store.get(), &clock, &entropy, &sign_register};
  ASSERT_TRUE(HubCore::Create(doors, keys, authority.TrustRoot()).ok());
  ASSERT_TRUE(HubCore::Open(doors, keys)
                  .value()
                  ->SubmitAct(authority.Member("KH", support::KeyOf(10)->public_key()))
                  .ok());
  std::vector<std::pair<uint64_t, uint64_t>> told;
  doors.on_replayed = [&told](uint64_t done, uint64_t total) { told.emplace_back(done, total); };
  const auto hub = HubCore::Open(doors, keys);
  ASSERT_TRUE(hub.ok()) << hub.status();
  EXPECT_THAT(told, ElementsAre(Pair(1, 2), Pair(2, 2)));
  // It is not told of later leaves.
  ASSERT_TRUE((*hub)->SubmitAct(authority.Member("LA", support::KeyOf(11)->public_key())).ok());
  EXPECT_EQ(told.size(), 2u);
}

}  // namespace
}  // namespace lontar::hub
