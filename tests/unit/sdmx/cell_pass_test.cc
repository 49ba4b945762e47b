#include "core/sdmx/cell_pass.h"

#include "absl/strings/str_replace.h"
#include "core/sdmx/collection_head.h"
#include "tests/unit/sdmx/examples.h"

namespace lontar::sdmx {
namespace {

class CellPassTest : public testing::Test {
 protected:
  CellPlan PlanFor(const fold::Viewer& viewer, const LogBuilder& log) {
    CellPlan plan;
    plan.viewer = viewer;
    plan.collection = log.collection();
    plan.size = log.size();
    const fold::CollectionRecord& collection = *log.state().FindCollection(log.collection());
    plan.members = VisibleMembers(viewer, log.state(), collection);
    plan.catalogue = CataloguesOf(collection, log.size()).back();
    plan.structure = StructureOf(*plan.catalogue, SmallOptions());
    return plan;
  }

  // One line for each figure: area, sex, period, value; "-" before those that went.
  std::string Lines(const CellPlan& plan, const LogBuilder& log) {
    class Sink : public ObservationSink {
     public:
      explicit Sink(const Structure& structure)
          : area_(structure.DimensionAt("REF_AREA")), sex_(structure.DimensionAt("SEX")) {}
      absl::Status Begin() override { return absl::OkStatus(); }
      absl::Status Observe(const Observation& one) override {
        absl::StrAppend(&lines, one.is_deleted ? "-" : "", one.key[area_], " ", one.key[sex_], " ",
                        one.period, "=", one.value, "\n");
        return absl::OkStatus();
      }
      absl::Status End() override { return absl::OkStatus(); }
      std::string lines;

     private:
      int area_, sex_;
    };
    looks_ = 0;
    const LogAccess access = [&](const auto& work) {
      ++looks_;
      const fold::PartReader parts = [&](const base::PartHash& hash) {
        ++reads_;
        return log.PartsReader()(hash);
      };
      return work({log.state(), parts});
    };
    Sink sink(plan.structure);
    EXPECT_TRUE(CellPass(&plan, &access).SendAll(sink).ok());
    return sink.lines;
  }

