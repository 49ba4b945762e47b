#include "core/net/http_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/net/http_client.h"

namespace lontar::net {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;

HttpRequest With(const std::string& header, const std::string& value) {
  HttpRequest request;
  request.headers = {{header, value}};
  return request;
}

HttpResponse Page(size_t bytes) {
  HttpResponse page;
  page.body = std::string(bytes, 'p');
  page.etag = "7-en";
  return page;
}

TEST(HttpAnswer, AnUnchangedPageIsNotSentAgain) {
  const HttpAnswer first = MakeAnswer({}, Page(10));
  EXPECT_THAT(first.headers, Contains(Pair("ETag", "\"7-en\"")));
  for (const char* known : {"\"7-en\"", "\"1\", W/\"7-en\"", "*"}) {
    const HttpAnswer again = MakeAnswer(With("if-none-match", known), Page(10));
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_THAT(again.body, IsEmpty());
  }
  EXPECT_EQ(MakeAnswer(With("if-none-match", "\"7-en-gzip\""), Page(10)).status, 200);
  HttpResponse error = Page(10);
  error.status = 404;
  EXPECT_EQ(MakeAnswer(With("if-none-match", "*"), std::move(error)).status, 404);
}

TEST(HttpAnswer, GzipIsSentToThoseWhoTakeItWhereItHelps) {
  const HttpAnswer packed = MakeAnswer(With("accept-encoding", "br, gzip"), Page(5000));
  EXPECT_THAT(packed.headers, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_THAT(packed.headers, Contains(Pair("ETag", "\"7-en-gzip\"")));
  EXPECT_EQ(Gunzip(packed.body), std::string(5000, 'p'));
  EXPECT_THAT(MakeAnswer(With("accept-encoding", "gzip"), Page(100)).headers,
              Not(Contains(Key("Content-Encoding"))));
  EXPECT_TRUE(TakesGzip("GZIP;q=0.1"));
  EXPECT_TRUE(TakesGzip("*"));
  EXPECT_FALSE(TakesGzip("*, gzip;q=0"));
  EXPECT_FALSE(TakesGzip("gzip; q=0.000"));
  EXPECT_FALSE(TakesGzip("xgzip, br"));
  EXPECT_FALSE(TakesGzip(""));
}

TEST(HttpAnswer, ARolesViewIsKeptByNoCache) {
  HttpResponse page = Page(10);
  page.is_role_bound = true;
  page.cache_control = "max-age=3600";
  page.vary = "Cookie, Authorization";
  const HttpAnswer answer = MakeAnswer({}, std::move(page));
  EXPECT_THAT(answer.headers, Contains(Pair("Cache-Control", "no-store, private")));
  EXPECT_THAT(answer.headers, Contains(Pair("Vary", "Accept-Encoding, Cookie, Authorization")));
  EXPECT_THAT(MakeAnswer({}, Page(1)).headers, Contains(Pair("Cache-Control", "no-cache")));
}

}  // namespace
}  // namespace lontar::net
