#include "hub/service/admission.h"

#include <algorithm>

#include "core/base/invariant.h"
#include "core/base/limits.h"

namespace lontar::hub {

Admission AdmissionTable::Take(const std::string& address) {
  const auto place = by_address_.find(address);
  const int of_address = place == by_address_.end() ? 0 : place->second;
  if (of_address >= limits_.per_address_max) return Admission::kAddressFull;
  if (connections_ >= limits_.connections_max) return Admission::kAllFull;
  ++by_address_[address];
  ++connections_;
  return Admission::kAdmitted;
}

void AdmissionTable::GiveBack(const std::string& address) {
  const auto place = by_address_.find(address);
  base::CheckInvariant(place != by_address_.end(), "a place is given back that nobody took");
  --connections_;
  if (--place->second == 0) by_address_.erase(place);
}

int ConnectionsFor(int open_files, int wanted) {
  return std::clamp((open_files - base::kOpenFilesForOthers) / 2, 1, std::max(wanted, 1));
}

}  // namespace lontar::hub
