// The published files through their mapping files: nothing is lost on the way, and the count is
// that of tests/reference.

#include <map>
#include <set>

#include "absl/strings/str_split.h"
#include "core/catalogue/counting.h"
#include "core/formats/import.h"
#include "core/observation/period.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/reference/coverage_reference.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

const std::vector<std::string> kMembers = {"BN", "KH", "ID", "LA", "MY", "MM",
                                           "PH", "SG", "TH", "TL", "VN"};
const std::vector<std::string> kMappings = {"ilostat-a1", "ilostat-a3", "unsd-8-7-1",
                                            "uis-net-enrolment", "unsd-1-3-1"};

const catalogue::Catalogue& Roadmap() {
  static const catalogue::Catalogue catalogue = Catalogue2025();
  return catalogue;
}

Mapping MappingOf(const std::string& name) {
  return Required(ReadMapping(SourceFile("data/demo/mappings/" + name + ".yaml")));
}

CountedImport ImportOf(const std::string& name, const std::string& member) {
  const Mapping mapping = MappingOf(name);
  const Table table = Required(ReadCsv(SourceFile(mapping.file)));
  return Required(ImportTable(table, mapping, Roadmap(), member));
}

struct Totals {
  int read = 0;  // of one member's import: the whole file
  int taken = 0;
  int not_taken = 0;
  std::map<std::string, int> by_series;
};

Totals TotalsOf(const std::string& name) {
  Totals totals;
  for (const std::string& member : kMembers) {
    const CountedImport result = ImportOf(name, member);
    EXPECT_EQ(result.refused, 0) << name << " " << member;
    EXPECT_EQ(result.read, result.taken + result.refused + result.not_taken + result.other_member);
    for (const ImportFinding& finding : result.findings) {
      EXPECT_NE(finding.severity, catalogue::Severity::kError) << finding.sentence;
    }
    totals.read = result.read;
    totals.taken += result.taken;
    totals.not_taken += result.not_taken;
    for (const auto& [series, count] : result.not_taken_by_series) {
      totals.by_series[series] += count;
    }
  }
  return totals;
}

TEST(PublishedImport, EveryRowIsTakenOrNamed) {
  using testing::Pair;
  const std::map<std::string, std::pair<int, int>> expected = {{"ilostat-a1", {586, 0}},
                                                               {"ilostat-a3", {186, 0}},
                                                               {"unsd-8-7-1", {27, 0}},
                                                               {"uis-net-enrolment", {112, 111}},
                                                               {"unsd-1-3-1", {11, 60}}};
  for (const auto& [name, counts] : expected) {
    const Totals totals = TotalsOf(name);
    EXPECT_EQ(totals.taken, counts.first) << name;
    EXPECT_EQ(totals.not_taken, counts.second) << name;
    // Every row is some member's.
    EXPECT_EQ(totals.read, totals.taken + totals.not_taken) << name;
  }
  EXPECT_THAT(TotalsOf("uis-net-enrolment").by_series, testing::ElementsAre(Pair("NER_2T3", 111)));
  EXPECT_THAT(TotalsOf("unsd-1-3-1").by_series,
              testing::ElementsAre(Pair("SI_COV_BENFTS", 12), Pair("SI_COV_SOCAST", 18),
                                   Pair("SI_COV_SOCINS", 18), Pair("SI_COV_VULN", 12)));
}

// Which members the import makes reported and as specified, with periods up to and including
// `year_to`; 0 leaves it open.
struct Coverage {
  std::map<std::string, std::set<std::string>> reported;
  std::map<std::string, std::set<std::string>> as_specified;
};

void Count(const ImportResult& result, const std::string& member, int year_to, Coverage* coverage) {
  for (const ImportedIndicator& imported : result.indicators) {
    const catalogue::Indicator& indicator = *Roadmap().FindIndicator(imported.indicator);
    for (const observation::Block& block : imported.blocks) {
      const int year = Required(observation::Period::Parse(block.period)).year();
      if (year_to != 0 && year > year_to) continue;
      const observation::BlockCount count = catalogue::CountBlock(Roadmap(), indicator, block);
      if (count.with_number > 0) coverage->reported[indicator.code].insert(member);
      if (count.as_specified > 0) coverage->as_specified[indicator.code].insert(member);
    }
  }
}

TEST(PublishedImport, CoverageIsThatOfTheReferenceCount) {
  for (const int year_to : {0, 2020, 2016}) {
    Coverage coverage;
    for (const std::string& name : kMappings) {
      for (const std::string& member : kMembers) {
        Count(ImportOf(name, member), member, year_to, &coverage);
      }
    }
    const reference::ReferenceTable table =
        reference::CountFromFiles(LONTAR_SOURCE_DIR "/data/published", kMembers, year_to);
    for (const auto& [code, members] : table.by_code) {
      for (const auto& [name, member] : members) {
        EXPECT_EQ(coverage.reported[code].contains(name), member.reported)
            << code << " " << name << " " << year_to;
        EXPECT_EQ(coverage.as_specified[code].contains(name), member.as_specified)
            << code << " " << name << " " << year_to;
      }
    }
  }
}

const observation::Row& RowOf(const ImportResult& result, const std::string& period,
                              const std::vector<std::string>& codes) {
  for (const observation::Block& block : result.indicators.at(0).blocks) {
    if (block.measure != "proportion" || block.period != period) continue;
    for (const observation::Row& row : block.rows) {
      if (row.codes == codes) return row;
    }
  }
  throw std::runtime_error("no such row");
}

