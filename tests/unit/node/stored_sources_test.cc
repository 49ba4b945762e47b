// The register of sources on a node: its versions, what figures name of it, and what a check says.

#include "node/core/stored_sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr absl::string_view kRegister = R"(member: KH
sources:
  - id: case-register
    name: {en: Register of cases}
    kind: administrative register
    office: Ministry
    years: [2016-2017]
  - id: labour-survey
    name: {en: Labour survey}
    kind: survey
    office: Institute
    years: ["2012"]
)";

constexpr absl::string_view kMapping = R"(mapping: small
file: small.csv
source: made up
indicator: cases
columns:
  member: {constant: KH}
  period: year
  measure: {constant: number}
  value: value
  unit: {constant: CASES}
  source: source
submitted_by: {KH: KH.NSO}
dimensions:
  sex: sex
)";

class StoredSourcesTest : public FederationFixture {
 protected:
  StoredSourcesTest() { federation_.Found(); }

  json Add(absl::string_view text, bool is_dry_run = false) {
    const auto added = node().AddSources("KH.yaml", text, is_dry_run);
    EXPECT_TRUE(added.ok()) << added.status();
    return json::parse(*added);
  }

  std::string Draft(const std::string& rows) {
    ImportRequest request;
    request.file_name = "small.csv";
    request.content = absl::StrCat("year,sex,value,source\n", rows);
    request.mapping_name = "small.yaml";
    request.mapping = std::string(kMapping);
    const auto imported = node().Import(request);
    EXPECT_TRUE(imported.ok()) << imported.status();
    return json::parse(*imported)["draft"].get<std::string>();
  }

  std::vector<std::string> SourceIdsOf(const std::string& draft) {
    const auto exported = node().ExportDraft(draft);
    EXPECT_TRUE(exported.ok()) << exported.status();
    return observation::DecodeReport(exported->envelope.payload)->source_ids;
  }

  std::vector<std::string> NotesOf(const std::string& draft) {
    std::vector<std::string> notes;
    const json check = json::parse(*node().Check(draft));
    for (const json& finding : check["findings"]) {
      const std::string id = finding["id"];
      if (id.find("SOURCE") == std::string::npos && id != "RECORD_UNREADABLE") continue;
      notes.push_back(absl::StrCat(id, " ", std::string(finding["severity"]), " ",
                                   std::string(finding["value"])));
    }
    return notes;
  }
};

TEST_F(StoredSourcesTest, WithoutARegisterNothingIsNamedAndNothingIsSaid) {
  EXPECT_EQ(base::ReasonOf(node().Sources({}).status()), "SOURCES_ABSENT");
  const std::string draft = Draft("2016,_T,5,Register of cases\n");
  EXPECT_THAT(SourceIdsOf(draft), IsEmpty());
  EXPECT_THAT(NotesOf(draft), IsEmpty());
}

TEST_F(StoredSourcesTest, ANewVersionSaysWhatItChangesAndTheOldOneStays) {
  EXPECT_EQ(Add(kRegister)["added"], json({"case-register", "labour-survey"}));
  const std::string changed = absl::StrReplaceAll(
      kRegister,
      {{"id: labour-survey", "id: labour-survey-2012"}, {"office: Ministry", "office: M"}});
  const json added = Add(changed);
  EXPECT_EQ(added["version"], 2);
  EXPECT_EQ(added["added"], json({"labour-survey-2012"}));
  EXPECT_EQ(added["changed"], json({"case-register"}));
  EXPECT_EQ(added["removed"], json({"labour-survey"}));

  const json newest = json::parse(*node().Sources({}));
  EXPECT_EQ(newest["version"], 2);
  EXPECT_EQ(newest["versions"].size(), 2u);
  EXPECT_EQ(newest["sources"][0]["office"], "M");
  const json first = json::parse(*node().Sources({.version = 1, .id = "labour-survey"}));
  EXPECT_EQ(first["sources"][0]["names"]["en"], "Labour survey");
  EXPECT_EQ(base::ReasonOf(node().Sources({.id = "labour-survey"}).status()), "SOURCE_UNKNOWN");
  EXPECT_EQ(base::ReasonOf(node().Sources({.version = 3}).status()), "SOURCES_ABSENT");
}

