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

// From here on the terminal puts above its first answer to people what everybody has to be told of
// the hub: `notice`, or what a node's or hub's status says of it. Nothing with --json.
void SetBand(const Call& call, absl::string_view notice);

// What everybody has to be told of the hub of the node that --node names; empty without --node.
absl::StatusOr<std::string> NodeNotice(const Call& call);

// The clients of DIR/node.sock and DIR/hub.sock. NotFound with FOLDER_ABSENT: no such folder.
// The band of the answers is theirs.
absl::StatusOr<std::unique_ptr<net::NodeClient>> OpenNode(const Call& call);
absl::StatusOr<std::unique_ptr<net::HubClient>> OpenHub(const Call& call);

enum class Place { kNode, kHub, kMirror };
// The one of --node, --hub and --mirror that was named. InvalidArgument with USAGE for none or two.
absl::StatusOr<Place> PlaceOf(const Call& call);

// The answer of whoever was named, as JSON.
absl::StatusOr<std::string> Ask(const Call& call, const net::Question& question);

}  // namespace lontar::cli
