// lontar import: a provider's file becomes a draft on the node, or a list of what is wrong with it.
//
// A dry run needs no node: then the file is looked at here, by a catalogue's text.

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/annotate.h"
#include "cli/answer.h"
#include "cli/catalogue_folder.h"
#include "cli/daemon.h"
#include "cli/findings.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/fit.h"
#include "core/formats/import_file.h"
#include "core/formats/import_json.h"

namespace lontar::cli {
namespace {

// "3 blocks, 2 narratives".
std::string HeldBy(const Answer& answer) {
  const uint64_t narratives = answer.At("narratives").Number("stated");
  std::string held = Counted(answer.At("blocks").Number("stated"), "block", "blocks");
  if (narratives > 0) absl::StrAppend(&held, ", ", Counted(narratives, "narrative", "narratives"));
  return held;
}

// Which indicators have words, and where these stand.
std::string NarrativeLines(const Answer& narratives) {
  std::string lines;
  for (const Answer& narrative : narratives.List("list")) {
    absl::StrAppend(&lines, "words     ", narrative.Text("code"), ", ", narrative.Text("place"),
                    narrative.Flag("unchanged") ? ": unchanged\n" : "\n");
  }
  return lines;
}

std::string DraftedLine(const Answer& answer) {
  const std::string drafted = answer.At("drafted").Text("sentence");
  return drafted.empty() ? "" : Hanging("drafted", 10, drafted);
}

std::string DraftLine(const Answer& answer, bool is_dry_run) {
  const uint64_t stated =
      answer.At("blocks").Number("stated") + answer.At("narratives").Number("stated");
  const std::string of =
      answer.At("provider").is_absent() ? "" : absl::StrCat(" of ", answer.Text("provider"));
  if (!answer.At("draft").is_absent()) {
    const std::string on_behalf = answer.At("on_behalf").Text("sentence");
    return absl::StrCat("draft     ", answer.Text("draft"), of, ": ", HeldBy(answer),
                        on_behalf.empty() ? "" : "\non behalf ", on_behalf, "\n",
                        DraftedLine(answer));
  }
  if (ErrorsAmong(answer.List("findings")) > 0) {
    return "no draft  the file must be corrected first\n";
  }
  if (is_dry_run && stated > 0) {
    return absl::StrCat("no draft  only looked; it would hold ", HeldBy(answer), of, "\n",
                        DraftedLine(answer));
  }
  return "no draft  nothing of this member is new here\n";
}

std::string HeldBackLine(const Answer& disclosure) {
  const uint64_t held = disclosure.Number("held_back");
  if (held == 0) return "";
  const Answer& marks = disclosure.At("by_mark");
  return absl::StrCat("held back ", Counted(held, "cell", "cells"), ": mark A ", marks.Text("A"),
                      ", D ", marks.Text("D"), ", C ", marks.Text("C"), "\n");
}

std::string ImportText(const Answer& answer, bool is_dry_run) {
  const Answer& rows = answer.At("rows");
  std::string text = absl::StrCat(
      "read      ", Counted(rows.Number("read"), "row", "rows"), " of ", answer.Text("file"), ": ",
      rows.Text("taken"), " taken, ", rows.Text("unchanged"), " unchanged, ", rows.Text("warned"),
      " warned, ", rows.Text("refused"), " refused, ", rows.Text("not_taken"), " of no indicator, ",
      rows.Text("other_member"), " of other members\n");
  const Answer& series = answer.At("not_taken_by_series");
  for (size_t i = 0; i < series.keys().size(); ++i) {
    absl::StrAppend(&text, "no place  ", series.keys()[i], ": ", series.items()[i].text(), " rows",
                    "\n");
  }
  absl::StrAppend(&text, NarrativeLines(answer.At("narratives")),
                  HeldBackLine(answer.At("disclosure")), FindingRows(answer.List("findings")),
                  DraftLine(answer, is_dry_run));
  return text;
}

absl::StatusOr<std::string> ImportWith(const Call& call, const net::ImportFile& file,
                                       net::NodeClient* node) {
  const std::string words =
      absl::StrCat("the node reads ", file.file_name, ", ", SizeWords(file.content.size()));
  const Ticker ticker(call.terminal, call.is_json, [&words] { return Reading{words}; });
  return node->Import(file);
}

// The first of the catalogues that has what the file speaks of; the first one's refusal if none
// has.
absl::StatusOr<std::pair<const catalogue::Catalogue*, formats::MappedFile>> MapHere(
    const net::ImportFile& file, const std::optional<formats::Mapping>& mapping,
    const std::vector<catalogue::Catalogue>& catalogues) {
  absl::Status refusal;
  for (const catalogue::Catalogue& catalogue : catalogues) {
    absl::StatusOr<formats::MappedFile> mapped =
        formats::MapFile(file.content, file.file_name, mapping, catalogue);
    absl::Status status = mapped.status();
    if (mapped.ok() && mapping) status = formats::FitCatalogue(*mapping, catalogue);
    if (status.ok()) return std::pair(&catalogue, *std::move(mapped));
    if (refusal.ok()) refusal = status;
  }
  return base::Annotate(refusal, file.file_name);
}

// Those by which a file can be looked at without a node: of a collection that is named, if one is.
absl::StatusOr<std::vector<catalogue::Catalogue>> CataloguesHere(const Call& call,
                                                                 const std::string& collection) {
  LONTAR_ASSIGN_OR_RETURN(std::vector<catalogue::Catalogue> catalogues, LocalCatalogues(call));
  if (collection.empty()) return catalogues;
  std::vector<std::string> ids;
  for (const catalogue::Catalogue& one : catalogues) ids.push_back(one.collection());
  std::erase_if(catalogues, [&collection](const catalogue::Catalogue& one) {
    return one.collection() != collection;
  });
  if (!catalogues.empty()) return catalogues;
  return base::Problem(absl::StatusCode::kFailedPrecondition, "COLLECTION_ABSENT",
                       absl::StrCat("no catalogue here is of collection ", base::Quoted(collection),
                                    "; there is ", absl::StrJoin(ids, ", ")));
}

absl::StatusOr<std::string> LookHere(const Call& call, const net::ImportFile& file) {
  const std::string words =
      absl::StrCat("reading ", file.file_name, ", ", SizeWords(file.content.size()));
  const Ticker ticker(call.terminal, call.is_json, [&words] { return Reading{words}; });
  std::optional<formats::Mapping> mapping;
  if (!file.mapping.empty()) {
    LONTAR_ASSIGN_OR_RETURN(mapping, formats::ReadMapping(file.mapping, file.mapping_name));
  }
  LONTAR_ASSIGN_OR_RETURN(const auto catalogues, CataloguesHere(call, file.collection));
  LONTAR_ASSIGN_OR_RETURN(const auto mapped, MapHere(file, mapping, catalogues));
  const std::string member = call.arguments.Text("member");
  LONTAR_ASSIGN_OR_RETURN(formats::ImportResult result,
                          formats::ImportMapped(mapped.second, *mapped.first, member));
  LONTAR_ASSIGN_OR_RETURN(formats::DisclosureOutcome outcome,
                          formats::PlanImport(*mapped.first, result));
  outcome.is_small_total_confirmed = file.confirm_small_totals;
  formats::HoldBack(outcome, mapped.second.tables, &result);
  formats::ImportAnswer answer;
  answer.disclosure = &outcome;
  answer.whole_findings =
      formats::DisclosureFindings(outcome, *mapped.first, mapped.second.tables, result);
  answer.catalogue = mapped.first;
  answer.file = &mapped.second;
  answer.result = &result;
  answer.file_name = file.file_name;
  answer.mapping_name = file.mapping_name;
  answer.provider = file.provider;
  if (answer.provider.empty() && mapping && mapping->submitted_by.contains(member)) {
    answer.provider = mapping->submitted_by.at(member);
  }
  answer.is_dry_run = true;
  for (const formats::ImportedIndicator& imported : result.indicators) {
    answer.blocks_stated += static_cast<int>(imported.blocks.size());
  }
  answer.cells_max = call.is_json ? base::kImportCellsMax : 0;
  return formats::ImportJson(answer);
}

absl::StatusOr<net::ImportFile> FileOf(const Call& call) {
  net::ImportFile file;
  file.file_name = call.arguments.Text("file");
  LONTAR_ASSIGN_OR_RETURN(file.content, base::ReadWholeFile(file.file_name, base::kImportBytesMax));
  file.mapping_name = call.arguments.Text("mapping");
  if (!file.mapping_name.empty()) {
    LONTAR_ASSIGN_OR_RETURN(file.mapping,
                            base::ReadWholeFile(file.mapping_name, base::kConfigurationBytesMax));
  }
  file.provider = call.arguments.Text("provider");
  file.collection = call.arguments.Text("collection");
  file.round = call.arguments.Text("round");
  file.dry_run = call.arguments.Has("dry-run");
  file.replace = call.arguments.Has("replace");
  file.confirm_small_totals = call.arguments.Has("confirm-small-totals");
  file.publish = call.arguments.All("publish");
  file.publish_reason = call.arguments.Text("publish-reason");
  file.withdraw_reason = call.arguments.Text("reason");
  file.on_behalf_by = call.arguments.Text("on-behalf-by");
  file.letter_name = call.arguments.Text("letter");
  file.letter_number = call.arguments.Text("letter-number");
  file.by = call.arguments.Text("by");
  file.drafted_by = call.arguments.Text("drafted-by");
  file.corrects = call.arguments.Text("corrects");
  if (!file.letter_name.empty()) {
    LONTAR_ASSIGN_OR_RETURN(file.letter,
                            base::ReadWholeFile(file.letter_name, base::kPartBytesMax));
  }
  return file;
}

absl::Status CheckOptions(const Arguments& given) {
  if (given.Has("reason") && !given.Has("replace"))
    return UsageProblem("--reason goes with --replace: without it no figure is left out");
  const bool is_on_behalf = given.Has("on-behalf-by");
  for (const char* option : {"letter", "letter-number"}) {
    if (given.Has(option) && !is_on_behalf)
      return UsageProblem(absl::StrCat("--", option, " goes with --on-behalf-by"));
  }
  if (given.Has("drafted-by") && (is_on_behalf || given.Has("corrects"))) {
    return UsageProblem(
        "--drafted-by goes with neither --on-behalf-by, for the provider signs itself, nor "
        "--corrects, for that draft says already who drafted it");
  }
  if (given.Has("corrects") && is_on_behalf)
    return UsageProblem("--corrects does not go with --on-behalf-by: the provider signs itself");
  const bool needs_node = given.Has("drafted-by") || given.Has("corrects");
  if (needs_node && !given.Has("node"))
    return UsageProblem("what another drafted is for a node: name its folder with --node");
  return absl::OkStatus();
}

}  // namespace

absl::Status Import(const Call& call) {
  LONTAR_RETURN_IF_ERROR(CheckOptions(call.arguments));
  LONTAR_ASSIGN_OR_RETURN(const net::ImportFile file, FileOf(call));
  const bool is_here = file.dry_run && !call.arguments.Has("node");
  if (is_here && !file.publish.empty())
    return UsageProblem("--publish wants --node: the member's node knows what would be held back");
  if (!is_here && !call.arguments.Has("node")) {
    return UsageProblem("name the node's folder with --node, or only look with --dry-run");
  }
  std::string json;
  if (is_here) {
    LONTAR_ASSIGN_OR_RETURN(json, LookHere(call, file));
  } else {
    LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
    LONTAR_ASSIGN_OR_RETURN(json, ImportWith(call, file, node.get()));
  }
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  LONTAR_RETURN_IF_ERROR(AnnotateIfAsked(call, file.content, answer.List("findings")));
  call.terminal->Answer(call.is_json ? json : ImportText(answer, file.dry_run));
  return FindingsStatus(answer.List("findings"), file.file_name);
}

}  // namespace lontar::cli
