#include "core/store/rocksdb/manifest_tail.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lontar::store {
namespace {

// A record: checksum (4), length of its payload (2), type (1), payload. None crosses a block; what
// is left of a block and too short for a head is zeros.
constexpr size_t kBlockBytes = 32 * 1024;
constexpr size_t kHeadBytes = 7;
// Whole, first, middle, last. Files that are written over have other types; no manifest is.
constexpr uint8_t kTypeMin = 1;
constexpr uint8_t kTypeMax = 4;

constexpr std::array<uint32_t, 256> Crc32cTable() {
  std::array<uint32_t, 256> table = {};
  for (uint32_t byte = 0; byte < table.size(); ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78u : 0);
    table[byte] = crc;
  }
  return table;
}
constexpr std::array<uint32_t, 256> kCrc32c = Crc32cTable();

uint32_t LittleEndian(absl::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = bytes.size(); i-- > 0;) value = (value << 8) | static_cast<uint8_t>(bytes[i]);
  return value;
}

// RocksDB stores no bare checksum: one of bytes that hold checksums would be weak.
uint32_t Masked(uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xa282ead8u; }

// The length of the record that begins at `at`; nothing where none does that is whole.
std::optional<size_t> RecordAt(absl::string_view manifest, size_t at) {
  const size_t room = std::min(kBlockBytes - at % kBlockBytes, manifest.size() - at);
  if (room < kHeadBytes) return std::nullopt;
  const absl::string_view head = manifest.substr(at, kHeadBytes);
  const size_t length = kHeadBytes + LittleEndian(head.substr(4, 2));
  const auto type = static_cast<uint8_t>(head[6]);
  if (length > room || type < kTypeMin || type > kTypeMax) return std::nullopt;
  const uint32_t crc = Crc32c(manifest.substr(at + 6, length - 6));
  if (Masked(crc) != LittleEndian(head.substr(0, 4))) return std::nullopt;
  return length;
}

// Behind the last record of the unbroken row from the start.
size_t EndOfRow(absl::string_view manifest) {
  size_t at = 0;
  while (true) {
    const size_t left = kBlockBytes - at % kBlockBytes;
    if (left < kHeadBytes) {
      if (manifest.size() - at < left) return at;
      at += left;
    }
    const std::optional<size_t> length = RecordAt(manifest, at);
    if (!length) return at;
    at += *length;
  }
}

}  // namespace

uint32_t Crc32c(absl::string_view bytes) {
  uint32_t crc = 0xffffffffu;
  for (const char byte : bytes)
    crc = (crc >> 8) ^ kCrc32c[(crc ^ static_cast<uint8_t>(byte)) & 255];
  return ~crc;
}

size_t BytesBeforeTornEnd(absl::string_view manifest) {
  const size_t end = EndOfRow(manifest);
  if (manifest.size() - end > kTornManifestBytesMax) return manifest.size();
  for (size_t at = end + 1; at < manifest.size(); ++at) {
    if (RecordAt(manifest, at)) return manifest.size();
  }
  return end;
}

}  // namespace lontar::store
