#include "tests/unit/net/http_client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace lontar::net {
namespace {

sockaddr_in AddressOf(const std::string& host, int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  inet_pton(AF_INET, host.c_str(), &address.sin_addr);
  return address;
}

std::string Unchunked(absl::string_view body) {
  std::string whole;
  while (true) {
    const size_t line_end = body.find("\r\n");
    if (line_end == absl::string_view::npos) return whole + "[cut]";
    const size_t length = std::stoul(std::string(body.substr(0, line_end)), nullptr, 16);
    body.remove_prefix(line_end + 2);
    if (length == 0) return whole;
    if (body.size() < length + 2) return whole + "[cut]";
    absl::StrAppend(&whole, body.substr(0, length));
    body.remove_prefix(length + 2);
  }
}

}  // namespace

std::string HttpReply::Header(absl::string_view name) const {
  for (const absl::string_view line : absl::StrSplit(head, "\r\n")) {
    if (absl::StartsWith(line, absl::StrCat(name, ": "))) {
      return std::string(line.substr(name.size() + 2));
    }
  }
  return "";
}

HttpWire::HttpWire(int port, const std::string& from) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
  const sockaddr_in own = AddressOf(from, 0);
  const sockaddr_in other = AddressOf("127.0.0.1", port);
  if (bind(fd_, reinterpret_cast<const sockaddr*>(&own), sizeof(own)) == 0) {
    (void)connect(fd_, reinterpret_cast<const sockaddr*>(&other), sizeof(other));
  }
}

HttpWire::~HttpWire() { close(fd_); }

bool HttpWire::Send(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

std::string HttpWire::ReadAll(std::chrono::milliseconds longest) {
  std::string all;
  std::array<char, 16 * 1024> room;
  pollfd waits = {fd_, POLLIN, 0};
  while (poll(&waits, 1, static_cast<int>(longest.count())) == 1) {
    const ssize_t length = recv(fd_, room.data(), room.size(), 0);
    if (length <= 0) return all;
    all.append(room.data(), static_cast<size_t>(length));
  }
  return all;
}

bool HttpWire::AwaitEnd(std::chrono::milliseconds longest) {
  const auto until = std::chrono::steady_clock::now() + longest;
  std::array<char, 1024> room;
  pollfd waits = {fd_, POLLIN, 0};
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() <= 0 || poll(&waits, 1, static_cast<int>(left.count())) != 1) return false;
    if (recv(fd_, room.data(), room.size(), 0) <= 0) return true;
  }
}

HttpReply ParseReply(const std::string& bytes) {
  const std::pair<std::string, std::string> halves =
      absl::StrSplit(bytes, absl::MaxSplits("\r\n\r\n", 1));
  HttpReply reply{.head = halves.first, .body = halves.second};
  if (absl::StartsWith(bytes, "HTTP/1.1 ") && bytes.size() > 12) {
    (void)absl::SimpleAtoi(bytes.substr(9, 3), &reply.status);
  }
  if (reply.Header("Transfer-Encoding") == "chunked") reply.body = Unchunked(reply.body);
  return reply;
}

HttpReply Say(int port, absl::string_view bytes) {
  HttpWire wire(port);
  wire.Send(bytes);
  return ParseReply(wire.ReadAll());
}

HttpReply Get(int port, absl::string_view target, absl::string_view header_lines) {
  return Say(port, absl::StrCat("GET ", target, " HTTP/1.1\r\nHost: localhost\r\n", header_lines,
                                "Connection: close\r\n\r\n"));
}

}  // namespace lontar::net
