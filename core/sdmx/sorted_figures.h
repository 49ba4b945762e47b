#pragma once
// The figures of one answer in another order than the stream's.
//
// Holds them all, each distinct text once, or as many as are asked for from the beginning; never
// more than kSortedBytesMax. One thread until End; then any.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "core/base/limits.h"
#include "core/sdmx/sort_order.h"
#include "core/sdmx/stream.h"

namespace lontar::sdmx {

class SortedFigures : public ObservationSink {
 public:
  // The first `keep` in that order, with data sets after one another; nothing: all. `bytes_max` is
  // another in tests only.
  SortedFigures(SortOrder order, std::optional<uint64_t> keep,
                size_t bytes_max = base::kSortedBytesMax);

  absl::Status Begin() override { return absl::OkStatus(); }
  // OutOfRange with SDMX_TOO_LARGE: they do not fit.
  absl::Status Observe(const Observation& observation) override;
  absl::Status End() override;

  // After End.
  size_t size() const { return rows_.size(); }
  // As it was observed, but for its places in the log.
  Observation At(size_t place) const;

 private:
  struct Row {
    uint64_t arrival = 0;
    uint32_t data_set = 0;  // the figures of each stand together
    uint32_t slot = 0;      // of its texts in cells_
    uint32_t edition = 0;
    int32_t first_day = 0;  // of its period, from 1970 on
    int32_t last_day = 0;
    bool is_deleted = false;
  };

  uint32_t TextPlace(const std::string& text);
  const std::string& TextAt(const Row& row, size_t cell) const;
  static int CompareTimes(const Row& a, const Row& b);
  int Compare(const SortOrder::Step& step, const Row& a, const Row& b) const;
  bool IsBefore(const Row& a, const Row& b) const;
  void Fill(const Observation& observation, Row* row);
  void DropAllBut(size_t keep);
  size_t BytesHeld() const;

  const SortOrder order_;
  const std::optional<uint64_t> keep_;
  const size_t bytes_max_;
  size_t dimensions_ = 0;
  size_t stride_ = 0;  // cells of a row: the key, the period, the value, the attributes
  std::vector<Row> rows_;
  std::vector<uint32_t> cells_;            // places in texts_
  std::vector<const std::string*> texts_;  // keys of places_
  std::unordered_map<std::string, uint32_t> places_;
  size_t text_bytes_ = 0;
  uint64_t seen_ = 0;
  uint32_t data_set_ = 0;
  bool is_deleted_ = false;
  size_t edition_ = 0;
};

}  // namespace lontar::sdmx
