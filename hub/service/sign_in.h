#pragma once
// Signing in with a role token: the secret and its cookie. Pure.

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/net/http_message.h"
#include "hub/core/role_tokens.h"

namespace lontar::hub {

// The secret that a request brings; empty where there is none.
std::string BearerOf(const net::HttpRequest& request);
std::string CookieSecretOf(const net::HttpRequest& request);

// Keeps `secret` in the browser as long as the token holds, and goes to the first page. Secure
// where the web server in front says that the browser has TLS.
net::HttpResponse SignedIn(const net::HttpRequest& request, const std::string& secret,
                           const RoleToken& token, absl::Time now);
// Forgets it.
net::HttpResponse SignedOut(const net::HttpRequest& request);

}  // namespace lontar::hub
