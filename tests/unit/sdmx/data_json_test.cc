#include "core/sdmx/data_json.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/golden.h"

namespace lontar::sdmx {
namespace {

using nlohmann::json;

class DataJson : public testing::TestWithParam<JsonData> {
 protected:
  std::string Text(JsonData form) const {
    Survey survey(source_.structure(), NeedsTexts(form));
    source_.Send(survey);
    return Written(source_, [&](ByteSink sink) {
      return MakeJsonWriter({source_.structure(), survey, SmallHead(), form}, std::move(sink));
    });
  }
  const LogBuilder log_ = SmallLog();
  const LogSource source_{log_};
};

TEST_F(DataJson, IsTheGoldenFiles) {
  ExpectGolden("data-1.0.json", Text(JsonData::k10));
  ExpectGolden("data-2.0.json", Text(JsonData::k20));
  ExpectGolden("data-2.1.json", Text(JsonData::k21));
}

// "SEX=F 2012 4.2 E" and so on: read by the rules of the format, from nothing but the message.
std::vector<std::string> Decoded(const json& message, bool is_10) {
  const json& data = message["data"];
  const json& structure = is_10 ? data["structure"] : data["structures"][0];
  const json& set = data["dataSets"][0];
  std::vector<std::string> rows;
  const auto value_of = [](const json& value) {
    return value.contains("id")      ? value["id"]
           : value.contains("value") ? value["value"]
                                     : value["name"];
  };
  for (const auto& [id, series] : set["series"].items()) {
    std::string key;
    const std::vector<std::string> indexes = absl::StrSplit(id, ':');
    const json& dimensions = structure["dimensions"]["series"];
    EXPECT_EQ(indexes.size(), dimensions.size()) << id;
    for (size_t i = 0; i < indexes.size(); ++i) {
      const json& value = dimensions[i]["values"][std::stoi(indexes[i])];
      key += value_of(value).get<std::string>() + " ";
    }
    for (const auto& [at, observation] : series["observations"].items()) {
      const json& time = structure["dimensions"]["observation"][0]["values"][std::stoi(at)];
      std::string row = key + value_of(time).get<std::string>() + " ";
      row += observation[0].is_null()     ? "-"
             : observation[0].is_string() ? observation[0].get<std::string>()
                                          : observation[0].dump();
      const json& attributes = structure["attributes"]["observation"];
      EXPECT_EQ(observation.size(), attributes.size() + 1);
      row += " " + value_of(attributes[0]["values"][observation[1].get<int>()]).get<std::string>();
      rows.push_back(row);
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST_P(DataJson, IndexesLeadToWhatWasReported) {
  const bool is_10 = GetParam() == JsonData::k10;
  const json message = json::parse(Text(GetParam()));
  // A JSON reader takes the zero at the end of 11.50; the message has it.
  const std::string total = is_10 ? "11.5" : "11.50";
  EXPECT_EQ(Decoded(message, is_10),
            (std::vector<std::string>{"A KH CHILDREN_AT_WORK_NB _T Y5T17 _T 2016 - X",
                                      "A KH CHILDREN_AT_WORK_PT F Y5T17 _T 2012 4.2 E",
                                      "A KH CHILDREN_AT_WORK_PT M Y5T17 _T 2012 - Q",
                                      "A KH CHILDREN_AT_WORK_PT _T Y5T17 _T 2012 " + total + " A",
                                      "A KH CHILDREN_AT_WORK_PT _T Y5T17 _T 2016 9.9 A",
                                      "A KH CHILDREN_AT_WORK_PT _T Y5T17 _T 2018 - L",
                                      "S VN OFFICIALS_TRAINED_NB _T _Z AG_POLICE 2016-S1 0 A"}));
  EXPECT_EQ(message["meta"]["test"], true);
}

INSTANTIATE_TEST_SUITE_P(Forms, DataJson,
                         testing::Values(JsonData::k10, JsonData::k20, JsonData::k21));

// A part that came in between the two passes.
TEST_P(DataJson, WhatTheSurveyHasNotSeenIsNotWritten) {
  const Survey nothing(source_.structure());
  const auto writer = MakeJsonWriter({source_.structure(), nothing, SmallHead(), GetParam()},
                                     [](absl::string_view) { return absl::OkStatus(); });
  ASSERT_TRUE(writer->Begin().ok());
  Observation observation;
  observation.key.assign(source_.structure().dimensions.size(), "A");
  observation.attributes.resize(source_.structure().attributes.size());
  EXPECT_EQ(base::ReasonOf(writer->Observe(observation)), "SURVEY_DIFFERS");
}

TEST(PeriodBounds, AreFirstAndLastDay) {
  EXPECT_EQ(BoundsOf("2016-Q3").start, "2016-07-01T00:00:00Z");
  EXPECT_EQ(BoundsOf("2016-Q3").end, "2016-09-30T23:59:59Z");
  EXPECT_EQ(BoundsOf("2016").start, "2016-01-01T00:00:00Z");
  EXPECT_EQ(BoundsOf("2016-M02").end, "2016-02-29T23:59:59Z");
  EXPECT_EQ(BoundsOf("2016-T2").start, "2016-05-01T00:00:00Z");
  EXPECT_TRUE(BoundsOf("soon").start.empty());
}

}  // namespace
}  // namespace lontar::sdmx
