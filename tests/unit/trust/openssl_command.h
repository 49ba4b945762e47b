#pragma once
// The `openssl` program as a second opinion on our files.

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace lontar::trust {

// A folder of its own for one test.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern = ::testing::TempDir() + "lontar_trust_XXXXXX";
    const char* const made = mkdtemp(pattern.data());
    EXPECT_NE(made, nullptr);
    path_ = pattern;
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  // Writes a file and gives its path.
  std::string Write(const std::string& name, const std::string& content) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << content;
    return path_ + "/" + name;
  }
  std::string PathOf(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline bool HasOpensslProgram() { return std::system("openssl version >/dev/null 2>&1") == 0; }

// What the command wrote to stdout; nothing if it failed.
inline std::optional<std::string> OutputOf(const std::string& command) {
  FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string output;
  char buffer[4096];
  for (size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
  if (pclose(pipe) != 0) return std::nullopt;
  return output;
}

}  // namespace lontar::trust
