#include "node/core/draft_justify.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "core/formats/plain_text.h"
#include "core/formats/utf8.h"

namespace lontar::node {
namespace {

using formats::Justification;

absl::StatusOr<std::string> SentenceOf(const JustifyRequest& request) {
  const std::string sentence =
      formats::IsUtf8(request.sentence) ? formats::PlainTextOf(request.sentence).text : "";
  if (!sentence.empty() && sentence.size() <= base::kTextBytesMax) return sentence;
  return base::Problem(absl::StatusCode::kInvalidArgument, "SENTENCE_WANTED",
                       absl::StrCat("a justification is a sentence of 1 to ", base::kTextBytesMax,
                                    " bytes: why the figure is right all the same"));
}

// "A1/number/2019, A1/number/2020, …".
std::string PlacesOf(const std::vector<const DraftFinding*>& found) {
  constexpr size_t kNamed = 5;
  std::vector<std::string> places;
  for (size_t i = 0; i < std::min(found.size(), kNamed); ++i) places.push_back(found[i]->Place());
  if (found.size() > kNamed) places.push_back("…");
  return absl::StrJoin(places, ", ");
}

absl::Status Absent(const DraftReview& review, const JustifyRequest& request) {
  std::set<std::string> there;
  for (const DraftFinding& found : review.findings) {
    if (!found.is_warning()) continue;
    there.insert(found.finding.id == request.finding
                     ? absl::StrCat(found.finding.id, " at ", found.Place())
                     : found.finding.id);
  }
  return base::Problem(
      absl::StatusCode::kNotFound, "WARNING_ABSENT",
      absl::StrCat(request.draft, " has no warning ", base::Quoted(request.finding),
                   request.at.empty() ? "" : " at ", request.at,
                   there.empty() ? "; it has no warning at all"
                                 : absl::StrCat("; it has ", absl::StrJoin(there, ", "))));
}

absl::StatusOr<std::vector<const DraftFinding*>> Meant(const DraftReview& review,
                                                       const JustifyRequest& request) {
  std::vector<const DraftFinding*> meant;
  std::vector<const DraftFinding*> open;
  for (const DraftFinding& found : review.findings) {
    const bool is_meant = found.is_warning() && found.finding.id == request.finding &&
                          IsWithin(found.Place(), request.at);
    if (!is_meant) continue;
    meant.push_back(&found);
    if (found.is_open()) open.push_back(&found);
  }
  if (meant.empty()) return Absent(review, request);
  if (!request.at.empty() || request.is_for_all || meant.size() == 1) return meant;
  if (open.size() == 1) return open;
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "WARNING_AMBIGUOUS",
      absl::StrCat(request.draft, " has ", meant.size(), " warnings ", request.finding, ": ",
                   PlacesOf(meant), "; say which with --at, or justify all of them with --all"));
}

// Where the line of a finding is to speak of: as far as the request says, else where it stands.
std::string LinePlace(const DraftFinding& found, const JustifyRequest& request) {
  if (request.at.empty()) return request.is_for_all ? "" : found.at;
  return request.at == found.code ? "" : request.at.substr(found.code.size() + 1);
}

// The lines that the draft has for an indicator, with the part that holds them.
void TakeOut(const std::string& indicator, const std::vector<NarrativeFound>& narratives,
             ReportDraft* draft, std::vector<Justification>* lines) {
  for (const NarrativeFound& found : narratives) {
    const bool holds =
        found.narrative.indicator == indicator &&
        formats::UseOf(found.narrative.text) == formats::NarrativeUse::kJustification;
    if (!holds) continue;
    for (Justification& line : formats::ReadJustificationText(found.narrative.text)) {
      lines->push_back(std::move(line));
    }
    draft->Remove(found.hash);
  }
}

void Put(Justification line, std::vector<Justification>* lines) {
  std::erase_if(*lines, [&line](const Justification& other) {
    return other.finding == line.finding && other.at == line.at;
  });
  lines->push_back(std::move(line));
}

}  // namespace

absl::StatusOr<JustifiedDraft> JustifyDraft(const DraftReview& review,
                                            const fold::PartReader& parts,
                                            const JustifyRequest& request, base::Entropy* entropy) {
  LONTAR_ASSIGN_OR_RETURN(const std::string sentence, SentenceOf(request));
  LONTAR_ASSIGN_OR_RETURN(const std::vector<const DraftFinding*> meant, Meant(review, request));
  std::map<std::string, std::set<std::string>> places;  // by indicator
  for (const DraftFinding* found : meant) {
    places[found->indicator].insert(LinePlace(*found, request));
  }
  JustifiedDraft justified{{review.report, {}}, static_cast<int>(meant.size())};
  const std::vector<NarrativeFound> narratives = NarrativesOf(review.report, parts);
  for (const auto& [indicator, of] : places) {
    std::vector<Justification> lines;
    TakeOut(indicator, narratives, &justified.draft, &lines);
    for (const std::string& at : of) Put({request.finding, at, sentence}, &lines);
    LONTAR_ASSIGN_OR_RETURN(NewPart part,
                            MakeNarrative(entropy, indicator, formats::JustificationText(lines)));
    justified.draft.Add(std::move(part));
  }
  return justified;
}

}  // namespace lontar::node
