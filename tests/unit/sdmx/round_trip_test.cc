// What is exported as SDMX-CSV is imported as the same cells, by the reader that ministries' files
// go through.

#include <map>
#include <random>

#include "core/formats/import_file.h"
#include "core/sdmx/data_csv.h"
#include "tests/unit/sdmx/examples.h"

namespace lontar::sdmx {
namespace {

using observation::Row;

// By indicator, measure, period, codes.
using Cells = std::map<std::vector<std::string>, Row>;

std::vector<std::string> AddressOf(const std::string& indicator, const std::string& measure,
                                   const std::string& period,
                                   const std::vector<std::string>& codes) {
  std::vector<std::string> address = {indicator, measure, period};
  address.insert(address.end(), codes.begin(), codes.end());
  return address;
}

Cells ReportedCells(const LogBuilder& log) {
  Cells cells;
  const auto merged =
      fold::MergeCells(log.state(), {log.collection(), "", "", ""}, log.size(), log.PartsReader());
  for (const fold::Cell& cell : merged.value().cells) {
    cells[AddressOf(cell.indicator, cell.measure, cell.period, cell.codes)] =
        cell.candidates[*cell.current].row;
  }
  return cells;
}

Cells ImportedCells(const LogBuilder& log, const std::string& csv) {
  const auto file = formats::MapFile(csv, "export.csv", std::nullopt, log.catalogue());
  EXPECT_TRUE(file.ok()) << file.status();
  if (!file.ok()) return {};
  EXPECT_EQ(file->form, formats::FileForm::kSdmxCsv);
  const auto result = formats::ImportMapped(*file, log.catalogue(), "KH");
  EXPECT_TRUE(result.ok()) << result.status();
  if (!result.ok()) return {};
  for (const formats::ImportFinding& finding : result->findings) {
    EXPECT_NE(finding.severity, catalogue::Severity::kError) << finding.id;
  }
  Cells cells;
  for (const formats::ImportedIndicator& imported : result->indicators) {
    for (const observation::Block& block : imported.blocks) {
      for (const Row& row : block.rows) {
        cells[AddressOf(imported.indicator, block.measure, block.period, row.codes)] = row;
      }
    }
  }
  return cells;
}

// Deviations of age are no statement of a file's: the importer finds them by the whole block.
observation::DeviationSet StatedDeviations(const Row& row) {
  using observation::Deviation;
  return row.deviations & ~(SetOf(Deviation::kAgeOtherBrackets) |
                            SetOf(Deviation::kAgePartOfRange) | SetOf(Deviation::kAgeWiderRange));
}

std::string TextOf(const Row& row) {
  return absl::StrCat(observation::HasNumber(row.status) ? observation::ToText(row.value) : "-",
                      "|", observation::CodeOf(row.status), "|",
                      observation::CodeOf(row.confidentiality), "|", StatedDeviations(row), "|",
                      row.source, "|", row.definition, "|", row.comment);
}

class Drawing {
 public:
  explicit Drawing(unsigned seed) : random_(seed) {}

  std::string Pick(const std::vector<std::string>& texts) {
    return texts[random_() % texts.size()];
  }

  Figure DrawFigure(bool is_number) {
    Figure figure;
    const std::string status = Pick({"A", "A", "A", "E", "P", "U", "B", "O", "L", "M", "Q"});
    figure.status = *observation::StatusOf(status);
    if (observation::HasNumber(figure.status)) {
      figure.value = is_number ? Pick({"0", "7", "400123"})
                               : Pick({"0", "0.0", "11.50", "99.999999999", "100"});
    }
    if (status == "Q") {
      figure.confidentiality = *observation::ConfidentialityOf(Pick({"C", "A", "D"}));
    }
    figure.source = Pick({"Register", "Survey 2012, \"second\" round", "=1+1", "ស្ថិតិ"});
    figure.definition = Pick({"", "as in the law, \"and\" the decree"});
    if (random_() % 4 == 0) figure.deviations = SetOf(observation::Deviation::kCoverage);
    return figure;
  }

  // Reports of figures of A1, A5 and A11 by what these have: plain and composite dimensions.
  AReport DrawReport() {
    AReport report("KH.NIS");
    report.With(
        DrawBlock("A1", "proportion", {"sex", {"_T", "F", "M"}}, {"concept", {"EA", "EAHC"}}));
    report.With(DrawBlock("A1", "number", {"sex", {"_T", "F", "M"}}, {"age", {"Y5T17", "Y15T17"}}));
    report.With(DrawBlock("A5", "number", {"sex", {"_T", "F"}}, {"agency", {"_T", "AG_POLICE"}}));
    report.With(DrawBlock("A11", "", {"sex", {"_T", "F"}}, {"urbanisation", {"_T", "U", "R"}}));
    return report;
  }

 private:
  struct Axis {
    std::string dimension;
    std::vector<std::string> codes;
  };

  support::BlockText DrawBlock(const std::string& indicator, const std::string& measure,
                               const Axis& one, const Axis& other) {
    support::BlockText block{
        indicator, Pick({"2015", "2016", "2016-S1", "2016-M07", "2016-T2"}), {}, measure};
    for (const std::string& a : one.codes) {
      for (const std::string& b : other.codes) {
        Figure figure = DrawFigure(measure == "number");
        figure.codes = {{one.dimension, a}, {other.dimension, b}};
        block.figures.push_back(figure);
      }
    }
    return block;
  }

  std::mt19937 random_;
};

LogBuilder RoadmapLog() {
  static const auto* log = [] {
    auto* made = new LogBuilder();
    made->AddFramework();
    made->AddMember("KH");
    made->AddProvider("KH.NIS");
    return made;
  }();
  return *log;
}

class RoundTrip : public testing::TestWithParam<CsvOptions> {};

// Invariant 35: numbers are exact, what is missing stays missing for its reason.
TEST_P(RoundTrip, WhatIsExportedIsImportedAsTheSameCells) {
  size_t compared = 0;
  for (unsigned seed = 1; seed <= 25; ++seed) {
    LogBuilder log = RoadmapLog();
    Submit(Drawing(seed).DrawReport(), &log);
    const LogSource source(log);
    const std::string csv = Written(source, [&](ByteSink sink) {
      return MakeCsvWriter(source.structure(), GetParam(), std::move(sink));
    });
    const Cells reported = ReportedCells(log);
    const Cells imported = ImportedCells(log, csv);
    ASSERT_EQ(imported.size(), reported.size()) << "seed " << seed;
    for (const auto& [address, row] : reported) {
      const auto found = imported.find(address);
      ASSERT_NE(found, imported.end()) << address[0] << " " << address[2] << " seed " << seed;
      EXPECT_EQ(TextOf(row), TextOf(found->second)) << "seed " << seed << " " << address[0];
      ++compared;
    }
  }
  EXPECT_GT(compared, 400u);
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, RoundTrip,
    testing::Values(CsvOptions{}, CsvOptions{.version = CsvVersion::k10},
                    CsvOptions{.labels = CsvLabels::kBoth, .keys = CsvKeys::kBoth},
                    CsvOptions{.version = CsvVersion::k10, .labels = CsvLabels::kBoth}));

}  // namespace
}  // namespace lontar::sdmx
