#pragma once
// A client of HTTP that says exactly the bytes that a test wants said.

#include <netinet/in.h>

#include <chrono>
#include <string>

#include "absl/strings/string_view.h"

namespace lontar::net {

// What came back on one connection.
struct HttpReply {
  int status = 0;  // 0: nothing came that is an answer
  std::string head;
  std::string body;  // chunks put together
  // The first value of a header, by its name as it is sent; empty where it is not there.
  std::string Header(absl::string_view name) const;
};

class HttpWire {
 public:
  // Connects from `from`, an address of this machine, to 127.0.0.1.
  explicit HttpWire(int port, const std::string& from = "127.0.0.1");
  ~HttpWire();
  HttpWire(const HttpWire&) = delete;
  HttpWire& operator=(const HttpWire&) = delete;

  // False where the other side has closed.
  bool Send(absl::string_view bytes);
  // Everything until the other side closes, or nothing came for so long.
  std::string ReadAll(std::chrono::milliseconds longest = std::chrono::seconds(5));
  // Waits for the other side's end without reading what comes before; false: it did not come.
  bool AwaitEnd(std::chrono::milliseconds longest);

 private:
  int fd_ = -1;
};

// One request by GET with these header lines ("Accept: text/html\r\n"), and its reply.
HttpReply Get(int port, absl::string_view target, absl::string_view header_lines = "");
// Says `bytes` and reads until the end.
HttpReply Say(int port, absl::string_view bytes);
HttpReply ParseReply(const std::string& bytes);

// What a gzip holds; empty where it is none.
std::string Gunzip(absl::string_view packed);

}  // namespace lontar::net
