#pragma once
// Errors across gRPC: code, sentence and reason id arrive as they were sent.
//
// The reason id travels as the status details (the grpc-status-details-bin trailer). What arrives
// is a stranger's text: it is cut to kErrorBytesMax, and its control characters are replaced,
// before anybody sees it. Pure functions, any thread.

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace lontar::net {

grpc::Status ToGrpc(const absl::Status& status);

// A code outside the known ones becomes Unknown. Details that are no reason id (upper case letters,
// digits, underscores, at most 64, a letter first) are dropped: base::ReasonOf then names the code.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace lontar::net
