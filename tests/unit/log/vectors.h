#pragma once
// The published vectors of the C2SP formats over set S: leaf i is "leaf-" and the decimal i. Made
// by an independent program and checked by two others. The keys are for tests only: their seeds are
// hashes of their names.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/log/merkle.h"
#include "core/log/note.h"
#include "core/trust/key_file.h"
#include "core/trust/sha256.h"

namespace lontar::log {

inline constexpr absl::string_view kHubName = "hub.example.org/lontar";
inline constexpr absl::string_view kIdName = "witness.example.org/id";
inline constexpr absl::string_view kThName = "witness.example.org/th";

inline constexpr absl::string_view kHubVkey =
    "hub.example.org/lontar+113a18ba+AeksbQs7XZzUpZ2NOtmL4pwFri51Oy96HG1tovX8PPxB";
inline constexpr absl::string_view kIdVkey =
    "witness.example.org/id+3b60514f+BP4KaBZEvAUsyC3lumWTZe90RsUKnc9tS6S1yWLzFYCq";
inline constexpr absl::string_view kThVkey =
    "witness.example.org/th+6722c0b7+BNmrdxoTYBA0eE/Qlovf46imBor8FfgVyPmr0i/N5ESz";

inline std::unique_ptr<trust::PrivateKey> VectorKey(absl::string_view name) {
  const Hash seed = trust::Sha256({"lontar-shared-vector-key:", name});
  return *trust::PrivateKey::FromSeed(seed.view());
}
inline NoteKey Vkey(absl::string_view text) { return *ParseVkey(text); }

inline std::vector<std::string> SetS(uint64_t size) {
  std::vector<std::string> leaves;
  for (uint64_t i = 0; i < size; ++i) leaves.push_back(absl::StrCat("leaf-", i));
  return leaves;
}
inline Frontier FrontierOf(const std::vector<std::string>& leaves) {
  Frontier frontier;
  for (const std::string& leaf : leaves) frontier.Append(LeafHash(leaf));
  return frontier;
}
inline Checkpoint CheckpointOfS(uint64_t size) {
  return {.origin = std::string(kHubName),
          .size = LogSize(size),
          .root = FrontierOf(SetS(size)).Root(),
          .extensions = {}};
}

inline constexpr absl::string_view kPlainNote =
    "first\n"
    "\n"
    "second after an empty line\n"
    "\n"
    "— hub.example.org/lontar "
    "EToYuvFa/+mZIukWpPgJnnvocBS7SqKj062FjJjWHs1/gRZB8Bx4B9Gw/FZhTv7ZFLH1ClTLhoG8f0WjEtUd"
    "IL6vwg4=\n";

inline constexpr absl::string_view kCheckpointOf0 =
    "hub.example.org/lontar\n"
    "0\n"
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    "\n"
    "— hub.example.org/lontar "
    "EToYutjubvFzGZxkSjdN0YpKSfi+Svvarkpqo36eO8saAgBjWzNoye8evB2LGBxNVn+wznkABRAO7iiKJ0vX"
    "5d5aFAo=\n"
    "— witness.example.org/id "
    "O2BRTwAAAABpVbkWWpuFWq1vyXflQ3JwibT0udedcVGhRIVMZwR5sI87GmQAYb+17CZVYp2Ko2oSv/J4e9s9"
    "WJrW6wcpIfecGeqSBA==\n"
    "— witness.example.org/th "
    "ZyLAtwAAAABpVbkWeTkvmjeLGdIuoTQEIrkjFhDBuQ9mL71AIgPulrbSn+SQdUfdoJ87PQ28dgmOLFKEMqQW"
    "IkNx/wSCyJbHj/uHBQ==\n";

inline constexpr absl::string_view kCheckpointOf3 =
    "hub.example.org/lontar\n"
    "3\n"
    "z3Y6BByBzu8VeKYIP3XGG+8uABTyo+aDqX/Pylvn8Zo=\n"
    "\n"
    "— hub.example.org/lontar "
    "EToYuuKJTdj5T0KsLlNYAdbrYkDITBdg8nYRL0QvdkJK9TNltdXTG9odqyihV9Lh7i0pQR0GKySAYtomdzFo"
    "ouPmQAI=\n"
    "— witness.example.org/id "
    "O2BRTwAAAABpVblSFt77/AONfBV+x+iqRp4AZ7iVChcKcB15B4dfRrE3PFzdkxq9zm+QIHu+7puALP9OWiGv"
    "HC4nYl6wwIT/QaljCw==\n"
    "— witness.example.org/th "
    "ZyLAtwAAAABpVblS7OR+aifB30l8K67vvVyAIG+hlLhixynv2jO240D5/r6JU8dfDohHkNITP8lzi2WfXMbA"
    "9XcyI6QyctphMXhXBw==\n";

inline constexpr absl::string_view kCheckpointOf300 =
    "hub.example.org/lontar\n"
    "300\n"
    "YIKAzr3eSMKJmenLg58DmAo+Yui5VQqih1jpEnnr1lc=\n"
    "\n"
    "— hub.example.org/lontar "
    "EToYuky7TNWXD7looejFU36ndxgdrrGE6CfynMnTzcc6sh4SE5KPw4OKemFqQ0bVz0dlEMsjU9wQW0x3B+Pg"
    "hUuijQg=\n"
    "— witness.example.org/id "
    "O2BRTwAAAABpVbmOHbR4uEo9BMEC0XoZRh8ebzygKU+0wul/eyEdG/e6QllInP1YCrkEOv/Fb5o1vCMimeU5"
    "d8Y/5Yu1VNqQ9rwFDw==\n"
    "— witness.example.org/th "
    "ZyLAtwAAAABpVbmOQdrQJ7sLfrJfKgviztmbIeDZmXrrnFyg29VDDGhJQK9s8YxUld2Z5DljQegBeC5+lEli"
    "agE3hDs0LJ6m3XjKAQ==\n";

inline constexpr absl::string_view kWitnessRequest1 =
    "old 0\n"
    "\n"
    "hub.example.org/lontar\n"
    "3\n"
    "z3Y6BByBzu8VeKYIP3XGG+8uABTyo+aDqX/Pylvn8Zo=\n"
    "\n"
    "— hub.example.org/lontar "
    "EToYuuKJTdj5T0KsLlNYAdbrYkDITBdg8nYRL0QvdkJK9TNltdXTG9odqyihV9Lh7i0pQR0GKySAYtomdzFo"
    "ouPmQAI=\n";

inline constexpr absl::string_view kWitnessAnswer1 =
    "— witness.example.org/id "
    "O2BRTwAAAABpVbkBpOzvej/bTY96rDdshk5WtQc6G+Eh6IOE8LuBXld8/fhNXchwB4KxybstbSdbgMdO5cZf"
    "B51G3JwNyyLQzPA3Dg==\n";

inline constexpr absl::string_view kWitnessRequest2 =
    "old 3\n"
    "/KifV8n4yOtAR6f/nTM6z54PM4SyCyVbzqsPIW3Momc=\n"
    "92g2MlrsVpnY1x+OQunUfFwpsIBZuiljhPfKQK06QK4=\n"
    "YKU+7Q3oepDI5ZQnxZxGJTwzp2oJUCpRgBMAknt+a9w=\n"
    "jq5r07Ogfx917nKlMWKebrMeQuYvdg5H3lKlPDZB7yM=\n"
    "\n"
    "hub.example.org/lontar\n"
    "7\n"
    "CwB/uRXrmyoUb1SxyG7FO2ZPjkVbdmCwtu4T7cDZIcA=\n"
    "\n"
    "— hub.example.org/lontar "
    "EToYusECkZWBN7yB/5gO8p4r+6Nt2Gxy60MdwzNOv47xbdB6XP0Zzv8Vg3Nkf605X38e2/UE1C9CpYQQMHi6"
    "SYn6Hg0=\n";

inline constexpr absl::string_view kWitnessAnswer2 =
    "— witness.example.org/id "
    "O2BRTwAAAABpVbkCHzcQEtD3WGmrnp3aBon2TWEbdqc8oFdLtio1CbVD2M+bpHcHnhIMXLmwJWuN2065VDqS"
    "JUhnoaBz5fNJymn1BQ==\n";

inline constexpr absl::string_view kReceiptOfLeaf5 =
    "c2sp.org/tlog-proof@v1\n"
    "index 5\n"
    "6p/BobbhkbRg0NYwbj6HDBc/OTMPE82htwz8cr3DmLo=\n"
    "Z283gvWzpftDcO1JVyztxSP0pmMiJpyF8q8FCdF7Ck0=\n"
    "vdHF/1WxnLaw58dhv5psyqJ/u/wHt08fq7bpEaC9KrM=\n"
    "\n"
    "hub.example.org/lontar\n"
    "7\n"
    "CwB/uRXrmyoUb1SxyG7FO2ZPjkVbdmCwtu4T7cDZIcA=\n"
    "\n"
    "— hub.example.org/lontar "
    "EToYusECkZWBN7yB/5gO8p4r+6Nt2Gxy60MdwzNOv47xbdB6XP0Zzv8Vg3Nkf605X38e2/UE1C9CpYQQMHi6"
    "SYn6Hg0=\n";

}  // namespace lontar::log
