#include "core/audit/own_records.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/catalogue/source_text.h"
#include "core/fold/named_parts.h"
#include "core/observation/report.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"

namespace lontar::audit {
namespace {

using nlohmann::json;

std::string EntryPlace(uint64_t number) { return absl::StrCat("own entry ", number); }

// The bytes under a key whose identity is `id`; a finding of this kind if they are others.
std::optional<std::string> ReadHashed(const store::Reader& store, const std::string& key,
                                      trust::PayloadType type, const base::Hash& id) {
  absl::StatusOr<std::optional<std::string>> bytes = store.Get(key);
  if (!bytes.ok() || !*bytes || trust::Identity(type, **bytes) != id) return std::nullopt;
  return **std::move(bytes);
}

// What the store keeps beside an own entry: the parts that travel with it, and the scan of the
// paper that a return was cleared on, which does not.
std::vector<base::PartHash> PartsNamed(const OwnEntry& own) {
  if (!own.payload) return {};
  const chain::EntryKind kind = own.entry.header.kind;
  std::vector<base::PartHash> parts = fold::PartsNamedBy(kind, *own.payload);
  if (kind != chain::EntryKind::kReturn) return parts;
  const absl::StatusOr<fold::Act> act = fold::DecodeAct(kind, *own.payload);
  const auto* stated = act.ok() ? std::get_if<fold::ReturnAct>(&*act) : nullptr;
  if (stated != nullptr && stated->clearance) parts.push_back(stated->clearance->scan);
  return parts;
}

// Every key of a role that the member ever enrolled, in the log or in an entry that waits: what is
// revoked today has signed what it signed before.
std::vector<trust::PublicKey> KeysEver(const OwnView& view, fold::KeyRole role) {
  std::vector<trust::PublicKey> keys;
  const auto take = [&](const std::optional<std::string>& payload) {
    if (!payload) return;
    const absl::StatusOr<fold::Act> act = fold::DecodeAct(chain::EntryKind::kKeys, *payload);
    const auto* stated = act.ok() ? std::get_if<fold::KeysAct>(&*act) : nullptr;
    if (stated == nullptr || stated->member != view.identity.member) return;
    for (const fold::Enrolment& enrolment : stated->enrolments) {
      if (enrolment.role == role) keys.push_back(enrolment.key);
    }
  };
  for (const OwnEntry& own : view.entries) {
    if (own.entry.header.kind == chain::EntryKind::kKeys) take(own.payload);
  }
  for (const std::optional<chain::Leaf>& leaf : view.log.raw.leaves) {
    if (!leaf || leaf->entry.header.kind != chain::EntryKind::kKeys) continue;
    const base::PayloadId& id = leaf->entry.header.payload_id;
    take(ReadHashed(view.store, store::PayloadKey(id.view()), trust::PayloadType::kAct,
                    base::Hash(id.array())));
  }
  return keys;
}

bool IsSignedByOne(const std::vector<trust::PublicKey>& keys, absl::string_view message,
                   const trust::Signature& signature) {
  return std::ranges::any_of(keys, [&](const trust::PublicKey& key) {
    return key.hint() == signature.key_hint && trust::Verify(key, message, signature).ok();
  });
}

// One entry after the other.
class ChainCheck {
 public:
  ChainCheck(const OwnView& view, Findings* findings)
      : view_(view),
        findings_(findings),
        node_keys_(KeysEver(view, fold::KeyRole::kNode)),
        sequenced_(view.log.state.FindChain(view.identity.member, view.identity.incarnation)) {}

  void Take(const OwnEntry& own) {
    ++number_;
    const chain::Header& header = own.entry.header;
    const absl::Status link = chain::CheckLink(head_, header);
    if (!link.ok()) Report(link.message());
    if (header.author != view_.identity.member || header.hub_id != view_.identity.hub_id ||
        header.incarnation != view_.identity.incarnation) {
      Report("it is of another member, incarnation or hub than the store");
    }
    CheckSignature(own.entry);
    CheckCargo(own);
    head_ = chain::Head{header.number, own.entry.hash()};
  }

  uint64_t sequenced() const { return sequenced_ == nullptr ? 0 : sequenced_->hashes.size(); }

 private:
  void Report(absl::string_view sentence) {
    findings_->Add(kEntryDiffers, EntryPlace(number_), sentence);
  }

  void CheckSignature(const chain::Entry& entry) {
    if (number_ <= sequenced() && sequenced_->hashes[number_ - 1] != entry.hash()) {
      Report("the log holds another entry of this node under its number");
    }
    const std::string message = trust::Pae(trust::PayloadType::kEntry, entry.header_bytes);
    if (IsSignedByOne(node_keys_, message, entry.signature)) return;
    Report("it is signed by no node key that this member ever enrolled");
  }

