#pragma once
// Everything that a catalogue says, as facts that people compare: what `lontar catalogue show`
// shows and `lontar catalogue diff` finds. Pure functions, any thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"

namespace lontar::catalogue {

struct Fact {
  std::string subject;  // "indicator child-labour-5-17", "code list sex", "unit PS"
  std::string field;    // "list", "code F"
  std::string value;    // never empty
};

// In a fixed order: the catalogue, its sources, units, dimensions, code lists, national codes,
// indicators, result areas, framework rows, messages, texts of other languages; the fields of a
// subject stand together. No fact of the catalogue is left out: two catalogues with the same facts
// mean the same.
std::vector<Fact> FactsOf(const Catalogue& catalogue);
// Names, definitions and other texts in the language; where a translation is missing, as
// Catalogue::TextOf marks it. The texts of other languages are not among them.
std::vector<Fact> FactsIn(const Catalogue& catalogue, absl::string_view language);

struct FieldChange {
  std::string field;
  std::string before;  // empty: it was not there
  std::string after;   // empty: it is not there any more
};

enum class ChangeKind { kAdded, kRemoved, kChanged };

struct SubjectChange {
  ChangeKind kind = ChangeKind::kChanged;
  std::string subject;
  std::vector<FieldChange> fields;  // at least one
};

// What became another between the two, by subject in the order of FactsOf(after); removed subjects
// come last. Empty: they say the same.
std::vector<SubjectChange> ChangesBetween(const Catalogue& before, const Catalogue& after);

}  // namespace lontar::catalogue
