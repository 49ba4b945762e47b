#pragma once
// The catalogue of 2025, the published files and a small mapping, for the tests of this room.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/csv.h"
#include "core/formats/import.h"
#include "core/formats/mapping.h"

namespace lontar::formats {

// A test cannot go on without what these give; they throw, so that it says which and stops.
template <class T>
T Required(absl::StatusOr<T> value) {
  if (!value.ok()) throw std::runtime_error(value.status().ToString());
  return *std::move(value);
}

// What an import gave, and its counts.
struct CountedImport : ImportResult, RowCounts {};

// One table alone.
inline absl::StatusOr<CountedImport> ImportTable(const Table& table, const Mapping& mapping,
                                                 const catalogue::Catalogue& catalogue,
                                                 absl::string_view member) {
  absl::StatusOr<ImportResult> result = ImportTables({{table, mapping}}, catalogue, member);
  if (!result.ok()) return result.status();
  const RowCounts counts = CountRows(*result);
  return CountedImport{*std::move(result), counts};
}

// The findings that are no notes on how a cell was read.
inline std::vector<ImportFinding> WithoutNotes(const std::vector<ImportFinding>& findings) {
  std::vector<ImportFinding> others;
  for (const ImportFinding& finding : findings) {
    if (finding.id != "CELL_NORMALISED") others.push_back(finding);
  }
  return others;
}

inline std::string SourceFile(absl::string_view path) {
  return Required(
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/", path), base::kImportBytesMax));
}

inline std::vector<catalogue::SourceFile> CatalogueFiles2025() {
  const std::string folder = "catalogues/child-labour-2025";
  std::vector<catalogue::SourceFile> files;
  for (const std::string& name :
       Required(base::ListFolder(absl::StrCat(LONTAR_SOURCE_DIR, "/", folder)))) {
    files.push_back({.name = name, .content = SourceFile(absl::StrCat(folder, "/", name))});
  }
  return files;
}

inline catalogue::Catalogue Catalogue2025() {
  return Required(catalogue::Catalogue::Load(CatalogueFiles2025()));
}

// A1, with short names for the columns of a ministry's table.
inline constexpr absl::string_view kSmallMapping = R"(
mapping: small
file: small.csv
source: labour force survey
indicator: child-labour-5-17
take: {indicator: [A1]}
series: indicator
columns:
  member: member
  period: year
  measure: {column: measure, map: {NUMBER: number, PERCENT: proportion}}
  value: value
  unit: unit
  status: {column: status, map: {A: A, E: E, M: O, Q: Q}}
  comment: note
dimensions:
  sex: sex
  age: age
  citizenship: {constant: _T}
  urbanisation: {constant: _T}
  geo: {constant: _T}
  activity: {constant: _T}
  concept: {constant: EA}
definition: {constant: national survey of 2016}
submitted_by: {KH: KH.NIS}
)";

inline constexpr absl::string_view kSmallColumns =
    "member,indicator,year,measure,sex,age,value,unit,status,note\n";

}  // namespace lontar::formats
