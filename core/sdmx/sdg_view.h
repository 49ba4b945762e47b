#pragma once
// A collection's observations as SDG 8.7.1 of the United Nations has them: a projection, which adds
// nothing and leaves out what is not the same, counted by reason.
//
// What is the same follows from the catalogue's cross references to IAEG-SDGs: the codes with which
// a measure is a series there (concept EA: SL_TLF_CHLDEA). Source: sdmx reference, section 12
// (structure of version 1.26, export rule); domain brief, section 7 (age bands of 8.7.1). One
// thread.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

inline constexpr absl::string_view kSdgView = "sdg-8.7.1";

// IAEG-SDGs:SDG(1.26) with dataflow DF_SDG_GLH, as far as 8.7.1 of the members has its codes. `own`
// is the collection's structure, with the members.
Structure SdgStructure(const catalogue::Catalogue& catalogue, const Structure& own);

// The indicators with a measure that is the same as a series of 8.7.1, by id.
std::vector<std::string> SdgIndicators(const catalogue::Catalogue& catalogue);

// Figures of those indicators that have no place in the view.
struct NotInView {
  std::string member;
  std::string indicator;  // the code in INDICATOR
  std::string reason;     // a sentence
  uint64_t figures = 0;
  std::string first_period, last_period;  // in the order of texts
};

// Takes observations of the collection's own structure and passes on those that the view has.
class SdgView : public ObservationSink {
 public:
  // `own` and `next` must outlive it.
  SdgView(const catalogue::Catalogue& catalogue, const Structure& own, ObservationSink* next);

  absl::Status Begin() override { return next_->Begin(); }
  absl::Status Observe(const Observation& observation) override;
  absl::Status End() override { return next_->End(); }

  uint64_t observations() const { return observations_; }  // passed on; each has a value
  // By member, indicator and reason.
  std::vector<NotInView> not_in_view() const;

 private:
  struct Series {
    std::string code;
    std::vector<std::pair<size_t, std::string>> codes;  // of which dimensions
  };
  const Series* SeriesOf(const Observation& observation) const;
  // Empty: it is in the view.
  std::string WhyNot(const Observation& observation, const Series* series) const;
  std::string WhyNotKey(const Observation& observation, const Series& series) const;
  std::string WhyNotFigure(const Observation& observation) const;
  Observation Project(const Observation& observation, const Series& series) const;
  const std::string& Said(const Observation& observation, int attribute) const;

  const Structure& own_;
  ObservationSink* next_;
  std::map<std::string, std::vector<Series>> series_;  // by code in INDICATOR
  struct Places {
    int frequency, area, indicator, sex, age, urbanisation;
  } at_;
  struct Attributes {
    int unit, status, dispute, deviation, source, method, comment;
  } said_;
  uint64_t observations_ = 0;
  std::map<std::tuple<std::string, std::string, std::string>, NotInView> left_out_;
};

}  // namespace lontar::sdmx
