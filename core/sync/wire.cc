#include "core/sync/wire.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/base/strict_wire.h"
#include "core/chain/wire.h"

namespace lontar::sync {
namespace {

absl::Status FrameInvalid(absl::string_view field, absl::string_view wanted) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "FRAME_INVALID",
                       absl::StrCat("frame field ", field, ": ", wanted));
}

template <class Fixed>
absl::StatusOr<Fixed> FixedField(absl::string_view field, const std::string& bytes) {
  const auto value = Fixed::FromBytes(bytes);
  if (value) return *value;
  return FrameInvalid(field, absl::StrCat("it has ", Fixed::kBytes, " bytes, came ", bytes.size()));
}

// A head is a number and a hash, or neither.
absl::StatusOr<std::optional<chain::Head>> HeadField(uint64_t number, const std::string& hash) {
  if (number == 0 && hash.empty()) return std::optional<chain::Head>();
  LONTAR_ASSIGN_OR_RETURN(const base::EntryHash read,
                          FixedField<base::EntryHash>("head_hash", hash));
  if (number == 0 || number >= base::kSizeMax) return FrameInvalid("head_number", "1 to 2^63 - 1");
  return std::optional<chain::Head>(chain::Head{base::ChainNumber(number), read});
}

// At most `bytes_max` bytes of UTF-8, cut between two characters.
std::string CutAtCharacter(const std::string& text, size_t bytes_max) {
  size_t end = std::min(text.size(), bytes_max);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
    --end;
  }
  return text.substr(0, end);
}

struct BodyToMessage {
  lontar::v1::Frame& message;

  void operator()(const SignedHello& body) const {
    message.mutable_hello()->set_hello(body.hello_bytes);
    chain::SignatureToMessage(body.signature, message.mutable_hello()->mutable_signature());
  }
  void operator()(const Welcome& body) const {
    auto* welcome = message.mutable_welcome();
    welcome->set_protocol(body.protocol);
    welcome->set_nonce(body.nonce.bytes());
    welcome->set_state(static_cast<lontar::v1::SyncState>(body.state));
    if (body.head) {
      welcome->set_head_number(body.head->number.value());
      welcome->set_head_hash(body.head->hash.bytes());
    }
    welcome->set_checkpoint(body.checkpoint);
    for (const base::Hash& hash : body.consistency) welcome->add_consistency(hash.bytes());
    welcome->set_level(body.level);
  }
  void operator()(const chain::Entry& body) const {
    message.mutable_entry()->set_header(body.header_bytes);
    chain::SignatureToMessage(body.signature, message.mutable_entry()->mutable_signature());
  }
  void operator()(const Chunk& body) const {
    auto* chunk = message.mutable_chunk();
    chunk->set_kind(static_cast<lontar::v1::PayloadKind>(body.kind));
    chunk->set_id(body.id.bytes());
    chunk->set_offset(body.offset);
    chunk->set_total(body.total);
    chunk->set_bytes(body.bytes);
  }
  void operator()(const EntryAnswer& body) const {
    auto* answer = message.mutable_answer();
    answer->set_number(body.number.value());
    answer->set_entry_hash(body.entry_hash.bytes());
    answer->set_index(body.index.value());
    answer->set_leaf(body.leaf);
    answer->set_sentence(body.sentence);
  }
  void operator()(const PullRequest& body) const {
    message.mutable_pull()->set_from(body.from.value());
  }
  void operator()(const Leaves& body) const {
    message.mutable_leaves()->set_from(body.from.value());
    for (const std::string& leaf : body.leaves) message.mutable_leaves()->add_leaves(leaf);
  }
  void operator()(const PullDone& body) const {
    message.mutable_pull_done()->set_checkpoint(body.checkpoint);
  }
  void operator()(const CosignatureFrame& body) const {
    message.mutable_cosignature()->set_size(body.size.value());
    message.mutable_cosignature()->set_line(body.line);
  }
  void operator()(const Refusal& body) const {
    message.mutable_refusal()->set_reason(body.reason);
    message.mutable_refusal()->set_sentence(CutAtCharacter(body.sentence, base::kTextBytesMax));
    message.mutable_refusal()->set_number(body.number);
  }
  void operator()(const Done&) const { message.mutable_done(); }
};

