#include "core/formats/workbook_parts.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

absl::Status PartsProblem(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, sentence);
}

// The folder of a part, and a target seen from there: "xl/" and "worksheets/sheet1.xml" or
// "/xl/worksheets/sheet1.xml".
std::string PartAt(absl::string_view folder, absl::string_view target) {
  if (absl::ConsumePrefix(&target, "/")) return std::string(target);
  const std::string whole = absl::StrCat(folder, target);
  std::vector<absl::string_view> steps;
  for (const absl::string_view step : absl::StrSplit(whole, '/')) {
    if (step == "." || step.empty()) continue;
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else {
      steps.push_back(step);
    }
  }
  return absl::StrJoin(steps, "/");
}

std::pair<std::string, std::string> FolderAndName(const std::string& part) {
  const size_t slash = part.rfind('/');
  if (slash == std::string::npos) return {"", part};
  return {part.substr(0, slash + 1), part.substr(slash + 1)};
}

struct Relation {
  std::string type;  // the last word of it: "worksheet"
  std::string part;
};
using Relations = std::map<std::string, Relation>;  // by id

class RelationListener : public XmlListener {
 public:
  RelationListener(std::string folder, Relations* relations)
      : folder_(std::move(folder)), relations_(relations) {}
  absl::Status OnStart(absl::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || AttributeOf(attributes, "TargetMode") == "External") {
      return absl::OkStatus();
    }
    const std::vector<absl::string_view> type =
        absl::StrSplit(AttributeOf(attributes, "Type"), '/');
    (*relations_)[std::string(AttributeOf(attributes, "Id"))] = {
        std::string(type.back()), PartAt(folder_, AttributeOf(attributes, "Target"))};
    return absl::OkStatus();
  }
  absl::Status OnEnd(absl::string_view) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view) override { return absl::OkStatus(); }

 private:
  const std::string folder_;
  Relations* const relations_;
};

absl::StatusOr<Relations> RelationsOf(ZipReader* zip, const std::string& part) {
  const auto [folder, name] = FolderAndName(part);
  Relations relations;
  RelationListener listener(folder, &relations);
  LONTAR_RETURN_IF_ERROR(
      ReadXmlPart(zip, absl::StrCat(folder, "_rels/", name, ".rels"), &listener));
  return relations;
}

// The part of the one relation of this type; empty if there is none.
std::string PartOfType(const Relations& relations, absl::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return relation.part;
  }
  return "";
}

class WorkbookListener : public XmlListener {
 public:
  WorkbookListener(const Relations& relations, WorkbookParts* parts)
      : relations_(relations), parts_(parts) {}
  absl::Status OnStart(absl::string_view name, const XmlAttributes& attributes) override {
    if (is_first_ && name != "workbook") {
      return PartsProblem("XLSX_INVALID",
                          "the file is no workbook of a spreadsheet; save it as XLSX");
    }
    is_first_ = false;
    if (name == "workbookPr") {
      const absl::string_view date1904 = AttributeOf(attributes, "date1904");
      parts_->counts_from_1904 = date1904 == "1" || date1904 == "true";
    }
    if (name != "sheet") return absl::OkStatus();
    const auto relation = relations_.find(std::string(AttributeOf(attributes, "id")));
    if (relation == relations_.end()) {
      return PartsProblem("XLSX_INVALID",
                          "a sheet of the workbook is not in the file; open it and "
                          "save it again");
    }
    if (relation->second.type != "worksheet") return absl::OkStatus();
    const absl::string_view state = AttributeOf(attributes, "state");
    parts_->sheets.push_back({std::string(AttributeOf(attributes, "name")),
                              !state.empty() && state != "visible", relation->second.part});
    return absl::OkStatus();
  }
  absl::Status OnEnd(absl::string_view) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view) override { return absl::OkStatus(); }

 private:
  const Relations& relations_;
  WorkbookParts* const parts_;
  bool is_first_ = true;
};

// <si> holds <t>, or runs <r><t>; <rPh> is how a text is read aloud.
class TextsListener : public XmlListener {
 public:
  explicit TextsListener(std::vector<std::string>* texts) : texts_(texts) {}
  absl::Status OnStart(absl::string_view name, const XmlAttributes&) override {
    if (name == "si") texts_->emplace_back();
    if (name == "rPh") is_aloud_ = true;
    if (name == "t") is_text_ = true;
    return absl::OkStatus();
  }
  absl::Status OnEnd(absl::string_view name) override {
    if (name == "rPh") is_aloud_ = false;
    if (name == "t") is_text_ = false;
    return absl::OkStatus();
  }
  absl::Status OnText(absl::string_view text) override {
    if (!is_text_ || is_aloud_ || texts_->empty()) return absl::OkStatus();
    absl::StrAppend(&texts_->back(), text);
    if (texts_->back().size() <= base::kImportCellBytesMax) return absl::OkStatus();
    return PartsProblem("XLSX_TOO_LARGE",
                        absl::StrCat("a cell of the workbook has more than ",
                                     base::kImportCellBytesMax, " bytes; shorten it"));
  }

