// Flat messages, and those with series beside them: both say what the writer was given.

#include <algorithm>
#include <random>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/sdmx/data_json.h"
#include "core/sdmx/data_ml.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/golden.h"
#include "tests/unit/sdmx/kept_figures.h"
#include "tests/unit/sdmx/message_rows.h"
#include "tests/unit/sdmx/ml_violations.h"
#include "tests/unit/sdmx/schema_check.h"
#include "tests/unit/sdmx/well_formed.h"

namespace lontar::sdmx {
namespace {

struct FlatForm {
  const char* golden;
  std::optional<JsonData> json;
  MlData ml = MlData::kSpecific30;
  SchemaForms schema = kJson21;
};

const FlatForm kFlatForms[] = {{"data-1.0-flat.json", JsonData::k10, {}, kJson10},
                               {"data-2.0-flat.json", JsonData::k20, {}, kJson20},
                               {"data-2.1-flat.json", JsonData::k21, {}, kJson21},
                               {"data-2.1-generic-flat.xml", {}, MlData::kGeneric21},
                               {"data-2.1-flat.xml", {}, MlData::kSpecific21},
                               {"data-3.0-flat.xml", {}, MlData::kSpecific30}};

void PrintTo(const FlatForm& form, std::ostream* out) { *out << form.golden; }

class Flat : public testing::TestWithParam<FlatForm> {
 protected:
  // What the writer of this form makes of these.
  std::string TextOf(const std::vector<Observation>& observations, const MessageHead& head) const {
    Survey survey(structure_, GetParam().json && NeedsTexts(*GetParam().json));
    for (const Observation& one : observations) EXPECT_TRUE(survey.Observe(one).ok());
    std::string text;
    const ByteSink sink = [&text](absl::string_view piece) {
      absl::StrAppend(&text, piece);
      return absl::OkStatus();
    };
    const auto writer = GetParam().json
                            ? MakeJsonWriter({structure_, survey, head, *GetParam().json}, sink)
                            : MakeMlWriter(structure_, head, GetParam().ml, sink);
    EXPECT_TRUE(writer->Begin().ok());
    for (const Observation& one : observations) EXPECT_TRUE(writer->Observe(one).ok());
    EXPECT_TRUE(writer->End().ok());
    return text;
  }
  std::vector<std::string> RowsOf(const std::string& text) const {
    return GetParam().json ? JsonRows(text).rows() : MlRows(text).rows();
  }
  void ExpectAllowed(const std::string& text) const {
    if (!GetParam().json) {
      EXPECT_EQ(absl::StrJoin(MlViolations(text), "\n"), "");
      ParseXml(text);
      return;
    }
    EXPECT_EQ(
        absl::StrJoin(
            SchemaCheck(GetParam().schema).Problems(nlohmann::json::parse(text), "data-message"),
            "\n"),
        "");
  }

  const Structure structure_ = StructureOf(EmptyLog().catalogue(), SmallOptions());
};

TEST_P(Flat, IsTheGoldenFile) {
  const LogBuilder log = SmallLog();
  KeptFigures kept;
  LogSource(log).Send(kept);
  MessageHead head = SmallHead();
  head.is_flat = true;
  const std::string text = TextOf(kept.all, head);
  ExpectGolden(GetParam().golden, text);
  ExpectAllowed(text);
  EXPECT_EQ(RowsOf(text).size(), 7u);
}

// Whatever a stream may hold, in its order: deletions or editions first, each series together.
class Streams {
 public:
  explicit Streams(const Structure& structure) : structure_(structure) {}

  std::vector<Observation> Draw(size_t data_sets) {
    std::vector<Observation> drawn;
    for (size_t set = 0; set < data_sets; ++set) {
      const bool is_deleted = data_sets == 2 && set == 0;
      std::vector<Observation> of_set = DrawSet(is_deleted);
      if (data_sets == 3) {
        for (Observation& one : of_set) one.edition = set;
      }
      drawn.insert(drawn.end(), of_set.begin(), of_set.end());
    }
    return drawn;
  }

 private:
  int Below(int most) { return static_cast<int>(random_() % most); }
  std::string Any(const Component& component, int most) {
    const ItemScheme* list = structure_.ListOf(component);
    if (list == nullptr) {
      return std::vector<std::string>{"", "7", "a \"<&>\" b", "\xE1\xBB\x87"}[Below(4)];
    }
    const auto& items = list->items;
    return items[Below(std::min<int>(most, static_cast<int>(items.size())))].id;
  }

