#include "core/catalogue/fields.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/problem.h"

namespace lontar::catalogue {
namespace {

const TextSource kUnitsSource{.file = "units.yaml", .reason = "CATALOGUE_INVALID"};

// Reads one map by `read`; the problem's sentence.
std::string ProblemOf(absl::string_view yaml, void (*read)(Fields*)) {
  const TextNode node = ReadYaml(kUnitsSource, yaml).value();
  Fields fields(kUnitsSource, node, "a unit");
  read(&fields);
  return std::string(fields.Finish().message());
}

TEST(Fields, GivesWhatIsThere) {
  const TextNode node =
      ReadYaml(kUnitsSource, "{id: a-1, n: -3, yes: true, list: [x, y], day: 2021-08-31}").value();
  Fields fields(kUnitsSource, node, "a unit");
  EXPECT_EQ(fields.StableId("id"), "a-1");
  EXPECT_EQ(fields.Number("n", -9, 9), -3);
  EXPECT_TRUE(fields.Flag("yes"));
  EXPECT_EQ(fields.Texts("list"), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(fields.Date("day"), "2021-08-31");
  EXPECT_EQ(fields.TextOr("note", "none"), "none");
  EXPECT_FALSE(fields.Flag("no"));
  EXPECT_FALSE(fields.OptionalNumber("m", 0, 1).has_value());
  EXPECT_EQ(fields.OptionalMap("map"), nullptr);
  EXPECT_TRUE(fields.Finish().ok());
}

TEST(Fields, NamesAnUnknownKeyAndTheKnownOnes) {
  EXPECT_EQ(ProblemOf("code: PS\nnmae: persons\n",
                      [](Fields* fields) {
                        fields->CodeText("code");
                        fields->TextOr("name", "");
                      }),
            "units.yaml: line 2: key \"nmae\" of a unit is not known; known are code, name");
}

TEST(Fields, NamesAMissingKey) {
  EXPECT_EQ(ProblemOf("code: PS\n", [](Fields* fields) { fields->Text("name"); }),
            "units.yaml: line 1: a unit has no key \"name\"; it must have one");
}

TEST(Fields, SaysWhatAValueMustBe) {
  EXPECT_EQ(ProblemOf("power: three\n", [](Fields* fields) { fields->Number("power", -9, 9); }),
            "units.yaml: line 1: key \"power\" of a unit holds \"three\"; it must be a whole "
            "number from -9 to 9");
  EXPECT_EQ(ProblemOf("whole: yes\n", [](Fields* fields) { fields->Flag("whole"); }),
            "units.yaml: line 1: key \"whole\" of a unit holds \"yes\"; it must be true or false");
  EXPECT_EQ(ProblemOf("id: A b\n", [](Fields* fields) { fields->StableId("id"); }),
            "units.yaml: line 1: key \"id\" of a unit holds \"A b\"; it must be 1 to 64 of a-z, "
            "0-9 and -");
  EXPECT_EQ(ProblemOf("code: [PS]\n", [](Fields* fields) { fields->CodeText("code"); }),
            "units.yaml: line 1: key \"code\" of a unit holds a list; it must hold a text");
}

TEST(Fields, TakesNumbersInOneSpelling) {
  for (const absl::string_view yaml : {"n: 010", "n: +1", "n: 1.0", "n: 10", "n: ''", "n: -0"}) {
    EXPECT_NE(ProblemOf(yaml, [](Fields* fields) { fields->Number("n", 0, 9); }), "") << yaml;
  }
}

TEST(Fields, KeepsTheFirstProblem) {
  EXPECT_EQ(ProblemOf("a: 1\n",
                      [](Fields* fields) {
                        fields->Text("b");
                        fields->Text("c");
                        fields->Refuse("third");
                      }),
            "units.yaml: line 1: a unit has no key \"b\"; it must have one");
}

TEST(Fields, WantsListsOfTextsWithoutEmptyOnes) {
  const auto read = [](Fields* fields) { fields->Texts("l"); };
  EXPECT_NE(ProblemOf("l: [[a]]", read), "");
  EXPECT_NE(ProblemOf("l: ['']", read), "");
  EXPECT_EQ(ProblemOf("l: []", read), "");
  EXPECT_NE(ProblemOf("l: []", [](Fields* fields) { fields->Items("l"); }), "");
}

TEST(Fields, WantsAMap) {
  const TextNode node = ReadYaml(kUnitsSource, "list: [a]").value();
  Fields fields(kUnitsSource, node.items[0].items[0], "a unit");
  EXPECT_EQ(fields.Finish().message(),
            "units.yaml: line 1: a text stands here; a unit is a map of keys");
}

TEST(Forms, AreAsciiOfAtMost64Bytes) {
  EXPECT_TRUE(IsStableId("child-labour-5-17"));
  EXPECT_FALSE(IsStableId("Child"));
  EXPECT_FALSE(IsStableId(""));
  EXPECT_TRUE(IsStableId(std::string(64, 'a')));
  EXPECT_FALSE(IsStableId(std::string(65, 'a')));
  EXPECT_TRUE(IsCodeText("KH-12"));
  EXPECT_TRUE(IsCodeText("_T"));
  EXPECT_FALSE(IsCodeText("é"));
  EXPECT_TRUE(IsVersionText("2025.1"));
  EXPECT_FALSE(IsVersionText("2025 1"));
}

}  // namespace
}  // namespace lontar::catalogue
