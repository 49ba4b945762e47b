// The store against the register outside of it, at the opening.

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/node_core.h"

namespace lontar::node {
namespace {

absl::Status OtherHistory(absl::string_view what) {
  return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_CONFLICT",
                       absl::StrCat("the store's ", what,
                                    " is not the one that its register holds; nothing is written"));
}

absl::Status NoMark(absl::string_view what) {
  return base::Problem(absl::StatusCode::kDataLoss, "STORE_DAMAGED",
                       absl::StrCat("the store lacks its ", what,
                                    ": it is damaged, or not made by a program of this version"));
}

}  // namespace

chain::HighWater NodeCore::Mark() const {
  return {identity_.member, identity_.incarnation, instance_, commits_, head_,
          tree_->size(),    tree_->root()};
}

// The register may be one commit behind: the program ended between the two. A register that is
// further behind was put back from a copy; what it guards is all there.
absl::Status NodeCore::CheckRegister() {
  base::CheckInvariant(doors_.high_water != nullptr, "a node is given its register");
  LONTAR_ASSIGN_OR_RETURN(const auto instance, doors_.store->Get(store::kInstanceKey));
  LONTAR_ASSIGN_OR_RETURN(const auto commits, doors_.store->Get(store::kCommitsKey));
  const auto token = chain::InstanceToken::FromBytes(instance.value_or(""));
  if (!token) return NoMark("instance token");
  const auto count = store::ReadKeyNumber(commits.value_or(""));
  if (!count.ok()) return NoMark("count of commits");
  instance_ = *token;
  commits_ = *count;
  const chain::HighWater here = Mark();
  LONTAR_ASSIGN_OR_RETURN(const std::optional<chain::HighWater> mark, doors_.high_water->Read());
  if (mark == here) return absl::OkStatus();
  if (!mark) {
    // Only the making of a store may have left it so.
    if (commits_ <= 1) return doors_.high_water->Write(here);
    return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_DAMAGED",
                         absl::StrCat("the register is an empty one, this store has had ", commits_,
                                      " commits; nothing is written"));
  }
  LONTAR_RETURN_IF_ERROR(chain::CheckHighWater(*mark, here));
  if (mark->head) {
    LONTAR_ASSIGN_OR_RETURN(const auto entry, OwnEntry(mark->head->number));
    if (!entry || entry->hash() != mark->head->hash) {
      return OtherHistory(absl::StrCat("own entry ", mark->head->number.value()));
    }
  }
  LONTAR_ASSIGN_OR_RETURN(const base::Hash root, tree_->RootAt(mark->log_size));
  if (root != mark->log_root) {
    return OtherHistory(absl::StrCat("root of the first ", mark->log_size.value(), " leaves"));
  }
  return doors_.high_water->Write(here);
}

}  // namespace lontar::node
