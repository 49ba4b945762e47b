#pragma once
// The head of a request, judged before anything of it is used (request smuggling, threats T33 and
// T34). Pure, any thread.

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/net/http_message.h"

namespace lontar::net {

struct HttpHead {
  std::string method;
  std::string version;                                       // "HTTP/1.1"
  std::string target;                                        // as sent, with its query
  std::vector<std::pair<std::string, std::string>> headers;  // as sent
};

// Why a head is refused, and the HTTP status to say so with.
struct HttpRefusal {
  int http_status = 0;  // 0: it is not refused
  absl::Status error;
};

// Reads the head into `request`, whatever comes back; its body is left alone. Refused: another
// version than 1.0 and 1.1 (505); a header whose name is no token or whose value holds a control
// character, two of Host, Content-Length, Content-Type, Authorization or Origin, any
// Transfer-Encoding, a length that is no plain number, 1.1 without Host (400); a target that
// ParseTarget refuses (400); more than kHttpHeadersMax headers (431); another method than GET and
// HEAD, and POST where `form_paths` does not name the path (405); a body where none belongs or
// longer than kHttpBodyBytesMax (413); a form that is not sent as one (415).
HttpRefusal ReadHead(const HttpHead& head, const std::vector<std::string>& form_paths,
                     HttpRequest* request);

}  // namespace lontar::net
