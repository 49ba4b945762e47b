#pragma once
// Which kind of file an office sent, and its tables with what they mean. Pure, any thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/finding_list.h"
#include "core/formats/grid.h"
#include "core/formats/import.h"
#include "core/formats/mapping.h"

namespace lontar::formats {

// A file's cells, and how they were read.
struct OfficeFile {
  std::vector<Grid> grids;  // the sheets of a workbook, or one
  bool is_workbook = false;
  Encoding encoding = Encoding::kUtf8;  // of a CSV file
  bool is_encoding_guess = false;
  char separator = ',';  // of a CSV file
};

// `mapping` may say encoding and separator. InvalidArgument as ReadWorkbook, DecodeText,
// ReadCsvGrid.
absl::StatusOr<OfficeFile> ReadOfficeFile(absl::string_view bytes, const Mapping* mapping);

enum class FileForm { kMapped, kTemplate, kSdmxCsv, kNamedColumns };
// "mapped", "template", "sdmx-csv", "named-columns".
absl::string_view NameOf(FileForm form);

struct MappedFile {
  FileForm form = FileForm::kMapped;
  std::vector<MappedTable> tables;
  std::vector<ImportFinding> findings;        // on the file as a whole: warnings and notes
  std::vector<ImportedNarrative> narratives;  // of a template, ascending by indicator, none twice
  // Whose a template is, by member; also where it has no table.
  std::map<std::string, std::string> submitted_by;
  std::vector<std::string> titles;  // of a template's sheets (band.h)
};

// By the mapping if there is one; else as a template (template_import.h), as SDMX-CSV, or as a
// table whose columns have the catalogue's own names (MappingProposal::is_named). Notes what was
// not read: other and hidden sheets; warns of a guessed encoding (ENCODING_GUESSED).
// InvalidArgument with
//   MAPPING_NEEDED   none of these: what is not clear is named
//   SHEET_MISSING    the mapping's sheet is not in the workbook
//   COLUMN_MISSING   no row has all the columns that the mapping names
// and as ReadOfficeFile, MapSdmxCsv.
absl::StatusOr<MappedFile> MapFile(absl::string_view bytes, absl::string_view file_name,
                                   const std::optional<Mapping>& mapping,
                                   const catalogue::Catalogue& catalogue);

// ImportTables of all that the file holds, with the words of this member (of all, if empty).
absl::StatusOr<ImportResult> ImportMapped(const MappedFile& file,
                                          const catalogue::Catalogue& catalogue,
                                          absl::string_view member);

}  // namespace lontar::formats
