#include "core/net/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "tests/unit/net/http_client.h"

namespace lontar::net {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A bound for what comes at once; only a server that does not do it is waited for so long.
constexpr std::chrono::seconds kPatience(60);

// Says what it understood, so that a test sees what a handler would.
HttpResponse Echo(const HttpRequest& request) {
  HttpResponse response;
  response.body = absl::StrCat("path=", absl::StrJoin(request.path, "|"), " body=", request.body,
                               " cookie=", request.Header("cookie"));
  return response;
}

std::unique_ptr<HttpServer> Serve(std::function<HttpResponse(const HttpRequest&)> respond,
                                  const HttpLimits& limits = {}) {
  auto server = HttpServer::Start({.address = "127.0.0.1:0",
                                   .limits = limits,
                                   .respond = std::move(respond),
                                   .form_paths = {"/sign-in"}});
  EXPECT_TRUE(server.ok()) << server.status();
  return std::move(*server);
}

HttpLimits ShortLimits() {
  HttpLimits limits;
  limits.request_longest = milliseconds(300);
  return limits;
}

TEST(HttpServer, WhatIsRefusedBeforeAHandlerIsSaidInItsOwnersWords) {
  HttpOptions options{.address = "127.0.0.1:0", .respond = Echo};
  options.refuse = [](const HttpRequest& request, const absl::Status& error, int http_status) {
    HttpResponse response;
    response.status = http_status;
    response.body = absl::StrCat("accept=", request.Header("accept"), " ", base::ReasonOf(error));
    return response;
  };
  const auto server = HttpServer::Start(std::move(options));
  ASSERT_TRUE(server.ok()) << server.status();
  const HttpReply reply = Get((*server)->port(), "/%zz", "Accept: text/html\r\n");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.body, "accept=text/html HTTP_TARGET_INVALID");
}

TEST(HttpServer, AnswersWithWhatTheHandlerSays) {
  const auto server = Serve(Echo);
  const HttpReply reply = Get(server->port(), "/a/b%20c?x=%31&y");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "path=a|b c body= cookie=");
  EXPECT_EQ(reply.Header("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(reply.Header("Content-Security-Policy"),
              AllOf(HasSubstr("default-src 'none'"), Not(HasSubstr("unsafe"))));
}

