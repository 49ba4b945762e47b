#include "core/sdmx/writer_of.h"

#include "absl/strings/match.h"
#include "core/sdmx/data_csv.h"
#include "core/sdmx/data_json.h"
#include "core/sdmx/data_ml.h"
#include "core/sdmx/structure_json.h"
#include "core/sdmx/structure_ml.h"

namespace lontar::sdmx {
namespace {

bool IsJsonFormat(absl::string_view format) { return absl::StartsWith(format, "json-"); }

CsvOptions CsvOptionsOf(const Writing& writing, const Survey* survey) {
  CsvOptions csv;
  csv.version = writing.format == "csv-1.0"   ? CsvVersion::k10
                : writing.format == "csv-2.0" ? CsvVersion::k20
                                              : CsvVersion::k21;
  csv.labels = writing.labels == "both"   ? CsvLabels::kBoth
               : writing.labels == "name" ? CsvLabels::kName
                                          : CsvLabels::kId;
  csv.keys = writing.keys == "both"     ? CsvKeys::kBoth
             : writing.keys == "obs"    ? CsvKeys::kObs
             : writing.keys == "series" ? CsvKeys::kSeries
                                        : CsvKeys::kNone;
  if (survey != nullptr) {
    csv.time = survey->has_parts_of_years() ? CsvTime::kMonths : CsvTime::kYears;
  }
  return csv;
}

}  // namespace

bool NeedsSurvey(const Writing& writing) {
  return IsJsonFormat(writing.format) || writing.time == "normalized";
}

Survey MakeSurvey(const Writing& writing, const Structure& structure) {
  return Survey(structure, writing.format == "json-1.0");
}

std::unique_ptr<ObservationSink> MakeDataWriter(const Writing& writing, const WriterParts& parts,
                                                const ByteSink& sink) {
  const std::string& format = writing.format;
  if (absl::StartsWith(format, "csv-")) {
    const Survey* survey = NeedsSurvey(writing) ? parts.survey : nullptr;
    return MakeCsvWriter(parts.structure, CsvOptionsOf(writing, survey), sink);
  }
  if (IsJsonFormat(format)) {
    const JsonData form = format == "json-1.0"   ? JsonData::k10
                          : format == "json-2.0" ? JsonData::k20
                                                 : JsonData::k21;
    return MakeJsonWriter({parts.structure, *parts.survey, parts.head, form}, sink);
  }
  const MlData form = format == "ml-2.1"           ? MlData::kSpecific21
                      : format == "ml-2.1-generic" ? MlData::kGeneric21
                                                   : MlData::kSpecific30;
  return MakeMlWriter(parts.structure, parts.head, form, sink);
}

std::string StructureText(const std::vector<StructureShare>& shares, const MessageHead& head,
                          absl::string_view format) {
  if (format == "ml-2.1") return StructureMl(shares, head, MlStructure::k21);
  if (format == "ml-3.0") return StructureMl(shares, head, MlStructure::k30);
  return StructureJson(shares, head,
                       format == "json-1.0"   ? JsonStructure::k10
                       : format == "json-2.0" ? JsonStructure::k20
                                              : JsonStructure::k21);
}

}  // namespace lontar::sdmx
