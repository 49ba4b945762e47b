// Drafts: what is found in them, lists, exports.

#include <nlohmann/json.hpp>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/fingerprint.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/import.h"
#include "core/formats/import_json.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "node/core/draft_history.h"
#include "node/core/draft_on_behalf.h"
#include "node/core/draft_return.h"
#include "node/core/draft_review.h"
#include "node/core/drafted.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// Names of files come from outside and may be no UTF-8; an answer always is.
std::string DraftJson(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string KindName(observation::PartKind kind) {
  switch (kind) {
    case observation::PartKind::kFigures:
      return "figures";
    case observation::PartKind::kNarrative:
      return "narrative";
    case observation::PartKind::kAttachment:
      return "attachment";
    case observation::PartKind::kLetter:
      return "letter";
  }
  return "";
}

json BlocksJson(const observation::PartEntry& part) {
  json blocks = json::array();
  for (const observation::BlockCount& counts : part.blocks) {
    blocks.push_back(
        {{"measure", counts.measure},
         {"period", counts.period},
         {"withdrawn", counts.withdrawn ? json(std::string(NameOf(*counts.withdrawn))) : json()},
         {"with_number", counts.with_number},
         {"held_back", counts.held_back},
         {"missing", counts.missing},
         {"as_specified", counts.as_specified}});
  }
  return blocks;
}

json DraftFindingJson(const DraftFinding& found) {
  json finding = json::parse(formats::FindingJson(found.finding));
  finding["at"] = found.Place();
  finding["justification"] = found.justification ? json(*found.justification) : json();
  return finding;
}

}  // namespace

absl::StatusOr<std::string> NodeCore::DraftedOfJson(const StoredDraft& draft,
                                                    const observation::Report& report) const {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, draft));
  return DraftedJson(drafted, CatalogueOf(report));
}

absl::StatusOr<std::string> NodeCore::Check(absl::string_view draft_id) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const DraftReview review, ReviewDraft({&ahead(), doors_.store}, draft));
  LONTAR_ASSIGN_OR_RETURN(const std::string drafted, DraftedOfJson(draft, review.report));
  json findings = json::array();
  for (const DraftFinding& found : review.findings) {
    if (findings.size() < static_cast<size_t>(base::kImportFindingsMax)) {
      findings.push_back(DraftFindingJson(found));
    }
  }
  const json result = {{"schema", "lontar.check.v1"},
                       {"draft", draft.id},
                       {"provider", review.report.provider},
                       {"on_behalf", json::parse(OnBehalfJson(draft, review.report))},
                       {"drafted", json::parse(drafted)},
                       {"errors", review.Count(catalogue::Severity::kError)},
                       {"warnings", review.Count(catalogue::Severity::kWarning)},
                       {"open_warnings", review.CountOpen()},
                       {"justification_required", rules_.wants_justification},
                       {"findings", findings}};
  return DraftJson(result);
}

std::string NodeCore::DraftedInList(const std::string& draft_id, const std::string& by) const {
  if (const auto draft = ReadDraft(*doors_.store, draft_id); draft.ok()) {
    const auto report = observation::DecodeReport(draft->envelope.payload);
    const auto drafted =
        report.ok() ? DraftedOfJson(*draft, *report) : absl::StatusOr<std::string>("null");
    if (drafted.ok() && *drafted != "null") return *drafted;
  }
  // One that cannot be read hides no other.
  const json unread = {
      {"by", by},
      {"outcome", nullptr},
      {"sentence", absl::StrCat("drafted by ", by, "; what became of it cannot be read")}};
  return unread.dump();
}

absl::StatusOr<std::string> NodeCore::ListDrafts() const {
  json drafts = json::array();
  LONTAR_RETURN_IF_ERROR(doors_.store->ScanPrefix(
      store::kDraftPrefix, [&drafts](absl::string_view key, absl::string_view value) {
        const bool is_meta = key.size() > kDraftMeta.size() &&
                             key.substr(key.size() - kDraftMeta.size()) == kDraftMeta;
        if (!is_meta) return true;
        json meta = json::parse(std::string(value), nullptr, false);
        if (!meta.is_object()) {
          // One that cannot be read hides no other: it is shown as what it is, to be dropped.
          key.remove_prefix(store::kDraftPrefix.size());
          key.remove_suffix(kDraftMeta.size());
          meta = {{"draft", std::string(key)}, {"stage", "unreadable"}, {"provider", ""}};
        }
        // A person's name leaves the store in no answer.
        meta.erase("entered_by");
        if (meta.contains("approvals") && meta["approvals"].is_array()) {
          for (json& approval : meta["approvals"]) {
            if (approval.is_object()) approval.erase("by");
          }
        }
        drafts.push_back(std::move(meta));
        return true;
      }));
  for (json& meta : drafts) {
    const json by = meta.value("drafted_by", json());
    meta.erase("drafted_by");
    meta["drafted"] =
        by.is_string() ? json::parse(DraftedInList(meta.value("draft", ""), by)) : json();
  }
  return DraftJson({{"schema", "lontar.drafts.v1"}, {"drafts", drafts}});
}

absl::Status NodeCore::DropDraft(absl::string_view draft_id) {
  // Also one that cannot be read.
  LONTAR_RETURN_IF_ERROR(CheckDraftIsThere(*doors_.store, draft_id));
  DraftEvent event{std::string(draft_id), DraftStep::kDropped, doors_.clock->Now(), "", ""};
  if (const auto draft = ReadDraft(*doors_.store, draft_id); draft.ok()) {
    const auto report = observation::DecodeReport(draft->envelope.payload);
    if (report.ok()) event.provider = report->provider;
    event.payload_id = draft->envelope.payload_id().hex();
  }
  store::Batch batch;
  LONTAR_RETURN_IF_ERROR(DeleteDraft(*doors_.store, draft_id, &batch));
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  return Commit(std::move(batch));
}

absl::StatusOr<NodeCore::DraftExport> NodeCore::ExportDraft(absl::string_view draft_id) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  const catalogue::Catalogue* catalogue =
      ahead().FindCatalogue(report.collection, report.catalogue_version, ahead().size());
  json parts = json::array();
  for (const observation::PartEntry& entry : report.parts) {
    const auto* indicator =
        catalogue == nullptr ? nullptr : catalogue->FindIndicator(entry.indicator);
    parts.push_back({{"indicator", entry.indicator},
                     {"code", indicator == nullptr ? json() : json(indicator->code)},
                     {"kind", KindName(entry.kind)},
                     {"bytes", entry.bytes},
                     {"blocks", BlocksJson(entry)}});
  }
  json summary = {{"schema", "lontar.draft.v1"},
                  {"draft", draft.id},
                  {"member", report.member},
                  {"provider", report.provider},
                  {"collection", report.collection},
                  {"catalogue_version", report.catalogue_version},
                  {"payload_id", draft.envelope.payload_id().hex()},
                  {"fingerprint", base::ShortFingerprint(draft.envelope.payload_id().hex())},
                  {"on_behalf", json::parse(OnBehalfJson(draft, report))},
                  {"supersedes", report.supersedes.size()},
                  {"parts", parts}};
  LONTAR_ASSIGN_OR_RETURN(const std::string drafted, DraftedOfJson(draft, report));
  summary["drafted"] = json::parse(drafted);
  if (rules_.wants_justification) {
    LONTAR_ASSIGN_OR_RETURN(const DraftReview review, ReviewDraft({&ahead(), doors_.store}, draft));
    summary["open_warnings"] = review.CountOpen();
  }
  return DraftExport{draft.envelope, DraftJson(summary)};
}

}  // namespace lontar::node
