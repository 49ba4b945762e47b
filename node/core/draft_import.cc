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
#include "node/core/draft_builder.h"
#include "node/core/draft_files.h"
#include "node/core/draft_on_behalf.h"
#include "node/core/draft_sources.h"
#include "node/core/drafted.h"
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

// The one collection for which a provider has keys; empty where there are none, or several.
std::string CollectionFor(const fold::State& ahead, absl::string_view member,
                          absl::string_view provider) {
  std::set<std::string> collections;
  const base::LogIndex next(ahead.size().value());
  for (const fold::KeyRecord* key : ahead.KeysAt(fold::KeyRole::kProvider, member, next)) {
    if (key->provider != provider) continue;
    for (const fold::Entitlement& entitled : key->entitlements) {
      collections.insert(entitled.collection);
    }
  }
  return collections.size() == 1 ? *collections.begin() : "";
}

// Codes such as A1 are in every collection's catalogue: the one that was named, or else the
// provider's own collection, goes before.
absl::StatusOr<const catalogue::Catalogue*> CatalogueFor(const fold::State& ahead,
                                                         absl::string_view member,
                                                         const ImportRequest& request,
                                                         const std::string& indicator) {
  if (!request.collection.empty()) return NewestCatalogue(ahead, request.collection, indicator);
  const std::string collection = CollectionFor(ahead, member, request.provider);
  const auto own = NewestCatalogue(ahead, collection, indicator);
  return own.ok() || collection.empty() ? own : NewestCatalogue(ahead, "", indicator);
}

absl::Status NameSourcesOf(const store::Reader& store, BuiltDraft* built) {
  LONTAR_ASSIGN_OR_RETURN(const auto versions, ReadSourcesVersions(store));
  std::vector<std::string> parts;
  for (const auto& [hash, bytes] : built->parts) parts.push_back(bytes);
  return NameSources(versions, parts, &built->report);
}

// The request as it is meant: who drafted by its plain name; of a correction the draft's provider,
// collection, round and drafter. `record`: what was drafted before, of a correction.
struct MeantImport {
  ImportRequest request;
  std::string record;
  std::string provider;  // of a correction: whose draft it is
};

// A file takes the place of what was drafted for its own provider only.
absl::Status CheckCorrects(const MeantImport& meant, absl::string_view provider) {
  if (meant.request.corrects.empty() || provider == meant.provider) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "DRAFTS_NOT_COMPARABLE",
      absl::StrCat(meant.request.corrects, " is of ", meant.provider, " and the file of ", provider,
                   ": a provider corrects what was drafted for itself"));
}

absl::StatusOr<MeantImport> MeantBy(const ImportRequest& request, const store::Reader& store) {
  MeantImport meant{request, ""};
  if (request.corrects.empty()) return meant;
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(store, request.corrects));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  LONTAR_ASSIGN_OR_RETURN(meant.record, WantDraftedRecord(store, draft, report.provider));
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(store, draft));
  meant.request.drafted_by = drafted->by;
  if (request.round.empty()) meant.request.round = report.round;
  if (!request.collection.empty() && request.collection != report.collection) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "DRAFTS_NOT_COMPARABLE",
                         absl::StrCat(request.corrects, " is of collection ", report.collection,
                                      ", and so is what corrects it"));
  }
  meant.request.collection = report.collection;
  meant.provider = report.provider;
  return meant;
}

absl::StatusOr<std::string> ProviderFor(const MeantImport& meant, const formats::MappedFile& file,
                                        absl::string_view member) {
  const ImportRequest& request = meant.request;
  if (!request.provider.empty()) return request.provider;
  for (const formats::MappedTable& table : file.tables) {
    const auto named = table.mapping.submitted_by.find(std::string(member));
    if (named != table.mapping.submitted_by.end()) return named->second;
  }
  if (const auto named = file.submitted_by.find(std::string(member));
      named != file.submitted_by.end()) {
    return named->second;
  }
  if (!meant.provider.empty()) return meant.provider;
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

// What another drafted is told in words, for a provider that signs itself. Puts its plain name.
absl::Status CheckDrafter(absl::string_view provider, const catalogue::Catalogue& catalogue,
                          const formats::ImportResult& imported, ImportRequest* request) {
  if (request->drafted_by.empty()) return absl::OkStatus();
  if (!request->on_behalf.office.empty()) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "DRAFTER_INVALID",
                         absl::StrCat("what another drafted is confirmed by ", provider,
                                      " itself, with its own key; nobody enters it on its behalf"));
  }
  LONTAR_ASSIGN_OR_RETURN(request->drafted_by, DrafterNamed(request->drafted_by, provider));
  // A correction may say more, as the provider's own.
  return request->corrects.empty() ? CheckToldInWords(catalogue, imported) : absl::OkStatus();
}

