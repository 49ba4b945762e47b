#pragma once
// NodeService: the office's command line, over the node's local socket. Answers are the JSON of
// docs/reference/json.md.

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "node/service/conversation.h"
#include "node/service/node_shell.h"
#include "node/service/page_token_file.h"
#include "node/service/standing.h"
#include "node/service/sync_timer.h"

namespace lontar::node {

// What the service asks, all of which must outlive the server that it is registered with.
struct LocalParts {
  NodeShell* shell = nullptr;
  Caller* caller = nullptr;
  const SyncTimer* timer = nullptr;
  const NodeStanding* standing = nullptr;
  PageTokenFile* tokens = nullptr;
};
std::unique_ptr<grpc::Service> MakeLocalService(const LocalParts& parts);

}  // namespace lontar::node
