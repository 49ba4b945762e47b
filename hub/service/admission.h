#pragma once
// Who may still come in: connections counted by address and in all (threat T30).
//
// Pure, without a clock or a socket. One caller at a time.

#include <map>
#include <string>

namespace lontar::hub {

struct AdmissionLimits {
  int connections_max = 0;
  int per_address_max = 0;
};

enum class Admission { kAdmitted, kAddressFull, kAllFull };

class AdmissionTable {
 public:
  explicit AdmissionTable(AdmissionLimits limits) : limits_(limits) {}

  // Takes a place for a connection of `address`. Where both bounds are reached it says the
  // address's own, which that caller can do something about.
  Admission Take(const std::string& address);
  // Gives a place of `address` back: once for each that was taken.
  void GiveBack(const std::string& address);

  int connections() const { return connections_; }
  int addresses() const { return static_cast<int>(by_address_.size()); }

 private:
  AdmissionLimits limits_;
  int connections_ = 0;
  std::map<std::string, int> by_address_;  // only those with a connection
};

// How many connections `open_files` allow, two for each, when kOpenFilesForOthers are left; at most
// `wanted` and at least one.
int ConnectionsFor(int open_files, int wanted);

}  // namespace lontar::hub
