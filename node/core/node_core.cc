#include "node/core/node_core.h"

#include <nlohmann/json.hpp>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "node/core/act_parts.h"
#include "node/core/own_questions.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

std::string Written(const json& value) { return value.dump(2) + "\n"; }

absl::Status Ended() {
  return base::Problem(absl::StatusCode::kUnavailable, "NODE_ENDED",
                       "a commit failed; nothing that was answered is lost, the node opens anew");
}

}  // namespace

absl::Status NodeCore::Create(const Doors& doors, const base::HubId& hub_id,
                              absl::string_view member) {
  LONTAR_ASSIGN_OR_RETURN(const auto present, doors.store->Get(store::kIdentityKey));
  if (present) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "STORE_EXISTS",
                         "this store holds a node already");
  }
  NodeCore core(doors, {}, {});
  core.identity_.hub_id = hub_id;
  core.identity_.member = std::string(member);
  core.identity_.incarnation =
      *base::Incarnation::FromBytes(doors.entropy->Bytes(base::Incarnation::kBytes));
  core.instance_ =
      *chain::InstanceToken::FromBytes(doors.entropy->Bytes(chain::InstanceToken::kBytes));
  LONTAR_ASSIGN_OR_RETURN(core.tree_,
                          log::TreeStore::Open(doors.store, std::string(store::kLogPrefix)));
  base::CheckInvariant(doors.high_water != nullptr, "a node is given its register");
  LONTAR_ASSIGN_OR_RETURN(const auto mark, doors.high_water->Read());
  if (mark) {
    return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_AHEAD",
                         absl::StrCat("the register is of a node that has had ", mark->commits,
                                      " commits, and this store is empty: it was lost"));
  }
  store::Batch batch;
  batch.Put(store::kIdentityKey,
            absl::StrCat(hub_id.view(), core.identity_.incarnation.view(), member));
  batch.Put(store::kInstanceKey, core.instance_.view());
  return core.Commit(std::move(batch));
}

absl::StatusOr<std::unique_ptr<NodeCore>> NodeCore::Open(const Doors& doors, const Keys& keys,
                                                         const MemberRules& rules) {
  std::unique_ptr<NodeCore> core(new NodeCore(doors, keys, rules));
  LONTAR_RETURN_IF_ERROR(core->Load());
  core->doors_.on_replayed = nullptr;
  return core;
}

absl::Status NodeCore::Load() {
  LONTAR_ASSIGN_OR_RETURN(const auto identity, doors_.store->Get(store::kIdentityKey));
  constexpr size_t kFixed = base::HubId::kBytes + base::Incarnation::kBytes;
  if (!identity || identity->size() < kFixed) {
    return base::Problem(absl::StatusCode::kNotFound, "NODE_NOT_INITIALISED",
                         "this store holds no node; `lontar node init` makes one");
  }
  const absl::string_view bytes(*identity);
  identity_.hub_id = *base::HubId::FromBytes(bytes.substr(0, base::HubId::kBytes));
  identity_.incarnation =
      *base::Incarnation::FromBytes(bytes.substr(base::HubId::kBytes, base::Incarnation::kBytes));
  identity_.member = std::string(bytes.substr(kFixed));
  if (identity_.member.size() != 2 || !absl::c_all_of(identity_.member, absl::ascii_isupper)) {
    return Unreadable("the node's identity", "it names no member");
  }
  LONTAR_ASSIGN_OR_RETURN(tree_,
                          log::TreeStore::Open(doors_.store, std::string(store::kLogPrefix)));
  LONTAR_ASSIGN_OR_RETURN(const auto checkpoint, doors_.store->Get(store::kCheckpointKey));
  checkpoint_ = checkpoint.value_or("");
  LONTAR_RETURN_IF_ERROR(ReplayLog());
  LONTAR_RETURN_IF_ERROR(RebuildAhead());
  LONTAR_RETURN_IF_ERROR(CheckRegister());
  store::Batch unsaid;
  LONTAR_RETURN_IF_ERROR(FillSealedAt(*doors_.store, own_entries(), &unsaid));
  return unsaid.empty() ? absl::OkStatus() : Commit(std::move(unsaid));
}

absl::Status NodeCore::CommitTo(chain::HighWater mark, store::Batch batch) {
  if (is_ended_) return Ended();
  mark.commits = commits_ + 1;
  batch.Put(store::kCommitsKey, store::KeyNumber(mark.commits));
  absl::Status status = doors_.store->Commit(batch);
  if (status.ok()) {
    status = base::Annotate(doors_.high_water->Write(mark),
                            "the change is in the store, but its register could not be written");
  }
  if (status.ok()) {
    commits_ = mark.commits;
  } else {
    is_ended_ = true;
  }
  return status;
}

