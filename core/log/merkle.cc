#include "core/log/merkle.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/trust/sha256.h"

namespace lontar::log {
namespace {

// RFC 6962 section 2.1: no leaf can be passed off as a node, nor a node as a leaf.
constexpr absl::string_view kLeafPrefix("\x00", 1);
constexpr absl::string_view kNodePrefix("\x01", 1);

absl::Status ProofInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "PROOF_INVALID", why);
}

// Where a tree of n > 1 leaves divides: the largest power of two that is less than n.
uint64_t Division(uint64_t n) { return std::bit_floor(n - 1); }

// The root of the `count` > 0 leaves from `begin` on, which must be a multiple of a power of two
// that is not below `count`.
absl::StatusOr<Hash> RangeRoot(uint64_t begin, uint64_t count, SubtreeReader subtree) {
  std::optional<Hash> root;
  // From the smallest complete subtree, which is the right-most, to the largest.
  while (count != 0) {
    const int level = std::countr_zero(count);
    count &= count - 1;
    LONTAR_ASSIGN_OR_RETURN(const Hash left, subtree(level, (begin + count) >> level));
    root = root.has_value() ? NodeHash(left, *root) : left;
  }
  return *root;
}

// The two numbers that both verifications walk upwards: the places of a node and of the last node,
// level by level.
struct Walk {
  uint64_t node;
  uint64_t last;

  // True if the next hash of the proof stands to the left. A last node without a neighbour rises
  // until it has one.
  bool TakeSide() {
    const bool from_left = (node & 1) != 0 || node == last;
    if (from_left) {
      while (node != 0 && (node & 1) == 0) Rise();
    }
    Rise();
    return from_left;
  }
  void Rise() {
    node >>= 1;
    last >>= 1;
  }
};

}  // namespace

Hash EmptyRoot() { return trust::Sha256({}); }

Hash LeafHash(absl::string_view leaf_bytes) { return trust::Sha256({kLeafPrefix, leaf_bytes}); }

Hash NodeHash(const Hash& left, const Hash& right) {
  return trust::Sha256({kNodePrefix, left.view(), right.view()});
}

void Frontier::Append(const Hash& leaf_hash) {
  Hash carried = leaf_hash;
  // As in a binary counter: each lower bit that is set joins what is carried.
  for (uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
    carried = NodeHash(subtrees_.back(), carried);
    subtrees_.pop_back();
  }
  subtrees_.push_back(carried);
  ++size_;
}

Hash Frontier::Root() const {
  if (subtrees_.empty()) return EmptyRoot();
  Hash root = subtrees_.back();
  for (auto it = subtrees_.rbegin() + 1; it != subtrees_.rend(); ++it) root = NodeHash(*it, root);
  return root;
}

absl::StatusOr<Frontier> Frontier::FromSubtrees(LogSize size, std::vector<Hash> subtrees) {
  if (static_cast<size_t>(std::popcount(size.value())) != subtrees.size()) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "FRONTIER_INVALID",
        absl::StrCat("a log of size ", size.value(), " has ", std::popcount(size.value()),
                     " complete subtrees, not ", subtrees.size()));
  }
  Frontier frontier;
  frontier.size_ = size.value();
  frontier.subtrees_ = std::move(subtrees);
  return frontier;
}

absl::StatusOr<Hash> RootOf(LogSize size, SubtreeReader subtree) {
  if (size.value() == 0) return EmptyRoot();
  return RangeRoot(0, size.value(), subtree);
}

