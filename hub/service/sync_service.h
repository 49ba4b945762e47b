#pragma once
// SyncService: the nodes' line to the hub. Mutual TLS says who calls (threat T01); frames go to the
// shell as the bytes that came, and are read nowhere else.

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "core/base/clock.h"
#include "hub/service/doorkeeper.h"
#include "hub/service/hub_shell.h"

namespace lontar::hub {

// All must outlive the server that the service is registered with.
std::unique_ptr<grpc::Service> MakeSyncService(HubShell* shell, Doorkeeper* doorkeeper,
                                               base::Clock* clock);

}  // namespace lontar::hub
