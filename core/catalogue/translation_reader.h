#pragma once
// The texts of a catalogue that people read, in English and in other languages. Part of
// catalogue_reader.h.
//
// Errors are Catalogue::Load's. Pure functions, any thread.

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {

// Title, names, definitions and universes, as the catalogue's own text has them; messages are not
// among them.
std::map<TextKey, std::string> EnglishTexts(const Catalogue& catalogue);

// One entry of the section `messages`, added to `texts`.
absl::Status ReadMessage(const TextSource& source, const TextNode& node,
                         std::map<TextKey, std::string>* texts);

// One entry of the section `texts`. Refuses a text for something that the catalogue does not have.
absl::StatusOr<Translation> ReadTranslation(const TextSource& source, const TextNode& node,
                                            const Catalogue& catalogue);

}  // namespace lontar::catalogue
