#include "bench/whole/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/status_macros.h"

namespace lontar::bench {
namespace {

constexpr int kMomentMs = 5;
constexpr std::chrono::seconds kStopPatience(30);

// Standard output and error go where the caller says.
absl::StatusOr<pid_t> Spawn(const Command& command, int out, int err) {
  std::vector<char*> words;
  for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, err, 2);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return pid;
  return absl::InternalError(
      absl::StrCat(command.words[0], " could not be started, error ", error));
}

std::string ReadToEnd(int descriptor) {
  std::string text;
  char buffer[64 * 1024];
  ssize_t got = 0;
  while ((got = read(descriptor, buffer, sizeof buffer)) > 0) text.append(buffer, got);
  return text;
}

bool EndedWell(int status) { return WIFEXITED(status) && WEXITSTATUS(status) == 0; }

// The number behind "name" in a text of lines such as "VmHWM:   1234 kB".
absl::StatusOr<uint64_t> NumberBehind(const std::string& path, const std::string& name) {
  std::ifstream file(path);
  std::string word;
  while (file >> word) {
    uint64_t number = 0;
    if (word == name && file >> number) return number;
  }
  return absl::InternalError(absl::StrCat(path, " holds no line ", name));
}

absl::StatusOr<double> CpuSeconds(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  // The program's name is in brackets and may hold spaces; utime and stime are the 12th and 13th
  // behind it.
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) rest >> skipped;
  double user = 0, system = 0;
  if (!(rest >> user >> system)) return absl::InternalError(path);
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

void WaitAMoment() { poll(nullptr, 0, kMomentMs); }

absl::StatusOr<CommandAnswer> RunCommand(const Command& command) {
  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) return absl::InternalError("no pipe could be made");
  // What goes wrong is said on standard error, in a file that nobody else names.
  std::FILE* said = std::tmpfile();
  const auto pid = Spawn(command, out[1], fileno(said));
  close(out[1]);
  CommandAnswer answer{ReadToEnd(out[0]), 0};
  close(out[0]);
  int status = -1;
  rusage used = {};
  if (pid.ok()) wait4(*pid, &status, 0, &used);
  answer.peak_bytes = static_cast<uint64_t>(used.ru_maxrss) * 1024;
  std::rewind(said);
  const std::string errors = ReadToEnd(fileno(said));
  std::fclose(said);
  LONTAR_RETURN_IF_ERROR(pid.status());
  if (EndedWell(status)) return answer;
  return absl::InternalError(absl::StrCat(absl::StrJoin(command.words, " "), ": ", errors));
}

absl::StatusOr<Daemon> Daemon::Start(const Command& command, const std::string& diagnostics) {
  const int file = open(diagnostics.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return absl::InternalError(absl::StrCat(diagnostics, " cannot be written"));
  const auto pid = Spawn(command, file, file);
  close(file);
  LONTAR_RETURN_IF_ERROR(pid.status());
  return Daemon(*pid);
}

Daemon::Daemon(Daemon&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), wait_status_(other.wait_status_) {}

Daemon& Daemon::operator=(Daemon&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(wait_status_, other.wait_status_);
  return *this;
}

Daemon::~Daemon() {
  if (pid_ != 0) Stop().IgnoreError();
}

bool Daemon::HasEnded() {
  if (pid_ != 0 && waitpid(pid_, &wait_status_, WNOHANG) == pid_) pid_ = 0;
  return pid_ == 0;
}

absl::Status Daemon::Stop() {
  if (!HasEnded()) kill(pid_, SIGTERM);
  const auto until = std::chrono::steady_clock::now() + kStopPatience;
  while (!HasEnded()) {
    if (std::chrono::steady_clock::now() > until) {
      kill(pid_, SIGKILL);
      waitpid(pid_, &wait_status_, 0);
      pid_ = 0;
      return absl::InternalError("a program did not stop within half a minute");
    }
    WaitAMoment();
  }
  if (EndedWell(wait_status_)) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("a program ended with status ", wait_status_));
}

absl::StatusOr<Usage> Daemon::Used() const {
  const std::string proc = absl::StrCat("/proc/", pid_);
  Usage usage;
  LONTAR_ASSIGN_OR_RETURN(usage.cpu_s, CpuSeconds(proc + "/stat"));
  LONTAR_ASSIGN_OR_RETURN(const uint64_t peak_kib, NumberBehind(proc + "/status", "VmHWM:"));
  usage.peak_bytes = peak_kib * 1024;
  LONTAR_ASSIGN_OR_RETURN(usage.written_bytes, NumberBehind(proc + "/io", "write_bytes:"));
  return usage;
}

}  // namespace lontar::bench
