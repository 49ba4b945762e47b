#pragma once
// The call Export of the local socket: a file of figures or of their structure, in pieces.

#include <grpcpp/support/sync_stream.h>

#include "absl/status/status.h"
#include "lontar/v1/hub_service.pb.h"
#include "node/service/node_shell.h"

namespace lontar::node {

// The core is locked for one group of figures at a time, so that a slow reader holds up nobody.
// Cancelled if the caller is gone; the errors of sdmx::Export.
absl::Status ExportTo(const v1::ExportRequest& request, NodeShell* shell,
                      grpc::ServerWriter<v1::ExportPiece>* writer);

}  // namespace lontar::node
