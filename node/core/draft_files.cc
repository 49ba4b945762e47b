#include "node/core/draft_files.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "core/formats/plain_text.h"
#include "core/formats/utf8.h"

namespace lontar::node {
namespace {

using observation::PartKind;

struct MediaType {
  const char* ending;
  const char* name;
};
constexpr MediaType kMediaTypes[] = {
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".txt", "text/plain"},
    {".csv", "text/csv"},
    {".doc", "application/msword"},
    {".odt", "application/vnd.oasis.opendocument.text"},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {".zip", "application/zip"},
};

absl::Status CheckNotEmpty(absl::string_view name, absl::string_view content) {
  if (!content.empty()) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kInvalidArgument, "FILE_EMPTY",
                       absl::StrCat(name, " is empty; nothing could be read in it later"));
}

void RemoveLetter(const fold::PartReader& parts, ReportDraft* draft) {
  const std::vector<observation::PartEntry> entries = draft->report.parts;
  for (const observation::PartEntry& entry : entries) {
    if (entry.kind == PartKind::kLetter) draft->Remove(entry.part_hash);
  }
  for (const NarrativeFound& found : NarrativesOf(draft->report, parts)) {
    const bool is_number = formats::UseOf(found.narrative.text) == formats::NarrativeUse::kLetter;
    if (is_number && found.narrative.indicator.empty()) draft->Remove(found.hash);
  }
}

}  // namespace

std::string MediaTypeOf(absl::string_view file_name) {
  const size_t point = file_name.rfind('.');
  if (point == absl::string_view::npos) return "application/octet-stream";
  const std::string ending = absl::AsciiStrToLower(file_name.substr(point));
  for (const MediaType& type : kMediaTypes) {
    if (ending == type.ending) return type.name;
  }
  return "application/octet-stream";
}

absl::StatusOr<NewPart> FilePart(const PartName& name, const std::string& content,
                                 base::Entropy* entropy) {
  LONTAR_RETURN_IF_ERROR(CheckNotEmpty(name.for_people, content));
  return MakePart(
      entropy, name,
      observation::Attachment{.media_type = MediaTypeOf(name.for_people), .content = content});
}

absl::Status AddAttachment(const AddRequest& request, const catalogue::Catalogue& catalogue,
                           base::Entropy* entropy, ReportDraft* draft) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                          catalogue.IndicatorNamed(request.indicator));
  LONTAR_ASSIGN_OR_RETURN(NewPart part,
                          FilePart({PartKind::kAttachment, indicator->id, request.file_name},
                                   request.content, entropy));
  draft->Add(std::move(part));
  return absl::OkStatus();
}

absl::Status AddLetter(const Letter& letter, const fold::PartReader& parts, base::Entropy* entropy,
                       ReportDraft* draft) {
  const std::string number =
      formats::IsUtf8(letter.number) ? formats::PlainTextOf(letter.number).text : "";
  if (number.empty() || number.size() > base::kFindingValueBytesMax) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "LETTER_NUMBER_WANTED",
                         "a letter is named by its number: give the one that it bears with "
                         "--letter-number");
  }
  LONTAR_ASSIGN_OR_RETURN(
      NewPart scan, FilePart({PartKind::kLetter, "", letter.file_name}, letter.content, entropy));
  LONTAR_ASSIGN_OR_RETURN(NewPart text, MakeNarrative(entropy, "", formats::LetterText(number)));
  RemoveLetter(parts, draft);
  draft->report.on_behalf = observation::OnBehalf{letter.office, scan.entry.part_hash};
  draft->Add(std::move(scan));
  draft->Add(std::move(text));
  return absl::OkStatus();
}

}  // namespace lontar::node
