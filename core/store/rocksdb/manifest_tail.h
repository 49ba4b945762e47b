#pragma once
// Where the end of a manifest is torn.
//
// RocksDB appends to its manifest and syncs it before it relies on what it said there. A power cut
// may leave garbage where the last record, never synced, would be. RocksDB reads over an end that
// is missing, but takes a checksum that does not fit for damage, and the store would stay shut.
// Source of the layout: RocksDB's wiki, "Write Ahead Log File Format", which manifests share.
//
// Pure functions, any thread.

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace lontar::store {

// No torn end is longer: what RocksDB says between two syncs is a few hundred bytes.
inline constexpr size_t kTornManifestBytesMax = 32 * 1024;

// How many bytes of `manifest` to read: all, unless its end is torn. It is if no whole record
// begins behind the last one of the unbroken row from the start, and not more than
// kTornManifestBytesMax follow. Anything else that is wrong is damage, and left for RocksDB to
// find.
size_t BytesBeforeTornEnd(absl::string_view manifest);

// CRC-32C of RFC 3720, appendix B.4.
uint32_t Crc32c(absl::string_view bytes);

}  // namespace lontar::store
