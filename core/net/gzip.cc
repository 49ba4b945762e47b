#include "core/net/gzip.h"

#include <zlib.h>

#include <array>
#include <utility>

#include "absl/status/status.h"
#include "core/base/invariant.h"
#include "core/base/status_macros.h"

namespace lontar::net {
namespace {

// The window of 32 KiB, and 16 for gzip's own head and tail (zlib.h, deflateInit2).
constexpr int kWindowBits = 15 + 16;
constexpr int kMemoryLevel = 8;
// Level 6 is zlib's middle; a page of 60 kB takes it 2 ms.
constexpr int kLevel = 6;

class Deflater {
 public:
  Deflater() {
    const int begun =
        deflateInit2(&stream_, kLevel, Z_DEFLATED, kWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY);
    base::CheckInvariant(begun == Z_OK, "zlib has its memory");
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  void Give(absl::string_view text) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
  }
  bool is_hungry() const { return stream_.avail_in == 0; }
  bool is_done() const { return is_done_; }

  // Writes as much as there is and fits.
  size_t Take(std::span<char> room, bool is_last) {
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    is_done_ = deflate(&stream_, is_last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_END;
    return room.size() - stream_.avail_out;
  }

 private:
  z_stream stream_ = {};
  bool is_done_ = false;
};

class DeflatedBody : public HttpBody {
 public:
  explicit DeflatedBody(std::unique_ptr<HttpBody> plain) : plain_(std::move(plain)) {}

  absl::StatusOr<size_t> Read(std::span<char> room) override {
    while (!deflater_.is_done()) {
      if (deflater_.is_hungry() && !is_last_) {
        LONTAR_ASSIGN_OR_RETURN(const size_t length, plain_->Read(ahead_));
        is_last_ = length == 0;
        deflater_.Give(absl::string_view(ahead_.data(), length));
      }
      const size_t written = deflater_.Take(room, is_last_);
      if (written > 0) return written;
    }
    return 0;
  }

 private:
  std::unique_ptr<HttpBody> plain_;
  Deflater deflater_;
  std::array<char, 32 * 1024> ahead_ = {};
  bool is_last_ = false;
};

}  // namespace

std::string Gzip(absl::string_view text) {
  Deflater deflater;
  deflater.Give(text);
  std::string packed;
  std::array<char, 16 * 1024> room;
  while (!deflater.is_done()) packed.append(room.data(), deflater.Take(room, true));
  return packed;
}

std::unique_ptr<HttpBody> GzipBody(std::unique_ptr<HttpBody> plain) {
  return std::make_unique<DeflatedBody>(std::move(plain));
}

}  // namespace lontar::net
