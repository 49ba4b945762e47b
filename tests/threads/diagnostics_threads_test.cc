// Lines of many threads on one stderr: each whole, none lost.

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/diagnostics.h"
#include "core/base/files.h"
#include "gtest/gtest.h"
#include "tests/support/counts.h"
#include "tests/support/temp_folder.h"
#include "tests/threads/crew.h"

namespace lontar::base {
namespace {

using nlohmann::json;

// stderr goes into a file as long as this lives.
class StderrInto {
 public:
  explicit StderrInto(const std::string& path) : kept_(dup(STDERR_FILENO)) {
    std::fflush(stderr);
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dup2(file, STDERR_FILENO);
    close(file);
  }
  StderrInto(const StderrInto&) = delete;
  StderrInto& operator=(const StderrInto&) = delete;
  ~StderrInto() {
    std::fflush(stderr);
    dup2(kept_, STDERR_FILENO);
    close(kept_);
  }

 private:
  int kept_;
};

TEST(DiagnosticsThreads, EveryLineIsWholeAndThereOnce) {
  constexpr int kThreads = 8;
  const int lines = support::Times(support::kThreadRounds) * 10;
  const support::TempFolder folder;
  const std::string path = folder.Inside("stderr");
  {
    const StderrInto into(path);
    threads::Crew crew;
    crew.Add(kThreads, [lines](int thread) {
      for (int i = 0; i < lines; ++i) {
        // Longer than a pipe's or a stream's usual buffer, now and then.
        const std::string sentence(static_cast<size_t>(i % 7 == 0 ? 9000 : 40), 'x');
        Diagnose(Severity::kNote, "threads_test",
                 {{"thread", std::to_string(thread)}, {"sentence", sentence}});
      }
    });
    crew.Run();
  }
  std::map<std::string, int> of_thread;
  const std::string text = ReadWholeFile(path, size_t{1} << 30).value();
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    ASSERT_NE(end, std::string::npos) << "the last line has no end";
    const json line = json::parse(text.substr(begin, end - begin), nullptr, false);
    ASSERT_TRUE(line.is_object()) << text.substr(begin, std::min<size_t>(end - begin, 200));
    EXPECT_EQ(line["event"], "threads_test");
    ++of_thread[line["thread"].get<std::string>()];
    begin = end + 1;
  }
  EXPECT_EQ(of_thread.size(), static_cast<size_t>(kThreads));
  for (const auto& [thread, count] : of_thread) EXPECT_EQ(count, lines) << "thread " << thread;
}

}  // namespace
}  // namespace lontar::base
