#include "core/net/local_socket.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/channel.h"
#include "core/net/health.h"

namespace lontar::net {
namespace {

absl::Status CheckLength(absl::string_view path) {
  if (!path.empty() && path.size() <= base::kSocketPathBytesMax) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "SOCKET_PATH_TOO_LONG",
      absl::StrCat("the socket path \"", path, "\" has ", path.size(),
                   " bytes, a socket takes 1 to ", base::kSocketPathBytesMax,
                   "; choose a shorter folder, or name it relative to where the program starts"));
}

absl::Status CheckFolder(const std::string& folder) {
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  struct stat facts = {};
  if (stat(folder.c_str(), &facts) != 0 || (facts.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "SOCKET_FOLDER_OPEN",
        absl::StrCat("others may write to \"", folder,
                     "\", so they could put their socket in this one's place; use a "
                     "folder of mode 0700"));
  }
  return absl::OkStatus();
}

// True if a process accepts connections at `path`.
bool IsAnswered(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  const int result = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  const bool is_answered = result == 0 || errno == EAGAIN;  // EAGAIN: its queue is full
  close(fd);
  return is_answered;
}

absl::Status ClearPath(const std::string& path) {
  struct stat facts = {};
  if (lstat(path.c_str(), &facts) != 0) return absl::OkStatus();
  if (!S_ISSOCK(facts.st_mode)) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "SOCKET_PATH_TAKEN",
        absl::StrCat("\"", path, "\" is there and is no socket; name another path"));
  }
  if (IsAnswered(path)) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "SOCKET_IN_USE",
                         absl::StrCat("another process answers at \"", path, "\"; stop it first"));
  }
  unlink(path.c_str());
  return absl::OkStatus();
}

absl::Status ListenProblem(const std::string& path) {
  return base::Problem(absl::StatusCode::kUnavailable, "SOCKET_FAILED",
                       absl::StrCat("cannot listen at \"", path, "\": ", std::strerror(errno)));
}

}  // namespace

std::string LocalAddress(absl::string_view path) {
  std::string address = "unix:";
  for (const char c : path) {
    if (absl::ascii_isalnum(c) || absl::string_view("/._-~").find(c) != absl::string_view::npos) {
      address += c;
    } else {
      absl::StrAppendFormat(&address, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return address;
}

absl::StatusOr<std::unique_ptr<grpc::Server>> StartLocalServer(absl::string_view path,
                                                               grpc::Service* service) {
  LONTAR_RETURN_IF_ERROR(CheckLength(path));
  const std::string name(path);
  const std::string folder = std::filesystem::path(name).parent_path().string();
  LONTAR_RETURN_IF_ERROR(CheckFolder(folder.empty() ? "." : folder));
  LONTAR_RETURN_IF_ERROR(ClearPath(name));
  OfferHealth();
  grpc::ServerBuilder builder;
  SetServerLimits(Line::kLocal, &builder);
  int port = 0;
  builder.AddListeningPort(LocalAddress(name), grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return ListenProblem(name);
  if (chmod(name.c_str(), S_IRUSR | S_IWUSR) != 0) return ListenProblem(name);
  return server;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenLocalChannel(absl::string_view path) {
  LONTAR_RETURN_IF_ERROR(CheckLength(path));
  return grpc::CreateCustomChannel(LocalAddress(path), grpc::InsecureChannelCredentials(),
                                   ChannelOptions(Line::kLocal));
}

}  // namespace lontar::net
