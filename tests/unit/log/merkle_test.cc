#include "core/log/merkle.h"

#include <random>

#include "absl/strings/escaping.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/reference/merkle_reference.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

Hash FromHex(absl::string_view hex) { return *Hash::FromHex(hex); }

Proof FromHexes(const std::vector<std::string>& hexes) {
  Proof proof;
  for (const std::string& hex : hexes) proof.push_back(FromHex(hex));
  return proof;
}

// Roots of complete subtrees, computed from the leaves at every call.
class LeafTree {
 public:
  explicit LeafTree(reference::Leaves leaves) : leaves_(std::move(leaves)) {}

  absl::StatusOr<Hash> operator()(int level, uint64_t index) const {
    const uint64_t begin = index << level;
    const uint64_t end = begin + (uint64_t{1} << level);
    if (end > leaves_.size()) return absl::InternalError("a subtree past the end was asked for");
    Frontier frontier;
    for (uint64_t i = begin; i < end; ++i) frontier.Append(LeafHash(leaves_[i]));
    return frontier.Root();
  }

 private:
  reference::Leaves leaves_;
};

// The first leaves of the public CT test-suite.
const std::vector<std::string>& CtLeaves() {
  static const std::vector<std::string> leaves = [] {
    std::vector<std::string> bytes;
    for (const char* hex : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                            "606162636465666768696a6b6c6d6e6f"}) {
      bytes.push_back(absl::HexStringToBytes(hex));
    }
    return bytes;
  }();
  return leaves;
}

const char* const kCtRoots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

const char* const kLeafHashesOfS[] = {
    "305df59f9590c3c9ac63d2b2743c388e3792449078cebf7fb3dbe6471643b2b7",
    "3145c409f259b7c53e32036090ff76751025a2498ba9823ef718cac50b4e616f",
    "fca89f57c9f8c8eb4047a7ff9d333acf9e0f3384b20b255bceab0f216dcca267",
    "f76836325aec5699d8d71f8e42e9d47c5c29b08059ba296384f7ca40ad3a40ae",
    "ea9fc1a1b6e191b460d0d6306e3e870c173f39330f13cda1b70cfc72bdc398ba",
    "8f1593cb92f429d9340b9bbc1f0bb122adf8026c42a4a42142e2168931727236",
    "676f3782f5b3a5fb4370ed49572cedc523f4a66322269c85f2af0509d17b0a4d",
    "060242692909024231d050c5d4434146ba77da322d450286f577c9f951615d53",
    "95ceab0ef2c3135bf4ede6c0bdbed41b01c30848c09b1d79deb7c396fbc77667"};

// Index n: the root over n + 1 leaves.
const char* const kRootsOfS[] = {
    "305df59f9590c3c9ac63d2b2743c388e3792449078cebf7fb3dbe6471643b2b7",
    "60a53eed0de87a90c8e59427c59c46253c33a76a09502a51801300927b7e6bdc",
    "cf763a041c81ceef1578a6083f75c61bef2e0014f2a3e683a97fcfca5be7f19a",
    "bdd1c5ff55b19cb6b0e7c761bf9a6ccaa27fbbfc07b74f1fabb6e911a0bd2ab3",
    "00d21829a5503145348abcf712513eacf2a274211ad83e970202bb5b6d80b286",
    "160cf1a616e8792f9078a9665cb06520d95a33f467d0826f2310219d31383d73",
    "0b007fb915eb9b2a146f54b1c86ec53b664f8e455b7660b0b6ee13edc0d921c0",
    "ca6b7b3e674ac86c1027b59c87c064fc3bc27b313294c75f83bd05fdd13f0dcf",
    "1374d3a5ecbef4cd7c109e5d0127955f4ef014756496d70a0f99f65aa0ac8a30"};

Hash RootOfS(uint64_t size) { return FrontierOf(SetS(size)).Root(); }

