#pragma once
// From a request to a page of node/pages: which answers it needs, in which language.
//
// Any thread; several at once.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/net/http_message.h"
#include "core/pages/page.h"
#include "node/core/page_tokens.h"
#include "node/pages/node_pages.h"
#include "node/service/node_shell.h"
#include "node/service/standing.h"
#include "node/service/sync_timer.h"

namespace lontar::node {

// Who has signed in.
struct OfficeReader {
  PageToken token;
  std::string secret;
};

// What a form that this reader may send to `path` has in its field "mark": who cannot read the
// reader's pages cannot know it (cross-site requests). Of the secret, so that it outlives a
// restart.
std::string FormMark(absl::string_view secret, absl::string_view path);

class OfficePages {
 public:
  struct Parts {
    NodeShell* shell = nullptr;
    const SyncTimer* timer = nullptr;
    const NodeStanding* standing = nullptr;
    base::Clock* clock = nullptr;
  };
  // What the parts point at must outlive it.
  explicit OfficePages(const Parts& parts) : parts_(parts) {}

  static pages::PageContext ContextOf(const net::HttpRequest& request);
  static pages::PageContext ContextOf(const net::HttpRequest& request, const OfficeReader& reader);

  // The page of the request's path; nothing where it is no page's. InvalidArgument with
  // HTTP_QUERY_INVALID for a query that it does not know; the errors of the answers.
  absl::StatusOr<std::optional<std::string>> Make(const net::HttpRequest& request,
                                                  const OfficeReader& reader) const;

  // The approval screen. `said` and `typed`: of a form that was sent and could not be done.
  struct Screen {
    std::string draft;
    std::string said = {};
    std::string typed = {};
  };
  absl::StatusOr<std::string> Approval(const pages::PageContext& context,
                                       const OfficeReader& reader, const Screen& screen) const;
  // The page of questions. `said` and `typed`: as above.
  struct QuestionScreen {
    std::string sealed = {};
    std::string said = {};
    pages::OfficeQuestionsAnswers::Typed typed = {};
  };
  absl::StatusOr<std::string> Questions(const pages::PageContext& context,
                                        const OfficeReader& reader,
                                        const QuestionScreen& screen) const;

 private:
  using Page = absl::StatusOr<std::string>;
  absl::StatusOr<std::string> Status() const;
  Page Inbox(const pages::PageContext& context) const;
  Page Draft(const pages::PageContext& context, const std::string& draft) const;
  Page Completeness(const pages::PageContext& context, const net::HttpRequest& request) const;
  Page Queue(const pages::PageContext& context, const net::HttpRequest& request) const;
  Page Receipt(const pages::PageContext& context, const std::string& number) const;
  Page Sync(const pages::PageContext& context) const;

  Parts parts_;
};

}  // namespace lontar::node
