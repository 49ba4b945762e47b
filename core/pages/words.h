#pragma once
// What stands on the pages, by language. English is complete; a word that another language lacks is
// English. Pure, any thread.

#include <array>
#include <span>

#include "absl/strings/string_view.h"

namespace lontar::pages {

struct PageLanguage {
  absl::string_view code;  // ISO 639, as in the attribute lang
  absl::string_view name;  // in itself
};
inline constexpr std::array<PageLanguage, 2> kPageLanguages = {
    {{"en", "English"}, {"vi", "Tiếng Việt"}}};

// The language that a reader asked for: by name, else by the header Accept-Language, else English.
absl::string_view LanguageFor(absl::string_view asked, absl::string_view accept_language);

struct WordEntry {
  absl::string_view key;
  absl::string_view english;
  absl::string_view vietnamese;  // a draft, for a reader of the language to correct
};
// A word of a program's own table. The process ends for a key that it does not have.
absl::string_view WordIn(std::span<const WordEntry> table, absl::string_view language,
                         absl::string_view key);

// "mark.late", in the language. The process ends for a key that English does not have.
absl::string_view Word(absl::string_view language, absl::string_view key);

}  // namespace lontar::pages
