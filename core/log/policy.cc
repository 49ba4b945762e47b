#include "core/log/policy.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/log/strict_text.h"

namespace lontar::log {
namespace {

using Words = std::vector<absl::string_view>;

absl::Status PolicyProblem(absl::string_view reason, absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, why);
}
absl::Status PolicyInvalid(absl::string_view why) { return PolicyProblem("POLICY_INVALID", why); }

// Whether two sets of witnesses without a common one can both make a group count. Of its n members,
// d can count for both sides at once; each side needs k. Together they need 2k, and have n + d.
bool CanSplit(const WitnessGroup& group, int splittable_members) {
  const int members = static_cast<int>(group.members.size());
  return 2 * group.needed <= members + splittable_members;
}

// Reads a policy line by line.
class PolicyReader {
 public:
  absl::Status TakeStatement(const Words& words) {
    if (words[0] == "log") return TakeLog(words);
    if (words[0] == "witness") return TakeWitness(words);
    if (words[0] == "group") return TakeGroup(words);
    if (words[0] == "quorum") return TakeQuorum(words);
    return PolicyInvalid(
        absl::StrCat("\"", words[0], "\" is none of log, witness, group and quorum"));
  }

  absl::StatusOr<TrustPolicy> Finish() {
    if (!has_quorum_) return PolicyInvalid("the policy has no quorum line; write quorum <name>");
    return std::move(policy_);
  }

 private:
  struct Name {
    bool is_member = false;  // of a group
    bool can_split = false;
  };

  absl::Status TakeLog(const Words& words) {
    if (words.size() < 2 || words.size() > 3) return PolicyInvalid("write log <vkey> [url]");
    TrustedLog log;
    LONTAR_ASSIGN_OR_RETURN(log.key, TakeKey(words[1], NoteKeyType::kEd25519));
    if (words.size() == 3) log.url = std::string(words[2]);
    policy_.logs.push_back(std::move(log));
    return absl::OkStatus();
  }

