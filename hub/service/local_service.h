#pragma once
// HubService: the operator's command line, over the hub's local socket. Answers are the JSON of
// docs/reference/json.md.

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "hub/service/hub_shell.h"
#include "hub/service/role_token_file.h"
#include "hub/service/standing.h"

namespace lontar::hub {

// `shell` and `tokens` must outlive the server that the service is registered with.
std::unique_ptr<grpc::Service> MakeLocalService(HubShell* shell, HubStanding standing,
                                                RoleTokenFile* tokens);

}  // namespace lontar::hub