 private:
  std::vector<std::string>* const texts_;
  bool is_aloud_ = false;
  bool is_text_ = false;
};

// ECMA-376 part 1, 18.8.30: the built-in formats. Those of dates also in their national ranges.
NumberLook LookOfBuiltIn(int id) {
  if (id == 9 || id == 10) return NumberLook::kPercent;
  const bool is_date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                       (id >= 50 && id <= 58) || (id >= 71 && id <= 81);
  return is_date ? NumberLook::kDate : NumberLook::kNumber;
}

class StylesListener : public XmlListener {
 public:
  explicit StylesListener(std::vector<NumberLook>* looks) : looks_(looks) {}
  absl::Status OnStart(absl::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") is_cells_ = true;
    int id = 0;
    if (name == "numFmt" && absl::SimpleAtoi(AttributeOf(attributes, "numFmtId"), &id)) {
      own_[id] = LookOfFormat(AttributeOf(attributes, "formatCode"));
    }
    if (name == "xf" && is_cells_) {
      if (!absl::SimpleAtoi(AttributeOf(attributes, "numFmtId"), &id)) id = 0;
      const auto own = own_.find(id);
      looks_->push_back(own != own_.end() ? own->second : LookOfBuiltIn(id));
    }
    return absl::OkStatus();
  }
  absl::Status OnEnd(absl::string_view name) override {
    if (name == "cellXfs") is_cells_ = false;
    return absl::OkStatus();
  }
  absl::Status OnText(absl::string_view) override { return absl::OkStatus(); }

 private:
  std::vector<NumberLook>* const looks_;
  std::map<int, NumberLook> own_;  // stand before the cells' styles
  bool is_cells_ = false;
};

}  // namespace

NumberLook LookOfFormat(absl::string_view format) {
  bool is_quoted = false;
  bool is_bracketed = false;
  for (size_t i = 0; i < format.size(); ++i) {
    const char c = absl::ascii_tolower(static_cast<unsigned char>(format[i]));
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next character is shown or filled in as it is
      continue;
    }
    if (c == '[') is_bracketed = true;
    if (c == ']') is_bracketed = false;
    if (is_bracketed) continue;
    if (c == '%') return NumberLook::kPercent;
    if (c == ';') return NumberLook::kNumber;  // the rest is for negative numbers
    if (absl::StartsWithIgnoreCase(format.substr(i), "General")) return NumberLook::kNumber;
    if (c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's') return NumberLook::kDate;
  }
  return NumberLook::kNumber;
}

absl::Status ReadXmlPart(ZipReader* zip, const std::string& part, XmlListener* listener) {
  const std::unique_ptr<XmlReader> xml = XmlReader::Make(part, listener);
  LONTAR_RETURN_IF_ERROR(
      zip->Read(part, [&xml](absl::string_view bytes) { return xml->Take(bytes); }));
  return xml->Finish();
}

absl::StatusOr<WorkbookParts> ReadWorkbookParts(ZipReader* zip) {
  if (!zip->Has("_rels/.rels")) {
    return PartsProblem("XLSX_INVALID",
                        zip->Has("content.xml")
                            ? "the file is an OpenDocument sheet; save it as XLSX"
                            : "the file is a zip file and no workbook; save it as XLSX");
  }
  LONTAR_ASSIGN_OR_RETURN(const Relations of_package, RelationsOf(zip, ""));
  const std::string workbook = PartOfType(of_package, "officeDocument");
  LONTAR_ASSIGN_OR_RETURN(const Relations relations, RelationsOf(zip, workbook));
  WorkbookParts parts;
  WorkbookListener sheets(relations, &parts);
  LONTAR_RETURN_IF_ERROR(ReadXmlPart(zip, workbook, &sheets));
  const std::string texts_part = PartOfType(relations, "sharedStrings");
  TextsListener texts(&parts.shared_texts);
  if (!texts_part.empty()) LONTAR_RETURN_IF_ERROR(ReadXmlPart(zip, texts_part, &texts));
  const std::string styles_part = PartOfType(relations, "styles");
  StylesListener styles(&parts.looks);
  if (!styles_part.empty()) LONTAR_RETURN_IF_ERROR(ReadXmlPart(zip, styles_part, &styles));
  if (!parts.sheets.empty()) return parts;
  return PartsProblem("XLSX_INVALID", "the workbook has no sheet with cells");
}

}  // namespace lontar::formats
