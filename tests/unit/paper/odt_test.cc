#include "core/paper/odt.h"

#include <gmock/gmock.h>

#include "core/formats/workbook_parts.h"
#include "core/formats/xml_read.h"
#include "core/formats/zip_read.h"
#include "tests/unit/paper/sample.h"

namespace lontar::paper {
namespace {

// All text and the names of the elements.
class Collector : public formats::XmlListener {
 public:
  absl::Status OnStart(absl::string_view name, const formats::XmlAttributes&) override {
    ++elements[std::string(name)];
    return absl::OkStatus();
  }
  absl::Status OnEnd(absl::string_view) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view piece) override {
    text.append(piece.data(), piece.size());
    return absl::OkStatus();
  }
  std::map<std::string, int> elements;
  std::string text;
};

Collector Read(const std::string& bytes, const std::string& part) {
  Collector collector;
  auto zip = formats::ZipReader::Open(bytes);
  EXPECT_TRUE(zip.ok()) << zip.status();
  const absl::Status status = formats::ReadXmlPart(zip->get(), part, &collector);
  EXPECT_TRUE(status.ok()) << part << ": " << status;
  return collector;
}

TEST(PaperOdt, BeginsWithItsTypeAsTheStandardWants) {
  const std::string bytes = *ToOdt(SmallPaper());
  EXPECT_EQ(bytes.substr(30, 8), "mimetype");
  EXPECT_EQ(bytes.substr(38, 39), "application/vnd.oasis.opendocument.text");
}

TEST(PaperOdt, HoldsTheWordsAndTablesAsTextOnly) {
  const std::string bytes = *ToOdt(SmallPaper());
  const Collector content = Read(bytes, "content.xml");
  for (const char* text : {"Court cases <b>& \"more\"</b>", "alert(1)", "=cmd|' /C calc'!A0",
                           "แรงงานเด็ก", "+1 note", "A10. Campaigns", "WHAT-IF: threshold 6"}) {
    EXPECT_THAT(content.text, testing::HasSubstr(text));
  }
  EXPECT_EQ(content.elements.at("table"), 1);
  EXPECT_EQ(content.elements.at("table-row"), 4);
  EXPECT_EQ(content.elements.at("table-header-rows"), 1);
  EXPECT_EQ(content.elements.at("table-cell"), 12);
  EXPECT_EQ(content.elements.at("line-break"), 1);
  EXPECT_EQ(content.elements.count("script"), 0u);
}

// T29: a member's text with U+FFFF, which XML does not have, made a document that nobody could
// open.
TEST(PaperOdt, CharactersThatXmlDoesNotHaveLeaveItReadable) {
  Paper paper = SmallPaper();
  paper.title = "title\xef\xbf\xbf";
  paper.blocks.emplace_back(Paragraph{"text\xef\xbf\xbe\x1b"});
  const std::string bytes = *ToOdt(paper);
  for (const char* part : {"content.xml", "meta.xml", "styles.xml"}) {
    EXPECT_THAT(Read(bytes, part).text, testing::Not(testing::HasSubstr("\xef\xbf\xbf"))) << part;
  }
}

// A reader of the format keeps one of several spaces, unless they are elements.
TEST(PaperOdt, SpacesStandAsTheyWere) {
  Paper paper;
  paper.blocks.emplace_back(Paragraph{" a   b\n  c d"});
  const Collector content = Read(*ToOdt(paper), "content.xml");
  EXPECT_EQ(content.elements.at("s"), 3);
  EXPECT_EQ(content.elements.at("line-break"), 1);
  EXPECT_THAT(content.text, testing::HasSubstr("c d"));
}

TEST(PaperOdt, EachPageSaysFromWhereItIsAndItsNumber) {
  const Collector styles = Read(*ToOdt(SmallPaper()), "styles.xml");
  EXPECT_THAT(styles.text, testing::HasSubstr("edition 2 · root 7f3a-91c0"));
  EXPECT_THAT(styles.text, testing::HasSubstr("TRAINING"));
  EXPECT_EQ(styles.elements.at("page-number"), 1);
  EXPECT_EQ(styles.elements.at("page-count"), 1);
}

TEST(PaperOdt, IsTheSameBytesEachTime) {
  EXPECT_EQ(*ToOdt(SmallPaper()), *ToOdt(SmallPaper()));
  for (const char* part : {"META-INF/manifest.xml", "meta.xml"}) Read(*ToOdt(SmallPaper()), part);
}

}  // namespace
}  // namespace lontar::paper
