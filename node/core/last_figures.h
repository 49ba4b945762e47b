#pragma once
// What a provider reported in an earlier round, to stand in grey in its next workbook; and the
// words that it has said last, of whatever round.
//
// The provider's own figures only, as they counted in that round, of each cell the latest. Nothing
// that is held back or confidential is among them. Pure but for the reader given.

#include <string>

#include "absl/status/statusor.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"

namespace lontar::node {

struct LastFiguresQuestion {
  std::string collection;  // empty: the only one
  std::string round;       // empty: the one opened last
  std::string provider;
};

struct LastFiguresSources {
  const fold::State* ahead = nullptr;
  fold::PartReader parts;  // a part that is lost is left out, and counted
  std::string member;
};

// Schema lontar.last-figures.v1. The errors of FindRound; DataLoss: a part's bytes are no part.
absl::StatusOr<std::string> LastFiguresJson(const LastFiguresSources& sources,
                                            const LastFiguresQuestion& question);

}  // namespace lontar::node
