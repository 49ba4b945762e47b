#pragma once
// A small log and what of it is written, for the tests of this room.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/sdmx/cell_source.h"
#include "core/sdmx/message_head.h"
#include "core/sdmx/structure_of.h"
#include "core/sdmx/survey.h"
#include "gtest/gtest.h"
#include "tests/support/log_builder.h"

namespace lontar::sdmx {

using observation::Confidentiality;
using observation::Status;
using support::AReport;
using support::Figure;
using support::LogBuilder;

inline StructureOptions SmallOptions() {
  return {.agency = "ASEC",
          .areas = {{"KH", "Cambodia"}, {"VN", "Viet Nam"}},
          .providers = {{"KH.NIS", "National Institute of Statistics", "KH"},
                        {"KH.MOP", "Ministry of Planning", "KH"},
                        {"VN.GSO", "General Statistics Office", "VN"}}};
}

inline MessageHead SmallHead() {
  return {.id = "LOG-9",
          .sender = "ASEC",
          .is_test = true,
          .prepared = absl::FromUnixSeconds(1'795'312'800)};
}

// Two members, three offices and the catalogue of tests/golden/sdmx.
inline const LogBuilder& EmptyLog() {
  static const auto* log = [] {
    LogBuilder::Options options;
    const auto text =
        base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/tests/golden/sdmx/catalogue.yaml"),
                            base::kImportBytesMax);
    options.catalogue = {{"catalogue.yaml", text.value()}};
    auto* made = new LogBuilder(options);
    made->AddFramework();
    made->AddMember("KH");
    made->AddMember("VN");
    made->AddProvider("KH.NIS");
    made->AddProvider("KH.MOP");
    made->AddProvider("VN.GSO");
    return made;
  }();
  return *log;
}

inline void Submit(const AReport& report, LogBuilder* log) {
  const support::Appended appended = log->Submit(report);
  ASSERT_EQ(chain::NameOf(appended.verdict), "accepted") << appended.sentence;
}

// One cell of each kind: with texts that every format has to escape, estimated, held back, without
// a number, disputed, of parts of a year.
inline LogBuilder SmallLog() {
  LogBuilder log = EmptyLog();
  Figure total{"11.50"};
  total.source = "Survey \"2012\", <round & two>";
  total.definition = "national, as\nin the law\x01";
  Figure girls{"4.2", Status::kEstimated, {{"sex", "F"}}};
  girls.deviations = SetOf(observation::Deviation::kCoverage);
  const Figure hidden{"", Status::kSuppressed, {{"sex", "M"}}, Confidentiality::kPrimary};
  Submit(AReport("KH.NIS")
             .With({"A1", "2012", {total, girls, hidden}})
             .With({"A1", "2016", {{"9.9"}}})
             .With({"A1", "2016", {{"400123"}}, "number"})
             .Of("A1", "2018", Status::kNotCollected),
         &log);
  Submit(AReport("KH.MOP").With({"A1", "2016", {{"400124"}}, "number"}), &log);
  Submit(AReport("VN.GSO").With(
             {"B1", "2016-S1", {{"0", Status::kNormal, {{"agency", "AG_POLICE"}}}}}),
         &log);
  return log;
}

// The catalogues that the project publishes.
inline constexpr const char* kPublishedCatalogues[] = {"child-labour-2025", "lmis-common",
                                                       "oshnet-scorecard"};
inline std::vector<catalogue::SourceFile> FilesOfPublished(const std::string& name) {
  const std::string folder = absl::StrCat(LONTAR_SOURCE_DIR, "/catalogues/", name);
  std::vector<catalogue::SourceFile> files;
  const std::vector<std::string> names = base::ListFolder(folder).value();
  for (const std::string& file : names) {
    const std::string path = absl::StrCat(folder, "/", file);
    files.push_back({file, base::ReadWholeFile(path, base::kImportBytesMax).value()});
  }
  return files;
}
inline absl::StatusOr<catalogue::Catalogue> PublishedCatalogue(const std::string& name) {
  return catalogue::Catalogue::Load(FilesOfPublished(name));
}

// A source of what stands in the log now.
class LogSource {
 public:
  explicit LogSource(const LogBuilder& log, const StructureOptions& options = SmallOptions())
      : log_(log), structure_(StructureOf(log.catalogue(), options)) {}
  const Structure& structure() const { return structure_; }

  SentCells Send(ObservationSink& sink) const {
    const CellReader reader = [&](fold::CellWalk* walk) {
      return fold::NextCells(log_.state(), log_.PartsReader(), walk);
    };
    CellTranslator translator(log_.catalogue(), structure_);
    const auto sent =
        SendCells(reader, {{log_.collection(), "", "", ""}, log_.size()}, translator, sink);
    EXPECT_TRUE(sent.ok()) << sent.status();
    return sent.value_or(SentCells());
  }

 private:
  const LogBuilder& log_;
  Structure structure_;
};

// Everything that a writer writes.
template <class Make>
std::string Written(const LogSource& source, Make make) {
  std::string text;
  const std::unique_ptr<ObservationSink> writer = make([&text](absl::string_view piece) {
    absl::StrAppend(&text, piece);
    return absl::OkStatus();
  });
  source.Send(*writer);
  return text;
}

}  // namespace lontar::sdmx
