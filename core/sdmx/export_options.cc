// Which options an export may have together.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/sdmx/export.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {
namespace {

absl::Status OptionProblem(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "EXPORT_OPTION", sentence);
}

absl::Status CheckOneOf(absl::string_view option, const std::string& value,
                        const std::vector<std::string>& choices) {
  if (std::ranges::find(choices, value) != choices.end()) return absl::OkStatus();
  return OptionProblem(absl::StrCat(option, " ", base::Quoted(value), " is none; write ",
                                    absl::StrJoin(choices, ", ")));
}

// OK if the option is at its default, or the format has it.
absl::Status CheckFits(absl::string_view option, bool is_default, bool has_it,
                       absl::string_view format) {
  if (is_default || has_it) return absl::OkStatus();
  return OptionProblem(absl::StrCat("format ", format, " has no ", option));
}

absl::Status CheckCsv(const ExportOptions& options) {
  const bool is_20 = !options.is_structure && absl::StartsWith(options.format, "csv-2");
  const bool is_10 = !options.is_structure && options.format == "csv-1.0";
  LONTAR_RETURN_IF_ERROR(CheckOneOf("labels", options.labels, {"id", "name", "both"}));
  LONTAR_RETURN_IF_ERROR(CheckOneOf("keys", options.keys, {"none", "obs", "series", "both"}));
  LONTAR_RETURN_IF_ERROR(CheckOneOf("time format", options.time, {"original", "normalized"}));
  const bool has_labels = is_20 || (is_10 && options.labels != "name");
  LONTAR_RETURN_IF_ERROR(CheckFits(absl::StrCat("labels ", options.labels), options.labels == "id",
                                   has_labels, options.format));
  LONTAR_RETURN_IF_ERROR(CheckFits("keys", options.keys == "none", is_20, options.format));
  return CheckFits("time format", options.time == "original", is_20 || is_10, options.format);
}

absl::Status CheckMarks(const ExportOptions& options) {
  const bool has_marks = !options.is_structure && options.format == "csv-excel";
  LONTAR_RETURN_IF_ERROR(
      CheckFits("separator of its own", options.separator == ",", has_marks, options.format));
  LONTAR_RETURN_IF_ERROR(
      CheckFits("decimal mark of its own", options.decimal == ".", has_marks, options.format));
  if (!has_marks) return absl::OkStatus();
  LONTAR_RETURN_IF_ERROR(CheckOneOf("separator", options.separator, {",", ";", "\t"}));
  LONTAR_RETURN_IF_ERROR(CheckOneOf("decimal", options.decimal, {".", ","}));
  if (options.separator != options.decimal) return absl::OkStatus();
  return OptionProblem("the separator cannot be the decimal mark too; write --separator ';'");
}

// The view's structure is the United Nations' to publish, and its sheets are theirs.
absl::Status CheckView(const ExportOptions& options) {
  if (options.view.empty()) return absl::OkStatus();
  LONTAR_RETURN_IF_ERROR(CheckOneOf("view", options.view, {std::string(kSdgView)}));
  if (options.is_structure) {
    return OptionProblem(absl::StrCat("the structure of view ", options.view,
                                      " is published by IAEG-SDGs; leave --structure out"));
  }
  const bool is_sheet = options.format == "xlsx" || options.format == "csv-excel";
  return CheckFits("view", false, !is_sheet, options.format);
}

}  // namespace

std::vector<std::string> ExportFormats(bool is_structure) {
  if (is_structure) return {"ml-2.1", "ml-3.0", "json-1.0", "json-2.0", "json-2.1"};
  return {"csv-1.0",  "csv-2.0",  "csv-2.1",  "ml-2.1", "ml-2.1-generic", "ml-3.0",
          "json-1.0", "json-2.0", "json-2.1", "xlsx",   "csv-excel"};
}

absl::Status CheckExport(const ExportOptions& options) {
  LONTAR_RETURN_IF_ERROR(CheckOneOf(options.is_structure ? "the format of a structure" : "format",
                                    options.format, ExportFormats(options.is_structure)));
  if (!IsAgency(options.agency)) {
    return OptionProblem(absl::StrCat("agency ", base::Quoted(options.agency),
                                      " is none; write letters, digits, \"_\" and \"-\", a letter "
                                      "first"));
  }
  LONTAR_RETURN_IF_ERROR(CheckView(options));
  LONTAR_RETURN_IF_ERROR(CheckCsv(options));
  return CheckMarks(options);
}

}  // namespace lontar::sdmx
