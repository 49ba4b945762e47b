#include "core/catalogue/validity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/catalogue/fields.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {
namespace {

using testing::HasSubstr;

TEST(Validity, FirstAndLastDayBelongToIt) {
  const Validity validity{.from = "2021-03-04", .to = "2025-02-28"};
  EXPECT_FALSE(validity.HoldsOn("2021-03-03"));
  EXPECT_TRUE(validity.HoldsOn("2021-03-04"));
  EXPECT_TRUE(validity.HoldsOn("2025-02-28"));
  EXPECT_FALSE(validity.HoldsOn("2025-03-01"));
}

TEST(Validity, AnOpenEndLasts) {
  EXPECT_TRUE(Validity().HoldsOn("1967-08-08"));
  EXPECT_TRUE((Validity{.from = "2025-03-01", .to = ""}.HoldsOn("2199-12-31")));
  EXPECT_TRUE((Validity{.from = "", .to = "2025-02-28"}.HoldsOn("1900-01-01")));
}

TEST(Validity, TwoMeetIfTheyShareADay) {
  const Validity first{.from = "", .to = "2025-02-28"};
  const Validity second{.from = "2025-03-01", .to = ""};
  const Validity third{.from = "2025-02-28", .to = "2025-02-28"};
  EXPECT_FALSE(first.Meets(second));
  EXPECT_FALSE(second.Meets(first));
  EXPECT_TRUE(first.Meets(third));
  EXPECT_TRUE(third.Meets(first));
  EXPECT_FALSE(second.Meets(third));
  EXPECT_TRUE(Validity().Meets(second));
}

TEST(Validity, IsReadStrictly) {
  const TextSource source{.file = "x.yaml", .reason = "CATALOGUE_INVALID"};
  const auto read = [&](absl::string_view yaml) {
    const TextNode node = ReadYaml(source, yaml).value();
    Fields fields(source, node, "a thing");
    const Validity validity = ReadValidity(&fields, "thing \"x\"");
    const absl::Status status = fields.Finish();
    return status.ok() ? TextOf(validity) : std::string(status.message());
  };
  EXPECT_EQ(read("{from: 2021-03-04, to: 2025-02-28}"), "from 2021-03-04 until 2025-02-28");
  EXPECT_EQ(read("{from: open, to: 2025-02-28}"), "until 2025-02-28");
  EXPECT_EQ(read("{from: 2021-03-04}"), "from 2021-03-04");
  EXPECT_THAT(read("{from: 2025}"), HasSubstr("\"2025\"; it must be open or a date"));
  EXPECT_THAT(read("{from: 2025-03-01, to: 2025-02-28}"),
              HasSubstr("thing \"x\" ends on 2025-02-28, before it begins on 2025-03-01"));
}

}  // namespace
}  // namespace lontar::catalogue
