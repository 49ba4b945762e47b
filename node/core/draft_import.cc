// From a provider's file to a draft.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/import.h"
#include "core/formats/import_file.h"
#include "core/formats/import_json.h"
#include "core/formats/mapping.h"
#include "core/store/key_space.h"
#include "core/trust/sha256.h"
#include "node/core/draft_builder.h"
#include "node/core/draft_files.h"
#include "node/core/draft_history.h"
#include "node/core/draft_on_behalf.h"
#include "node/core/draft_rewrite.h"
#include "node/core/draft_sources.h"
#include "node/core/newest_catalogue.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

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
  if (const auto named = file.submitted_by.find(std::string(member));
      named != file.submitted_by.end()) {
    return named->second;
  }
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "PROVIDER_UNNAMED",
      absl::StrCat(request.mapping_name.empty() ? request.file_name : request.mapping_name,
                   ": nothing there names the provider of ", member, "; name one with --provider"));
}

// The workbook of an exercise, filled by hand with made-up figures, looks like any other.
absl::Status CheckNotOfExercise(const formats::MappedFile& file, absl::string_view name,
                                const fold::State& state) {
  const bool is_of_exercise = std::ranges::any_of(
      file.titles, [](const std::string& title) { return fold::IsTraining(title); });
  const bool is_training =
      state.trust_root() != nullptr && fold::IsTraining(state.trust_root()->notice);
  if (!is_of_exercise || is_training) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "TRAINING_FILE",
      absl::StrCat(name,
                   ": TRAINING stands above this workbook, and this node is of a hub that "
                   "is not for exercises; what is to be reported is filled into a workbook "
                   "without it: lontar template"));
}

absl::Status NameSourcesOf(const store::Reader& store, BuiltDraft* built) {
  LONTAR_ASSIGN_OR_RETURN(const auto versions, ReadSourcesVersions(store));
  std::vector<std::string> parts;
  for (const auto& [hash, bytes] : built->parts) parts.push_back(bytes);
  return NameSources(versions, parts, &built->report);
}

json MetaJson(const std::string& id, const ImportRequest& request, const BuiltDraft& built,
              const std::string& created) {
  std::set<std::string> indicators;
  uint64_t observations = 0;
  for (const observation::PartEntry& part : built.report.parts) {
    if (!part.indicator.empty()) indicators.insert(part.indicator);
    for (const auto& counts : part.blocks)
      observations += counts.with_number + counts.held_back + counts.missing;
  }
  json on_behalf;
  if (!request.on_behalf.office.empty()) {
    const std::string& letter = request.on_behalf.letter_number;
    on_behalf = {{"office", request.on_behalf.office},
                 {"letter", letter.empty() ? json() : json(letter)}};
  }
  return {{"draft", id},
          {"provider", built.report.provider},
          {"file", request.file_name},
          {"file_sha256", trust::Sha256({request.content}).hex()},
          {"mapping", request.mapping_name},
          {"stage", "draft"},
          {"indicators", indicators},
          {"blocks", built.blocks_stated},
          {"observations", observations},
          {"attachments", 0},
          {"on_behalf", on_behalf},
          {"entered_by", request.on_behalf.by},
          {"narratives", built.narratives_stated},
          {"created", created}};
}

}  // namespace

absl::StatusOr<std::string> NodeCore::Import(const ImportRequest& request) {
  std::optional<formats::Mapping> mapping;
  if (!request.mapping.empty()) {
    LONTAR_ASSIGN_OR_RETURN(mapping, formats::ReadMapping(request.mapping, request.mapping_name));
  }
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue* catalogue,
                          NewestCatalogue(ahead(), "", IndicatorNamedBy(mapping)));
  const absl::StatusOr<formats::MappedFile> file =
      formats::MapFile(request.content, request.file_name, mapping, *catalogue);
  if (!file.ok()) return base::Annotate(file.status(), request.file_name);
  LONTAR_RETURN_IF_ERROR(CheckNotOfExercise(*file, request.file_name, ahead()));
  LONTAR_ASSIGN_OR_RETURN(const std::string provider,
                          ProviderFor(request, *file, identity_.member));
  LONTAR_RETURN_IF_ERROR(CheckOnBehalf(request.on_behalf, provider, identity_.member));
  absl::StatusOr<formats::ImportResult> imported =
      formats::ImportMapped(*file, *catalogue, identity_.member);
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
  context.withdraw_reason = request.withdraw_reason;
  context.disclosure_minimum = rules_.disclosure_minimum;
  LONTAR_ASSIGN_OR_RETURN(context.overrides, OverridesOf(request.overrides, *catalogue));
  LONTAR_ASSIGN_OR_RETURN(BuiltDraft built, BuildDraft(context, *imported));
  LONTAR_RETURN_IF_ERROR(NameSourcesOf(*doors_.store, &built));
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
  if (const OnBehalfRequest& of = request.on_behalf; !of.office.empty()) {
    answer.on_behalf_office = of.office;
    answer.on_behalf = OnBehalfSentence(of.office, provider, of.letter_number);
  }
  answer.is_dry_run = request.is_dry_run;
  answer.blocks_stated = built.blocks_stated;
  answer.blocks_unchanged = built.blocks_unchanged;
  answer.narratives_unchanged = built.narratives_unchanged;
  answer.cells_max = request.is_dry_run ? base::kImportCellsListedMax : 0;
  const bool has_errors = formats::HasErrors(file->findings) ||
                          formats::HasErrors(imported->findings) ||
                          formats::HasErrors(built.findings);
  if (!has_errors && !built.report.parts.empty() && !request.is_dry_run) {
    if (!request.on_behalf.letter_name.empty()) {
      LONTAR_RETURN_IF_ERROR(AddLetter({request.on_behalf.office, request.on_behalf.letter_name,
                                        request.on_behalf.letter, request.on_behalf.letter_number},
                                       context.parts, doors_.entropy, &built));
    }
    LONTAR_ASSIGN_OR_RETURN(answer.draft, StoreDraft(request, built));
  }
  return formats::ImportJson(answer);
}

absl::StatusOr<std::string> NodeCore::StoreDraft(const ImportRequest& request,
                                                 const BuiltDraft& built) {
  LONTAR_RETURN_IF_ERROR(CheckSize(built.report));
  LONTAR_ASSIGN_OR_RETURN(const auto next, doors_.store->Get(store::kNextDraftKey));
  uint64_t number = 1;
  if (next) {
    const absl::StatusOr<uint64_t> read = store::ReadKeyNumber(*next);
    // One that cannot be read is drawn anew, far from the names that are in use.
    number = read.ok() ? *read : static_cast<uint64_t>(absl::ToUnixSeconds(doors_.clock->Now()));
  }
  const std::string id = absl::StrCat("draft-", number);
  const absl::Time now = doors_.clock->Now();
  const std::string created = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", now, absl::UTCTimeZone());
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
  DraftEvent event{id, DraftStep::kImported, now, built.report.provider,
                   envelope.payload_id().hex()};
  event.file = request.file_name;
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return id;
}

}  // namespace lontar::node
