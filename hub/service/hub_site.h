#pragma once
// What the hub answers over HTTP. It only reads: nothing is administered here (threat T42).
//
//   /                     coverage, and with it /indicators/ID, /rounds,
//                         /rounds/COLLECTION/ROUND and /status: pages that need no script
//   /calendar             all rounds with their days, and who has not answered
//   /questions            between ASEC and members, for these two; how many, for everybody
//   /log, /log/12         the log and one entry, which the reader's browser checks by itself
//   /checkpoint, /tile/…  the log as C2SP tlog-tiles has it; /log/12.receipt
//   /sign-in, /sign-out   a role token into a cookie and out of it again
//   /api/SUBJECT          threshold, coverage, docket, cells, deviations, progress, questions,
//                         region, releases, calendar; of ASEC also returns: the JSON of
//                         docs/reference/json.md, in the reader's view; region is the same for all
//   /sdmx/v1, /sdmx/v2    SDMX REST (sdmx_site.h), in the reader's view
//   /healthz, /readyz, /metrics

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/result_json.h"
#include "core/fold/visibility.h"
#include "core/net/http_server.h"
#include "core/net/http_watch.h"
#include "hub/service/hub_shell.h"
#include "hub/service/role_token_file.h"
#include "hub/service/site_pages.h"

namespace lontar::hub {

class HubSite {
 public:
  struct Parts {
    HubShell* shell = nullptr;
    const RoleTokenFile* tokens = nullptr;
    const HubStanding* standing = nullptr;
    base::Clock* clock = nullptr;
    net::HttpWatch watch;
  };
  // What the parts point at must outlive it.
  explicit HubSite(Parts parts) : parts_(std::move(parts)) {}

  // Paths that take a form.
  static std::vector<std::string> FormPaths() { return {"/sign-in", "/sign-out"}; }

  // Any thread; several at once.
  net::HttpResponse Respond(const net::HttpRequest& request) const;

 private:
  // By the header Authorization, else by the cookie. Unauthenticated with TOKEN_UNKNOWN for a
  // header whose token does not hold; a cookie that does not is as good as none.
  absl::StatusOr<Reader> ReaderOf(const net::HttpRequest& request) const;
  net::HttpResponse SignIn(const net::HttpRequest& request) const;
  // In the reader's language: the page of this path, or nothing where it is no page.
  std::optional<net::HttpResponse> Page(const net::HttpRequest& request,
                                        const Reader& reader) const;
  net::HttpResponse Api(const net::HttpRequest& request, const Reader& reader) const;

  Parts parts_;
};

}  // namespace lontar::hub
