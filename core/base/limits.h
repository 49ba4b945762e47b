#pragma once
// Every bound on what comes from outside, with its unit and reason. They rise only with the level
// (DESIGN.md section 10).

#include <cstddef>
#include <cstdint>

namespace lontar::base {

// Sizes of records, before compression.
inline constexpr size_t kHeaderBytesMax = 1024;
inline constexpr size_t kLeafBytesMax = 8 * 1024;
inline constexpr size_t kReportBytesMax = 1024 * 1024;
inline constexpr size_t kActBytesMax = 4 * 1024 * 1024;
// An act with its signatures, as it travels between an operator's hands.
inline constexpr size_t kEnvelopeBytesMax = kActBytesMax + 1024;
inline constexpr size_t kPartBytesMax = 16 * 1024 * 1024;
// The entry bundle's uint16 length ends here (C2SP tlog-tiles).
inline constexpr size_t kBundleEntryBytesMax = 65535;

// A report with all its parts. 64 MiB: over half an hour on a 256 kbit/s line; larger data are
// several reports.
inline constexpr size_t kSubmissionBytesMax = 64 * 1024 * 1024;

// Counts within records.
inline constexpr int kPartsMax = 256;
inline constexpr int kLinksMax = 256;
inline constexpr int kSignaturesMax = 8;
inline constexpr size_t kIdBytesMax = 64;
// A part may state as many observations as fit; this bounds one block before memory is taken for
// its columns.
inline constexpr int kObservationsPerBlockMax = 1'000'000;
// What a check reports of one block: a person reads the first hundred, the hub asks only whether
// there is an error.
inline constexpr int kFindingsPerBlockMax = 1000;
inline constexpr int kBlocksPerPartMax = 10'000;
inline constexpr int kDimensionsMax = 16;
// What codes and texts of a part's rows may take once written out: an index of one byte can stand
// for a text of 4 KiB.
inline constexpr size_t kPartExpandedBytesMax = 256 * 1024 * 1024;
// Free text of a comment, definition or source, in bytes.
inline constexpr size_t kTextBytesMax = 4096;
inline constexpr int kDecimalScaleMax = 9;

// Nesting of any message: deeper is refused before it is read.
inline constexpr int kMessageDepthMax = 16;

// Signed notes (C2SP signed-note).
inline constexpr size_t kNoteBytesMax = 1024 * 1024;
inline constexpr int kNoteLinesMax = 64;

// Sync. 256 KiB: eight seconds on a 256 kbit/s line, the slowest that we plan for, and well under
// gRPC's 4 MiB.
inline constexpr size_t kChunkBytesMax = 256 * 1024;
inline constexpr size_t kFrameBytesMax = 1024 * 1024;
inline constexpr int kLeavesPerFrameMax = 64;
// What a session may have sent without an answer.
inline constexpr size_t kUnansweredBytesMax = 8 * 1024 * 1024;
inline constexpr int kUnansweredEntriesMax = 256;

// Messages on the wire. A sync message is one frame; 64 KiB are for what stands round it. On the
// local sockets imports travel whole.
inline constexpr size_t kSyncMessageBytesMax = kFrameBytesMax + 64 * 1024;
inline constexpr size_t kLocalMessageBytesMax = 80 * 1024 * 1024;
inline constexpr size_t kMetadataBytesMax = 8 * 1024;
// An error's sentence as it crosses the wire: percent-encoded it may triple, and metadata must hold
// it.
inline constexpr size_t kErrorBytesMax = 2 * 1024;
// A socket that says nothing is closed after this.
inline constexpr int kHandshakeMsMax = 5 * 1000;
// A satellite line needs a few round trips for TLS; after this the next try is due.
inline constexpr int kConnectMsMax = 20 * 1000;
// A dead line is noticed after the sum of these.
inline constexpr int kKeepaliveMs = 60 * 1000;
inline constexpr int kKeepaliveAnswerMsMax = 20 * 1000;
// A node needs one stream, and one more while an old one is being closed.
inline constexpr int kStreamsPerConnectionMax = 4;
// An answer on a local socket: the longest is a large import's check.
inline constexpr int kLocalAnswerMinutesMax = 10;
// A conversation or a mirror on the slowest line.
inline constexpr int kLocalStreamHoursMax = 24;
// Conversations at once: eleven members with a line each, and old ones that nobody has closed yet.
inline constexpr int kLinesMax = 64;
inline constexpr int kLinesPerMemberMax = 4;
// Frames of one line that wait for the hub; more are left to the line's own flow control.
inline constexpr int kFramesWaitingMax = 8;
// A conversation in which nothing comes or goes for so long is ended: a window of 8 MiB takes four
// and a half minutes on a 256 kbit/s line, but one of its frames only half a minute.
inline constexpr int kSilentMinutesMax = 5;
// Between two tries of a node to reach a hub that does not answer: at most so long, and at least
// half of it once the delays have grown, so at most 24 tries an hour and a dozen first ones.
inline constexpr int kRetrySecondsMax = 5 * 60;
// And of one whose key or certificate is refused, or whose program is too old: people must act
// first.
inline constexpr int kEntitlementMinutes = 30;
// From so many failures in a row on a node says "stuck": twenty minutes of an outage.
inline constexpr int kFailuresUntilStuck = 12;
// Where node.conf does not say how often: the sync design's fallback of a quarter of an hour.
inline constexpr int kSyncMinutes = 15;
inline constexpr int kSyncMinutesMax = 7 * 24 * 60;
// What a program gives to calls that are under way when it is told to stop.
inline constexpr int kStopSecondsMax = 5;
// sockaddr_un holds 108 bytes with the zero at the end.
inline constexpr size_t kSocketPathBytesMax = 107;

// Files that an operator or a ministry hands in.
inline constexpr size_t kImportBytesMax = 64 * 1024 * 1024;
inline constexpr size_t kConfigurationBytesMax = 1024 * 1024;
inline constexpr int kImportRowsMax = 1'000'000;
inline constexpr int kImportColumnsMax = 256;

// What must be free on a disk before a store takes new work, so that it can always be brought into
// order again: a write-ahead log is laid out in advance with 9 MiB, two of them beside a write
// buffer of 8 MiB on its way into a table, and four such tables being merged into one.
inline constexpr uint64_t kFreeBytesMin = 64 * 1024 * 1024;
// And the files that this takes: tables, logs, manifest, current, options, the sign register's
// copy.
inline constexpr uint64_t kFreeFilesMin = 32;

// Sizes and indexes fit a signed 64-bit integer in every language.
inline constexpr uint64_t kSizeMax = uint64_t{1} << 63;

}  // namespace lontar::base
