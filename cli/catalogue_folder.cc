#include "cli/catalogue_folder.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// Empty if there is none.
std::string CataloguesBeside(const std::filesystem::path& program) {
  const std::filesystem::path installed =
      program.parent_path().parent_path() / "share/lontar/catalogues";
  if (base::FileExists(installed.string())) return installed.string();
  for (std::filesystem::path folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    const std::filesystem::path catalogues = folder / "catalogues";
    if (base::FileExists(catalogues.string())) return catalogues.string();
  }
  return "";
}

absl::Status NoneShipped() {
  return base::Problem(absl::StatusCode::kNotFound, "CATALOGUE_NOT_FOUND",
                       "no catalogue came with this program; name a folder with one");
}

}  // namespace

absl::StatusOr<std::string> ShippedCatalogues() {
  std::error_code error;
  std::string folder = CataloguesBeside(std::filesystem::read_symlink("/proc/self/exe", error));
  if (folder.empty()) return NoneShipped();
  return folder;
}

Option LocalCatalogueOption() {
  return {"catalogue",      "DIR", "look without a node, by this catalogue",
          Times::kOptional, false, "LONTAR_CATALOGUE"};
}

absl::StatusOr<std::vector<catalogue::Catalogue>> LocalCatalogues(const Call& call) {
  std::vector<catalogue::Catalogue> catalogues;
  if (call.arguments.Has("catalogue")) {
    LONTAR_ASSIGN_OR_RETURN(catalogues.emplace_back(),
                            LoadCatalogue(call.arguments.Text("catalogue")));
    return catalogues;
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string folder, ShippedCatalogues());
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> names, base::ListFolder(folder));
  for (const std::string& name : names) {
    const std::string one = absl::StrCat(folder, "/", name);
    if (!base::FileExists(one + "/catalogue.yaml")) continue;
    LONTAR_ASSIGN_OR_RETURN(catalogues.emplace_back(), LoadCatalogue(one));
  }
  if (!catalogues.empty()) return catalogues;
  return NoneShipped();
}

}  // namespace lontar::cli
