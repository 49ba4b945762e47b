#pragma once
// SDMX-JSON data out: 1.0 of the 2.1 generation, 2.0 and 2.1 of the 3.x generation. Values are
// texts, since OBS_VALUE is a Decimal: no digit is lost. With series, or flat where the head says
// so: then `observations` stands in the data set, and its ids are made of all dimensions.
//
// Source: SDMX-JSON 1.0.0, 2.0.0, 2.1.0. A message begins with what occurs in it: take a survey of
// the same observations first.

#include <memory>

#include "core/sdmx/message_head.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"
#include "core/sdmx/survey.h"

namespace lontar::sdmx {

enum class JsonData { k10, k20, k21 };

// True if the survey must hold the texts of attributes too: 1.0 writes all of them as indexes.
inline bool NeedsTexts(JsonData form) { return form == JsonData::k10; }

// What a message is made of; all of it must outlive the writer.
struct JsonMessage {
  const Structure& structure;
  const Survey& survey;
  MessageHead head;
  JsonData form = JsonData::k21;
};

// Aborted with SURVEY_DIFFERS where an observation
// has what the survey has not seen: the source gave something else the second time.
std::unique_ptr<ObservationSink> MakeJsonWriter(const JsonMessage& message, ByteSink sink);

// "2016-Q3" begins at 2016-07-01T00:00:00Z and ends at 2016-09-30T23:59:59Z. Empty texts for what
// is no period.
struct PeriodBounds {
  std::string start;
  std::string end;
};
PeriodBounds BoundsOf(absl::string_view period);

}  // namespace lontar::sdmx
