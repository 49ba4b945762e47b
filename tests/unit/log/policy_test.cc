#include "core/log/policy.h"

#include <random>

#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

std::string WitnessVkey(const std::string& name) {
  const NoteKey key{.name = absl::StrCat("witness.example.org/", name),
                    .type = NoteKeyType::kCosignatureV1,
                    .key = VectorKey(name)->public_key()};
  return key.vkey();
}

std::string WitnessLines(const std::vector<std::string>& names) {
  std::string lines;
  for (const std::string& name : names) {
    absl::StrAppend(&lines, "witness ", name, " ", WitnessVkey(name), "\n");
  }
  return lines;
}

const std::vector<std::string>& ElevenStates() {
  static const std::vector<std::string> states = {"bn", "kh", "id", "la", "my", "mm",
                                                  "ph", "sg", "th", "tl", "vn"};
  return states;
}

// Witnesses by name and the lines that follow.
std::string Policy(const std::vector<std::string>& witnesses, absl::string_view rest) {
  return absl::StrCat("log ", kHubVkey, "\n", WitnessLines(witnesses), rest);
}

std::string PolicyReason(const std::string& text) {
  return base::ReasonOf(ParsePolicy(text).status());
}

std::set<std::string> First(const std::vector<std::string>& names, int count) {
  return std::set<std::string>(names.begin(), names.begin() + count);
}

TEST(Policy, SixOfElevenStates) {
  const auto policy = ParsePolicy(Policy(
      ElevenStates(),
      absl::StrCat("group states 6 ", absl::StrJoin(ElevenStates(), " "), "\nquorum states\n")));
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(policy->logs[0].key.vkey(), kHubVkey);
  EXPECT_EQ(policy->witnesses.size(), 11u);
  EXPECT_FALSE(ReachesQuorum(*policy, {}));
  EXPECT_FALSE(ReachesQuorum(*policy, First(ElevenStates(), 5)));
  EXPECT_TRUE(ReachesQuorum(*policy, First(ElevenStates(), 6)));
  EXPECT_TRUE(ReachesQuorum(*policy, First(ElevenStates(), 11)));
}

TEST(Policy, QuorumOfHalfOrLessIsRefused) {
  for (int k = 1; k <= 11; ++k) {
    const std::string text = Policy(
        ElevenStates(),
        absl::StrCat("group g ", k, " ", absl::StrJoin(ElevenStates(), " "), "\nquorum g\n"));
    EXPECT_EQ(PolicyReason(text), k <= 5 ? "POLICY_TOO_WEAK" : "") << k;
  }
  EXPECT_EQ(PolicyReason(Policy({"a", "b"}, "group g 1 a b\nquorum g\n")), "POLICY_TOO_WEAK");
  EXPECT_EQ(PolicyReason(Policy({"a", "b"}, "group g any a b\nquorum g\n")), "POLICY_TOO_WEAK");
  EXPECT_EQ(PolicyReason(Policy({"a", "b"}, "group g all a b\nquorum g\n")), "");
  EXPECT_EQ(PolicyReason(Policy({"a"}, "group g any a\nquorum g\n")), "");
}

TEST(Policy, WeakGroupIsFineWhereTheOthersHoldItTogether) {
  const std::string groups = "group pair any a b\n";
  const std::vector<std::string> names = {"a", "b", "c", "d"};
  EXPECT_EQ(PolicyReason(Policy(names, groups + "group g all pair c\nquorum g\n")), "");
  EXPECT_EQ(PolicyReason(Policy(names, groups + "group g 2 pair c d\nquorum g\n")),
            "POLICY_TOO_WEAK");
  EXPECT_EQ(PolicyReason(Policy(names, groups + "group g 3 pair c d\nquorum g\n")), "");
  EXPECT_EQ(PolicyReason(Policy(names, groups + "quorum c\n")), "");
}