  void CheckCargo(const OwnEntry& own) {
    const chain::Header& header = own.entry.header;
    const std::string id = header.payload_id.hex();
    if (!own.payload) {
      const bool is_there = view_.records.payloads.contains(base::Hash(header.payload_id.array()));
      findings_->Add(is_there ? kPayloadDiffers : kPayloadAbsent, absl::StrCat("payloads/", id),
                     absl::StrCat("own entry ", number_, " names it, and ",
                                  is_there ? "its bytes hash to something else: they were altered"
                                           : "it is not there"));
    }
    for (const base::PartHash& hash : PartsNamed(own)) CheckPart(hash);
  }

  void CheckPart(const base::PartHash& hash) {
    const base::Hash id(hash.array());
    if (ReadHashed(view_.store, store::PartKey(hash.view()), trust::PayloadType::kPart, id)) return;
    const bool is_there = view_.records.parts.contains(id);
    findings_->Add(is_there ? kPartDiffers : kPartAbsent, absl::StrCat("payloads/", id.hex()),
                   absl::StrCat("own entry ", number_, " leads to this part, and ",
                                is_there ? "its bytes hash to something else: they were altered"
                                         : "it is not there"));
  }

  const OwnView& view_;
  Findings* findings_;
  const std::vector<trust::PublicKey> node_keys_;
  const fold::ChainRecord* sequenced_;
  uint64_t number_ = 0;  // by its key
  std::optional<chain::Head> head_;
};

// One draft.
class DraftCheck {
 public:
  DraftCheck(const OwnView& view, const std::vector<trust::PublicKey>& provider_keys,
             Findings* findings)
      : view_(view), provider_keys_(provider_keys), findings_(findings) {}

  void Take(const std::string& id, const StoredDraftRecords& draft) {
    place_ = absl::StrCat("draft ", id);
    uint64_t number = 0;
    absl::string_view digits = id;
    const bool is_named = absl::ConsumePrefix(&digits, "draft-") &&
                          absl::SimpleAtoi(digits, &number) && absl::StrCat(number) == digits;
    if (!is_named || !view_.records.next_draft || number >= *view_.records.next_draft) {
      Report("its number is none that this node has given");
    }
    if (!draft.meta || !draft.envelope) {
      Report("one of its records is missing");
      return;
    }
    const absl::StatusOr<chain::Envelope> envelope = chain::DecodeEnvelope(*draft.envelope);
    if (!envelope.ok()) {
      Report(envelope.status().message());
      return;
    }
    CheckStage(id, *draft.meta, *envelope);
    CheckParts(id, draft, *envelope);
  }

 private:
  void Report(absl::string_view sentence) { findings_->Add(kDraftDiffers, place_, sentence); }

  void CheckStage(const std::string& id, const std::string& meta_json,
                  const chain::Envelope& envelope) {
    const json meta = json::parse(meta_json, nullptr, false);
    const json stage = meta.is_object() ? meta.value("stage", json()) : json();
    const bool fits =
        envelope.signatures.empty() ? stage == "draft" || stage == "returned" : stage == "signed";
    if (!fits || meta.value("draft", json()) != id) {
      Report("what it says of itself is not what it holds");
    }
    const std::string message = trust::Pae(trust::PayloadType::kReport, envelope.payload);
    for (const trust::Signature& signature : envelope.signatures) {
      if (IsSignedByOne(provider_keys_, message, signature)) continue;
      Report(absl::StrCat("the signature of key ", signature.key_hint.hex(),
                          " is by no provider's key that this member ever enrolled"));
    }
  }

  void CheckParts(const std::string& id, const StoredDraftRecords& draft,
                  const chain::Envelope& envelope) {
    const absl::StatusOr<observation::Report> report = observation::DecodeReport(envelope.payload);
    if (!report.ok() || envelope.kind != chain::EntryKind::kSubmission) {
      Report("it holds no report");
      return;
    }
    // The header will name it, and nothing of a draft signs it there.
    if (envelope.collection != report->collection) {
      Report(absl::StrCat("it is for collection \"", absl::CHexEscape(envelope.collection),
                          "\", its report for \"", report->collection, "\""));
    }
    std::set<base::PartHash> named;
    for (const observation::PartEntry& part : report->parts) {
      named.insert(part.part_hash);
      const std::string key = store::DraftPartKey(id, part.part_hash.view());
      if (ReadHashed(view_.store, key, trust::PayloadType::kPart,
                     base::Hash(part.part_hash.array()))) {
        continue;
      }
      Report(absl::StrCat("part ", part.part_hash.hex(), " is not there, or was altered"));
    }
    if (draft.parts != named) Report("it has other parts than its report names");
  }

