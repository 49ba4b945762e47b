#include "node/core/draft_review.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/catalogue/check.h"
#include "core/formats/narrative_text.h"
#include "node/core/draft_check.h"
#include "node/core/draft_parts.h"
#include "node/core/draft_sources.h"

namespace lontar::node {
namespace {

using catalogue::IndicatorBlock;
using catalogue::Severity;

std::string AtOf(const observation::Block& block, const std::vector<std::string>& codes) {
  return absl::StrCat(block.measure, "/", block.period, codes.empty() ? "" : "/",
                      absl::StrJoin(codes, "."));
}

// Makes a review. One use.
class Reviewer {
 public:
  Reviewer(const ReviewSources& sources, const StoredDraft& draft)
      : sources_(sources), parts_(DraftPartsOf(*sources.store, draft.id)) {}

  absl::StatusOr<DraftReview> Review(const StoredDraft& draft) {
    LONTAR_ASSIGN_OR_RETURN(review_.report, observation::DecodeReport(draft.envelope.payload));
    const fold::State& ahead = *sources_.ahead;
    catalogue_ = ahead.FindCatalogue(review_.report.collection, review_.report.catalogue_version,
                                     ahead.size());
    for (const observation::PartEntry& entry : review_.report.parts) {
      CheckEntitled(entry);
      LONTAR_RETURN_IF_ERROR(ReadPart(entry));
    }
    if (catalogue_ != nullptr) CheckBlocks();
    LONTAR_RETURN_IF_ERROR(CheckRegisteredSources());
    Justify();
    return std::move(review_);
  }

 private:
  void CheckEntitled(const observation::PartEntry& entry) {
    const observation::Report& report = review_.report;
    if (entry.indicator.empty()) return;
    const auto keys = sources_.ahead->KeysAt(fold::KeyRole::kProvider, report.member,
                                             base::LogIndex(sources_.ahead->size().value()));
    const std::string& office = OfficeOf(report);
    const bool entitled = std::ranges::any_of(keys, [&](const fold::KeyRecord* key) {
      return key->provider == office && key->MayReport(report.collection, entry.indicator);
    });
    if (entitled) return;
    DraftFinding& found = Add(entry.indicator, "");
    found.finding.value = entry.indicator;
    found.finding.id = "NOT_ENTITLED";
    found.finding.sentence =
        absl::StrCat("no valid key of ", office, " may report ", entry.indicator);
  }

  absl::Status ReadPart(const observation::PartEntry& entry) {
    const std::optional<std::string> bytes = parts_(entry.part_hash);
    if (!bytes) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(observation::Part part, observation::DecodePart(*bytes));
    auto* figures = std::get_if<observation::Figures>(&part.content);
    if (figures == nullptr) return absl::OkStatus();
    for (observation::Block& block : figures->blocks) {
      blocks_.push_back({entry.indicator, std::move(block)});
    }
    return absl::OkStatus();
  }

  void CheckBlocks() {
    for (const IndicatorBlock& of : blocks_) {
      for (const catalogue::Finding& found :
           catalogue::CheckBlock(*catalogue_, of.indicator, of.block)) {
        const bool is_of_row = found.row >= 0;
        Take(of, found,
             is_of_row ? of.block.rows[static_cast<size_t>(found.row)].codes
                       : std::vector<std::string>());
      }
    }
    for (const catalogue::ReportFinding& found : CheckLikely({.ahead = sources_.ahead,
                                                 .parts = PartsOf(*sources_.store),
                                                 .catalogue = catalogue_,
                                                 .report = &review_.report},
                                                             blocks_)) {
      Take(blocks_[static_cast<size_t>(found.block)], found.finding, found.codes);
    }
  }

  absl::Status CheckRegisteredSources() {
    LONTAR_ASSIGN_OR_RETURN(const auto versions, ReadSourcesVersions(*sources_.store));
    for (formats::ImportFinding& found : CheckSources(versions, blocks_)) {
      review_.findings.emplace_back().finding = std::move(found);
    }
    return absl::OkStatus();
  }

