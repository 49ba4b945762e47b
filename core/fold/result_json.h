#pragma once
// Results as the JSON that scripts rely on: docs/reference/json.md. One writer for hub, node, audit
// and command line.
//
// Decimals are text, indexes and sizes are numbers, keys stand in alphabetical order. Fields are
// added, never changed.

#include <string>

#include "core/fold/docket.h"
#include "core/fold/history.h"
#include "core/fold/merge.h"
#include "core/fold/questions_json.h"
#include "core/fold/region.h"
#include "core/fold/threshold.h"
#include "core/fold/what_if.h"

namespace lontar::fold {

// Schema lontar.threshold.v1.
std::string ThresholdJson(const ThresholdTable& table, const std::vector<BaselineValue>& baselines);
// Schema lontar.docket.v1.
std::string DocketJson(const Docket& docket);
// What of it stands on every indicator of the list, and on the round: an object of the fields that
// DocketJson takes over.
std::string DocketLinesJson(const Docket& docket);

// Where a list of cells is from.
struct CellsContext {
  std::string notice;
  std::string collection;
  LogSize size;
  base::Hash root;
};
// Schema lontar.cells.v1.
std::string CellsJson(const CellsContext& context, const catalogue::Catalogue* catalogue,
                      const MergedCells& cells);
// The same schema, each cell with its `history`; cells of which nothing stands any more have the
// state "past".
std::string HistoryJson(const CellsContext& context, const catalogue::Catalogue* catalogue,
                        const CellHistories& histories);

// What is asked of a log, by hub, node or a mirror.
struct Question {
  // "threshold", "docket", "coverage", "returns", "cells", "deviations", "decisions", "progress",
  // "questions", "region", "releases", "calendar"
  std::string subject;
  std::string collection;  // empty: the only one; calendar: all
  std::string round;       // empty: the one opened last; deviations: all that is live
  std::optional<LogSize> as_of;
  std::string member;         // cells, progress, questions
  std::string indicator;      // cells, deviations, progress, questions, region: id or code
  bool with_history = false;  // cells: all that ever stood too
  WhatIf what_if = {};        // threshold, docket: on the side, by other parameters
  // Of a round: which of its evaluations. 1: the result that stands.
  uint32_t evaluation = 1;
  // docket: only what everybody can read who holds the log, so that all get the same bytes.
  bool reports_only = false;
  std::string on = {};  // calendar: the day that it is read on, ISO; empty: nothing is overdue
  // coverage, questions: who asks. Whoever answers sets it; unset, the public does.
  Viewer viewer = {};
  SeenUpTo seen_up_to = {};  // questions
  // region: over every part that there is, whoever asks. Whoever answers sets it; unset, the parts
  // of the answer are all that there is.
  RegionFinder find_region = nullptr;
};

// The root of an earlier size.
using RootReader = std::function<absl::StatusOr<base::Hash>(LogSize)>;

// The answer as JSON. InvalidArgument with QUESTION_UNKNOWN or SIZE_UNKNOWN; the errors of
// FindRound, AsEvaluation and Suppose.
absl::StatusOr<std::string> Answer(const State& state, const Question& question,
                                   const RootReader& root, const PartReader& parts);

}  // namespace lontar::fold
