#pragma once
// Gzip of answers (RFC 1952). Output depends on the input alone. Any thread.

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "core/net/http_message.h"

namespace lontar::net {

std::string Gzip(absl::string_view text);

// The same, piece by piece, with bounded memory: 32 KiB are read ahead, zlib has 256 KiB.
std::unique_ptr<HttpBody> GzipBody(std::unique_ptr<HttpBody> plain);

}  // namespace lontar::net
