#include "cli/annotate.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/catalogue_folder.h"
#include "cli/daemon.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"
#include "core/formats/annotate.h"
#include "core/formats/workbook_read.h"

namespace lontar::cli {
namespace {

// Its looks, if one of the catalogues is the one that it was made with.
absl::StatusOr<formats::TemplateLayout> LayoutHere(const Call& call,
                                                   const formats::Workbook& workbook) {
  LONTAR_ASSIGN_OR_RETURN(const auto catalogues, LocalCatalogues(call));
  for (const catalogue::Catalogue& catalogue : catalogues) {
    formats::TemplateLayout layout = formats::LayoutOf(workbook, catalogue);
    if (!layout.sheets.empty()) return layout;
  }
  return formats::TemplateLayout();
}

}  // namespace

formats::Annotation AnnotationOf(const Answer& finding) {
  formats::Annotation annotation;
  annotation.place = finding.Text("place");
  annotation.id = finding.Text("id");
  annotation.value = finding.Text("value");
  annotation.sentence = finding.Text("sentence");
  for (const catalogue::Severity severity :
       {catalogue::Severity::kError, catalogue::Severity::kWarning, catalogue::Severity::kNote}) {
    if (finding.Text("severity") == catalogue::NameOf(severity)) annotation.severity = severity;
  }
  return annotation;
}

absl::Time AnnotationDay() {
  const absl::TimeZone utc = absl::UTCTimeZone();
  return absl::FromCivil(absl::ToCivilDay(base::SystemClock().Now(), utc), utc);
}

absl::Status WriteAnnotatedTo(const Call& call, absl::string_view content,
                              const std::vector<formats::Annotation>& annotations) {
  LONTAR_ASSIGN_OR_RETURN(const formats::Workbook workbook, formats::ReadWorkbook(content));
  LONTAR_ASSIGN_OR_RETURN(formats::TemplateLayout layout, LayoutHere(call, workbook));
  LONTAR_ASSIGN_OR_RETURN(layout.plan.band, NodeNotice(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string bytes,
                          formats::WriteAnnotated(layout, workbook, annotations, AnnotationDay()));
  return base::CreateFileDurably(call.arguments.Text("annotate"), bytes);
}

Option AnnotateOption() {
  return {"annotate", "FILE.xlsx", "write the workbook back with what was found as comments"};
}

absl::Status AnnotateIfAsked(const Call& call, absl::string_view content,
                             const std::vector<Answer>& findings) {
  if (!call.arguments.Has("annotate")) return absl::OkStatus();
  if (!formats::LooksLikeWorkbook(content)) {
    return UsageProblem("--annotate gives a workbook (XLSX) back, and the file is none");
  }
  std::vector<formats::Annotation> annotations;
  for (const Answer& finding : findings) annotations.push_back(AnnotationOf(finding));
  return WriteAnnotatedTo(call, content, annotations);
}

}  // namespace lontar::cli
