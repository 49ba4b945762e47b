// Import, check, signature and approval of drafts.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/check.h"
#include "core/formats/import.h"
#include "core/formats/import_file.h"
#include "core/formats/import_json.h"
#include "core/formats/mapping.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "node/core/draft_builder.h"
#include "node/core/draft_check.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// Names of files come from outside and may be no UTF-8; an answer always is.
std::string DraftJson(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

// The catalogue by which figures are taken in: the newest of those that hold the indicator; without
// one, the newest of all.
absl::StatusOr<const catalogue::Catalogue*> CatalogueFor(const fold::State& state,
                                                         absl::string_view indicator) {
  const catalogue::Catalogue* newest = nullptr;
  std::optional<base::LogIndex> newest_at;
  for (const auto& [id, collection] : state.collections()) {
    for (const auto& [version, added] : collection.catalogues) {
      const bool has = indicator.empty() || added.catalogue->FindIndicator(indicator) != nullptr;
      if (!has || (newest_at && added.index < *newest_at)) continue;
      newest = added.catalogue.get();
      newest_at = added.index;
    }
  }
  if (newest != nullptr) return newest;
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "NO_CATALOGUE",
      absl::StrCat("no catalogue on this node", indicator.empty() ? "" : " holds indicator ",
                   indicator.empty() ? "" : base::Quoted(indicator),
                   "; catalogues come with `lontar sync`"));
}

// One that a mapping names itself; empty where its rows do.
std::string IndicatorNamedBy(const std::optional<formats::Mapping>& mapping) {
  if (!mapping) return "";
  if (mapping->indicator.column.empty()) return mapping->indicator.constant;
  const auto& codes = mapping->indicator.codes;
  return codes.empty() ? "" : codes.begin()->second;
}

absl::StatusOr<std::string> ProviderFor(const ImportRequest& request,
                                        const formats::MappedFile& file, absl::string_view member) {
  if (!request.provider.empty()) return request.provider;
  for (const formats::MappedTable& table : file.tables) {
    const auto named = table.mapping.submitted_by.find(std::string(member));
    if (named != table.mapping.submitted_by.end()) return named->second;
  }
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "PROVIDER_UNNAMED",
      absl::StrCat(request.mapping_name.empty() ? request.file_name : request.mapping_name,
                   ": nothing there names the provider of ", member, "; name one with --provider"));
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

json MetaJson(const std::string& id, const ImportRequest& request, const BuiltDraft& built,
              const std::string& created) {
  json indicators = json::array();
  uint64_t observations = 0;
  for (const observation::PartEntry& part : built.report.parts) {
    indicators.push_back(part.indicator);
    for (const auto& counts : part.blocks)
      observations += counts.with_number + counts.held_back + counts.missing;
  }
  return {{"draft", id},
          {"provider", built.report.provider},
          {"file", request.file_name},
          {"mapping", request.mapping_name},
          {"stage", "draft"},
          {"indicators", indicators},
          {"blocks", built.blocks_stated},
          {"observations", observations},
          {"created", created}};
}

}  // namespace

absl::StatusOr<std::string> NodeCore::Import(const ImportRequest& request) {
  std::optional<formats::Mapping> mapping;
  if (!request.mapping.empty()) {
    LONTAR_ASSIGN_OR_RETURN(mapping, formats::ReadMapping(request.mapping, request.mapping_name));
  }
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue* catalogue,
                          CatalogueFor(ahead(), IndicatorNamedBy(mapping)));
  const absl::StatusOr<formats::MappedFile> file =
      formats::MapFile(request.content, request.file_name, mapping, *catalogue);
  if (!file.ok()) return base::Annotate(file.status(), request.file_name);
  LONTAR_ASSIGN_OR_RETURN(const std::string provider,
                          ProviderFor(request, *file, identity_.member));
  absl::StatusOr<formats::ImportResult> imported =
      formats::ImportTables(file->tables, *catalogue, identity_.member);
  if (!imported.ok()) return base::Annotate(imported.status(), request.file_name);
  DraftContext context;
  context.ahead = &ahead();
  context.parts = PartsOf(*doors_.store);
  context.entropy = doors_.entropy;
  context.catalogue = catalogue;
  context.member = identity_.member;
  context.provider = provider;
  context.round = request.round;
  context.replaces = request.replaces;
  context.disclosure_minimum = rules_.disclosure_minimum;
  LONTAR_ASSIGN_OR_RETURN(BuiltDraft built, BuildDraft(context, *imported));
  const formats::DisclosureOutcome outcome{rules_.disclosure_minimum, request.confirms_small_totals,
                                           std::move(built.plans)};
  formats::HoldBack(outcome, file->tables, &*imported);
  const auto disclosed = formats::DisclosureFindings(outcome, *catalogue, file->tables, *imported);
  built.findings.insert(built.findings.end(), disclosed.begin(), disclosed.end());

  formats::ImportAnswer answer;
  answer.catalogue = catalogue;
  answer.file = &*file;
  answer.result = &*imported;
  answer.unchanged = built.unchanged;
  answer.whole_findings = built.findings;
  answer.disclosure = &outcome;
  answer.file_name = request.file_name;
  answer.mapping_name = request.mapping_name;
  answer.provider = provider;
  answer.is_dry_run = request.is_dry_run;
  answer.blocks_stated = built.blocks_stated;
  answer.blocks_unchanged = built.blocks_unchanged;
  answer.cells_max = request.is_dry_run ? base::kImportCellsListedMax : 0;
  const bool has_errors = formats::HasErrors(file->findings) ||
                          formats::HasErrors(imported->findings) ||
                          formats::HasErrors(built.findings);
  if (!has_errors && !built.report.parts.empty() && !request.is_dry_run) {
    LONTAR_ASSIGN_OR_RETURN(answer.draft, StoreDraft(request, built));
  }
  return formats::ImportJson(answer);
}

