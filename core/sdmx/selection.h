#pragma once
// Which observations of a stream are asked for, and how much is said of each.
//
// Source: SDMX REST 2.2 (keys, component filters) and 1.5 (periods, providers). Pure. A Selector is
// of one thread.

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

enum class Op { kEq, kNe, kLt, kLe, kGt, kGe, kContains, kContainsNot, kStartsWith, kEndsWith };

struct Term {
  Op op = Op::kEq;
  std::string value;
  friend bool operator==(const Term&, const Term&) = default;
};

// Holds where all terms of one of its alternatives hold.
struct ComponentFilter {
  std::string component;
  std::vector<std::vector<Term>> any;
  friend bool operator==(const ComponentFilter&, const ComponentFilter&) = default;
};

// For each position of the key the codes that it may have; none: any. Positions at the end may be
// missing.
using KeyPattern = std::vector<std::vector<std::string>>;

// A component's id; "*": all dimensions, "series_key": those that make a series.
struct SortTerm {
  std::string component;
  bool is_descending = false;
  friend bool operator==(const SortTerm&, const SortTerm&) = default;
};

struct Selection {
  std::vector<KeyPattern> keys;          // one of them; none: all
  std::vector<ComponentFilter> filters;  // all of them
  // One of them: the code of an office, or of a member, whose figures are all of its offices'.
  std::vector<std::string> providers;
  std::optional<uint64_t> first, last;  // so many of each series
  uint64_t offset = 0;
  std::optional<uint64_t> limit;
  bool is_series_only = false;  // each series once, without its observations
  bool has_values = true;
  std::optional<std::vector<std::string>> attributes;  // ids; nothing: all
  // What decides first stands first; none: as the stream has it. A Selector sorts nothing
  // (sort_order.h).
  std::vector<SortTerm> sort;
};

// InvalidArgument with SDMX_QUERY: a component that the structure does not have, a key of more
// positions than it has dimensions, a value that cannot be compared so.
absl::Status CheckSelection(const Selection& selection, const Structure& structure);

// The structure as far as its attributes are asked for; what a writer of the selection's
// observations is given.
Structure StructureOfSelection(const Selection& selection, const Structure& structure);

// The codes that the dimension may have at all; nothing where the keys and filters leave it open.
// More may be left than what really fits.
std::optional<std::vector<std::string>> CodesAskedFor(const Selection& selection,
                                                      const Structure& structure,
                                                      absl::string_view dimension);

// Whether an observation is asked for. Both must outlive it; the selection has passed its check.
class Matcher {
 public:
  Matcher(const Selection& selection, const Structure& structure);
  ~Matcher();
  // `free` is the place of a dimension that may have any code; the number of dimensions is time's
  // place; -1: none.
  bool Matches(const Observation& observation, int free = -1) const;

 private:
  struct Filter;
  bool FitsKeys(const Observation& observation, int free) const;
  bool FitsProviders(const Observation& observation) const;

  const Selection& selection_;
  std::vector<Filter> filters_;
  int provider_place_;
  int area_place_;
};

// Hands on what is asked for. Both must outlive it, and `next` too; the selection has passed its
// check. Deletions count as observations like others.
class Selector : public ObservationSink {
 public:
  Selector(const Selection& selection, const Structure& structure, ObservationSink* next);

  absl::Status Begin() override { return next_->Begin(); }
  absl::Status Observe(const Observation& observation) override;
  absl::Status End() override;

  // True where nothing more will be handed on.
  bool is_full() const { return selection_.limit && handed_on_ >= *selection_.limit; }

 private:
  absl::Status EndSeries();
  absl::Status Keep(const Observation& observation);
  absl::Status HandOn(const Observation& observation);

  const Selection& selection_;
  const Matcher matcher_;
  ObservationSink* next_;
  std::vector<bool> kept_attributes_;
  std::vector<std::string> key_;
  bool is_deleted_ = false;
  size_t edition_ = 0;
  uint64_t in_series_ = 0;
  std::deque<Observation> last_;
  uint64_t seen_ = 0;
  uint64_t handed_on_ = 0;
};

}  // namespace lontar::sdmx
