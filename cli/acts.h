#pragma once
// Acts: made here, signed here, handed to the daemon that seals them.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/command.h"
#include "core/fold/act.h"

namespace lontar::cli {

Option AuthorityKeysOption();
// For acts of a collection: with the keys of its lead, who signs where there is one.
std::vector<Option> WithSigners(std::vector<Option> options);
// The key files that sign: of the authority, or of the lead. InvalidArgument with USAGE for none.
absl::StatusOr<std::vector<std::string>> SigningFiles(const Call& call);
Option CatalogueOption();

// `hub_id` of a status answer. Internal with ANSWER_UNREADABLE.
absl::StatusOr<base::HubId> HubIdIn(absl::string_view status_json);

// The hub id of the hub that the call names, from its own answer.
absl::StatusOr<base::HubId> AskHubId(const Call& call);

// Signs an act of the authority's chain with every key of SigningFiles, submits it to the hub and
// says what became of it: `what` is its name for people. An act that does not read back as itself
// is refused before anybody signs.
absl::Status SubmitAct(const Call& call, const fold::Act& act, absl::string_view collection,
                       absl::string_view what);

// The envelope of an act without signatures. InvalidArgument as fold::DecodeAct.
absl::StatusOr<chain::Envelope> EnvelopeOf(const fold::Act& act, absl::string_view collection);

// The files of a catalogue folder (*.yaml), ascending by name. NotFound with FILE_NOT_FOUND.
absl::StatusOr<std::vector<catalogue::SourceFile>> ReadCatalogueFiles(absl::string_view folder);
absl::StatusOr<catalogue::Catalogue> LoadCatalogue(absl::string_view folder);
// One that is to come on the log: also what sdmx::CheckCatalogueIds wants of it.
absl::StatusOr<catalogue::Catalogue> LoadNewCatalogue(absl::string_view folder);

}  // namespace lontar::cli
