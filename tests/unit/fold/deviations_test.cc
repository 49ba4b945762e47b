#include "core/fold/deviations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "core/base/problem.h"
#include "core/fold/result_json.h"
#include "tests/reference/naive_deviations.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using observation::Deviation;
using observation::SetOf;
using observation::Status;

Question Deviating(const std::string& indicator, const std::string& round = "") {
  Question question{.subject = "deviations"};
  question.indicator = indicator;
  question.round = round;
  return question;
}

json Asked(const LogBuilder& log, const Question& question, const PartReader& parts) {
  const LogSize size = question.as_of.value_or(log.size());
  const auto root = [&log](LogSize at) -> absl::StatusOr<base::Hash> { return log.RootAt(at); };
  Question sized = question;
  sized.as_of = size;
  const auto answer = Answer(log.state(), sized, root, parts);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? json::parse(*answer) : json();
}

Figure Of15To17(const std::string& value) {
  Figure figure{value};
  figure.codes = {{"age", "Y15T17"}, {"concept", "NAT"}};
  figure.deviations = SetOf(Deviation::kAgePartOfRange) | SetOf(Deviation::kConcept);
  figure.definition = "work of more than 14 hours";
  figure.source = "Survey of 2012";
  return figure;
}

class DeviationsTest : public testing::Test {
 protected:
  LogBuilder log_ = LogWith({"KH", "ID", "VN"});
};

TEST_F(DeviationsTest, SayWhatFiguresBearAndNoValue) {
  log_.Submit(AReport("VN.NSO").With({"A1", "2012", {Of15To17("77.77")}}).From({"lfs-2012"}));
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "88.88"));
  const json answer = Asked(log_, Deviating("A1"), log_.PartsReader());
  ASSERT_EQ(answer["indicators"].size(), 1u);
  const json& line = answer["indicators"][0];
  // The fixed order of members, whatever the order of the log.
  ASSERT_EQ(line["members"].size(), 2u);
  EXPECT_EQ(line["members"][0]["member"], "KH");
  EXPECT_EQ(line["members"][0]["as_specified"], 1);
  EXPECT_TRUE(line["members"][0]["deviations"].empty());
  const json& vn = line["members"][1];
  EXPECT_EQ(vn["as_specified"], 0);
  EXPECT_EQ(vn["deviations"], json::parse(R"([
      {"id": "age-part-of-range", "name": "age: part of the range", "figures": 1},
      {"id": "concept", "name": "concept", "figures": 1}])"));
  EXPECT_EQ(vn["ages"][0]["name"], "15 to 17 years");
  EXPECT_EQ(vn["concepts"][0]["name"], "National definition");
  EXPECT_EQ(vn["definitions"], json({"work of more than 14 hours"}));
  EXPECT_EQ(vn["sources"], json({"Survey of 2012"}));
  EXPECT_EQ(vn["source_ids"], json({"lfs-2012"}));
  EXPECT_EQ(line["without"], json({"ID"}));
  EXPECT_EQ(line["age"]["code"], "Y5T17");
  const std::string text = answer.dump();
  EXPECT_EQ(text.find("77.77"), std::string::npos);
  EXPECT_EQ(text.find("88.88"), std::string::npos);
  EXPECT_EQ(text.find("comparable"), std::string::npos);
}

TEST_F(DeviationsTest, WithoutThePartsOnlyWhatReportsSay) {
  log_.Submit(AReport("VN.NSO").With({"A1", "2012", {Of15To17("7")}}));
  const PartReader none = [](const base::PartHash&) { return std::nullopt; };
  const json vn = Asked(log_, Deviating("A1"), none)["indicators"][0]["members"][0];
  EXPECT_EQ(vn["blocks"], 1);
  EXPECT_EQ(vn["unreadable_blocks"], 1);
  EXPECT_EQ(vn["with_number"], 1);
  EXPECT_EQ(vn["periods"], json({"2012"}));
  EXPECT_TRUE(vn["deviations"].empty());
  EXPECT_TRUE(vn["definitions"].empty());
}

TEST_F(DeviationsTest, OfARoundOnlyWhatCountsInIt) {
  log_.OpenRound("baseline-2021-strict");  // periods that ended by 2021-08-31
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2").Of("A1", "2022", "4.3"));
  log_.Submit(AReport("VN.NSO").Of("A1", "2022", "4.3"));
  const json all = Asked(log_, Deviating("A1"), log_.PartsReader());
  EXPECT_EQ(all["round"], nullptr);
  EXPECT_EQ(all["indicators"][0]["members"].size(), 2u);
  const json round = Asked(log_, Deviating("A1", "baseline-2021-strict"), log_.PartsReader());
  ASSERT_EQ(round["indicators"][0]["members"].size(), 1u);
  EXPECT_EQ(round["indicators"][0]["members"][0]["periods"], json({"2016"}));
  log_.CloseRound("baseline-2021-strict");
  log_.Submit(AReport("VN.NSO").Of("A1", "2015", "4.3"));
  EXPECT_EQ(Asked(log_, Deviating("A1", "baseline-2021-strict"),
                  log_.PartsReader())["indicators"][0]["members"]
                .size(),
            1u);
}

TEST_F(DeviationsTest, MissingAndWithdrawnFiguresAreNone) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", Status::kNotAvailable));
  const auto first = log_.Submit(AReport("VN.NSO").Of("A1", "2016", "5"));
  log_.Submit(AReport("VN.NSO").Withdrawing("A1", "2016").Superseding(first.payload_id));
  const json line = Asked(log_, Deviating("A1"), log_.PartsReader())["indicators"][0];
  EXPECT_TRUE(line["members"].empty());
  EXPECT_EQ(line["without"].size(), 3u);
}

