#pragma once
// Every bound on what comes from outside, with its unit and reason. They rise only with the level
// (DESIGN.md section 10).
//
// docs/reference/limits.md is made from this file by tools/limits_page.py: "== Title" begins a
// table, the comment above a constant is its reason, the name's end says the unit.

#include <cstddef>
#include <cstdint>

namespace lontar::base {

// == Records, before compression

// A header names hub, author, number, kind and payload; signatures are the rest.
inline constexpr size_t kHeaderBytesMax = 1024;
// A header with its signatures and the hub's stamp.
inline constexpr size_t kLeafBytesMax = 8 * 1024;
// A report holds counts and hashes, no values.
inline constexpr size_t kReportBytesMax = 1024 * 1024;
// The largest act is a catalogue.
inline constexpr size_t kActBytesMax = 4 * 1024 * 1024;
// An act with its signatures, as it travels between an operator's hands.
inline constexpr size_t kEnvelopeBytesMax = kActBytesMax + 1024;
// The values of one indicator; it may take several parts.
inline constexpr size_t kPartBytesMax = 16 * 1024 * 1024;
// Words on one indicator, or a justification: some 200 pages; longer texts are attachments.
inline constexpr size_t kNarrativeBytesMax = 1024 * 1024;
// The entry bundle's uint16 length ends here (C2SP tlog-tiles).
inline constexpr size_t kBundleEntryBytesMax = 65535;
// A report with all its parts. Over half an hour on a 256 kbit/s line; larger data are several
// reports.
inline constexpr size_t kSubmissionBytesMax = 64 * 1024 * 1024;

// == Counts within records

// Parts of one report.
inline constexpr int kPartsMax = 256;
// Links of one report to those that it supersedes.
inline constexpr int kLinksMax = 256;
// Reports that a member's return names.
inline constexpr int kReturnReportsMax = 4096;
// Signatures of one payload: provider and approvers, or k of n keys of an authority.
inline constexpr int kSignaturesMax = 8;
// Identifiers are ASCII words of catalogues and registries.
inline constexpr size_t kIdBytesMax = 64;
// A part may state as many observations as fit; this bounds one block before memory is taken for
// its columns.
inline constexpr int kObservationsPerBlockMax = 1'000'000;
// What a check reports of one block: a person reads the first hundred, the hub asks only whether
// there is an error.
inline constexpr int kFindingsPerBlockMax = 1000;
// A block is one measure and period of a provider's indicator.
inline constexpr int kBlocksPerPartMax = 10'000;
// Breakdowns of one observation: sex, age, place and the like.
inline constexpr int kDimensionsMax = 16;
// What codes and texts of a part's rows may take once written out: an index of one byte can stand
// for a text of 4 KiB.
inline constexpr size_t kPartExpandedBytesMax = 256 * 1024 * 1024;
// Free text of a comment, definition or source.
inline constexpr size_t kTextBytesMax = 4096;
// What a sentence quotes of a text from outside: enough to find it again.
inline constexpr size_t kQuotedBytesMax = 64;
// Digits behind the point.
inline constexpr int kDecimalScaleMax = 9;
// Nesting of any message: deeper is refused before it is read.
inline constexpr int kMessageDepthMax = 16;

// == Signed notes (C2SP signed-note)

// A checkpoint with the cosignatures of all witnesses is far shorter.
inline constexpr size_t kNoteBytesMax = 1024 * 1024;
// Text and signature lines together.
inline constexpr int kNoteLinesMax = 64;

// == Sync

// Eight seconds on a 256 kbit/s line, the slowest that we plan for, and well under gRPC's 4 MiB.
inline constexpr size_t kChunkBytesMax = 256 * 1024;
// One frame of a conversation.
inline constexpr size_t kFrameBytesMax = 1024 * 1024;
// Leaves that one frame brings.
inline constexpr int kLeavesPerFrameMax = 64;
// What a session may have sent without an answer.
inline constexpr size_t kUnansweredBytesMax = 8 * 1024 * 1024;
// Entries that a session may have sent without an answer.
inline constexpr int kUnansweredEntriesMax = 256;

// == Messages on the wire

// A sync message is one frame; 64 KiB are for what stands round it.
inline constexpr size_t kSyncMessageBytesMax = kFrameBytesMax + 64 * 1024;
// On the local sockets imports travel whole.
inline constexpr size_t kLocalMessageBytesMax = 80 * 1024 * 1024;
// All headers of one call together; a header bomb of 45 MB stops here.
inline constexpr size_t kMetadataBytesMax = 8 * 1024;
// An error's sentence as it crosses the wire: percent-encoded it may triple, and metadata must hold
// it.
inline constexpr size_t kErrorBytesMax = 2 * 1024;
// sockaddr_un holds 108 bytes with the zero at the end.
inline constexpr size_t kSocketPathBytesMax = 107;

// == Connections to the hub

// Connections at once. A node needs one for each conversation; each costs two files and about
// 130 KiB with TLS.
inline constexpr int kConnectionsMax = 512;
// Connections at once of one address (IPv6: of one /64 network), so that one computer cannot take
// all of them. An office behind one address has a few nodes.
inline constexpr int kConnectionsPerAddressMax = 32;
// Files that the hub asks the system for when it starts: two for each connection, 256 for the
// store, and as many again to spare.
inline constexpr int kOpenFilesWanted = 2048;
// Files that the connections leave to the store, the sockets and the diagnostics where the system
// grants fewer than were asked for.
inline constexpr int kOpenFilesForOthers = 48;
// Callers that the system keeps waiting while the hub accepts others. One more has its first packet
// dropped and asks again after a second; a flood of callers fills a short queue.
inline constexpr int kListenBacklog = 1024;
// A caller that has not finished its TLS handshake by then is cut.
inline constexpr int kHandshakeMsMax = 5 * 1000;
// A connection without a call is closed after this. A node begins its call at once, and opens a new
// connection for the next one.
inline constexpr int kIdleMsMax = 30 * 1000;
// A connection whose caller has ended it, but that this side still holds, is cut after this.
inline constexpr int kHalfClosedSecondsMax = 5;
// A conversation is ended after this, however busy it is, and goes on in a new one where it
// stopped. The largest submission takes over half an hour on the slowest line.
inline constexpr int kConversationMinutesMax = 4 * 60;
// What a call has left when its connection reaches that age.
inline constexpr int kConnectionGraceMinutesMax = 5;
// A satellite line needs a few round trips for TLS; after this the next try is due.
inline constexpr int kConnectMsMax = 20 * 1000;
// How often a line that says nothing is asked whether it is still there.
inline constexpr int kKeepaliveMs = 60 * 1000;
// A line that does not answer that is dead after this.
inline constexpr int kKeepaliveAnswerMsMax = 20 * 1000;
// What a connection without a conversation may send: its TLS handshake and the headers of a call
// are a tenth of it. gRPC 1.51 keeps the bytes of a header block that never ends.
inline constexpr size_t kStrayBytesWithoutLineMax = 256 * 1024;
// What a connection may send beyond the frames that its conversation brought: those that gRPC holds
// while the hub is busy are far less.
inline constexpr size_t kStrayBytesMax = 64 * 1024 * 1024;
// How often that is looked at: at the speed of loopback a few MB come meanwhile.
inline constexpr int kStrayLookMs = 20;
// A node needs one stream, and one more while an old one is being closed.
inline constexpr int kStreamsPerConnectionMax = 4;
// Calls of one member in a burst. Beyond it a call is refused and its connection cut.
inline constexpr int kCallBurstMax = 100;
// What a member's burst grows again by. A node calls once for each conversation.
inline constexpr int kCallsPerSecondMax = 5;
// The same complaint about one address or member is written once in so long, with how often it was
// meant: a flood must not fill the disk with diagnostics.
inline constexpr int kComplaintSeconds = 10;
// Addresses and members whose complaints are told apart; the others' share one line.
inline constexpr int kComplaintSubjectsMax = 256;

// == HTTP of hub and node

// Connections at once. The operator's web server stands in front and keeps callers waiting; beyond
// this they wait in the system's queue. Each has kHttpConnectionBytesMax.
inline constexpr int kHttpConnectionsMax = 256;
// Connections at once of one address. The web server is one address, and so is a program beside it.
inline constexpr int kHttpConnectionsPerAddressMax = 192;
// What one connection may hold for the head of its request and of the answer.
inline constexpr size_t kHttpConnectionBytesMax = 32 * 1024;
// Request line and headers together: what browsers send is under 4 KiB.
inline constexpr size_t kHttpHeadBytesMax = 16 * 1024;
// Path and query. SDMX queries are the longest that we know.
inline constexpr size_t kHttpTargetBytesMax = 4 * 1024;
// Header lines of one request.
inline constexpr int kHttpHeadersMax = 64;
// Segments of a path, and pairs of a query.
inline constexpr int kHttpPiecesMax = 64;
// The body of a form; a request without a form has none.
inline constexpr size_t kHttpBodyBytesMax = 4 * 1024;
// From the end of one answer, or the connection's beginning, to the last byte of the next request.
// It ends callers who send a byte a second and those who send nothing.
inline constexpr int kHttpRequestMsMax = 15 * 1000;
// An answer is cut after this, however slowly its reader takes it: 50 MB on a 256 kbit/s line.
inline constexpr int kHttpAnswerMinutesMax = 30;
// How often overdue connections are looked for.
inline constexpr int kHttpLookMs = 500;
// Threads that answer: one waits for the hub's lock while others serve.
inline constexpr int kHttpThreads = 4;
// What the figures of one answer may take while they are sorted: some twenty thousand, each
// distinct text once. More are asked for in pieces, or in their own order.
inline constexpr size_t kSortedBytesMax = 8 * 1024 * 1024;
// An answer shorter than this is not compressed: it fits one packet.
inline constexpr size_t kHttpCompressedBytesFrom = 1024;

// == Role tokens of a hub

// Tokens that a hub keeps, with those that have expired or were revoked.
inline constexpr int kRoleTokensMax = 1024;
// The longest that a token may hold: a year and a month's grace.
inline constexpr int kRoleTokenDaysMax = 400;

// == Lines of the hub

// Conversations at once: eleven members with a line each, and old ones that nobody has closed yet.
inline constexpr int kLinesMax = 64;
// Conversations at once of one member.
inline constexpr int kLinesPerMemberMax = 4;
// Frames of one line that wait for the hub; more are left to the line's own flow control.
inline constexpr int kFramesWaitingMax = 8;
// What waits to go out on one line: two answers to a pull are 24 MiB at most, and a node waits for
// one before it asks for the next. A line with more is ended.
inline constexpr size_t kLineBytesWaitingMax = 32 * 1024 * 1024;
// A conversation in which nothing comes or goes for so long is ended: a window of 8 MiB takes four
// and a half minutes on a 256 kbit/s line, but one of its frames only half a minute.
inline constexpr int kSilentMinutesMax = 5;
// Memory of the hub's process above which it takes no new line and ends those that hold most. The
// folded log is part of it; memory_mib_max in hub.conf raises it for a large one.
inline constexpr size_t kMemoryBytesMax = size_t{2} * 1024 * 1024 * 1024;

// == A node's calls

// Between two tries of a node to reach a hub that does not answer: at most so long, and at least
// half of it once the delays have grown, so at most 24 tries an hour and a dozen first ones.
inline constexpr int kRetrySecondsMax = 5 * 60;
// Between two tries of a node whose key or certificate is refused, or whose program is too old:
// people must act first.
inline constexpr int kEntitlementMinutes = 30;
// From so many failures in a row on a node says "stuck": twenty minutes of an outage.
inline constexpr int kFailuresUntilStuck = 12;
// Where node.conf does not say how often: the sync design's fallback of a quarter of an hour.
inline constexpr int kSyncMinutes = 15;
// The rarest that node.conf may ask for: a week.
inline constexpr int kSyncMinutesMax = 7 * 24 * 60;

// == Programs

// An answer on a local socket: the longest is a large import's check.
inline constexpr int kLocalAnswerMinutesMax = 10;
// A conversation or a mirror on the slowest line.
inline constexpr int kLocalStreamHoursMax = 24;
// What a program gives to calls that are under way when it is told to stop.
inline constexpr int kStopSecondsMax = 5;

// == Files that an operator or a ministry hands in

// One CSV file of a ministry.
inline constexpr size_t kImportBytesMax = 64 * 1024 * 1024;
// Settings, mappings, keys and certificates.
inline constexpr size_t kConfigurationBytesMax = 1024 * 1024;
// Rows of one file.
inline constexpr int kImportRowsMax = 1'000'000;
// Columns of one file.
inline constexpr int kImportColumnsMax = 256;
// A million rows of twenty columns: besides its text, each takes four bytes while a file is read.
inline constexpr int kImportCellsMax = 20'000'000;
// A spreadsheet's cell holds 32,767 characters, of at most four bytes each.
inline constexpr size_t kImportCellBytesMax = 128 * 1024;
// Cells that a node lists when it only looks at a file; whoever wants all of them looks without it.
inline constexpr int kImportCellsListedMax = 10'000;
// Changes that the comparison of a draft lists; the others are only counted. A person reads the
// first hundred, and the answer must fit one message.
inline constexpr int kDiffCellsListedMax = 10'000;
// Parts of one workbook; Excel's own have a dozen and one a sheet, drawing and comment.
inline constexpr int kWorkbookPartsMax = 4096;
// All parts of a workbook together, unpacked, and all text of its cells.
inline constexpr size_t kWorkbookUnpackedBytesMax = 512 * 1024 * 1024;
// A part of more than 1 MiB unpacks to at most so many times its packed size: the XML of sheets
// reaches 60, a bomb 1000.
inline constexpr int kWorkbookExpansionMax = 250;
// Elements within elements of a workbook's XML; SpreadsheetML needs 12.
inline constexpr int kXmlDepthMax = 64;
// Findings of one import, and series that it counts by name: a person reads the first hundred, and
// the answer must fit one message.
inline constexpr int kImportFindingsMax = 1000;
// Definitions and sources that a list of deviations names for one member and indicator.
inline constexpr size_t kTextsListedMax = 100;
// What a finding repeats of its cell.
inline constexpr size_t kFindingValueBytesMax = 256;

// == Numbers

// What must be free on a disk before a store takes new work, so that it can always be brought into
// order again: a write-ahead log is laid out in advance with 9 MiB, two of them beside a write
// buffer of 8 MiB on its way into a table, and four such tables being merged into one.
inline constexpr uint64_t kFreeBytesMin = 64 * 1024 * 1024;
// And the files that this takes: tables, logs, manifest, current, options, the sign register's
// copy.
inline constexpr uint64_t kFreeFilesMin = 32;
// What must be free before a store is opened, which writes what is in its logs into tables: two
// write buffers of 8 MiB and a new log. Less than new work leaves, so only others can have it.
inline constexpr uint64_t kFreeBytesToOpenMin = 32 * 1024 * 1024;
// And the files that opening makes; where room is missing RocksDB ends the process, and we say why.
inline constexpr uint64_t kFreeFilesToOpenMin = 16;
// Below this much free disk the status warns. A round of eleven members takes a few MiB; 1 GiB
// leaves weeks to act, and RocksDB room to write its files anew.
inline constexpr uint64_t kFreeBytesWarned = uint64_t{1} << 30;

// Sizes and indexes fit a signed 64-bit integer in every language.
inline constexpr uint64_t kSizeMax = uint64_t{1} << 63;

}  // namespace lontar::base
