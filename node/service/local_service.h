#pragma once
// NodeService: the office's command line, over the node's local socket. Answers are the JSON of
// docs/reference/json.md.

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "node/service/conversation.h"
#include "node/service/node_shell.h"
#include "node/service/sync_timer.h"

namespace lontar::node {

// All must outlive the server that the service is registered with.
std::unique_ptr<grpc::Service> MakeLocalService(NodeShell* shell, Caller* caller,
                                                const SyncTimer* timer);

}  // namespace lontar::node
