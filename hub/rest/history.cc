#include "hub/rest/history.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/sdmx/collection_head.h"
#include "core/sdmx/edition_sizes.h"
#include "core/trust/sha256.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

// Tells equal streams from unequal ones.
class DigestSink : public sdmx::ObservationSink {
 public:
  absl::Status Begin() override { return absl::OkStatus(); }
  absl::Status Observe(const sdmx::Observation& observation) override {
    std::string text = digest_;
    const auto add = [&text](const std::string& piece) {
      absl::StrAppend(&text, piece.size(), ":", piece);
    };
    for (const std::string& code : observation.key) add(code);
    add(observation.period);
    add(observation.value);
    for (const std::string& attribute : observation.attributes) add(attribute);
    digest_ = trust::Sha256({text}).hex();
    return absl::OkStatus();
  }
  absl::Status End() override { return absl::OkStatus(); }
  // Empty where nothing was observed.
  const std::string& digest() const { return digest_; }

 private:
  std::string digest_;
};

// What is asked for, from a size of the log on.
struct Change {
  sdmx::Edition edition;
  absl::Time time;
  std::string digest;
};

absl::StatusOr<std::vector<Change>> CandidatesOf(const RestDoor& door, const DataWork& work) {
  const auto codes = sdmx::CodesAskedFor(work.selection, work.plan.structure, "INDICATOR");
  std::vector<Change> changes;
  LONTAR_RETURN_IF_ERROR(door.log([&](const sdmx::LogView& view) {
    for (const base::LogSize size : sdmx::SizesOfChange(view.state, work.plan, codes)) {
      changes.push_back(
          {{size, sdmx::BaselinesOf(view.state, work.plan.collection, size)}, {}, ""});
      if (changes.size() > kEditionsMax) break;
    }
    return absl::OkStatus();
  }));
  if (changes.size() > kEditionsMax) {
    return TooLarge(absl::StrCat("these figures changed at more than ", kEditionsMax,
                                 " times; ask for one member and one indicator, or by asOf"));
  }
  for (Change& change : changes) {
    LONTAR_ASSIGN_OR_RETURN(change.time,
                            door.time_of(base::LogIndex(change.edition.size.value() - 1)));
  }
  return changes;
}

absl::Status FillDigest(const DataWork& work, Change* change) {
  sdmx::CellPlan plan = work.plan;
  plan.editions = {change->edition};
  DigestSink digest;
  sdmx::Selector selector(work.selection, plan.structure, &digest);
  LONTAR_RETURN_IF_ERROR(sdmx::CellPass(&plan, &work.log).SendAll(selector));
  change->digest = digest.digest();
  return absl::OkStatus();
}

}  // namespace

absl::Status FindEditions(const RestDoor& door, DataWork* work) {
  LONTAR_ASSIGN_OR_RETURN(std::vector<Change> changes, CandidatesOf(door, *work));
  std::vector<Change> kept;
  std::string standing;  // the digest of what stands
  for (size_t i = 0; i < changes.size(); ++i) {
    if (i + 1 < changes.size() && changes[i + 1].time == changes[i].time) continue;
    LONTAR_RETURN_IF_ERROR(FillDigest(*work, &changes[i]));
    if (changes[i].digest == standing) continue;
    standing = changes[i].digest;
    kept.push_back(std::move(changes[i]));
  }
  for (size_t i = 0; i < kept.size(); ++i) {
    if (kept[i].digest.empty()) continue;  // nothing stood: that is no edition
    sdmx::Validity validity{kept[i].time, std::nullopt};
    if (i + 1 < kept.size()) validity.to = kept[i + 1].time - absl::Milliseconds(1);
    work->head.editions.push_back(validity);
    work->plan.editions.push_back(std::move(kept[i].edition));
  }
  // Without any there is nobody whose figures could be walked through.
  if (work->plan.editions.empty()) work->plan.members.clear();
  return absl::OkStatus();
}

}  // namespace lontar::hub::rest
