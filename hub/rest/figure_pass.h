#pragma once
// The figures of a query in the order in which they are answered, a piece at a time: from the log,
// or where they were sorted, from what is held of them. Of this room. One thread.

#include <memory>

#include "absl/status/statusor.h"
#include "core/sdmx/cell_pass.h"
#include "core/sdmx/stream.h"
#include "hub/rest/data_answer.h"

namespace lontar::hub::rest {

class FigurePass {
 public:
  // The work must outlive it.
  explicit FigurePass(const DataWork* work);

  // Sends the next piece; false: none was left. Begin and End are the caller's. The errors of
  // sdmx::CellPass and of the sink.
  absl::StatusOr<bool> Next(sdmx::ObservationSink& sink);
  // The whole of it, Begin and End included.
  absl::Status SendAll(sdmx::ObservationSink& sink);

 private:
  const DataWork* work_;
  sdmx::CellPass cells_;
  size_t next_ = 0;  // of those that were sorted
};

// The same work with its figures in the order that is asked for; itself where the stream is in it.
// InvalidArgument with SDMX_QUERY for an order that cannot be, OutOfRange with SDMX_TOO_LARGE for
// more than are sorted at once, and the errors of sdmx::CellPass.
absl::StatusOr<std::shared_ptr<const DataWork>> Sorted(const std::shared_ptr<const DataWork>& work,
                                                       const sdmx::SortedForm& form);

}  // namespace lontar::hub::rest
