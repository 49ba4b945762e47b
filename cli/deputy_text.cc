#include "cli/deputy_text.h"

#include "absl/strings/str_cat.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

std::string ShortKey(const Answer& record, absl::string_view field) {
  constexpr size_t kDigits = 8;
  return absl::StrCat("key ", record.Text(std::string(field)).substr(0, kDigits));
}

}  // namespace

std::string DeputiesText(const Answer& answer, absl::string_view heading,
                         absl::string_view if_none) {
  std::string text;
  for (const Answer& deputy : answer.List("deputies")) {
    absl::StrAppend(&text, text.empty() ? "" : "\n", heading.empty() ? "" : PadRight(heading, 14),
                    ShortKey(deputy, "key"), "  ", deputy.Text("role"), ", for ",
                    ShortKey(deputy, "stands_in_for"), ", ", deputy.Text("from"), " to ",
                    deputy.Text("to"), deputy.Flag("today") ? ", also today" : ", not today");
  }
  return text.empty() ? std::string(if_none) : text;
}

std::string ApproverWords(const Answer& approval) {
  const std::string deputy = approval.Text("stands_in_for");
  return absl::StrCat(ShortKey(approval, "key"),
                      approval.At("stands_in_for").is_absent()
                          ? ""
                          : absl::StrCat(", as deputy of ", ShortKey(approval, "stands_in_for")));
}

}  // namespace lontar::cli
