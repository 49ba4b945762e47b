#include "core/paper/odt.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/html.h"
#include "core/formats/zip_write.h"

namespace lontar::paper {
namespace {

constexpr absl::string_view kMimeType = "application/vnd.oasis.opendocument.text";
constexpr absl::string_view kOffice = "urn:oasis:names:tc:opendocument:xmlns:";
constexpr absl::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

// $0 is what the root element is called.
std::string Root(absl::string_view name, absl::string_view inside) {
  std::string spaces;
  for (const absl::string_view space : {"office", "style", "text", "table", "meta"}) {
    absl::StrAppend(&spaces, " xmlns:", space, "=\"", kOffice, space, ":1.0\"");
  }
  absl::StrAppend(&spaces, " xmlns:fo=\"", kOffice, "xsl-fo-compatible:1.0\"",
                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"");
  return absl::StrCat(kDeclaration, "<office:", name, spaces, " office:version=\"1.3\">", inside,
                      "</office:", name, ">\n");
}

// Of several spaces a reader keeps one, and at the beginning of a line none: the others are
// elements.
std::string SpacesXml(size_t count, bool begins_line) {
  const size_t elements = begins_line ? count : count - 1;
  const std::string first = begins_line ? "" : " ";
  if (elements == 0) return first;
  return absl::StrCat(first, "<text:s text:c=\"", elements, "\"/>");
}

// Spaces and line breaks as they stand.
std::string Text(absl::string_view text) {
  const std::string escaped = base::EscapeHtml(text);
  std::string xml;
  bool begins_line = true;
  for (size_t i = 0; i < escaped.size();) {
    const size_t spaces = std::min(escaped.find_first_not_of(' ', i), escaped.size()) - i;
    if (spaces > 0) {
      xml += SpacesXml(spaces, begins_line);
      i += spaces;
      begins_line = false;
      continue;
    }
    const char c = escaped[i++];
    begins_line = c == '\n';
    if (c == '\n') {
      xml += "<text:line-break/>";
    } else if (c == '\t') {
      xml += "<text:tab/>";
    } else {
      xml += c;
    }
  }
  return xml;
}

std::string ParagraphXml(absl::string_view style, absl::string_view text) {
  return absl::StrCat("<text:p text:style-name=\"", style, "\">", Text(text), "</text:p>\n");
}

std::string CellXml(const Column& column, absl::string_view text, bool is_head) {
  const absl::string_view style = is_head ? "Head" : column.is_number ? "Number" : "Cell";
  return absl::StrCat("<table:table-cell office:value-type=\"string\" table:style-name=\"Ruled\">",
                      ParagraphXml(style, text), "</table:table-cell>");
}

// The widths of a table's columns are styles of its own.
std::string ColumnStyles(const Table& table, size_t place) {
  std::string styles;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    absl::StrAppend(&styles, "<style:style style:name=\"t", place, "c", i,
                    "\" style:family=\"table-column\"><style:table-column-properties "
                    "style:rel-column-width=\"",
                    1000 * table.columns[i].width, "*\"/></style:style>\n");
  }
  return styles;
}

std::string TableXml(const Table& table, size_t place) {
  std::string xml =
      absl::StrCat(ParagraphXml("Caption", absl::StrCat("Table ", table.number, ". ", table.caption,
                                                        "  ", FingerprintOf(table))),
                   "<table:table table:name=\"Table ", base::EscapeHtml(table.number),
                   "\" table:style-name=\"Wide\">\n");
  for (size_t i = 0; i < table.columns.size(); ++i) {
    absl::StrAppend(&xml, "<table:table-column table:style-name=\"t", place, "c", i, "\"/>");
  }
  absl::StrAppend(&xml, "<table:table-header-rows><table:table-row>");
  for (const Column& column : table.columns) {
    absl::StrAppend(&xml, CellXml(column, column.head, true));
  }
  absl::StrAppend(&xml, "</table:table-row></table:table-header-rows>\n");
  for (const std::vector<Cell>& row : table.rows) {
    absl::StrAppend(&xml, "<table:table-row>");
    for (size_t i = 0; i < row.size(); ++i) {
      absl::StrAppend(&xml, CellXml(table.columns[i], row[i].text, false));
    }
    absl::StrAppend(&xml, "</table:table-row>\n");
  }
  absl::StrAppend(&xml, "</table:table>\n");
  for (const std::string& note : table.footnotes) absl::StrAppend(&xml, ParagraphXml("Note", note));
  return xml;
}

constexpr absl::string_view kOwnStyles = R"xml(
<style:style style:name="Wide" style:family="table"><style:table-properties
 style:rel-width="100%" table:align="margins"/></style:style>
<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties
 fo:padding="0.6mm" fo:padding-right="1.6mm" fo:border-bottom="0.4pt solid #767676"/></style:style>
<style:style style:name="NewPage" style:family="paragraph" style:parent-style-name="Heading_20_1">
<style:paragraph-properties fo:break-before="page"/></style:style>
)xml";

