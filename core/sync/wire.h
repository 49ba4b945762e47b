#pragma once
// Frames to protobuf messages and back. Used by frame.cc only.

#include "absl/status/statusor.h"
#include "core/sync/frame.h"
#include "lontar/v1/frame.pb.h"

namespace lontar::sync {

lontar::v1::Frame ToMessage(const Frame& frame);
absl::StatusOr<Frame> FromMessage(const lontar::v1::Frame& message);
lontar::v1::Hello ToMessage(const Hello& hello);
absl::StatusOr<Hello> FromMessage(const lontar::v1::Hello& message);

}  // namespace lontar::sync
