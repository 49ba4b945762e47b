#include "cli/region_text.h"

#include "absl/strings/str_cat.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"
#include "core/pages/region_words.h"

namespace lontar::cli {
namespace {

constexpr int kRegionCodeColumns = 5;

}  // namespace

std::string RegionText(const Answer& answer) {
  std::string whose = answer.Text("region");
  if (whose.empty()) whose = "All members";
  std::string text =
      Hanging("", 0,
              absl::StrCat(whose, " together: ", answer.Text("collection"), ", round ",
                           answer.Text("round"), ": ", answer.Text("title")));
  if (!answer.At("evaluated_at").is_absent()) {
    absl::StrAppend(&text, "as the round closed: log size ", answer.Text("evaluated_at"), "\n");
  }
  for (const Answer& indicator : answer.List("indicators")) {
    absl::StrAppend(
        &text, "\n",
        Hanging(indicator.Text("code"), kRegionCodeColumns, indicator.Text("short_name")));
    for (const Answer& figure : indicator.List("figures")) {
      const pages::RegionQuestion question{"en", answer, figure};
      const std::string sentence =
          figure.Text("state") == "given"
              ? pages::RegionSentence(question)
              : absl::StrCat(figure.Text("measure"), ": ", pages::RegionSentence(question));
      absl::StrAppend(&text, Hanging("", kRegionCodeColumns, sentence));
      const std::string coverage = pages::RegionCoverage(question);
      if (!coverage.empty()) absl::StrAppend(&text, Hanging("", kRegionCodeColumns, coverage));
    }
  }
  return absl::StrCat(text, "\n", LogLine(answer));
}

}  // namespace lontar::cli
