#include "core/chain/wire.h"

#include <google/protobuf/repeated_ptr_field.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/base/strict_wire.h"
#include "core/chain/entry.h"
#include "lontar/v1/entry.pb.h"

namespace lontar::chain {
namespace {

using SignatureMessages = google::protobuf::RepeatedPtrField<v1::Signature>;

absl::Status NotCanonical(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "NOT_CANONICAL", sentence);
}

template <class Bytes>
absl::StatusOr<Bytes> FixedFrom(const std::string& bytes, absl::string_view field) {
  const std::optional<Bytes> fixed = Bytes::FromBytes(bytes);
  if (fixed) return *fixed;
  return NotCanonical(
      absl::StrCat(field, " has ", bytes.size(), " bytes, it must have ", Bytes::kBytes));
}

absl::StatusOr<std::vector<trust::Signature>> SignaturesFrom(const SignatureMessages& messages,
                                                             absl::string_view holder) {
  // Before anything is read: the message's size bounds the work, but not tightly.
  if (messages.size() > base::kSignaturesMax) {
    return NotCanonical(absl::StrCat(holder, " has ", messages.size(), " signatures, at most ",
                                     base::kSignaturesMax, " are allowed"));
  }
  std::vector<trust::Signature> signatures;
  for (const v1::Signature& message : messages) {
    LONTAR_ASSIGN_OR_RETURN(const trust::Signature signature,
                            SignatureFromMessage(message, holder));
    signatures.push_back(signature);
  }
  return signatures;
}

absl::StatusOr<Header> HeaderFrom(const v1::Header& message) {
  Header header;
  LONTAR_ASSIGN_OR_RETURN(header.hub_id,
                          FixedFrom<base::HubId>(message.hub_id(), "hub_id of Header"));
  LONTAR_ASSIGN_OR_RETURN(header.incarnation, FixedFrom<base::Incarnation>(
                                                  message.incarnation(), "incarnation of Header"));
  LONTAR_ASSIGN_OR_RETURN(header.payload_id,
                          FixedFrom<base::PayloadId>(message.payload_id(), "payload_id of Header"));
  if (!message.previous().empty()) {
    LONTAR_ASSIGN_OR_RETURN(header.previous,
                            FixedFrom<base::EntryHash>(message.previous(), "previous of Header"));
  }
  LONTAR_ASSIGN_OR_RETURN(header.payload_signatures,
                          SignaturesFrom(message.payload_signatures(), "Header"));
  header.author = message.author();
  header.number = base::ChainNumber(message.number());
  header.kind = static_cast<EntryKind>(message.kind());
  header.collection = message.collection();
  return header;
}

absl::StatusOr<Stamp> StampFrom(const v1::Leaf& leaf) {
  if (!leaf.has_stamp()) return NotCanonical("stamp of Leaf is absent");
  const v1::Stamp& message = leaf.stamp();
  if (message.verdict() == v1::VERDICT_UNSPECIFIED) {
    return NotCanonical("verdict of Stamp is absent");
  }
  if (message.time_ms() >= base::kSizeMax) {
    return NotCanonical(
        absl::StrCat("time_ms of Stamp is ", message.time_ms(), ", it must be below 2^63"));
  }
  return Stamp{static_cast<Verdict>(message.verdict()), message.time_ms()};
}

size_t PayloadBytesMax(trust::PayloadType type) {
  return type == trust::PayloadType::kReport ? base::kReportBytesMax : base::kActBytesMax;
}

absl::Status CheckEnvelopePayload(const v1::Envelope& message) {
  if (message.kind() == v1::ENTRY_KIND_UNSPECIFIED) {
    return NotCanonical("kind of Envelope is absent");
  }
  const trust::PayloadType type = PayloadTypeFor(static_cast<EntryKind>(message.kind()));
  if (message.type() != trust::ShortName(type)) {
    return NotCanonical(absl::StrCat("type of Envelope is \"", message.type(),
                                     "\", for its kind it must be \"", trust::ShortName(type),
                                     "\""));
  }
  if (message.payload().empty()) return NotCanonical("payload of Envelope is absent");
  if (message.payload().size() > PayloadBytesMax(type)) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "MESSAGE_TOO_LARGE",
                         absl::StrCat("payload of Envelope has ", message.payload().size(),
                                      " bytes, the limit is ", PayloadBytesMax(type)));
  }
  return absl::OkStatus();
}

// A report's parts travel with its draft, not with its envelope.
absl::Status CheckEnvelopeParts(const v1::Envelope& message) {
  const bool may_have_some =
      message.kind() == v1::ENTRY_KIND_QUESTION || message.kind() == v1::ENTRY_KIND_ANSWER;
  if (message.parts_size() > (may_have_some ? 2 : 0)) {
    return NotCanonical("parts of Envelope are at most 2, of a question or an answer only");
  }
  return absl::OkStatus();
}

}  // namespace

void SignatureToMessage(const trust::Signature& signature, v1::Signature* message) {
  message->set_algorithm(signature.algorithm);
  message->set_key_hint(signature.key_hint.bytes());
  message->set_signature(signature.bytes.bytes());
}

