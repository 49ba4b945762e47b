#pragma once
// What a provider has said in words and has not said otherwise since.

#include <map>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"

namespace lontar::node {

struct Speaker {
  std::string collection;
  std::string member;
  std::string provider;
};

struct SpokenWords {
  std::string text;
  std::string round;     // that the report names; may be empty
  base::LogIndex index;  // of the report
};

// By indicator the provider's words in the report that was accepted last (the log's order; links
// supersede blocks and not words). Justifications, withdrawals and letters are none. What cannot be
// read is left out.
std::map<std::string, SpokenWords> LiveWords(const fold::State& state,
                                             const fold::PartReader& parts, const Speaker& speaker);

// Whether the words answer for a round: their report names it, or stands behind its opening. An
// empty round is answered by whatever stands.
bool AnswersFor(const SpokenWords& words, const fold::State& state, absl::string_view collection,
                absl::string_view round);

// The indicators of which a report says something in words of its provider: neither justifications
// of warnings nor the note of a withdrawal. A part that cannot be read here counts as words.
std::set<std::string> IndicatorsInWords(const observation::Report& report,
                                        const fold::PartReader& parts);

}  // namespace lontar::node
