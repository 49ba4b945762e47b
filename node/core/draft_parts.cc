#include "node/core/draft_parts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "core/trust/payload_type.h"

namespace lontar::node {
namespace {

constexpr char kUndetermined[] = "und";

}  // namespace

absl::StatusOr<NewPart> MakePart(base::Entropy* entropy, const PartName& name,
                                 PartContent content) {
  observation::Part part;
  part.salt = *base::Salt::FromBytes(entropy->Bytes(base::Salt::kBytes));
  std::visit([&part](auto& of) { part.content = std::move(of); }, content);
  NewPart made;
  made.bytes = observation::EncodePart(std::move(part));
  if (made.bytes.size() > base::kPartBytesMax) {
    return base::Problem(
        absl::StatusCode::kResourceExhausted, "PART_TOO_LARGE",
        absl::StrCat(name.for_people, ": ", made.bytes.size(),
                     " bytes in one part of a report, the limit is ", base::kPartBytesMax));
  }
  made.entry.part_hash = trust::PartHashOf(made.bytes);
  made.entry.indicator = name.indicator;
  made.entry.kind = name.kind;
  made.entry.bytes = made.bytes.size();
  return made;
}

absl::StatusOr<NewPart> MakeNarrative(base::Entropy* entropy, const std::string& indicator,
                                      std::string text) {
  if (text.size() > base::kNarrativeBytesMax) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "TEXT_TOO_LONG",
        absl::StrCat("the words on ", indicator, " have ", text.size(), " bytes, the limit is ",
                     base::kNarrativeBytesMax, "; attach a document instead"));
  }
  observation::Narrative narrative{
      .indicator = indicator, .language = kUndetermined, .text = std::move(text)};
  return MakePart(entropy, {observation::PartKind::kNarrative, indicator, "the words"},
                  std::move(narrative));
}

void ReportDraft::Add(NewPart part) {
  parts.emplace_back(part.entry.part_hash, std::move(part.bytes));
  report.parts.push_back(std::move(part.entry));
}

void ReportDraft::Remove(const base::PartHash& hash) {
  std::erase_if(parts, [&hash](const auto& part) { return part.first == hash; });
  std::erase_if(report.parts, [&hash](const auto& entry) { return entry.part_hash == hash; });
}

std::vector<NarrativeFound> NarrativesOf(const observation::Report& report,
                                         const fold::PartReader& parts) {
  std::vector<NarrativeFound> found;
  for (const observation::PartEntry& entry : report.parts) {
    if (entry.kind != observation::PartKind::kNarrative) continue;
    const std::optional<std::string> bytes = parts(entry.part_hash);
    if (!bytes) continue;
    absl::StatusOr<observation::Part> part = observation::DecodePart(*bytes);
    auto* narrative = part.ok() ? std::get_if<observation::Narrative>(&part->content) : nullptr;
    if (narrative != nullptr) found.push_back({entry.part_hash, std::move(*narrative)});
  }
  return found;
}

std::string LetterNumberIn(const observation::Report& report, const fold::PartReader& parts) {
  for (const NarrativeFound& found : NarrativesOf(report, parts)) {
    const std::string number = formats::LetterNumberOf(found.narrative.text);
    if (found.narrative.indicator.empty() && !number.empty()) return number;
  }
  return "";
}

}  // namespace lontar::node
