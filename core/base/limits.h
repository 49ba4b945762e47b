#pragma once
// Every bound on what comes from outside, with its unit and reason. They rise only with the level (DESIGN.md section 10).

#include <cstddef>
#include <cstdint>

namespace lontar::base {

// Sizes of records, before compression.
inline constexpr size_t kHeaderBytesMax = 1024;
inline constexpr size_t kLeafBytesMax = 8 * 1024;
inline constexpr size_t kReportBytesMax = 1024 * 1024;
inline constexpr size_t kActBytesMax = 4 * 1024 * 1024;
inline constexpr size_t kPartBytesMax = 16 * 1024 * 1024;
// The entry bundle's uint16 length ends here (C2SP tlog-tiles).
inline constexpr size_t kBundleEntryBytesMax = 65535;

// Counts within records.
inline constexpr int kPartsMax = 256;
inline constexpr int kLinksMax = 256;
inline constexpr int kSignaturesMax = 8;
inline constexpr size_t kIdBytesMax = 64;
// A part may state as many observations as fit; this bounds one block before memory is taken for its columns.
inline constexpr int kObservationsPerBlockMax = 1'000'000;
// What a check reports of one block: a person reads the first hundred, the hub asks only whether there is an error.
inline constexpr int kFindingsPerBlockMax = 1000;
inline constexpr int kBlocksPerPartMax = 10'000;
inline constexpr int kDimensionsMax = 16;
// What codes and texts of a part's rows may take once written out: an index of one byte can stand for a text of 4 KiB.
inline constexpr size_t kPartExpandedBytesMax = 256 * 1024 * 1024;
// Free text of a comment, definition or source, in bytes.
inline constexpr size_t kTextBytesMax = 4096;
inline constexpr int kDecimalScaleMax = 9;

// Nesting of any message: deeper is refused before it is read.
inline constexpr int kMessageDepthMax = 16;

// Signed notes (C2SP signed-note).
inline constexpr size_t kNoteBytesMax = 1024 * 1024;
inline constexpr int kNoteLinesMax = 64;

// Sync. 256 KiB: eight seconds on a 256 kbit/s line, the slowest that we plan for, and well under gRPC's 4 MiB.
inline constexpr size_t kChunkBytesMax = 256 * 1024;
inline constexpr size_t kFrameBytesMax = 1024 * 1024;
inline constexpr int kLeavesPerFrameMax = 64;
// What a session may have sent without an answer.
inline constexpr size_t kUnansweredBytesMax = 8 * 1024 * 1024;
inline constexpr int kUnansweredEntriesMax = 256;

// Files that an operator or a ministry hands in.
inline constexpr size_t kImportBytesMax = 64 * 1024 * 1024;
inline constexpr size_t kConfigurationBytesMax = 1024 * 1024;
inline constexpr int kImportRowsMax = 1'000'000;
inline constexpr int kImportColumnsMax = 256;

// Sizes and indexes fit a signed 64-bit integer in every language.
inline constexpr uint64_t kSizeMax = uint64_t{1} << 63;

}  // namespace lontar::base
