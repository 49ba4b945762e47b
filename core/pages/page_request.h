#pragma once
// What a page takes from the request that asks for it: language and address. Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"
#include "core/net/http_message.h"

namespace lontar::pages {

// By `lang` of the query, else by the cookie of an earlier choice, else by the browser's languages.
std::string LanguageOf(const net::HttpRequest& request);

// A Set-Cookie value that keeps the choice of a reader who has just made one; else empty.
std::string LanguageCookie(const net::HttpRequest& request, absl::string_view language);

// The address of this page in whatever language, made anew from what was understood of it.
std::string AddressOf(const net::HttpRequest& request);

}  // namespace lontar::pages
