#pragma once
// Parts of a report as they are made: salted, encoded, named by their hash.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/entropy.h"
#include "core/fold/verdict.h"
#include "core/observation/report.h"

namespace lontar::node {

struct NewPart {
  observation::PartEntry entry;  // without counts of blocks
  std::string bytes;
};

using PartContent =
    std::variant<observation::Figures, observation::Narrative, observation::Attachment>;

struct PartName {
  observation::PartKind kind = observation::PartKind::kFigures;  // that of the content
  std::string indicator;  // stable id; empty: on the whole report
  std::string for_people;
};

// ResourceExhausted with PART_TOO_LARGE.
absl::StatusOr<NewPart> MakePart(base::Entropy* entropy, const PartName& name, PartContent content);

// A narrative in a language that nobody stated: nothing guesses it (BCP 47 "und").
absl::StatusOr<NewPart> MakeNarrative(base::Entropy* entropy, const std::string& indicator,
                                      std::string text);

// A report that is being made, with its parts.
struct ReportDraft {
  observation::Report report;
  std::vector<std::pair<base::PartHash, std::string>> parts;

  void Add(NewPart part);
  // Takes a part out again.
  void Remove(const base::PartHash& hash);
};

// A narrative of a report, with its hash.
struct NarrativeFound {
  base::PartHash hash;
  observation::Narrative narrative;
};
// The narratives of a report that can be read, in the order of its parts.
std::vector<NarrativeFound> NarrativesOf(const observation::Report& report,
                                         const fold::PartReader& parts);

// The number of the letter from which the report was entered; empty without one.
std::string LetterNumberIn(const observation::Report& report, const fold::PartReader& parts);

}  // namespace lontar::node
