#include "core/disclosure/simplex.h"

#include <gtest/gtest.h>

namespace lontar::disclosure {
namespace {

TEST(Simplex, FindsTheGreatestAndTheLeastSum) {
  // x + y = 10, y + z = 4.
  Simplex simplex(3, {{{1, 1, 0}, 10}, {{0, 1, 1}, 4}});
  EXPECT_EQ(simplex.Greatest({1, 0, 0})->value, 10);
  EXPECT_EQ(simplex.Greatest({-1, 0, 0})->value, -6);
  EXPECT_EQ(simplex.Greatest({0, 0, 1})->value, 4);
}

TEST(Simplex, EquationsThatSayTheSameTwiceDoNoHarm) {
  Simplex simplex(2, {{{1, 1}, 7}, {{1, 1}, 7}, {{2, 2}, 14}});
  EXPECT_EQ(simplex.Greatest({1, 0})->value, 7);
}

TEST(Simplex, WhatContradictsItselfHasNoAnswer) {
  Simplex simplex(2, {{{1, 1}, 7}, {{1, 1}, 8}});
  EXPECT_FALSE(simplex.Greatest({1, 0}));
  EXPECT_FALSE(Simplex(1, {{{1}, -3}}).Greatest({1}));
}

TEST(Simplex, WithoutABoundItSaysSo) {
  Simplex simplex(3, {{{1, -1, 0}, 2}});
  EXPECT_TRUE(simplex.Greatest({1, 0, 0})->is_unbounded);
  EXPECT_EQ(simplex.Greatest({-1, 0, 0})->value, -2);
}

TEST(Simplex, AFractionIsNoProof) {
  // x + y = 1, y + z = 1, z + x = 1 has only the halves.
  Simplex simplex(3, {{{1, 1, 0}, 1}, {{0, 1, 1}, 1}, {{1, 0, 1}, 1}});
  EXPECT_FALSE(simplex.Greatest({1, 0, 0}));
}

TEST(Simplex, WithoutColumnsTheSumIsNothing) { EXPECT_EQ(Simplex(0, {}).Greatest({})->value, 0); }

}  // namespace
}  // namespace lontar::disclosure
