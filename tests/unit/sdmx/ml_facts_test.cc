// Every message in SDMX-ML against what the schemas say (ml_facts.h), and that the check can fail.

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/sdmx/data_ml.h"
#include "core/sdmx/sdg_view.h"
#include "core/sdmx/structure_ml.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/ml_violations.h"

namespace lontar::sdmx {
namespace {

constexpr MlData kDataForms[] = {MlData::kGeneric21, MlData::kSpecific21, MlData::kSpecific30};
constexpr MlStructure kStructureForms[] = {MlStructure::k21, MlStructure::k30};

std::string MlGolden(const std::string& name) {
  const auto text = base::ReadWholeFile(
      absl::StrCat(LONTAR_SOURCE_DIR, "/tests/golden/sdmx/", name), base::kImportBytesMax);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.value_or("");
}

void ExpectNoViolation(const std::string& xml) {
  const std::vector<std::string> found = MlViolations(xml);
  EXPECT_TRUE(found.empty()) << absl::StrJoin(found, "\n");
}

Structure MlSmallStructure() { return StructureOf(EmptyLog().catalogue(), SmallOptions()); }

// What a writer makes of these observations.
std::string DataOf(const Structure& structure, MlData form, const MessageHead& head,
                   const std::vector<Observation>& observations) {
  std::string text;
  const auto writer = MakeMlWriter(structure, head, form, [&text](absl::string_view piece) {
    absl::StrAppend(&text, piece);
    return absl::OkStatus();
  });
  EXPECT_TRUE(writer->Begin().ok());
  for (const Observation& observation : observations) {
    EXPECT_TRUE(writer->Observe(observation).ok());
  }
  EXPECT_TRUE(writer->End().ok());
  return text;
}

Observation Cell(const Structure& structure, const std::string& period) {
  return {.key = std::vector<std::string>(structure.dimensions.size(), "_T"),
          .period = period,
          .attributes = std::vector<std::string>(structure.attributes.size())};
}

TEST(MlFacts, TheGoldenFilesKeepThem) {
  for (const char* name :
       {"data-2.1-generic.xml", "data-2.1.xml", "data-3.0.xml", "data-2.1-generic-flat.xml",
        "data-2.1-flat.xml", "data-3.0-flat.xml", "structure-2.1.xml", "structure-3.0.xml"}) {
    SCOPED_TRACE(name);
    ExpectNoViolation(MlGolden(name));
  }
}

TEST(MlFacts, AnAnswerWithoutDataKeepsThem) {
  const Structure structure = MlSmallStructure();
  const Structure view = SdgStructure(EmptyLog().catalogue(), structure);
  for (const MlData form : kDataForms) {
    ExpectNoViolation(DataOf(structure, form, SmallHead(), {}));
    ExpectNoViolation(DataOf(view, form, SmallHead(), {}));
  }
}

TEST(MlFacts, DeletionsHistorySeriesAloneAndPartsOfAYearKeepThem) {
  const Structure structure = MlSmallStructure();
  MessageHead head = SmallHead();
  head.editions = {{head.prepared, head.prepared + absl::Milliseconds(5)},
                   {head.prepared + absl::Milliseconds(5)}};
  Observation gone = Cell(structure, "2016-S1");
  gone.is_deleted = true;
  std::vector<Observation> sent = {gone, Cell(structure, "")};
  for (const char* period : {"2016", "2016-S2", "2016-T3", "2016-Q4", "2016-M07"}) {
    sent.push_back(Cell(structure, period));
    sent.back().edition = 1;
  }
  for (const MlData form : kDataForms) {
    ExpectNoViolation(DataOf(structure, form, SmallHead(), sent));
    ExpectNoViolation(DataOf(structure, form, head, sent));
  }
}

// A provision agreement as a stub had neither flow nor provider: no schema has one without.
TEST(MlFacts, StubsKeepThem) {
  const Structure structure = MlSmallStructure();
  StructureShare share = WholeOf(structure);
  for (auto& [place, is_stub] : share.artefacts) is_stub = true;
  for (const MlStructure form : kStructureForms) {
    ExpectNoViolation(StructureMl({share}, SmallHead(), form));
  }
}

TEST(MlFacts, AnAvailabilityWithAndWithoutAnythingKeepsThem) {
  Structure structure = MlSmallStructure();
  Constraint constraint = {structure.reference, "What occurs", {}, Occurrence()};
  for (const MlStructure form : kStructureForms) {
    structure.constraints = {constraint};
    ExpectNoViolation(StructureMl(structure, SmallHead(), form));
    Constraint filled = constraint;
    filled.key_values = {{"SEX", {"F", "_T"}}};
    filled.occurrence = {1, 2, "2012", "2016-T2"};
    structure.constraints = {filled};
    ExpectNoViolation(StructureMl(structure, SmallHead(), form));
  }
}

TEST(MlFacts, ThePublishedCataloguesKeepThem) {
  for (const char* name : kPublishedCatalogues) {
    SCOPED_TRACE(name);
    const auto catalogue = PublishedCatalogue(name);
    ASSERT_TRUE(catalogue.ok()) << catalogue.status();
    const Structure structure = StructureOf(*catalogue, SmallOptions());
    for (const MlStructure form : kStructureForms) {
      ExpectNoViolation(StructureMl(structure, SmallHead(), form));
    }
  }
}

struct MlPlanted {
  std::string golden;
  std::string from;
  std::string to;
  std::string violation;
};

// One of each kind; what was found in our own messages stands first.
const std::vector<MlPlanted>& PlantedViolations() {
  static const auto* planted = new std::vector<MlPlanted>{
      {"structure-2.1.xml", "AGENCIES(1.0)\" isPartial",
       "AGENCIES(1.0)\" isFinal=\"true\" isPartial", "isFinal=\"true\" is no false"},
      {"structure-3.0.xml", "id=\"DATA_PROVIDERS\" ", "id=\"DATA_PROVIDERS\" version=\"1.0\" ",
       "no such attribute: version"},
      {"structure-3.0.xml", " isMultiLingual=\"false\"", " isMultiLingual=\"true\"",
       "isMultiLingual"},
      {"structure-2.1.xml", "textType=\"String\"", "textType=\"String\" isMultiLingual=\"false\"",
       "no such attribute: isMultiLingual"},
      {"structure-3.0.xml", "SMALL(1.2.0)", "SMALL(1.02.0)", "is no urn"},
      // A child that is missing, too many, in the wrong order, in the wrong namespace, unknown.
      {"data-2.1.xml", "<message:Test>true</message:Test>\n", "", "Header: children"},
      {"data-3.0.xml", "<message:Test>", "<message:Test>true</message:Test><message:Test>",
       "Header: children"},
      {"structure-2.1.xml", "<str:Dataflows>", "<str:Concepts/><str:Dataflows>", "children"},
      {"structure-3.0.xml", "<str:Dataflows>", "<str:Codelists/><str:Dataflows>", "children"},
      {"data-2.1-generic.xml", "<generic:ObsValue value=\"4.2\"/>",
       "<common:ObsValue value=\"4.2\"/>", "no such element"},
      {"structure-3.0.xml", "<str:Value>_T</str:Value>", "", "KeyValue: children"},
      // An attribute that is missing, unknown, not of its namespace, of a wrong form.
      {"data-2.1.xml", " ss:dataScope=\"DataStructure\"", "", "without x:dataScope"},
      {"data-3.0.xml", " ss:action=", " action=", "no such attribute: action"},
      {"data-3.0.xml", " xsi:type=\"ns1:DataSetType\"", "", "without xsi:type"},
      {"data-2.1-generic.xml", "action=\"Replace\"", "action=\"Merge\"", "is no action"},
      {"data-2.1.xml", "TIME_PERIOD=\"2016-S1\"", "TIME_PERIOD=\"2016-S3\"", "is no period"},
      {"data-2.1.xml", "Z</message:Prepared>", "</message:Prepared>", "is no instant"},
      {"structure-2.1.xml", "class=\"Dataflow\"", "class=\"DataStructure\"", "is no Dataflow"},
      {"structure-2.1.xml", "<str:Code id=\"A_3\"", "<str:Code id=\"A 3\"", "is no id"},
      // Series where none are said to be, and observations without one.
      {"data-2.1.xml", "dimensionAtObservation=\"TIME_PERIOD\"",
       "dimensionAtObservation=\"AllDimensions\"", "not as the header says: Series"},
      {"data-3.0-flat.xml", "dimensionAtObservation=\"AllDimensions\"",
       "dimensionAtObservation=\"TIME_PERIOD\"", "not as the header says: Obs"},
      {"data-3.0-flat.xml", "dimensionAtObservation=\"AllDimensions\"",
       "dimensionAtObservation=\"TIME_PERIOD\"", "namespace is of another dimension"},
      {"data-2.1-generic-flat.xml", "generic:ObsKey", "generic:SeriesKey", "Obs: children"},
      // What is referred to, and what is to be unique.
      {"data-2.1.xml", "structureID=\"SMALL\"", "structureID=\"LARGE\"",
       "refers to no structureID"},
      {"structure-3.0.xml", "<str:Code id=\"M\"", "<str:Code id=\"Q\"", "twice: s:Code :Q"},
      {"structure-2.1.xml", "<mes:Structures>", "<mes:Structures>figures", "text: figures"},
  };
  return *planted;
}

TEST(MlFacts, WhatIsAgainstThemIsFound) {
  for (const MlPlanted& planted : PlantedViolations()) {
    SCOPED_TRACE(absl::StrCat(planted.golden, ": ", planted.to));
    const std::string before = MlGolden(planted.golden);
    const std::string after = absl::StrReplaceAll(before, {{planted.from, planted.to}});
    ASSERT_TRUE(before != after);
    EXPECT_TRUE(absl::StrContains(absl::StrJoin(MlViolations(after), "\n"), planted.violation))
        << absl::StrJoin(MlViolations(after), "\n");
  }
}

}  // namespace
}  // namespace lontar::sdmx
