#pragma once
// What several of the node's pages are made of. Pure, any thread.

#include <initializer_list>
#include <string>
#include <vector>

#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

Html Link(absl::string_view href, absl::string_view text);
Html Paragraph(absl::string_view text);
Html Paragraph(const Html& content);
Html Heading(absl::string_view text);  // of a page: what a reader came for
Html Section(absl::string_view text);  // of a part of it
Html ListOf(const std::vector<Html>& items);

// A line of a <dl>; nothing without a text.
Html Fact(absl::string_view name, absl::string_view text);
Html Fact(absl::string_view name, const Html& content);

// A sentence of the programs', which are in English whatever the page's language.
Html Sentence(const PageContext& context, absl::string_view text);

// What waits on the reader, or went wrong.
Html Alert(const Html& content);

// "2026-11-27T00:46:12Z" as "2026-11-27 00:46 UTC"; another text as it is.
std::string TimeWords(absl::string_view time);

// The draft's own page.
std::string DraftAddress(absl::string_view draft);

// "state.signed" for "signed"; a state that is not known as it is.
std::string StateWord(absl::string_view language, absl::string_view state);

// A table whose rows become a line for each cell, with its head before it, on a narrow screen. The
// first cell of a row is its head; a row has as many cells as there are heads.
using StackRow = std::vector<Html>;
Html StackTable(absl::string_view caption, const std::vector<std::string>& heads,
                const std::vector<StackRow>& rows);
// The words of these keys.
std::vector<std::string> NodeHeads(absl::string_view language,
                                   std::initializer_list<absl::string_view> keys);

// "A1, A9".
std::string Joined(const std::vector<std::string>& texts);

// The page in the frame, with the band and the foot of the node's status (lontar.status.v1).
std::string OfficePage(const PageContext& context, absl::string_view title, const Html& content,
                       const net::Answer& status);

// The address that leads to each of the node's pages.
std::vector<Place> OfficePlaces(absl::string_view language);

}  // namespace lontar::pages
