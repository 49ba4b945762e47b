#include <zlib.h>

#include <array>

#include "tests/unit/net/http_client.h"

namespace lontar::net {

std::string Gunzip(absl::string_view packed) {
  z_stream stream = {};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return "";
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string plain;
  std::array<char, 16 * 1024> room;
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = room.size();
    result = inflate(&stream, Z_NO_FLUSH);
    plain.append(room.data(), room.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return result == Z_STREAM_END ? plain : "";
}

}  // namespace lontar::net
