#pragma once
// In which order the figures of an answer are to stand.
//
// Source: SDMX REST 2.2, `sort`: ids of components, "*" for all dimensions as they are positioned,
// "series_key" for those that make a series. Periods go by their days, numbers by their value, all
// else by its bytes; what is not stated comes before what is. Never by the measure: members are not
// ranked (docs/formats/sdmx.md). Pure, any thread.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/sdmx/selection.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

// What the message makes of the figures.
struct SortedForm {
  bool has_series = false;  // a series' figures stand together
  bool is_flat = false;     // there are no series at all
};

class SortOrder {
 public:
  enum class Of { kDimension, kTime, kAttribute };
  struct Step {
    Of of = Of::kDimension;
    size_t place = 0;  // among the dimensions, or the attributes
    bool is_number = false;
    bool is_descending = false;
  };

  // Of what the selection asks for. InvalidArgument with SDMX_QUERY: an id that the structure does
  // not have, the measure, series_key where there are no series; in a message of series, what
  // belongs to a figure before what belongs to a series; of series alone, what belongs to a figure.
  static absl::StatusOr<SortOrder> Make(const Selection& selection, const Structure& structure,
                                        const SortedForm& form);

  // What decides first stands first; what all steps leave open is as the stream has it. With
  // series they name each dimension, so that no series is torn.
  const std::vector<Step>& steps() const { return steps_; }
  // True where the stream of figures is in this order anyway: by member; in a series, by time.
  bool is_own() const { return is_own_; }

 private:
  std::vector<Step> steps_;
  bool is_own_ = false;
};

}  // namespace lontar::sdmx
