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
#include "core/net/http_problem.h"
#include "core/trust/sha256.h"
#include "hub/service/log_json.h"

namespace lontar::hub {
namespace {

using net::HttpRequest;
using net::HttpResponse;

constexpr size_t kCheckpointEtagDigits = 32;

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

HttpResponse Checkpoint(const HttpRequest& request, const HubShell& shell) {
  const absl::StatusOr<std::string> note =
      ReadWith(shell, [](const HubCore& core) { return core.checkpoint(); });
  if (!note.ok()) return net::HttpProblem(request, note.status());
  HttpResponse response;
  response.body = *note;
  response.etag = trust::Sha256({response.body}).hex().substr(0, kCheckpointEtagDigits);
  return response;
}

HttpResponse Tile(const HttpRequest& request, const HubShell& shell) {
  const std::string path = absl::StrJoin(request.path, "/");
  const std::optional<log::TileId> id = log::ParseTilePath(path);
  const absl::Status absent = base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT",
                                            "the log has no such tile (docs/formats/log.md)");
  if (!id) return net::HttpProblem(request, absent);
  const absl::StatusOr<std::string> content =
      ReadWith(shell, [&id](const HubCore& core) { return core.tree().TileContent(*id); });
  if (!content.ok()) {
    const bool is_past_end = base::ReasonOf(content.status()) == "LOG_PAST_END";
    return net::HttpProblem(request, is_past_end ? absent : content.status());
  }
  HttpResponse response;
  response.content_type = "application/octet-stream";
  response.body = *content;
  response.cache_control = "public, max-age=31536000, immutable";
  return response;
}

HttpResponse Receipt(const HttpRequest& request, const HubShell& shell, absl::string_view digits) {
  uint64_t index = 0;
  if (!absl::SimpleAtoi(digits, &index)) {
    return net::HttpProblem(request,
                            base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT",
                                          "a receipt is at /log/N.receipt, N an entry's number "
                                          "in the log"));
  }
  const absl::StatusOr<std::string> receipt = ReadWith(
      shell, [index](const HubCore& core) { return LogReceipt(core, base::LogIndex(index)); });
  if (!receipt.ok()) return net::HttpProblem(request, receipt.status());
  HttpResponse response;
  response.body = *receipt;
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"entry-" +
                                                           std::to_string(index) + ".receipt\"");
  return response;
}

}  // namespace

std::optional<HttpResponse> AnswerLog(const HttpRequest& request, const HubShell& shell) {
  const std::vector<std::string>& path = request.path;
  if (path.size() == 1 && path[0] == "checkpoint") return Checkpoint(request, shell);
  if (path.size() > 1 && path[0] == "tile") return Tile(request, shell);
  absl::string_view name = path.size() == 2 && path[0] == "log" ? path[1] : absl::string_view();
  if (absl::ConsumeSuffix(&name, ".receipt")) return Receipt(request, shell, name);
  return std::nullopt;
}

}  // namespace lontar::hub