// The rule by arithmetic against the search through all pairs of witness sets.
TEST(Policy, IsTooWeakExactlyIfTwoSetsWithoutACommonWitnessReachIt) {
  std::mt19937_64 random(8);
  const std::vector<std::string> names = {"a", "b", "c", "d", "e", "f"};
  int weak = 0;
  for (int round = 0; round < 60; ++round) {
    const int inner = 2 + static_cast<int>(random() % 3);
    const std::string groups = absl::StrCat(
        "group g ", 1 + random() % inner, " ",
        absl::StrJoin(names.begin(), names.begin() + inner, " "), "\ngroup top ",
        1 + random() % (7 - inner), " g ", absl::StrJoin(names.begin() + inner, names.end(), " "));
    TrustPolicy policy = *ParsePolicy(Policy(names, groups + "\nquorum none\n"));
    policy.quorum = "top";
    bool can_split = false;
    for (unsigned mask = 0; mask < 64; ++mask) {
      std::set<std::string> one;
      std::set<std::string> other;
      for (int i = 0; i < 6; ++i) (mask >> i & 1 ? one : other).insert(names[i]);
      can_split |= ReachesQuorum(policy, one) && ReachesQuorum(policy, other);
    }
    EXPECT_EQ(PolicyReason(Policy(names, groups + "\nquorum top\n")),
              can_split ? "POLICY_TOO_WEAK" : "")
        << groups;
    weak += can_split ? 1 : 0;
  }
  EXPECT_GT(weak, 5);
  EXPECT_LT(weak, 55);
}

TEST(Policy, GroupsOfGroupsCount) {
  const auto policy =
      ParsePolicy(Policy({"a", "b", "c", "d", "e", "f"},
                         "group x 2 a b c\ngroup y all d e\ngroup top all x y\nquorum top\n"));
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_FALSE(ReachesQuorum(*policy, {"a", "b", "c", "d", "f"}));
  EXPECT_FALSE(ReachesQuorum(*policy, {"a", "d", "e"}));
  EXPECT_TRUE(ReachesQuorum(*policy, {"a", "c", "d", "e"}));
}

TEST(Policy, NamesOfStrangersAndGroupsDoNotCountAsWitnesses) {
  const auto policy = ParsePolicy(Policy({"a", "b"}, "group g all a b\nquorum g\n"));
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_FALSE(ReachesQuorum(*policy, {"g"}));
  EXPECT_FALSE(ReachesQuorum(*policy, {"a", "stranger"}));
}

TEST(Policy, QuorumNoneNeedsNobody) {
  const auto policy = ParsePolicy(Policy({"a"}, "quorum none\n"));
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_TRUE(ReachesQuorum(*policy, {}));
}

TEST(Policy, CommentsBlankLinesAndAddressesAreTaken) {
  const auto policy =
      ParsePolicy(absl::StrCat("# the regional hub\n\nlog ", kHubVkey,
                               " https://hub.example.org/#top\n  # indented\n\twitness id\t",
                               kIdVkey, "  https://witness.example.org/id\r\nquorum id"));
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(policy->logs[0].url, "https://hub.example.org/#top");
  EXPECT_EQ(policy->witnesses[0].url, "https://witness.example.org/id");
  EXPECT_EQ(policy->quorum, "id");
}

// One key under two names would count as two witnesses; as a log and a witness it would confirm
// itself.
TEST(Policy, OneKeyTwiceIsRefused) {
  const NoteKey renamed{.name = "witness.example.org/second",
                        .type = NoteKeyType::kCosignatureV1,
                        .key = VectorKey("a")->public_key()};
  EXPECT_EQ(PolicyReason(Policy({"a"}, absl::StrCat("witness b ", renamed.vkey(), "\nquorum a\n"))),
            "POLICY_KEY_TWICE");
  const NoteKey hub_as_witness{.name = std::string(kHubName),
                               .type = NoteKeyType::kCosignatureV1,
                               .key = VectorKey(kHubName)->public_key()};
  EXPECT_EQ(PolicyReason(
                Policy({"a"}, absl::StrCat("witness h ", hub_as_witness.vkey(), "\nquorum a\n"))),
            "POLICY_KEY_TWICE");
  EXPECT_EQ(PolicyReason(Policy({"a"}, absl::StrCat("log ", kHubVkey, "\nquorum a\n"))),
            "POLICY_KEY_TWICE");
}

