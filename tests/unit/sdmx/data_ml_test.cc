#include "core/sdmx/data_ml.h"

#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/golden.h"
#include "tests/unit/sdmx/well_formed.h"

namespace lontar::sdmx {
namespace {

class DataMl : public testing::TestWithParam<MlData> {
 protected:
  std::string Xml(MlData form) const {
    return Written(source_, [&](ByteSink sink) {
      return MakeMlWriter(source_.structure(), SmallHead(), form, std::move(sink));
    });
  }
  const LogBuilder log_ = SmallLog();
  const LogSource source_{log_};
};

TEST_F(DataMl, IsTheGoldenFiles) {
  ExpectGolden("data-2.1-generic.xml", Xml(MlData::kGeneric21));
  ExpectGolden("data-2.1.xml", Xml(MlData::kSpecific21));
  ExpectGolden("data-3.0.xml", Xml(MlData::kSpecific30));
}

TEST_P(DataMl, IsWellFormedAndHoldsWhatNoXmlMay) {
  const XmlTree tree = ParseXml(Xml(GetParam()));
  // Three series of the proportion with five observations, one disputed number, one of VN.
  EXPECT_EQ(tree.count("Series"), 5);
  EXPECT_EQ(tree.count("Obs"), 7);
  EXPECT_TRUE(tree.has_value("Survey \"2012\", <round & two>"));
  EXPECT_TRUE(tree.has_value("national, as\nin the law\xE2\x90\x81"));  // its picture
}

// rsdmx walks the namespaces of the root and stops at the first that is a urn.
TEST_P(DataMl, SdmxNamespacesStandBeforeTheDataSetsOwn) {
  const std::string xml = Xml(GetParam());
  const size_t sdmx = xml.find("=\"http://www.sdmx.org/");
  const size_t urn = xml.find("=\"urn:");
  ASSERT_NE(sdmx, std::string::npos);
  EXPECT_LT(sdmx, urn);
  EXPECT_NE(xml.find("structureID=\"SMALL\""), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Forms, DataMl,
                         testing::Values(MlData::kGeneric21, MlData::kSpecific21,
                                         MlData::kSpecific30));

}  // namespace
}  // namespace lontar::sdmx
