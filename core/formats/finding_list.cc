#include "core/formats/finding_list.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"

namespace lontar::formats {

using catalogue::Severity;

void FindingList::Add(ImportFinding finding) {
  const bool is_note = finding.severity == Severity::kNote;
  std::vector<ImportFinding>& list = is_note ? notes_ : findings_;
  if (list.size() < static_cast<size_t>(base::kImportFindingsMax)) {
    list.push_back(std::move(finding));
    is_full_ = findings_.size() >= static_cast<size_t>(base::kImportFindingsMax);
    return;
  }
  if (is_note) {
    ++dropped_notes_;
    return;
  }
  has_unlisted_ = true;
  if (finding.severity == Severity::kError) has_unlisted_error_ = true;
}

std::vector<ImportFinding> FindingList::Take() {
  std::vector<ImportFinding> all = std::move(findings_);
  std::ranges::move(notes_, std::back_inserter(all));
  if (dropped_notes_ > 0) {
    ImportFinding finding;
    finding.id = "NOTES_DROPPED";
    finding.severity = Severity::kNote;
    finding.sentence = absl::StrCat(dropped_notes_,
                                    " more notes are not listed; each cell says "
                                    "itself how it was read");
    all.push_back(std::move(finding));
  }
  if (has_unlisted_) {
    ImportFinding finding;
    finding.id = "TOO_MANY_FINDINGS";
    finding.severity = has_unlisted_error_ ? Severity::kError : Severity::kNote;
    finding.sentence = absl::StrCat("there are more than the ", base::kImportFindingsMax,
                                    " findings listed; correct these and import again");
    all.push_back(std::move(finding));
  }
  std::ranges::stable_sort(
      all, {}, [](const ImportFinding& finding) { return std::tuple(finding.table, finding.row); });
  return all;
}

}  // namespace lontar::formats
