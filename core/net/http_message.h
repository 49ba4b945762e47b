#pragma once
// One request and one answer of HTTP, as handlers see them. Values only.

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::net {

enum class HttpMethod { kGet, kHead, kPost };

struct HttpRequest {
  HttpMethod method = HttpMethod::kGet;
  // Segments of the path, decoded; none for "/". Never empty, "." or "..", without slash and
  // control characters: they are still words from outside, and no file is ever named by them.
  std::vector<std::string> path;
  // Pairs of the query in their order, as they were sent: PercentDecode reads one.
  std::vector<std::pair<std::string, std::string>> query;
  // Those that anybody here reads, by lower-case name; one that came twice is joined by ", ".
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  // Empty where it did not come. `name` in lower case.
  absl::string_view Header(absl::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

// A body that is made while it is sent.
class HttpBody {
 public:
  virtual ~HttpBody() = default;
  // Writes the next bytes to the start of `room`, which is not empty, and says how many; 0 is the
  // end. Called when the reader has taken what was before, on a thread of the server: like a
  // handler it may wait for a lock, and for nothing that takes longer. After an error the
  // connection is cut, so that nobody takes a part for the whole.
  virtual absl::StatusOr<size_t> Read(std::span<char> room) = 0;
};

struct HttpResponse {
  int status = 200;
  // With the charset, where it is text.
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::unique_ptr<HttpBody> stream = nullptr;  // instead of `body`
  // What the answer was made from, without quotation marks; empty: a client asks anew each time.
  // Equal etags of one path and one Vary mean equal bytes.
  std::string etag = {};
  // Of a role's view: no cache may keep it.
  bool is_role_bound = false;
  // Set for what never changes under its address; empty: it is asked for anew each time.
  std::string cache_control = {};
  // SHA-256 in base64 of the one style that stands in the page itself, where it has one: a paper
  // that is one file. No other is taken by the browser.
  std::string own_style = {};
  // Request headers that the answer depends on, besides Accept-Encoding.
  std::string vary = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
};

}  // namespace lontar::net
