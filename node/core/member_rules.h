#pragma once
// What a member has decided for its own node: settings of node.conf that the core obeys. Values.

#include "core/disclosure/disclosure.h"

namespace lontar::node {

// What the member has decided for its node.
struct MemberRules {
  int disclosure_minimum = disclosure::kMinimumUsual;  // not below disclosure::kMinimumLeast
  // A report is approved only when each of its warnings has a written justification.
  bool wants_justification = false;
  // So many people approve a report, each by a key of their own; 0: the node's key is enough.
  int approvers = 0;
  // So many SLOM focal points clear a return by key before it goes out; on paper one does. 0:
  // nobody.
  int clearers = 1;
};

}  // namespace lontar::node