absl::Status NodeCore::ReplayLog() {
  for (uint64_t index = 0; index < tree_->size().value(); ++index) {
    LONTAR_ASSIGN_OR_RETURN(std::string bytes, tree_->LeafAt(base::LogIndex(index)));
    const absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(std::move(bytes));
    if (!leaf.ok()) return Unreadable(absl::StrCat("leaf ", index), leaf.status().message());
    LONTAR_RETURN_IF_ERROR(base::Annotate(state_.Apply(*leaf, OwnPayload(leaf->entry.header)),
                                          absl::StrCat("leaf ", index)));
    if (doors_.on_replayed) doors_.on_replayed(index + 1, tree_->size().value());
  }
  return absl::OkStatus();
}

// The log as last pulled, and behind it the own entries that wait.
absl::Status NodeCore::RebuildAhead() {
  ahead_.reset();
  head_.reset();
  notices_.clear();
  const fold::ChainRecord* sequenced = state_.FindChain(identity_.member, identity_.incarnation);
  const uint64_t known = sequenced == nullptr ? 0 : sequenced->hashes.size();
  for (base::ChainNumber number(1);; number = number.next()) {
    LONTAR_ASSIGN_OR_RETURN(const std::optional<chain::Entry> entry, OwnEntry(number));
    if (!entry) break;
    head_ = chain::Head{number, entry->hash()};
    if (number.value() > known) LONTAR_RETURN_IF_ERROR(ApplyAhead(*entry));
  }
  return absl::OkStatus();
}

absl::Status NodeCore::ApplyAhead(const chain::Entry& entry) {
  const std::optional<std::string> payload = OwnPayload(entry.header);
  if (!payload) {
    notices_.push_back(absl::StrCat("entry ", entry.header.number.value(),
                                    " waits, but its payload cannot be read any more: the hub will "
                                    "reject it for that; report the same again"));
  }
  fold::DirectOracle oracle;
  const fold::Candidate candidate{&entry, payload, PartsOf(*doors_.store)};
  const fold::Judgement judgement = fold::Judge(ahead(), candidate, oracle);
  LONTAR_ASSIGN_OR_RETURN(
      const chain::Leaf leaf,
      chain::DecodeLeaf(chain::EncodeLeaf(entry, {judgement.verdict, ahead().last_time_ms()})));
  if (!ahead_) ahead_ = state_;
  return ahead_->Apply(leaf, payload);
}

absl::StatusOr<std::optional<chain::Entry>> NodeCore::OwnEntry(base::ChainNumber number) const {
  LONTAR_ASSIGN_OR_RETURN(const auto bytes, doors_.store->Get(store::EntryKey(number.value())));
  if (!bytes) return std::optional<chain::Entry>();
  absl::StatusOr<chain::Entry> entry = chain::DecodeEntry(*bytes);
  if (!entry.ok()) {
    return Unreadable(absl::StrCat("entry ", number.value(), " of this node's chain"),
                      entry.status().message());
  }
  return std::optional<chain::Entry>(*std::move(entry));
}

std::optional<std::string> NodeCore::OwnPayload(const chain::Header& header) const {
  return ReadPayload(*doors_.store, header);
}

