#pragma once
// A folder of a test's own, with a name short enough for sockets; gone with the object.

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace lontar::net {

class SocketFolder {
 public:
  SocketFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "lontar-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~SocketFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  SocketFolder(const SocketFolder&) = delete;
  SocketFolder& operator=(const SocketFolder&) = delete;

  std::string path() const { return path_; }
  std::string In(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace lontar::net
