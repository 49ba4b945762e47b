#include "tests/support/zip_write.h"

#include <zip.h>

#include <stdexcept>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace lontar {
namespace {

constexpr absl::string_view kMain =
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
constexpr absl::string_view kTypes =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string Relation(absl::string_view id, absl::string_view type, absl::string_view target) {
  return absl::StrCat("<Relationship Id=\"", id, "\" Type=\"", kTypes, type, "\" Target=\"", target,
                      "\"/>");
}

std::string Relations(absl::string_view inside) {
  return absl::StrCat(
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
      inside, "</Relationships>");
}

std::string Styles(const std::vector<std::string>& formats) {
  std::string own;
  std::string cells = "<xf numFmtId=\"0\"/>";
  for (size_t i = 0; i < formats.size(); ++i) {
    absl::StrAppend(&own, "<numFmt numFmtId=\"", 164 + i, "\" formatCode=\"", formats[i], "\"/>");
    absl::StrAppend(&cells, "<xf numFmtId=\"", 164 + i, "\"/>");
  }
  return absl::StrCat("<styleSheet ", kMain, "><numFmts>", own, "</numFmts><cellXfs>", cells,
                      "</cellXfs></styleSheet>");
}

void Check(bool is_good) {
  if (!is_good) throw std::runtime_error("libzip refuses");
}

}  // namespace

std::string ZipOf(const ZipParts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  Check(target != nullptr);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  Check(archive != nullptr);
  for (const auto& [name, content] : parts) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    Check(zip_file_add(archive, name.c_str(), source, 0) >= 0);
  }
  Check(zip_close(archive) == 0);
  Check(zip_source_open(target) == 0);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  Check(zip_source_read(target, bytes.data(), bytes.size()) ==
        static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string WorkbookOf(const ZipParts& sheets, const std::vector<std::string>& texts,
                       const std::vector<std::string>& formats,
                       absl::string_view workbook_properties) {
  std::string names;
  std::string relations;
  ZipParts parts;
  for (size_t i = 0; i < sheets.size(); ++i) {
    absl::string_view name = sheets[i].first;
    const bool is_hidden = absl::ConsumePrefix(&name, "hidden:");
    absl::StrAppend(&names, "<sheet name=\"", name, "\" sheetId=\"", i + 1, "\" r:id=\"s", i, "\"",
                    is_hidden ? " state=\"hidden\"" : "", "/>");
    const std::string part = absl::StrCat("worksheets/sheet", i + 1, ".xml");
    absl::StrAppend(&relations, Relation(absl::StrCat("s", i), "worksheet", part));
    parts.emplace_back(absl::StrCat("xl/", part),
                       absl::StrCat("<worksheet ", kMain, ">", sheets[i].second, "</worksheet>"));
  }
  absl::StrAppend(&relations, Relation("t", "sharedStrings", "/xl/sharedStrings.xml"),
                  Relation("f", "styles", "styles.xml"));
  std::string shared;
  for (const std::string& text : texts) {
    absl::StrAppend(&shared, "<si>", absl::StartsWith(text, "<") ? text : "",
                    absl::StartsWith(text, "<") ? "" : absl::StrCat("<t>", text, "</t>"), "</si>");
  }
  parts.emplace_back("_rels/.rels", Relations(Relation("w", "officeDocument", "xl/workbook.xml")));
  parts.emplace_back("xl/workbook.xml", absl::StrCat("<workbook ", kMain, ">", workbook_properties,
                                                     "<sheets>", names, "</sheets></workbook>"));
  parts.emplace_back("xl/_rels/workbook.xml.rels", Relations(relations));
  parts.emplace_back("xl/sharedStrings.xml", absl::StrCat("<sst ", kMain, ">", shared, "</sst>"));
  parts.emplace_back("xl/styles.xml", Styles(formats));
  return ZipOf(parts);
}

}  // namespace lontar
