#pragma once
// What the node answers over HTTP, on this machine only: pages for the people of its office, behind
// a token of their own, and what a monitor asks. Every page names the way back to what was seen; no
// key and no administration goes through it.
//
//   /                        drafts; /drafts/ID, /drafts/ID/approve
//   /completeness, /queue, /receipts/N, /sync
//   /approve, /return        the two forms of the approval screen
//   /questions               between this office and ASEC, with its forms, /question-new and
//                            /question-answer
//   /sign-in, /sign-out      a page token into a cookie and out of it again
//   /healthz, /readyz, /metrics

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/net/http_message.h"
#include "core/net/http_watch.h"
#include "node/service/office_pages.h"
#include "node/service/page_token_file.h"

namespace lontar::node {

class NodeSite {
 public:
  struct Parts {
    OfficePages::Parts pages;
    const PageTokenFile* tokens = nullptr;
    net::HttpWatch watch;
  };
  // What the parts point at must outlive it.
  explicit NodeSite(Parts parts) : parts_(std::move(parts)), pages_(parts_.pages) {}

  // Paths that take a form.
  static std::vector<std::string> FormPaths() {
    return {"/sign-in", "/sign-out", "/approve", "/return", "/question-new", "/question-answer"};
  }

  // Any thread; several at once. Nothing but the style sheet and what a monitor asks is answered to
  // who reached this machine by a foreign name (403, HOST_FOREIGN), and no page to who has not
  // signed in (401). A form of another site, or without the mark of its reader, is refused (403,
  // FORM_FOREIGN, FORM_MARK_ABSENT).
  net::HttpResponse Respond(const net::HttpRequest& request) const;

  // What is refused before anybody looks who asks: a page in the reader's language where a browser
  // asks, else for programs. `http_status` 0: net::HttpStatusOf the error's code.
  static net::HttpResponse Refuse(const net::HttpRequest& request, const absl::Status& error,
                                  int http_status);

 private:
  using Form = std::vector<std::pair<std::string, std::string>>;
  // By the header Authorization, else by the cookie. The errors of PageTokenFile::Find.
  absl::StatusOr<OfficeReader> ReaderOf(const net::HttpRequest& request) const;
  net::HttpResponse SignIn(const net::HttpRequest& request) const;
  net::HttpResponse TakeForm(const net::HttpRequest& request, const OfficeReader& reader) const;
  net::HttpResponse Approve(const net::HttpRequest& request, const OfficeReader& reader,
                            const Form& form) const;
  net::HttpResponse Return(const net::HttpRequest& request, const OfficeReader& reader,
                           const Form& form) const;
  net::HttpResponse SayOnQuestion(const net::HttpRequest& request, const OfficeReader& reader,
                                  Form form) const;
  // The approval screen again, with what went wrong.
  net::HttpResponse Again(const net::HttpRequest& request, const OfficeReader& reader,
                          const OfficePages::Screen& screen, const absl::Status& error) const;
  net::HttpResponse Page(const net::HttpRequest& request, const OfficeReader& reader) const;

  Parts parts_;
  OfficePages pages_;
};

}  // namespace lontar::node
