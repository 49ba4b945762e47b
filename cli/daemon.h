#pragma once
// Whom a verb talks to: the node or hub whose folder was named, or a mirror of the log.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cli/command.h"
#include "core/net/hub_client.h"
#include "core/net/node_client.h"

namespace lontar::cli {

// The options by which a verb names them, with their environment variables.
Option NodeOption(Times times = Times::kRequired);
Option HubOption(Times times = Times::kRequired);
Option MirrorOption(Times times = Times::kOptional);

// The clients of DIR/node.sock and DIR/hub.sock. NotFound with FOLDER_ABSENT: no such folder.
absl::StatusOr<std::unique_ptr<net::NodeClient>> OpenNode(const Call& call);
absl::StatusOr<std::unique_ptr<net::HubClient>> OpenHub(const Call& call);

enum class Place { kNode, kHub, kMirror };
// The one of --node, --hub and --mirror that was named. InvalidArgument with USAGE for none or two.
absl::StatusOr<Place> PlaceOf(const Call& call);

// The answer of whoever was named, as JSON.
absl::StatusOr<std::string> Ask(const Call& call, const net::Question& question);

}  // namespace lontar::cli
