#include "cli/export_text.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "core/base/problem.h"

namespace lontar::cli {
namespace {

// What a reader has to know of what is not in the file, or has no value there.
std::string Missing(const Answer& answer) {
  std::string text;
  const uint64_t disputed = answer.Number("disputed");
  if (disputed > 0) {
    absl::StrAppend(&text, "disputed  ", Counted(disputed, "figure is", "figures are"),
                    " there without a value; lontar cells shows what was said\n");
  }
  const uint64_t unreadable = answer.Number("unreadable_blocks");
  if (unreadable > 0) {
    absl::StrAppend(&text, "missing   ", Counted(unreadable, "block", "blocks"),
                    " of figures, whose parts are not at hand here\n");
  }
  const uint64_t left_out = answer.Number("left_out");
  if (left_out > 0) {
    absl::StrAppend(&text, "left out  ", Counted(left_out, "figure", "figures"),
                    " of indicators that the catalogue does not have any more\n");
  }
  return text;
}

// What has no place in the view, by member, and why.
std::string NotInView(const Answer& answer) {
  const std::vector<Answer>& rows = answer.List("not_in_view");
  if (rows.empty()) return "";
  std::string text = absl::StrCat("not in ", answer.Text("view"), ":\n");
  for (const Answer& row : rows) {
    const std::string first = row.Text("first_period");
    const std::string last = row.Text("last_period");
    absl::StrAppend(&text, "  ", row.Text("member"), "  ",
                    Counted(row.Number("figures"), "figure", "figures"), " of ",
                    first == last ? first : absl::StrCat(first, " to ", last), ", ",
                    row.Text("indicator"), ": ", row.Text("reason"), "\n");
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> WithFile(absl::string_view json, absl::string_view path,
                                     uint64_t bytes) {
  auto value = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
  if (!value.is_object()) {
    return base::Problem(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                         "the answer is no JSON; are both programs of the same version?");
  }
  value["file"] = std::string(path);
  value["bytes"] = bytes;
  return value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string ExportText(const Answer& answer) {
  const bool is_structure = answer.Flag("is_structure");
  std::string text =
      absl::StrCat("written   ", answer.Text("file"), ", ", SizeWords(answer.Number("bytes")), ", ",
                   answer.Text("format"), "\nstructure ", answer.Text("structure"), "\n");
  if (!is_structure) {
    absl::StrAppend(
        &text, "figures   ", Counted(answer.Number("observations"), "figure", "figures"), ", ",
        answer.Number("with_value"), " with a value\n", Missing(answer), NotInView(answer));
  }
  absl::StrAppend(&text, "log       size ", answer.Number("log_size"));
  return text;
}

}  // namespace lontar::cli
