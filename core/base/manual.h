#pragma once
// Manual pages in roff, from the same tables as the programs' help.
//
// Source: man(7), man-pages(7). Pure functions, any thread.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::base {

struct ManualSection {
  std::string title;  // "OPTIONS"
  std::vector<std::string> paragraphs = {};
  // A term, as it is typed, and what it means; after the paragraphs.
  std::vector<std::pair<std::string, std::string>> terms = {};
  std::string example = {};  // a line that can be typed; last
};

struct Manual {
  std::string name;     // "lontar-hub-init"
  int section = 1;      // 1 commands, 8 programs of the system
  std::string summary;  // one line
  std::string version;
  std::string synopsis;  // "lontar hub init --hub DIR …"
  std::vector<ManualSection> sections;
  std::vector<std::string> see_also;  // "lontar(1)"
};

// The page. Every character of the texts is shown as it is; nothing in them is a request of roff.
std::string ManualText(const Manual& manual);

// The name of its file: "lontar.1".
std::string ManualFile(const Manual& manual);

}  // namespace lontar::base
