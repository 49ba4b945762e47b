#include "cli/acts.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/command_options.h"
#include "cli/daemon.h"
#include "cli/keys.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/sdmx/catalogue_ids.h"

namespace lontar::cli {

Option AuthorityKeysOption() {
  return {"authority-key", "FILE", "key files of the authority; as many as its trust root wants",
          Times::kManyRequired};
}

std::vector<Option> WithSigners(std::vector<Option> options) {
  options.push_back({"authority-key", "FILE",
                     "key files of the authority; as many as its trust root wants", Times::kMany});
  options.push_back({"lead-key", "FILE",
                     "where the collection has a lead: the lead's key files instead",
                     Times::kMany});
  options.push_back(DryRunOfAct());
  options.push_back(PassphraseOption());
  return options;
}

absl::StatusOr<std::vector<std::string>> SigningFiles(const Call& call) {
  std::vector<std::string> files = call.arguments.All("authority-key");
  // Where a collection is stated, the lead's keys are named and do not sign.
  const bool names_a_lead = call.arguments.Has("lead");
  const std::vector<std::string> leads =
      names_a_lead ? std::vector<std::string>() : call.arguments.All("lead-key");
  files.insert(files.end(), leads.begin(), leads.end());
  if (!files.empty()) return files;
  return UsageProblem(
      "name the keys that sign: the authority's (--authority-key, as many as its trust root "
      "wants), "
      "or those of the collection's lead (--lead-key)");
}

Option CatalogueOption() {
  return {"catalogue", "DIR", "the folder with the catalogue's text files", Times::kRequired};
}

absl::StatusOr<base::HubId> HubIdIn(absl::string_view status_json) {
  LONTAR_ASSIGN_OR_RETURN(const Answer status, Answer::Parse(status_json));
  const std::optional<base::HubId> id = base::HubId::FromHex(status.Text("hub_id"));
  if (id) return *id;
  return base::Problem(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                       "the status names no hub id");
}

absl::StatusOr<base::HubId> AskHubId(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string status, hub->Status());
  return HubIdIn(status);
}

absl::StatusOr<chain::Envelope> EnvelopeOf(const fold::Act& act, absl::string_view collection) {
  chain::Envelope envelope;
  envelope.kind = fold::KindOf(act);
  envelope.collection = std::string(collection);
  envelope.payload = fold::EncodeAct(act);
  LONTAR_RETURN_IF_ERROR(fold::DecodeAct(envelope.kind, envelope.payload).status());
  return envelope;
}

absl::Status SubmitAct(const Call& call, const fold::Act& act, absl::string_view collection,
                       absl::string_view what) {
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, EnvelopeOf(act, collection));
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> files, SigningFiles(call));
  LONTAR_ASSIGN_OR_RETURN(const auto keys, OpenKeys(call, files));
  for (const auto& key : keys) chain::AddSignature(&envelope, *key);
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  const bool is_dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          hub->SubmitAct(chain::EncodeEnvelope(envelope), is_dry_run));
  if (call.is_json) {
    call.terminal->Answer(json);
    return absl::OkStatus();
  }
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  std::string line = absl::StrCat(is_dry_run ? "would be sealed  " : "sealed    ", what);
  if (!answer.At("index").is_absent()) absl::StrAppend(&line, ", log index ", answer.Text("index"));
  call.terminal->Answer(line);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<catalogue::SourceFile>> ReadCatalogueFiles(absl::string_view folder) {
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> names, base::ListFolder(folder));
  std::vector<catalogue::SourceFile> files;
  for (const std::string& name : names) {
    if (!absl::EndsWith(name, ".yaml")) continue;
    LONTAR_ASSIGN_OR_RETURN(
        const std::string content,
        base::ReadWholeFile(absl::StrCat(folder, "/", name), base::kActBytesMax));
    files.push_back({name, content});
  }
  if (!files.empty()) return files;
  return base::Problem(absl::StatusCode::kNotFound, "FILE_NOT_FOUND",
                       absl::StrCat(folder, ": no *.yaml file; a catalogue is such files"));
}

absl::StatusOr<catalogue::Catalogue> LoadCatalogue(absl::string_view folder) {
  LONTAR_ASSIGN_OR_RETURN(const auto files, ReadCatalogueFiles(folder));
  auto loaded = catalogue::Catalogue::Load(files);
  if (!loaded.ok()) return base::Annotate(loaded.status(), folder);
  return loaded;
}

absl::StatusOr<catalogue::Catalogue> LoadNewCatalogue(absl::string_view folder) {
  LONTAR_ASSIGN_OR_RETURN(catalogue::Catalogue loaded, LoadCatalogue(folder));
  LONTAR_ASSIGN_OR_RETURN(const auto files, ReadCatalogueFiles(folder));
  const absl::Status ids = sdmx::CheckCatalogueIds(loaded, files);
  if (!ids.ok()) return base::Annotate(ids, folder);
  return loaded;
}

}  // namespace lontar::cli
