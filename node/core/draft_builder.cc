#include "node/core/draft_builder.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/catalogue/check.h"
#include "core/catalogue/counting.h"
#include "core/formats/narrative_text.h"
#include "node/core/live_blocks.h"
#include "node/core/live_words.h"

namespace lontar::node {
namespace {

using observation::Block;
using observation::Row;

// The live rows of a block by codes, of all its live statements; where two differ the later report
// in order stands.
struct LiveRows {
  std::vector<base::PayloadId> reports;
  std::map<std::vector<std::string>, Row> rows;
  bool is_one_statement = false;
};

absl::StatusOr<LiveRows> ReadLive(const DraftContext& context, absl::string_view indicator,
                                  const Block& block) {
  const fold::BlockKey key{context.catalogue->collection(),
                           context.member,
                           std::string(indicator),
                           block.measure,
                           block.period,
                           context.provider};
  const std::vector<fold::BlockStatement> live = context.ahead->LiveAt(key, context.ahead->size());
  LiveRows result;
  result.is_one_statement = live.size() == 1;
  for (const fold::BlockStatement& statement : live) {
    result.reports.push_back(statement.report);
    const std::optional<std::string> bytes = context.parts(statement.part);
    if (!bytes) {
      if (context.replaces) continue;
      return base::Problem(
          absl::StatusCode::kFailedPrecondition, "PART_ABSENT",
          absl::StrCat(
              "the values of ", indicator, ", ", block.measure, ", ", block.period,
              " as stated before are lost; import with --replace to state the block whole"));
    }
    LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(*bytes));
    for (const Block& stated : std::get<observation::Figures>(part.content).blocks) {
      if (stated.measure != block.measure || stated.period != block.period) continue;
      for (const Row& row : stated.rows) result.rows.insert_or_assign(row.codes, row);
    }
  }
  return result;
}

// The places of those figures of the file that `stated`, the block as it would stand, says as they
// are live already.
std::vector<formats::FigurePlace> UnchangedOf(const Block& of_file,
                                              const std::vector<formats::FigurePlace>& places,
                                              const Block& stated, const LiveRows& live) {
  std::map<std::vector<std::string>, const Row*> rows;
  for (const Row& row : stated.rows) rows.emplace(row.codes, &row);
  std::vector<formats::FigurePlace> unchanged;
  for (size_t i = 0; i < of_file.rows.size(); ++i) {
    const auto found = live.rows.find(of_file.rows[i].codes);
    if (found == live.rows.end()) continue;
    const Row& row = *rows.at(of_file.rows[i].codes);
    if (observation::SameStatement(found->second, row)) unchanged.push_back(places[i]);
  }
  return unchanged;
}

void BringAlong(const LiveRows& live, Block* block) {
  std::set<std::vector<std::string>> named;
  for (const Row& row : block->rows) named.insert(row.codes);
  for (const auto& [codes, row] : live.rows) {
    if (!named.contains(codes)) block->rows.push_back(row);
  }
  observation::SortRows(block);
}

bool SameNumber(const Row& a, const Row& b) {
  return observation::HasNumber(a.status) && observation::HasNumber(b.status) &&
         observation::Compare(a.value, b.value) == 0;
}

// A total that stands already with the same number is not to be confirmed again.
void DropStanding(const std::vector<LiveRows>& live, const std::vector<Block>& blocks,
                  disclosure::DisclosurePlan* plan) {
  std::set<disclosure::CellName> standing;
  for (size_t i = 0; i < blocks.size(); ++i) {
    for (const Row& row : blocks[i].rows) {
      const auto found = live[i].rows.find(row.codes);
      if (found == live[i].rows.end() || !SameNumber(found->second, row)) continue;
      standing.insert({blocks[i].measure, blocks[i].period, row.codes});
    }
  }
  std::erase_if(plan->needs_confirmation,
                [&standing](const disclosure::CellName& cell) { return standing.contains(cell); });
}

class Builder {
 public:
  explicit Builder(const DraftContext& context) : context_(context) {}

