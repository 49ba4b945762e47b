#pragma once
// What a program must know of the browser behind a request before it believes it: its cookie, which
// site a form is of, by which name it reached this machine. Pure, any thread.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/net/http_message.h"

namespace lontar::net {

// The value of a cookie; empty where it did not come.
std::string CookieOf(const HttpRequest& request, absl::string_view name);

// A Set-Cookie value for a secret. HttpOnly: no script reads it. Strict: it comes with no request
// that another site began. Secure where the web server in front says that the browser has TLS.
// `seconds` 0 forgets it.
std::string SecretCookie(const HttpRequest& request, absl::string_view name,
                         absl::string_view value, int64_t seconds);

// PermissionDenied with FORM_FOREIGN: a page of another site has sent this form.
absl::Status CheckFormOrigin(const HttpRequest& request);

// That a browser of this machine asks, by a name of this machine: "localhost", 127.0.0.1 or [::1],
// with any port (a tunnel's may be another one). A page of another site whose name was made to lead
// here sends its own name. PermissionDenied with HOST_FOREIGN for another name, and for a request
// that a proxy has passed on: what stands behind one is open to others.
absl::Status CheckLoopbackHost(const HttpRequest& request);

}  // namespace lontar::net