  int looks_ = 0;
  int reads_ = 0;
};

const fold::Viewer kAsec{fold::ViewerRole::kAsec};

TEST_F(CellPassTest, GivesWhatAnExportGives) {
  const LogBuilder log = SmallLog();
  const CellPlan plan = PlanFor(kAsec, log);
  EXPECT_EQ(Lines(plan, log),
            "KH _T 2016=\n"  // disputed
            "KH F 2012=4.2\nKH M 2012=\nKH _T 2012=11.50\nKH _T 2016=9.9\nKH _T 2018=\n"
            "VN _T 2016-S1=0\n");
  EXPECT_EQ(looks_, 3);  // one for each group
}

TEST_F(CellPassTest, EachSeesTheirOwnAndNothingElseIsRead) {
  const LogBuilder log = SmallLog();
  using fold::ViewerRole;
  for (const fold::Viewer& viewer :
       {fold::Viewer{ViewerRole::kPublic}, {ViewerRole::kAuditor}, {ViewerRole::kSlom}}) {
    reads_ = 0;
    EXPECT_EQ(Lines(PlanFor(viewer, log), log), "");
    EXPECT_EQ(reads_, 0);
    EXPECT_EQ(looks_, 0);  // not even the time that it takes tells
  }
  const std::string own = "VN _T 2016-S1=0\n";
  EXPECT_EQ(Lines(PlanFor({ViewerRole::kMember, "VN"}, log), log), own);
  EXPECT_EQ(Lines(PlanFor({ViewerRole::kSlom, "VN"}, log), log), own);
  // Members whom a query names are those of the plan: a plan of another's finds nothing.
  CellPlan plan = PlanFor({ViewerRole::kMember, "VN"}, log);
  plan.members = {"KH"};
  EXPECT_EQ(Lines(plan, log), "");
}

// Where a collection allows comparison: others' parts of which every figure is free, and no part
// that holds one that is not.
TEST_F(CellPassTest, OthersSeeWholeFreePartsWhereComparisonIsAllowed) {
  const auto text = base::ReadWholeFile(
      absl::StrCat(LONTAR_SOURCE_DIR, "/tests/golden/sdmx/catalogue.yaml"), base::kImportBytesMax);
  ASSERT_TRUE(text.ok());
  LogBuilder::Options options;
  options.catalogue = {
      {"catalogue.yaml",
       absl::StrReplaceAll(*text, {{"comparison_allowed: false", "comparison_allowed: true"}})}};
  LogBuilder log(options);
  log.AddFramework();
  log.AddMember("KH");
  log.AddMember("VN");
  log.AddProvider("KH.NIS");
  log.AddProvider("VN.GSO");
  const Figure shut{"77", Status::kNormal, {{"agency", "AG_POLICE"}}, Confidentiality::kNotPublic};
  Submit(AReport("KH.NIS").Of("A1", "2012", "11").With({"B1", "2016", {{"9"}, shut}}), &log);
  Submit(AReport("VN.GSO").Of("A1", "2012", "5"), &log);
  using fold::ViewerRole;
  const std::string free_parts = "KH _T 2012=11\nVN _T 2012=5\n";
  for (const fold::Viewer& viewer :
       {fold::Viewer{ViewerRole::kMember, "VN"}, {ViewerRole::kAuditor}, {ViewerRole::kSlom}}) {
    EXPECT_EQ(Lines(PlanFor(viewer, log), log), free_parts);
  }
  EXPECT_EQ(Lines(PlanFor({ViewerRole::kPublic}, log), log), "");
  const std::string of_kh = Lines(PlanFor({ViewerRole::kMember, "KH"}, log), log);
  EXPECT_NE(of_kh.find("2016=9\n"), std::string::npos);
  EXPECT_EQ(of_kh.find("77"), std::string::npos);  // not even for its own: it is not free
}

TEST_F(CellPassTest, TellsWhatWentBeforeWhatCame) {
  LogBuilder log = EmptyLog();
  const auto first = log.Submit(AReport("KH.NIS")
                                    .With({"A1",
                                           "2012",
                                           {{"1"},
                                            {"2", Status::kNormal, {{"sex", "F"}}},
                                            {"3", Status::kNormal, {{"sex", "M"}}}}})
                                    .Of("A1", "2016", "9"));
  const base::LogSize before = log.size();
  CellPlan plan = PlanFor(kAsec, log);
  plan.since = before;
  EXPECT_EQ(Lines(plan, log), "");  // nothing has changed

  log.Submit(AReport("KH.NIS")
                 .With({"A1", "2012", {{"1"}, {"5", Status::kNormal, {{"sex", "F"}}}}})
                 .Of("A1", "2018", "7")
                 .Superseding(first.payload_id));
  plan = PlanFor(kAsec, log);
  plan.since = before;
  // The block is stated anew, and all of it stands in another report.
  EXPECT_EQ(Lines(plan, log), "-KH M 2012=\nKH F 2012=5\nKH _T 2012=1\nKH _T 2018=7\n");
  // From nothing, everything has come.
  plan.since = base::LogSize(0);
  EXPECT_EQ(Lines(plan, log), "KH F 2012=5\nKH _T 2012=1\nKH _T 2016=9\nKH _T 2018=7\n");
  // As it was.
  plan.since.reset();
  plan.size = before;
  EXPECT_EQ(Lines(plan, log), "KH F 2012=2\nKH M 2012=3\nKH _T 2012=1\nKH _T 2016=9\n");
  // Another member hears of nothing.
  plan = PlanFor({fold::ViewerRole::kMember, "VN"}, log);
  plan.since = before;
  EXPECT_EQ(Lines(plan, log), "");
}

}  // namespace
}  // namespace lontar::sdmx