absl::StatusOr<Proof> ProveInclusion(LogIndex index, LogSize size, SubtreeReader subtree) {
  if (!base::IsBefore(index, size)) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "LOG_PAST_END",
        absl::StrCat("index ", index.value(), " is not in a log of size ", size.value()));
  }
  Proof proof;
  uint64_t begin = 0;
  uint64_t place = index.value();
  for (uint64_t count = size.value(); count > 1;) {
    const uint64_t left = Division(count);
    const bool goes_left = place < left;
    LONTAR_ASSIGN_OR_RETURN(const Hash sibling, goes_left
                                                    ? RangeRoot(begin + left, count - left, subtree)
                                                    : RangeRoot(begin, left, subtree));
    proof.push_back(sibling);
    if (!goes_left) {
      begin += left;
      place -= left;
    }
    count = goes_left ? left : count - left;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

absl::StatusOr<Proof> ProveConsistency(LogSize from, LogSize to, SubtreeReader subtree) {
  if (from > to) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "LOG_PAST_END",
                         absl::StrCat("a log of size ", from.value(),
                                      " is not the beginning of one of size ", to.value()));
  }
  Proof proof;
  if (from.value() == 0 || from == to) return proof;
  uint64_t begin = 0;
  uint64_t old_count = from.value();
  uint64_t count = to.value();
  while (old_count != count) {
    const uint64_t left = Division(count);
    const bool goes_left = old_count <= left;
    LONTAR_ASSIGN_OR_RETURN(const Hash sibling, goes_left
                                                    ? RangeRoot(begin + left, count - left, subtree)
                                                    : RangeRoot(begin, left, subtree));
    proof.push_back(sibling);
    if (!goes_left) {
      begin += left;
      old_count -= left;
    }
    count = goes_left ? left : count - left;
  }
  // A subtree at the left edge is the whole old tree, whose root the verifier knows.
  if (begin != 0) {
    LONTAR_ASSIGN_OR_RETURN(const Hash shared, RangeRoot(begin, old_count, subtree));
    proof.push_back(shared);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

absl::Status VerifyInclusion(const Proof& proof, const Hash& leaf_hash, LogIndex index,
                             LogSize size, const Hash& root) {
  if (!base::IsBefore(index, size)) {
    return ProofInvalid(
        absl::StrCat("index ", index.value(), " is not in a log of size ", size.value()));
  }
  Walk walk{.node = index.value(), .last = size.value() - 1};
  Hash computed = leaf_hash;
  for (const Hash& sibling : proof) {
    if (walk.last == 0) return ProofInvalid("the inclusion proof is too long");
    computed = walk.TakeSide() ? NodeHash(sibling, computed) : NodeHash(computed, sibling);
  }
  if (walk.last != 0) return ProofInvalid("the inclusion proof is too short");
  if (computed != root) {
    return ProofInvalid(absl::StrCat("the inclusion proof for index ", index.value(),
                                     " leads to root ", computed.short_hex(), ", not to ",
                                     root.short_hex()));
  }
  return absl::OkStatus();
}

absl::Status VerifyConsistency(const Proof& proof, LogSize from, const Hash& from_root, LogSize to,
                               const Hash& to_root) {
  if (from > to) return ProofInvalid("the consistency proof goes from a larger log to a smaller");
  if (from == to && from_root != to_root) {
    return base::Problem(absl::StatusCode::kDataLoss, "LOG_FORKED",
                         absl::StrCat("two roots at size ", to.value(), ": ", from_root.short_hex(),
                                      " and ", to_root.short_hex()));
  }
  if (from == to || from.value() == 0) {
    if (!proof.empty()) return ProofInvalid("this consistency proof ought to be empty");
    if (from.value() == 0 && from_root != EmptyRoot()) {
      return ProofInvalid("the root at size 0 is not the root of an empty log");
    }
    return absl::OkStatus();
  }
  auto next = proof.begin();
  Hash old_root = from_root;
  // A complete old tree is a subtree of the new one, and its root is not sent.
  if (!std::has_single_bit(from.value())) {
    if (proof.empty()) return ProofInvalid("the consistency proof is empty");
    old_root = *next++;
  }
  Hash new_root = old_root;
  Walk walk{.node = from.value() - 1, .last = to.value() - 1};
  while ((walk.node & 1) != 0) walk.Rise();
  for (; next != proof.end(); ++next) {
    if (walk.last == 0) return ProofInvalid("the consistency proof is too long");
    if (walk.TakeSide()) {
      old_root = NodeHash(*next, old_root);
      new_root = NodeHash(*next, new_root);
    } else {
      new_root = NodeHash(new_root, *next);
    }
  }
  if (walk.last != 0) return ProofInvalid("the consistency proof is too short");
  if (old_root != from_root || new_root != to_root) {
    return ProofInvalid(absl::StrCat("size ", from.value(), " with root ", from_root.short_hex(),
                                     " is not shown to be the beginning of size ", to.value(),
                                     " with root ", to_root.short_hex()));
  }
  return absl::OkStatus();
}

}  // namespace lontar::log