  const OwnView& view_;
  const std::vector<trust::PublicKey>& provider_keys_;
  Findings* findings_;
  std::string place_;
};

}  // namespace

std::optional<StoredIdentity> ReadIdentity(const StoreRecords& records, Findings* findings) {
  constexpr size_t kFixed = base::HubId::kBytes + base::Incarnation::kBytes;
  if (!records.identity) {
    findings->Add(kRecordMissing, "identity", "a node's store begins with it");
    return std::nullopt;
  }
  const absl::string_view bytes(*records.identity);
  const absl::string_view member = bytes.substr(std::min(bytes.size(), kFixed));
  if (member.size() != 2 || !absl::ascii_isupper(member[0]) || !absl::ascii_isupper(member[1])) {
    findings->Add(kRecordMalformed, "identity", "it is no hub id, incarnation and member");
    return std::nullopt;
  }
  return StoredIdentity{
      *base::HubId::FromBytes(bytes.substr(0, base::HubId::kBytes)),
      *base::Incarnation::FromBytes(bytes.substr(base::HubId::kBytes, base::Incarnation::kBytes)),
      std::string(member)};
}

std::vector<OwnEntry> ReadOwnEntries(const store::Reader& store, const StoreRecords& records,
                                     StoreMirror* files, Findings* findings) {
  std::vector<OwnEntry> entries;
  for (const auto& [number, bytes] : records.entries) {
    if (number != entries.size() + 1) {
      findings->Add(kRecordMissing, EntryPlace(entries.size() + 1),
                    absl::StrCat("own entry ", number, " is there, and this one is not"));
      break;
    }
    absl::StatusOr<chain::Entry> entry = chain::DecodeEntry(bytes);
    if (!entry.ok()) {
      findings->Add(kEntryDiffers, EntryPlace(number), entry.status().message());
      break;
    }
    const chain::Header& header = entry->header;
    const base::Hash id(header.payload_id.array());
    OwnEntry own;
    own.payload =
        ReadHashed(store, store::PayloadKey(id.view()), chain::PayloadTypeFor(header.kind), id);
    own.entry = *std::move(entry);
    files->SetAside(id);
    for (const base::PartHash& hash : PartsNamed(own)) files->SetAside(base::Hash(hash.array()));
    entries.push_back(std::move(own));
  }
  return entries;
}

uint64_t CheckOwnChain(const OwnView& view, Findings* findings) {
  ChainCheck check(view, findings);
  for (const OwnEntry& own : view.entries) check.Take(own);
  if (check.sequenced() > view.entries.size()) {
    findings->Add(kRecordMissing, EntryPlace(view.entries.size() + 1),
                  absl::StrCat("the log holds ", check.sequenced(), " entries of this node"));
  }
  return std::min<uint64_t>(check.sequenced(), view.entries.size());
}

void CheckDrafts(const OwnView& view, Findings* findings) {
  const std::vector<trust::PublicKey> provider_keys = KeysEver(view, fold::KeyRole::kProvider);
  DraftCheck check(view, provider_keys, findings);
  for (const auto& [id, draft] : view.records.drafts) check.Take(id, draft);
}

void CheckSourceRegisters(const StoreRecords& records, Findings* findings) {
  uint64_t next = 1;
  for (const auto& [version, value] : records.sources) {
    const std::string place = absl::StrCat("register of sources, version ", version);
    if (version != next) {
      findings->Add(kRecordMissing, absl::StrCat("register of sources, version ", next),
                    absl::StrCat("version ", version, " is there, and this one is not"));
    }
    next = version + 1;
    const json record = json::parse(value, nullptr, false);
    const bool has_text =
        record.is_object() && record.contains("text") && record["text"].is_string();
    if (!has_text) {
      findings->Add(kRecordMalformed, place, "it holds no text");
      continue;
    }
    const auto read =
        catalogue::SourceRegister::Read("the text", record["text"].get<std::string>());
    if (!read.ok()) findings->Add(kRecordMalformed, place, read.status().message());
  }
}

void CheckEvidence(const OwnView& view, const log::NoteKey& log_key, Findings* findings) {
  for (const auto& [place, note] : view.records.evidence) {
    const absl::StatusOr<log::Checkpoint> checkpoint = log::OpenCheckpoint(note, log_key);
    const bool is_named = checkpoint.ok() && checkpoint->size.value() == place.first &&
                          checkpoint->root == place.second;
    if (is_named) continue;
    findings->Add(kEvidenceDiffers,
                  absl::StrCat("evidence of size ", place.first, ", root ", place.second.hex()),
                  checkpoint.ok() ? "the checkpoint is of another size or root than its name says"
                                  : checkpoint.status().message());
  }
}

}  // namespace lontar::audit