  absl::Status Add(const formats::ImportedIndicator& imported) {
    const catalogue::Indicator& indicator = *context_.catalogue->FindIndicator(imported.indicator);
    std::vector<Block> blocks;
    std::vector<LiveRows> live;
    for (const Block& of_file : imported.blocks) {
      LONTAR_ASSIGN_OR_RETURN(LiveRows rows, ReadLive(context_, imported.indicator, of_file));
      blocks.push_back(of_file);
      if (!context_.replaces) BringAlong(rows, &blocks.back());
      live.push_back(std::move(rows));
    }
    LONTAR_RETURN_IF_ERROR(Disclose(indicator, live, &blocks));
    observation::Figures figures{imported.indicator, {}};
    for (size_t i = 0; i < blocks.size(); ++i) {
      Block& block = blocks[i];
      catalogue::StateAgeDeviations(*context_.catalogue, indicator, &block);
      const std::vector<formats::FigurePlace> unchanged =
          UnchangedOf(imported.blocks[i], imported.places[i], block, live[i]);
      draft_.unchanged.insert(draft_.unchanged.end(), unchanged.begin(), unchanged.end());
      const size_t stated = imported.blocks[i].rows.size();
      const bool all_unchanged = live[i].is_one_statement && unchanged.size() == stated;
      if (all_unchanged && (!context_.replaces || stated == live[i].rows.size())) {
        ++draft_.blocks_unchanged;
        continue;
      }
      Check(indicator, block);
      if (context_.replaces) NoteLeftOut(indicator, block, live[i]);
      supersedes_.insert(live[i].reports.begin(), live[i].reports.end());
      ++draft_.blocks_stated;
      figures.blocks.push_back(std::move(block));
    }
    if (figures.blocks.empty()) return absl::OkStatus();
    LONTAR_RETURN_IF_ERROR(AddPart(indicator, std::move(figures)));
    LONTAR_RETURN_IF_ERROR(AddOverrides(indicator));
    return AddLeftOut(indicator);
  }

  // Words that stand already are not stated anew, unless they were said before the round opened.
  absl::Status AddNarratives(const std::vector<formats::ImportedNarrative>& narratives) {
    if (narratives.empty()) return absl::OkStatus();
    const std::map<std::string, SpokenWords> live =
        LiveWords(*context_.ahead, context_.parts,
                  {context_.catalogue->collection(), context_.member, context_.provider});
    for (const formats::ImportedNarrative& narrative : narratives) {
      const auto found = live.find(narrative.indicator);
      const bool stands = found != live.end() && found->second.text == narrative.text &&
                          AnswersFor(found->second, *context_.ahead,
                                     context_.catalogue->collection(), context_.round);
      if (stands) {
        draft_.narratives_unchanged.insert(narrative.indicator);
        continue;
      }
      LONTAR_ASSIGN_OR_RETURN(NewPart part,
                              MakeNarrative(context_.entropy, narrative.indicator, narrative.text));
      draft_.Add(std::move(part));
      ++draft_.narratives_stated;
    }
    return absl::OkStatus();
  }

  void CheckOverrides(const formats::ImportResult& imported) {
    for (auto& finding : CheckThere(context_.overrides, imported, *context_.catalogue)) {
      draft_.findings.push_back(std::move(finding));
    }
  }

  absl::StatusOr<BuiltDraft> Finish() {
    LONTAR_RETURN_IF_ERROR(FinishReport(context_, supersedes_, &draft_.report));
    return std::move(draft_);
  }

 private:
  // Plans over the blocks as they would stand, and takes out what is held back.
  absl::Status Disclose(const catalogue::Indicator& indicator, const std::vector<LiveRows>& live,
                        std::vector<Block>* blocks) {
    disclosure::DisclosureSettings settings;
    settings.minimum = context_.disclosure_minimum;
    const disclosure::Statements statements{*blocks, Earlier(indicator.id)};
    LONTAR_ASSIGN_OR_RETURN(
        disclosure::DisclosurePlan plan,
        disclosure::PlanDisclosure(*context_.catalogue, indicator, statements, settings));
    if (const auto found = context_.overrides.find(indicator.id);
        found != context_.overrides.end()) {
      for (formats::ImportFinding& finding : CheckNeeded(found->second, plan, indicator)) {
        draft_.findings.push_back(std::move(finding));
      }
      settings.overrides = found->second;
      LONTAR_ASSIGN_OR_RETURN(
          plan, disclosure::PlanDisclosure(*context_.catalogue, indicator, statements, settings));
    }
    DropStanding(live, *blocks, &plan);
    disclosure::ApplyDisclosure(plan, blocks);
    draft_.plans.push_back(std::move(plan));
    return absl::OkStatus();
  }

  // What the provider has published of the indicator.
  std::vector<Block> Earlier(const std::string& indicator) const {
    std::vector<Block> earlier;
    const std::string& collection = context_.catalogue->collection();
    const auto take = [&](const fold::BlockKey& key) {
      if (key.provider != context_.provider) return;
      for (Block& block : LiveBlocks(*context_.ahead, context_.parts, key)) {
        earlier.push_back(std::move(block));
      }
    };
    context_.ahead->ForEachBlock(collection, context_.member, indicator, take);
    return earlier;
  }

  void Check(const catalogue::Indicator& indicator, const Block& block) {
    for (const catalogue::Finding& finding :
         catalogue::CheckBlock(*context_.catalogue, indicator.id, block)) {
      if (finding.severity != catalogue::Severity::kError) continue;
      formats::ImportFinding added;
      added.column = finding.column;
      added.value = finding.value;
      added.id = finding.id;
      added.severity = finding.severity;
      added.sentence = absl::StrCat(indicator.code, ", ", block.measure, ", ", block.period, ": ",
                                    finding.sentence);
      draft_.findings.push_back(std::move(added));
    }
  }

