#include "core/chain/entry.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::chain {
namespace {

absl::Status OutOfBounds(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "NOT_CANONICAL", sentence);
}

bool IsAuthor(absl::string_view author) {
  if (author == kAuthority) return true;
  return author.size() == 2 && absl::ascii_isupper(author[0]) && absl::ascii_isupper(author[1]);
}

absl::Status CheckPlaceInChain(const Header& header) {
  const uint64_t number = header.number.value();
  if (number == 0 || number >= base::kSizeMax) {
    return OutOfBounds(
        absl::StrCat("number of Header is ", number, ", it must be from 1 to 2^63 - 1"));
  }
  if (number == 1 && header.previous) {
    return OutOfBounds("previous of Header is present in entry 1, which has none before it");
  }
  if (number > 1 && !header.previous) {
    return OutOfBounds(absl::StrCat("previous of Header is absent in entry ", number));
  }
  return absl::OkStatus();
}

absl::Status CheckPayloadSignatures(const std::vector<trust::Signature>& signatures) {
  if (signatures.size() > static_cast<size_t>(base::kSignaturesMax)) {
    return OutOfBounds(absl::StrCat("Header has ", signatures.size(), " signatures, at most ",
                                    base::kSignaturesMax, " are allowed"));
  }
  for (const trust::Signature& signature : signatures) {
    if (signature.algorithm == trust::kEd25519) continue;
    return base::Problem(absl::StatusCode::kInvalidArgument, "UNKNOWN_VALUE",
                         absl::StrCat("algorithm of a Signature of Header is ", signature.algorithm,
                                      ", which is not known at this level; 1 (Ed25519) is"));
  }
  return absl::OkStatus();
}

absl::Status LinkProblem(absl::string_view reason, const Header& header,
                         absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kFailedPrecondition, reason,
                       absl::StrCat("entry ", header.number.value(), " of ", header.author, " ",
                                    sentence, ", incarnation ", header.incarnation.short_hex()));
}

}  // namespace

absl::string_view NameOf(EntryKind kind) {
  switch (kind) {
    case EntryKind::kSubmission:
      return "submission";
    case EntryKind::kReturn:
      return "return";
    case EntryKind::kSourcePlan:
      return "source-plan";
    case EntryKind::kRestoreNotice:
      return "restore-notice";
    case EntryKind::kKeys:
      return "keys";
    case EntryKind::kBranchChoice:
      return "branch-choice";
    case EntryKind::kErasure:
      return "erasure";
    case EntryKind::kQuestion:
      return "question";
    case EntryKind::kAnswer:
      return "answer";
    case EntryKind::kRelease:
      return "release";
    case EntryKind::kTrustRoot:
      return "trust-root";
    case EntryKind::kCollection:
      return "collection";
    case EntryKind::kCatalogue:
      return "catalogue";
    case EntryKind::kMember:
      return "member";
    case EntryKind::kRound:
      return "round";
    case EntryKind::kDecision:
      return "decision";
    case EntryKind::kPolicy:
      return "policy";
  }
  return "";
}

absl::string_view NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAccepted:
      return "accepted";
    case Verdict::kPayloadMissing:
      return "payload-missing";
    case Verdict::kPayloadMalformed:
      return "payload-malformed";
    case Verdict::kDuplicate:
      return "duplicate";
    case Verdict::kFork:
      return "fork";
    case Verdict::kKeyNotValid:
      return "key-not-valid";
    case Verdict::kNotEntitled:
      return "not-entitled";
    case Verdict::kContextMismatch:
      return "context-mismatch";
    case Verdict::kCatalogueUnknown:
      return "catalogue-unknown";
    case Verdict::kCatalogueViolated:
      return "catalogue-violated";
    case Verdict::kCountsMismatch:
      return "counts-mismatch";
    case Verdict::kOutOfOrder:
      return "out-of-order";
    case Verdict::kLevelTooLow:
      return "level-too-low";
  }
  return "";
}

base::EntryHash Entry::hash() const { return trust::EntryHashOf(header_bytes); }

bool IsCollectionId(absl::string_view text) {
  return text.size() <= base::kIdBytesMax && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

absl::Status CheckHeader(const Header& header) {
  if (!IsAuthor(header.author)) {
    return OutOfBounds(absl::StrCat("author of Header is \"", absl::CHexEscape(header.author),
                                    "\", it must be two capital letters or \"authority\""));
  }
  LONTAR_RETURN_IF_ERROR(CheckPlaceInChain(header));
  if (NameOf(header.kind).empty()) return OutOfBounds("kind of Header is absent");
  if (!IsCollectionId(header.collection)) {
    return OutOfBounds(absl::StrCat("collection of Header is \"",
                                    absl::CHexEscape(header.collection),
                                    "\", it must be at most 64 of a-z, 0-9 and \"-\""));
  }
  return CheckPayloadSignatures(header.payload_signatures);
}

absl::StatusOr<Entry> MakeEntry(std::string header_bytes, const trust::Signature& signature) {
  LONTAR_ASSIGN_OR_RETURN(Header header, DecodeHeader(header_bytes));
  return Entry{std::move(header_bytes), std::move(header), signature};
}

Entry SealEntry(const Header& header, const trust::Signer& key) {
  std::string bytes = EncodeHeader(header);
  const trust::Signature signature = key.Sign(trust::Pae(trust::PayloadType::kEntry, bytes));
  return Entry{std::move(bytes), header, signature};
}

absl::Status VerifyEntry(const Entry& entry, const trust::PublicKey& node_key) {
  return trust::Verify(node_key, trust::Pae(trust::PayloadType::kEntry, entry.header_bytes),
                       entry.signature);
}

absl::Status CheckLink(const std::optional<Head>& head, const Header& header) {
  const uint64_t last = head ? head->number.value() : 0;
  const uint64_t number = header.number.value();
  if (number <= last) {
    return LinkProblem("CHAIN_REPEATED", header,
                       absl::StrCat("has a number that was used before: the next is ", last + 1));
  }
  if (number > last + 1) {
    return LinkProblem("CHAIN_GAP", header,
                       absl::StrCat("leaves numbers out: the next is ", last + 1));
  }
  if (!head && header.previous) {
    return LinkProblem("CHAIN_BROKEN", header,
                       "names one before it, but it is the first of its chain");
  }
  if (head && header.previous != head->hash) {
    return LinkProblem(
        "CHAIN_BROKEN", header,
        absl::StrCat("follows ", header.previous ? header.previous->short_hex() : "nothing",
                     ", but entry ", last, " is ", head->hash.short_hex()));
  }
  return absl::OkStatus();
}

trust::PayloadType PayloadTypeFor(EntryKind kind) {
  if (kind == EntryKind::kSubmission) return trust::PayloadType::kReport;
  if (kind == EntryKind::kTrustRoot) return trust::PayloadType::kTrustRoot;
  return trust::PayloadType::kAct;
}

base::PayloadId Envelope::payload_id() const {
  return trust::PayloadIdOf(PayloadTypeFor(kind), payload);
}

void AddSignature(Envelope* envelope, const trust::Signer& key) {
  // Ed25519 is deterministic: a key that signed before made these very bytes. The hint alone would
  // let anybody keep a key from signing by putting a false signature with its hint there first.
  const trust::Signature signature =
      key.Sign(trust::Pae(PayloadTypeFor(envelope->kind), envelope->payload));
  std::vector<trust::Signature>& all = envelope->signatures;
  if (std::find(all.begin(), all.end(), signature) == all.end()) all.push_back(signature);
}

}  // namespace lontar::chain
