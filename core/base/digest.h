#pragma once
// Fixed-size byte strings with a type each, so that an entry's hash cannot be taken for a payload's
// id.
//
// Values, any thread. They order as byte strings.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

template <class Tag, int kSize>
class FixedBytes {
 public:
  static constexpr int kBytes = kSize;

  FixedBytes() { bytes_.fill(0); }
  explicit FixedBytes(const std::array<uint8_t, kSize>& bytes) : bytes_(bytes) {}

  // Nothing if `bytes` is not exactly kSize long.
  static std::optional<FixedBytes> FromBytes(absl::string_view bytes) {
    if (bytes.size() != kSize) return std::nullopt;
    FixedBytes result;
    for (int i = 0; i < kSize; ++i) result.bytes_[i] = static_cast<uint8_t>(bytes[i]);
    return result;
  }

  // Nothing if `hex` is not exactly 2 * kSize lower-case hexadecimal digits.
  static std::optional<FixedBytes> FromHex(absl::string_view hex) {
    if (hex.size() != 2 * kSize) return std::nullopt;
    for (const char c : hex) {
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return std::nullopt;
    }
    return FromBytes(absl::HexStringToBytes(hex));
  }

  absl::string_view view() const {
    return absl::string_view(reinterpret_cast<const char*>(bytes_.data()), kSize);
  }
  std::string bytes() const { return std::string(view()); }
  std::string hex() const { return absl::BytesToHexString(view()); }
  // The first eight hexadecimal digits, for messages to people.
  std::string short_hex() const { return hex().substr(0, 8); }
  const std::array<uint8_t, kSize>& array() const { return bytes_; }
  bool is_zero() const { return *this == FixedBytes(); }

  friend bool operator==(const FixedBytes&, const FixedBytes&) = default;
  friend auto operator<=>(const FixedBytes&, const FixedBytes&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const FixedBytes& value) {
    return H::combine(std::move(h), value.bytes_);
  }

 private:
  std::array<uint8_t, kSize> bytes_;
};

// A node of a Merkle tree, or any SHA-256 result without a role of its own.
using Hash = FixedBytes<struct HashTag, 32>;
// SHA-256 of PAE(type, bytes), by what the bytes are (DESIGN.md section 10).
using PayloadId = FixedBytes<struct PayloadIdTag, 32>;
using EntryHash = FixedBytes<struct EntryHashTag, 32>;
using PartHash = FixedBytes<struct PartHashTag, 32>;
// The identity of version 1 of a hub's trust root: its payload id.
using HubId = FixedBytes<struct HubIdTag, 32>;
// Drawn when a node's store is created and at every restore.
using Incarnation = FixedBytes<struct IncarnationTag, 16>;
// 32 random bytes at the start of every report and part.
using Salt = FixedBytes<struct SaltTag, 32>;

}  // namespace lontar::base
