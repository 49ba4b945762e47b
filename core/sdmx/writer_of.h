#pragma once
// The writers of SDMX by the names that their formats have here: "csv-2.1", "ml-2.1-generic", …
//
// Pure. A writer is of one thread.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/sdmx/message_head.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure_share.h"
#include "core/sdmx/survey.h"

namespace lontar::sdmx {

// How figures are to be written; what of it is no matter of the format is left alone.
struct Writing {
  std::string format;
  std::string labels = "id";      // csv: id, name, both
  std::string keys = "none";      // csv 2.x: none, obs, series, both
  std::string time = "original";  // csv: original, normalized
};

// True if it begins with what occurs, so that a survey must be taken first.
bool NeedsSurvey(const Writing& writing);
// The survey that it needs.
Survey MakeSurvey(const Writing& writing, const Structure& structure);

// `survey` may be null where none is needed. It and the structure must outlive the writer. The
// format is one of ExportFormats, but for xlsx and csv-excel.
struct WriterParts {
  const Structure& structure;
  const Survey* survey = nullptr;
  MessageHead head;
};
std::unique_ptr<ObservationSink> MakeDataWriter(const Writing& writing, const WriterParts& parts,
                                                const ByteSink& sink);

// A structure message: ml-2.1, ml-3.0, json-1.0, json-2.0, json-2.1.
std::string StructureText(const std::vector<StructureShare>& shares, const MessageHead& head,
                          absl::string_view format);

}  // namespace lontar::sdmx
