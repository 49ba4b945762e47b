#include "core/net/http_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/problem.h"

namespace lontar::net {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

HttpHead HeadOf(Headers headers, const std::string& method = "GET") {
  return {.method = method, .version = "HTTP/1.1", .target = "/f", .headers = std::move(headers)};
}

int StatusOf(const HttpHead& head) {
  HttpRequest request;
  return ReadHead(head, {"/f"}, &request).http_status;
}

TEST(HttpHead, OnlyHeadersThatAnybodyReadsAreKept) {
  HttpRequest request;
  const HttpHead head = HeadOf({{"Host", "h"},
                                {"X-Other", "1"},
                                {"ACCEPT", "a"},
                                {"accept", "b"},
                                {"Cookie", "a=1"},
                                {"cookie", "b=2"}});
  EXPECT_EQ(ReadHead(head, {}, &request).http_status, 0);
  EXPECT_EQ(request.Header("accept"), "a, b");
  EXPECT_EQ(request.Header("cookie"), "a=1; b=2");
  EXPECT_EQ(request.Header("x-other"), "");
}

TEST(HttpHead, WhatMayStandOnceStandsOnce) {
  for (const char* name : {"Host", "content-length", "Authorization", "Content-Type", "Origin"}) {
    EXPECT_EQ(StatusOf(HeadOf({{"Host", "h"}, {name, "0"}, {name, "0"}})), 400) << name;
  }
}

TEST(HttpHead, ABodyNeedsAFormAndItsLength) {
  const std::pair<std::string, std::string> form = {"Content-Type",
                                                    "application/x-www-form-urlencoded"};
  EXPECT_EQ(StatusOf(HeadOf({{"Host", "h"}, form, {"Content-Length", "4096"}}, "POST")), 0);
  EXPECT_EQ(StatusOf(HeadOf({{"Host", "h"}, form, {"Content-Length", "4097"}}, "POST")), 413);
  EXPECT_EQ(StatusOf(HeadOf({{"Host", "h"}, {"Content-Length", "1"}}, "POST")), 415);
  EXPECT_EQ(StatusOf(HeadOf({{"Host", "h"}, {"Content-Length", "1"}})), 413);
  EXPECT_EQ(StatusOf(HeadOf({{"Host", "h"}, {"Content-Length", "1a"}})), 400);
  EXPECT_EQ(StatusOf(HeadOf({{"Host", "h"}}, "PUT")), 405);
}

TEST(HttpHead, AHostIsWantedSince11) {
  HttpHead head = HeadOf({});
  EXPECT_EQ(StatusOf(head), 400);
  head.version = "HTTP/1.0";
  EXPECT_EQ(StatusOf(head), 0);
  head.version = "HTTP/0.9";
  EXPECT_EQ(StatusOf(head), 505);
}

TEST(HttpHead, ARefusalNamesItsReason) {
  HttpRequest request;
  EXPECT_EQ(base::ReasonOf(ReadHead(HeadOf({{"Host", "h"}, {"Bad Name", ""}}), {}, &request).error),
            "HTTP_HEADER_INVALID");
}

}  // namespace
}  // namespace lontar::net
