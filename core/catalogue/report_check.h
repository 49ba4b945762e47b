#pragma once
// Whether the figures of a report are likely: the rules of the catalogue (rules.h), all findings at
// once.
//
// Advice before signing, beside CheckBlock, which says what the hub accepts and does not change.
// Numbers are compared exactly. The order of rows does not matter. Of an indicator of class
// children, and of rows that are not free, no sentence and no finding holds a figure. Pure, any
// thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/check.h"
#include "core/observation/block.h"

namespace lontar::catalogue {

struct IndicatorBlock {
  std::string indicator;  // stable id
  observation::Block block;
};

struct ProviderBlock {
  std::string provider;
  std::string indicator;
  observation::Block block;
};

struct Entitlement {
  std::string provider;
  std::vector<std::string> indicators;  // empty: all
  std::string from;                     // ISO dates, both included; empty: open
  std::string to;
};

// The group of which a percentage is stated.
struct Denominator {
  std::string indicator;
  std::string period;
  std::vector<std::string> codes;
  int64_t count = 0;
};

// What is known beside the report. What is not known is left empty, and the rules that need it say
// nothing.
struct CheckContext {
  std::string provider;
  std::string date;                     // ISO: on this day the provider must be entitled
  std::string round_cut_off;            // ISO
  int round_from = 0;                   // year; 0: open
  std::string round_to;                 // ISO
  std::optional<int> source_year;       // of the survey or register; else the year of each period
  std::vector<IndicatorBlock> history;  // what this provider reported before
  std::vector<ProviderBlock> others;    // what others of the member reported
  std::vector<Entitlement> entitlements;
  std::vector<Denominator> denominators;
};

struct ReportFinding {
  int block = 0;                   // index into the blocks given
  std::vector<std::string> codes;  // of the row; empty for the block as a whole
  Finding finding;
};

// Findings by block, weight, codes and id; of one block at most base::kFindingsPerBlockMax. Blocks
// with errors of CheckBlock are left out: correct those first. Ids are in
// docs/reference/problems.md.
//
//   PARTS_NOT_TOTAL        parts sum to more than their total, or complete parts to less
//   NUMBER_NOT_PROPORTION  number and proportion do not fit each other and the denominator
//   UNIT_JUMP, YEAR_JUMP   about a thousandfold, or by the factor, from the nearest earlier year
//   OUTLIER_OF_HISTORY     far from the median of the own earlier years (median and MAD)
//   BREAKDOWN_MISSING, BREAKDOWN_PART_MISSING
//   BRACKET_FOLLOWS, BRACKET_NOT_DERIVABLE
//   LOOKS_CUMULATIVE       by its definition, or because it never fell
//   SOURCE_OLD, PERIOD_OUTSIDE_ROUND, PROVIDER_NOT_ENTITLED, SOURCES_DIFFER, SOURCES_AGREE
std::vector<ReportFinding> CheckReport(const Catalogue& catalogue, const CheckContext& context,
                                       const std::vector<IndicatorBlock>& blocks);

}  // namespace lontar::catalogue
