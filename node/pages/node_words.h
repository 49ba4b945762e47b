#pragma once
// What stands on the node's pages, by language: English and Vietnamese, both whole. Pure, any
// thread.

#include <initializer_list>
#include <span>
#include <string>

#include "absl/strings/string_view.h"
#include "core/pages/words.h"

namespace lontar::pages {

// All words, by key.
std::span<const WordEntry> NodeWords();

// "state.draft", in the language. The process ends for a key that is not in the table.
std::string NodeWord(absl::string_view language, absl::string_view key);

// The same with what stands for $0, $1, … in it.
std::string NodeSay(absl::string_view language, absl::string_view key,
                    std::initializer_list<std::string> arguments);

// "1 draft", "3 drafts": the words KEY.one and KEY.many.
std::string NodeCount(absl::string_view language, absl::string_view key, uint64_t count);

}  // namespace lontar::pages