absl::StatusOr<Body> ReadHello(const lontar::v1::SignedHello& message) {
  SignedHello body;
  lontar::v1::Hello hello;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(message.hello(), base::kHeaderBytesMax, &hello));
  LONTAR_ASSIGN_OR_RETURN(body.hello, FromMessage(hello));
  LONTAR_ASSIGN_OR_RETURN(body.signature,
                          chain::SignatureFromMessage(message.signature(), "Frame"));
  body.hello_bytes = message.hello();
  return Body(std::move(body));
}

absl::StatusOr<Body> ReadWelcome(const lontar::v1::Welcome& message) {
  Welcome body;
  body.protocol = message.protocol();
  body.level = message.level();
  LONTAR_ASSIGN_OR_RETURN(body.nonce, FixedField<Nonce>("nonce", message.nonce()));
  if (message.state() == lontar::v1::SYNC_STATE_UNSPECIFIED)
    return FrameInvalid("state", "it is named");
  body.state = static_cast<SyncState>(message.state());
  LONTAR_ASSIGN_OR_RETURN(body.head, HeadField(message.head_number(), message.head_hash()));
  if (message.checkpoint().size() > base::kNoteBytesMax)
    return FrameInvalid("checkpoint", "too long");
  body.checkpoint = message.checkpoint();
  for (const std::string& hash : message.consistency()) {
    LONTAR_ASSIGN_OR_RETURN(const base::Hash read, FixedField<base::Hash>("consistency", hash));
    body.consistency.push_back(read);
  }
  return Body(std::move(body));
}

absl::StatusOr<Body> ReadEntry(const lontar::v1::SealedEntry& message) {
  LONTAR_ASSIGN_OR_RETURN(const trust::Signature signature,
                          chain::SignatureFromMessage(message.signature(), "Frame"));
  LONTAR_ASSIGN_OR_RETURN(chain::Entry entry, chain::MakeEntry(message.header(), signature));
  return Body(std::move(entry));
}

absl::StatusOr<Body> ReadChunk(const lontar::v1::Chunk& message) {
  Chunk body;
  if (message.kind() == lontar::v1::PAYLOAD_KIND_UNSPECIFIED)
    return FrameInvalid("kind", "it is named");
  body.kind = static_cast<PayloadKind>(message.kind());
  LONTAR_ASSIGN_OR_RETURN(body.id, FixedField<base::Hash>("id", message.id()));
  body.offset = message.offset();
  body.total = message.total();
  const uint64_t total_max =
      body.kind == PayloadKind::kPart ? base::kPartBytesMax : base::kActBytesMax;
  const bool fits = body.total <= total_max && message.bytes().size() <= base::kChunkBytesMax &&
                    body.offset <= body.total && message.bytes().size() <= body.total - body.offset;
  if (!fits) {
    return FrameInvalid("chunk", absl::StrCat("at most ", base::kChunkBytesMax,
                                              " bytes, inside a total of at most ", total_max));
  }
  body.bytes = message.bytes();
  return Body(std::move(body));
}

absl::StatusOr<Body> ReadAnswer(const lontar::v1::EntryAnswer& message) {
  EntryAnswer body;
  body.number = base::ChainNumber(message.number());
  LONTAR_ASSIGN_OR_RETURN(body.entry_hash,
                          FixedField<base::EntryHash>("entry_hash", message.entry_hash()));
  body.index = base::LogIndex(message.index());
  body.leaf = message.leaf();
  body.sentence = message.sentence();
  return Body(std::move(body));
}

absl::StatusOr<Body> ReadProblem(const lontar::v1::Problem& message) {
  const bool fits = message.reason().size() <= base::kIdBytesMax &&
                    message.sentence().size() <= base::kTextBytesMax;
  if (!fits) return FrameInvalid("refusal", "a reason id and one sentence");
  return Body(Refusal{message.reason(), message.sentence(), message.number()});
}