absl::StatusOr<std::string> NodeCore::StoreDraft(const ImportRequest& request,
                                                 const BuiltDraft& built) {
  LONTAR_ASSIGN_OR_RETURN(const auto next, doors_.store->Get(store::kNextDraftKey));
  uint64_t number = 1;
  if (next) {
    const absl::StatusOr<uint64_t> read = store::ReadKeyNumber(*next);
    // One that cannot be read is drawn anew, far from the names that are in use.
    number = read.ok() ? *read : static_cast<uint64_t>(absl::ToUnixSeconds(doors_.clock->Now()));
  }
  const std::string id = absl::StrCat("draft-", number);
  const std::string created =
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", doors_.clock->Now(), absl::UTCTimeZone());
  chain::Envelope envelope;
  envelope.kind = chain::EntryKind::kSubmission;
  envelope.collection = built.report.collection;
  envelope.payload = observation::EncodeReport(built.report);
  store::Batch batch;
  batch.Put(store::kNextDraftKey, store::KeyNumber(number + 1));
  batch.Put(
      absl::StrCat(store::DraftKey(id), kDraftMeta),
      MetaJson(id, request, built, created).dump(-1, ' ', false, json::error_handler_t::replace));
  batch.Put(absl::StrCat(store::DraftKey(id), kDraftEnvelope), chain::EncodeEnvelope(envelope));
  for (const auto& [hash, bytes] : built.parts)
    batch.Put(store::DraftPartKey(id, hash.view()), bytes);
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return id;
}

absl::StatusOr<std::string> NodeCore::Check(absl::string_view draft_id) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  const fold::PartReader parts = DraftPartsOf(*doors_.store, draft_id);
  const catalogue::Catalogue* catalogue =
      ahead().FindCatalogue(report.collection, report.catalogue_version, ahead().size());
  std::vector<formats::ImportFinding> findings;
  std::vector<catalogue::IndicatorBlock> blocks;
  const auto keys = ahead().KeysAt(fold::KeyRole::kProvider, identity_.member,
                                   base::LogIndex(ahead().size().value()));
  for (const observation::PartEntry& entry : report.parts) {
    const bool entitled = std::ranges::any_of(keys, [&](const fold::KeyRecord* key) {
      return key->provider == report.provider && key->MayReport(report.collection, entry.indicator);
    });
    if (!entitled) {
      formats::ImportFinding& finding = findings.emplace_back();
      finding.value = entry.indicator;
      finding.id = "NOT_ENTITLED";
      finding.sentence =
          absl::StrCat("no valid key of ", report.provider, " may report ", entry.indicator);
    }
    const std::optional<std::string> bytes = parts(entry.part_hash);
    if (!bytes || catalogue == nullptr) continue;
    LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(*bytes));
    for (const auto& block : std::get<observation::Figures>(part.content).blocks) {
      blocks.push_back({entry.indicator, block});
      for (const auto& finding : catalogue::CheckBlock(*catalogue, entry.indicator, block)) {
        formats::ImportFinding& added = findings.emplace_back();
        added.column = finding.column;
        added.value = finding.value;
        added.id = finding.id;
        added.severity = finding.severity;
        added.sentence = absl::StrCat(entry.indicator, ", ", block.measure, ", ", block.period,
                                      ": ", finding.sentence);
      }
    }
  }
  if (catalogue != nullptr) {
    const auto likely = CheckLikely({.ahead = &ahead(),
                                     .parts = PartsOf(*doors_.store),
                                     .catalogue = catalogue,
                                     .report = &report},
                                    blocks);
    findings.insert(findings.end(), likely.begin(), likely.end());
  }
  json result = {{"schema", "lontar.check.v1"},
                 {"draft", draft.id},
                 {"provider", report.provider},
                 {"errors", 0},
                 {"warnings", 0},
                 {"findings", json::array()}};
  for (const auto& finding : findings) {
    result["findings"].push_back(json::parse(formats::FindingJson(finding)));
    if (finding.severity == catalogue::Severity::kError)
      result["errors"] = result["errors"].get<int>() + 1;
    if (finding.severity == catalogue::Severity::kWarning)
      result["warnings"] = result["warnings"].get<int>() + 1;
  }
  return DraftJson(result);
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
        drafts.push_back(std::move(meta));
        return true;
      }));
  return DraftJson({{"schema", "lontar.drafts.v1"}, {"drafts", drafts}});
}

