#pragma once
// The structures of the collections that a log holds, and those that a reference names.
//
// Everything here is public. Pure, any thread.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/fold/state.h"
#include "core/sdmx/structure.h"
#include "hub/rest/query.h"

namespace lontar::hub::rest {

// One version of one collection's catalogue, as a structure.
struct CollectionStructure {
  std::string collection;
  std::shared_ptr<const catalogue::Catalogue> catalogue;
  sdmx::Structure structure;
};

// Of every collection and version, by collection, then in the order of the log.
std::vector<CollectionStructure> StructuresAt(const fold::State& state, base::LogSize size,
                                              const std::string& agency);

// Whether it is named, its version left aside.
bool IsNamed(const ArtefactNames& names, const sdmx::Reference& reference);
// Those of one artefact's versions that are asked for; `versions` ascending. Places in it.
std::vector<size_t> VersionsAsked(const std::vector<VersionPattern>& asked,
                                  const std::vector<std::string>& versions);

// The one structure whose figures a query asks for: several of its versions are the same figures,
// so that the latest stands for them. NotFound with SDMX_ABSENT; Unimplemented with SDMX_NOT_SERVED
// where it names several collections.
absl::StatusOr<size_t> FindFlow(const std::vector<CollectionStructure>& structures,
                                const DataQuery& query);

// What a provision agreement is of: the member's code; empty where the query names none.
std::vector<std::string> MembersNamed(const CollectionStructure& of, const DataQuery& query);

}  // namespace lontar::hub::rest
