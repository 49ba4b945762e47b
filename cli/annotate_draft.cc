#include "cli/annotate_draft.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/annotate.h"
#include "cli/catalogue_folder.h"
#include "cli/draft_workbook.h"
#include "cli/mapping_file.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/workbook_read.h"
#include "core/trust/sha256.h"

namespace lontar::cli {
namespace {

absl::StatusOr<catalogue::Catalogue> CatalogueOf(const Call& call,
                                                 const observation::Report& report) {
  LONTAR_ASSIGN_OR_RETURN(auto catalogues, LocalCatalogues(call));
  for (catalogue::Catalogue& catalogue : catalogues) {
    const bool is_same = catalogue.collection() == report.collection &&
                         catalogue.version() == report.catalogue_version;
    if (is_same) return std::move(catalogue);
  }
  return base::Problem(
      absl::StatusCode::kNotFound, "CATALOGUE_NOT_FOUND",
      absl::StrCat("the draft is by catalogue ", report.catalogue_version, " of ",
                   report.collection, ", whose text is not here; name its folder: --catalogue"));
}

absl::StatusOr<DraftHere> FetchDraft(const Call& call, net::NodeClient* node) {
  LONTAR_ASSIGN_OR_RETURN(const net::DraftFigures fetched,
                          node->DraftFigures(call.arguments.Text("draft")));
  LONTAR_ASSIGN_OR_RETURN(observation::Report report, observation::DecodeReport(fetched.report));
  LONTAR_ASSIGN_OR_RETURN(catalogue::Catalogue catalogue, CatalogueOf(call, report));
  DraftHere draft{std::move(report), {}, std::move(catalogue)};
  for (const std::string& bytes : fetched.parts) {
    LONTAR_ASSIGN_OR_RETURN(observation::Part part, observation::DecodePart(bytes));
    if (auto* figures = std::get_if<observation::Figures>(&part.content); figures != nullptr) {
      draft.figures.push_back(std::move(*figures));
    }
  }
  return draft;
}

// The hash of the file as the node has kept it; empty for a draft of before that.
absl::StatusOr<std::string> KeptHash(const Call& call, net::NodeClient* node) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->ListDrafts());
  LONTAR_ASSIGN_OR_RETURN(const Answer drafts, Answer::Parse(json));
  for (const Answer& draft : drafts.List("drafts")) {
    if (draft.Text("draft") == call.arguments.Text("draft")) return draft.Text("file_sha256");
  }
  return std::string();
}

// The file that --from names, if it is the one of which the draft was made.
absl::StatusOr<PlacedWorkbook> NamedWorkbook(const Call& call, net::NodeClient* node,
                                             const DraftHere& draft) {
  const std::string name = call.arguments.Text("from");
  LONTAR_ASSIGN_OR_RETURN(std::string bytes, base::ReadWholeFile(name, base::kImportBytesMax));
  LONTAR_ASSIGN_OR_RETURN(const std::string kept, KeptHash(call, node));
  if (trust::Sha256({bytes}).hex() != kept) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "FILE_NOT_OF_DRAFT",
        absl::StrCat(name, " is not the file that ", call.arguments.Text("draft"),
                     " was made of; name that one, or leave --from away for a fresh template"));
  }
  LONTAR_ASSIGN_OR_RETURN(const auto mapping, ReadMappingOf(call));
  if (!formats::LooksLikeWorkbook(bytes)) {
    return UsageProblem(absl::StrCat("--annotate gives a workbook (XLSX) back, and ", name,
                                     " is none; leave --from away for a fresh template"));
  }
  return OwnWorkbook(std::move(bytes), name, mapping, draft);
}

}  // namespace

Option AnnotateFromOption() {
  return {"from", "FILE.xlsx", "the provider's own workbook, if it is the one imported"};
}

absl::Status AnnotateDraftIfAsked(const Call& call, net::NodeClient* node,
                                  const std::vector<Answer>& findings) {
  const bool has_own = call.arguments.Has("from");
  if (!call.arguments.Has("annotate")) {
    if (!has_own) return absl::OkStatus();
    return UsageProblem("--from goes with --annotate, which names the workbook to be made");
  }
  LONTAR_ASSIGN_OR_RETURN(const DraftHere draft, FetchDraft(call, node));
  const absl::StatusOr<PlacedWorkbook> workbook =
      has_own ? NamedWorkbook(call, node, draft) : FreshWorkbook(draft, AnnotationDay());
  if (!workbook.ok()) return workbook.status();
  return WriteAnnotatedTo(call, workbook->bytes, AnnotationsIn(*workbook, findings));
}

}  // namespace lontar::cli
