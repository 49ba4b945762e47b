#include <signal.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "cli/run.h"
#include "core/base/files.h"

namespace {

// Ctrl-C: no file is left half written, and what a daemon has begun is the daemon's to end. Where
// whoever started this ignores the signal (nohup), it stays ignored.
void WatchForInterrupt(const std::vector<std::string>& words) {
  struct sigaction before = {};
  if (sigaction(SIGINT, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) return;
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  // Before any other thread starts, so that every thread leaves it to this one.
  pthread_sigmask(SIG_BLOCK, &interrupt, nullptr);
  std::thread([interrupt, said = lontar::cli::InterruptedText(words)] {
    int received = 0;
    sigwait(&interrupt, &received);
    lontar::base::StopWriting();
    const ssize_t written = write(STDERR_FILENO, said.data(), said.size());
    _exit(static_cast<int>(written < 0 ? lontar::cli::ExitCode::kFailed
                                       : lontar::cli::ExitCode::kInterrupted));
  }).detach();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  WatchForInterrupt(words);
  lontar::cli::Terminal terminal(std::cout, std::cerr, lontar::cli::LocaleHasUtf8(),
                                 isatty(STDERR_FILENO) == 1);
  return static_cast<int>(lontar::cli::Run(words, &terminal));
}