struct InclusionVector {
  uint64_t index;
  uint64_t size;
  std::vector<std::string> proof;
};
const std::vector<InclusionVector>& InclusionVectors() {
  static const std::vector<InclusionVector> vectors = {
      {0, 1, {}},
      {0,
       7,
       {"3145c409f259b7c53e32036090ff76751025a2498ba9823ef718cac50b4e616f",
        "bd45ff28796704d88bdac51b1df553fda59837b616d6d1cb2114dbc3b087ff69",
        "8eae6bd3b3a07f1f75ee72a531629e6eb31e42e62f760e47de52a53c3641ef23"}},
      {5,
       7,
       {"ea9fc1a1b6e191b460d0d6306e3e870c173f39330f13cda1b70cfc72bdc398ba",
        "676f3782f5b3a5fb4370ed49572cedc523f4a66322269c85f2af0509d17b0a4d",
        "bdd1c5ff55b19cb6b0e7c761bf9a6ccaa27fbbfc07b74f1fabb6e911a0bd2ab3"}},
      {6,
       7,
       {"985bb5d36b927800876871da925a7e82abe83a9ddba5882920a007a55ea2b376",
        "bdd1c5ff55b19cb6b0e7c761bf9a6ccaa27fbbfc07b74f1fabb6e911a0bd2ab3"}},
      {3,
       8,
       {"fca89f57c9f8c8eb4047a7ff9d333acf9e0f3384b20b255bceab0f216dcca267",
        "60a53eed0de87a90c8e59427c59c46253c33a76a09502a51801300927b7e6bdc",
        "f58aaab46122102d66b00c5eb50b13dd763b5f800139b424fda8b1cacae1408a"}}};
  return vectors;
}

struct ConsistencyVector {
  uint64_t from;
  uint64_t to;
  std::vector<std::string> proof;
};
const std::vector<ConsistencyVector>& ConsistencyVectors() {
  static const std::vector<ConsistencyVector> vectors = {
      {0, 5, {}},
      {1, 2, {"3145c409f259b7c53e32036090ff76751025a2498ba9823ef718cac50b4e616f"}},
      {3,
       7,
       {"fca89f57c9f8c8eb4047a7ff9d333acf9e0f3384b20b255bceab0f216dcca267",
        "f76836325aec5699d8d71f8e42e9d47c5c29b08059ba296384f7ca40ad3a40ae",
        "60a53eed0de87a90c8e59427c59c46253c33a76a09502a51801300927b7e6bdc",
        "8eae6bd3b3a07f1f75ee72a531629e6eb31e42e62f760e47de52a53c3641ef23"}},
      {4, 7, {"8eae6bd3b3a07f1f75ee72a531629e6eb31e42e62f760e47de52a53c3641ef23"}},
      {6,
       8,
       {"985bb5d36b927800876871da925a7e82abe83a9ddba5882920a007a55ea2b376",
        "398ebdeb46e179eeffacef4635fd30410954e169b88e22741fa96cffb1022a85",
        "bdd1c5ff55b19cb6b0e7c761bf9a6ccaa27fbbfc07b74f1fabb6e911a0bd2ab3"}},
      {8, 8, {}}};
  return vectors;
}

std::string VerifyS(const Proof& proof, uint64_t from, uint64_t to) {
  return base::ReasonOf(
      VerifyConsistency(proof, LogSize(from), RootOfS(from), LogSize(to), RootOfS(to)));
}

TEST(Merkle, EmptyTreeIsNotAnEmptyLeaf) {
  EXPECT_EQ(EmptyRoot().hex(), kCtRoots[0]);
  EXPECT_EQ(LeafHash("").hex(), kCtRoots[1]);
  EXPECT_EQ(Frontier().Root(), EmptyRoot());
}

TEST(Merkle, RootsOfTheCtLeavesAreThePublishedOnes) {
  Frontier frontier;
  for (size_t n = 0; n <= CtLeaves().size(); ++n) {
    EXPECT_EQ(frontier.Root().hex(), kCtRoots[n]) << n;
    EXPECT_EQ(frontier.size(), LogSize(n));
    if (n < CtLeaves().size()) frontier.Append(LeafHash(CtLeaves()[n]));
  }
}