TEST_F(DeviationsTest, AnUnknownIndicatorIsRefused) {
  const auto root = [this](LogSize at) -> absl::StatusOr<base::Hash> { return log_.RootAt(at); };
  const auto answer = Answer(log_.state(), Deviating("A99"), root, log_.PartsReader());
  EXPECT_EQ(base::ReasonOf(answer.status()), "INDICATOR_UNKNOWN");
}

// Random reports, revisions and withdrawals of three members; asked at random sizes, by somebody
// who holds the parts of one of them.
class DeviationsAgainstReference : public testing::Test {
 protected:
  size_t Below(size_t bound) { return random_() % bound; }
  template <class Value>
  Value OneOf(const std::vector<Value>& values) {
    return values[Below(values.size())];
  }

  Figure RandomFigure() {
    Figure figure{std::to_string(1 + Below(90))};
    figure.codes = {{"age", OneOf<std::string>({"Y5T17", "Y15T17", "Y5T11", "Y10T17"})},
                    {"concept", OneOf<std::string>({"EA", "EAHC", "NAT"})}};
    figure.deviations = static_cast<observation::DeviationSet>(Below(1 << 10)) & ~1u;
    figure.definition = OneOf<std::string>({"", "one", "two"});
    figure.source = OneOf<std::string>({"", "survey", "census"});
    if (Below(6) == 0) figure = {"", Status::kNotCollected, figure.codes};
    return figure;
  }

  void SubmitOne() {
    const std::string provider = absl::StrCat(OneOf<std::string>({"KH", "ID", "VN"}), ".NSO");
    AReport report(provider);
    BlockText block{"A1", OneOf<std::string>({"2012", "2016"}), {}};
    if (Below(5) != 0) block.figures = {RandomFigure()};
    auto& before = reports_[provider];
    if (!before.empty() && Below(2) == 0) report.Superseding(OneOf(before));
    if (block.figures.empty() && report.supersedes.empty()) return;
    report.With(block).From({OneOf<std::string>({"a", "b"})});
    const auto appended = log_.Submit(report);
    if (Name(appended) == "accepted") before.push_back(appended.payload_id);
  }

  std::vector<reference::LogLine> Lines() const {
    std::vector<reference::LogLine> lines;
    for (const std::string& bytes : log_.leaves()) {
      reference::LogLine line{.leaf = *chain::DecodeLeaf(bytes), .payload = std::nullopt};
      const auto payload = log_.payloads().find(line.leaf.entry.header.payload_id);
      if (payload != log_.payloads().end()) line.payload = payload->second;
      lines.push_back(std::move(line));
    }
    return lines;
  }

  using BlockText = support::BlockText;
  std::mt19937 random_{20210831};
  LogBuilder log_ = LogWith({"KH", "ID", "VN"});
  std::map<std::string, std::vector<base::PayloadId>> reports_;
};

json Expected(const reference::NaiveDeviations& naive) {
  json deviations = json::object();
  for (const auto& [id, figures] : naive.deviations) deviations[id] = figures;
  return {naive.providers, naive.periods,      naive.source_ids, naive.with_number,
          naive.held_back, naive.as_specified, naive.blocks,     naive.unreadable_blocks,
          deviations,      naive.ages,         naive.concepts,   naive.definitions,
          naive.sources};
}

json Found(const json& member) {
  json deviations = json::object();
  for (const json& kind : member["deviations"]) {
    deviations[kind["id"].get<std::string>()] = kind["figures"];
  }
  std::set<std::string> ages;
  for (const json& age : member["ages"]) ages.insert(age["code"].get<std::string>());
  std::set<std::string> concepts;
  for (const json& code : member["concepts"]) concepts.insert(code["code"].get<std::string>());
  return {member["providers"],
          member["periods"],
          member["source_ids"],
          member["with_number"],
          member["held_back"],
          member["as_specified"],
          member["blocks"],
          member["unreadable_blocks"],
          deviations,
          ages,
          concepts,
          member["definitions"],
          member["sources"]};
}

TEST_F(DeviationsAgainstReference, AgreesAtEverySizeAndForEveryReader) {
  const size_t founded = log_.leaves().size();
  for (int i = 0; i < 60; ++i) SubmitOne();
  const std::vector<reference::LogLine> lines = Lines();
  std::set<base::PartHash> held;
  for (const auto& [hash, bytes] : log_.parts()) {
    if (Below(3) != 0) held.insert(hash);
  }
  const PartReader some = [&](const base::PartHash& hash) -> std::optional<std::string> {
    return held.contains(hash) ? log_.PartsReader()(hash) : std::nullopt;
  };
  int compared = 0;
  for (size_t size = founded; size <= lines.size(); size += 1 + Below(5)) {
    const auto naive = reference::GatherNaively(lines, size, some);
    Question question = Deviating("A1");
    question.as_of = LogSize(size);
    const json answer = Asked(log_, question, some);
    const json& members = answer["indicators"][0]["members"];
    ASSERT_EQ(members.size(), naive.size()) << "size " << size;
    for (const json& member : members) {
      const auto found = naive.find({member["member"].get<std::string>(), "child-labour-5-17"});
      ASSERT_NE(found, naive.end());
      EXPECT_EQ(Found(member), Expected(found->second)) << "size " << size;
      ++compared;
    }
  }
  EXPECT_GT(compared, 20);
}

}  // namespace
}  // namespace lontar::fold