TEST_F(StoredSourcesTest, ADryRunAndTheSameTextStoreNothing) {
  EXPECT_EQ(Add(kRegister, true)["is_new"], true);
  EXPECT_EQ(base::ReasonOf(node().Sources({}).status()), "SOURCES_ABSENT");
  Add(kRegister);
  const json again = Add(kRegister);
  EXPECT_EQ(again["is_new"], false);
  EXPECT_EQ(again["version"], 1);
  EXPECT_EQ(json::parse(*node().Sources({}))["versions"].size(), 1u);
}

TEST_F(StoredSourcesTest, AnotherMembersRegisterIsRefused) {
  const std::string other = absl::StrReplaceAll(kRegister, {{"member: KH", "member: VN"}});
  const auto added = node().AddSources("VN.yaml", other, false);
  EXPECT_EQ(base::ReasonOf(added.status()), "SOURCES_INVALID");
  EXPECT_THAT(std::string(added.status().message()), HasSubstr("node of KH"));
}

TEST_F(StoredSourcesTest, AReportNamesTheSourcesOfItsFigures) {
  Add(kRegister);
  const std::string draft =
      Draft("2016,_T,5,register of cases; table 4\n2017,_T,6,page 3 [labour-survey]\n");
  EXPECT_THAT(SourceIdsOf(draft), ElementsAre("case-register", "labour-survey"));
  EXPECT_THAT(SourceIdsOf(Draft("2018,_T,5,another survey\n")), IsEmpty());
}

TEST_F(StoredSourcesTest, ACheckNotesWhatIsNotRegisteredAndWhatIsOfOtherYears) {
  Add(kRegister);
  const std::string draft = Draft(
      "2016,_T,5,case-register\n2018,_T,5,case-register\n2016,F,3,A survey that nobody knows\n");
  EXPECT_THAT(NotesOf(draft), ElementsAre("SOURCE_NOT_REGISTERED note A survey that nobody knows",
                                          "SOURCE_OTHER_YEARS note case-register"));
}

TEST_F(StoredSourcesTest, ASourceOfAnEarlierVersionIsNotedAsRetired) {
  Add(kRegister);
  Add(absl::StrReplaceAll(kRegister, {{"id: labour-survey", "id: labour-survey-2012"},
                                      {"en: Labour survey", "en: Labour survey 2012"}}));
  const std::string draft = Draft("2012,_T,5,Labour survey\n");
  EXPECT_THAT(NotesOf(draft), ElementsAre("SOURCE_RETIRED note Labour survey"));
  EXPECT_THAT(SourceIdsOf(draft), IsEmpty());
}

TEST_F(StoredSourcesTest, ADamagedVersionIsSaidAndHidesNoOther) {
  Add(kRegister);
  Add(absl::StrReplaceAll(kRegister, {{"office: Ministry", "office: M"}}));
  const std::string draft = Draft("2016,_T,5,Register of cases\n");
  node_disk_.durable[store::SourcesKey(2)] = "no json";
  federation_.CloseNode();
  node_store_ = store::OpenMapStore(&node_disk_);
  ASSERT_EQ(federation_.OpenNode(node_store_.get(), &high_water_), "");
  EXPECT_EQ(base::ReasonOf(node().Sources({}).status()), "RECORD_UNREADABLE");
  EXPECT_TRUE(node().Sources({.version = 1}).ok());
  EXPECT_THAT(NotesOf(draft), ElementsAre("RECORD_UNREADABLE warning "));
  EXPECT_EQ(Add(kRegister)["version"], 3);
  EXPECT_THAT(NotesOf(draft), IsEmpty());
}

}  // namespace
}  // namespace lontar::node