TEST(Merkle, LeafHashesAndRootsOfSetSAreThePublishedOnes) {
  for (uint64_t i = 0; i < std::size(kLeafHashesOfS); ++i) {
    EXPECT_EQ(LeafHash(absl::StrCat("leaf-", i)).hex(), kLeafHashesOfS[i]);
    EXPECT_EQ(RootOfS(i + 1).hex(), kRootsOfS[i]);
  }
  EXPECT_EQ(absl::Base64Escape(RootOfS(300).view()),
            "YIKAzr3eSMKJmenLg58DmAo+Yui5VQqih1jpEnnr1lc=");
  EXPECT_EQ(NodeHash(LeafHash("leaf-0"), LeafHash("leaf-1")).hex(), kRootsOfS[1]);
}

TEST(Merkle, InclusionProofsAreThePublishedOnes) {
  for (const InclusionVector& v : InclusionVectors()) {
    const Proof published = FromHexes(v.proof);
    const LeafTree tree(SetS(v.size));
    const auto proof = ProveInclusion(LogIndex(v.index), LogSize(v.size), tree);
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_EQ(*proof, published) << v.index << " in " << v.size;
    EXPECT_TRUE(VerifyInclusion(published, LeafHash(absl::StrCat("leaf-", v.index)),
                                LogIndex(v.index), LogSize(v.size), RootOfS(v.size))
                    .ok());
  }
}

TEST(Merkle, ConsistencyProofsAreThePublishedOnes) {
  for (const ConsistencyVector& v : ConsistencyVectors()) {
    const Proof published = FromHexes(v.proof);
    const LeafTree tree(SetS(v.to));
    const auto proof = ProveConsistency(LogSize(v.from), LogSize(v.to), tree);
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_EQ(*proof, published) << v.from << " to " << v.to;
    EXPECT_EQ(VerifyS(published, v.from, v.to), "") << v.from << " to " << v.to;
  }
}

TEST(Merkle, InclusionOfOtherShapeIsRefused) {
  const InclusionVector& v = InclusionVectors()[2];
  const Proof good = FromHexes(v.proof);
  const Hash leaf = LeafHash(absl::StrCat("leaf-", v.index));
  const auto verify = [&](const Proof& proof, uint64_t index, uint64_t size, const Hash& hash) {
    return base::ReasonOf(VerifyInclusion(proof, hash, LogIndex(index), LogSize(size), RootOfS(7)));
  };
  ASSERT_EQ(verify(good, 5, 7, leaf), "");
  Proof longer = good;
  longer.push_back(good.back());
  EXPECT_EQ(verify(longer, 5, 7, leaf), "PROOF_INVALID");
  EXPECT_EQ(verify(Proof(good.begin(), good.end() - 1), 5, 7, leaf), "PROOF_INVALID");
  EXPECT_EQ(verify(Proof(good.rbegin(), good.rend()), 5, 7, leaf), "PROOF_INVALID");
  EXPECT_EQ(verify({}, 5, 7, leaf), "PROOF_INVALID");
  for (const uint64_t index : {uint64_t{0}, uint64_t{4}, uint64_t{6}, uint64_t{7}, ~uint64_t{0}}) {
    EXPECT_EQ(verify(good, index, 7, leaf), "PROOF_INVALID") << index;
  }
  EXPECT_EQ(verify(good, 5, 0, leaf), "PROOF_INVALID");
  EXPECT_EQ(verify(good, 5, 5, leaf), "PROOF_INVALID");
  EXPECT_EQ(verify(good, 5, 9, leaf), "PROOF_INVALID");
}

// Two nodes' hash is no leaf's: a verifier that hashes the leaf's bytes itself cannot be shown a
// tree cut off at a node.
TEST(Merkle, NodeIsNotTakenForALeaf) {
  const Hash left = LeafHash("leaf-0");
  const Hash right = LeafHash("leaf-1");
  const std::string forged_leaf = absl::StrCat(left.view(), right.view());
  EXPECT_NE(LeafHash(forged_leaf), NodeHash(left, right));
  EXPECT_FALSE(
      VerifyInclusion({}, LeafHash(forged_leaf), LogIndex(0), LogSize(1), RootOfS(2)).ok());
}

