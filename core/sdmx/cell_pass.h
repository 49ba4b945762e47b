#pragma once
// The figures of a collection in one reader's view, a group at a time: for an answer that is made
// while it is sent.
//
// What the reader may not see is not read for it (core/fold/visibility.h), so neither a count nor a
// code can be made of it. One thread; the log is held for one group.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/visibility.h"
#include "core/sdmx/cell_source.h"
#include "core/sdmx/export.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

// All figures as they were at a size of the log.
struct Edition {
  base::LogSize size;
  std::set<BaselineYear> baselines;
};

// What the figures are made of; it stands by itself.
struct CellPlan {
  fold::Viewer viewer;
  std::string collection;
  std::vector<std::string> members;  // ascending; see VisibleMembers
  base::LogSize size;
  // Only what is another than at this size: what went first, then what came.
  std::optional<base::LogSize> since;
  std::shared_ptr<const catalogue::Catalogue> catalogue;
  Structure structure;
  std::set<BaselineYear> baselines;
  // Instead of the figures at `size`: those of each edition, one after another.
  std::vector<Edition> editions = {};
};

// The members of whom the viewer may see any part, ascending.
std::vector<std::string> VisibleMembers(const fold::Viewer& viewer, const fold::State& state,
                                        const fold::CollectionRecord& collection);

class CellPass {
 public:
  // Both must outlive it.
  CellPass(const CellPlan* plan, const LogAccess* log);

  // Sends the figures of the next group, in the order of cell_source.h; false: none were left.
  // Begin and End are the caller's. The errors of fold::NextCells and of the sink.
  absl::StatusOr<bool> Next(ObservationSink& sink);
  // The whole of it, Begin and End included.
  absl::Status SendAll(ObservationSink& sink);

 private:
  bool BeginNext();
  void BeginEdition();
  absl::Status ReadGroup(std::vector<fold::Cell>* now, std::vector<fold::Cell>* then);
  absl::Status SendChanges(const std::vector<fold::Cell>& now, const std::vector<fold::Cell>& then,
                           ObservationSink& sink);

  const CellPlan* plan_;
  const LogAccess* log_;
  std::optional<CellTranslator> translator_;
  size_t edition_ = 0;
  size_t next_member_ = 0;
  bool is_of_deletions_;
  std::optional<fold::CellWalk> walk_;
};

}  // namespace lontar::sdmx
