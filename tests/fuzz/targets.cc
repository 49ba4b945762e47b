#include "tests/fuzz/targets.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/formats/utf8.h"

namespace lontar::fuzz {

const std::vector<Target>& Targets() {
  static const std::vector<Target> targets = [] {
    std::vector<Target> all = WireTargets();
    for (Target& target : TextTargets()) all.push_back(std::move(target));
    for (Target& target : OfficeTargets()) all.push_back(std::move(target));
    for (Target& target : RestTargets()) all.push_back(std::move(target));
    return all;
  }();
  return targets;
}

const Target* FindTarget(absl::string_view name) {
  const auto& targets = Targets();
  const auto found = std::ranges::find(targets, name, &Target::name);
  return found == targets.end() ? nullptr : &*found;
}

std::string JudgeRefusal(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  const absl::string_view sentence = status.message();
  const bool has_reason = !reason.empty() && std::ranges::all_of(reason, [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
  });
  const bool is_plain = std::ranges::none_of(
      sentence, [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); });
  if (!has_reason) return absl::StrCat("refused without a reason id: ", status.ToString());
  if (sentence.empty()) return absl::StrCat("refused as ", reason, " without a sentence");
  if (!formats::IsUtf8(sentence)) return absl::StrCat(reason, ": the sentence is no UTF-8");
  if (!is_plain) return absl::StrCat(reason, ": a control character in: ", sentence);
  if (sentence.size() > base::kTextBytesMax + 3) {
    return absl::StrCat(reason, ": a sentence of ", sentence.size(), " bytes");
  }
  return "";
}

std::string JudgeImport(const formats::ImportResult& result,
                        const catalogue::Catalogue& catalogue) {
  const formats::RowCounts rows = formats::CountRows(result);
  const int sum =
      rows.taken + rows.unchanged + rows.warned + rows.refused + rows.not_taken + rows.other_member;
  if (sum != rows.read) return "the counts do not add up";
  for (const formats::ImportFinding& finding : result.findings) {
    if (!formats::IsUtf8(finding.value) || !formats::IsUtf8(finding.sentence)) {
      return absl::StrCat(finding.id, ": a finding that is no UTF-8");
    }
    if (finding.sentence.size() > base::kErrorBytesMax) return "a finding of too many bytes";
  }
  for (const formats::ImportedIndicator& imported : result.indicators) {
    for (const observation::Block& block : imported.blocks) {
      if (catalogue::HasError(catalogue::CheckBlock(catalogue, imported.indicator, block))) {
        return "a block with errors was taken";
      }
    }
  }
  return "";
}

}  // namespace lontar::fuzz
