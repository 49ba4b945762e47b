#include "core/audit/store_audit.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/audit/log_audit.h"
#include "core/audit/own_records.h"
#include "core/audit/raw_log.h"
#include "core/audit/replay.h"
#include "core/audit/store_mirror.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/chain/high_water.h"
#include "core/fold/named_parts.h"
#include "core/log/merkle.h"
#include "core/log/sign_register.h"

namespace lontar::audit {
namespace {

// The roots of the first n leaves, for the sizes that somebody asks for.
class StoreRoots {
 public:
  explicit StoreRoots(const std::vector<log::Hash>& leaf_hashes) : hashes_(leaf_hashes) {}
  // Sizes may be asked for in any order; ascending ones cost one pass.
  std::optional<log::Hash> At(uint64_t size) {
    if (size > hashes_.size()) return std::nullopt;
    if (size < frontier_.size().value()) frontier_ = log::Frontier();
    while (frontier_.size().value() < size) frontier_.Append(hashes_[frontier_.size().value()]);
    return frontier_.Root();
  }

 private:
  const std::vector<log::Hash>& hashes_;
  log::Frontier frontier_;
};

absl::string_view KindOfRegister(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  if (reason == "REGISTER_AHEAD") return kRegisterAhead;
  if (reason == "REGISTER_CONFLICT") return kRegisterConflict;
  if (reason == "STORE_COPIED") return kStoreCopied;
  return kRegisterDamaged;
}

class StoreAuditor {
 public:
  StoreAuditor(const StoreCopy& copy, const StoreRecords& records, base::Workers& workers,
               Findings* findings)
      : copy_(copy),
        records_(records),
        workers_(workers),
        findings_(findings),
        files_(*copy.store, records) {}

  void Run(StoreReport* report) {
    report->records = records_.count;
    report->digest = records_.digest;
    std::optional<StoredIdentity> identity;
    std::vector<OwnEntry> entries;
    if (copy_.kind == StoreKind::kNode) {
      identity = ReadIdentity(records_, findings_);
      entries = ReadOwnEntries(*copy_.store, records_, &files_, findings_);
      report->own_entries = records_.entries.size();
      report->drafts = records_.drafts.size();
      report->evidence = records_.evidence.size();
    }
    CheckEnds();
    ReadLog();
    if (identity) {
      report->member = identity->member;
      const OwnView view{*copy_.store, records_, *identity, entries, log_};
      report->waiting = entries.size() - CheckOwnChain(view, findings_);
      CheckDrafts(view, findings_);
      CheckSourceRegisters(records_, findings_);
      if (log_key_) CheckEvidence(view, *log_key_, findings_);
      CheckNode(*identity);
      CheckHighWaterOf(*identity, entries);
    }
    if (copy_.kind == StoreKind::kHub) {
      CheckAllParts();
      report->stored_cosignatures = CheckStoredCosignatures();
      CheckSignRegister();
    }
    report->log = std::move(log_.report);
  }

 private:
  // Leaves that the size does not reach, and a log of no size.
  void CheckEnds() {
    for (const auto& [index, bytes] : records_.leaves) {
      if (index < records_.log_size) continue;
      findings_->Add(kRecordUnexpected, absl::StrCat("leaf ", index),
                     absl::StrCat("the log's size is ", records_.log_size));
    }
    if (records_.log_size == 0 && copy_.kind == StoreKind::kHub) {
      findings_->Add(kRecordMissing, "log size", "a hub's store holds a log");
    }
    const uint64_t tiles_beyond = records_.log_size == 0 ? records_.tiles.size() : 0;
    if (tiles_beyond > 0) {
      findings_->Add(kRecordUnexpected, "tile",
                     absl::StrCat(tiles_beyond, " hash tiles of a log without leaves"));
    }
  }

  // The trust root that leaf 0 brings, if it can be read.
  std::optional<fold::TrustRoot> StoredTrustRoot() {
    const auto leaf = records_.leaves.find(0);
    if (leaf == records_.leaves.end()) return std::nullopt;
    const absl::StatusOr<chain::Leaf> decoded = chain::DecodeLeaf(leaf->second);
    if (!decoded.ok()) return std::nullopt;
    const std::optional<std::string> payload = ReadPayload(files_, decoded->entry.header);
    if (!payload) return std::nullopt;
    const absl::StatusOr<fold::Act> act = fold::DecodeAct(chain::EntryKind::kTrustRoot, *payload);
    const auto* root = act.ok() ? std::get_if<fold::TrustRoot>(&*act) : nullptr;
    return root == nullptr ? std::nullopt : std::optional<fold::TrustRoot>(*root);
  }

