// The receipt of an own entry, and what a person reads of it.

#include "core/log/receipt.h"

#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "node/core/node_core.h"
#include "node/core/settled.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// What the entry is, in the words of the people who made it. Of one that was rejected the log may
// know no report.
void AddPaperFields(const fold::State& state, const chain::Leaf& leaf, json* result) {
  const chain::Header& header = leaf.entry.header;
  const fold::TrustRoot* root = state.trust_root();
  const fold::MemberAct* member = state.FindMember(header.author, state.size());
  json& fields = *result;
  fields["member_name"] = member == nullptr ? header.author : member->name;
  fields["origin"] = root == nullptr ? json() : json(root->origin);
  fields["notice"] = root == nullptr || root->notice.empty() ? json() : json(root->notice);
  fields["kind"] = std::string(chain::NameOf(header.kind));
  fields["collection"] = header.collection;
  fields["payload_id"] = header.payload_id.hex();
  fields["arrived"] = absl::FormatTime(
      "%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(leaf.stamp.time_ms), absl::UTCTimeZone());
  const fold::ReportRecord* report = state.FindReport(header.payload_id);
  fields["provider"] = report == nullptr ? json() : json(report->report.provider);
  fields["indicators"] = json::array();
  if (report == nullptr) return;
  std::set<std::string> indicators;
  for (const observation::PartEntry& part : report->report.parts) {
    if (!part.indicator.empty()) indicators.insert(part.indicator);
  }
  fields["indicators"] = indicators;
}

}  // namespace

absl::StatusOr<std::string> NodeCore::Receipt(base::ChainNumber number) const {
  const fold::ChainRecord* sequenced = state_.FindChain(identity_.member, identity_.incarnation);
  const uint64_t known = sequenced == nullptr ? 0 : sequenced->indexes.size();
  if (number.value() == 0 || number.value() > known) {
    return base::Problem(
        absl::StatusCode::kNotFound, "RECEIPT_ABSENT",
        absl::StrCat("entry ", number.value(),
                     " of this node is not in the log as last pulled, which holds ", known,
                     "; `lontar sync` first"));
  }
  log::Receipt receipt;
  receipt.index = sequenced->indexes[number.value() - 1];
  LONTAR_ASSIGN_OR_RETURN(receipt.leaf_bytes, tree_->LeafAt(receipt.index));
  LONTAR_ASSIGN_OR_RETURN(receipt.proof, tree_->Inclusion(receipt.index, tree_->size()));
  LONTAR_RETURN_IF_ERROR(CheckCheckpoint());
  receipt.checkpoint = checkpoint_;
  LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(receipt.leaf_bytes));
  json result = {{"schema", "lontar.receipt.v1"},
                 {"member", identity_.member},
                 {"number", number.value()},
                 {"index", receipt.index.value()},
                 {"verdict", std::string(chain::NameOf(leaf.stamp.verdict))},
                 {"log_size", tree_->size().value()},
                 {"receipt", log::FormatReceipt(receipt)}};
  AddPaperFields(state_, leaf, &result);
  const base::LogSize settled = SettledSize(state_, checkpoint_);
  result["settled"] = base::IsBefore(receipt.index, settled);
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::node
