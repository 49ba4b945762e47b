// What is written against what the official schemas of SDMX-JSON say.

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "core/catalogue/catalogue.h"
#include "core/sdmx/data_json.h"
#include "core/sdmx/sdg_view.h"
#include "core/sdmx/structure_json.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/schema_check.h"

namespace lontar::sdmx {
namespace {

using nlohmann::json;

json Golden(const std::string& name) {
  const auto text = base::ReadWholeFile(
      absl::StrCat(LONTAR_SOURCE_DIR, "/tests/golden/sdmx/", name), base::kImportBytesMax);
  EXPECT_TRUE(text.ok()) << text.status();
  return json::parse(text.value_or("null"));
}

std::string AllProblems(SchemaForms form, const json& message, const std::string& type) {
  return absl::StrJoin(SchemaCheck(form).Problems(message, type), "\n");
}

struct Form {
  SchemaForms form;
  const char* version;
  JsonData data;
  JsonStructure structure;
};
const Form kForms[] = {{kJson10, "1.0", JsonData::k10, JsonStructure::k10},
                       {kJson20, "2.0", JsonData::k20, JsonStructure::k20},
                       {kJson21, "2.1", JsonData::k21, JsonStructure::k21}};

void PrintTo(const Form& form, std::ostream* out) { *out << form.version; }

class JsonSchema : public testing::TestWithParam<Form> {
 protected:
  // Data of these observations.
  json Data(const std::vector<Observation>& observations, MessageHead head = SmallHead()) {
    Survey survey(structure_, NeedsTexts(GetParam().data));
    std::string text;
    for (const Observation& one : observations) EXPECT_TRUE(survey.Observe(one).ok());
    const auto writer = MakeJsonWriter({structure_, survey, std::move(head), GetParam().data},
                                       [&text](absl::string_view piece) {
                                         absl::StrAppend(&text, piece);
                                         return absl::OkStatus();
                                       });
    EXPECT_TRUE(writer->Begin().ok());
    for (const Observation& one : observations) EXPECT_TRUE(writer->Observe(one).ok());
    EXPECT_TRUE(writer->End().ok());
    return json::parse(text);
  }
  Observation AnObservation(const std::string& period) const {
    Observation made;
    for (const Component& dimension : structure_.dimensions) {
      made.key.push_back(structure_.ListOf(dimension)->items.front().id);
    }
    made.period = period;
    made.attributes.resize(structure_.attributes.size());
    return made;
  }
  json Structures(const StructureShare& share) const {
    return json::parse(StructureJson({share}, SmallHead(), GetParam().structure));
  }
  void ExpectData(const json& message) const {
    EXPECT_EQ(AllProblems(GetParam().form, message, "data-message"), "");
  }
  void ExpectStructures(const json& message) const {
    EXPECT_EQ(AllProblems(GetParam().form, message, "structure-message"), "");
  }

