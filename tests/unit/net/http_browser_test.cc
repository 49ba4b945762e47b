#include "core/net/http_browser.h"

#include <gtest/gtest.h>

#include "core/base/problem.h"

namespace lontar::net {
namespace {

HttpRequest Sent(std::vector<std::pair<std::string, std::string>> headers) {
  HttpRequest request;
  request.headers = std::move(headers);
  return request;
}

TEST(HttpBrowser, ACookieIsFoundByItsWholeName) {
  EXPECT_EQ(CookieOf(Sent({{"cookie", "a=1; lontar_token=x; b=2"}}), "lontar_token"), "x");
  EXPECT_EQ(CookieOf(Sent({{"cookie", "xlontar_token=1; lontar_tokens=2"}}), "lontar_token"), "");
  EXPECT_EQ(CookieOf(Sent({}), "lontar_token"), "");
}

TEST(HttpBrowser, ACookieWithASecretIsForNoScriptAndNoOtherSite) {
  EXPECT_EQ(SecretCookie(Sent({}), "t", "s", 60),
            "t=s; Path=/; HttpOnly; SameSite=Strict; Max-Age=60");
  EXPECT_EQ(SecretCookie(Sent({{"x-forwarded-proto", "HTTPS"}}), "t", "", 0),
            "t=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure");
}

TEST(HttpBrowser, AFormOfAnotherSiteIsRefused) {
  const std::pair<std::string, std::string> host = {"host", "figures.example"};
  EXPECT_TRUE(CheckFormOrigin(Sent({host})).ok());
  EXPECT_TRUE(CheckFormOrigin(Sent({host, {"origin", "https://figures.example"}})).ok());
  EXPECT_TRUE(
      CheckFormOrigin(
          Sent({host, {"origin", "http://Figures.example"}, {"sec-fetch-site", "same-origin"}}))
          .ok());
  for (const char* origin : {"https://evil.example", "null", "https://figures.example.evil.example",
                             "figures.example", "https://figures.example:8443"}) {
    EXPECT_EQ(base::ReasonOf(CheckFormOrigin(Sent({host, {"origin", origin}}))), "FORM_FOREIGN")
        << origin;
  }
  EXPECT_FALSE(CheckFormOrigin(Sent({host, {"sec-fetch-site", "cross-site"}})).ok());
  EXPECT_FALSE(CheckFormOrigin(Sent({host, {"sec-fetch-site", "same-site"}})).ok());
}

// A name of another site that was made to lead to this machine (DNS rebinding).
TEST(HttpBrowser, OnlyANameOfThisMachineItselfIsItsOwn) {
  for (const char* host :
       {"localhost", "LOCALHOST:8081", "127.0.0.1", "127.0.0.1:9000", "[::1]", "[::1]:8081"}) {
    EXPECT_TRUE(CheckLoopbackHost(Sent({{"host", host}})).ok()) << host;
  }
  for (const char* host :
       {"", "evil.example", "evil.example:8081", "localhost.evil.example", "127.0.0.1.evil.example",
        "127.0.0.2", "[::1", "[::2]:80", "10.0.0.1", "0.0.0.0", "localhost@evil.example"}) {
    EXPECT_EQ(base::ReasonOf(CheckLoopbackHost(Sent({{"host", host}}))), "HOST_FOREIGN") << host;
  }
}

TEST(HttpBrowser, WhatAProxyPassesOnIsNotOfThisMachine) {
  for (const char* header : {"forwarded", "via", "x-forwarded-for", "x-forwarded-proto"}) {
    EXPECT_EQ(
        base::ReasonOf(CheckLoopbackHost(Sent({{"host", "localhost"}, {header, "1.1 proxy"}}))),
        "HOST_FOREIGN")
        << header;
  }
}

}  // namespace
}  // namespace lontar::net
