#pragma once
// A collection's figures, or their structure, as one file: what `lontar export` makes of a hub's, a
// node's or a mirror's log, and the hub of a request.
//
// Bounded memory: one group of cells, and what the format needs to know beforehand. Pure, any
// thread.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/fold/result_json.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/sdmx/sdg_view.h"
#include "core/sdmx/stream.h"

namespace lontar::sdmx {

struct ExportOptions {
  std::string collection;  // empty: the only one
  std::string member;      // empty: all
  std::string indicator;   // id or code; empty: all
  std::optional<base::LogSize> as_of;
  std::string format = "csv-2.1";  // one of ExportFormats()
  bool is_structure = false;       // the structure instead of the figures
  std::string labels = "id";       // csv: id, name, both
  std::string keys = "none";       // csv 2.x: none, obs, series, both
  std::string time = "original";   // csv: original, normalized
  std::string agency;              // who maintains the structure: "ASEC"
  std::string separator = ",";     // csv-excel
  std::string decimal = ".";       // csv-excel
  std::string view;                // empty: the collection's own structure; else kSdgView
};

// "csv-2.1", …: of figures, or of structures.
std::vector<std::string> ExportFormats(bool is_structure);

// The log, held for as long as `work` runs: a daemon takes its lock. A reader lets go between two
// pieces of work; what it asks for, it asks as of one size.
struct LogView {
  const fold::State& state;
  const fold::PartReader& parts;
};
using LogAccess =
    std::function<absl::Status(const std::function<absl::Status(const LogView& view)>& work)>;

struct ExportSummary {
  std::string notice;
  std::string collection;
  std::string catalogue_version;
  std::string format;
  bool is_structure = false;
  std::string structure;  // "ASEC:ASEAN_CHILD_LABOUR(2025.1.0)"
  base::LogSize size;
  uint64_t observations = 0;
  uint64_t with_value = 0;
  uint64_t disputed = 0;
  uint64_t left_out = 0;
  uint64_t unreadable_blocks = 0;
  std::string view;                    // as asked for
  std::vector<NotInView> not_in_view;  // of a view: what has no place in it
};

// InvalidArgument with EXPORT_OPTION: an option that is none, or that the format does not have;
// SIZE_UNKNOWN; INDICATOR_UNKNOWN. FailedPrecondition with CATALOGUE_ABSENT. The errors of
// fold::FindRound for a collection that is not there, of the writers, and of `sink`.
absl::StatusOr<ExportSummary> Export(const ExportOptions& options, const LogAccess& log,
                                     absl::Time now, const ByteSink& sink);

// OK if the options fit one another; the errors of Export without a log.
absl::Status CheckExport(const ExportOptions& options);

}  // namespace lontar::sdmx
