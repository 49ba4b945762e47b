#include "cli/release_text.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kIndent = 4;

std::string PeriodWords(const Answer& part) { return absl::StrJoin(part.Texts("periods"), " "); }

std::string AudienceWords(const Answer& part) {
  const std::string audience = part.Text("released_to");
  const std::string hidden = part.Text("not_for_publication");
  std::string words = audience == "nobody"    ? "shown by the collection's policy only"
                      : audience == "members" ? "released to the members"
                                              : "released to everybody";
  if (!part.At("released_at").is_absent()) {
    absl::StrAppend(&words, ", by log entry ", part.Text("released_at"));
  }
  if (!hidden.empty() && hidden != "0") {
    absl::StrAppend(&words, "; ", hidden, " of its figures are not for publication: none is shown");
  }
  return words;
}

}  // namespace

std::string ReleasePartWords(const Answer& part) {
  const std::string code = part.Text("code");
  return absl::StrCat(code.empty() ? part.Text("indicator") : code, " ", PeriodWords(part), ", ",
                      part.Text("figures"), " figures by ", part.Text("provider"));
}

std::string ReleaseListText(const Answer& answer, bool only_released) {
  std::string text = absl::StrCat("Figures that stand in ", answer.Text("collection"), ", ",
                                  LogLine(answer), "\n\n");
  int count = 0;
  for (const Answer& part : answer.List("parts")) {
    if (only_released && part.Text("released_to") == "nobody") continue;
    ++count;
    absl::StrAppend(&text, part.Text("member"), "  ", ReleasePartWords(part), "\n",
                    Hanging("", kIndent, AudienceWords(part)));
  }
  if (count == 0) absl::StrAppend(&text, only_released ? "Nothing is released\n" : "None\n");
  return text;
}

std::string OnlyReleased(absl::string_view json) {
  nlohmann::json answer = nlohmann::json::parse(json);
  nlohmann::json kept = nlohmann::json::array();
  for (const nlohmann::json& part : answer["parts"]) {
    if (part["released_to"] != "nobody") kept.push_back(part);
  }
  answer["parts"] = std::move(kept);
  return answer.dump(2) + "\n";
}

}  // namespace lontar::cli
