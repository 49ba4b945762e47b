// lontar receipt verify: a receipt checked with the log's key and nothing else. No node, no hub.

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "cli/json_text.h"
#include "cli/mirror.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"
#include "core/log/policy.h"
#include "core/log/receipt.h"

namespace lontar::cli {
namespace {

struct VerifiedReceipt {
  log::Checkpoint checkpoint;
  log::LogIndex index;
  chain::Leaf leaf;
  std::set<std::string> witnesses;  // of the policy, whose cosignatures are good
  bool is_settled = false;          // by the policy's quorum
  uint64_t unchecked_lines = 0;     // of the checkpoint: their keys are not at hand
};

absl::StatusOr<chain::Leaf> LeafIn(const log::Receipt& receipt) {
  absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(receipt.leaf_bytes);
  if (leaf.ok()) return leaf;
  return base::Problem(absl::StatusCode::kDataLoss, "RECEIPT_INVALID",
                       absl::StrCat("the log holds this leaf, but it is no entry that this program "
                                    "can read: ",
                                    leaf.status().message()));
}

absl::StatusOr<VerifiedReceipt> VerifyText(absl::string_view text, const log::NoteKey& log_key) {
  LONTAR_ASSIGN_OR_RETURN(const log::Receipt receipt, log::ParseReceipt(text));
  if (receipt.leaf_bytes.empty()) {
    return base::Problem(absl::StatusCode::kDataLoss, "RECEIPT_INVALID",
                         "it does not hold the entry that it is for: the line \"extra\" is absent");
  }
  VerifiedReceipt verified;
  LONTAR_ASSIGN_OR_RETURN(verified.checkpoint, log::VerifyReceipt(receipt, log_key));
  // Only now: nothing that the log does not hold is shown as an entry.
  LONTAR_ASSIGN_OR_RETURN(verified.leaf, LeafIn(receipt));
  verified.index = receipt.index;
  LONTAR_ASSIGN_OR_RETURN(const log::Note note, log::ParseNote(receipt.checkpoint));
  verified.unchecked_lines = static_cast<uint64_t>(std::ranges::count_if(
      note.lines, [&](const log::NoteLine& line) { return !log::IsLineOf(line, log_key); }));
  return verified;
}

// Who of the policy's witnesses cosigned, and whether they are enough.
absl::Status CheckWitnesses(const std::string& policy_text, absl::string_view receipt_text,
                            VerifiedReceipt* verified) {
  LONTAR_ASSIGN_OR_RETURN(const log::TrustPolicy policy, log::ParsePolicy(policy_text));
  LONTAR_ASSIGN_OR_RETURN(const log::Receipt receipt, log::ParseReceipt(receipt_text));
  LONTAR_ASSIGN_OR_RETURN(const log::Note note, log::ParseNote(receipt.checkpoint));
  LONTAR_ASSIGN_OR_RETURN(verified->witnesses, log::CosignedBy(policy, note));
  verified->is_settled = log::ReachesQuorum(policy, verified->witnesses);
  verified->unchecked_lines -= verified->witnesses.size();
  if (verified->is_settled) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kDataLoss, "RECEIPT_NOT_SETTLED",
                       absl::StrCat("the log's key is right, but only ",
                                    Counted(verified->witnesses.size(), "witness", "witnesses"),
                                    " of the policy cosigned this checkpoint, which is no quorum"));
}

std::string HubTime(const VerifiedReceipt& verified) {
  const auto time_ms = static_cast<int64_t>(verified.leaf.stamp.time_ms);
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::FromUnixMillis(time_ms),
                          absl::UTCTimeZone());
}

std::string VerifiedText(const VerifiedReceipt& verified) {
  const chain::Header& header = verified.leaf.entry.header;
  std::string text = absl::StrCat(
      "verified      by the key of ", verified.checkpoint.origin, "\nentry         ",
      header.number.value(), " of ", header.author, ", ", chain::NameOf(header.kind),
      header.collection.empty() ? "" : " for ", header.collection, "\npayload id    ",
      header.payload_id.hex(), "\nverdict       ", chain::NameOf(verified.leaf.stamp.verdict),
      "\nhub time      ", HubTime(verified), "\nindex         ", verified.index.value(),
      "\nlog size      ", verified.checkpoint.size.value(), "\n");
  if (verified.is_settled) {
    absl::StrAppend(&text, "settled       by ", absl::StrJoin(verified.witnesses, ", "), "\n");
  }
  if (verified.unchecked_lines > 0) {
    absl::StrAppend(&text, "not checked   ",
                    Counted(verified.unchecked_lines, "cosignature", "cosignatures"), "\n");
  }
  return text;
}

std::string VerifiedJson(const VerifiedReceipt& verified, absl::string_view file) {
  const chain::Header& header = verified.leaf.entry.header;
  JsonObject json;
  json.Put("schema", "lontar.verified.v1");
  json.Put("file", file);
  json.Put("origin", verified.checkpoint.origin);
  json.Put("author", header.author);
  json.Put("incarnation", header.incarnation.hex());
  json.PutNumber("number", header.number.value());
  json.Put("kind", chain::NameOf(header.kind));
  json.Put("collection", header.collection);
  json.Put("payload_id", header.payload_id.hex());
  json.Put("entry_hash", verified.leaf.entry.hash().hex());
  json.Put("verdict", chain::NameOf(verified.leaf.stamp.verdict));
  json.Put("time", HubTime(verified));
  json.PutNumber("index", verified.index.value());
  json.PutNumber("log_size", verified.checkpoint.size.value());
  json.Put("root", verified.checkpoint.root.hex());
  json.PutFlag("is_settled", verified.is_settled);
  json.PutTexts("witnesses", {verified.witnesses.begin(), verified.witnesses.end()});
  json.PutNumber("cosignatures_unchecked", verified.unchecked_lines);
  return json.Written();
}

}  // namespace

absl::Status ReceiptVerify(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const log::NoteKey log_key, ReadVkey(call));
  const std::string file = call.arguments.Text("file");
  LONTAR_ASSIGN_OR_RETURN(const std::string text, base::ReadWholeFile(file, log::kReceiptBytesMax));
  auto verified = VerifyText(text, log_key);
  if (!verified.ok()) return base::Annotate(verified.status(), file);
  if (call.arguments.Has("policy")) {
    LONTAR_ASSIGN_OR_RETURN(
        const std::string policy,
        base::ReadWholeFile(call.arguments.Text("policy"), base::kConfigurationBytesMax));
    const absl::Status settled = CheckWitnesses(policy, text, &*verified);
    if (!settled.ok()) return base::Annotate(settled, file);
  }
  call.terminal->Answer(call.is_json ? VerifiedJson(*verified, file) : VerifiedText(*verified));
  return absl::OkStatus();
}

}  // namespace lontar::cli
