#pragma once
// A docket as lontar.docket.v1 gives it (docs/reference/json.md), read without trust in its shape:
// what is absent or of another type reads as empty. Values, any thread.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::paper {

struct LateFacts {
  bool is_late = false;
  bool has_figures = false;
  bool has_narrative = false;
  std::string answer;
  std::string reason;
};

struct KindFacts {
  std::string name;
  std::string figures;
};

// What the figures that count say of themselves.
struct FiguresFacts {
  std::string with_number, held_back, as_specified, provisional, estimated;
  uint64_t unreadable_blocks = 0;
  std::vector<KindFacts> deviations;
  std::vector<std::string> ages, concepts, definitions, sources;
  std::string definitions_unlisted, sources_unlisted;
};

struct AnswerFacts {
  std::string member, state, reason, base_year, disputed;
  bool is_held_back_only = false;
  bool is_on_behalf = false;
  bool is_outside_year_rule = false;
  std::vector<std::string> providers, periods;
  LateFacts late;
  bool is_counted_late = false;  // by what evaluation 1 left out
  bool has_figures = false;
  FiguresFacts figures;
};

struct EvidenceFacts {
  std::string member, provider, measure, period;
  bool is_on_behalf = false;
  bool is_inside_year_rule = false;
  std::string with_number, held_back, missing, as_specified;
};

struct LineFacts {
  std::string code, id, name, short_name, definition, age;
  std::string count, as_specified, without_held_back;
  bool is_guess = false;
  bool is_met = false;
  std::vector<std::string> options;
  // Of members with whom it is being clarified, and the days on which they were asked.
  uint64_t clarified_members = 0;
  std::vector<std::string> clarified_dates;
  std::vector<AnswerFacts> members;
  std::vector<EvidenceFacts> evidence;  // of those below
};

struct DisputeFacts {
  std::string member, indicator, measure, period, reason;
  std::map<std::string, std::string> dimensions;
};

struct ChangeFacts {
  std::string code, member, before, after;
};
struct EditionFacts {
  std::string number, log_size;
  std::vector<ChangeFacts> changes;
};

struct CloseFacts {
  std::string index;
  std::vector<std::string> except_members;
};

struct DecisionFacts {
  std::string indicator;  // stable id
  std::string from, to, meeting, date, document, reason;
  std::string evaluation;  // of the round; empty: it is not said
};

// A later evaluation of the round.
struct EvaluationFacts {
  std::string number, index, day, reason;
};

struct DocketFacts {
  std::string notice, led_by, collection, collection_name, catalogue_version, round, title, list;
  std::string target, tie, from, to, membership_date, cut_off, counts, log_size, root, origin;
  uint64_t threshold = 0;
  std::vector<std::string> what_if;
  std::vector<std::string> members;  // in their fixed order
  std::map<std::string, std::string> names;
  std::vector<CloseFacts> closes;
  std::map<std::string, std::string> extensions;  // by member: its own cut-off
  std::vector<DecisionFacts> decisions;
  std::string evaluation;                    // which one this is; empty of an earlier program's
  std::vector<EvaluationFacts> evaluations;  // those behind the first
  std::string edition;                       // empty while the round is open, and of a what-if
  std::vector<EditionFacts> editions;
  std::vector<LineFacts> lines;
  std::vector<DisputeFacts> disputed;
  uint64_t unreadable_blocks = 0;
};

// "2 members"; empty where nothing is being clarified.
std::string ClarifiedWords(const LineFacts& line);

// InvalidArgument with DOCKET_UNREADABLE for what is no docket of this schema.
absl::StatusOr<DocketFacts> ReadDocket(absl::string_view json);

}  // namespace lontar::paper
