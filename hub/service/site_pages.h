#pragma once
// From a request to a page of hub/pages: which answers it needs, in whose view, in which language.
//
// Any thread; several at once.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/fold/result_json.h"
#include "core/fold/visibility.h"
#include "core/net/http_message.h"
#include "core/pages/page.h"
#include "hub/service/hub_shell.h"
#include "hub/service/standing.h"

namespace lontar::hub {

// Whom a request comes from.
struct Reader {
  fold::Viewer viewer;
  std::string token_id = {};  // empty: nobody has signed in
};

struct SitePage {
  std::string html;
  std::string set_language;  // a cookie, where the reader has just chosen one
};

// The question of a request. InvalidArgument with HTTP_QUERY_INVALID for what it does not know, so
// that nobody takes an answer for that to another question. `lang` is no part of it.
absl::StatusOr<fold::Question> QuestionOf(const std::string& subject,
                                          const net::HttpRequest& request);

// The page with the form that signs in; `said` is what went wrong before, empty at first.
SitePage SignInPageOf(const net::HttpRequest& request, absl::string_view said);

// Why there is no page, as a page in the reader's language where a browser asks, else for programs.
// `http_status` 0: net::HttpStatusOf the error's code.
net::HttpResponse ProblemOf(const net::HttpRequest& request, const Reader& reader,
                            const absl::Status& error, int http_status = 0);

// The day on which a calendar is read, where the request named none: today by the clock, UTC.
void SetDay(base::Clock* clock, fold::Question* question);

class SitePages {
 public:
  // All must outlive it.
  SitePages(const HubShell* shell, const HubStanding* standing, base::Clock* clock)
      : shell_(shell), standing_(standing), clock_(clock) {}

  // The page of the request's path; nothing where it is no page's. Errors of QuestionOf and of the
  // answers.
  absl::StatusOr<std::optional<SitePage>> Make(const net::HttpRequest& request,
                                               const Reader& reader) const;

 private:
  struct Asked {
    const net::HttpRequest& request;
    const Reader& reader;
    const pages::PageContext& context;
  };
  absl::StatusOr<std::string> Answer(const Asked& asked, const std::string& subject) const;
  absl::StatusOr<std::string> Status() const;
  // The context with how far the log goes, and when the last entry arrived that is asked for.
  absl::StatusOr<pages::PageContext> WithLog(const Asked& asked) const;
  absl::StatusOr<std::string> Coverage(const Asked& asked) const;
  absl::StatusOr<std::string> Indicator(const Asked& asked) const;
  absl::StatusOr<std::string> Round(const Asked& asked) const;
  absl::StatusOr<std::string> Member(const Asked& asked) const;
  absl::StatusOr<std::string> Questions(const Asked& asked) const;
  absl::StatusOr<std::string> Calendar(const Asked& asked) const;
  absl::StatusOr<std::string> Log(const Asked& asked) const;

  const HubShell* shell_;
  const HubStanding* standing_;
  base::Clock* clock_;
};

}  // namespace lontar::hub
