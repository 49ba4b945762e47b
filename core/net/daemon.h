#pragma once
// The frame of a program that serves a folder until it is told to stop: flags, --help and --man
// from one table, signals, exit codes, and what is said when it cannot run. lontar-hub and
// lontar-node differ in what they fill in.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/settings.h"

namespace lontar::net {

struct DaemonFlags {
  std::string dir;
  std::string address;  // empty: as the settings say
};

struct DaemonHint {
  absl::string_view reason;
  absl::string_view hint;
};

struct DaemonProgram {
  absl::string_view noun;     // "hub": the program is lontar-hub, its settings are in hub.conf
  absl::string_view summary;  // a clause: what it does
  absl::string_view address_flag;
  absl::string_view address_help;
  absl::string_view example;
  absl::string_view other;  // the program of the other side, for SEE ALSO
  std::span<const base::SettingRule> settings;
  std::vector<DaemonHint> hints;  // beside those of every daemon

  // Reads settings, keys and certificates, and nothing else.
  std::function<absl::Status(const DaemonFlags& flags)> check;
  // Starts the service, calls `await_stop` once, which comes back after SIGTERM or SIGINT, and ends
  // the service.
  std::function<absl::Status(const DaemonFlags& flags, const std::function<void()>& await_stop)>
      run;
};

// What `main` of such a program does, before any other thread was started. Its exit code:
// docs/reference/exit-codes.md.
int RunDaemon(const DaemonProgram& daemon, int argc, char** argv);

}  // namespace lontar::net