std::string ContentXml(const Paper& paper) {
  std::string styles(kOwnStyles);
  std::string body;
  for (const std::string& band : paper.bands) absl::StrAppend(&body, ParagraphXml("Band", band));
  absl::StrAppend(&body, ParagraphXml("Title", paper.title));
  for (size_t i = 0; i < paper.blocks.size(); ++i) {
    const Block& block = paper.blocks[i];
    if (const auto* heading = std::get_if<Heading>(&block)) {
      absl::StrAppend(&body, "<text:h text:outline-level=\"1\" text:style-name=\"",
                      heading->starts_page ? "NewPage" : "Heading_20_1", "\">", Text(heading->text),
                      "</text:h>\n");
    } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      absl::StrAppend(&body, ParagraphXml("Standard", paragraph->text));
    } else if (const auto* table = std::get_if<Table>(&block)) {
      styles += ColumnStyles(*table, i);
      body += TableXml(*table, i);
    }
  }
  return Root("document-content",
              absl::StrCat("<office:automatic-styles>", styles,
                           "</office:automatic-styles>\n<office:body><office:text>\n", body,
                           "</office:text></office:body>"));
}

constexpr absl::string_view kStyles = R"xml(<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-size="10.5pt"
 fo:language="en" fo:country="GB" fo:font-family="'Noto Sans'"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties
 fo:margin-bottom="2mm"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="1"><style:paragraph-properties
 fo:margin-top="5mm" fo:keep-with-next="always"/><style:text-properties fo:font-size="13pt"
 fo:font-weight="bold"/></style:style>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-top="4mm" fo:margin-bottom="1mm" fo:keep-with-next="always"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Cell" style:family="paragraph"><style:text-properties
 fo:font-size="9pt"/></style:style>
<style:style style:name="Head" style:family="paragraph" style:parent-style-name="Cell">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Number" style:family="paragraph" style:parent-style-name="Cell">
<style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Note" style:family="paragraph" style:parent-style-name="Cell"/>
<style:style style:name="Foot" style:family="paragraph"><style:text-properties
 fo:font-size="8pt"/></style:style>
<style:style style:name="Band" style:family="paragraph"><style:paragraph-properties
 fo:border="1.5pt solid #000000" fo:padding="1mm" fo:margin-bottom="2mm"/><style:text-properties
 fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties
 fo:page-width="210mm" fo:page-height="297mm" fo:margin="20mm"/><style:header-style/>
<style:footer-style/></style:page-layout></office:automatic-styles>
)xml";

// The bands and the foot stand on each page.
std::string StylesXml(const Paper& paper) {
  std::string header;
  for (const std::string& band : paper.bands) absl::StrAppend(&header, ParagraphXml("Foot", band));
  if (!header.empty()) header = absl::StrCat("<style:header>", header, "</style:header>");
  return Root(
      "document-styles",
      absl::StrCat(kStyles,
                   "<office:master-styles><style:master-page style:name=\"Standard\" "
                   "style:page-layout-name=\"A4\">",
                   header, "<style:footer><text:p text:style-name=\"Foot\">", Text(paper.foot),
                   " \xc2\xb7 page <text:page-number text:select-page=\"current\"/> of "
                   "<text:page-count/></text:p></style:footer></style:master-page>"
                   "</office:master-styles>"));
}

std::string ManifestXml() {
  std::string entries;
  const auto add = [&entries](absl::string_view path, absl::string_view type) {
    absl::StrAppend(&entries, "<manifest:file-entry manifest:full-path=\"", path,
                    "\" manifest:media-type=\"", type, "\"/>\n");
  };
  add("/", kMimeType);
  for (const absl::string_view part : {"content.xml", "styles.xml", "meta.xml"}) {
    add(part, "text/xml");
  }
  return absl::StrCat(kDeclaration, "<manifest:manifest xmlns:manifest=\"", kOffice,
                      "manifest:1.0\" manifest:version=\"1.3\">\n", entries,
                      "</manifest:manifest>\n");
}

std::string MetaXml(const Paper& paper) {
  return Root("document-meta",
              absl::StrCat("<office:meta><dc:title>", base::EscapeHtml(paper.title),
                           "</dc:title><dc:language>en</dc:language></office:meta>"));
}

}  // namespace

absl::StatusOr<std::string> ToOdt(const Paper& paper) {
  // The type stands first, so that a look at the file's beginning tells it.
  return formats::WriteZip({{"mimetype", std::string(kMimeType)},
                            {"META-INF/manifest.xml", ManifestXml()},
                            {"meta.xml", MetaXml(paper)},
                            {"styles.xml", StylesXml(paper)},
                            {"content.xml", ContentXml(paper)}});
}

}  // namespace lontar::paper