  void ReadLog() {
    if (records_.log_size == 0) return;
    const std::optional<fold::TrustRoot> root = StoredTrustRoot();
    if (copy_.log_key) {
      log_key_ = copy_.log_key;
    } else if (root) {
      log_key_ = log::NoteKey{root->origin, log::NoteKeyType::kEd25519, root->log_key};
    } else {
      findings_->Add(kTrustRootWrong, "leaf 0", "it brings no trust root that can be read");
    }
    if (copy_.kind == StoreKind::kNode && log_key_) {
      ReadStoredLog();
    } else {
      log_.raw.checkpoint = SizeOnly();
      ReadBelow(files_, &log_.raw, findings_);
    }
    if (!log_key_ || !log_.raw.checkpoint) return;
    AuditLeaves({files_, *log_key_, workers_}, &log_, findings_);
  }

  // A node keeps the checkpoint up to which it has verified.
  void ReadStoredLog() {
    log_.raw = ReadRawLog(files_, *log_key_, findings_);
    if (!log_.raw.checkpoint) return;
    ++log_.report.signatures;
    if (log_.raw.checkpoint->size.value() == records_.log_size) return;
    findings_->Add(kRootDiffers, "checkpoint",
                   absl::StrCat("it is of size ", log_.raw.checkpoint->size.value(),
                                ", the log that is stored has ", records_.log_size, " leaves"));
  }

  // The hub signs its checkpoint anew at every start. What stands for it is the sign register,
  // which was written before; or, where that is a turn behind, the leaves' own root.
  log::Checkpoint SizeOnly() const {
    const std::string origin = log_key_ ? log_key_->name : "";
    const base::LogSize size(records_.log_size);
    if (copy_.register_text) {
      const auto head = log::ParseRegister(*copy_.register_text);
      if (head.ok() && *head && (*head)->size == size) return {origin, size, (*head)->root, {}};
    }
    log::Frontier frontier;
    for (const auto& [index, bytes] : records_.leaves) {
      if (index < records_.log_size) frontier.Append(log::LeafHash(bytes));
    }
    return {origin, size, frontier.Root(), {}};
  }

  void CheckNode(const StoredIdentity& identity) {
    if (records_.log_size > 0 && log_.state.trust_root() != nullptr &&
        log_.state.hub_id() != identity.hub_id) {
      findings_->Add(kTrustRootWrong, "leaf 0",
                     absl::StrCat("it makes hub ", log_.state.hub_id().hex(),
                                  ", the node was made for ", identity.hub_id.hex()));
    }
    if (records_.log_size == 0 && records_.checkpoint) {
      findings_->Add(kRecordUnexpected, "checkpoint", "there is no log of which it could be");
    }
    for (const auto& [is_there, place] :
         {std::pair(records_.instance.has_value(), "instance token"),
          std::pair(records_.commits.has_value(), "count of commits")}) {
      if (!is_there) findings_->Add(kRecordMissing, place, "every node's store has it");
    }
  }

  void CheckHighWaterOf(const StoredIdentity& identity, const std::vector<OwnEntry>& entries) {
    if (!copy_.register_text) {
      findings_->Add(kRegisterAbsent, "high-water",
                     "without it nobody knows whether the store is the newest");
      return;
    }
    const auto mark = chain::ParseHighWater(*copy_.register_text);
    const auto token = chain::InstanceToken::FromBytes(records_.instance.value_or(""));
    if (!mark.ok() || !*mark || !token) {
      findings_->Add(kRegisterDamaged, "high-water",
                     mark.ok() ? "it holds nothing, or the store has no token to compare"
                               : mark.status().message());
      return;
    }
    StoreRoots roots(log_.raw.leaf_hashes);
    chain::HighWater here{identity.member, identity.incarnation, *token,
                          records_.commits.value_or(0)};
    here.log_size = base::LogSize(records_.log_size);
    here.log_root = roots.At(records_.log_size).value_or(log::Hash());
    if (!entries.empty()) {
      here.head = chain::Head{entries.back().entry.header.number, entries.back().entry.hash()};
    }
    const absl::Status status = chain::CheckHighWater(**mark, here);
    if (!status.ok()) {
      findings_->Add(KindOfRegister(status), "high-water", status.message());
      return;
    }
    // The register is written after each commit and at each opening.
    if (here.commits > (*mark)->commits + 1) {
      findings_->Add(kRegisterConflict, "high-water",
                     absl::StrCat("the store counts ", here.commits, " commits and its register ",
                                  (*mark)->commits, "; it is one behind at most"));
    }
    const uint64_t number = (*mark)->head ? (*mark)->head->number.value() : 0;
    const bool is_this_chain =
        number == 0 ||
        (number <= entries.size() && entries[number - 1].entry.hash() == (*mark)->head->hash);
    if (is_this_chain && roots.At((*mark)->log_size.value()) == (*mark)->log_root) return;
    findings_->Add(kRegisterConflict, "high-water",
                   "the store's own entry or root of then is not the one that it holds");
  }

