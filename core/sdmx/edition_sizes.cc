#include "core/sdmx/edition_sizes.h"

#include <algorithm>
#include <set>

#include "core/formats/sdmx_csv.h"

namespace lontar::sdmx {
namespace {

class SizeFinder {
 public:
  SizeFinder(const fold::State& state, const CellPlan& plan,
             const std::optional<std::vector<std::string>>& indicators)
      : state_(state), plan_(plan), indicators_(indicators) {}

  std::vector<base::LogSize> Find() {
    for (const std::string& member : plan_.members) {
      AddBlocks(member);
      AddLeads(member);
    }
    std::vector<base::LogSize> sizes;
    for (const uint64_t size : sizes_) sizes.emplace_back(size);
    return sizes;
  }

 private:
  void Add(base::LogIndex index) {
    if (base::IsBefore(index, plan_.size)) sizes_.insert(index.value() + 1);
  }

  bool IsWanted(const fold::BlockKey& key) const {
    if (!indicators_) return true;
    const catalogue::Indicator* indicator = plan_.catalogue->FindIndicator(key.indicator);
    const catalogue::Measure* measure =
        indicator == nullptr ? nullptr : catalogue::Catalogue::FindMeasure(*indicator, key.measure);
    return measure != nullptr &&
           std::ranges::find(*indicators_, formats::SdmxIndicatorCode(*indicator, *measure)) !=
               indicators_->end();
  }

  void AddBlocks(const std::string& member) {
    const fold::BlockKey first{plan_.collection, member};
    for (auto at = state_.blocks().lower_bound(first); at != state_.blocks().end(); ++at) {
      const auto& [key, record] = *at;
      if (key.collection != plan_.collection || key.member != member) break;
      if (!IsWanted(key)) continue;
      for (const std::vector<fold::Stretch>& stretches : record.StretchesAt(plan_.size)) {
        for (const fold::Stretch& stretch : stretches) {
          Add(stretch.from);
          if (stretch.until) Add(*stretch.until);
        }
      }
    }
  }

  void AddLeads(const std::string& member) {
    const fold::CollectionRecord* collection = state_.FindCollection(plan_.collection);
    if (collection == nullptr) return;
    const auto plans = collection->plans.find(member);
    if (plans == collection->plans.end()) return;
    for (const fold::PlanVersion& version : plans->second) Add(version.index);
  }

  const fold::State& state_;
  const CellPlan& plan_;
  const std::optional<std::vector<std::string>>& indicators_;
  std::set<uint64_t> sizes_;
};

}  // namespace

std::vector<base::LogSize> SizesOfChange(
    const fold::State& state, const CellPlan& plan,
    const std::optional<std::vector<std::string>>& indicators) {
  return SizeFinder(state, plan, indicators).Find();
}

}  // namespace lontar::sdmx
