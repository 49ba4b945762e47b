// The structure in every form in which it is written.

#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "core/sdmx/structure_json.h"
#include "core/sdmx/structure_ml.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/golden.h"
#include "tests/unit/sdmx/well_formed.h"

namespace lontar::sdmx {
namespace {

using nlohmann::json;

Structure Small() { return StructureOf(EmptyLog().catalogue(), SmallOptions()); }

TEST(StructureMessage, IsTheGoldenFiles) {
  const Structure structure = Small();
  ExpectGolden("structure-2.1.xml", StructureMl(structure, SmallHead(), MlStructure::k21));
  ExpectGolden("structure-3.0.xml", StructureMl(structure, SmallHead(), MlStructure::k30));
  ExpectGolden("structure-1.0.json", StructureJson(structure, SmallHead(), JsonStructure::k10));
  ExpectGolden("structure-2.0.json", StructureJson(structure, SmallHead(), JsonStructure::k20));
  ExpectGolden("structure-2.1.json", StructureJson(structure, SmallHead(), JsonStructure::k21));
}

// Clients bind labels only where each dimension has an enumeration of its own.
TEST(StructureMessage, EachDimensionEnumeratesInBothGenerations) {
  const Structure structure = Small();
  for (const MlStructure form : {MlStructure::k21, MlStructure::k30}) {
    const XmlTree tree = ParseXml(StructureMl(structure, SmallHead(), form));
    EXPECT_EQ(tree.count("Dimension"), static_cast<int>(structure.dimensions.size()) + 2)
        << "with the two attributes that depend on one";
    EXPECT_EQ(tree.count("TimeDimension"), 1);
    EXPECT_EQ(tree.count("Codelist"), static_cast<int>(structure.code_lists.size()));
    int coded = static_cast<int>(structure.dimensions.size());
    for (const Component& attribute : structure.attributes) coded += attribute.code_list >= 0;
    EXPECT_EQ(tree.count("Enumeration"), coded);
    EXPECT_TRUE(tree.texts.contains("Police, and \"border\" <units>"));
  }
}

// 3.0 took SOURCE_DETAIL for a text in several languages, which no attribute of XML can hold, and
// as such our data write it; in 2.1 there is no such thing.
TEST(StructureMessage, ATextIsInOneLanguageIn30) {
  const auto texts = [](MlStructure form, const std::string& more) {
    const std::string xml = StructureMl(Small(), SmallHead(), form);
    const std::vector<std::string> pieces =
        absl::StrSplit(xml, absl::StrCat("textType=\"String\"", more, "/>"));
    return pieces.size() - 1;
  };
  EXPECT_EQ(texts(MlStructure::k30, " isMultiLingual=\"false\""), 6u);
  EXPECT_EQ(texts(MlStructure::k30, ""), 0u);
  EXPECT_EQ(texts(MlStructure::k21, ""), 6u);
}

// Every reference leads to an artefact of the same message.
TEST(StructureMessage, JsonRefersToNothingThatItDoesNotHold) {
  const json data = json::parse(StructureJson(Small(), SmallHead(), JsonStructure::k21))["data"];
  std::set<std::string> urns;
  for (const char* key : {"codelists", "dataStructures", "dataflows"}) {
    for (const json& artefact : data[key]) {
      urns.insert(artefact["links"][0]["urn"].get<std::string>());
    }
  }
  for (const json& concept_item : data["conceptSchemes"][0]["concepts"]) {
    urns.insert(concept_item["links"][0]["urn"].get<std::string>());
  }
  const json& components = data["dataStructures"][0]["dataStructureComponents"];
  int seen = 0;
  for (const json& dimension : components["dimensionList"]["dimensions"]) {
    EXPECT_TRUE(urns.contains(dimension["conceptIdentity"].get<std::string>()));
    EXPECT_TRUE(urns.contains(dimension["localRepresentation"]["enumeration"].get<std::string>()));
    EXPECT_EQ(dimension["position"], seen++);
  }
  for (const json& attribute : components["attributeList"]["attributes"]) {
    EXPECT_TRUE(urns.contains(attribute["conceptIdentity"].get<std::string>()));
  }
  EXPECT_TRUE(urns.contains(data["dataflows"][0]["structure"].get<std::string>()));
  EXPECT_EQ(data["dataConstraints"].size(), 2u);
}

}  // namespace
}  // namespace lontar::sdmx
