#include "cli/daemon.h"

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
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

// Asked over a line of its own: the verb's may be gone when there is an answer.
template <typename Client>
Terminal::Band BandAt(const std::string& socket) {
  return [socket]() -> absl::StatusOr<std::string> {
    LONTAR_ASSIGN_OR_RETURN(const auto client, Client::Open(socket));
    LONTAR_ASSIGN_OR_RETURN(const std::string json, client->Status());
    LONTAR_ASSIGN_OR_RETURN(const Answer status, Answer::Parse(json));
    return status.Text("notice");
  };
}

template <typename Client>
absl::StatusOr<std::unique_ptr<Client>> OpenAt(const Call& call, absl::string_view role) {
  LONTAR_ASSIGN_OR_RETURN(const std::string socket, SocketIn(call, role));
  if (!call.is_json) call.terminal->SetBand(BandAt<Client>(socket));
  return Client::Open(socket);
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

void SetBand(const Call& call, absl::string_view notice) {
  if (call.is_json) return;
  call.terminal->SetBand([said = std::string(notice)] { return said; });
}

absl::StatusOr<std::string> NodeNotice(const Call& call) {
  if (!call.arguments.Has("node")) return std::string();
  LONTAR_ASSIGN_OR_RETURN(const std::string socket, SocketIn(call, "node"));
  return BandAt<net::NodeClient>(socket)();
}

absl::StatusOr<std::unique_ptr<net::NodeClient>> OpenNode(const Call& call) {
  return OpenAt<net::NodeClient>(call, "node");
}

absl::StatusOr<std::unique_ptr<net::HubClient>> OpenHub(const Call& call) {
  return OpenAt<net::HubClient>(call, "hub");
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
