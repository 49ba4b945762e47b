#pragma once
// The indicator of children referred to services, and blocks of it, for tests of disclosure.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/disclosure/disclosure.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::disclosure {

inline const catalogue::Catalogue& Framework() {
  static const auto* loaded = new catalogue::Catalogue(catalogue::LoadPublished().value());
  return *loaded;
}

inline const catalogue::Indicator& Referred() {
  return *Framework().FindIndicator("children-referred");
}

struct Figure {
  std::string sex;
  std::string age;
  std::string place;
  int64_t count;
};

inline observation::Block ChildrenOf(const std::vector<Figure>& figures) {
  observation::Block block{.measure = "number",
                           .period = "2019",
                           .unit_received = "PS",
                           .dimensions = Referred().dimensions};
  for (const Figure& figure : figures) {
    observation::Row row{.codes = {figure.sex, figure.age, "_T", "_T", figure.place}};
    row.value = {.mantissa = figure.count, .scale = 0};
    block.rows.push_back(std::move(row));
  }
  return block;
}

// "F Y0T17 _T": sex, age and place.
inline std::string TextOf(const std::vector<std::string>& codes) {
  return codes[0] + " " + codes[1] + " " + codes[4];
}

inline std::vector<std::string> HeldOf(const DisclosurePlan& plan, HoldReason reason) {
  std::vector<std::string> texts;
  for (const HeldBack& held : plan.held_back) {
    if (held.reason == reason) texts.push_back(TextOf(held.cell.codes));
  }
  return texts;
}

}  // namespace lontar::disclosure
