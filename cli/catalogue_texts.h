#pragma once
// The texts that a verb needs without a node: a collection's catalogue, and the members, rounds and
// providers that stand in folders beside it.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/provider_text.h"
#include "core/catalogue/round_text.h"

namespace lontar::cli {

struct CatalogueTexts {
  std::string folder;
  catalogue::Catalogue catalogue;
};

// `collection` is a folder with a catalogue, or the id of a collection: then it is looked for among
// the catalogues that came with the program (catalogue_folder.h), of several versions the last by
// name. NotFound with FILE_NOT_FOUND, CATALOGUE_NOT_FOUND.
absl::StatusOr<CatalogueTexts> FindCatalogue(const std::string& collection);

// The file of that name in the catalogue's folder, else in one beside it. NotFound with
// FILE_NOT_FOUND.
absl::StatusOr<std::string> FileBeside(const std::string& folder, const std::string& name);

// NotFound with ROUND_ABSENT, MEMBER_ABSENT; besides what reading the file gives.
absl::StatusOr<catalogue::RoundText> FindRoundText(const std::string& file, const std::string& id);
absl::StatusOr<catalogue::MemberText> FindMemberText(const std::string& file,
                                                     const std::string& code);
absl::StatusOr<catalogue::ProviderRegister> ReadProviders(const std::string& file,
                                                          const catalogue::Catalogue& catalogue);

}  // namespace lontar::cli
