#include "core/catalogue/report_check.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/catalogue/brackets.h"
#include "core/catalogue/report_rules.h"
#include "core/observation/period.h"

namespace lontar::catalogue {
namespace {

using observation::Block;
using observation::Period;
using observation::Row;

// A list of more codes (places, occupations) is rarely sent whole.
constexpr size_t kWholeListMost = 4;

bool IsEntitled(const Entitlement& given, const CheckContext& context,
                const std::string& indicator) {
  if (given.provider != context.provider) return false;
  const bool names = given.indicators.empty() ||
                     std::ranges::find(given.indicators, indicator) != given.indicators.end();
  // ISO dates are in order as texts.
  return names && given.from <= context.date && (given.to.empty() || context.date <= given.to);
}

}  // namespace

__int128 Scaled(const observation::Decimal& value) {
  __int128 scaled = value.mantissa;
  for (int scale = value.scale; scale < 9; ++scale) scaled *= 10;
  return scaled;
}

NumberIndex::NumberIndex(const Block& block) {
  for (const Row& row : block.rows) {
    if (observation::HasNumber(row.status)) rows_.try_emplace(row.codes, &row);
  }
}

const Row* NumberIndex::Find(const std::vector<std::string>& codes) const {
  const auto found = rows_.find(codes);
  return found == rows_.end() ? nullptr : found->second;
}

bool RuleOnBlock::MayShow(const Row& row) const {
  const bool is_open = place_.indicator->disclosure == "none" ||
                       place_.indicator->disclosure == "rate" ||
                       place_.indicator->disclosure == "survey";
  return is_open && row.confidentiality == observation::Confidentiality::kFree;
}

std::string RuleOnBlock::Shown(const Row& row) const {
  return MayShow(row) ? observation::ToText(row.value) : "the figure";
}

void RuleOnBlock::Add(absl::string_view id, const Row* row, absl::string_view column,
                      absl::string_view sentence) {
  ReportFinding found{.block = place_.index};
  found.finding = {.id = std::string(id),
                   .severity = rule_->severity,
                   .row = -1,
                   .column = std::string(column),
                   .value = "",
                   .sentence = std::string(sentence)};
  if (row != nullptr) {
    found.codes = row->codes;
    found.finding.row = static_cast<int>(row - place_.block->rows.data());
    if (MayShow(*row) && observation::HasNumber(row->status)) {
      found.finding.value = observation::ToText(row->value);
    }
  }
  findings_->push_back(std::move(found));
}

const Dimension& RuleOnBlock::DimensionAt(size_t place) const {
  return *catalogue_.FindDimension(place_.block->dimensions[place]);
}

std::string RuleOnBlock::WholeOf(size_t dimension) const {
  const Dimension& of = DimensionAt(dimension);
  return of.is_age && place_.indicator->age_range ? place_.indicator->age_code : of.total;
}

// False where any code will do: two concepts are parts of nothing.
bool RuleOnBlock::Divides(size_t dimension) const {
  const auto rule = place_.indicator->specified.find(DimensionAt(dimension).id);
  return rule == place_.indicator->specified.end() || !rule->second.empty();
}

bool RuleOnBlock::IsWanted(size_t dimension) const {
  const std::vector<std::string>& wanted = rule_->dimensions;
  return Divides(dimension) &&
         (wanted.empty() || std::ranges::find(wanted, DimensionAt(dimension).id) != wanted.end());
}

std::vector<std::string> RuleOnBlock::TopCodes(size_t dimension) const {
  std::vector<std::string> tops;
  for (const Code& code : catalogue_.FindCodeList(DimensionAt(dimension).code_list)->codes) {
    if (code.parent.empty() && code.id[0] != '_') tops.push_back(code.id);
  }
  return tops;
}

void RuleOnBlock::CheckCompleteness() {
  for (size_t i = 0; i < place_.block->dimensions.size(); ++i) {
    if (!IsWanted(i)) continue;
    const std::string whole = WholeOf(i);
    std::set<std::string> sent;
    for (const Row& row : place_.block->rows) {
      if (row.codes[i] != whole) sent.insert(row.codes[i]);
    }
    const Dimension& dimension = DimensionAt(i);
    if (sent.empty()) {
      Add("BREAKDOWN_MISSING", nullptr, dimension.id,
          absl::StrCat("nothing is broken down by ", dimension.id,
                       "; give it where it is known, or say that it is not"));
      continue;
    }
    const std::vector<std::string> tops = TopCodes(i);
    if (dimension.is_age || tops.size() > kWholeListMost) continue;
    std::vector<std::string> missing;
    for (const std::string& code : tops) {
      if (!sent.contains(code)) missing.push_back(code);
    }
    if (missing.empty() || missing.size() == tops.size()) continue;
    Add("BREAKDOWN_PART_MISSING", nullptr, dimension.id,
        absl::StrCat("of ", dimension.id, " there is no ", absl::StrJoin(missing, ", "),
                     "; give it, or a row with the status that says why not"));
  }
}

void RuleOnBlock::CheckBrackets() {
  if (!place_.indicator->age_range || place_.measure->kind != MeasureKind::kNumber) return;
  for (size_t i = 0; i < place_.block->dimensions.size(); ++i) {
    if (!DimensionAt(i).is_age) continue;
    std::vector<observation::AgeInterval> sent;
    bool has_range = false;
    for (const Row& row : place_.block->rows) {
      const auto age = observation::AgeOf(row.codes[i]);
      if (!age || !observation::HasNumber(row.status)) continue;
      has_range = has_range || *age == *place_.indicator->age_range;
      sent.push_back(*age);
    }
    if (has_range || sent.empty()) continue;
    const BracketAnswer answer = DerivableBrackets(sent, *place_.indicator->age_range);
    Add(answer.is_derivable ? "BRACKET_FOLLOWS" : "BRACKET_NOT_DERIVABLE", nullptr,
        DimensionAt(i).id,
        absl::StrCat(answer.sentence, answer.is_derivable
                                          ? "; state it, it follows exactly"
                                          : "; give it from the source, it is never estimated"));
  }
}

void RuleOnBlock::CheckSourceAge() {
  const auto period = Period::Parse(place_.block->period);
  const auto cut_off = observation::ParseDate(context_.round_cut_off);
  if (!period.ok() || !cut_off.ok()) return;
  const int year = context_.source_year.value_or(period->year());
  const int age = static_cast<int>(cut_off->year()) - year;
  if (age <= rule_->years) return;
  Add("SOURCE_OLD", nullptr, "period",
      absl::StrCat("the source of ", year, " is ", age, " years older than the cut-off ",
                   context_.round_cut_off, ", more than ", rule_->years,
                   "; give a newer one, or say that there is none"));
}

void RuleOnBlock::CheckRoundPeriod() {
  const auto period = Period::Parse(place_.block->period);
  if (!period.ok()) return;
  if (context_.round_from != 0 && period->year() < context_.round_from) {
    Add("PERIOD_OUTSIDE_ROUND", nullptr, "period",
        absl::StrCat("the period ", period->text(), " is before ", context_.round_from,
                     ", from which on the round asks"));
  }
  const auto end = observation::ParseDate(context_.round_to);
  if (end.ok() && period->last_day() > *end) {
    Add("PERIOD_OUTSIDE_ROUND", nullptr, "period",
        absl::StrCat("the period ", period->text(), " ends after ", context_.round_to,
                     ", by which the round asks it to have ended"));
  }
}

void RuleOnBlock::CheckEntitlement() {
  if (context_.provider.empty() || context_.date.empty()) return;
  const std::string& indicator = place_.indicator->id;
  if (std::ranges::any_of(context_.entitlements, [this, &indicator](const Entitlement& given) {
        return IsEntitled(given, context_, indicator);
      })) {
    return;
  }
  Add("PROVIDER_NOT_ENTITLED", nullptr, "",
      absl::StrCat(context_.provider, " may not report ", place_.indicator->code, " on ",
                   context_.date, "; let the administrator enrol it, or another provider report"));
}

void RuleOnBlock::CheckSeveralSources() {
  for (const ProviderBlock& other : context_.others) {
    const bool is_same = other.indicator == place_.indicator->id &&
                         other.block.measure == place_.block->measure &&
                         other.block.period == place_.block->period;
    if (!is_same || other.provider == context_.provider) continue;
    const NumberIndex index(other.block);
    for (const Row& row : place_.block->rows) {
      const Row* theirs = index.Find(row.codes);
      if (theirs == nullptr || !observation::HasNumber(row.status)) continue;
      const bool agrees = observation::SameNumber(row.value, theirs->value);
      const bool may_show = MayShow(row) && MayShow(*theirs);
      const std::string cell = absl::StrJoin(row.codes, ", ");
      if (agrees) {
        Add("SOURCES_AGREE", &row, "value",
            absl::StrCat(other.provider, " states the same for ", cell));
      } else {
        Add("SOURCES_DIFFER", &row, "value",
            absl::StrCat(other.provider, " states ",
                         may_show ? observation::ToText(theirs->value) : "another figure", " for ",
                         cell, ", not ", Shown(row),
                         "; agree on one, or say how the definitions differ"));
      }
      if (agrees) findings_->back().finding.severity = Severity::kNote;
    }
  }
}

void RuleOnBlock::Check(const Rule& rule, const Place& place) {
  rule_ = &rule;
  place_ = place;
  switch (rule.kind) {
    case RuleKind::kPartsAndTotal:
      return CheckPartsAndTotal();
    case RuleKind::kNumberAndProportion:
      return CheckNumberAndProportion();
    case RuleKind::kYearJump:
      return CheckYearJump();
    case RuleKind::kOutlier:
      return CheckOutlier();
    case RuleKind::kCompleteness:
      return CheckCompleteness();
    case RuleKind::kBrackets:
      return CheckBrackets();
    case RuleKind::kStockAndFlow:
      return CheckStockAndFlow();
    case RuleKind::kSourceAge:
      return CheckSourceAge();
    case RuleKind::kRoundPeriod:
      return CheckRoundPeriod();
    case RuleKind::kEntitlement:
      return CheckEntitlement();
    case RuleKind::kSeveralSources:
      return CheckSeveralSources();
  }
}

std::vector<ReportFinding> CheckReport(const Catalogue& catalogue, const CheckContext& context,
                                       const std::vector<IndicatorBlock>& blocks) {
  std::vector<ReportFinding> all;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const IndicatorBlock& of = blocks[i];
    if (HasError(CheckBlock(catalogue, of.indicator, of.block))) continue;
    const Indicator* indicator = catalogue.FindIndicator(of.indicator);
    const RuleOnBlock::Place place{.index = static_cast<int>(i),
                                   .indicator = indicator,
                                   .measure = Catalogue::FindMeasure(*indicator, of.block.measure),
                                   .block = &of.block};
    std::vector<ReportFinding> findings;
    RuleOnBlock check(catalogue, context, blocks, &findings);
    for (const Rule& rule : catalogue.rules()) {
      if (AppliesTo(rule, of.indicator, of.block.measure)) check.Check(rule, place);
    }
    std::ranges::stable_sort(findings, {}, [](const ReportFinding& found) {
      return std::tuple(found.finding.severity, found.codes, found.finding.id, found.finding.column,
                        found.finding.sentence);
    });
    const size_t most = static_cast<size_t>(base::kFindingsPerBlockMax);
    if (findings.size() > most) findings.resize(most);
    all.insert(all.end(), findings.begin(), findings.end());
  }
  return all;
}

}  // namespace lontar::catalogue