// What the answer says of the request and of what was built.
void Describe(const ImportRequest& request, const std::string& provider, const BuiltDraft& built,
              formats::ImportAnswer* answer) {
  answer->unchanged = built.unchanged;
  answer->whole_findings = built.findings;
  answer->file_name = request.file_name;
  answer->mapping_name = request.mapping_name;
  answer->provider = provider;
  if (const OnBehalfRequest& of = request.on_behalf; !of.office.empty()) {
    answer->on_behalf_office = of.office;
    answer->on_behalf = OnBehalfSentence(of.office, provider, of.letter_number);
  }
  answer->is_dry_run = request.is_dry_run;
  answer->blocks_stated = built.blocks_stated;
  answer->blocks_unchanged = built.blocks_unchanged;
  answer->narratives_unchanged = built.narratives_unchanged;
  answer->cells_max = request.is_dry_run ? base::kImportCellsListedMax : 0;
}

// The lines that say so, and what the answer says.
absl::Status AddDrafter(const MeantImport& meant, const DraftContext& context, BuiltDraft* built,
                        formats::ImportAnswer* answer) {
  const std::string& by = meant.request.drafted_by;
  if (by.empty() || built->report.parts.empty()) return absl::OkStatus();
  built->drafted_record = meant.record.empty() ? DraftedRecord(by, *built) : meant.record;
  LONTAR_ASSIGN_OR_RETURN(const Drafted drafted, CompareDrafted(built->drafted_record, *built));
  answer->drafted_by = by;
  answer->drafted = DraftedSentence(drafted, context.catalogue);
  return MarkDrafted(drafted, context.entropy, built);
}

}  // namespace

DraftContext NodeCore::ContextFor(const std::string& provider, const std::string& round,
                                  const catalogue::Catalogue* catalogue) const {
  DraftContext context;
  context.ahead = &ahead();
  context.parts = PartsOf(*doors_.store);
  context.entropy = doors_.entropy;
  context.catalogue = catalogue;
  context.member = identity_.member;
  context.provider = provider;
  context.round = round;
  return context;
}

absl::StatusOr<std::string> NodeCore::Import(const ImportRequest& asked) {
  LONTAR_ASSIGN_OR_RETURN(MeantImport meant, MeantBy(asked, *doors_.store));
  ImportRequest& request = meant.request;
  std::optional<formats::Mapping> mapping;
  if (!request.mapping.empty()) {
    LONTAR_ASSIGN_OR_RETURN(mapping, formats::ReadMapping(request.mapping, request.mapping_name));
  }
  LONTAR_ASSIGN_OR_RETURN(
      const catalogue::Catalogue* catalogue,
      CatalogueFor(ahead(), identity_.member, request, IndicatorNamedBy(mapping)));
  const absl::StatusOr<formats::MappedFile> file =
      formats::MapFile(request.content, request.file_name, mapping, *catalogue);
  if (!file.ok()) return base::Annotate(file.status(), request.file_name);
  LONTAR_RETURN_IF_ERROR(CheckNotOfExercise(*file, request.file_name, ahead()));
  LONTAR_ASSIGN_OR_RETURN(const std::string provider, ProviderFor(meant, *file, identity_.member));
  LONTAR_RETURN_IF_ERROR(CheckCorrects(meant, provider));
  LONTAR_RETURN_IF_ERROR(CheckOnBehalf(request.on_behalf, provider, identity_.member));
  absl::StatusOr<formats::ImportResult> imported =
      formats::ImportMapped(*file, *catalogue, identity_.member);
  if (!imported.ok()) return base::Annotate(imported.status(), request.file_name);
  LONTAR_RETURN_IF_ERROR(CheckDrafter(provider, *catalogue, *imported, &request));
  DraftContext context = ContextFor(provider, request.round, catalogue);
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
  answer.disclosure = &outcome;
  Describe(request, provider, built, &answer);
  LONTAR_RETURN_IF_ERROR(AddDrafter(meant, context, &built, &answer));
  const bool has_errors = formats::HasErrors(file->findings) ||
                          formats::HasErrors(imported->findings) ||
                          formats::HasErrors(built.findings);
  if (!has_errors && !built.report.parts.empty() && !request.is_dry_run) {
    if (!request.on_behalf.letter_name.empty()) {
      LONTAR_RETURN_IF_ERROR(AddLetter({request.on_behalf.office, request.on_behalf.letter_name,
                                        request.on_behalf.letter, request.on_behalf.letter_number},
                                       context.parts, doors_.entropy, &built));
    }
    LONTAR_ASSIGN_OR_RETURN(answer.draft, request.corrects.empty()
                                              ? StoreDraft(request, built)
                                              : StoreCorrection(request, std::move(built)));
  }
  return formats::ImportJson(answer);
}

}  // namespace lontar::node