absl::StatusOr<trust::Signature> SignatureFromMessage(const v1::Signature& message,
                                                      absl::string_view holder) {
  trust::Signature signature;
  signature.algorithm = message.algorithm();
  if (signature.algorithm == 0) {
    return NotCanonical(absl::StrCat("algorithm of a Signature of ", holder, " is absent"));
  }
  if (signature.algorithm != trust::kEd25519) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "UNKNOWN_VALUE",
        absl::StrCat("algorithm of a Signature of ", holder, " is ", signature.algorithm,
                     ", which is not known at this level; 1 (Ed25519) is"));
  }
  LONTAR_ASSIGN_OR_RETURN(
      signature.key_hint,
      FixedFrom<trust::KeyHint>(message.key_hint(),
                                absl::StrCat("key_hint of a Signature of ", holder)));
  LONTAR_ASSIGN_OR_RETURN(
      signature.bytes,
      FixedFrom<trust::SignatureBytes>(message.signature(),
                                       absl::StrCat("signature of a Signature of ", holder)));
  return signature;
}

std::string EncodeHeader(const Header& header) {
  v1::Header message;
  message.set_hub_id(header.hub_id.bytes());
  message.set_author(header.author);
  message.set_incarnation(header.incarnation.bytes());
  message.set_number(header.number.value());
  if (header.previous) message.set_previous(header.previous->bytes());
  message.set_kind(static_cast<v1::EntryKind>(header.kind));
  message.set_collection(header.collection);
  message.set_payload_id(header.payload_id.bytes());
  for (const trust::Signature& signature : header.payload_signatures) {
    SignatureToMessage(signature, message.add_payload_signatures());
  }
  return base::StrictBytes(message);
}

absl::StatusOr<Header> DecodeHeader(absl::string_view bytes) {
  v1::Header message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(bytes, base::kHeaderBytesMax, &message));
  LONTAR_ASSIGN_OR_RETURN(Header header, HeaderFrom(message));
  LONTAR_RETURN_IF_ERROR(CheckHeader(header));
  return header;
}

std::string EncodeLeaf(const Entry& entry, const Stamp& stamp) {
  v1::Leaf message;
  message.set_header(entry.header_bytes);
  SignatureToMessage(entry.signature, message.mutable_signature());
  message.mutable_stamp()->set_verdict(static_cast<v1::Verdict>(stamp.verdict));
  message.mutable_stamp()->set_time_ms(stamp.time_ms);
  return base::StrictBytes(message);
}

absl::StatusOr<Leaf> DecodeLeaf(std::string leaf_bytes) {
  v1::Leaf message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(leaf_bytes, base::kLeafBytesMax, &message));
  if (!message.has_signature()) return NotCanonical("signature of Leaf is absent");
  Leaf leaf;
  LONTAR_ASSIGN_OR_RETURN(const trust::Signature signature,
                          SignatureFromMessage(message.signature(), "Leaf"));
  LONTAR_ASSIGN_OR_RETURN(leaf.stamp, StampFrom(message));
  LONTAR_ASSIGN_OR_RETURN(leaf.entry, MakeEntry(std::move(*message.mutable_header()), signature));
  leaf.leaf_bytes = std::move(leaf_bytes);
  return leaf;
}

std::string EncodeEntry(const Entry& entry) {
  v1::SealedEntry message;
  message.set_header(entry.header_bytes);
  SignatureToMessage(entry.signature, message.mutable_signature());
  return base::StrictBytes(message);
}

absl::StatusOr<Entry> DecodeEntry(absl::string_view bytes) {
  v1::SealedEntry message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(bytes, base::kLeafBytesMax, &message));
  LONTAR_ASSIGN_OR_RETURN(const trust::Signature signature,
                          SignatureFromMessage(message.signature(), "SealedEntry"));
  return MakeEntry(std::move(*message.mutable_header()), signature);
}

std::string EncodeEnvelope(const Envelope& envelope) {
  v1::Envelope message;
  message.set_type(std::string(trust::ShortName(PayloadTypeFor(envelope.kind))));
  message.set_payload(envelope.payload);
  for (const trust::Signature& signature : envelope.signatures) {
    SignatureToMessage(signature, message.add_signatures());
  }
  message.set_kind(static_cast<v1::EntryKind>(envelope.kind));
  message.set_collection(envelope.collection);
  for (const std::string& part : envelope.parts) message.add_parts(part);
  return base::StrictBytes(message);
}

absl::StatusOr<Envelope> DecodeEnvelope(absl::string_view bytes) {
  v1::Envelope message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(bytes, base::kEnvelopeBytesMax, &message));
  LONTAR_RETURN_IF_ERROR(CheckEnvelopePayload(message));
  Envelope envelope;
  LONTAR_ASSIGN_OR_RETURN(envelope.signatures, SignaturesFrom(message.signatures(), "Envelope"));
  envelope.kind = static_cast<EntryKind>(message.kind());
  envelope.collection = message.collection();
  if (!IsCollectionId(envelope.collection)) {
    return NotCanonical("collection of Envelope is no id; at most 64 of a-z, 0-9 and \"-\" are");
  }
  LONTAR_RETURN_IF_ERROR(CheckEnvelopeParts(message));
  envelope.payload = std::move(*message.mutable_payload());
  for (std::string& part : *message.mutable_parts()) envelope.parts.push_back(std::move(part));
  return envelope;
}

}  // namespace lontar::chain
