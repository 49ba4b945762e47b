#pragma once
// Entries of a chain, and the leaves that the hub makes of them.
//
// Source: DESIGN.md section 10 (header, leaf, chains); proto/lontar/v1/entry.proto. Values, any
// thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/trust/payload_type.h"
#include "core/trust/signature.h"

namespace lontar::chain {

// Numbers as in entry.proto.
enum class EntryKind {
  kSubmission = 1,
  kReturn = 2,
  kSourcePlan = 3,
  kRestoreNotice = 4,
  kKeys = 5,
  kBranchChoice = 6,
  kErasure = 7,
  kQuestion = 8,
  kAnswer = 9,
  kRelease = 10,
  kTrustRoot = 20,
  kCollection = 21,
  kCatalogue = 22,
  kMember = 23,
  kRound = 24,
  kDecision = 25,
  kPolicy = 26,
};

// "submission", "source-plan", …
absl::string_view NameOf(EntryKind kind);

enum class Verdict {
  kAccepted = 1,
  kPayloadMissing = 2,
  kPayloadMalformed = 3,
  kDuplicate = 4,
  kFork = 5,
  kKeyNotValid = 6,
  kNotEntitled = 7,
  kContextMismatch = 8,
  kCatalogueUnknown = 9,
  kCatalogueViolated = 10,
  kCountsMismatch = 11,
  kOutOfOrder = 12,
  kLevelTooLow = 13,
};

// "accepted", "payload-missing", …
absl::string_view NameOf(Verdict verdict);

// Author of the hub's own chain.
inline constexpr absl::string_view kAuthority = "authority";

struct Header {
  base::HubId hub_id;
  std::string author;  // two capital letters, or kAuthority
  base::Incarnation incarnation;
  base::ChainNumber number;                 // from 1
  std::optional<base::EntryHash> previous;  // absent at 1
  EntryKind kind = EntryKind::kSubmission;
  std::string collection;  // may be empty
  base::PayloadId payload_id;
  std::vector<trust::Signature> payload_signatures;
  friend bool operator==(const Header&, const Header&) = default;
};

// An entry as it came: the signed bytes, what they say, and the signature over PAE(entry,
// header_bytes).
struct Entry {
  std::string header_bytes;
  Header header;
  trust::Signature signature;
  base::EntryHash hash() const;
};

struct Stamp {
  Verdict verdict = Verdict::kAccepted;
  uint64_t time_ms = 0;  // since 1970-01-01 UTC
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

struct Leaf {
  std::string leaf_bytes;
  Entry entry;
  Stamp stamp;
};

// True for at most 64 of a-z, 0-9 and "-"; the empty id stands for "concerns all".
bool IsCollectionId(absl::string_view text);

// OK if every field is within its bounds (limits.h): author, number below 2^63, previous absent
// exactly at 1, collection [a-z0-9-]{0,64}, at most 8 signatures of a known algorithm. The reader
// asks it; whoever seals what a person typed should too. InvalidArgument with NOT_CANONICAL, or
// UNKNOWN_VALUE for an algorithm or kind that this level does not know.
absl::Status CheckHeader(const Header& header);

// Encoding, and strict reading (docs/formats/encoding.md). Errors of reading: those of
// base::StrictParse, those of CheckHeader, and InvalidArgument with NOT_CANONICAL for a wrong
// length or an absent field, with the field's name. Extension fields (1000-1999) stay in
// header_bytes and leaf_bytes, and so in every hash; an envelope drops them.
std::string EncodeHeader(const Header& header);
absl::StatusOr<Header> DecodeHeader(absl::string_view bytes);
absl::StatusOr<Entry> MakeEntry(std::string header_bytes, const trust::Signature& signature);
std::string EncodeEntry(const Entry& entry);  // SealedEntry: as a node keeps it
absl::StatusOr<Entry> DecodeEntry(absl::string_view bytes);
std::string EncodeLeaf(const Entry& entry, const Stamp& stamp);
absl::StatusOr<Leaf> DecodeLeaf(std::string leaf_bytes);

// Signs and puts together. `header.number` etc. are the caller's duty.
Entry SealEntry(const Header& header, const trust::Signer& key);

// OK if `node_key` made the entry's signature (on the authority's chain: the hub's chain key).
// DataLoss with SIGNATURE_INVALID.
absl::Status VerifyEntry(const Entry& entry, const trust::PublicKey& node_key);

// Where a chain stands. A chain without entries has no head.
struct Head {
  base::ChainNumber number;
  base::EntryHash hash;
  friend bool operator==(const Head&, const Head&) = default;
};

// OK if `header` follows `head` (no head: number 1 and no previous hash). The caller has looked up
// the head of the header's own hub, author and incarnation. FailedPrecondition with CHAIN_GAP: a
// number is left out; CHAIN_REPEATED: the number was used before (the same entry again, or a fork:
// compare hashes); CHAIN_BROKEN: the number follows, but the hash of the one before is another.
absl::Status CheckLink(const std::optional<Head>& head, const Header& header);

// The type under which a payload of this kind is hashed and signed.
trust::PayloadType PayloadTypeFor(EntryKind kind);

// A payload with its signatures, as it travels between an operator's hands (Envelope in
// entry.proto).
struct Envelope {
  EntryKind kind = EntryKind::kSubmission;
  std::string collection;
  std::string payload;
  std::vector<trust::Signature> signatures;
  std::vector<std::string> parts = {};  // what the payload names: a question's text
  base::PayloadId payload_id() const;
};
std::string EncodeEnvelope(const Envelope& envelope);
absl::StatusOr<Envelope> DecodeEnvelope(absl::string_view bytes);
// Adds this key's signature over PAE(type, payload). A key that signed before signs once. The
// caller keeps to 8 signatures: a reader refuses more.
void AddSignature(Envelope* envelope, const trust::Signer& key);

}  // namespace lontar::chain