TEST(Merkle, ConsistencyOfOtherShapeIsRefused) {
  const Proof good = FromHexes(ConsistencyVectors()[2].proof);
  ASSERT_EQ(VerifyS(good, 3, 7), "");
  Proof longer = good;
  longer.push_back(good.back());
  EXPECT_EQ(VerifyS(longer, 3, 7), "PROOF_INVALID");
  EXPECT_EQ(VerifyS(Proof(good.begin(), good.end() - 1), 3, 7), "PROOF_INVALID");
  EXPECT_EQ(VerifyS(Proof(good.rbegin(), good.rend()), 3, 7), "PROOF_INVALID");
  EXPECT_EQ(VerifyS({}, 3, 7), "PROOF_INVALID");
  EXPECT_EQ(VerifyS({}, 4, 7), "PROOF_INVALID");
  EXPECT_EQ(VerifyS(good, 7, 3), "PROOF_INVALID");
  Frontier other;
  for (const char* leaf : {"leaf-0", "leaf-1", "another"}) other.Append(LeafHash(leaf));
  EXPECT_EQ(
      base::ReasonOf(VerifyConsistency(good, LogSize(3), other.Root(), LogSize(7), RootOfS(7))),
      "PROOF_INVALID");
}

// The hashes lead to the root, but not for this size: a log that signs a false size is not
// believed.
TEST(Merkle, ProofOfAnotherSizeIsRefused) {
  const auto inclusion = [](uint64_t proven, uint64_t said) {
    const Proof proof = *ProveInclusion(LogIndex(0), LogSize(proven), LeafTree(SetS(proven)));
    return base::ReasonOf(
        VerifyInclusion(proof, LeafHash("leaf-0"), LogIndex(0), LogSize(said), RootOfS(proven)));
  };
  EXPECT_EQ(inclusion(4, 4), "");
  EXPECT_EQ(inclusion(4, 2), "PROOF_INVALID");
  EXPECT_EQ(inclusion(4, 1), "PROOF_INVALID");
  EXPECT_EQ(inclusion(4, 8), "PROOF_INVALID");
  const auto consistency = [](uint64_t proven, uint64_t said) {
    const Proof proof = *ProveConsistency(LogSize(3), LogSize(proven), LeafTree(SetS(proven)));
    return base::ReasonOf(
        VerifyConsistency(proof, LogSize(3), RootOfS(3), LogSize(said), RootOfS(proven)));
  };
  EXPECT_EQ(consistency(7, 7), "");
  EXPECT_EQ(consistency(7, 4), "PROOF_INVALID");
  EXPECT_EQ(consistency(4, 7), "PROOF_INVALID");
}

// Trees that hang on the right of a larger one: what is left over of the proof would lead further
// to the left.
TEST(Merkle, ProofOfALargerTreeForItsRightPartIsRefused) {
  const Proof of_second = *ProveInclusion(LogIndex(1), LogSize(2), LeafTree(SetS(2)));
  const Hash leaf = LeafHash("leaf-1");
  EXPECT_TRUE(VerifyInclusion(of_second, leaf, LogIndex(1), LogSize(2), RootOfS(2)).ok());
  EXPECT_FALSE(VerifyInclusion(of_second, leaf, LogIndex(0), LogSize(1), RootOfS(2)).ok());
  const Proof to_eight = *ProveConsistency(LogSize(7), LogSize(8), LeafTree(SetS(8)));
  EXPECT_EQ(VerifyS(to_eight, 7, 8), "");
  EXPECT_FALSE(VerifyConsistency(to_eight, LogSize(3), RootOfS(7), LogSize(4), RootOfS(8)).ok());
}

TEST(Merkle, TwoRootsAtOneSizeAreAFork) {
  const absl::Status status = VerifyConsistency({}, LogSize(7), RootOfS(7), LogSize(7), RootOfS(6));
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(base::ReasonOf(status), "LOG_FORKED");
}

