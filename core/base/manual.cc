#include "core/base/manual.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace lontar::base {
namespace {

// One line of text. \& in front: no full stop or quote there is taken for a request.
std::string RoffLine(absl::string_view text) {
  return absl::StrCat("\\&",
                      absl::StrReplaceAll(text, {{"\\", "\\e"},
                                                 {"-", "\\-"},
                                                 {"'", "\\(aq"},
                                                 {"`", "\\(ga"},
                                                 {"^", "\\(ha"},
                                                 {"~", "\\(ti"},
                                                 {"…", "\\&..."},
                                                 {"\"", "\\(dq"},
                                                 {"\n", " "}}),
                      "\n");
}

void AppendSection(const ManualSection& section, std::string* page) {
  absl::StrAppend(page, ".SH ", section.title, "\n");
  bool is_first = true;
  for (const std::string& paragraph : section.paragraphs) {
    absl::StrAppend(page, is_first ? "" : ".PP\n", RoffLine(paragraph));
    is_first = false;
  }
  for (const auto& [term, text] : section.terms)
    absl::StrAppend(page, ".TP\n.B ", RoffLine(term), RoffLine(text));
  if (!section.example.empty())
    absl::StrAppend(page, is_first ? "" : ".PP\n", ".nf\n", RoffLine(section.example), ".fi\n");
}

}  // namespace

std::string ManualText(const Manual& manual) {
  std::string page = absl::StrCat(
      ".\\\" Made by the program itself, from the table of its help.\n.TH ",
      absl::AsciiStrToUpper(manual.name), " ", manual.section, " \"\" \"Lontar ", manual.version,
      "\" \"Lontar\"\n.nh\n.ad l\n.SH NAME\n", absl::StrReplaceAll(manual.name, {{"-", "\\-"}}),
      " \\- ", RoffLine(manual.summary).substr(2));
  absl::StrAppend(&page, ".SH SYNOPSIS\n.B ", RoffLine(manual.synopsis));
  for (const ManualSection& section : manual.sections) AppendSection(section, &page);
  if (!manual.see_also.empty()) {
    absl::StrAppend(&page, ".SH SEE ALSO\n", RoffLine(absl::StrJoin(manual.see_also, ", ")));
  }
  return page;
}

std::string ManualFile(const Manual& manual) {
  return absl::StrCat(manual.name, ".", manual.section);
}

}  // namespace lontar::base
