// abseil's answers handed from thread to thread, each with one owner: that TSan understands.
//
// Copies of one status that several threads let go it does not: copies share what they say, and the
// count of its owners goes down in abseil's own code, which is not built with TSan. It then reports
// the last owner's delete against an earlier owner's read (docs/decisions/0014). So a test whose
// threads share a status keeps its reason id instead.

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/mutex.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/support/counts.h"
#include "tests/threads/crew.h"

namespace lontar::base {
namespace {

absl::Status Planned(int number) {
  return Problem(absl::StatusCode::kUnavailable, "PLANNED", "planned " + std::to_string(number));
}

// StatusOr with a value and with an error, moved through a queue under a lock.
TEST(StatusThreads, AnswersMovedUnderALockAreWhole) {
  const int count = support::Times(support::kThreadRounds) * 20;
  Mutex mutex;
  std::vector<absl::StatusOr<std::string>> queue;
  std::atomic<int> open{4};
  std::atomic<int> values{0};
  std::atomic<int> errors{0};
  threads::Crew crew;
  crew.Add(4, [&](int) {
    for (int i = 0; i < count; ++i) {
      absl::StatusOr<std::string> answer = Planned(i);
      if (i % 2 == 0) answer = std::string(100, 'v');
      MutexLock lock(&mutex);
      queue.push_back(std::move(answer));
    }
    --open;
  });
  crew.Add(2, [&](int) {
    while (true) {
      const bool is_last = open == 0;
      std::vector<absl::StatusOr<std::string>> taken;
      {
        MutexLock lock(&mutex);
        taken.swap(queue);
      }
      for (const auto& answer : taken) {
        if (answer.ok()) {
          values += answer->size() == 100;
        } else {
          errors += ReasonOf(answer.status()) == "PLANNED";
        }
      }
      if (is_last && taken.empty()) return;
    }
  });
  crew.Run();
  EXPECT_EQ(values, 4 * count / 2);
  EXPECT_EQ(errors, 4 * count / 2);
}

}  // namespace
}  // namespace lontar::base