absl::Status NodeCore::DropDraft(absl::string_view draft_id) {
  // Also one that cannot be read.
  LONTAR_RETURN_IF_ERROR(CheckDraftIsThere(*doors_.store, draft_id));
  store::Batch batch;
  LONTAR_RETURN_IF_ERROR(DeleteDraft(*doors_.store, draft_id, &batch));
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
                     {"blocks", BlocksJson(entry)}});
  }
  const json summary = {{"schema", "lontar.draft.v1"},
                        {"draft", draft.id},
                        {"member", report.member},
                        {"provider", report.provider},
                        {"collection", report.collection},
                        {"catalogue_version", report.catalogue_version},
                        {"payload_id", draft.envelope.payload_id().hex()},
                        {"supersedes", report.supersedes.size()},
                        {"parts", parts}};
  return DraftExport{draft.envelope, DraftJson(summary)};
}

absl::StatusOr<std::string> NodeCore::AttachSignature(absl::string_view draft_id,
                                                      const chain::Envelope& envelope) {
  LONTAR_ASSIGN_OR_RETURN(StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  if (envelope.payload != draft.envelope.payload || envelope.kind != draft.envelope.kind) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "DRAFT_DIFFERS",
                         absl::StrCat("what was signed is not ", draft.id,
                                      " as it stands here; export and sign it again"));
  }
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(envelope.payload));
  const std::string message = trust::Pae(trust::PayloadType::kReport, envelope.payload);
  const fold::KeyRecord* signer = nullptr;
  for (const auto* key : ahead().KeysAt(fold::KeyRole::kProvider, identity_.member,
                                        base::LogIndex(ahead().size().value()))) {
    const bool signs = key->provider == report.provider &&
                       std::ranges::any_of(envelope.signatures, [&](const auto& s) {
                         return trust::Verify(key->key, message, s).ok();
                       });
    if (signs) signer = key;
  }
  if (signer == nullptr) {
    return base::Problem(
        absl::StatusCode::kPermissionDenied, "KEY_NOT_VALID",
        absl::StrCat("no signature is by a valid key of ", report.provider,
                     "; sign with its own key, or let the administrator enrol it"));
  }
  for (const observation::PartEntry& part : report.parts) {
    if (signer->MayReport(report.collection, part.indicator)) continue;
    return base::Problem(absl::StatusCode::kPermissionDenied, "NOT_ENTITLED",
                         absl::StrCat("key ", signer->key.id().short_hex(), " of ", report.provider,
                                      " may not report ", part.indicator));
  }
  json meta = json::parse(draft.meta_json);
  meta["stage"] = "signed";
  store::Batch batch;
  batch.Put(absl::StrCat(store::DraftKey(draft_id), kDraftMeta), meta.dump());
  batch.Put(absl::StrCat(store::DraftKey(draft_id), kDraftEnvelope),
            chain::EncodeEnvelope(envelope));
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return DraftJson({{"schema", "lontar.sign.v1"},
                    {"draft", draft.id},
                    {"provider", report.provider},
                    {"payload_id", envelope.payload_id().hex()},
                    {"key", signer->key.id().hex()}});
}

absl::StatusOr<std::string> NodeCore::Approve(absl::string_view draft_id, bool is_dry_run) {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  if (draft.envelope.signatures.empty()) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "DRAFT_UNSIGNED",
        absl::StrCat(draft.id, " is not signed by its provider; `lontar sign` comes first"));
  }
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  const fold::PartReader parts = DraftPartsOf(*doors_.store, draft_id);
  store::Batch batch;
  LONTAR_RETURN_IF_ERROR(DeleteDraft(*doors_.store, draft_id, &batch));
  for (const observation::PartEntry& entry : report.parts) {
    const std::optional<std::string> bytes = parts(entry.part_hash);
    if (bytes) batch.Put(store::PartKey(entry.part_hash.view()), *bytes);
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string sealed,
                          Seal(draft.envelope, std::move(batch), is_dry_run, parts));
  json result = json::parse(sealed);
  result["schema"] = "lontar.approve.v1";
  result["draft"] = draft.id;
  return DraftJson(result);
}

}  // namespace lontar::node