TEST(PublishedImport, LaoFiguresOf2017AreOneCellUnderTwoDefinitionsAndAnotherCell) {
  const std::vector<std::string> activity = {"_T", "Y5T17", "_T", "_T", "_T", "_T", "EA"};
  const std::vector<std::string> chores = {"_T", "Y5T17", "_T", "_T", "_T", "_T", "EAHC"};
  const CountedImport ilo = ImportOf("ilostat-a1", "LA");
  const CountedImport un = ImportOf("unsd-8-7-1", "LA");
  const observation::Row& first = RowOf(ilo, "2017", activity);
  const observation::Row& second = RowOf(un, "2017", activity);
  EXPECT_EQ(observation::ToText(first.value), "25.979");
  EXPECT_EQ(observation::ToText(second.value), "26.3");
  EXPECT_NE(first.definition, second.definition);
  EXPECT_EQ(observation::ToText(RowOf(un, "2017", chores).value), "28.2");
}

TEST(PublishedImport, ExampleOfTheFormatPageIsTrue) {
  const std::string page = SourceFile("docs/formats/mapping.md");
  EXPECT_THAT(page, testing::HasSubstr(SourceFile("data/demo/mappings/unsd-8-7-1.yaml")));
  const CountedImport result = ImportOf("unsd-8-7-1", "KH");
  const observation::Row& row =
      RowOf(result, "2012", {"F", "Y5T17", "_T", "_T", "_T", "_T", "EAHC"});
  EXPECT_EQ(result.indicators.at(0).blocks.at(0).unit_received, "PT");
  EXPECT_EQ(observation::ToText(row.value), "13.8");
  EXPECT_EQ(row.deviations, 0u);
  EXPECT_THAT(page, testing::HasSubstr("| comment | " + row.comment + " |"));
  const std::vector<std::string> lines =
      absl::StrSplit(SourceFile("data/published/unsd_sdg_8_7_1_child_labour.csv"), '\n');
  EXPECT_THAT(page, testing::HasSubstr("```\n" + lines.at(2) + "\n```"));
}

TEST(PublishedImport, SocialProtectionBearsTheConceptDeviation) {
  const CountedImport result = ImportOf("unsd-1-3-1", "ID");
  const observation::Row& row = result.indicators.at(0).blocks.at(0).rows.at(0);
  EXPECT_EQ(row.deviations, observation::SetOf(observation::Deviation::kConcept));
  EXPECT_EQ(row.status, observation::Status::kEstimated);
  EXPECT_EQ(observation::ToText(row.value), "91.2");
}

TEST(PublishedImport, ThousandsOfPersonsBecomePersons) {
  const CountedImport result = ImportOf("ilostat-a1", "BN");
  const observation::Block& block = result.indicators.at(0).blocks.at(0);
  EXPECT_EQ(block.measure, "number");
  EXPECT_EQ(block.unit_received, "PS_THS");
  EXPECT_EQ(observation::ToText(block.rows.at(0).value), "156");
}

// Provider, then the list codes that it supplies.
std::map<std::string, std::set<std::string>> Assignments() {
  const Table table = Required(ReadCsv(SourceFile("data/demo/assignments.csv")));
  std::map<std::string, std::set<std::string>> assignments;
  for (int row = 0; row < table.rows(); ++row) {
    const std::string codes(table.At(row, *table.FindColumn("indicators")));
    for (const absl::string_view code : absl::StrSplit(codes, ' ')) {
      assignments[std::string(table.At(row, *table.FindColumn("provider")))].emplace(code);
    }
  }
  return assignments;
}

TEST(PublishedImport, EveryMemberWithRowsHasAnAssignedProvider) {
  const std::map<std::string, std::set<std::string>> assignments = Assignments();
  for (const std::string& name : kMappings) {
    const Mapping mapping = MappingOf(name);
    const std::string code = Roadmap().FindIndicator(mapping.indicator.constant)->code;
    for (const std::string& member : kMembers) {
      if (ImportOf(name, member).taken == 0) continue;
      ASSERT_TRUE(mapping.submitted_by.contains(member)) << name << " " << member;
    }
    for (const auto& [member, provider] : mapping.submitted_by) {
      ASSERT_TRUE(assignments.contains(provider)) << provider;
      EXPECT_TRUE(assignments.at(provider).contains(code)) << provider << " " << code;
    }
  }
}

TEST(PublishedImport, EveryAssignmentIsUsedByAMapping) {
  std::map<std::string, std::set<std::string>> used;
  for (const std::string& name : kMappings) {
    const Mapping mapping = MappingOf(name);
    const std::string code = Roadmap().FindIndicator(mapping.indicator.constant)->code;
    for (const auto& [member, provider] : mapping.submitted_by) used[provider].insert(code);
  }
  EXPECT_EQ(used, Assignments());
}

TEST(PublishedImport, NoMemberHasMoreThanFiveProviders) {
  std::map<std::string, int> providers;
  for (const auto& [provider, codes] : Assignments()) ++providers[provider.substr(0, 2)];
  EXPECT_EQ(providers.size(), kMembers.size());
  for (const auto& [member, count] : providers) EXPECT_LE(count, 5) << member;
}

}  // namespace
}  // namespace lontar::formats