TEST(Merkle, EmptyLogIsTheBeginningOfEveryLog) {
  EXPECT_EQ(VerifyS({}, 0, 0), "");
  EXPECT_EQ(VerifyS({}, 0, 5), "");
  EXPECT_EQ(VerifyS({EmptyRoot()}, 0, 5), "PROOF_INVALID");
  EXPECT_EQ(VerifyS({EmptyRoot()}, 5, 5), "PROOF_INVALID");
  const Hash wrong = LeafHash("");
  EXPECT_FALSE(VerifyConsistency({}, LogSize(0), wrong, LogSize(5), RootOfS(5)).ok());
  EXPECT_FALSE(VerifyConsistency({}, LogSize(0), wrong, LogSize(0), wrong).ok());
}

TEST(Merkle, ProofsPastTheEndAreTheCallersMistake) {
  const LeafTree tree(SetS(4));
  EXPECT_EQ(ProveInclusion(LogIndex(4), LogSize(4), tree).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ProveInclusion(LogIndex(0), LogSize(0), tree).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ProveConsistency(LogSize(4), LogSize(3), tree).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Merkle, ErrorsOfTheReaderArePassedOn) {
  const auto broken = [](int, uint64_t) -> absl::StatusOr<Hash> {
    return absl::DataLossError("planned");
  };
  EXPECT_EQ(RootOf(LogSize(5), broken).status().message(), "planned");
  EXPECT_EQ(ProveInclusion(LogIndex(1), LogSize(5), broken).status().message(), "planned");
  EXPECT_EQ(ProveConsistency(LogSize(3), LogSize(5), broken).status().message(), "planned");
}

TEST(Frontier, IsRebuiltFromItsSubtrees) {
  for (const uint64_t size : {0, 1, 6, 7, 8, 255}) {
    const Frontier whole = FrontierOf(SetS(size));
    const auto rebuilt = Frontier::FromSubtrees(LogSize(size), whole.subtrees());
    ASSERT_TRUE(rebuilt.ok());
    EXPECT_EQ(rebuilt->Root(), whole.Root());
    EXPECT_EQ(rebuilt->size(), whole.size());
  }
}

TEST(Frontier, WithAnotherNumberOfSubtreesIsRefused) {
  const std::vector<Hash> two(2);
  EXPECT_FALSE(Frontier::FromSubtrees(LogSize(7), two).ok());
  EXPECT_FALSE(Frontier::FromSubtrees(LogSize(8), two).ok());
  EXPECT_TRUE(Frontier::FromSubtrees(LogSize(6), two).ok());
}

// Subtrees of a tree that is too large to make: every hash is made from its place alone.
absl::StatusOr<Hash> MadeUp(int level, uint64_t index) {
  return LeafHash(absl::StrCat(level, "/", index));
}

TEST(Merkle, LargestLogIsWithinReach) {
  const LogSize largest((uint64_t{1} << 63) - 1);
  const auto proof = ProveInclusion(LogIndex(0), largest, MadeUp);
  ASSERT_TRUE(proof.ok());
  EXPECT_EQ(proof->size(), 63u);
  ASSERT_TRUE(ProveConsistency(LogSize(largest.value() - 1), largest, MadeUp).ok());
  EXPECT_FALSE(VerifyInclusion(*proof, Hash(), LogIndex(0), largest, Hash()).ok());
}

// Random leaves; the empty leaf is among them.
reference::Leaves RandomLeaves(std::mt19937_64& random, size_t count) {
  reference::Leaves leaves;
  for (size_t i = 0; i < count; ++i) {
    leaves.push_back(random() % 50 == 0 ? "" : absl::StrCat(random()));
  }
  return leaves;
}

// Invariant 3: the incremental root after each append is that of the recursive definition.
TEST(MerkleProperty, RootAfterEachAppendIsTheRecursiveOne) {
  std::mt19937_64 random(3);
  const reference::Leaves leaves = RandomLeaves(random, 700);
  Frontier frontier;
  for (size_t n = 0; n <= leaves.size(); ++n) {
    // All small sizes, then every seventh: the reference is slow.
    if (n < 130 || n % 7 == 0 || (n & (n - 1)) == 0) {
      const reference::Leaves first(leaves.begin(), leaves.begin() + static_cast<long>(n));
      ASSERT_EQ(frontier.Root(), reference::TreeHash(first)) << n;
    }
    if (n < leaves.size()) frontier.Append(LeafHash(leaves[n]));
  }
}

// Invariant 1: a generated inclusion proof verifies, and any single change makes it fail.
TEST(MerkleProperty, InclusionProofVerifiesAndNoChangedOneDoes) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 150; ++round) {
    const size_t size = 1 + random() % (round < 100 ? 40 : 700);
    const size_t index = random() % size;
    const reference::Leaves leaves = RandomLeaves(random, size);
    const Hash root = reference::TreeHash(leaves);
    const Hash leaf = LeafHash(leaves[index]);
    const auto proof = ProveInclusion(LogIndex(index), LogSize(size), LeafTree(leaves));
    ASSERT_TRUE(proof.ok());
    ASSERT_EQ(*proof, reference::InclusionPath(index, leaves)) << index << " in " << size;
    ASSERT_TRUE(VerifyInclusion(*proof, leaf, LogIndex(index), LogSize(size), root).ok());
    const auto refused = [&](const Proof& p, uint64_t at, uint64_t n) {
      return !VerifyInclusion(p, leaf, LogIndex(at), LogSize(n), root).ok();
    };
    if (!proof->empty()) {
      Proof changed = *proof;
      Hash& victim = changed[random() % changed.size()];
      std::array<uint8_t, 32> bytes = victim.array();
      bytes[random() % 32] ^= static_cast<uint8_t>(1 << random() % 8);
      victim = Hash(bytes);
      ASSERT_TRUE(refused(changed, index, size)) << index << " in " << size;
      ASSERT_TRUE(refused(Proof(proof->begin() + 1, proof->end()), index, size));
    }
    ASSERT_TRUE(refused(*proof, index + 1, size)) << index << " in " << size;
    ASSERT_TRUE(refused(*proof, index + size, size));
    Proof longer = *proof;
    longer.insert(longer.begin() + static_cast<long>(random() % (longer.size() + 1)), leaf);
    ASSERT_TRUE(refused(longer, index, size));
  }
}

