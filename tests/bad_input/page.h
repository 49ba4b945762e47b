#pragma once
// docs/reference/bad-input.md as rows, and what a test must have shown for a row to stand there.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lontar::bad_input {

struct PageRow {
  std::string input;     // what is wrong
  std::string door;      // where it is refused: "import", "hub: entry"
  std::string answer;    // reason id, id of a finding, or verdict
  std::string sentence;  // as printed
  std::string test;      // "Suite.Name"
};

// All rows of the page.
const std::vector<PageRow>& PageRows();
// The row of this input at this door; null if the page has none.
const PageRow* FindRow(absl::string_view input, absl::string_view door);

// What the running test has seen: the page must have exactly this row, under this test's name.
void ExpectOnPage(absl::string_view input, absl::string_view door, absl::string_view answer,
                  absl::string_view sentence);
// The same for an error; fails for OK.
void ExpectOnPage(absl::string_view input, absl::string_view door, const absl::Status& status);

}  // namespace lontar::bad_input