  Structure structure_ = StructureOf(EmptyLog().catalogue(), SmallOptions());
};

TEST_P(JsonSchema, AllowsTheGoldenFiles) {
  ExpectData(Golden(absl::StrCat("data-", GetParam().version, ".json")));
  ExpectStructures(Golden(absl::StrCat("structure-", GetParam().version, ".json")));
}

// "values":[] stood where nothing occurs, and 2.0 and 2.1 want at least one value.
TEST_P(JsonSchema, AllowsDataInWhichNothingOccurs) {
  ExpectData(Data({}));
  const json message = Data({AnObservation("")});  // a series without observations
  ExpectData(message);
  EXPECT_EQ(message["data"]["dataSets"][0]["series"].size(), 1u);
}

TEST_P(JsonSchema, AllowsWhatWentAndWhatStoodOnce) {
  Observation gone = AnObservation("2012");
  gone.is_deleted = true;
  const json changes = Data({gone, AnObservation("2016")});
  ExpectData(changes);
  EXPECT_EQ(changes["data"]["dataSets"].size(), 2u);
  MessageHead head = SmallHead();
  head.editions = {{absl::UnixEpoch(), absl::UnixEpoch() + absl::Hours(1)},
                   {absl::UnixEpoch() + absl::Hours(1), std::nullopt}};
  Observation later = AnObservation("2012");
  later.edition = 1;
  const json history = Data({AnObservation("2012"), later}, head);
  ExpectData(history);
  EXPECT_EQ(history["data"]["dataSets"].size(), 2u);
}

// Codes and ids of people, and not of a test: each has the form that the schemas want.
TEST_P(JsonSchema, AllowsEveryCatalogueOfOurs) {
  for (const char* name : kPublishedCatalogues) {
    const auto catalogue = PublishedCatalogue(name);
    ASSERT_TRUE(catalogue.ok()) << name << ": " << catalogue.status();
    structure_ = StructureOf(*catalogue, SmallOptions());
    ExpectStructures(Structures(WholeOf(structure_)));
    ExpectData(Data({AnObservation("2012")}));
    if (SdgIndicators(*catalogue).empty()) continue;
    structure_ = SdgStructure(*catalogue, structure_);
    ExpectData(Data({AnObservation("2012")}));
  }
}

// A stub of a provision agreement had neither dataflow nor provider, which 1.0 wants.
TEST_P(JsonSchema, AllowsStubs) {
  StructureShare share = WholeOf(structure_);
  for (auto& [place, is_stub] : share.artefacts) is_stub = true;
  const json message = Structures(share);
  ExpectStructures(message);
  EXPECT_EQ(message["data"]["codelists"][0]["isExternalReference"], true);
}

// "dataProviders":[] stood in the structure of a hub without members.
TEST_P(JsonSchema, AllowsASchemeWithoutItems) {
  StructureOptions nobody = SmallOptions();
  nobody.areas.clear();
  nobody.providers.clear();
  structure_ = StructureOf(EmptyLog().catalogue(), nobody);
  structure_.providers.is_partial = true;
  const json message = Structures(WholeOf(structure_));
  EXPECT_EQ(message["data"]["dataProviderSchemes"].size(), 1u);
  ExpectStructures(message);
}

// The sender "ASEC.STAT" and the item of that name: an id has no dots.
TEST_P(JsonSchema, AllowsAnAgencyOfAnAgency) {
  StructureOptions options = SmallOptions();
  options.agency = "ASEC.STAT";
  structure_ = StructureOf(EmptyLog().catalogue(), options);
  MessageHead head = SmallHead();
  head.sender = options.agency;
  ExpectData(Data({}, head));
  const json message = json::parse(StructureJson(structure_, head, GetParam().structure));
  ExpectStructures(message);
  EXPECT_EQ(message["meta"]["sender"]["id"], "ASEC_STAT");
  EXPECT_EQ(message["data"]["agencySchemes"][0]["agencyID"], "ASEC");
  EXPECT_EQ(message["data"]["agencySchemes"][0]["agencies"][0]["id"], "STAT");
}

// "dataflows" stood where 2.1 wants "dataflow", and a region without keys where nothing occurs.
TEST_P(JsonSchema, AllowsAvailability) {
  Constraint found;
  found.reference = {"ASEC", "SMALL_AVAILABILITY", "1.2.0"};
  found.name = "What occurs";
  found.occurrence.emplace();
  for (const bool is_there : {false, true}) {
    if (is_there) {
      found.key_values = {{"SEX", {"F", "_T"}}};
      found.occurrence = Occurrence{1, 2, "2012", "2016-S1"};
    }
    structure_.constraints = {found};
    StructureShare share;
    share.structure = &structure_;
    share.artefacts.emplace(ArtefactPlace{ArtefactType::kConstraint, 0}, false);
    const json message = Structures(share);
    ExpectStructures(message);
    EXPECT_EQ(absl::StrContains(message.dump(), "keyValues"), is_there);
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, JsonSchema, testing::ValuesIn(kForms));

// A golden file, spoilt in one place, and what must be said of it there.
struct Planted {
  SchemaForms form;
  const char* file;
  const char* at;       // a JSON pointer
  const char* instead;  // JSON; empty: the member is taken away
  const char* said;
};

const char kSeries21[] = "/data/structures/0/dimensions/series/0";
const Planted kPlanted[] = {
    {kJson21, "data-2.1.json", "/meta", "", "has no meta"},
    {kJson10, "data-1.0.json", "/data/dataSets/0/links", "", "has no links"},
    {kJson20, "data-2.0.json", "/data/structures/0/dimensions/observation/0/values", "[]",
     "is empty"},
    {kJson20, "data-2.0.json", "/data/structures/0/dimensions/observation/0/values", "",
     "has no values"},
    {kJson21, "data-2.1.json", "/data/structures/0/attributes/series/0/values", "[]", "is empty"},
    {kJson21, "data-2.1.json", "/meta/id", "\"LOG 9\"", "is not of the form"},
    {kJson21, "data-2.1.json", "/meta/sender/id", "\"ASEC.STAT\"", "is not of the form"},
    {kJson21, "data-2.1.json", "/meta/prepared", "\"2026-11-22\"", "is not of the form"},
    {kJson21, "data-2.1.json", "/data/dataSets/0/action", "\"Update\"", "is none of"},
    {kJson21, "data-2.1.json", "/data/dataSets/0/series/x", "{}", "is not of the form"},
    {kJson21, "data-2.1-flat.json", "/data/dataSets/0/observations/x", "[]", "is not of the form"},
    {kJson20, "data-2.0-flat.json", "/data/dataSets/0/observations/0:0:0:0", "{}", "is no array"},
    {kJson21, "data-2.1.json", "/data/structures/0/dimensions/group", "[]", "knows no group"},
    {kJson21, "data-2.1.json", "/data/structures/0/dimensions/series/0/keyPosition", "-1",
     "is no count"},
    {kJson21, "data-2.1.json", "/data/structures/0/attributes/series/0/relationship",
     R"({"dimensions":["SEX"],"observation":{}})", "must have one of"},
    {kJson21, "data-2.1.json", "/data/structures/0/links/0/rel", "", "must have any of"},
    {kJson10, "data-1.0.json", "/data/structure/dimensions/series/0/values/0/name", "",
     "has no name"},
    {kJson21, "structure-2.1.json", "/data/codelists/0/codes", "[]", "is empty"},
    {kJson21, "structure-2.1.json", "/data/codelists/0/codes", "{}", "is no array"},
    {kJson21, "structure-2.1.json", "/data/codelists/0/isPartial", "\"true\"", "is no bool"},
    {kJson21, "structure-2.1.json", "/data/codelists/0/version", "\"1.02\"", "is not of the form"},
    {kJson21, "structure-2.1.json", "/data/dataflows/0/structure",
     "\"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ASEC:SMALL(1.2.0)\"",
     "is not of the form"},
    {kJson21, "structure-2.1.json", "/data/dataConstraints/0/constraintAttachment/dataflow",
     "\"x\"", "knows no dataflow"},
    {kJson21, "structure-2.1.json", "/data/dataConstraints/0/cubeRegions/0/keyValues/0/timeRange",
     "{}", "must have not all of"},
    {kJson20, "structure-2.0.json", "/data/dataProviderSchemes/0/version", "\"1.1\"", "is none of"},
    {kJson10, "structure-1.0.json", "/data/provisionAgreements/0/structureUsage", "",
     "has no structureUsage"},
};

TEST(JsonSchemaFacts, FindWhatIsPlanted) {
  for (const Planted& planted : kPlanted) {
    json message = Golden(planted.file);
    const json::json_pointer at(planted.at);
    if (*planted.instead != '\0') {
      message[at] = json::parse(planted.instead);
    } else {
      ASSERT_EQ(message[at.parent_pointer()].erase(at.back()), 1u) << planted.at;
    }
    const bool is_data = absl::StartsWith(planted.file, "data");
    const std::string said =
        AllProblems(planted.form, message, is_data ? "data-message" : "structure-message");
    EXPECT_TRUE(absl::StrContains(said, planted.said)) << planted.at << " says: " << said;
  }
  // The same value twice.
  json message = Golden("data-2.1.json");
  json& values = message[json::json_pointer(absl::StrCat(kSeries21, "/values"))];
  values.push_back(values[0]);
  EXPECT_EQ(AllProblems(kJson21, message, "data-message"),
            absl::StrCat(kSeries21, "/values: has something twice"));
}

}  // namespace
}  // namespace lontar::sdmx
