#include "core/chain/fork.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::chain {
namespace {

absl::Status NotAFork(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "NOT_A_FORK",
                       absl::StrCat("these two entries prove no fork: ", why));
}

}  // namespace

absl::Status VerifyFork(const ForkEvidence& evidence, const trust::PublicKey& node_key) {
  LONTAR_RETURN_IF_ERROR(VerifyEntry(evidence.first, node_key));
  LONTAR_RETURN_IF_ERROR(VerifyEntry(evidence.second, node_key));
  LONTAR_ASSIGN_OR_RETURN(const Header first, DecodeHeader(evidence.first.header_bytes));
  LONTAR_ASSIGN_OR_RETURN(const Header second, DecodeHeader(evidence.second.header_bytes));
  if (evidence.first.hash() == evidence.second.hash()) {
    return NotAFork(
        absl::StrCat("they are one and the same, entry ", evidence.first.hash().short_hex()));
  }
  if (first.hub_id != second.hub_id) return NotAFork("they are for two hubs");
  if (first.author != second.author) {
    return NotAFork(absl::StrCat("they are by ", first.author, " and ", second.author));
  }
  if (first.incarnation != second.incarnation) {
    return NotAFork(absl::StrCat("they stand in two incarnations, ", first.incarnation.short_hex(),
                                 " and ", second.incarnation.short_hex()));
  }
  if (first.number != second.number) {
    return NotAFork(
        absl::StrCat("their numbers are ", first.number.value(), " and ", second.number.value()));
  }
  return absl::OkStatus();
}

}  // namespace lontar::chain
