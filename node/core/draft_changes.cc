// Drafts that are changed where they lie, and those that take figures back.

#include <nlohmann/json.hpp>

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "node/core/draft_builder.h"
#include "node/core/draft_files.h"
#include "node/core/draft_justify.h"
#include "node/core/draft_on_behalf.h"
#include "node/core/draft_review.h"
#include "node/core/draft_rewrite.h"
#include "node/core/draft_withdraw.h"
#include "node/core/newest_catalogue.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"
#include "node/core/withdraw_effect.h"

namespace lontar::node {
namespace {

using nlohmann::json;

std::string AnswerText(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

json CountsJson(const std::vector<CountEffect>& effects) {
  json counts = json::array();
  for (const CountEffect& effect : effects) {
    counts.push_back({{"round", effect.round},
                      {"code", effect.code},
                      {"before", effect.before},
                      {"after", effect.after},
                      {"threshold", effect.threshold},
                      {"closed", effect.is_closed}});
  }
  return counts;
}

}  // namespace

absl::StatusOr<RewrittenDraft> NodeCore::Rewrite(const StoredDraft& draft, ReportDraft changed) {
  store::Batch batch;
  LONTAR_ASSIGN_OR_RETURN(
      RewrittenDraft rewritten,
      RewriteDraft({doors_.store, doors_.entropy}, draft, std::move(changed), &batch));
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return rewritten;
}

absl::StatusOr<std::string> NodeCore::Justify(const JustifyRequest& request) {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, request.draft));
  const ReviewSources sources{&ahead(), doors_.store};
  LONTAR_ASSIGN_OR_RETURN(const DraftReview review, ReviewDraft(sources, draft));
  LONTAR_ASSIGN_OR_RETURN(
      JustifiedDraft justified,
      JustifyDraft(review, DraftPartsOf(*doors_.store, request.draft), request, doors_.entropy));
  LONTAR_ASSIGN_OR_RETURN(const RewrittenDraft rewritten,
                          Rewrite(draft, std::move(justified.draft)));
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft changed, ReadDraft(*doors_.store, request.draft));
  LONTAR_ASSIGN_OR_RETURN(const DraftReview now, ReviewDraft(sources, changed));
  return AnswerText({{"schema", "lontar.justify.v1"},
                     {"draft", draft.id},
                     {"finding", request.finding},
                     {"justified", justified.warnings},
                     {"open_warnings", now.CountOpen()},
                     {"was_signed", rewritten.was_signed},
                     {"payload_id", rewritten.payload_id}});
}

absl::StatusOr<std::string> NodeCore::AddToDraft(const AddRequest& request) {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, request.draft));
  LONTAR_ASSIGN_OR_RETURN(ReportDraft changed, OpenReport(draft));
  const observation::Report& report = changed.report;
  const bool is_letter = request.indicator.empty();
  if (is_letter) {
    const std::string office = EnteringOffice(draft);
    if (office.empty()) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "NOT_ON_BEHALF",
                           absl::StrCat(draft.id, " is the report of ", report.provider,
                                        " itself and needs no letter; name the --indicator that "
                                        "the file is about"));
    }
    LONTAR_RETURN_IF_ERROR(
        AddLetter({office, request.file_name, request.content, request.letter_number},
                  DraftPartsOf(*doors_.store, request.draft), doors_.entropy, &changed));
  } else {
    const catalogue::Catalogue* catalogue =
        ahead().FindCatalogue(report.collection, report.catalogue_version, ahead().size());
    if (catalogue == nullptr) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "NO_CATALOGUE",
                           absl::StrCat("catalogue ", report.catalogue_version,
                                        " is not on this node; `lontar sync` brings it"));
    }
    LONTAR_RETURN_IF_ERROR(AddAttachment(request, *catalogue, doors_.entropy, &changed));
  }
  const std::string part = changed.parts.front().first.hex();
  const size_t bytes = changed.parts.front().second.size();
  LONTAR_ASSIGN_OR_RETURN(const RewrittenDraft rewritten, Rewrite(draft, std::move(changed)));
  return AnswerText({{"schema", "lontar.draft-add.v1"},
                     {"draft", draft.id},
                     {"kind", is_letter ? "letter" : "attachment"},
                     {"media_type", MediaTypeOf(request.file_name)},
                     {"part", part},
                     {"bytes", bytes},
                     {"was_signed", rewritten.was_signed},
                     {"payload_id", rewritten.payload_id}});
}

absl::StatusOr<std::string> NodeCore::Withdraw(const WithdrawRequest& request) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue* catalogue,
                          NewestCatalogue(ahead(), request.collection, request.indicator));
  const DraftContext context = ContextFor(request.provider, request.round, catalogue);
  const OnBehalfRequest& by = request.on_behalf;
  LONTAR_RETURN_IF_ERROR(CheckOnBehalf(by, request.provider, identity_.member));
  LONTAR_ASSIGN_OR_RETURN(BuiltDraft built, BuildWithdrawal(context, request));
  if (!by.letter_name.empty()) {
    LONTAR_RETURN_IF_ERROR(AddLetter({by.office, by.letter_name, by.letter, by.letter_number},
                                     context.parts, doors_.entropy, &built));
  }
  Withdrawn withdrawn{&ahead(), catalogue->collection(), identity_.member, request.provider, "",
                      {}};
  for (const observation::PartEntry& part : built.report.parts) {
    if (part.kind != observation::PartKind::kFigures) continue;
    withdrawn.indicator = part.indicator;
    withdrawn.blocks = part.blocks;
  }
  json blocks = json::array();
  for (const observation::BlockCount& counts : withdrawn.blocks) {
    blocks.push_back({{"measure", counts.measure}, {"period", counts.period}});
  }
  LONTAR_ASSIGN_OR_RETURN(const std::vector<CountEffect> effects, EffectsOf(withdrawn));
  json answer = {{"schema", "lontar.withdraw.v1"},
                 {"draft", json()},
                 {"provider", request.provider},
                 {"indicator", withdrawn.indicator},
                 {"reason", std::string(observation::NameOf(request.reason))},
                 {"blocks", blocks},
                 {"counts", CountsJson(effects)},
                 {"supersedes", built.report.supersedes.size()},
                 {"on_behalf", by.office.empty() ? json() : json(by.office)},
                 {"dry_run", request.is_dry_run}};
  if (!request.is_dry_run) {
    ImportRequest stored;
    stored.on_behalf = by;
    LONTAR_ASSIGN_OR_RETURN(answer["draft"], StoreDraft(stored, built));
  }
  return AnswerText(answer);
}

}  // namespace lontar::node