  void CheckSignRegister() {
    if (!copy_.register_text) {
      findings_->Add(kRegisterAbsent, "sign-register",
                     "without it a second history could be signed");
      return;
    }
    const auto head = log::ParseRegister(*copy_.register_text);
    if (!head.ok()) {
      findings_->Add(kRegisterDamaged, "sign-register", head.status().message());
      return;
    }
    if (!*head) {
      findings_->Add(kRegisterDamaged, "sign-register", "it says that nothing was ever signed");
      return;
    }
    StoreRoots roots(log_.raw.leaf_hashes);
    if ((*head)->size.value() > records_.log_size) {
      findings_->Add(kRegisterAhead, "sign-register",
                     absl::StrCat("a checkpoint of size ", (*head)->size.value(),
                                  " was signed, the store has ", records_.log_size,
                                  " leaves: it was rolled back, or lost its end"));
    } else if (roots.At((*head)->size.value()) != (*head)->root) {
      findings_->Add(kRegisterConflict, "sign-register",
                     absl::StrCat("another root was signed for size ", (*head)->size.value()));
    }
  }

  // Every part of an accepted report was there when it was judged.
  void CheckAllParts() {
    for (const std::optional<chain::Leaf>& leaf : log_.raw.leaves) {
      if (!leaf || leaf->stamp.verdict != chain::Verdict::kAccepted) continue;
      const chain::Header& header = leaf->entry.header;
      const std::optional<std::string> payload = ReadPayload(files_, header);
      if (!payload) continue;
      for (const base::PartHash& part : fold::PartsNamedBy(header.kind, *payload)) {
        const base::Hash id(part.array());
        if (records_.parts.contains(id)) continue;
        findings_->Add(kPartAbsent, PayloadPath(id),
                       absl::StrCat("an accepted ", chain::NameOf(header.kind), " of ",
                                    header.author, " names it, and it is not there"));
      }
    }
  }

  // Lines under checkpoints of any size: each by a witness that was enrolled at that size.
  uint64_t CheckStoredCosignatures() {
    uint64_t good = 0;
    StoreRoots roots(log_.raw.leaf_hashes);
    for (const auto& [place, text] : records_.cosignatures) {
      const auto& [size, name] = place;
      const std::optional<log::Hash> root = roots.At(size);
      const absl::Status status =
          root && log_key_ ? CheckLine({log_key_->name, base::LogSize(size), *root, {}}, name, text)
                           : absl::NotFoundError("the log has no such size");
      if (status.ok()) ++good;
      if (status.ok()) continue;
      findings_->Add(kCosignatureInvalid, absl::StrCat("cosignature of ", name, ", size ", size),
                     status.message());
    }
    return good;
  }

  absl::Status CheckLine(const log::Checkpoint& statement, const std::string& name,
                         const std::string& text) {
    LONTAR_ASSIGN_OR_RETURN(const log::NoteLine line, log::ParseNoteLine(text));
    if (log::FormatNoteLine(line) != text) {
      return absl::InvalidArgumentError("it is not written as lines are");
    }
    for (const fold::KeyRecord* key :
         log_.state.KeysAt(fold::KeyRole::kWitness, "", base::LogIndex(statement.size.value()))) {
      if (key->witness_name != name) continue;
      const log::NoteKey witness{name, log::NoteKeyType::kCosignatureV1, key->key};
      LONTAR_RETURN_IF_ERROR(log::VerifyCosignature(statement, line, witness).status());
      ++log_.report.signatures;
      return absl::OkStatus();
    }
    return absl::NotFoundError("no witness of this name was enrolled at that size");
  }

  const StoreCopy& copy_;
  const StoreRecords& records_;
  base::Workers& workers_;
  Findings* findings_;
  StoreMirror files_;
  std::optional<log::NoteKey> log_key_;
  AuditedLog log_;
};

}  // namespace

absl::StatusOr<StoreReport> AuditStore(const StoreCopy& copy, base::Workers& workers) {
  if (copy.log_key && copy.log_key->type != log::NoteKeyType::kEd25519) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "VKEY_INVALID",
                         absl::StrCat(copy.log_key->vkey(),
                                      " is a witness' key; checkpoints are signed by a key of "
                                      "type 1"));
  }
  StoreReport report;
  report.kind = copy.kind;
  Findings findings;
  const absl::StatusOr<StoreRecords> records = ReadStoreRecords(*copy.store, copy.kind, &findings);
  if (records.ok()) {
    StoreAuditor(copy, *records, workers, &findings).Run(&report);
  } else {
    findings.Add(kStoreDamaged, "store", records.status().message());
  }
  report.log.findings = findings.Take();
  return report;
}

std::string StoreAuditJson(const StoreReport& report) {
  using nlohmann::json;
  json result = json::parse(AuditJson(report.log));
  result["schema"] = "lontar.store-audit.v1";
  result["kind"] = report.kind == StoreKind::kHub ? "hub" : "node";
  result["member"] = report.member.empty() ? json() : json(report.member);
  result["records"] = report.records;
  result["digest"] = report.digest.hex();
  result["own_entries"] = report.own_entries;
  result["waiting"] = report.waiting;
  result["drafts"] = report.drafts;
  result["evidence"] = report.evidence;
  result["stored_cosignatures"] = report.stored_cosignatures;
  result.erase("tables");
  return result.dump(2) + "\n";
}

}  // namespace lontar::audit
