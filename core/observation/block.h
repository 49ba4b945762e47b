#pragma once
// Observations, and the block: the unit of revision, always stated whole.
//
// A block holds the observations of one provider x indicator x measure x period. Numbers of enums
// as in report.proto. Values.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/observation/decimal.h"

namespace lontar::observation {

enum class Status {
  kNormal = 1,          // A
  kEstimated = 2,       // E
  kProvisional = 3,     // P
  kLowReliability = 4,  // U
  kBreak = 5,           // B
  kNotAvailable = 6,    // O
  kNotCollected = 7,    // L
  kNotApplicable = 8,   // M
  kSuppressed = 9,      // Q
};
// The SDMX letter, and back. Nothing for another text.
absl::string_view CodeOf(Status status);
std::optional<Status> StatusOf(absl::string_view code);
// True for A, E, P, U, B: the row has a number. Suppressed and the missing ones have none.
bool HasNumber(Status status);

enum class Confidentiality {
  kFree = 1,
  kConfidential = 2,
  kNotPublic = 3,
  kPrimary = 4,
  kSecondary = 5
};
absl::string_view CodeOf(Confidentiality confidentiality);
std::optional<Confidentiality> ConfidentialityOf(absl::string_view code);

enum class Deviation {
  kAgeOtherBrackets = 1,
  kAgePartOfRange = 2,
  kAgeWiderRange = 3,
  kNationality = 4,
  kGeography = 5,
  kSector = 6,
  kConcept = 7,
  kReferencePeriod = 8,
  kCoverage = 9,
};
// "age: part of the range", "concept", …; and the id in mapping files: "age-part-of-range",
// "concept".
absl::string_view NameOf(Deviation deviation);
absl::string_view IdOf(Deviation deviation);
std::optional<Deviation> DeviationOf(absl::string_view id);

// A set of deviations: bit (1 << number), as on the wire.
using DeviationSet = uint32_t;
constexpr DeviationSet SetOf(Deviation deviation) { return 1u << static_cast<int>(deviation); }
constexpr bool Holds(DeviationSet set, Deviation deviation) {
  return (set & SetOf(deviation)) != 0;
}
// In ascending number.
std::vector<Deviation> ListOf(DeviationSet set);

struct Row {
  std::vector<std::string> codes;  // one for each of the block's dimensions
  Decimal value;                   // 0 where the status has no number
  Status status = Status::kNormal;
  Confidentiality confidentiality = Confidentiality::kFree;
  DeviationSet deviations = 0;
  std::string source;
  std::string definition;
  std::string comment;
};

struct Block {
  std::string measure;
  std::string period;
  std::string unit_received;
  std::vector<std::string> dimensions;
  std::vector<Row> rows;  // ascending by codes, none twice
};

// Rows in their order. True if no two have the same codes.
bool SortRows(Block* block);

// True if both rows state the same: number by value, status, confidentiality, deviations and texts.
bool SameStatement(const Row& a, const Row& b);

}  // namespace lontar::observation
