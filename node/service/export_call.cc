#include "node/service/export_call.h"

#include <algorithm>
#include <string>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/sdmx/export.h"
#include "core/sdmx/export_json.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

void SetIfGiven(const std::string& given, std::string* option) {
  if (!given.empty()) *option = given;
}

sdmx::ExportOptions OptionsOf(const v1::ExportRequest& request) {
  sdmx::ExportOptions options;
  options.collection = request.collection();
  options.member = request.member();
  options.indicator = request.indicator();
  if (request.has_as_of()) options.as_of = base::LogSize(request.as_of());
  options.is_structure = request.structure();
  options.agency = request.agency();
  options.view = request.view();
  SetIfGiven(request.format(), &options.format);
  SetIfGiven(request.labels(), &options.labels);
  SetIfGiven(request.keys(), &options.keys);
  SetIfGiven(request.time_format(), &options.time);
  SetIfGiven(request.separator(), &options.separator);
  SetIfGiven(request.decimal(), &options.decimal);
  return options;
}

absl::Status Send(const v1::ExportPiece& piece, grpc::ServerWriter<v1::ExportPiece>* writer) {
  return writer->Write(piece) ? absl::OkStatus() : absl::CancelledError("the caller is gone");
}

}  // namespace

absl::Status ExportTo(const v1::ExportRequest& request, NodeShell* shell,
                      grpc::ServerWriter<v1::ExportPiece>* writer) {
  const sdmx::LogAccess log = [shell](const auto& work) {
    return shell->Do([&work](NodeCore& core) -> absl::Status {
      const fold::PartReader parts = PartsOf(core.store());
      return work({core.state(), parts});
    });
  };
  const sdmx::ByteSink sink = [writer](absl::string_view bytes) -> absl::Status {
    while (!bytes.empty()) {
      v1::ExportPiece piece;
      const absl::string_view next = bytes.substr(0, base::kChunkBytesMax);
      piece.set_content(next.data(), next.size());
      bytes.remove_prefix(next.size());
      LONTAR_RETURN_IF_ERROR(Send(piece, writer));
    }
    return absl::OkStatus();
  };
  LONTAR_ASSIGN_OR_RETURN(const sdmx::ExportSummary summary,
                          sdmx::Export(OptionsOf(request), log, base::SystemClock().Now(), sink));
  v1::ExportPiece last;
  last.set_json(sdmx::ExportJson(summary));
  return Send(last, writer);
}

}  // namespace lontar::node
