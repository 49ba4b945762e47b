#pragma once
// The rules of report_check.h, one function each. For report_check.cc alone.

#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/catalogue/report_check.h"

namespace lontar::catalogue {

// The rows of a block that have a number, by their codes. The block must outlive it.
class NumberIndex {
 public:
  explicit NumberIndex(const observation::Block& block);
  // Null if there is none.
  const observation::Row* Find(const std::vector<std::string>& codes) const;

 private:
  absl::flat_hash_map<std::vector<std::string>, const observation::Row*> rows_;
};

// One rule on one block, and where findings go.
class RuleOnBlock {
 public:
  struct Place {
    int index = 0;
    const Indicator* indicator = nullptr;
    const Measure* measure = nullptr;
    const observation::Block* block = nullptr;
  };

  RuleOnBlock(const Catalogue& catalogue, const CheckContext& context,
              const std::vector<IndicatorBlock>& blocks, std::vector<ReportFinding>* findings)
      : catalogue_(catalogue), context_(context), blocks_(blocks), findings_(findings) {}

  void Check(const Rule& rule, const Place& place);

 private:
  // check_sums.cc
  void CheckPartsAndTotal();
  // Rows with a number that differ in one dimension only, by their code in it.
  using Siblings = std::map<std::string, const observation::Row*>;
  std::vector<Siblings> SiblingsAlong(size_t dimension) const;
  void CheckPartsOf(size_t dimension, const Siblings& siblings);
  void CheckAgesOf(size_t dimension, const Siblings& siblings);
  struct PartSum {
    __int128 value = 0;  // times 10^9
    int numbers = 0;
    bool is_complete = false;
  };
  void CompareSum(size_t dimension, const observation::Row& total, const PartSum& sum);
  void CheckNumberAndProportion();
  void CheckAgainstTotal(const observation::Row& number, const NumberIndex& numbers,
                         const NumberIndex& proportions);
  void CheckAgainstDenominator(const observation::Row& number, const observation::Row& proportion,
                               int64_t denominator);
  // check_history.cc
  void CheckYearJump();
  void CheckOutlier();
  void CheckStockAndFlow();
  // report_check.cc
  void CheckCompleteness();
  void CheckBrackets();
  void CheckSourceAge();
  void CheckRoundPeriod();
  void CheckEntitlement();
  void CheckSeveralSources();

  // A finding at a row, or at the block if there is none. The severity is the rule's.
  void Add(absl::string_view id, const observation::Row* row, absl::string_view column,
           absl::string_view sentence);
  // The number, or "the figure" where none may be shown.
  std::string Shown(const observation::Row& row) const;
  bool MayShow(const observation::Row& row) const;
  const Dimension& DimensionAt(size_t place) const;
  // The total of a dimension, or the indicator's own age range.
  std::string WholeOf(size_t dimension) const;
  bool Divides(size_t dimension) const;
  bool IsWanted(size_t dimension) const;
  // Codes under the total without a code above them, beside _U and the like.
  std::vector<std::string> TopCodes(size_t dimension) const;

  const Catalogue& catalogue_;
  const CheckContext& context_;
  const std::vector<IndicatorBlock>& blocks_;
  std::vector<ReportFinding>* findings_;
  const Rule* rule_ = nullptr;
  Place place_;
  __int128 last_digit_ = 0;  // of the block's numbers, times 10^9
};

// Values times 10^9, exactly.
__int128 Scaled(const observation::Decimal& value);
inline constexpr int64_t kScaledUnit = 1'000'000'000;
}  // namespace lontar::catalogue
