// Texts: notes, receipts and policies of the log, and what ministries and authorities hand in.

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/catalogue/provider_text.h"
#include "core/catalogue/round_text.h"
#include "core/formats/csv.h"
#include "core/formats/csv_write.h"
#include "core/formats/import.h"
#include "core/formats/mapping.h"
#include "core/formats/utf8.h"
#include "core/log/note.h"
#include "core/log/policy.h"
#include "core/log/receipt.h"
#include "core/log/tile.h"
#include "core/log/witness.h"
#include "core/observation/decimal.h"
#include "core/observation/period.h"
#include "tests/fuzz/targets.h"
#include "tests/unit/formats/sample.h"
#include "tests/unit/log/vectors.h"

namespace lontar::fuzz {
namespace {

// A text with one spelling: what is written is what was read.
template <class Parse, class Format>
std::string OneSpelling(absl::string_view bytes, const Parse& parse, const Format& format) {
  const auto read = parse(bytes);
  if (!read.ok()) return JudgeRefusal(read.status());
  return format(*read) == bytes ? "" : "written otherwise than read";
}

std::string RunNote(absl::string_view bytes) {
  return OneSpelling(bytes, log::ParseNote, log::FormatNote);
}
std::string RunCheckpoint(absl::string_view bytes) {
  return OneSpelling(bytes, log::ParseCheckpointBody, log::FormatCheckpointBody);
}
std::string RunReceipt(absl::string_view bytes) {
  return OneSpelling(bytes, log::ParseReceipt, log::FormatReceipt);
}
std::string RunVkey(absl::string_view bytes) {
  return OneSpelling(bytes, log::ParseVkey, [](const log::NoteKey& key) { return key.vkey(); });
}
std::string RunWitnessRequest(absl::string_view bytes) {
  return OneSpelling(bytes, log::ParseWitnessRequest, log::FormatWitnessRequest);
}

std::string RunTilePath(absl::string_view bytes) {
  const auto tile = log::ParseTilePath(bytes);
  return !tile || log::TilePath(*tile) == bytes ? "" : "written otherwise than read";
}

template <class Read>
std::string Refusals(const Read& read) {
  return read.ok() ? "" : JudgeRefusal(read.status());
}

std::string RunPolicy(absl::string_view bytes) { return Refusals(log::ParsePolicy(bytes)); }
std::string RunMapping(absl::string_view bytes) { return Refusals(formats::ReadMapping(bytes)); }
std::string RunMembers(absl::string_view bytes) { return Refusals(catalogue::ReadMembers(bytes)); }
std::string RunRounds(absl::string_view bytes) { return Refusals(catalogue::ReadRounds(bytes)); }
std::string RunProviders(absl::string_view bytes) {
  return Refusals(catalogue::ProviderRegister::Read("providers.yaml", bytes));
}
std::string RunCatalogue(absl::string_view bytes) {
  return Refusals(catalogue::Catalogue::Load({{"catalogue.yaml", std::string(bytes)}}));
}

std::string RunDecimal(absl::string_view bytes) {
  const auto value = observation::ParseDecimal(bytes);
  if (!value.ok()) return JudgeRefusal(value.status());
  const auto again = observation::ParseDecimal(observation::ToText(*value));
  const bool is_same =
      again.ok() && again->mantissa == value->mantissa && again->scale == value->scale;
  return is_same ? "" : "written otherwise than read";
}

std::string RunPeriod(absl::string_view bytes) {
  return Refusals(observation::Period::Parse(bytes));
}

std::string RunCsv(absl::string_view bytes) {
  const auto table = formats::ReadCsv(bytes);
  if (!table.ok()) return JudgeRefusal(table.status());
  const auto row_of = [](const formats::Table& of, int row) {
    std::vector<std::string> cells;
    for (size_t i = 0; i < of.columns().size(); ++i) {
      cells.emplace_back(of.At(row, static_cast<int>(i)));
    }
    return cells;
  };
  std::string written;
  formats::AppendCsvRow(table->columns(), &written);
  for (int row = 0; row < table->rows(); ++row)
    formats::AppendCsvRow(row_of(*table, row), &written);
  const auto again = formats::ReadCsv(written);
  if (!again.ok()) return absl::StrCat("what was written is refused: ", again.status().ToString());
  if (again->columns() != table->columns() || again->rows() != table->rows()) {
    return "another shape when read again";
  }
  for (int row = 0; row < table->rows(); ++row) {
    if (row_of(*again, row) != row_of(*table, row)) return "another row when read again";
  }
  return "";
}

// A ministry's file by a mapping that fits: what is found must fit an answer, and the counts add
// up.
std::string RunImport(absl::string_view bytes) {
  static const catalogue::Catalogue catalogue = formats::Catalogue2025();
  static const formats::Mapping mapping = *formats::ReadMapping(formats::kSmallMapping);
  const auto table = formats::ReadCsv(bytes);
  if (!table.ok()) return "";
  const auto result = formats::ImportTable(*table, mapping, catalogue, "KH");
  if (!result.ok()) return JudgeRefusal(result.status());
  if (result->read > table->rows()) return "more rows than there are";
  return JudgeImport(*result, catalogue);
}

std::string Source(absl::string_view path) { return formats::SourceFile(path); }

std::vector<std::string> NoteSeeds() {
  return {std::string(log::kPlainNote), std::string(log::kCheckpointOf3),
          std::string(log::kCheckpointOf300)};
}
std::vector<std::string> CheckpointSeeds() {
  log::Checkpoint extended = log::CheckpointOfS(7);
  extended.extensions = {"an extension"};
  return {log::FormatCheckpointBody(log::CheckpointOfS(3)), log::FormatCheckpointBody(extended)};
}
std::vector<std::string> ReceiptSeeds() { return {std::string(log::kReceiptOfLeaf5)}; }
std::vector<std::string> VkeySeeds() {
  return {std::string(log::kHubVkey), std::string(log::kIdVkey)};
}
std::vector<std::string> WitnessSeeds() {
  return {std::string(log::kWitnessRequest1), std::string(log::kWitnessRequest2)};
}
std::vector<std::string> TilePathSeeds() {
  return {"tile/0/x001/x234/067.p/44", "tile/entries/000", "tile/1/000.p/1"};
}
std::vector<std::string> PolicySeeds() {
  return {absl::StrCat("log ", log::kHubVkey, "\nwitness id ", log::kIdVkey, "\nwitness th ",
                       log::kThVkey, "\ngroup all 2 id th\nquorum all\n")};
}
std::vector<std::string> MappingSeeds() {
  return {std::string(formats::kSmallMapping), Source("data/demo/mappings/unsd-8-7-1.yaml")};
}
std::vector<std::string> MemberSeeds() { return {Source("catalogues/asean/members.yaml")}; }
std::vector<std::string> RoundSeeds() { return {Source("catalogues/asean/rounds.yaml")}; }
std::vector<std::string> ProviderSeeds() { return {Source("catalogues/asean/providers.yaml")}; }
// The published catalogue as one file.
std::vector<std::string> CatalogueSeeds() {
  std::string whole;
  for (const absl::string_view name :
       {"catalogue", "codes", "indicators", "framework", "national", "rules", "texts"}) {
    absl::StrAppend(&whole, Source(absl::StrCat("catalogues/child-labour-2025/", name, ".yaml")));
  }
  return {whole};
}
std::vector<std::string> DecimalSeeds() { return {"-12.50", "0.000000001", "999999999999999999"}; }
std::vector<std::string> PeriodSeeds() {
  return {"2016", "2016-S1", "2016-T2", "2016-Q3", "2016-M07"};
}
std::vector<std::string> CsvSeeds() {
  return {"member,value\nKH,1\nLA,\n", "a,b\r\n\"x, \"\"y\"\"\",\"1\r\n2\"\r\n"};
}
std::vector<std::string> ImportSeeds() {
  return {absl::StrCat(formats::kSmallColumns, "KH,A1,2016,PERCENT,_T,Y5T17,12.5,PT,A,\n",
                       "KH,A1,2016,NUMBER,F,Y5T17,0.156,PS_THS,E,new weights\n",
                       "KH,A1,2017,NUMBER,M,Y15T17,,PS,M,\n",
                       "LA,A1,2016,PERCENT,_T,Y5T17,1,PT,A,\n",
                       "KH,A9,2016,PERCENT,_T,Y5T17,1,PT,A,\n")};
}

}  // namespace

std::vector<Target> TextTargets() {
  return {{"note", RunNote, NoteSeeds, 20'000},
          {"checkpoint", RunCheckpoint, CheckpointSeeds, 20'000},
          {"receipt", RunReceipt, ReceiptSeeds, 20'000},
          {"vkey", RunVkey, VkeySeeds, 10'000},
          {"witness-request", RunWitnessRequest, WitnessSeeds, 10'000},
          {"tile-path", RunTilePath, TilePathSeeds, 20'000},
          {"policy", RunPolicy, PolicySeeds, 10'000},
          {"csv", RunCsv, CsvSeeds, 20'000},
          {"import", RunImport, ImportSeeds, 5'000},
          {"mapping", RunMapping, MappingSeeds, 3'000},
          {"members", RunMembers, MemberSeeds, 1'000},
          {"rounds", RunRounds, RoundSeeds, 1'000},
          {"providers", RunProviders, ProviderSeeds, 200},
          {"catalogue", RunCatalogue, CatalogueSeeds, 50},
          {"decimal", RunDecimal, DecimalSeeds, 20'000},
          {"period", RunPeriod, PeriodSeeds, 20'000}};
}

}  // namespace lontar::fuzz