  void Take(const IndicatorBlock& of, const catalogue::Finding& finding,
            const std::vector<std::string>& codes) {
    DraftFinding& added = Add(of.indicator, AtOf(of.block, codes));
    added.finding.cell = CellOf(of.indicator, of.block, codes);
    added.finding.column = finding.column;
    added.finding.value = finding.value;
    added.finding.id = finding.id;
    added.finding.severity = finding.severity;
    added.finding.sentence = absl::StrCat(of.indicator, ", ", of.block.measure, ", ",
                                          of.block.period, ": ", finding.sentence);
    if (!added.is_warning() || codes.empty()) return;
    const auto row = std::ranges::find(of.block.rows, codes, &observation::Row::codes);
    if (row != of.block.rows.end() && !row->comment.empty()) added.justification = row->comment;
  }

  DraftFinding& Add(const std::string& indicator, std::string at) {
    DraftFinding& added = review_.findings.emplace_back();
    const catalogue::Indicator* known =
        catalogue_ == nullptr ? nullptr : catalogue_->FindIndicator(indicator);
    added.indicator = indicator;
    added.code = known == nullptr ? indicator : known->code;
    added.at = std::move(at);
    return added;
  }

  // What was written down for a place stands before what was for all, and before a comment.
  void Justify() {
    std::map<std::string, std::vector<formats::Justification>> lines;
    for (const NarrativeFound& found : NarrativesOf(review_.report, parts_)) {
      for (formats::Justification& line : formats::ReadJustificationText(found.narrative.text)) {
        lines[found.narrative.indicator].push_back(std::move(line));
      }
    }
    for (DraftFinding& found : review_.findings) {
      if (!found.is_warning()) continue;
      size_t nearest = 0;
      for (const formats::Justification& line : lines[found.indicator]) {
        const bool speaks = line.finding == found.finding.id && !line.sentence.empty() &&
                            IsWithin(found.at, line.at);
        if (!speaks || line.at.size() < nearest) continue;
        nearest = line.at.size();
        found.justification = line.sentence;
      }
    }
  }

  const ReviewSources& sources_;
  fold::PartReader parts_;
  const catalogue::Catalogue* catalogue_ = nullptr;
  std::vector<IndicatorBlock> blocks_;
  DraftReview review_;
};

}  // namespace

std::string DraftFinding::Place() const { return absl::StrCat(code, at.empty() ? "" : "/", at); }

int DraftReview::Count(Severity severity) const {
  return static_cast<int>(std::ranges::count_if(findings, [severity](const DraftFinding& found) {
    return found.finding.severity == severity;
  }));
}

int DraftReview::CountOpen() const {
  return static_cast<int>(std::ranges::count_if(findings, &DraftFinding::is_open));
}

absl::StatusOr<DraftReview> ReviewDraft(const ReviewSources& sources, const StoredDraft& draft) {
  return Reviewer(sources, draft).Review(draft);
}

bool IsWithin(absl::string_view place, absl::string_view at) {
  if (at.empty() || place == at) return true;
  return absl::StartsWith(place, at) && place[at.size()] == '/';
}

absl::Status CheckJustified(const DraftReview& review, absl::string_view draft) {
  constexpr int kNamed = 5;
  std::string named;
  const DraftFinding* first = nullptr;
  int open = 0;
  for (const DraftFinding& found : review.findings) {
    if (!found.is_open()) continue;
    if (first == nullptr) first = &found;
    if (++open > kNamed) continue;
    absl::StrAppend(&named, named.empty() ? "" : ", ", found.finding.id, " at ", found.Place());
  }
  if (first == nullptr) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "WARNINGS_UNJUSTIFIED",
      absl::StrCat(draft, " has ", open, open == 1 ? " warning" : " warnings",
                   " without a justification: ", named, open > kNamed ? ", …" : "",
                   "; correct the figures, or write down why they are right with `lontar draft "
                   "justify ",
                   draft, " ", first->finding.id, " --at ", first->Place(),
                   " --sentence …`, and sign again"));
}

const std::string& OfficeOf(const observation::Report& report) {
  return report.on_behalf ? report.on_behalf->signing_office : report.provider;
}

}  // namespace lontar::node
