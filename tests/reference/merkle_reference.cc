#include "tests/reference/merkle_reference.h"

#include "core/trust/sha256.h"

namespace lontar::reference {
namespace {

// The largest power of two that is smaller than n; n > 1.
size_t SplitOf(size_t n) {
  size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

Leaves Part(const Leaves& leaves, size_t begin, size_t end) {
  return Leaves(leaves.begin() + static_cast<long>(begin), leaves.begin() + static_cast<long>(end));
}

// SUBPROOF(m, D[n], b).
Hashes Subproof(size_t m, const Leaves& leaves, bool is_known) {
  const size_t n = leaves.size();
  if (m == n) return is_known ? Hashes() : Hashes{TreeHash(leaves)};
  const size_t k = SplitOf(n);
  Hashes proof;
  if (m <= k) {
    proof = Subproof(m, Part(leaves, 0, k), is_known);
    proof.push_back(TreeHash(Part(leaves, k, n)));
  } else {
    proof = Subproof(m - k, Part(leaves, k, n), false);
    proof.push_back(TreeHash(Part(leaves, 0, k)));
  }
  return proof;
}

}  // namespace

base::Hash TreeHash(const Leaves& leaves) {
  const size_t n = leaves.size();
  if (n == 0) return trust::Sha256({""});
  if (n == 1) return trust::Sha256({std::string(1, '\x00'), leaves[0]});
  const size_t k = SplitOf(n);
  const base::Hash left = TreeHash(Part(leaves, 0, k));
  const base::Hash right = TreeHash(Part(leaves, k, n));
  return trust::Sha256({"\x01", left.view(), right.view()});
}

Hashes InclusionPath(size_t index, const Leaves& leaves) {
  const size_t n = leaves.size();
  if (n == 1) return {};
  const size_t k = SplitOf(n);
  Hashes path;
  if (index < k) {
    path = InclusionPath(index, Part(leaves, 0, k));
    path.push_back(TreeHash(Part(leaves, k, n)));
  } else {
    path = InclusionPath(index - k, Part(leaves, k, n));
    path.push_back(TreeHash(Part(leaves, 0, k)));
  }
  return path;
}

Hashes ConsistencyProof(size_t old_size, const Leaves& leaves) {
  return Subproof(old_size, leaves, true);
}

}  // namespace lontar::reference
