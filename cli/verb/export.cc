// lontar export: the merged figures, or their structure, as one file.

#include <atomic>

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/audit_progress.h"
#include "cli/daemon.h"
#include "cli/export_text.h"
#include "cli/mirror.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/audit/audit.h"
#include "core/base/clock.h"
#include "core/base/status_macros.h"
#include "core/base/streamed_file.h"
#include "core/sdmx/export.h"
#include "core/sdmx/export_json.h"

namespace lontar::cli {
namespace {

// What SDMX calls the secretariat that keeps the catalogues.
constexpr absl::string_view kAgency = "ASEC";

absl::StatusOr<sdmx::ExportOptions> OptionsOf(const Call& call) {
  const Arguments& given = call.arguments;
  sdmx::ExportOptions options;
  options.collection = given.Text("collection");
  options.member = given.Text("member");
  options.indicator = given.Text("indicator");
  options.is_structure = given.Has("structure");
  options.format = given.TextOr("format", options.is_structure ? "ml-2.1" : options.format);
  options.labels = given.TextOr("labels", options.labels);
  options.keys = given.TextOr("keys", options.keys);
  options.time = given.TextOr("time-format", options.time);
  options.agency = given.TextOr("agency", kAgency);
  options.view = given.Text("view");
  options.separator = given.TextOr("separator", options.separator);
  if (options.separator == "tab") options.separator = "\t";
  options.decimal = given.TextOr("decimal", options.decimal);
  LONTAR_ASSIGN_OR_RETURN(const std::optional<uint64_t> as_of, given.Number("as-of"));
  if (as_of) options.as_of = base::LogSize(*as_of);
  return options;
}

net::ExportQuestion QuestionOf(const sdmx::ExportOptions& options) {
  net::ExportQuestion question;
  question.collection = options.collection;
  question.member = options.member;
  question.indicator = options.indicator;
  if (options.as_of) question.as_of = options.as_of->value();
  question.format = options.format;
  question.is_structure = options.is_structure;
  question.labels = options.labels;
  question.keys = options.keys;
  question.time_format = options.time;
  question.agency = options.agency;
  question.separator = options.separator;
  question.decimal = options.decimal;
  question.view = options.view;
  return question;
}

absl::StatusOr<std::string> ExportMirror(const Call& call, const sdmx::ExportOptions& options,
                                         const net::TakeBytes& take) {
  LONTAR_ASSIGN_OR_RETURN(const log::NoteKey key, ReadVkey(call));
  audit::FolderMirror files(call.arguments.Text("mirror"));
  base::ThreadWorkers workers;
  LONTAR_ASSIGN_OR_RETURN(const audit::LoadedMirror mirror, audit::LoadMirror(files, key, workers));
  SetBand(call, mirror.state.trust_root()->notice);
  const sdmx::LogAccess log = [&mirror](const auto& work) {
    return work({mirror.state, mirror.parts});
  };
  LONTAR_ASSIGN_OR_RETURN(const sdmx::ExportSummary summary,
                          sdmx::Export(options, log, base::SystemClock().Now(), take));
  return sdmx::ExportJson(summary);
}

absl::StatusOr<std::string> ExportFrom(const Call& call, const sdmx::ExportOptions& options,
                                       const net::TakeBytes& take) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  switch (place) {
    case Place::kNode: {
      LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
      return node->Export(QuestionOf(options), take);
    }
    case Place::kHub: {
      LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
      return hub->Export(QuestionOf(options), take);
    }
    case Place::kMirror:
      return ExportMirror(call, options, take);
  }
  return UsageProblem("name one folder: --node, --hub or --mirror");
}

}  // namespace

absl::Status Export(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const sdmx::ExportOptions options, OptionsOf(call));
  LONTAR_RETURN_IF_ERROR(sdmx::CheckExport(options));
  LONTAR_RETURN_IF_ERROR(PlaceOf(call).status());
  const std::string path = call.arguments.Text("out");
  LONTAR_ASSIGN_OR_RETURN(const auto file, base::StreamedFile::Begin(path));
  std::atomic<uint64_t> bytes{0};
  std::string json;
  {
    const Ticker ticker(call.terminal, call.is_json, [&bytes] {
      return Reading{absl::StrCat("written ", SizeWords(bytes)), bytes};
    });
    LONTAR_ASSIGN_OR_RETURN(json, ExportFrom(call, options, [&](absl::string_view piece) {
                              bytes += piece.size();
                              return file->Append(piece);
                            }));
  }
  LONTAR_RETURN_IF_ERROR(file->Keep());
  LONTAR_ASSIGN_OR_RETURN(const std::string answer, WithFile(json, path, file->bytes()));
  LONTAR_ASSIGN_OR_RETURN(const Answer parsed, Answer::Parse(answer));
  call.terminal->Answer(call.is_json ? answer : ExportText(parsed));
  return absl::OkStatus();
}

}  // namespace lontar::cli
