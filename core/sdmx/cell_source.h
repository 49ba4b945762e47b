#pragma once
// The current cells of a log as observations of the collection's structure.
//
// What is held back is never written: an observation has a value only where its status has a number
// and its confidentiality is F. A disputed cell has no value, status X and the reason in DISPUTE;
// its candidates are shown by `lontar cells`. Source: docs/formats/sdmx.md. Any thread.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/merge.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure_of.h"

namespace lontar::sdmx {

// A figure that is a member's baseline: member, indicator, measure, year.
struct BaselineYear {
  std::string member;
  std::string indicator;
  std::string measure;
  int year = 0;
  friend auto operator<=>(const BaselineYear&, const BaselineYear&) = default;
};

// Turns cells into observations. The catalogue and the structure must outlive it.
class CellTranslator {
 public:
  CellTranslator(const catalogue::Catalogue& catalogue, const Structure& structure,
                 std::set<BaselineYear> baselines = {});

  // Sends the cells of one (member, indicator, measure) ordered by key and time. Cells of an
  // indicator or measure that the catalogue does not have any more are left out and counted.
  absl::Status Send(const std::vector<fold::Cell>& cells, ObservationSink& sink);
  int left_out() const { return left_out_; }

 private:
  struct IndicatorPlan;
  const IndicatorPlan* PlanFor(const fold::Cell& cell);
  std::vector<std::string> KeyOf(const fold::Cell& cell, const IndicatorPlan& plan) const;
  Observation Translate(const fold::Cell& cell, const IndicatorPlan& plan) const;
  void FillStated(const fold::CellCandidate& stated, Observation* observation) const;
  void Set(int attribute, std::string text, Observation* observation) const;

  const catalogue::Catalogue& catalogue_;
  const Structure& structure_;
  const KeyPlan key_plan_;
  const std::set<BaselineYear> baselines_;
  struct AttributePlaces {
    int unit, multiplier, status, confidentiality, provider, definition, baseline, dispute,
        deviation, source, method, comment, on_behalf, submission, index;
  };
  AttributePlaces at_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const IndicatorPlan>> plans_;
  int left_out_ = 0;
};

// Gives the next group of cells, as fold::NextCells does; a daemon takes its lock for one call.
using CellReader = std::function<absl::StatusOr<fold::MergedCells>(fold::CellWalk*)>;

struct SentCells {
  uint64_t observations = 0;
  uint64_t with_value = 0;
  uint64_t disputed = 0;
  uint64_t left_out = 0;           // of an indicator that the catalogue does not have any more
  uint64_t unreadable_blocks = 0;  // live, but their part is not at hand
};

// Everything of the walk into the sink, Begin and End included.
absl::StatusOr<SentCells> SendCells(const CellReader& reader, fold::CellWalk walk,
                                    CellTranslator& translator, ObservationSink& sink);

// "2016-Q3" is quarterly: the code of a period in FREQ.
std::string FrequencyOf(absl::string_view period);

}  // namespace lontar::sdmx
