#include "hub/service/log_site.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "core/base/problem.h"
#include "core/log/tile.h"
#include "core/trust/sha256.h"
#include "hub/service/log_json.h"

namespace lontar::hub {
namespace {

using net::HttpRequest;
using net::HttpResponse;

constexpr size_t kCheckpointEtagDigits = 32;

// A request and whom its answer is for.
struct Asked {
  const HttpRequest& request;
  const Reader& reader;
  const HubShell& shell;

  HttpResponse Problem(const absl::Status& error) const {
    return ProblemOf(request, reader, error);
  }
};

using Read = std::function<absl::StatusOr<std::string>(const HubCore& core)>;

absl::StatusOr<std::string> ReadWith(const HubShell& shell, const Read& read) {
  std::string content;
  const absl::Status looked = shell.Look([&](const HubCore& core) {
    absl::StatusOr<std::string> found = read(core);
    if (!found.ok()) return found.status();
    content = *std::move(found);
    return absl::OkStatus();
  });
  if (!looked.ok()) return looked;
  return content;
}

HttpResponse Checkpoint(const Asked& asked) {
  const absl::StatusOr<std::string> note =
      ReadWith(asked.shell, [](const HubCore& core) { return core.checkpoint(); });
  if (!note.ok()) return asked.Problem(note.status());
  HttpResponse response;
  response.body = *note;
  response.etag = trust::Sha256({response.body}).hex().substr(0, kCheckpointEtagDigits);
  return response;
}

HttpResponse Tile(const Asked& asked) {
  const std::string path = absl::StrJoin(asked.request.path, "/");
  const std::optional<log::TileId> id = log::ParseTilePath(path);
  const absl::Status absent = base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT",
                                            "the log has no such tile (docs/formats/log.md)");
  if (!id) return asked.Problem(absent);
  const absl::StatusOr<std::string> content =
      ReadWith(asked.shell, [&id](const HubCore& core) { return core.tree().TileContent(*id); });
  if (!content.ok()) {
    const bool is_past_end = base::ReasonOf(content.status()) == "LOG_PAST_END";
    return asked.Problem(is_past_end ? absent : content.status());
  }
  HttpResponse response;
  response.content_type = "application/octet-stream";
  response.body = *content;
  response.cache_control = "public, max-age=31536000, immutable";
  return response;
}

HttpResponse Receipt(const Asked& asked, absl::string_view digits) {
  uint64_t index = 0;
  if (!absl::SimpleAtoi(digits, &index)) {
    return asked.Problem(base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT",
                                       "a receipt is at /log/N.receipt, N an entry's number "
                                       "in the log"));
  }
  const absl::StatusOr<std::string> receipt = ReadWith(asked.shell, [index](const HubCore& core) {
    return LogReceipt(core, base::LogIndex(index));
  });
  if (!receipt.ok()) return asked.Problem(receipt.status());
  HttpResponse response;
  response.body = *receipt;
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"entry-" +
                                                           std::to_string(index) + ".receipt\"");
  return response;
}

}  // namespace

std::optional<HttpResponse> AnswerLog(const HttpRequest& request, const Reader& reader,
                                      const HubShell& shell) {
  const Asked asked{request, reader, shell};
  const std::vector<std::string>& path = request.path;
  if (path.size() == 1 && path[0] == "checkpoint") return Checkpoint(asked);
  if (path.size() > 1 && path[0] == "tile") return Tile(asked);
  absl::string_view name = path.size() == 2 && path[0] == "log" ? path[1] : absl::string_view();
  if (absl::ConsumeSuffix(&name, ".receipt")) return Receipt(asked, name);
  return std::nullopt;
}

}  // namespace lontar::hub