TEST(HttpServer, HeadHasTheHeadersOfGetAndNoBody) {
  const auto server = Serve(Echo);
  const HttpReply get = Get(server->port(), "/a");
  const HttpReply head =
      Say(server->port(), "HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(head.status, 200);
  EXPECT_THAT(head.body, IsEmpty());
  EXPECT_EQ(head.Header("Content-Length"), get.Header("Content-Length"));
  EXPECT_EQ(get.Header("Content-Length"), std::to_string(get.body.size()));
}

TEST(HttpServer, SeveralRequestsShareAConnection) {
  const auto server = Serve(Echo);
  HttpWire wire(server->port());
  ASSERT_TRUE(
      wire.Send("GET /one HTTP/1.1\r\nHost: h\r\n\r\n"
                "GET /two HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
  EXPECT_THAT(wire.ReadAll(), AllOf(HasSubstr("path=one"), HasSubstr("path=two")));
}

TEST(HttpServer, AFormIsTakenWhereAPathIsNamedForItAndNowhereElse) {
  const auto server = Serve(Echo);
  const std::string rest =
      " HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: 7\r\nConnection: close\r\n\r\ntoken=1";
  EXPECT_EQ(Say(server->port(), "POST /sign-in" + rest).body, "path=sign-in body=token=1 cookie=");
  const HttpReply elsewhere = Say(server->port(), "POST /round/close" + rest);
  EXPECT_EQ(elsewhere.status, 405);
  EXPECT_THAT(elsewhere.body, HasSubstr("HTTP_METHOD_UNKNOWN"));
  for (const char* method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"}) {
    EXPECT_EQ(
        Say(server->port(), absl::StrCat(method, " /sign-in HTTP/1.1\r\nHost: h\r\n\r\n")).status,
        405)
        << method;
  }
}

// T34: what is longer than its bound is refused before it is read.
TEST(HttpServer, WhatIsTooLargeIsRefused) {
  const auto server = Serve(Echo);
  const std::string form =
      "POST /sign-in HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n";
  EXPECT_EQ(Say(server->port(), form + "Content-Length: 4097\r\n\r\n").status, 413);
  EXPECT_EQ(Say(server->port(), form + "Content-Length: 99999999999999999999\r\n\r\n").status, 413);
  EXPECT_EQ(Get(server->port(), "/", "Content-Length: 1\r\n").status, 413);
  EXPECT_EQ(Get(server->port(), "/" + std::string(5000, 'a')).status, 400);
  EXPECT_EQ(Get(server->port(), "/", "X-Large: " + std::string(17 * 1024, 'a') + "\r\n").status,
            431);
  std::string many;
  for (int i = 0; i < 65; ++i) absl::StrAppend(&many, "X-", i, ": 1\r\n");
  EXPECT_EQ(Get(server->port(), "/", many).status, 431);
  // Beyond the connection's memory the library itself answers.
  EXPECT_THAT(Get(server->port(), "/", "X-Huge: " + std::string(1 << 20, 'a') + "\r\n").status,
              testing::AnyOf(431, 0));
  EXPECT_EQ(Get(server->port(), "/still-there").status, 200);
}

// What two programs in a row could read in two ways never gets to a handler, and ends the
// connection: nothing that is hidden behind it is taken for a request.
TEST(HttpServer, ShapesOfRequestSmugglingAreRefusedAndCut) {
  std::atomic<int> calls = 0;
  const auto server = Serve([&](const HttpRequest& request) {
    ++calls;
    return Echo(request);
  });
  const std::string hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  const char* const shapes[] = {
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: chunked\r\n",
      "Transfer-Encoding: xchunked\r\n",
      "Transfer-Encoding : chunked\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
      "Content-Length: 5\r\nContent-Length: 6\r\n",
      "Content-Length: 5, 6\r\n",
      "Content-Length: +5\r\n",
      "Content-Length: 0x5\r\n",
      "Content-Length : 5\r\n",
      "Content-Length: -1\r\n",
      "Host: other\r\n",
      "X-Odd: \x01\r\n",
      "X\x80Odd: 1\r\n",
  };
  for (const char* shape : shapes) {
    for (const char* line : {"GET /a", "POST /sign-in"}) {
      const HttpReply reply = Say(server->port(), absl::StrCat(line, " HTTP/1.1\r\nHost: h\r\n",
                                                               form, shape, "\r\n", hidden));
      EXPECT_THAT(reply.status, testing::AnyOf(400, 413)) << line << " " << shape;
      EXPECT_THAT(reply.body, Not(HasSubstr("hidden"))) << line << " " << shape;
    }
  }
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(Say(server->port(), "GET / HTTP/1.1\r\n\r\n").status, 400);
  EXPECT_THAT(Say(server->port(), "GET / HTTP/2.7\r\nHost: h\r\n\r\n").status,
              testing::AnyOf(400, 505));
  HttpWire tls(server->port());
  ASSERT_TRUE(tls.Send("\x16\x03\x01\x02\r\n\r\n"));
  EXPECT_THAT(ParseReply(tls.ReadAll(milliseconds(200))).status, testing::AnyOf(0, 400));
  EXPECT_EQ(calls, 0);
}

// T39: an address that leads out of itself is none.
TEST(HttpServer, PathsThatLeadElsewhereAreRefused) {
  const auto server = Serve(Echo);
  for (const char* path : {"/../etc/passwd", "/a/../../b", "/%2e%2e/etc/passwd", "/a%2fb", "/a%5cb",
                           "/%00", "/a%0d%0aX", "/%", "/%4", "/%zz", "/%c0%ae", "//evil.example/",
                           "/a//b", "/.", "/%ff", "*", "http://evil.example/"}) {
    EXPECT_EQ(Get(server->port(), path).status, 400) << path;
  }
}

// T33: a caller that sends a byte now and then is cut by the clock, and others are served.
TEST(HttpServer, SlowCallersAreCutAtTheirDeadline) {
  const auto server = Serve(Echo, ShortLimits());
  HttpWire silent(server->port());
  HttpWire slow(server->port());
  HttpWire slow_body(server->port());
  ASSERT_TRUE(
      slow_body.Send("POST /sign-in HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\n\r\n"));
  bool is_cut = false;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!is_cut && std::chrono::steady_clock::now() < end) {
    is_cut = !slow.Send("G") || slow.AwaitEnd(milliseconds(20));
    slow_body.Send("b");
  }
  EXPECT_TRUE(is_cut);
  EXPECT_TRUE(slow_body.AwaitEnd(kPatience));
  EXPECT_TRUE(silent.AwaitEnd(kPatience));
  EXPECT_EQ(Get(server->port(), "/others").status, 200);
}

// T30: above the bounds nobody is answered, and once there is room again everybody is.
TEST(HttpServer, ConnectionsAreBoundedByAddressAndInAll) {
  HttpLimits limits;
  limits.connections_max = 16;
  limits.per_address_max = 4;
  const auto server = Serve(Echo, limits);
  {
    std::vector<std::unique_ptr<HttpWire>> held;
    for (int i = 0; i < 40; ++i) held.push_back(std::make_unique<HttpWire>(server->port()));
    EXPECT_TRUE(held.back()->AwaitEnd(kPatience)) << "one address has four";
    HttpWire other(server->port(), "127.0.0.2");
    ASSERT_TRUE(other.Send("GET /other HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    EXPECT_THAT(other.ReadAll(), HasSubstr("path=other"));
  }
  // The server sees the ends when its threads run next, which a busy machine puts off: until then
  // it refuses, at once, so a number of tries would be no patience.
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (Get(server->port(), "/again").status != 200) {
    ASSERT_LT(std::chrono::steady_clock::now(), end) << "not answered after all were closed";
  }
}

// Gives `pieces` of 1000 bytes, and counts how many were asked for.
class Pieces : public HttpBody {
 public:
  Pieces(int pieces, bool fails_at_end, std::atomic<int>* asked)
      : left_(pieces), fails_at_end_(fails_at_end), asked_(asked) {}
  absl::StatusOr<size_t> Read(std::span<char> room) override {
    ++*asked_;
    if (left_ == 0) {
      if (fails_at_end_) return absl::DataLossError("it ends here");
      return 0;
    }
    --left_;
    const size_t length = std::min<size_t>(1000, room.size());
    std::fill_n(room.begin(), length, 'y');
    return length;
  }

 private:
  int left_;
  bool fails_at_end_;
  std::atomic<int>* asked_;
};

HttpResponse Stream(int pieces, bool fails_at_end, std::atomic<int>* asked) {
  HttpResponse response;
  response.stream = std::make_unique<Pieces>(pieces, fails_at_end, asked);
  return response;
}

TEST(HttpServer, AStreamIsMadeOnlyAsFastAsItIsTaken) {
  std::atomic<int> asked = 0;
  const auto server = Serve([&](const HttpRequest&) { return Stream(100'000, false, &asked); });
  HttpWire wire(server->port());
  ASSERT_TRUE(wire.Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
  // The system's buffers take some MB, then it stands still.
  int before = -1;
  for (int same = 0; same < 5;) {
    const int now = asked;
    same = now == before && now > 0 ? same + 1 : 0;
    before = now;
    EXPECT_THAT(wire.AwaitEnd(milliseconds(0)), false);
    std::this_thread::yield();
    Get(server->port(), "/%");  // takes its time
  }
  EXPECT_LT(before, 20'000) << "of 100,000 pieces";
}

TEST(HttpServer, AStreamThatFailsIsCutAndNotTakenForWhole) {
  std::atomic<int> asked = 0;
  const auto server =
      Serve([&](const HttpRequest& request) { return Stream(3, !request.path.empty(), &asked); });
  EXPECT_THAT(Get(server->port(), "/").body, AllOf(HasSubstr("yyy"), Not(HasSubstr("[cut]"))));
  EXPECT_THAT(Get(server->port(), "/fails").body, HasSubstr("[cut]"));
  const HttpReply packed = Get(server->port(), "/", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(packed.Header("Content-Encoding"), "gzip");
  EXPECT_EQ(Gunzip(packed.body), Get(server->port(), "/").body);
}

TEST(HttpServer, AHeaderThatWouldSplitTheAnswerCutsIt) {
  const auto server = Serve([](const HttpRequest&) {
    HttpResponse response;
    response.headers = {{"X-Split", "a\r\nSet-Cookie: b"}};
    return response;
  });
  EXPECT_THAT(Get(server->port(), "/").head, Not(HasSubstr("Set-Cookie")));
}

TEST(HttpServer, OnlyAddressesOfThisMachineAreServed) {
  for (const char* address : {"0.0.0.0:0", "[::]:0", "192.0.2.1:0", "localhost:0", "127.0.0.1",
                              "127.0.0.1:", "127.0.0.1:70000", "", ":80", "[127.0.0.1]:0"}) {
    const auto server = HttpServer::Start({.address = address, .respond = Echo});
    EXPECT_EQ(base::ReasonOf(server.status()), "HTTP_ADDRESS_INVALID") << address;
  }
  EXPECT_TRUE(HttpServer::Start({.address = "127.8.7.6:0", .respond = Echo}).ok());
  EXPECT_TRUE(
      HttpServer::Start({.address = "0.0.0.0:0", .may_leave_machine = true, .respond = Echo}).ok());
}

TEST(HttpServer, ATakenPortIsSaidInWords) {
  const auto first = Serve(Echo);
  const auto second =
      HttpServer::Start({.address = absl::StrCat("127.0.0.1:", first->port()), .respond = Echo});
  EXPECT_EQ(base::ReasonOf(second.status()), "HTTP_LISTEN_FAILED");
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("in use"));
}

TEST(HttpServer, StoppingCutsThoseUnderWay) {
  auto server = Serve(Echo);
  HttpWire held(server->port());
  ASSERT_TRUE(held.Send("GET / HTTP/1.1\r\n"));
  server->Stop();
  EXPECT_TRUE(held.AwaitEnd(kPatience));
}

}  // namespace
}  // namespace lontar::net