absl::StatusOr<std::string> NodeCore::Seal(const chain::Envelope& envelope, store::Batch batch,
                                           bool is_dry_run, const fold::PartReader& parts) {
  if (is_ended_) return Ended();
  chain::Header header;
  header.hub_id = identity_.hub_id;
  header.author = identity_.member;
  header.incarnation = identity_.incarnation;
  header.number = head_ ? head_->number.next() : base::ChainNumber(1);
  if (head_) header.previous = head_->hash;
  header.kind = envelope.kind;
  header.collection = envelope.collection;
  header.payload_id = envelope.payload_id();
  header.payload_signatures = envelope.signatures;
  LONTAR_RETURN_IF_ERROR(chain::CheckHeader(header));
  const chain::Entry entry = chain::SealEntry(header, *keys_.node_key);
  const fold::Candidate candidate{&entry, envelope.payload, parts};
  fold::DirectOracle oracle;
  LONTAR_RETURN_IF_ERROR(fold::CheckAtDoor(ahead(), candidate, oracle).status());
  const fold::Judgement judgement = fold::Judge(ahead(), candidate, oracle);
  if (judgement.verdict != chain::Verdict::kAccepted) {
    const bool forbidden = judgement.verdict == chain::Verdict::kNotEntitled ||
                           judgement.verdict == chain::Verdict::kKeyNotValid;
    return base::Problem(
        forbidden ? absl::StatusCode::kPermissionDenied : absl::StatusCode::kFailedPrecondition,
        "ENTRY_WOULD_BE_REJECTED",
        absl::StrCat("the hub would reject this as ", chain::NameOf(judgement.verdict), ": ",
                     judgement.sentence));
  }
  json result = {{"number", header.number.value()},
                 {"entry_hash", entry.hash().hex()},
                 {"payload_id", header.payload_id.hex()},
                 {"kind", std::string(chain::NameOf(header.kind))}};
  if (is_dry_run) {
    result["dry_run"] = true;
    result["queued"] = queued();
    return result.dump();
  }
  batch.Put(store::PayloadKey(header.payload_id.view()), envelope.payload);
  batch.Put(store::EntryKey(header.number.value()), chain::EncodeEntry(entry));
  batch.Put(store::SealedAtKey(header.number.value()),
            absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", doors_.clock->Now(), absl::UTCTimeZone()));
  chain::HighWater mark = Mark();
  mark.head = chain::Head{header.number, entry.hash()};
  LONTAR_RETURN_IF_ERROR(CommitTo(mark, std::move(batch)));
  head_ = mark.head;
  if (const absl::Status status = ApplyAhead(entry); !status.ok()) {
    is_ended_ = true;
    return status;
  }
  result["queued"] = queued();
  return result.dump();
}

absl::StatusOr<std::string> NodeCore::SealAct(chain::Envelope act, bool is_dry_run) {
  if (act.kind == chain::EntryKind::kSubmission) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "NOT_AN_ACT",
                         "reports are approved as drafts: `lontar approve`");
  }
  const bool is_nodes =
      act.kind == chain::EntryKind::kSourcePlan || act.kind == chain::EntryKind::kQuestion ||
      act.kind == chain::EntryKind::kAnswer || act.kind == chain::EntryKind::kRelease;
  if (is_nodes) chain::AddSignature(&act, *keys_.node_key);
  const ActParts parts(act);
  store::Batch batch;
  parts.PutInto(&batch);
  LONTAR_ASSIGN_OR_RETURN(const std::string sealed,
                          Seal(act, std::move(batch), is_dry_run, parts.Reader()));
  json result = json::parse(sealed);
  result["schema"] = "lontar.seal.v1";
  return Written(result);
}

uint64_t NodeCore::queued() const {
  const fold::ChainRecord* sequenced = state_.FindChain(identity_.member, identity_.incarnation);
  return own_entries() - (sequenced == nullptr ? 0 : sequenced->hashes.size());
}

absl::StatusOr<std::string> NodeCore::StatusJson() const {
  int drafts = 0;
  LONTAR_RETURN_IF_ERROR(doors_.store->ScanPrefix(
      store::kDraftPrefix, [&drafts](absl::string_view key, absl::string_view) {
        if (key.size() > kDraftMeta.size() &&
            key.substr(key.size() - kDraftMeta.size()) == kDraftMeta)
          ++drafts;
        return true;
      }));
  const fold::TrustRoot* root = state_.trust_root();
  const std::string waits_since = SealedAt(*doors_.store, own_entries() - queued() + 1);
  json result = {{"schema", "lontar.status.v1"},
                 {"role", "node"},
                 {"member", identity_.member},
                 {"hub_id", identity_.hub_id.hex()},
                 {"incarnation", identity_.incarnation.hex()},
                 {"entries", own_entries()},
                 {"queued", queued()},
                 {"oldest_waiting", waits_since.empty() ? json() : json(waits_since)},
                 {"drafts", drafts},
                 {"questions_for_member", OpenOf(ahead(), identity_.member, "", "").for_member},
                 {"approvers", rules_.approvers},
                 {"log_size", tree_->size().value()},
                 {"root", tree_->root().hex()},
                 {"origin", root == nullptr ? json() : json(root->origin)},
                 {"notice", root == nullptr || root->notice.empty() ? json() : json(root->notice)},
                 {"level", state_.level()}};
  return Written(result);
}

absl::StatusOr<std::string> NodeCore::Ask(const fold::Question& question) const {
  if (question.subject == "questions" && !question.as_of) {
    return OwnQuestions({&ahead(), tree_->size(), tree_->root(), identity_.member}, question,
                        PartsOf(*doors_.store));
  }
  fold::Question own = question;
  own.viewer = {fold::ViewerRole::kMember, identity_.member};
  own.seen_up_to = [this](absl::string_view) { return tree_->size(); };
  return fold::Answer(
      state_, own, [this](base::LogSize size) { return tree_->RootAt(size); },
      PartsOf(*doors_.store));
}

}  // namespace lontar::node
