#include "core/net/http_watch.h"

#include <utility>

#include "core/net/http_problem.h"
#include "core/net/metrics_text.h"

namespace lontar::net {
namespace {

HttpResponse Uncached(absl::string_view content_type, std::string body) {
  HttpResponse response;
  response.content_type = std::string(content_type);
  response.body = std::move(body);
  response.cache_control = "no-store";
  return response;
}

constexpr int kUnavailable = 503;

}  // namespace

std::optional<HttpResponse> AnswerWatch(const HttpRequest& request, const HttpWatch& watch) {
  if (request.path.size() != 1) return std::nullopt;
  const std::string& what = request.path[0];
  if (what == "healthz") return Uncached("text/plain; charset=utf-8", "alive\n");
  if (what == "readyz") {
    const absl::Status ready = watch.ready();
    if (!ready.ok()) return HttpProblem(ready, kUnavailable);
    return Uncached("text/plain; charset=utf-8", "ready\n");
  }
  if (what == "metrics") {
    absl::StatusOr<std::string> metrics = watch.metrics();
    if (!metrics.ok()) return HttpProblem(metrics.status(), kUnavailable);
    return Uncached(kMetricsContentType, *std::move(metrics));
  }
  return std::nullopt;
}

}  // namespace lontar::net
