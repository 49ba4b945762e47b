#pragma once
// Strict reading of protobuf messages: bytes that a strict writer would not make are refused.
//
// Source: DESIGN.md section 10, "encoding" and "extension". It is a check at the door, not a
// re-encoding: what is hashed, signed, stored and sent stays the bytes that came.

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace google::protobuf {
class Message;
}

namespace lontar::base {

// Reads `bytes` into `message`. InvalidArgument with the reason
//   MESSAGE_TOO_LARGE   longer than `bytes_max`;
//   NOT_CANONICAL       not the bytes that a strict writer makes: a long varint, fields out of
//   order or twice, an explicit
//                       zero, an unpacked list, invalid UTF-8, or no such message at all;
//   UNKNOWN_FIELD       a field outside 1000-1999 that this level does not know, or one of those
//   twice or out of order; UNKNOWN_VALUE       an enum number that this level does not know.
absl::Status StrictParse(absl::string_view bytes, size_t bytes_max,
                         google::protobuf::Message* message);

// The bytes that a strict writer makes. Extension fields that were read are kept.
std::string StrictBytes(const google::protobuf::Message& message);

}  // namespace lontar::base
