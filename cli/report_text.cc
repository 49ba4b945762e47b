#include "cli/report_text.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "core/base/fingerprint.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"
#include "core/observation/report.h"

namespace lontar::cli {
namespace {

// "number and proportion, 1996 to 2023".
std::string SpanOf(const std::vector<observation::BlockCount>& blocks) {
  std::set<std::string> measures;
  std::set<std::string> periods;
  for (const observation::BlockCount& block : blocks) {
    measures.insert(block.measure);
    periods.insert(block.period);
  }
  std::string span = absl::StrCat(absl::StrJoin(measures, " and "), ", ", *periods.begin());
  if (periods.size() > 1) absl::StrAppend(&span, " to ", *periods.rbegin());
  return span;
}

std::string PartRow(const observation::PartEntry& part) {
  const std::string of = part.indicator.empty() ? "the whole report" : part.indicator;
  switch (part.kind) {
    case observation::PartKind::kNarrative:
      return absl::StrCat(of, ": words, ", SizeWords(part.bytes));
    case observation::PartKind::kAttachment:
      return absl::StrCat(of, ": an attachment, ", SizeWords(part.bytes));
    case observation::PartKind::kLetter:
      return absl::StrCat(of, ": the provider's letter, ", SizeWords(part.bytes));
    case observation::PartKind::kFigures:
      break;
  }
  uint32_t numbers = 0;
  uint32_t held_back = 0;
  uint32_t missing = 0;
  size_t withdrawn = 0;
  for (const observation::BlockCount& block : part.blocks) {
    numbers += block.with_number;
    held_back += block.held_back;
    missing += block.missing;
    if (block.withdrawn) ++withdrawn;
  }
  std::string row =
      absl::StrCat(part.indicator, ": ", Counted(part.blocks.size(), "block", "blocks"), ", ",
                   Counted(numbers, "number", "numbers"));
  if (held_back > 0) absl::StrAppend(&row, ", ", held_back, " held back");
  if (missing > 0) absl::StrAppend(&row, ", ", missing, " missing");
  if (withdrawn > 0)
    absl::StrAppend(&row, ", ", Counted(withdrawn, "block", "blocks"), " withdrawn");
  if (!part.blocks.empty()) absl::StrAppend(&row, "; ", SpanOf(part.blocks));
  return row;
}

}  // namespace

absl::StatusOr<std::string> ReportText(absl::string_view envelope_bytes) {
  LONTAR_ASSIGN_OR_RETURN(const chain::Envelope envelope, chain::DecodeEnvelope(envelope_bytes));
  if (envelope.kind != chain::EntryKind::kSubmission) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "NO_REPORT",
        absl::StrCat("this is an act of kind ", chain::NameOf(envelope.kind), " and no report"));
  }
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(envelope.payload));
  const std::string id = envelope.payload_id().hex();
  std::string text =
      absl::StrCat("report of     ", report.member, ", provider ", report.provider,
                   "\nfor           ", report.collection, ", catalogue ", report.catalogue_version,
                   report.round.empty() ? "" : ", round ", report.round, "\nof hub        ",
                   report.hub_id.short_hex(), "\n");
  if (report.on_behalf) {
    absl::StrAppend(&text, "on behalf     signed by ", report.on_behalf->signing_office,
                    " for the provider\n");
  }
  for (const observation::PartEntry& part : report.parts)
    absl::StrAppend(&text, "indicator     ", PartRow(part), "\n");
  if (!report.supersedes.empty()) {
    absl::StrAppend(&text, "replaces      blocks of ",
                    Counted(report.supersedes.size(), "earlier report", "earlier reports"), "\n");
  }
  absl::StrAppend(&text, "fingerprint   ", base::ShortFingerprint(id), "\npayload id    ", id,
                  "\n");
  return text;
}

}  // namespace lontar::cli
