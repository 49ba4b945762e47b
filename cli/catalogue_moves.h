#pragma once
// The next version of a catalogue's text, with the indicators moved that SLOM has decided on.
//
// Only the lines of version, list and number change: comments and order stay as their authors wrote
// them. Pure.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"

namespace lontar::cli {

struct CatalogueMoves {
  std::string version;                       // of the new catalogue
  std::map<std::string, std::string> lists;  // by stable id: the list on which it stands now
};

// A moved indicator gets the next number that is free in its list. InvalidArgument with
// INDICATOR_UNKNOWN for one that the catalogue does not have; FailedPrecondition with
// CATALOGUE_TEXT for one, or a version, that is not written on lines of its own and is to be moved
// by hand; the errors of Catalogue::Load for what came out.
absl::StatusOr<std::vector<catalogue::SourceFile>> MoveIndicators(
    std::vector<catalogue::SourceFile> files, const CatalogueMoves& moves);

}  // namespace lontar::cli
