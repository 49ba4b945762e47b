#pragma once
// What a text of an office's table may mean in a code list. Pure, any thread.

#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"

namespace lontar::formats {

// In small letters, digits and letters of every script alone: "Both sexes (total)" and
// "both-sexes total" are the same.
std::string LettersOf(absl::string_view text);

// The codes of a catalogue by the letters of their names, made once for each list. One guesser, one
// thread; the catalogue must outlive it.
class CodeGuesser {
 public:
  explicit CodeGuesser(const catalogue::Catalogue& catalogue) : catalogue_(catalogue) {}
  // The code itself, its name, the usual words for a total, or an age as people write it ("5-11",
  // "15+", "under 18", "14 years"); nothing where two codes could be meant.
  std::optional<std::string> Guess(const catalogue::Dimension& dimension, absl::string_view text);

 private:
  // Nothing where two codes have the same name.
  using ByLetters = std::map<std::string, std::optional<std::string>>;
  const ByLetters& NamesIn(const catalogue::CodeList& list);

  const catalogue::Catalogue& catalogue_;
  std::map<std::string, ByLetters> names_;  // by list
};

// "Y5T11" for "5-11", "5 to 11 years", "aged 5–11"; "Y_GE15" for "15+"; nothing else.
std::optional<std::string> GuessAge(absl::string_view text);

}  // namespace lontar::formats
