#include "core/catalogue/code_list_reader.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/fields.h"

namespace lontar::catalogue {
namespace {

absl::StatusOr<Code> ReadCode(const TextSource& source, const TextNode& node,
                              const CodeList& list) {
  Fields fields(source, node, "a code");
  Code code;
  code.id = fields.CodeText("id");
  code.name = fields.Text("name");
  code.parent = fields.TextOr("parent", "");
  code.validity = ReadValidity(&fields, absl::StrCat("code \"", code.id, "\""));
  code.is_national = fields.Flag("national");
  code.is_guess = fields.Flag("guess");
  code.basis = fields.TextOr("basis", "");
  code.spellings = fields.Texts("spellings");
  // Parents stand before their children, so that there is no circle.
  if (!code.parent.empty() && !list.Has(code.parent)) {
    fields.Refuse(absl::StrCat("code \"", code.id, "\" has the parent \"", code.parent,
                               "\"; it must be a code of this list that stands before it"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  return code;
}

}  // namespace

absl::StatusOr<CodeList> ReadCodeList(const TextSource& source, const TextNode& node) {
  Fields fields(source, node, "a code list");
  CodeList list;
  list.id = fields.StableId("id");
  list.source = fields.TextOr("source", "");
  const std::vector<const TextNode*> codes = fields.Items("codes");
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  std::set<std::string> seen;
  for (const TextNode* item : codes) {
    LONTAR_ASSIGN_OR_RETURN(Code code, ReadCode(source, *item, list));
    std::vector<std::string> spelled = code.spellings;
    spelled.push_back(code.id);
    for (const std::string& text : spelled) {
      if (seen.insert(text).second) continue;
      return InvalidText(
          source, item->line,
          absl::StrCat("code of list ", list.id, " \"", text, "\" is defined twice"));
    }
    list.codes.push_back(std::move(code));
  }
  return list;
}

absl::StatusOr<std::vector<NationalCode>> ReadNationalCodes(const TextSource& source,
                                                            const TextNode& node,
                                                            const Catalogue& catalogue) {
  Fields fields(source, node, "national codes");
  NationalCode shared;
  shared.member = fields.CodeText("member");
  shared.code_list = fields.StableId("code_list");
  shared.is_guess = fields.Flag("guess");
  shared.basis = fields.Text("basis");
  const std::vector<const TextNode*> items = fields.Items("codes");
  const CodeList* list = catalogue.FindCodeList(shared.code_list);
  if (list == nullptr) {
    fields.Refuse(absl::StrCat("national codes name the code list \"", shared.code_list,
                               "\", which is not defined"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  std::vector<NationalCode> codes;
  for (const TextNode* item : items) {
    Fields code_fields(source, *item, "a national code");
    NationalCode code = shared;
    code.national = code_fields.Text("national");
    code.code = code_fields.CodeText("code");
    code.is_guess = code_fields.Flag("guess") || shared.is_guess;
    code.basis = code_fields.TextOr("basis", shared.basis);
    if (!list->Has(code.code)) {
      code_fields.Refuse(absl::StrCat("national code ", base::Quoted(code.national), " means \"",
                                      code.code, "\", which is not in the code list \"", list->id,
                                      "\""));
    }
    LONTAR_RETURN_IF_ERROR(code_fields.Finish());
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace lontar::catalogue
