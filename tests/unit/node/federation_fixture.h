#pragma once
// A small federation over stores in memory, whose node of Cambodia a test looks at. Not founded
// yet: the test says on which papers.

#include <gtest/gtest.h>

#include <memory>

#include "node/core/node_core.h"
#include "tests/support/memory_high_water.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"

namespace lontar::node {

class FederationFixture : public testing::Test {
 protected:
  FederationFixture()
      : hub_store_(store::OpenMapStore(&hub_disk_)),
        node_store_(store::OpenMapStore(&node_disk_)),
        federation_({hub_store_.get(), &sign_register_, node_store_.get(), &high_water_}) {}

  NodeCore& node() { return federation_.node("KH"); }

  store::MapDisk hub_disk_;
  store::MapDisk node_disk_;
  support::MemorySignRegister sign_register_;
  support::MemoryHighWater high_water_;
  std::unique_ptr<store::Store> hub_store_;
  std::unique_ptr<store::Store> node_store_;
  support::SmallFederation federation_;
};

}  // namespace lontar::node
