#pragma once
// Disclosure control: which figures are held back before a report is signed, because a small count
// about children could point to one child; and what is offered instead.
//
// By the indicator's class in the catalogue (docs/disclosure.md has the whole rule):
//   children  a count from 1 to minimum - 1 in a cell with a breakdown is held back (primary), and
//             enough others (secondary) that it cannot be worked out from totals, overlapping age
//             brackets, percentages or what was published before. Without a breakdown it passes
//             after one confirmation. Zero is not held back.
//   survey    never judged by the weighted value; where fewer than kSampleLeast cases were asked,
//             the status U (low reliability) is proposed.
//   rate      a warning where a stated denominator is under the minimum.
//   none      nothing. A class that is not known is treated as children.
// Source: Summary record 2021 is silent on disclosure; classes are proposals of the catalogue.
//
// No sentence here holds a figure. Pure functions, any thread. The same input gives the same plan
// on every machine; the order of blocks and rows does not matter to what is held back.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/observation/block.h"

namespace lontar::disclosure {

inline constexpr int kMinimumUsual = 5;
inline constexpr int kMinimumLeast = 3;
inline constexpr int kSampleLeast = 25;

struct CellName {
  std::string measure;
  std::string period;
  std::vector<std::string> codes;
  auto operator<=>(const CellName&) const = default;
};

// Persons behind a cell: asked in a survey, or the denominator of a rate or proportion.
struct CellCount {
  std::string period;
  std::vector<std::string> codes;
  int64_t count = 0;
};

// A cell that is published although the rule would hold it back, and why. That two different people
// stand behind it is for the node to hold.
struct Override {
  CellName cell;
  std::string reason;
};

struct DisclosureSettings {
  int minimum = kMinimumUsual;  // a member may raise it, and not go below kMinimumLeast
  std::vector<CellCount> sample_counts;
  std::vector<CellCount> denominators;
  std::vector<Override> overrides;
};

enum class HoldReason {
  kPrimary,    // a small count
  kSecondary,  // without it a small count could be worked out
  kLinked,     // a percentage of a cell whose number is held back
  kBefore,     // came in held back; stays so
};
absl::string_view NameOf(HoldReason reason);  // "small count", …

struct HeldBack {
  CellName cell;
  HoldReason reason = HoldReason::kPrimary;
  // Of kSecondary: codes of the cell that it protects; "rest" is what a total holds beside its
  // stated parts.
  std::vector<std::string> protects;
  // To be written. kConfidential where primary and secondary must not be told apart.
  observation::Confidentiality mark = observation::Confidentiality::kPrimary;
};

// Codes of one dimension that may be reported together, so that no cell of the table is small.
struct MergeProposal {
  std::string measure;
  std::string period;
  std::string dimension;
  // Each group has at least one code; more than one: report their sum. A single group: leave the
  // breakdown out.
  std::vector<std::vector<std::string>> groups;
};

struct Note {
  std::string id;  // DENOMINATOR_SMALL, …: docs/reference/problems.md
  CellName cell;   // without codes where it is of the whole block
  std::string sentence;
};

struct DisclosurePlan {
  std::vector<HeldBack> held_back;           // by cell
  std::vector<CellName> needs_confirmation;  // small, and without a breakdown
  std::vector<MergeProposal> merges;         // to be offered first
  std::vector<CellName> low_reliability;     // for the status U
  std::vector<Override> overridden;          // cells that the rule would hold back
  std::vector<Note> warnings;
};

struct Statements {
  std::vector<observation::Block> blocks;   // as they are to be signed
  std::vector<observation::Block> earlier;  // all of the indicator that was published before
};

// Blocks and rows that the catalogue's checks refuse are left out.
//
// InvalidArgument: DISCLOSURE_MINIMUM below kMinimumLeast; OVERRIDE_INCOMPLETE where an override
// lacks its reason.
absl::StatusOr<DisclosurePlan> PlanDisclosure(const catalogue::Catalogue& catalogue,
                                              const catalogue::Indicator& indicator,
                                              const Statements& statements,
                                              const DisclosureSettings& settings);

// Takes the numbers out of what is held back: status Q with its mark. Low reliability is not set:
// that is proposed, and decided by people.
void ApplyDisclosure(const DisclosurePlan& plan, std::vector<observation::Block>* blocks);

}  // namespace lontar::disclosure
