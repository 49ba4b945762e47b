#pragma once
// Signing in with a role token: the form and the cookie. Pure.

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/net/http_message.h"
#include "hub/core/role_tokens.h"

namespace lontar::hub {

// The secret that a request brings; empty where there is none.
std::string BearerOf(const net::HttpRequest& request);
std::string CookieSecretOf(const net::HttpRequest& request);

// The page with the form; `sentence` says what went wrong before, empty at first.
net::HttpResponse SignInPage(absl::string_view sentence);
// Keeps `secret` in the browser as long as the token holds, and goes to the first page. Secure
// where the web server in front says that the browser has TLS.
net::HttpResponse SignedIn(const net::HttpRequest& request, const std::string& secret,
                           const RoleToken& token, absl::Time now);
// Forgets it.
net::HttpResponse SignedOut(const net::HttpRequest& request);

}  // namespace lontar::hub
