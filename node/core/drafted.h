#pragma once
// Reports that another has drafted for their provider, which confirms, corrects or declines them.
//
// What was drafted is kept beside the draft as it came, so that the software itself says what
// became of it; and a line beside the words says so in the report (docs/formats/narrative.md). Only
// indicators that are told in words are drafted by others; a count may go with the words. Pure but
// for the readers given.

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/entropy.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/import.h"
#include "core/store/store.h"
#include "node/core/draft_parts.h"
#include "node/core/stored.h"

namespace lontar::node {

// The name of who drafts, one line. InvalidArgument with DRAFTER_INVALID: empty, longer than
// base::kIdBytesMax, with a semicolon or control characters, or the provider itself.
absl::StatusOr<std::string> DrafterNamed(absl::string_view name, absl::string_view provider);

// InvalidArgument with NOT_IN_WORDS, naming the indicators of the file of which the catalogue asks
// no words.
absl::Status CheckToldInWords(const catalogue::Catalogue& catalogue,
                              const formats::ImportResult& imported);

enum class DraftedFate { kConfirmed, kCorrected, kLeftOut, kAdded };
absl::string_view NameOf(DraftedFate fate);  // "confirmed", "corrected", "left out", "added"

// A draft that another made, as it stands now.
struct Drafted {
  std::string by;
  std::string provider;
  bool is_signed = false;
  std::map<std::string, DraftedFate> indicators;  // of both sides; kAdded: the provider's own

  // Whether something differs from what was drafted, or is not there any more.
  bool IsCorrected() const;
};

// Keeps what `draft` says as what `by` drafted; JSON, to lie at kDraftDrafted.
std::string DraftedRecord(absl::string_view by, const ReportDraft& draft);

// `draft` against a record: the fate of each indicator. DataLoss with RECORD_UNREADABLE.
absl::StatusOr<Drafted> CompareDrafted(const std::string& record, const ReportDraft& draft);

// Adds to the draft the lines that say so, one for each indicator that was drafted and is there.
absl::Status MarkDrafted(const Drafted& drafted, base::Entropy* entropy, ReportDraft* draft);

// The record of a draft; nothing for the provider's own. Errors of the store.
absl::StatusOr<std::optional<std::string>> ReadDraftedRecord(const store::Reader& store,
                                                             absl::string_view draft);
// FailedPrecondition with NOT_DRAFTED for the provider's own.
absl::StatusOr<std::string> WantDraftedRecord(const store::Reader& store, const StoredDraft& draft,
                                              absl::string_view provider);

// What became of a draft that another made; nothing for the provider's own. DataLoss with
// RECORD_UNREADABLE.
absl::StatusOr<std::optional<Drafted>> DraftedOf(const store::Reader& store,
                                                 const StoredDraft& draft);

// "drafted by ILO; KH.MOLVT confirms it by signing". Codes from the catalogue, ids where it is
// null.
std::string DraftedSentence(const Drafted& drafted, const catalogue::Catalogue* catalogue);

// JSON: null, or `by`, `outcome` ("confirmed", "corrected"), `signed`, `indicators` (`indicator`,
// `code`, `fate`), `sentence`.
std::string DraftedJson(const std::optional<Drafted>& drafted,
                        const catalogue::Catalogue* catalogue);

}  // namespace lontar::node
