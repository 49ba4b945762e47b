#include "core/net/local_socket.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/net/channel.h"
#include "tests/unit/net/fake_hub.h"
#include "tests/unit/net/socket_folder.h"

namespace lontar::net {
namespace {

class LocalSocket : public testing::Test {
 protected:
  ~LocalSocket() override {
    if (server_ != nullptr) server_->Shutdown(DeadlineIn(absl::Seconds(0)));
  }

  absl::Status Start(const std::string& path) {
    auto server = StartLocalServer(path, service_.get());
    if (!server.ok()) return server.status();
    server_ = *std::move(server);
    return absl::OkStatus();
  }

  std::string ReasonOfStart(const std::string& path) { return base::ReasonOf(Start(path)); }

  bool IsAnswered(const std::string& path) { return CallHub(OpenLocalChannel(path).value()).ok(); }

  SocketFolder folder_;
  FakeHubBook book_;
  std::unique_ptr<grpc::Service> service_ = MakeFakeHub(&book_);
  std::unique_ptr<grpc::Server> server_;
};

mode_t ModeOf(const std::string& path) {
  struct stat facts = {};
  EXPECT_EQ(lstat(path.c_str(), &facts), 0) << path;
  return facts.st_mode & 07777;
}

// What a process leaves that was killed.
void LeaveDeadSocket(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  close(fd);
}

TEST_F(LocalSocket, IsForItsOwnerOnly) {
  const std::string path = folder_.In("run/node.sock");
  ASSERT_TRUE(Start(path).ok());
  EXPECT_EQ(ModeOf(path), 0600u);
  EXPECT_EQ(ModeOf(folder_.In("run")), 0700u);
  EXPECT_TRUE(IsAnswered(path));
}

TEST_F(LocalSocket, ShutdownRemovesIt) {
  const std::string path = folder_.In("node.sock");
  ASSERT_TRUE(Start(path).ok());
  server_->Shutdown(DeadlineIn(absl::Seconds(0)));
  server_.reset();
  EXPECT_FALSE(base::FileExists(path));
  EXPECT_TRUE(Start(path).ok());
}

TEST_F(LocalSocket, ADeadProcesssSocketIsReplaced) {
  const std::string path = folder_.In("node.sock");
  LeaveDeadSocket(path);
  ASSERT_TRUE(base::FileExists(path));
  EXPECT_TRUE(Start(path).ok());
  EXPECT_TRUE(IsAnswered(path));
}

TEST_F(LocalSocket, ALivingProcesssSocketIsLeftAlone) {
  const std::string path = folder_.In("node.sock");
  ASSERT_TRUE(Start(path).ok());
  FakeHubBook other_book;
  const auto other = MakeFakeHub(&other_book);
  const absl::Status second = StartLocalServer(path, other.get()).status();
  EXPECT_EQ(second.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(base::ReasonOf(second), "SOCKET_IN_USE");
  EXPECT_TRUE(IsAnswered(path));
  EXPECT_EQ(book_.asked.size(), 1u);
}

TEST_F(LocalSocket, AFileInItsPlaceIsLeftAlone) {
  const std::string path = folder_.In("node.sock");
  ASSERT_TRUE(base::WriteFileDurably(path, "a letter").ok());
  EXPECT_EQ(ReasonOfStart(path), "SOCKET_PATH_TAKEN");
  EXPECT_EQ(base::ReadWholeFile(path, 100).value(), "a letter");
}

TEST_F(LocalSocket, AFolderThatOthersMayWriteToIsRefused) {
  ASSERT_EQ(chmod(folder_.path().c_str(), 0777), 0);
  EXPECT_EQ(ReasonOfStart(folder_.In("node.sock")), "SOCKET_FOLDER_OPEN");
  ASSERT_EQ(chmod(folder_.path().c_str(), 0755), 0);
  EXPECT_EQ(ReasonOfStart(folder_.In("node.sock")), "");
}

TEST_F(LocalSocket, ALongPathIsRefusedWithAWayOut) {
  std::string path = folder_.In("");
  path.resize(base::kSocketPathBytesMax, 'n');
  EXPECT_TRUE(Start(path).ok());
  EXPECT_TRUE(IsAnswered(path));
  path += 'n';
  const absl::Status status = Start(path);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(base::ReasonOf(status), "SOCKET_PATH_TOO_LONG");
  EXPECT_NE(std::string(status.message()).find("relative"), std::string::npos);
  EXPECT_EQ(base::ReasonOf(OpenLocalChannel(path).status()), "SOCKET_PATH_TOO_LONG");
  EXPECT_EQ(base::ReasonOf(OpenLocalChannel("").status()), "SOCKET_PATH_TOO_LONG");
}

TEST_F(LocalSocket, EveryCharacterOfAPathIsTaken) {
  const std::string path = folder_.In("my node's 100% #1? ខ្មែរ.sock");
  ASSERT_TRUE(Start(path).ok());
  EXPECT_TRUE(base::FileExists(path));
  EXPECT_TRUE(IsAnswered(path));
}

TEST(LocalAddress, EncodesWhatAUriMayNotHold) {
  EXPECT_EQ(LocalAddress("run/a b%.sock"), "unix:run/a%20b%25.sock");
}

}  // namespace
}  // namespace lontar::net
