#pragma once
// How far a verb is, on standard error. The answer on standard output is the same with and without.
//
// On a terminal one line that is rewritten a few times a second and wiped at the end; elsewhere a
// note every ten seconds; with --json one JSON line (lontar.progress.v1) every ten seconds. What is
// done within two seconds shows nothing.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "absl/time/time.h"
#include "cli/terminal.h"
#include "core/base/clock.h"
#include "core/base/mutex.h"

namespace lontar::cli {

// What a verb says of itself when it is asked. Called on another thread than the verb's.
struct Reading {
  std::string words;   // "read 12 of 80 files"
  uint64_t done = 0;   // what grows; 0: it cannot be counted
  uint64_t total = 0;  // of the same; 0: nobody knows
};

// One caller at a time.
class Progress {
 public:
  Progress(Terminal* terminal, base::Clock* clock, bool is_json)
      : terminal_(terminal), clock_(clock), is_json_(is_json), began_(clock->Now()) {}

  // Shows it if it is time to. A reading that does not grow for five seconds says so.
  void Look(const Reading& reading);
  // Wipes the line, if there is one.
  void End();

 private:
  std::string Words(const Reading& reading) const;
  std::string Json(const Reading& reading) const;

  Terminal* terminal_;
  base::Clock* clock_;
  bool is_json_;
  bool has_line_ = false;
  absl::Time began_;
  absl::Time shown_ = absl::InfinitePast();
  absl::Time grew_ = absl::InfinitePast();
  uint64_t done_ = 0;
};

// Looks four times a second, on a thread of its own, as long as it lives. `read` must be callable
// on that thread.
class Ticker {
 public:
  Ticker(Terminal* terminal, bool is_json, std::function<Reading()> read);
  ~Ticker();

 private:
  void Run();

  base::SystemClock clock_;
  Progress progress_;
  std::function<Reading()> read_;
  base::Mutex mutex_;
  std::condition_variable changed_;
  bool is_over_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

// "12 bytes", "41 KiB", "3.4 MiB".
std::string SizeWords(uint64_t bytes);

}  // namespace lontar::cli