TEST(Policy, OtherTextsAreRefused) {
  const std::vector<std::string> names = {"a", "b", "c"};
  for (const char* rest : {"",
                           "quorum\n",
                           "quorum a b\n",
                           "quorum d\n",
                           "quorum a\nquorum a\n",
                           "quorum g\ngroup g all a b\n",
                           "quorum a\nsurprise\n",
                           "QUORUM a\n",
                           "log\nquorum a\n",
                           "log x\nquorum a\n",
                           "witness d\nquorum a\n",
                           "witness d x\nquorum a\n",
                           "group g 2\nquorum a\n",
                           "group g\nquorum a\n",
                           "group g 0 a b\nquorum g\n",
                           "group g 3 a b\nquorum g\n",
                           "group g -1 a b\nquorum g\n",
                           "group g 02 a b\nquorum g\n",
                           "group g most a b\nquorum g\n",
                           "group g 2 a d\nquorum g\n",
                           "group g 2 a a\nquorum g\n",
                           "group g 2 g a\nquorum g\n",
                           "group a 2 b c\nquorum a\n",
                           "group none 2 b c\nquorum none\n",
                           "group g all a b\ngroup h all b c\nquorum g\n",
                           "quorum a\n\x01\n",
                           "quorum a\n# ok\n\xff\n"}) {
    EXPECT_EQ(PolicyReason(Policy(names, rest)), "POLICY_INVALID") << rest;
  }
  // The wrong type of key, each way; a witness defined twice.
  EXPECT_EQ(PolicyReason(absl::StrCat("log ", kIdVkey, "\nquorum none\n")), "POLICY_INVALID");
  EXPECT_EQ(PolicyReason(absl::StrCat("witness h ", kHubVkey, "\nquorum none\n")),
            "POLICY_INVALID");
  EXPECT_EQ(
      PolicyReason(absl::StrCat("witness a ", kIdVkey, "\nwitness a ", kThVkey, "\nquorum a\n")),
      "POLICY_INVALID");
  EXPECT_EQ(PolicyReason(std::string(base::kConfigurationBytesMax + 1, '\n')), "POLICY_INVALID");
}

TEST(Policy, ErrorNamesTheLine) {
  const absl::Status status = ParsePolicy("# one\n\nsurprise\n").status();
  EXPECT_EQ(status.message(), "line 3: \"surprise\" is none of log, witness, group and quorum");
}

TEST(CosignedBy, PublishedCheckpointNamesBothWitnesses) {
  const auto policy =
      ParsePolicy(absl::StrCat("log ", kHubVkey, "\nwitness id ", kIdVkey, "\nwitness th ", kThVkey,
                               "\ngroup both all id th\nquorum both\n"));
  ASSERT_TRUE(policy.ok()) << policy.status();
  Note note = *ParseNote(kCheckpointOf3);
  EXPECT_EQ(*CosignedBy(*policy, note), (std::set<std::string>{"id", "th"}));
  EXPECT_TRUE(ReachesQuorum(*policy, *CosignedBy(*policy, note)));
  note.lines.push_back({.name = "stranger", .key_id = 1, .signature = "x"});
  // The same witness twice counts once.
  note.lines[2] = note.lines[1];
  EXPECT_EQ(*CosignedBy(*policy, note), (std::set<std::string>{"id"}));
  EXPECT_FALSE(ReachesQuorum(*policy, *CosignedBy(*policy, note)));
}

TEST(CosignedBy, FalseLineOfAKnownWitnessSpoilsTheNote) {
  const auto policy = ParsePolicy(absl::StrCat("witness id ", kIdVkey, "\nquorum id\n"));
  ASSERT_TRUE(policy.ok()) << policy.status();
  Note note = *ParseNote(kCheckpointOf3);
  note.lines[1].signature[20] ^= 1;
  EXPECT_EQ(base::ReasonOf(CosignedBy(*policy, note).status()), "SIGNATURE_INVALID");
}

}  // namespace
}  // namespace lontar::log
