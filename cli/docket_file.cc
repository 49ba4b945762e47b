#include "cli/docket_file.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "cli/paper_text.h"
#include "core/base/status_macros.h"
#include "core/paper/csv.h"
#include "core/paper/docket_paper.h"
#include "core/paper/html.h"
#include "core/paper/odt.h"
#include "core/paper/workbook.h"

namespace lontar::cli {
namespace {

constexpr std::array<std::pair<absl::string_view, PaperFormat>, 5> kPaperFormats = {{
    {"html", PaperFormat::kHtml},
    {"xlsx", PaperFormat::kXlsx},
    {"csv", PaperFormat::kCsv},
    {"odt", PaperFormat::kOdt},
    {"txt", PaperFormat::kText},
}};

}  // namespace

absl::StatusOr<PaperFormat> PaperFormatOf(absl::string_view name, absl::string_view file) {
  for (const auto& [known, format] : kPaperFormats) {
    if (name == known) return format;
    if (name.empty() && absl::EndsWithIgnoreCase(file, absl::StrCat(".", known))) return format;
  }
  if (!name.empty()) {
    return UsageProblem(
        absl::StrCat("--format takes html, xlsx, csv, odt or txt, not \"", name, "\""));
  }
  return UsageProblem(
      "the name after --out ends in .html, .xlsx, .csv, .odt or .txt; or say "
      "which with --format");
}

bool IsText(PaperFormat format) {
  return format != PaperFormat::kXlsx && format != PaperFormat::kOdt;
}

absl::StatusOr<std::string> DocketFile(absl::string_view json, PaperFormat format) {
  LONTAR_ASSIGN_OR_RETURN(const paper::DocketFacts facts, paper::ReadDocket(json));
  const paper::Paper docket = paper::DocketPaper(facts);
  switch (format) {
    case PaperFormat::kHtml:
      return paper::ToHtml(docket);
    case PaperFormat::kXlsx:
      return paper::ToWorkbook(docket);
    case PaperFormat::kCsv:
      return paper::ToCsv(docket);
    case PaperFormat::kOdt:
      return paper::ToOdt(docket);
    case PaperFormat::kText:
      return ToText(docket);
  }
  return ToText(docket);
}

}  // namespace lontar::cli
