#pragma once
// What occurs among the figures that a query asks for: the answer of an availability query.
//
// Source: SDMX REST 2.2, availability. One thread.

#include <set>
#include <string>
#include <vector>

#include "core/sdmx/selection.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"
#include "core/sdmx/structure_share.h"
#include "hub/rest/query.h"

namespace lontar::hub::rest {

class OccurrenceSink : public sdmx::ObservationSink {
 public:
  // Both must outlive it. With kAvailable the codes of a dimension are those that would be found
  // without what is asked of that dimension itself.
  OccurrenceSink(const sdmx::Selection& selection, const sdmx::Structure& structure,
                 AvailabilityMode mode);

  absl::Status Begin() override { return absl::OkStatus(); }
  absl::Status Observe(const sdmx::Observation& observation) override;
  absl::Status End() override { return absl::OkStatus(); }

  // Of the components that are named; all where none is.
  sdmx::Constraint Found(const std::vector<std::string>& components) const;

 private:
  void Insert(const sdmx::Observation& observation, size_t dimension);

  const sdmx::Structure& structure_;
  const sdmx::Matcher matcher_;
  const AvailabilityMode mode_;
  std::vector<std::set<std::string>> codes_;  // by dimension
  std::set<std::string> periods_;
  std::vector<std::string> key_;
  uint64_t series_ = 0;
  uint64_t observations_ = 0;
};

// The structure with this constraint alone, and the lists of the dimensions that it names with the
// codes that occur and those above them.
sdmx::Structure ReducedTo(const sdmx::Constraint& found, const sdmx::Structure& structure);

// The constraint, and what of these types comes along: of code lists those of its dimensions.
sdmx::StructureShare ShareOf(const sdmx::Structure& reduced,
                             const std::vector<ArtefactType>& references);

}  // namespace lontar::hub::rest