absl::StatusOr<Body> ReadLeaves(const lontar::v1::Leaves& message) {
  if (message.leaves_size() > base::kLeavesPerFrameMax) {
    return FrameInvalid("leaves", absl::StrCat("at most ", base::kLeavesPerFrameMax));
  }
  Leaves body;
  body.from = base::LogIndex(message.from());
  body.leaves.assign(message.leaves().begin(), message.leaves().end());
  return Body(std::move(body));
}

}  // namespace

lontar::v1::Frame ToMessage(const Frame& frame) {
  lontar::v1::Frame message;
  message.set_sequence(frame.sequence);
  std::visit(BodyToMessage{message}, frame.body);
  return message;
}

absl::StatusOr<Frame> FromMessage(const lontar::v1::Frame& message) {
  Frame frame;
  frame.sequence = message.sequence();
  absl::StatusOr<Body> body = FrameInvalid("body", "it is named");
  switch (message.body_case()) {
    case lontar::v1::Frame::kHello:
      body = ReadHello(message.hello());
      break;
    case lontar::v1::Frame::kWelcome:
      body = ReadWelcome(message.welcome());
      break;
    case lontar::v1::Frame::kEntry:
      body = ReadEntry(message.entry());
      break;
    case lontar::v1::Frame::kChunk:
      body = ReadChunk(message.chunk());
      break;
    case lontar::v1::Frame::kAnswer:
      body = ReadAnswer(message.answer());
      break;
    case lontar::v1::Frame::kPull:
      body = Body(PullRequest{base::LogSize(message.pull().from())});
      break;
    case lontar::v1::Frame::kLeaves:
      body = ReadLeaves(message.leaves());
      break;
    case lontar::v1::Frame::kPullDone:
      body = Body(PullDone{message.pull_done().checkpoint()});
      break;
    case lontar::v1::Frame::kCosignature:
      body = Body(CosignatureFrame{base::LogSize(message.cosignature().size()),
                                   message.cosignature().line()});
      break;
    case lontar::v1::Frame::kRefusal:
      body = ReadProblem(message.refusal());
      break;
    case lontar::v1::Frame::kDone:
      body = Body(Done{});
      break;
    case lontar::v1::Frame::BODY_NOT_SET:
      break;
  }
  if (!body.ok()) return body.status();
  frame.body = *std::move(body);
  return frame;
}

lontar::v1::Hello ToMessage(const Hello& hello) {
  lontar::v1::Hello message;
  message.set_protocol(hello.protocol);
  message.set_hub_id(hello.hub_id.bytes());
  message.set_member(hello.member);
  message.set_incarnation(hello.incarnation.bytes());
  if (hello.head) {
    message.set_head_number(hello.head->number.value());
    message.set_head_hash(hello.head->hash.bytes());
  }
  message.set_verified_size(hello.verified_size.value());
  if (hello.verified_root) message.set_verified_root(hello.verified_root->bytes());
  message.set_nonce(hello.nonce.bytes());
  message.set_level(hello.level);
  return message;
}

absl::StatusOr<Hello> FromMessage(const lontar::v1::Hello& message) {
  Hello hello;
  hello.protocol = message.protocol();
  LONTAR_ASSIGN_OR_RETURN(hello.hub_id, FixedField<base::HubId>("hub_id", message.hub_id()));
  hello.member = message.member();
  LONTAR_ASSIGN_OR_RETURN(hello.incarnation,
                          FixedField<base::Incarnation>("incarnation", message.incarnation()));
  LONTAR_ASSIGN_OR_RETURN(hello.head, HeadField(message.head_number(), message.head_hash()));
  if (message.verified_size() >= base::kSizeMax) return FrameInvalid("verified_size", "below 2^63");
  hello.verified_size = base::LogSize(message.verified_size());
  if (message.verified_size() > 0) {
    LONTAR_ASSIGN_OR_RETURN(hello.verified_root,
                            FixedField<base::Hash>("verified_root", message.verified_root()));
  } else if (!message.verified_root().empty()) {
    return FrameInvalid("verified_root", "absent at size 0");
  }
  LONTAR_ASSIGN_OR_RETURN(hello.nonce, FixedField<Nonce>("nonce", message.nonce()));
  hello.level = message.level();
  return hello;
}

}  // namespace lontar::sync
