#include "cli/catalogue_texts.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/catalogue_folder.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// "catalogues" for "catalogues/child-labour-2025/".
std::string FolderAbove(absl::string_view folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.remove_suffix(1);
  const size_t slash = folder.rfind('/');
  if (slash == absl::string_view::npos) return ".";
  return std::string(folder.substr(0, std::max<size_t>(slash, 1)));
}

absl::StatusOr<std::string> ReadText(const std::string& file) {
  return base::ReadWholeFile(file, base::kConfigurationBytesMax);
}

}  // namespace

absl::StatusOr<CatalogueTexts> FindCatalogue(const std::string& collection) {
  if (base::ListFolder(collection).ok()) {
    auto catalogue = LoadCatalogue(collection);
    if (!catalogue.ok()) return catalogue.status();
    return CatalogueTexts{.folder = collection, .catalogue = *std::move(catalogue)};
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string shipped, ShippedCatalogues());
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> names, base::ListFolder(shipped));
  std::optional<CatalogueTexts> found;
  for (const std::string& name : names) {
    const std::string folder = absl::StrCat(shipped, "/", name);
    if (!base::FileExists(folder + "/catalogue.yaml")) continue;
    LONTAR_ASSIGN_OR_RETURN(catalogue::Catalogue catalogue, LoadCatalogue(folder));
    if (catalogue.collection() != collection) continue;
    found = CatalogueTexts{.folder = folder, .catalogue = std::move(catalogue)};
  }
  if (found) return *std::move(found);
  return base::Problem(absl::StatusCode::kNotFound, "FILE_NOT_FOUND",
                       absl::StrCat("there is no folder \"", collection, "\", and ", shipped,
                                    " has no catalogue of a collection of that name"));
}

absl::StatusOr<std::string> FileBeside(const std::string& folder, const std::string& name) {
  const std::string own = absl::StrCat(folder, "/", name);
  if (base::FileExists(own)) return own;
  const std::string above = FolderAbove(folder);
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> siblings, base::ListFolder(above));
  for (const std::string& sibling : siblings) {
    std::string file = absl::StrCat(above, "/", sibling, "/", name);
    if (base::FileExists(file)) return file;
  }
  return base::Problem(
      absl::StatusCode::kNotFound, "FILE_NOT_FOUND",
      absl::StrCat("there is no ", name, " in ", folder, " or a folder beside it"));
}

absl::StatusOr<catalogue::RoundText> FindRoundText(const std::string& file, const std::string& id) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReadText(file));
  auto rounds = catalogue::ReadRounds(text);
  if (!rounds.ok()) return base::Annotate(rounds.status(), file);
  const auto found = std::ranges::find(*rounds, id, &catalogue::RoundText::id);
  if (found != rounds->end()) return *found;
  return base::Problem(absl::StatusCode::kNotFound, "ROUND_ABSENT",
                       absl::StrCat(file, ": it states no round \"", id, "\""));
}

absl::StatusOr<catalogue::MemberText> FindMemberText(const std::string& file,
                                                     const std::string& code) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReadText(file));
  auto members = catalogue::ReadMembers(text);
  if (!members.ok()) return base::Annotate(members.status(), file);
  const auto found = std::ranges::find(*members, code, &catalogue::MemberText::code);
  if (found != members->end()) return *found;
  return base::Problem(absl::StatusCode::kNotFound, "MEMBER_ABSENT",
                       absl::StrCat(file, ": it names no member \"", code, "\""));
}

absl::StatusOr<catalogue::ProviderRegister> ReadProviders(const std::string& file,
                                                          const catalogue::Catalogue& catalogue) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, base::ReadWholeFile(file, base::kImportBytesMax));
  LONTAR_ASSIGN_OR_RETURN(auto providers, catalogue::ProviderRegister::Read(file, text));
  LONTAR_RETURN_IF_ERROR(providers.CheckAgainst(catalogue));
  return providers;
}

}  // namespace lontar::cli
