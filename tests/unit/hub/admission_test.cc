#include "hub/service/admission.h"

#include <cstdlib>

#include "core/base/limits.h"
#include "gtest/gtest.h"

namespace lontar::hub {
namespace {

// Threat T30: one address cannot take the places of all others.
TEST(AdmissionTable, AnAddressHasOnlySoManyPlaces) {
  AdmissionTable table({.connections_max = 10, .per_address_max = 2});
  EXPECT_EQ(table.Take("192.0.2.1"), Admission::kAdmitted);
  EXPECT_EQ(table.Take("192.0.2.1"), Admission::kAdmitted);
  EXPECT_EQ(table.Take("192.0.2.1"), Admission::kAddressFull);
  EXPECT_EQ(table.Take("192.0.2.2"), Admission::kAdmitted);
  EXPECT_EQ(table.connections(), 3);
}

TEST(AdmissionTable, AllTogetherHaveOnlySoMany) {
  AdmissionTable table({.connections_max = 2, .per_address_max = 2});
  EXPECT_EQ(table.Take("192.0.2.1"), Admission::kAdmitted);
  EXPECT_EQ(table.Take("192.0.2.2"), Admission::kAdmitted);
  EXPECT_EQ(table.Take("192.0.2.3"), Admission::kAllFull);
  EXPECT_EQ(table.Take("192.0.2.1"), Admission::kAllFull);
}

TEST(AdmissionTable, APlaceThatIsGivenBackIsFree) {
  AdmissionTable table({.connections_max = 1, .per_address_max = 1});
  EXPECT_EQ(table.Take("192.0.2.1"), Admission::kAdmitted);
  table.GiveBack("192.0.2.1");
  EXPECT_EQ(table.Take("192.0.2.2"), Admission::kAdmitted);
}

// What it remembers grows with the connections that there are, not with those that there were.
TEST(AdmissionTable, ForgetsAddressesWithoutAConnection) {
  AdmissionTable table({.connections_max = 1, .per_address_max = 1});
  for (int i = 0; i < 1000; ++i) {
    const std::string address = "192.0.2." + std::to_string(i);
    ASSERT_EQ(table.Take(address), Admission::kAdmitted);
    EXPECT_EQ(table.Take("198.51.100.1"), Admission::kAllFull);
    table.GiveBack(address);
  }
  EXPECT_EQ(table.addresses(), 0);
  EXPECT_EQ(table.connections(), 0);
}

TEST(AdmissionTableDeathTest, APlaceThatNobodyTookIsNotGivenBack) {
  AdmissionTable table({.connections_max = 1, .per_address_max = 1});
  EXPECT_DEATH(table.GiveBack("192.0.2.1"), "a place is given back that nobody took");
}

TEST(ConnectionsFor, LeavesFilesForTheOthers) {
  EXPECT_EQ(ConnectionsFor(base::kOpenFilesWanted, base::kConnectionsMax), base::kConnectionsMax);
  EXPECT_EQ(ConnectionsFor(80, base::kConnectionsMax), (80 - base::kOpenFilesForOthers) / 2);
  EXPECT_EQ(ConnectionsFor(10, base::kConnectionsMax), 1);
  EXPECT_EQ(ConnectionsFor(1024, 20), 20);
}

}  // namespace
}  // namespace lontar::hub
