#pragma once
// Programs that the benchmark starts: daemons, and commands that end by themselves.
//
// They inherit the environment. What they say is kept in a file. Linux only: figures come from
// /proc. Thread-compatible.

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lontar::bench {

struct Command {
  std::vector<std::string> words;  // the program's path first
  std::string folder;              // in which it runs
};

struct CommandAnswer {
  std::string text;         // standard output
  uint64_t peak_bytes = 0;  // the most memory that it held at once
};

// Runs it to its end and gives its standard output. Internal, with what it said, where it
// ends with anything but 0.
absl::StatusOr<CommandAnswer> RunCommand(const Command& command);

// What a process has used since it began.
struct Usage {
  double cpu_s = 0;            // user and system, in ticks of 10 ms
  uint64_t peak_bytes = 0;     // VmHWM
  uint64_t written_bytes = 0;  // sent to the storage layer (write_bytes of /proc/PID/io)
};

// A process that runs until it is stopped; the destructor stops it.
class Daemon {
 public:
  // `diagnostics`: the file that takes what it says. Internal if it cannot be started.
  static absl::StatusOr<Daemon> Start(const Command& command, const std::string& diagnostics);
  Daemon(Daemon&& other) noexcept;
  Daemon& operator=(Daemon&& other) noexcept;
  ~Daemon();

  pid_t pid() const { return pid_; }
  bool HasEnded();
  // SIGTERM, then waits for its end: at most half a minute, then SIGKILL and
  // Internal. Internal too for an exit code other than 0.
  absl::Status Stop();
  absl::StatusOr<Usage> Used() const;

 private:
  explicit Daemon(pid_t pid) : pid_(pid) {}
  pid_t pid_ = 0;  // 0: none, or reaped
  int wait_status_ = 0;
};

// A moment in which others work, while a condition is asked again and again.
void WaitAMoment();

}  // namespace lontar::bench
