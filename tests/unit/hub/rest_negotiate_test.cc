#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "hub/rest/negotiate.h"

namespace lontar::hub::rest {
namespace {

// The content type without what all of them begin with; or the reason why there is none.
std::string Chosen(Generation generation, Kind kind, const std::string& accept,
                   const FormatWish& wish = {}) {
  RestQuery query;
  query.generation = generation;
  query.kind = kind;
  query.wish = wish;
  const auto chosen = ChooseFormat(query, accept);
  if (!chosen.ok()) return base::ReasonOf(chosen.status());
  return chosen->content_type.substr(std::string("application/vnd.sdmx.").size());
}

struct Case {
  const char* accept;
  const char* chosen;
};

TEST(ChooseFormat, OfFiguresOfTheFirstGeneration) {
  for (const Case& one :
       {Case{"", "genericdata+xml;version=2.1"},
        {"*/*", "genericdata+xml;version=2.1"},
        {"application/xml", "genericdata+xml;version=2.1"},
        {"application/*", "genericdata+xml;version=2.1"},
        {"text/csv", "data+csv;version=1.0.0"},
        {"text/*", "genericdata+xml;version=2.1"},
        {"application/json", "data+json;version=1.0.0"},
        {"application/vnd.sdmx.data+json;version=1.0", "data+json;version=1.0.0"},
        {"application/vnd.sdmx.structurespecificdata+xml", "structurespecificdata+xml;version=2.1"},
        {"application/vnd.sdmx.data+csv; version=1.0.0 ; labels=both",
         "data+csv;version=1.0.0;labels=both"},
        {"application/vnd.sdmx.data+csv;labels=name", "SDMX_FORMAT"},
        {"application/vnd.sdmx.data+csv;keys=obs", "SDMX_FORMAT"},
        {"application/vnd.sdmx.data+json;version=2.0.0", "SDMX_FORMAT"},
        {"image/png", "SDMX_FORMAT"},
        {"image/png, */*;q=0.1", "genericdata+xml;version=2.1"},
        {"text/csv;q=0.5, application/json;q=0.9", "data+json;version=1.0.0"},
        {"*/*, text/csv", "data+csv;version=1.0.0"},
        {"application/xml;q=0, */*", "structurespecificdata+xml;version=2.1"},
        {"*/*;q=0", "SDMX_FORMAT"},
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
         "genericdata+xml;version=2.1"}}) {
    EXPECT_EQ(Chosen(Generation::kV1, Kind::kData, one.accept), one.chosen) << one.accept;
  }
}

TEST(ChooseFormat, OfFiguresOfTheSecondGeneration) {
  for (const Case& one :
       {Case{"", "data+json;version=2.1.0"},
        {"application/json", "data+json;version=2.1.0"},
        {"application/vnd.sdmx.data+json", "data+json;version=2.1.0"},
        {"application/vnd.sdmx.data+json;version=2.0.0", "data+json;version=2.0.0"},
        {"application/vnd.sdmx.data+json;version=\"2.0.0\"", "data+json;version=2.0.0"},
        {"application/vnd.sdmx.data+xml", "data+xml;version=3.0.0"},
        {"application/vnd.sdmx.data+xml;version=3.1.0", "SDMX_FORMAT"},
        {"text/csv", "data+csv;version=2.1.0"},
        {"application/vnd.sdmx.data+csv;version=2.0.0;labels=name;timeFormat=normalized;keys=both",
         "data+csv;version=2.0.0;labels=name;timeFormat=normalized;keys=both"},
        {"application/vnd.sdmx.data+csv;keys=some", "SDMX_FORMAT"},
        {"application/vnd.sdmx.genericdata+xml", "SDMX_FORMAT"}}) {
    EXPECT_EQ(Chosen(Generation::kV2, Kind::kData, one.accept), one.chosen) << one.accept;
  }
}

TEST(ChooseFormat, OfStructures) {
  EXPECT_EQ(Chosen(Generation::kV1, Kind::kStructure, "*/*"), "structure+xml;version=2.1");
  EXPECT_EQ(Chosen(Generation::kV1, Kind::kStructure, "application/json"),
            "structure+json;version=1.0.0");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kStructure, ""), "structure+json;version=2.1.0");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kAvailability, "application/xml"),
            "structure+xml;version=3.0.0");
  EXPECT_EQ(Chosen(Generation::kV1, Kind::kStructure, "text/csv"), "SDMX_FORMAT");
}

TEST(ChooseFormat, TheQueryGoesBeforeTheHeader) {
  EXPECT_EQ(Chosen(Generation::kV1, Kind::kData, "application/json", {"csvfilewithlabels", "", ""}),
            "data+csv;version=1.0.0;labels=both");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kData, "image/png", {"jsondata", "2.0", ""}),
            "data+json;version=2.0.0");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kData, "", {"jsondata", "1.0", ""}), "SDMX_FORMAT");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kData, "", {"genericdata", "", ""}), "SDMX_FORMAT");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kData, "", {"", "2.0", ""}), "SDMX_QUERY");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kData, "", {"", "", "en-GB"}), "data+json;version=2.1.0");
  EXPECT_EQ(Chosen(Generation::kV2, Kind::kData, "", {"", "", "km"}), "SDMX_FORMAT");
}

}  // namespace
}  // namespace lontar::hub::rest