  absl::Status TakeWitness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) {
      return PolicyInvalid("write witness <name> <vkey> [url]");
    }
    LONTAR_RETURN_IF_ERROR(Define(words[1], Name()));
    TrustedWitness witness{.name = std::string(words[1]), .key = {}, .url = {}};
    LONTAR_ASSIGN_OR_RETURN(witness.key, TakeKey(words[2], NoteKeyType::kCosignatureV1));
    if (words.size() == 4) witness.url = std::string(words[3]);
    policy_.witnesses.push_back(std::move(witness));
    return absl::OkStatus();
  }

  absl::Status TakeGroup(const Words& words) {
    if (words.size() < 4) return PolicyInvalid("write group <name> <k|all|any> <member>...");
    WitnessGroup group{.name = std::string(words[1]), .needed = 0, .members = {}};
    int splittable = 0;
    for (auto word = words.begin() + 3; word != words.end(); ++word) {
      const auto found = names_.find(std::string(*word));
      if (found == names_.end()) {
        return PolicyInvalid(absl::StrCat("\"", *word, "\" is not defined on an earlier line"));
      }
      if (found->second.is_member) {
        return PolicyInvalid(absl::StrCat("\"", *word, "\" is a member of a group already"));
      }
      found->second.is_member = true;
      splittable += found->second.can_split ? 1 : 0;
      group.members.emplace_back(*word);
    }
    LONTAR_ASSIGN_OR_RETURN(group.needed, ReadNeeded(words[2], group.members.size()));
    LONTAR_RETURN_IF_ERROR(Define(words[1], {.can_split = CanSplit(group, splittable)}));
    policy_.groups.push_back(std::move(group));
    return absl::OkStatus();
  }

  absl::Status TakeQuorum(const Words& words) {
    if (words.size() != 2) return PolicyInvalid("write quorum <name|none>");
    if (has_quorum_) return PolicyInvalid("the policy has two quorum lines");
    has_quorum_ = true;
    if (words[1] == "none") return absl::OkStatus();
    const auto found = names_.find(std::string(words[1]));
    if (found == names_.end()) {
      return PolicyInvalid(absl::StrCat("\"", words[1], "\" is not defined on an earlier line"));
    }
    if (found->second.can_split) {
      return PolicyProblem("POLICY_TOO_WEAK",
                           absl::StrCat("two histories could both reach the quorum \"", words[1],
                                        "\"; it must need more than half of its members"));
    }
    policy_.quorum = std::string(words[1]);
    return absl::OkStatus();
  }

  absl::Status Define(absl::string_view name, const Name& what) {
    if (name == "none") return PolicyInvalid("\"none\" is no name");
    if (!names_.emplace(std::string(name), what).second) {
      return PolicyInvalid(absl::StrCat("\"", name, "\" is defined twice"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<NoteKey> TakeKey(absl::string_view vkey, NoteKeyType type) {
    absl::StatusOr<NoteKey> key = ParseVkey(vkey);
    if (!key.ok()) return PolicyInvalid(key.status().message());
    if (key->type != type) {
      return PolicyInvalid(absl::StrCat("\"", vkey, "\" has key type ", static_cast<int>(key->type),
                                        "; here it is ", static_cast<int>(type)));
    }
    if (!keys_.insert(key->key).second) {
      return PolicyProblem("POLICY_KEY_TWICE",
                           absl::StrCat("the public key of \"", vkey, "\" stands here twice"));
    }
    return key;
  }

  static absl::StatusOr<int> ReadNeeded(absl::string_view word, size_t members) {
    if (word == "all") return static_cast<int>(members);
    if (word == "any") return 1;
    const std::optional<uint64_t> needed = ReadDecimal(word);
    if (!needed.has_value() || *needed == 0 || *needed > members) {
      return PolicyInvalid(absl::StrCat("\"", word, "\" of ", members,
                                        " members; write all, any or a number from 1 to ",
                                        members));
    }
    return static_cast<int>(*needed);
  }

  TrustPolicy policy_;
  bool has_quorum_ = false;
  std::map<std::string, Name> names_;
  std::set<trust::PublicKey> keys_;
};

}  // namespace

absl::StatusOr<TrustPolicy> ParsePolicy(absl::string_view text) {
  if (text.size() > base::kConfigurationBytesMax) return PolicyInvalid("the policy is too long");
  PolicyReader reader;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#') continue;
    if (!IsNoteText(absl::StrReplaceAll(line, {{"\t", " "}}))) {
      return PolicyInvalid(absl::StrCat("line ", number, ": not UTF-8, or a control character"));
    }
    const Words words = absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    LONTAR_RETURN_IF_ERROR(
        base::Annotate(reader.TakeStatement(words), absl::StrCat("line ", number)));
  }
  return reader.Finish();
}

bool ReachesQuorum(const TrustPolicy& policy, const std::set<std::string>& witnesses) {
  if (policy.quorum.empty()) return true;
  std::set<std::string> counting;
  for (const TrustedWitness& witness : policy.witnesses) {
    if (witnesses.contains(witness.name)) counting.insert(witness.name);
  }
  for (const WitnessGroup& group : policy.groups) {
    const auto members =
        std::count_if(group.members.begin(), group.members.end(),
                      [&counting](const std::string& name) { return counting.contains(name); });
    if (members >= group.needed) counting.insert(group.name);
  }
  return counting.contains(policy.quorum);
}

absl::StatusOr<std::set<std::string>> CosignedBy(const TrustPolicy& policy, const Note& note) {
  LONTAR_ASSIGN_OR_RETURN(const Checkpoint checkpoint, ParseCheckpointBody(note.text));
  std::set<std::string> names;
  for (const TrustedWitness& witness : policy.witnesses) {
    for (const NoteLine& line : note.lines) {
      if (!IsLineOf(line, witness.key)) continue;
      LONTAR_RETURN_IF_ERROR(VerifyCosignature(checkpoint, line, witness.key).status());
      names.insert(witness.name);
    }
  }
  return names;
}

}  // namespace lontar::log
