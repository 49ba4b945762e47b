// What SmallWorld holds hub and node to.

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/audit/audit.h"
#include "core/base/status_macros.h"
#include "core/log/receipt.h"
#include "core/store/key_space.h"
#include "hub/core/mirror.h"
#include "node/core/stored.h"
#include "tests/fault/small_world.h"
#include "tests/support/map_mirror.h"

namespace lontar::fault {
namespace {

std::vector<chain::Leaf> LeavesOf(const log::TreeStore& tree, std::string* broken) {
  std::vector<chain::Leaf> leaves;
  for (base::LogIndex index; base::IsBefore(index, tree.size()); index = index.next()) {
    absl::StatusOr<std::string> bytes = tree.LeafAt(index);
    absl::StatusOr<chain::Leaf> leaf = bytes.ok() ? chain::DecodeLeaf(*std::move(bytes))
                                                  : absl::StatusOr<chain::Leaf>(bytes.status());
    if (!leaf.ok()) {
      absl::StrAppend(broken, "leaf ", index.value(), ": ", leaf.status().message(), "\n");
      return leaves;
    }
    leaves.push_back(*std::move(leaf));
  }
  return leaves;
}

}  // namespace

// Invariant 7, and none twice.
std::string SmallWorld::BrokenLog() {
  std::string broken;
  std::map<base::EntryHash, size_t> seen;
  std::map<std::pair<std::string, base::Incarnation>, uint64_t> numbers;
  const std::vector<chain::Leaf> leaves = LeavesOf(hub_->tree(), &broken);
  for (size_t index = 0; index < leaves.size(); ++index) {
    const chain::Entry& entry = leaves[index].entry;
    const auto [first, is_new] = seen.emplace(entry.hash(), index);
    if (!is_new) absl::StrAppend(&broken, "leaf ", index, " is leaf ", first->second, " again\n");
    uint64_t& number = numbers[{entry.header.author, entry.header.incarnation}];
    if (entry.header.number.value() != ++number) {
      absl::StrAppend(&broken, "leaf ", index, " is entry ", entry.header.number.value(), " of ",
                      entry.header.author, ", the next one is ", number, "\n");
    }
    if (leaves[index].stamp.verdict != chain::Verdict::kAccepted) {
      absl::StrAppend(&broken, "leaf ", index, " is ", chain::NameOf(leaves[index].stamp.verdict),
                      "\n");
    }
  }
  return broken;
}

// Invariants 8 and 17: an answer is given for what is durable, and stays true. (Sync has no offsets
// that could be acknowledged in between, decision 0001: the answer is the only acknowledgement.)
std::string SmallWorld::BrokenPromises() {
  std::string broken;
  const std::vector<chain::Leaf> leaves = LeavesOf(hub_->tree(), &broken);
  for (const sync::EntryAnswer& answer : promises_.answers) {
    const uint64_t index = answer.index.value();
    if (index >= leaves.size() || leaves[index].leaf_bytes != answer.leaf ||
        leaves[index].entry.hash() != answer.entry_hash) {
      absl::StrAppend(&broken, "entry ", answer.number.value(), " was answered with index ", index,
                      " and is not there\n");
    }
  }
  for (const auto& [id, index] : promises_.acts) {
    if (index.value() >= leaves.size() || leaves[index.value()].entry.header.payload_id != id) {
      absl::StrAppend(&broken, "an act was answered with index ", index.value(),
                      " and is not there\n");
    }
  }
  const auto entries = OwnEntries();
  if (!entries.ok()) return absl::StrCat(broken, entries.status().message(), "\n");
  const std::vector<chain::Entry>& own = *entries;
  for (const auto& [hash, number] : promises_.sealed) {
    if (number.value() > own.size() || own[number.value() - 1].hash() != hash) {
      absl::StrAppend(&broken, "entry ", number.value(), " was sealed and is not there\n");
    }
  }
  for (const std::string& draft : promises_.drafts) {
    if (!node::ReadDraft(node_->store(), draft).ok()) {
      absl::StrAppend(&broken, draft, " was taken in and is not there\n");
    }
  }
  if (!promises_.approving.empty()) {
    const bool is_draft = node::ReadDraft(node_->store(), promises_.approving).ok();
    const absl::StatusOr<int> sealed = ReportsSealed();
    const bool is_sealed = sealed.ok() && *sealed == promises_.sealed_before + 1;
    if (is_draft == is_sealed) {
      absl::StrAppend(&broken, promises_.approving,
                      is_draft ? " is a draft and sealed" : " is lost", "\n");
    }
    if (is_draft) promises_.drafts.insert(promises_.approving);
    promises_.approving.clear();
  }
  return broken;
}

// Invariant 19: what the node says that it has pulled it holds, verified; and what is not in there
// waits in its chain with all that belongs to it.
std::string SmallWorld::BrokenNode() {
  std::string broken;
  const base::LogSize size = node_->tree().size();
  const std::vector<chain::Leaf> leaves = LeavesOf(node_->tree(), &broken);
  const absl::StatusOr<base::Hash> root = hub_->tree().RootAt(size);
  if (!root.ok() || *root != node_->tree().root()) {
    absl::StrAppend(&broken, "the node's log of ", size.value(),
                    " is not a beginning of the hub's\n");
  }
  const auto note = node_->store().Get(store::kCheckpointKey);
  if (size.value() > 0) {
    const auto checkpoint = log::OpenCheckpoint(note->value_or(""), log_key());
    if (!checkpoint.ok() || checkpoint->size != size || checkpoint->root != node_->tree().root()) {
      absl::StrAppend(&broken, "the node's checkpoint is not that of its log\n");
    }
  }
  std::set<base::EntryHash> pulled;
  for (const chain::Leaf& leaf : leaves) {
    pulled.insert(leaf.entry.hash());
    if (!node::ReadPayload(node_->store(), leaf.entry.header)) {
      absl::StrAppend(&broken, "the node has pulled a leaf and not its payload\n");
    }
  }
  const auto entries = OwnEntries();
  if (!entries.ok()) return absl::StrCat(broken, entries.status().message(), "\n");
  const std::vector<chain::Entry>& own = *entries;
  if (own.size() != node_->own_entries()) absl::StrAppend(&broken, "an own entry is not there\n");
  uint64_t waiting = 0;
  for (const chain::Entry& entry : own) {
    if (pulled.contains(entry.hash())) continue;
    ++waiting;
    const std::optional<std::string> payload = node::ReadPayload(node_->store(), entry.header);
    const auto report = observation::DecodeReport(payload.value_or(""));
    if (!payload) absl::StrAppend(&broken, "an entry waits without its payload\n");
    if (entry.header.kind != chain::EntryKind::kSubmission || !report.ok()) continue;
    for (const auto& part : report->parts) {
      if (!node::PartsOf(node_->store())(part.part_hash)) {
        absl::StrAppend(&broken, "an entry waits without its part\n");
      }
    }
  }
  if (waiting != node_->queued()) {
    absl::StrAppend(&broken, waiting, " entries wait, the node counts ", node_->queued(), "\n");
  }
  return broken;
}

std::string SmallWorld::Broken() {
  if (const absl::Status hub = OpenHub(); !hub.ok()) {
    return absl::StrCat("the hub does not open: ", hub.ToString(), "\n");
  }
  if (const absl::Status node = OpenNode(); !node.ok()) {
    return absl::StrCat("the node does not open: ", node.ToString(), "\n");
  }
  return absl::StrCat(BrokenLog(), BrokenPromises(), BrokenNode());
}

std::string SmallWorld::ReceiptOf(uint64_t number) {
  const absl::StatusOr<std::string> text = node_->Receipt(base::ChainNumber(number));
  if (!text.ok()) return "";
  return nlohmann::json::parse(*text)["receipt"];
}

std::string SmallWorld::AuditFindings() {
  support::MirrorMap files;
  const absl::Status exported =
      hub::ExportMirror(*hub_, [&files](const std::string& path, const std::string& content) {
        files[path] = content;
        return absl::OkStatus();
      });
  if (!exported.ok()) return absl::StrCat("no mirror: ", exported.message(), "\n");
  support::MapMirror mirror(std::move(files));
  base::InlineWorkers workers;
  const auto report = audit::Audit(mirror, log_key(), workers, {});
  if (!report.ok()) return absl::StrCat("no audit: ", report.status().message(), "\n");
  std::string found;
  for (const audit::Finding& finding : report->findings) {
    absl::StrAppend(&found, finding.kind, " at ", finding.place, ": ", finding.sentence, "\n");
  }
  return found;
}

std::string SmallWorld::BrokenAtTheEnd() {
  std::string broken = Broken();
  if (!broken.empty()) return broken;
  if (node_->queued() != 0) absl::StrAppend(&broken, node_->queued(), " entries wait\n");
  if (node_->tree().size() != hub_->tree().size()) absl::StrAppend(&broken, "not all is pulled\n");
  for (uint64_t number = 1; number <= node_->own_entries(); ++number) {
    const auto receipt = log::ParseReceipt(ReceiptOf(number));
    if (!receipt.ok() || !log::VerifyReceipt(*receipt, log_key()).ok()) {
      absl::StrAppend(&broken, "entry ", number, " has no receipt that verifies\n");
    }
  }
  return absl::StrCat(broken, AuditFindings());
}

}  // namespace lontar::fault