  std::vector<Observation> DrawSet(bool is_deleted) {
    std::vector<Observation> drawn;
    std::set<std::vector<std::string>> keys;
    for (int series = 1 + Below(4); series > 0; --series) {
      std::vector<std::string> key;
      for (const Component& dimension : structure_.dimensions) key.push_back(Any(dimension, 2));
      keys.insert(key);
    }
    for (const auto& key : keys) {
      for (const char* period : {"2012", "2016", "2018"}) {
        if (drawn.empty() || Below(2) == 0) drawn.push_back(One(key, period, is_deleted));
      }
    }
    return drawn;
  }

  Observation One(const std::vector<std::string>& key, const char* period, bool is_deleted) {
    Observation one;
    one.key = key;
    one.period = period;
    one.is_deleted = is_deleted;
    one.attributes.resize(structure_.attributes.size());
    if (is_deleted) return one;
    one.value = std::vector<std::string>{"", "0", "11.50", "-3", "400123"}[Below(5)];
    for (size_t i = 0; i < one.attributes.size(); ++i) {
      const Component& attribute = structure_.attributes[i];
      if (attribute.text_type == "Integer") {
        one.attributes[i] = Below(2) == 0 ? "" : "12";
      } else if (attribute.dimension.empty()) {
        one.attributes[i] = Below(3) == 0 ? "" : Any(attribute, 3);
      } else {  // of its dimension: one and the same throughout
        one.attributes[i] = structure_.ListOf(attribute) != nullptr
                                ? structure_.ListOf(attribute)->items.front().id
                                : "0";
      }
    }
    return one;
  }

  const Structure& structure_;
  std::mt19937 random_{20261127};  // a fixed seed
};

// In XML the texts stand escaped.
std::string Escaped(const std::string& row) {
  return absl::StrReplaceAll(row, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

TEST_P(Flat, SaysWhatItWasGivenAndSoDoSeries) {
  Streams streams(structure_);
  size_t rows = 0;
  for (int round = 0; round < 60; ++round) {
    const size_t data_sets = 1 + round % 3;
    const std::vector<Observation> given = streams.Draw(data_sets);
    MessageHead head = SmallHead();
    if (data_sets == 3) {
      for (int edition = 0; edition < 3; ++edition) {
        head.editions.push_back({head.prepared + absl::Hours(edition), std::nullopt});
      }
    }
    std::vector<std::string> expected;
    for (const Observation& one : given) {
      const size_t set = data_sets == 2 && !one.is_deleted ? 1 : one.edition;
      const std::string row = RowOf(structure_, one, set);
      expected.push_back(GetParam().json ? row : Escaped(row));
    }
    for (const bool is_flat : {true, false}) {
      head.is_flat = is_flat;
      const std::string text = TextOf(given, head);
      ASSERT_EQ(RowsOf(text), expected) << text;
      ExpectAllowed(text);
    }
    rows += expected.size();
  }
  EXPECT_GT(rows, 300u);
}

// No dimension is left to make an id of, and 2.0 has none without values.
TEST_P(Flat, HasAnIdWhereOneFigureOrNoneOccurs) {
  MessageHead head = SmallHead();
  head.is_flat = true;
  Observation one;
  for (const Component& dimension : structure_.dimensions) {
    one.key.push_back(structure_.ListOf(dimension)->items.front().id);
  }
  one.period = "2016";
  one.attributes.resize(structure_.attributes.size());
  const std::string text = TextOf({one}, head);
  EXPECT_EQ(RowsOf(text), std::vector<std::string>{RowOf(structure_, one, 0)});
  ExpectAllowed(text);
  const std::string nothing = TextOf({}, head);
  EXPECT_TRUE(RowsOf(nothing).empty());
  ExpectAllowed(nothing);
}

// Whoever reads it knows from the head that there are no series.
TEST_P(Flat, SaysThatItIs) {
  MessageHead head = SmallHead();
  head.is_flat = true;
  const std::string text = TextOf({}, head);
  if (GetParam().json) {
    const auto set = nlohmann::json::parse(text)["data"]["dataSets"][0];
    EXPECT_TRUE(set.contains("observations"));
    EXPECT_FALSE(set.contains("series"));
    return;
  }
  EXPECT_TRUE(absl::StrContains(text, "dimensionAtObservation=\"AllDimensions\""));
  EXPECT_EQ(absl::StrContains(text, ":ObsLevelDim:AllDimensions\""),
            GetParam().ml != MlData::kGeneric21);
  EXPECT_FALSE(absl::StrContains(text, "TIME_PERIOD\""));
}

INSTANTIATE_TEST_SUITE_P(Forms, Flat, testing::ValuesIn(kFlatForms));

}  // namespace
}  // namespace lontar::sdmx
