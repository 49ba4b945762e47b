// How LogBuilder makes reports and parts of what a test wrote down.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/catalogue/counting.h"
#include "core/trust/sha256.h"
#include "tests/support/log_builder.h"

namespace lontar::support {
namespace {

// The code at which a figure is as specified, as far as one code is.
std::string CodeAsSpecified(const catalogue::Catalogue& catalogue,
                            const catalogue::Indicator& indicator, const std::string& dimension) {
  const catalogue::Dimension* known = catalogue.FindDimension(dimension);
  for (const auto* rule : {&indicator.specified, &indicator.counts_only}) {
    const auto found = rule->find(dimension);
    if (found != rule->end() && !found->second.empty()) return found->second.front();
  }
  if (known->is_age && indicator.age_range) return indicator.age_code;
  return known->total;
}

observation::Row MakeRow(const catalogue::Catalogue& catalogue,
                         const catalogue::Indicator& indicator, const Figure& figure) {
  observation::Row row;
  for (const std::string& dimension : indicator.dimensions) {
    const auto named = figure.codes.find(dimension);
    row.codes.push_back(named != figure.codes.end()
                            ? named->second
                            : CodeAsSpecified(catalogue, indicator, dimension));
  }
  if (!figure.value.empty()) {
    const auto value = observation::ParseDecimal(figure.value);
    base::CheckInvariant(value.ok(), "a test's figure is a decimal");
    row.value = *value;
  }
  row.status = figure.status;
  row.confidentiality = figure.confidentiality;
  row.deviations = figure.deviations;
  row.definition = figure.definition;
  row.source = figure.source;
  return row;
}

// Withdrawn blocks stand in a report's counts only.
bool IsWithdrawn(const BlockText& text) { return text.figures.empty(); }

}  // namespace

const catalogue::Indicator& LogBuilder::IndicatorOf(absl::string_view code) const {
  const catalogue::Indicator* indicator = catalogue_->FindByCode(code);
  base::CheckInvariant(indicator != nullptr, "a test's indicator is in the catalogue");
  return *indicator;
}

observation::Block LogBuilder::MakeBlock(const BlockText& text) const {
  const catalogue::Indicator& indicator = IndicatorOf(text.indicator);
  const catalogue::Measure* measure = text.measure.empty()
                                          ? &indicator.measures.front()
                                          : catalogue_->FindMeasure(indicator, text.measure);
  base::CheckInvariant(measure != nullptr, "a test's measure is the indicator's");
  observation::Block block;
  block.measure = measure->id;
  block.period = text.period;
  block.unit_received = measure->unit;
  block.dimensions = indicator.dimensions;
  for (const Figure& figure : text.figures) {
    block.rows.push_back(MakeRow(*catalogue_, indicator, figure));
  }
  observation::SortRows(&block);
  return block;
}

base::Salt LogBuilder::NextSalt(absl::string_view provider) {
  const int count = ++salts_[std::string(provider)];
  const base::Hash hash = trust::Sha256({"salt ", provider, " ", absl::StrCat(count)});
  return *base::Salt::FromBytes(hash.view());
}

observation::Report LogBuilder::MakeReport(const AReport& text,
                                           std::map<base::PartHash, std::string>* parts) {
  observation::Report report;
  report.salt = NextSalt(text.provider);
  report.hub_id = hub_id();
  report.collection = text.collection.empty() ? collection() : text.collection;
  report.member = text.provider.substr(0, text.provider.find('.'));
  report.provider = text.provider;
  report.catalogue_version =
      text.catalogue_version.empty() ? catalogue_->version() : text.catalogue_version;
  report.supersedes = text.supersedes;
  report.source_ids = text.source_ids;
  const auto add = [&](std::string indicator, observation::PartKind kind, auto content) {
    observation::Part part{NextSalt(text.provider), std::move(content)};
    std::string bytes = observation::EncodePart(std::move(part));
    observation::PartEntry entry;
    entry.part_hash = trust::PartHashOf(bytes);
    entry.indicator = std::move(indicator);
    entry.kind = kind;
    entry.bytes = bytes.size();
    (*parts)[entry.part_hash] = std::move(bytes);
    report.parts.push_back(std::move(entry));
    return &report.parts.back();
  };
  std::map<std::string, std::vector<BlockText>> by_indicator;
  for (const BlockText& block : text.blocks) by_indicator[block.indicator].push_back(block);
  for (const auto& [code, blocks] : by_indicator) {
    const catalogue::Indicator& indicator = IndicatorOf(code);
    observation::Figures figures{indicator.id, {}};
    std::vector<observation::BlockCount> counts;
    for (const BlockText& block : blocks) {
      observation::Block made = MakeBlock(block);
      counts.push_back(catalogue::CountBlock(*catalogue_, indicator, made));
      if (IsWithdrawn(block)) counts.back().withdrawn = observation::WithdrawReason::kError;
      if (!IsWithdrawn(block)) figures.blocks.push_back(std::move(made));
    }
    const auto order = [](const auto& b) { return std::pair(b.measure, b.period); };
    std::ranges::sort(figures.blocks, {}, order);
    std::ranges::sort(counts, {}, order);
    add(indicator.id, observation::PartKind::kFigures, std::move(figures))->blocks = counts;
  }
  for (const auto& [code, words] : text.narratives) {
    const std::string id = code.empty() ? "" : IndicatorOf(code).id;
    add(id, observation::PartKind::kNarrative, observation::Narrative{id, "en", words});
  }
  if (!text.signing_office.empty()) {
    const auto* letter = add("", observation::PartKind::kLetter,
                             observation::Attachment{"text/plain", "the provider's letter"});
    report.on_behalf = observation::OnBehalf{text.signing_office, letter->part_hash};
  }
  std::ranges::sort(report.supersedes);
  std::ranges::sort(report.parts, {}, &observation::PartEntry::part_hash);
  return report;
}

Load LogBuilder::LoadOf(const observation::Report& report,
                        std::map<base::PartHash, std::string> parts,
                        std::vector<std::string> signers) const {
  return {chain::EntryKind::kSubmission, report.collection, observation::EncodeReport(report),
          std::move(signers), std::move(parts)};
}

Load LogBuilder::LoadOf(const AReport& text) {
  std::map<base::PartHash, std::string> parts;
  const observation::Report report = MakeReport(text, &parts);
  const std::string& office = text.signing_office.empty() ? text.provider : text.signing_office;
  return LoadOf(report, std::move(parts), {office});
}

}  // namespace lontar::support
