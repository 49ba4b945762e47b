#include "core/sdmx/sorted_figures.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/observation/decimal.h"
#include "core/sdmx/time_value.h"

namespace lontar::sdmx {
namespace {

using Of = SortOrder::Of;

// Rows above what is kept before the last ones are dropped: seldom, and so cheaply.
constexpr size_t kSlackRows = 1024;
// A text's share of table and list, beside its bytes.
constexpr size_t kTextOverheadBytes = 96;

int Sign(int order) { return (order > 0) - (order < 0); }

// Of texts that are numbers; what is none, or not stated, comes before them all.
int CompareNumbers(const std::string& a, const std::string& b) {
  const auto first = observation::ParseDecimal(a);
  const auto second = observation::ParseDecimal(b);
  if (first.ok() != second.ok()) return first.ok() ? 1 : -1;
  if (!first.ok()) return Sign(a.compare(b));
  return Sign(observation::Compare(*first, *second));
}

int32_t DayNumber(absl::CivilDay day) {
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}

}  // namespace

SortedFigures::SortedFigures(SortOrder order, std::optional<uint64_t> keep, size_t bytes_max)
    : order_(std::move(order)), keep_(keep), bytes_max_(bytes_max) {}

uint32_t SortedFigures::TextPlace(const std::string& text) {
  const auto [at, is_new] = places_.try_emplace(text, static_cast<uint32_t>(texts_.size()));
  if (is_new) {
    texts_.push_back(&at->first);
    text_bytes_ += text.size() + kTextOverheadBytes;
  }
  return at->second;
}

const std::string& SortedFigures::TextAt(const Row& row, size_t cell) const {
  return *texts_[cells_[row.slot * stride_ + cell]];
}

// A period that begins earlier is earlier; of two that begin together the one that ends first.
int SortedFigures::CompareTimes(const Row& a, const Row& b) {
  if (a.first_day != b.first_day) return a.first_day < b.first_day ? -1 : 1;
  if (a.last_day != b.last_day) return a.last_day < b.last_day ? -1 : 1;
  return 0;
}

int SortedFigures::Compare(const SortOrder::Step& step, const Row& a, const Row& b) const {
  if (step.of == Of::kTime) return CompareTimes(a, b);
  const size_t cell = step.of == Of::kDimension ? step.place : dimensions_ + 2 + step.place;
  const std::string& first = TextAt(a, cell);
  const std::string& second = TextAt(b, cell);
  return step.is_number ? CompareNumbers(first, second) : Sign(first.compare(second));
}

bool SortedFigures::IsBefore(const Row& a, const Row& b) const {
  if (a.data_set != b.data_set) return a.data_set < b.data_set;
  for (const SortOrder::Step& step : order_.steps()) {
    const int order = Compare(step, a, b);
    if (order != 0) return step.is_descending ? order > 0 : order < 0;
  }
  return a.arrival < b.arrival;
}

size_t SortedFigures::BytesHeld() const {
  return text_bytes_ + rows_.capacity() * sizeof(Row) + cells_.capacity() * sizeof(uint32_t);
}

void SortedFigures::Fill(const Observation& observation, Row* row) {
  row->slot = static_cast<uint32_t>(cells_.size() / stride_);
  for (const std::string& code : observation.key) cells_.push_back(TextPlace(code));
  cells_.push_back(TextPlace(observation.period));
  cells_.push_back(TextPlace(observation.value));
  for (const std::string& text : observation.attributes) cells_.push_back(TextPlace(text));
}

absl::Status SortedFigures::Observe(const Observation& observation) {
  if (stride_ == 0) {
    dimensions_ = observation.key.size();
    stride_ = dimensions_ + 2 + observation.attributes.size();
  }
  if (observation.is_deleted != is_deleted_ || observation.edition != edition_) ++data_set_;
  is_deleted_ = observation.is_deleted;
  edition_ = observation.edition;
  Row row;
  row.data_set = data_set_;
  row.arrival = seen_++;
  row.is_deleted = is_deleted_;
  row.edition = static_cast<uint32_t>(edition_);
  if (const auto days = TimeBoundsOf(observation.period)) {
    row.first_day = DayNumber(days->first);
    row.last_day = DayNumber(days->last);
  }
  Fill(observation, &row);
  rows_.push_back(row);
  // A drop touches all that is kept: between two of them a fifth of it has come.
  const bool is_many = keep_ && rows_.size() > kSlackRows && rows_.size() / 2 > *keep_;
  const bool is_worth_it = keep_ && rows_.size() > *keep_ && rows_.size() - *keep_ > *keep_ / 4;
  if (is_many || (is_worth_it && BytesHeld() > bytes_max_)) DropAllBut(*keep_);
  if (BytesHeld() <= bytes_max_) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kOutOfRange, "SDMX_TOO_LARGE",
      absl::StrCat("these figures take more than ", bytes_max_ >> 20,
                   " MiB to be sorted; ask for fewer members, indicators or periods, or leave sort "
                   "out: they come by member, indicator, key and time then"));
}

// The texts of those that go, go too: `places` holds them until the others are found again.
void SortedFigures::DropAllBut(size_t keep) {
  const auto before = [this](const Row& a, const Row& b) { return IsBefore(a, b); };
  const auto end = rows_.begin() + static_cast<ptrdiff_t>(keep);
  std::nth_element(rows_.begin(), end, rows_.end(), before);
  rows_.erase(end, rows_.end());
  const auto places = std::exchange(places_, {});
  const auto texts = std::exchange(texts_, {});
  const auto cells = std::exchange(cells_, {});
  text_bytes_ = 0;
  for (Row& row : rows_) {
    const size_t from = row.slot * stride_;
    row.slot = static_cast<uint32_t>(cells_.size() / stride_);
    for (size_t i = from; i < from + stride_; ++i) cells_.push_back(TextPlace(*texts[cells[i]]));
  }
}

absl::Status SortedFigures::End() {
  if (keep_ && rows_.size() > *keep_) DropAllBut(*keep_);
  std::ranges::sort(rows_, [this](const Row& a, const Row& b) { return IsBefore(a, b); });
  return absl::OkStatus();
}

Observation SortedFigures::At(size_t place) const {
  const Row& row = rows_[place];
  Observation observation;
  for (size_t i = 0; i < dimensions_; ++i) observation.key.push_back(TextAt(row, i));
  observation.period = TextAt(row, dimensions_);
  observation.value = TextAt(row, dimensions_ + 1);
  for (size_t i = dimensions_ + 2; i < stride_; ++i) {
    observation.attributes.push_back(TextAt(row, i));
  }
  observation.is_deleted = row.is_deleted;
  observation.edition = row.edition;
  return observation;
}

}  // namespace lontar::sdmx