  // A revision takes no figure away without a reason.
  void NoteLeftOut(const catalogue::Indicator& indicator, const Block& block,
                   const LiveRows& live) {
    std::set<std::vector<std::string>> stated;
    for (const Row& row : block.rows) stated.insert(row.codes);
    int count = 0;
    for (const auto& [codes, row] : live.rows) {
      const bool is_figure =
          observation::HasNumber(row.status) || row.status == observation::Status::kSuppressed;
      if (is_figure && !stated.contains(codes)) ++count;
    }
    if (count == 0) return;
    const std::string figures =
        absl::StrCat(count, count == 1 ? " figure that stands" : " figures that stand");
    if (context_.withdraw_reason) {
      left_out_.push_back(
          absl::StrCat(block.measure, " ", block.period, ": the report leaves out ", figures));
      return;
    }
    formats::ImportFinding added;
    added.id = "FIGURES_TAKEN_AWAY";
    added.sentence = absl::StrCat(
        indicator.code, ", ", block.measure, ", ", block.period, ": the file leaves out ", figures,
        "; import without --replace to keep them, or say why they go with --reason error, "
        "not-ours, superseded-source or disclosure; the whole table goes with `lontar withdraw "
        "--provider ",
        context_.provider, " --indicator ", indicator.code, " --measure ", block.measure,
        " --period ", block.period, " --reason …`");
    draft_.findings.push_back(std::move(added));
  }

  // What is published against the rule, and why.
  absl::Status AddOverrides(const catalogue::Indicator& indicator) {
    const auto found = context_.overrides.find(indicator.id);
    if (found == context_.overrides.end()) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(NewPart part, MakeNarrative(context_.entropy, indicator.id,
                                                        OverrideNarrative(found->second)));
    draft_.Add(std::move(part));
    return absl::OkStatus();
  }

  absl::Status AddLeftOut(const catalogue::Indicator& indicator) {
    if (left_out_.empty()) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(NewPart part,
                            MakeNarrative(context_.entropy, indicator.id,
                                          formats::WithdrawalText(*context_.withdraw_reason,
                                                                  absl::StrJoin(left_out_, "\n"))));
    left_out_.clear();
    draft_.Add(std::move(part));
    ++draft_.narratives_stated;
    return absl::OkStatus();
  }

  absl::Status AddPart(const catalogue::Indicator& indicator, observation::Figures figures) {
    std::vector<observation::BlockCount> counts;
    for (const Block& block : figures.blocks) {
      counts.push_back(catalogue::CountBlock(*context_.catalogue, indicator, block));
    }
    LONTAR_ASSIGN_OR_RETURN(NewPart part,
                            MakePart(context_.entropy,
                                     {observation::PartKind::kFigures, indicator.id,
                                      absl::StrCat(indicator.code, "; import the years apart")},
                                     std::move(figures)));
    part.entry.blocks = std::move(counts);
    draft_.Add(std::move(part));
    return absl::OkStatus();
  }

  const DraftContext& context_;
  BuiltDraft draft_;
  std::set<base::PayloadId> supersedes_;
  std::vector<std::string> left_out_;  // of the indicator at hand
};

}  // namespace

absl::StatusOr<BuiltDraft> BuildDraft(const DraftContext& context,
                                      const formats::ImportResult& imported) {
  Builder builder(context);
  for (const formats::ImportedIndicator& indicator : imported.indicators) {
    LONTAR_RETURN_IF_ERROR(builder.Add(indicator));
  }
  builder.CheckOverrides(imported);
  LONTAR_RETURN_IF_ERROR(builder.AddNarratives(imported.narratives));
  return builder.Finish();
}

absl::Status FinishReport(const DraftContext& context, const std::set<base::PayloadId>& supersedes,
                          observation::Report* report) {
  report->salt = *base::Salt::FromBytes(context.entropy->Bytes(base::Salt::kBytes));
  report->hub_id = context.ahead->hub_id();
  report->collection = context.catalogue->collection();
  report->member = context.member;
  report->provider = context.provider;
  report->catalogue_version = context.catalogue->version();
  report->round = context.round;
  report->supersedes.assign(supersedes.begin(), supersedes.end());
  std::ranges::sort(report->parts, {}, &observation::PartEntry::part_hash);
  if (supersedes.size() <= static_cast<size_t>(base::kLinksMax)) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kResourceExhausted, "TOO_MANY_LINKS",
                       absl::StrCat("this states anew what ", supersedes.size(),
                                    " reports said, one report may name ", base::kLinksMax,
                                    "; take the years apart"));
}

}  // namespace lontar::node
