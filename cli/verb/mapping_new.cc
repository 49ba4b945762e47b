// lontar mapping new: a first mapping for a file, by looking at its columns. Asks nothing; says
// what it is unsure of.

#include "absl/strings/str_cat.h"
#include "cli/catalogue_folder.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/import_file.h"
#include "core/formats/import_json.h"
#include "core/formats/mapping_propose.h"
#include "core/formats/mapping_write.h"

namespace lontar::cli {
namespace {

// By the catalogue that leaves the least open; of equal ones the first.
formats::MappingProposal BestProposal(const formats::OfficeFile& file,
                                      const std::vector<catalogue::Catalogue>& catalogues,
                                      const formats::ProposalHints& hints) {
  formats::MappingProposal best = formats::ProposeMapping(file, catalogues.front(), hints);
  for (size_t i = 1; i < catalogues.size(); ++i) {
    formats::MappingProposal other = formats::ProposeMapping(file, catalogues[i], hints);
    if (other.unsure.size() < best.unsure.size()) best = std::move(other);
  }
  return best;
}

}  // namespace

absl::Status MappingNew(const Call& call) {
  const std::string name = call.arguments.Text("file");
  LONTAR_ASSIGN_OR_RETURN(const std::string content,
                          base::ReadWholeFile(name, base::kImportBytesMax));
  const absl::StatusOr<formats::OfficeFile> file = formats::ReadOfficeFile(content, nullptr);
  if (!file.ok()) return base::Annotate(file.status(), name);
  LONTAR_ASSIGN_OR_RETURN(const auto catalogues, LocalCatalogues(call));
  const formats::ProposalHints hints{name, call.arguments.Text("indicator"),
                                     call.arguments.Text("member")};
  const formats::MappingProposal proposal = BestProposal(*file, catalogues, hints);
  const std::string yaml = formats::MappingText(proposal.mapping, proposal.unsure);
  const std::string out = call.arguments.Text("out");
  if (!out.empty()) LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(out, yaml));
  if (call.is_json) {
    call.terminal->Answer(formats::ProposalJson(proposal));
    return absl::OkStatus();
  }
  if (out.empty()) {
    call.terminal->Answer(yaml);
    return absl::OkStatus();
  }
  std::string text = absl::StrCat("written   ", out, "; look at it, then lontar import ", name,
                                  " --dry-run --mapping ", out, "\n");
  for (const formats::Unsure& item : proposal.unsure) {
    absl::StrAppend(&text, Hanging("unsure", 10, absl::StrCat(item.key, ": ", item.sentence)));
  }
  call.terminal->Answer(text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
