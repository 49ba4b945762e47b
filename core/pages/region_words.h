#pragma once
// A figure of all members together in sentences, for pages and terminals: what it is of and whom it
// leaves out, or why it is not given. From lontar.region.v1. Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"
#include "core/net/answer.h"

namespace lontar::pages {

struct RegionQuestion {
  std::string language = "en";
  const net::Answer& region;  // lontar.region.v1
  const net::Answer& figure;  // one of its figures
};

// "412,000 persons (number) in 5 of 10 members: KH 2012, …." or "Not given: …".
std::string RegionSentence(const RegionQuestion& question);
// What was added, and which members are left out and why; empty where nothing was looked at.
std::string RegionCoverage(const RegionQuestion& question);

}  // namespace lontar::pages
