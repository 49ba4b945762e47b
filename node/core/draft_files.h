#pragma once
// Files that travel with a report, named by their hash: attachments, and the letter of a provider
// that keeps no keys. No I/O.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/entropy.h"
#include "core/catalogue/catalogue.h"
#include "node/core/draft_parts.h"
#include "node/core/draft_requests.h"

namespace lontar::node {

// By the ending of a file's name; "application/octet-stream" for one that is not known.
std::string MediaTypeOf(absl::string_view file_name);

// A file as a part; `name.for_people` is the file's name. InvalidArgument with FILE_EMPTY;
// ResourceExhausted with PART_TOO_LARGE.
absl::StatusOr<NewPart> FilePart(const PartName& name, const std::string& content,
                                 base::Entropy* entropy);

// The attachment of an indicator. InvalidArgument with FILE_EMPTY or INDICATOR_UNKNOWN;
// ResourceExhausted with PART_TOO_LARGE.
absl::Status AddAttachment(const AddRequest& request, const catalogue::Catalogue& catalogue,
                           base::Entropy* entropy, ReportDraft* draft);

// Letter, its number and the signing office; a letter that the report has is replaced.
// `parts`: those of the report. InvalidArgument with FILE_EMPTY or LETTER_NUMBER_WANTED.
struct Letter {
  std::string office;
  std::string file_name;
  std::string content;
  std::string number;
};
absl::Status AddLetter(const Letter& letter, const fold::PartReader& parts, base::Entropy* entropy,
                       ReportDraft* draft);

}  // namespace lontar::node
