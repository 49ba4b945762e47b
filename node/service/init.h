#pragma once
// Makes a node's folder, once. The node itself never does.
//
// Shells only. Any thread.

#include <string>

#include "absl/status/status.h"
#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/entropy.h"
#include "node/service/node_folder.h"

namespace lontar::node {

struct NodeInit {
  // What node.conf is to say. Paths as they shall stand in it: relative ones are relative to the
  // folder. None of the files needs to be there yet.
  NodeConfig config;
  base::HubId hub_id;  // as people compared it
  std::string member;  // "KH"
  base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
};

// Writes register, store, identity and, last of all, node.conf: a folder without it was not
// finished and is to be removed. FailedPrecondition with NODE_EXISTS: the folder holds a node.conf;
// with FILE_EXISTS or STORE_EXISTS: it holds parts of a node; InvalidArgument with MEMBER_INVALID:
// not two capital letters.
absl::Status InitNode(const NodeInit& init);

// FailedPrecondition with NODE_EXISTS, if the folder holds a node.conf.
absl::Status CheckNoNodeIn(absl::string_view folder);

}  // namespace lontar::node
