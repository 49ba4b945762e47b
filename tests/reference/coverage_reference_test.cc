#include "tests/reference/coverage_reference.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::reference {
namespace {

const char kPublished[] = LONTAR_SOURCE_DIR "/data/published";

const std::vector<std::string> kTen = {"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN"};

std::vector<std::string> Eleven() {
  std::vector<std::string> members = kTen;
  members.push_back("TL");
  return members;
}

using Counts = std::vector<int>;

Counts Reported(const ReferenceTable& table) {
  return {table.Reported("A1"), table.Reported("A3"), table.Reported("A11"), table.Reported("A12")};
}

Counts AsSpecified(const ReferenceTable& table) {
  return {table.AsSpecified("A1"), table.AsSpecified("A3"), table.AsSpecified("A11"),
          table.AsSpecified("A12")};
}

TEST(CoverageReference, TenMembersWithoutAnEndOfTheYears) {
  const ReferenceTable table = CountFromFiles(kPublished, kTen, 0);
  EXPECT_EQ(Reported(table), (Counts{9, 9, 9, 7}));
  EXPECT_EQ(AsSpecified(table), (Counts{5, 0, 9, 0}));
}

TEST(CoverageReference, TenMembersWithPeriodsEndedByAugust2021) {
  const ReferenceTable table = CountFromFiles(kPublished, kTen, 2020);
  EXPECT_EQ(Reported(table), (Counts{7, 7, 9, 7}));
  EXPECT_EQ(AsSpecified(table), (Counts{5, 0, 9, 0}));
}

TEST(CoverageReference, EleventhMemberAddsOneEverywhere) {
  const ReferenceTable table = CountFromFiles(kPublished, Eleven(), 0);
  EXPECT_EQ(Reported(table), (Counts{10, 10, 10, 8}));
  EXPECT_EQ(AsSpecified(table), (Counts{6, 0, 10, 0}));
}

TEST(CoverageReference, NamesTheMembersWithA1AsSpecified) {
  const ReferenceTable table = CountFromFiles(kPublished, Eleven(), 0);
  std::vector<std::string> names;
  for (const auto& [name, member] : table.by_code.at("A1")) {
    if (member.as_specified) names.push_back(name);
  }
  EXPECT_THAT(names, testing::ElementsAre("KH", "LA", "MM", "PH", "TL", "VN"));
}

TEST(CoverageReference, CodesWithoutAFileAreThereAndEmpty) {
  const ReferenceTable table = CountFromFiles(kPublished, kTen, 0);
  EXPECT_EQ(table.by_code.size(), 14u);
  for (const std::string code : {"A2", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A13", "A14"}) {
    EXPECT_EQ(table.by_code.at(code).size(), kTen.size()) << code;
    EXPECT_EQ(table.Reported(code), 0) << code;
  }
}

std::map<std::string, int> BaselineYears(const ReferenceTable& table, const std::string& code) {
  std::map<std::string, int> years;
  for (const auto& [name, member] : table.by_code.at(code)) years[name] = member.baseline_year;
  return years;
}

TEST(CoverageReference, FigureAsSpecifiedComesBeforeANearerYear) {
  // Cambodia: 5-17 for 2012, only 12-14 and 15-17 for 2017.
  const ReferenceTable table = CountFromFiles(kPublished, Eleven(), 0);
  EXPECT_THAT(BaselineYears(table, "A1"),
              testing::ElementsAre(
                  testing::Pair("BN", 2022), testing::Pair("ID", 2019), testing::Pair("KH", 2012),
                  testing::Pair("LA", 2017), testing::Pair("MM", 2015), testing::Pair("MY", 0),
                  testing::Pair("PH", 2019), testing::Pair("SG", 2021), testing::Pair("TH", 2016),
                  testing::Pair("TL", 2016), testing::Pair("VN", 2014)));
}

TEST(CoverageReference, BaselineYearsOfTheOtherIndicators) {
  const ReferenceTable table = CountFromFiles(kPublished, kTen, 2020);
  EXPECT_EQ(BaselineYears(table, "A3").at("KH"), 2017);
  EXPECT_EQ(BaselineYears(table, "A3").at("SG"), 0);
  EXPECT_EQ(BaselineYears(table, "A11").at("VN"), 2013);
  EXPECT_EQ(BaselineYears(table, "A11").at("MM"), 2017);
  EXPECT_EQ(BaselineYears(table, "A12").at("PH"), 2016);
  EXPECT_EQ(BaselineYears(table, "A12").at("MY"), 2019);
}

void WriteFile(const std::string& folder, const std::string& name, const std::string& rows) {
  std::ofstream(folder + "/" + name, std::ios::binary)
      << "ref_area,indicator,time_period,sex,age,urbanisation,activity,value,obs_status,note\n"
      << rows;
}

std::string FolderWithOneFile(const std::string& rows) {
  std::string folder = testing::TempDir() + "/coverage_" + std::string(6, 'X');
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder " + folder);
  for (const char* name :
       {"ilostat_child_labour.csv", "unsd_sdg_8_7_1_child_labour.csv",
        "ilostat_young_workers_15_17.csv", "unsd_sdg_1_3_1_social_protection.csv"}) {
    WriteFile(folder, name, "");
  }
  WriteFile(folder, "uis_net_enrolment.csv", rows);
  return folder;
}

TEST(CoverageReference, TieGoesToTheEarlierYear) {
  const std::string folder = FolderWithOneFile(
      "KH,A11,2017,_T,SCH_PRIM,_T,_T,90,A,\n"
      "KH,A11,2015,_T,SCH_PRIM,_T,_T,91,A,\"later, \"\"revised\"\"\"\n");
  EXPECT_EQ(CountFromFiles(folder, {"KH"}, 0).by_code["A11"]["KH"].baseline_year, 2015);
}

TEST(CoverageReference, MissingValueIsNotReported) {
  const std::string folder = FolderWithOneFile(
      "KH,A11,2016,_T,SCH_PRIM,_T,_T,,M,\n"
      "LA,A11,2016,_T,SCH_PRIM,_T,_T,0,A,\n"
      "VN,NER_2T3,2016,_T,SCH_SEC,_T,_T,80,A,\n");
  EXPECT_EQ(CountFromFiles(folder, {"KH", "LA", "VN"}, 0).Reported("A11"), 1);
}

TEST(CoverageReference, MissingFileIsSaid) {
  EXPECT_THROW(CountFromFiles("/nowhere", {"KH"}, 0), std::runtime_error);
}

}  // namespace
}  // namespace lontar::reference
