#pragma once
// What a provider signs, and the parts with the values. Source: DESIGN.md section 10 (report,
// part); report.proto. Values.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/observation/block.h"

namespace lontar::observation {

enum class PartKind { kFigures = 1, kNarrative = 2, kAttachment = 3, kLetter = 4 };

enum class WithdrawReason { kError = 1, kNotOurs = 2, kSupersededSource = 3, kDisclosure = 4 };
absl::string_view NameOf(WithdrawReason reason);  // "error", "not-ours", …

// What of a block the catalogue's counting rule admits. A withdrawn block has no observations.
struct BlockCount {
  std::string measure;
  std::string period;
  std::optional<WithdrawReason> withdrawn;
  uint32_t with_number = 0;
  uint32_t held_back = 0;
  uint32_t missing = 0;
  uint32_t as_specified = 0;
  friend bool operator==(const BlockCount&, const BlockCount&) = default;
};

struct PartEntry {
  base::PartHash part_hash;
  std::string indicator;
  PartKind kind = PartKind::kFigures;
  uint64_t bytes = 0;
  std::vector<BlockCount> blocks;  // ascending by (measure, period), none twice
};

struct OnBehalf {
  std::string signing_office;
  base::PartHash letter_part;
};

struct Report {
  base::Salt salt;
  base::HubId hub_id;
  std::string collection;
  std::string member;
  std::string provider;  // "KH.MOP"
  std::string catalogue_version;
  std::string round;  // may be empty
  std::optional<OnBehalf> on_behalf;
  std::vector<base::PayloadId> supersedes;  // ascending
  std::vector<std::string> source_ids;      // ascending
  std::vector<PartEntry> parts;             // ascending by part hash
};

struct Figures {
  std::string indicator;
  std::vector<Block> blocks;  // ascending by (measure, period), none twice; no withdrawn ones
};
struct Narrative {
  std::string indicator;
  std::string language;
  std::string text;
};
struct Attachment {
  std::string media_type;
  std::string content;
};

struct Part {
  base::Salt salt;
  std::variant<Figures, Narrative, Attachment> content;
};

// Encoding sorts what has a prescribed order; every row must have a code for each dimension of its
// block, otherwise the process ends. Reading is strict: the errors of base::StrictParse, also for
// enums in columns (UNKNOWN_VALUE) and for codes and texts that take more than
// base::kPartExpandedBytesMax once written out (MESSAGE_TOO_LARGE); and InvalidArgument with
// NOT_CANONICAL (an id or period of a wrong form, wrong order, something twice, a block in two
// parts of a report, columns of unequal length, unused dictionary entries, a number where the
// status has none), with the field and the value.
std::string EncodeReport(Report report);
absl::StatusOr<Report> DecodeReport(absl::string_view bytes);
std::string EncodePart(Part part);
absl::StatusOr<Part> DecodePart(absl::string_view bytes);

}  // namespace lontar::observation
