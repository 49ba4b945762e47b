#include "core/formats/template_words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/formats/template_layout.h"

namespace lontar::formats {
namespace {

// Pointers: g++ 12 with UBSan takes no string_view of a named array for a constant.
struct EnglishWord {
  const char* id;
  const char* text;
};

constexpr EnglishWord kEnglishWords[] = {
    {word_id::kDecimalMark, "Decimal mark in numbers typed as text"},
    {word_id::kDecimalMarkHint, "The mark between 3 and 5 in 3.5"},
    {word_id::kProvider, "To be filled by"},
    {word_id::kAskedFor, "Asked for"},
    {word_id::kLatest, "the latest period that you have"},
    {word_id::kClosestEarlier, "$0 or the closest year, of two equally near the earlier"},
    {word_id::kClosestLater, "$0 or the closest year, of two equally near the later"},
    {word_id::kEndedBy, "ended by $0"},
    {word_id::kReturnBy, "return by $0"},
    {word_id::kHeadPeriod, "Period, where a row gives none"},
    {word_id::kProgress, "Progress as you see it (if you wish)"},
    {word_id::kProgressHint, "Your own statement; nothing is computed from it"},
    {word_id::kNotAvailable, "Not available: the reason"},
    {word_id::kNotApplicable, "Does not apply: x"},
    {word_id::kZero, "Zero: x"},
    {word_id::kWholeHint, "For the indicator as a whole"},
    {word_id::kDefinition, "Definition"},
    {word_id::kUniverse, "Universe"},
    {word_id::kDenominator, "Percent of"},
    {word_id::kSources, "Usual sources"},
    {word_id::kNotes, "Notes"},
    {word_id::kCatalogue, "As in the catalogue"},
    {word_id::kAll, "All"},
    {word_id::kOwnRow, "Own bracket, place or crossing"},
    {word_id::kAgeHint, "Any bracket may be typed: Y7T14 is 7 to 14 years"},
    {word_id::kStatusHint, "Empty: a figure"},
    {word_id::kConfidentialityHint, "Empty: free"},
    {word_id::kDeviationsHint, "Several: with a semicolon between them"},
    {word_id::kConfirmHint,
     "x: what stands in grey holds, but for what you type in this row. Empty: it is not sent"},
    {word_id::kNearest,
     "If you have other groupings than these, give those that you have in rows of your own."},
    {word_id::kTitle, "Figures to be filled"},
    {word_id::kAdditional, "Additional information"},
    {word_id::kAdditionalHint,
     "What explains the figures, or stands in where there are none. Optional. A report may be "
     "named "
     "as a reference."},
    // Columns.
    {"column-label", "Row"},
    {"column-measure", "Measure"},
    {"column-period", "Period"},
    {"column-value", "Value"},
    {"column-unit", "Unit"},
    {"column-status", "Observation status"},
    {"column-confidentiality", "Confidentiality"},
    {"column-source", "Source (survey, register)"},
    {"column-method", "Method of collection"},
    {"column-definition", "Definition used"},
    {"column-deviations", "Differs from the definition in"},
    {"column-comment", "Comment"},
    {"column-confirm", "Confirm: x"},
    {"column-hint-from", "Known already, from"},
    {"column-hint-period", "Its period"},
    {"column-hint-value", "Its value"},
    {"column-hint-status", "Its status"},
    {"column-hint-source", "Its source"},
    {"column-hint-definition", "Its definition"},
    {"column-hint-deviations", "It differs in"},
    {"column-hint-comment", "Its comment"},
    {"column-hint-narrative", "Its words"},
    {"column-hint-references", "Its references"},
    {"column-indicator", "Indicator"},
    {"column-name", "Name"},
    {"column-narrative", "In words"},
    {"column-references", "References"},
    // Of SDMX CL_OBS_STATUS and CL_CONF_STATUS, in shorter words.
    {"status-A", "figure"},
    {"status-E", "estimated figure"},
    {"status-P", "provisional figure"},
    {"status-U", "figure of low reliability"},
    {"status-B", "figure after a break in the series"},
    {"status-O", "not available"},
    {"status-L", "exists, but not collected"},
    {"status-M", "does not apply"},
    {"status-Q", "exists, and is held back"},
    {"confidentiality-F", "free"},
    {"confidentiality-C", "confidential"},
    {"confidentiality-N", "not for publication"},
    {"confidentiality-A", "held back: small number"},
    {"confidentiality-D", "held back: would give another away"},
};

absl::string_view EnglishOf(absl::string_view id) {
  for (const EnglishWord& word : kEnglishWords) {
    if (id == word.id) return word.text;
  }
  return "";
}

}  // namespace

std::string TemplateWords::Text(absl::string_view subject, absl::string_view field,
                                absl::string_view english) const {
  const catalogue::Text found = catalogue_.TextOf(subject, field, language_);
  if (!found.text.empty()) return found.text;
  if (english.empty() || language_ == catalogue::kSourceLanguage) return std::string(english);
  return absl::StrCat("[", catalogue::kSourceLanguage, "] ", english);
}

std::string TemplateWords::Message(absl::string_view id) const {
  return Text(absl::StrCat("message template-", id), "text", EnglishOf(id));
}

std::string TemplateWords::Of(absl::string_view id, absl::string_view argument) const {
  return absl::StrReplaceAll(Message(id), {{"$0", argument}});
}

std::string TemplateWords::Column(absl::string_view id) const {
  return Message(absl::StrCat("column-", id));
}

std::string TemplateWords::Status(absl::string_view code) const {
  return Message(absl::StrCat("status-", code));
}

std::string TemplateWords::Confidentiality(absl::string_view code) const {
  return Message(absl::StrCat("confidentiality-", code));
}

std::string TemplateWords::Indicator(const catalogue::Indicator& indicator,
                                     absl::string_view field) const {
  return Text(absl::StrCat("indicator ", indicator.id), field, "");
}

std::string TemplateWords::Dimension(const catalogue::Dimension& dimension) const {
  return Text(absl::StrCat("dimension ", dimension.id), "name", dimension.name);
}

std::string TemplateWords::Unit(const catalogue::Unit& unit) const {
  return Text(absl::StrCat("unit ", unit.code), "name", unit.name);
}

std::string TemplateWords::Code(absl::string_view code_list, const catalogue::Code& code) const {
  return Text(absl::StrCat("code list ", code_list), code.id, code.name);
}

}  // namespace lontar::formats
