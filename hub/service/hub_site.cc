#include "hub/service/hub_site.h"

#include "core/base/problem.h"
#include "core/net/http_problem.h"

namespace lontar::hub {

net::HttpResponse HubSite::Respond(const net::HttpRequest& request) const {
  if (auto watched = net::AnswerWatch(request, watch_)) return std::move(*watched);
  return net::HttpProblem(request, base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT",
                                                 "nothing is at this address"));
}

}  // namespace lontar::hub