// Invariant 2: a generated consistency proof verifies, but for no tree that differs in one of the
// first m leaves.
TEST(MerkleProperty, ConsistencyProofHoldsForThisBeginningOnly) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 150; ++round) {
    const size_t to = 1 + random() % (round < 100 ? 40 : 700);
    const size_t from = 1 + random() % to;
    reference::Leaves leaves = RandomLeaves(random, to);
    const Hash to_root = reference::TreeHash(leaves);
    const auto proof = ProveConsistency(LogSize(from), LogSize(to), LeafTree(leaves));
    ASSERT_TRUE(proof.ok());
    ASSERT_EQ(*proof, reference::ConsistencyProof(from, leaves)) << from << " to " << to;
    reference::Leaves old(leaves.begin(), leaves.begin() + static_cast<long>(from));
    const Hash from_root = reference::TreeHash(old);
    ASSERT_TRUE(VerifyConsistency(*proof, LogSize(from), from_root, LogSize(to), to_root).ok())
        << from << " to " << to;
    old[random() % from] += "!";
    const Hash other_root = reference::TreeHash(old);
    ASSERT_FALSE(VerifyConsistency(*proof, LogSize(from), other_root, LogSize(to), to_root).ok());
    // A proof that the other log's owner would make for himself does not lead to this root either.
    leaves[random() % from] += "?";
    const auto forged = ProveConsistency(LogSize(from), LogSize(to), LeafTree(leaves));
    const Hash forged_root =
        reference::TreeHash({leaves.begin(), leaves.begin() + static_cast<long>(from)});
    ASSERT_FALSE(VerifyConsistency(*forged, LogSize(from), forged_root, LogSize(to), to_root).ok());
  }
}

}  // namespace
}  // namespace lontar::log
