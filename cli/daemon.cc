#include "cli/daemon.h"

#include "absl/strings/str_cat.h"
#include "cli/mirror.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

absl::StatusOr<std::string> SocketIn(const Call& call, absl::string_view role) {
  const std::string folder = call.arguments.Text(role);
  if (!base::FileExists(folder)) {
    return base::Problem(
        absl::StatusCode::kNotFound, "FOLDER_ABSENT",
        absl::StrCat(folder, ": there is no such folder; lontar ", role, " init makes one"));
  }
  return absl::StrCat(folder, "/", role, ".sock");
}

}  // namespace

Option NodeOption(Times times) {
  return {"node", "DIR", "the node's folder", times, false, "LONTAR_NODE"};
}

Option HubOption(Times times) {
  return {"hub", "DIR", "the hub's folder", times, false, "LONTAR_HUB"};
}

Option MirrorOption(Times times) {
  return {"mirror", "DIR", "a mirror of the log; computed here, nobody is asked", times};
}

absl::StatusOr<std::unique_ptr<net::NodeClient>> OpenNode(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string socket, SocketIn(call, "node"));
  return net::NodeClient::Open(socket);
}

absl::StatusOr<std::unique_ptr<net::HubClient>> OpenHub(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string socket, SocketIn(call, "hub"));
  return net::HubClient::Open(socket);
}

absl::StatusOr<Place> PlaceOf(const Call& call) {
  const bool is_node = call.arguments.Has("node");
  const bool is_hub = call.arguments.Has("hub");
  const bool is_mirror = call.arguments.Has("mirror");
  if (is_node + is_hub + is_mirror != 1) {
    return UsageProblem(is_node + is_hub + is_mirror == 0
                            ? "whom to ask? name a folder with --node, --hub or --mirror"
                            : "name one folder: --node, --hub or --mirror");
  }
  if (is_node) return Place::kNode;
  return is_hub ? Place::kHub : Place::kMirror;
}

absl::StatusOr<std::string> Ask(const Call& call, const net::Question& question) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  switch (place) {
    case Place::kNode: {
      LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
      return node->Query(question);
    }
    case Place::kHub: {
      LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
      return hub->Query(question);
    }
    case Place::kMirror:
      return AskMirror(call, question);
  }
  return UsageProblem("name one folder: --node, --hub or --mirror");
}

}  // namespace lontar::cli
