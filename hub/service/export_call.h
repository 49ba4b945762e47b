#pragma once
// The call Export of the local socket: a file of figures or of their structure, in pieces.

#include <grpcpp/support/sync_stream.h>

#include "absl/status/status.h"
#include "hub/service/hub_shell.h"
#include "lontar/v1/hub_service.pb.h"

namespace lontar::hub {

// The core is locked for one group of figures at a time, so that a slow reader holds up nobody.
// Cancelled if the caller is gone; the errors of sdmx::Export.
absl::Status ExportTo(const v1::ExportRequest& request, HubShell* shell,
                      grpc::ServerWriter<v1::ExportPiece>* writer);

}  // namespace lontar::hub
