#pragma once
// The words of a template in one language.
//
// Names and definitions are the catalogue's. The template's own words are its messages "template-…"
// (docs/formats/catalogue.md); where it has none of that id, they are those of this file, in
// English. What is missing in a language is English with "[en] " before it. Any thread.

#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"

namespace lontar::formats {

// Ids of the template's own words, behind "template-".
namespace word_id {
inline constexpr char kDecimalMark[] = "decimal-mark";
inline constexpr char kDecimalMarkHint[] = "decimal-mark-hint";
inline constexpr char kProvider[] = "provider";
inline constexpr char kAskedFor[] = "asked-for";
inline constexpr char kLatest[] = "latest";
inline constexpr char kClosestEarlier[] = "closest-earlier";  // $0: the year
inline constexpr char kClosestLater[] = "closest-later";
inline constexpr char kEndedBy[] = "ended-by";    // $0: the date
inline constexpr char kReturnBy[] = "return-by";  // $0: the date
inline constexpr char kHeadPeriod[] = "head-period";
inline constexpr char kProgress[] = "progress";
inline constexpr char kProgressHint[] = "progress-hint";
inline constexpr char kNotAvailable[] = "not-available";
inline constexpr char kNotApplicable[] = "not-applicable";
inline constexpr char kZero[] = "zero";
inline constexpr char kWholeHint[] = "whole-hint";
inline constexpr char kDefinition[] = "definition";
inline constexpr char kUniverse[] = "universe";
inline constexpr char kDenominator[] = "denominator";
inline constexpr char kSources[] = "sources";
inline constexpr char kNotes[] = "notes";
inline constexpr char kCatalogue[] = "catalogue";
inline constexpr char kAll[] = "all";
inline constexpr char kOwnRow[] = "own-row";
inline constexpr char kAgeHint[] = "age-hint";
inline constexpr char kStatusHint[] = "status-hint";
inline constexpr char kConfidentialityHint[] = "confidentiality-hint";
inline constexpr char kDeviationsHint[] = "deviations-hint";
inline constexpr char kConfirmHint[] = "confirm-hint";
inline constexpr char kNearest[] = "nearest";  // of other groupings than those asked for
inline constexpr char kTitle[] = "title";
inline constexpr char kAdditional[] = "additional";
inline constexpr char kAdditionalHint[] = "additional-hint";
}  // namespace word_id

class TemplateWords {
 public:
  // The catalogue must outlive this. `language` is an ISO 639 code.
  TemplateWords(const catalogue::Catalogue& catalogue, std::string language)
      : catalogue_(catalogue), language_(std::move(language)) {}

  // One of the template's own words; `$0` in it becomes `argument`.
  std::string Of(absl::string_view id, absl::string_view argument = "") const;
  // The name of a column: ids as in template_layout.h.
  std::string Column(absl::string_view id) const;
  // What the letter of a status and of a confidentiality says.
  std::string Status(absl::string_view code) const;
  std::string Confidentiality(absl::string_view code) const;

  // Texts of the catalogue. `field`: "name", as catalogue::TextOf names it, "short name".
  std::string Indicator(const catalogue::Indicator& indicator, absl::string_view field) const;
  std::string Dimension(const catalogue::Dimension& dimension) const;
  std::string Unit(const catalogue::Unit& unit) const;
  std::string Code(absl::string_view code_list, const catalogue::Code& code) const;

 private:
  // The catalogue's text, else `english`, marked where the language is another.
  std::string Text(absl::string_view subject, absl::string_view field,
                   absl::string_view english) const;
  std::string Message(absl::string_view id) const;

  const catalogue::Catalogue& catalogue_;
  std::string language_;
};

}  // namespace lontar::formats
