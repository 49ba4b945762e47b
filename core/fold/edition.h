#pragma once
// The editions of a round's docket, and what each of them changed.
//
// Edition 1 is the docket at the round's first close, or at the entry that has it counted again:
// each evaluation numbers its own. Each later size of the log at which a
// member's answer to an indicator reads otherwise (answer_state.h) begins the next one. From
// reports, returns and acts alone, so that every holder of the log numbers them alike. Pure,
// deterministic, any thread.

#include <string>
#include <vector>

#include "core/fold/answer_state.h"

namespace lontar::fold {

struct EditionChange {
  std::string indicator;  // stable id
  std::string member;
  std::string before;  // in words; empty: it was no member of the round
  std::string after;
};

struct Edition {
  LogSize size;                        // the first with this content
  std::vector<EditionChange> changes;  // by indicator and member in their order; none in the first
};

// The editions up to `as_of`, edition n at place n - 1. None while the round is open.
std::vector<Edition> ListEditions(const State& state, const RoundReference& reference,
                                  LogSize as_of);

}  // namespace lontar::fold
