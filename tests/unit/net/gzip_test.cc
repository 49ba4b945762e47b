#include "core/net/gzip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/unit/net/http_client.h"

namespace lontar::net {
namespace {

// Gives a text in pieces of `step` bytes.
class Steps : public HttpBody {
 public:
  Steps(std::string text, size_t step) : text_(std::move(text)), step_(step) {}
  absl::StatusOr<size_t> Read(std::span<char> room) override {
    const size_t length = std::min({step_, room.size(), text_.size() - at_});
    std::copy_n(text_.begin() + static_cast<ptrdiff_t>(at_), length, room.begin());
    at_ += length;
    return length;
  }

 private:
  std::string text_;
  size_t step_;
  size_t at_ = 0;
};

class Broken : public HttpBody {
 public:
  absl::StatusOr<size_t> Read(std::span<char>) override { return absl::DataLossError("broken"); }
};

std::string NoisyText(size_t bytes) {
  std::mt19937 random(7);
  std::string text(bytes, ' ');
  for (char& byte : text) byte = static_cast<char>(random() % 64 + 32);
  return text;
}

absl::StatusOr<std::string> ReadAll(HttpBody* body, size_t room_bytes) {
  std::string all;
  std::string room(room_bytes, ' ');
  while (true) {
    const auto length = body->Read(room);
    if (!length.ok()) return length.status();
    if (*length == 0) return all;
    all.append(room, 0, *length);
  }
}

TEST(Gzip, WhatIsPackedComesBack) {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(100'000, 'a'), NoisyText(200'000)}) {
    EXPECT_EQ(Gunzip(Gzip(text)), text);
  }
  EXPECT_LT(Gzip(std::string(100'000, 'a')).size(), 1000u);
}

TEST(Gzip, AStreamIsPackedWhateverItsPieces) {
  const std::string text = NoisyText(100'000);
  for (const size_t step : {1000u, 100'000u}) {
    for (const size_t room : {1u, 37u, 65536u}) {
      const auto body = GzipBody(std::make_unique<Steps>(text, step));
      const auto packed = ReadAll(body.get(), room);
      ASSERT_TRUE(packed.ok());
      EXPECT_EQ(Gunzip(*packed), text) << step << " " << room;
    }
  }
}

TEST(Gzip, AnErrorOfTheStreamIsPassedOn) {
  const auto body = GzipBody(std::make_unique<Broken>());
  EXPECT_TRUE(absl::IsDataLoss(ReadAll(body.get(), 100).status()));
}

}  // namespace
}  // namespace lontar::net
