#include "node/core/draft_withdraw.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "core/formats/plain_text.h"
#include "core/formats/utf8.h"

namespace lontar::node {
namespace {

using observation::WithdrawReason;

constexpr WithdrawReason kReasons[] = {WithdrawReason::kError, WithdrawReason::kNotOurs,
                                       WithdrawReason::kSupersededSource,
                                       WithdrawReason::kDisclosure};

// A live block with the reports that state it.
struct LiveBlock {
  std::string measure;
  std::string period;
  std::vector<base::PayloadId> reports;
};

// Of the provider's indicator, ascending by measure and period.
std::vector<LiveBlock> LiveOf(const DraftContext& context, const std::string& indicator) {
  std::vector<LiveBlock> found;
  const std::string& collection = context.catalogue->collection();
  const fold::State& ahead = *context.ahead;
  const auto take = [&](const fold::BlockKey& key) {
    if (key.provider != context.provider) return;
    LiveBlock block{key.measure, key.period, {}};
    for (const fold::BlockStatement& statement : ahead.LiveAt(key, ahead.size())) {
      block.reports.push_back(statement.report);
    }
    if (!block.reports.empty()) found.push_back(std::move(block));
  };
  ahead.ForEachBlock(collection, context.member, indicator, take);
  return found;
}

absl::Status Nothing(const DraftContext& context, const WithdrawRequest& request,
                     const std::vector<LiveBlock>& live) {
  constexpr size_t kNamed = 10;
  std::vector<std::string> names;
  for (const LiveBlock& block : live) {
    if (names.size() < kNamed) names.push_back(absl::StrCat(block.measure, " ", block.period));
  }
  if (live.size() > kNamed) names.push_back("…");
  return base::Problem(absl::StatusCode::kFailedPrecondition, "NOTHING_TO_WITHDRAW",
                       absl::StrCat(context.provider, " has no live figure of ", request.indicator,
                                    request.measure.empty() ? "" : ", ", request.measure,
                                    request.period.empty() ? "" : ", ", request.period,
                                    names.empty() ? "" : "; it has ", absl::StrJoin(names, ", ")));
}

// On the provider's behalf: each of the reports was entered by the office.
absl::Status CheckEntered(const DraftContext& context, const WithdrawRequest& request,
                          const std::set<base::PayloadId>& reports) {
  const std::string& office = request.on_behalf.office;
  if (office.empty()) return absl::OkStatus();
  for (const base::PayloadId& id : reports) {
    const fold::ReportRecord* record = context.ahead->FindReport(id);
    const auto& on_behalf = record == nullptr ? std::nullopt : record->report.on_behalf;
    if (on_behalf && on_behalf->signing_office == office) continue;
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "NOT_ENTERED_BY_OFFICE",
        absl::StrCat(office, " did not enter all of these figures of ", context.provider, ": ",
                     on_behalf ? on_behalf->signing_office : context.provider,
                     " signed some of them and takes them back itself; name --measure and "
                     "--period"));
  }
  return absl::OkStatus();
}

absl::Status AddNote(const DraftContext& context, const WithdrawRequest& request,
                     const std::string& indicator, BuiltDraft* built) {
  const std::string note =
      formats::IsUtf8(request.note) ? formats::FreeTextOf(request.note) : std::string();
  if (note.empty()) return absl::OkStatus();
  LONTAR_ASSIGN_OR_RETURN(
      NewPart part,
      MakeNarrative(context.entropy, indicator, formats::WithdrawalText(request.reason, note)));
  built->Add(std::move(part));
  ++built->narratives_stated;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<WithdrawReason> WithdrawReasonOf(absl::string_view name) {
  std::vector<std::string> names;
  for (const WithdrawReason reason : kReasons) {
    if (observation::NameOf(reason) == name) return reason;
    names.emplace_back(observation::NameOf(reason));
  }
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "REASON_UNKNOWN",
      absl::StrCat(base::Quoted(name), " is no reason; write one of ", absl::StrJoin(names, ", ")));
}

absl::StatusOr<BuiltDraft> BuildWithdrawal(const DraftContext& context,
                                           const WithdrawRequest& request) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                          context.catalogue->IndicatorNamed(request.indicator));
  const std::vector<LiveBlock> live = LiveOf(context, indicator->id);
  std::vector<observation::BlockCount> counts;
  std::set<base::PayloadId> supersedes;
  for (const LiveBlock& block : live) {
    const bool is_meant = (request.measure.empty() || block.measure == request.measure) &&
                          (request.period.empty() || block.period == request.period);
    if (!is_meant) continue;
    counts.push_back(
        {.measure = block.measure, .period = block.period, .withdrawn = request.reason});
    supersedes.insert(block.reports.begin(), block.reports.end());
  }
  if (counts.empty()) return Nothing(context, request, live);
  LONTAR_RETURN_IF_ERROR(CheckEntered(context, request, supersedes));
  BuiltDraft built;
  built.blocks_stated = static_cast<int>(counts.size());
  LONTAR_ASSIGN_OR_RETURN(
      NewPart part,
      MakePart(context.entropy, {observation::PartKind::kFigures, indicator->id, indicator->code},
               observation::Figures{indicator->id, {}}));
  part.entry.blocks = std::move(counts);
  built.Add(std::move(part));
  LONTAR_RETURN_IF_ERROR(AddNote(context, request, indicator->id, &built));
  LONTAR_RETURN_IF_ERROR(FinishReport(context, supersedes, &built.report));
  return built;
}

}  // namespace lontar::node
