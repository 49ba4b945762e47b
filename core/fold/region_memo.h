#pragma once
// Regional tables that were found already. Everybody may ask for them, and each is judged over
// every part of every member, so that a hub finds each once for a size of its log, not once for a
// reader.
//
// A table of a closed round changes with the log only where a part came or was erased, so the log's
// size is all that it depends on. Belongs to one state. Thread-compatible.

#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "core/fold/region.h"

namespace lontar::fold {

class RegionMemo {
 public:
  // What FindRegion finds, and its errors, which are not kept. What was found at another size of
  // the log is forgotten. Tables of open rounds, which hold no figure, are found anew.
  absl::StatusOr<RegionTable> Find(const State& state, const RoundReference& reference,
                                   LogSize as_of, const PartReader& every_part);

 private:
  LogSize size_{0};
  std::map<std::pair<std::string, std::string>, RegionTable> closed_;  // by collection and round
};

}  // namespace lontar::fold
