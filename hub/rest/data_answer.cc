#include "hub/rest/data_answer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/sdmx/collection_head.h"
#include "hub/rest/collections.h"
#include "hub/rest/data_body.h"
#include "hub/rest/figure_pass.h"
#include "hub/rest/history.h"
#include "hub/rest/occurrence.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

// Counts, and keeps nothing.
class CountingSink : public sdmx::ObservationSink {
 public:
  absl::Status Begin() override { return absl::OkStatus(); }
  absl::Status Observe(const sdmx::Observation& /*observation*/) override {
    ++count_;
    return absl::OkStatus();
  }
  absl::Status End() override { return absl::OkStatus(); }
  uint64_t count() const { return count_; }

 private:
  uint64_t count_ = 0;
};

// What went is known by its address alone.
absl::Status CheckChangesCanBeTold(const DataQuery& query, const sdmx::Structure& structure) {
  const auto is_of_address = [&structure](const sdmx::ComponentFilter& filter) {
    return filter.component == structure.time.id || structure.DimensionAt(filter.component) >= 0;
  };
  if (std::ranges::all_of(query.selection.filters, is_of_address) &&
      query.selection.providers.empty()) {
    return absl::OkStatus();
  }
  return NotServed(
      "with updatedAfter only dimensions are filtered: what was deleted has neither "
      "value nor attributes nor provider");
}

void Narrow(const std::vector<std::string>& asked, std::vector<std::string>* members) {
  std::erase_if(*members, [&asked](const std::string& member) {
    return std::ranges::find(asked, member) == asked.end();
  });
}

// The members whose figures are asked for and may be seen.
std::vector<std::string> MembersFor(const DataQuery& query, const CollectionStructure& of,
                                    std::vector<std::string> visible) {
  const auto asked = sdmx::CodesAskedFor(query.selection, of.structure, "REF_AREA");
  if (asked) Narrow(*asked, &visible);
  if (query.context == Context::kProvisionAgreement) Narrow(MembersNamed(of, query), &visible);
  return visible;
}

absl::Status FillWork(const RestQuery& query, const RestDoor& door, const sdmx::LogView& view,
                      DataWork* work) {
  sdmx::CellPlan& plan = work->plan;
  std::vector<CollectionStructure> structures = StructuresAt(view.state, plan.size, door.agency);
  LONTAR_ASSIGN_OR_RETURN(const size_t place, FindFlow(structures, query.data));
  CollectionStructure& of = structures[place];
  LONTAR_RETURN_IF_ERROR(sdmx::CheckSelection(query.data.selection, of.structure));
  if (plan.since) LONTAR_RETURN_IF_ERROR(CheckChangesCanBeTold(query.data, of.structure));
  const fold::CollectionRecord& collection = *view.state.FindCollection(of.collection);
  plan.members =
      MembersFor(query.data, of, sdmx::VisibleMembers(door.viewer, view.state, collection));
  plan.collection = of.collection;
  plan.catalogue = of.catalogue;
  plan.baselines = sdmx::BaselinesOf(view.state, of.collection, plan.size);
  work->head.is_test = !view.state.trust_root()->notice.empty();
  plan.structure = std::move(of.structure);
  return absl::OkStatus();
}

absl::Status CheckFormCanSay(const RestQuery& query, const std::string& format) {
  const bool is_csv = absl::StartsWith(format, "csv-");
  if (query.data.updated_after && format == "csv-1.0") {
    return NotServed(
        "SDMX-CSV 1.0 cannot say what was deleted; take SDMX-ML or SDMX-JSON, or "
        "/sdmx/v2");
  }
  if (query.data.has_history && is_csv) {
    return NotServed(
        "SDMX-CSV cannot say from when to when figures stood; take SDMX-ML or "
        "SDMX-JSON, or each state by asOf");
  }
  return absl::OkStatus();
}

// A CSV has no series, whatever is asked for.
sdmx::SortedForm FormOf(const RestQuery& query, const std::string& format) {
  const bool is_of_series = query.data.selection.is_series_only;
  const bool is_flat = query.data.is_flat && !is_of_series;
  const bool has_rows = is_flat || absl::StartsWith(format, "csv-");
  return {.has_series = !has_rows || is_of_series, .is_flat = is_flat};
}

absl::StatusOr<bool> IsThereAny(const DataWork& work) {
  CountingSink counted;
  sdmx::Selector selector(work.selection, work.plan.structure, &counted);
  FigurePass pass(&work);
  for (bool has_more = true; has_more && counted.count() == 0;) {
    LONTAR_ASSIGN_OR_RETURN(has_more, pass.Next(selector));
  }
  LONTAR_RETURN_IF_ERROR(selector.End());
  return counted.count() > 0;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const DataWork>> PrepareData(const RestQuery& query,
                                                            const RestDoor& door,
                                                            const Moment& moment) {
  auto work = std::make_shared<DataWork>();
  work->log = door.log;
  work->selection = query.data.selection;
  work->plan.viewer = door.viewer;
  work->plan.size = moment.size;
  work->head = {.id = absl::StrCat("LOG-", moment.size.value()),
                .sender = door.agency,
                .prepared = moment.time,
                // Series alone have no observation to stand by all dimensions.
                .is_flat = query.data.is_flat && !query.data.selection.is_series_only};
  if (query.data.updated_after) {
    LONTAR_ASSIGN_OR_RETURN(const Moment then, door.at(query.data.updated_after));
    work->plan.since = std::min(then.size, moment.size);
  }
  LONTAR_RETURN_IF_ERROR(
      door.log([&](const sdmx::LogView& view) { return FillWork(query, door, view, work.get()); }));
  if (query.data.has_history) LONTAR_RETURN_IF_ERROR(FindEditions(door, work.get()));
  return work;
}

absl::StatusOr<std::unique_ptr<net::HttpBody>> MakeDataBody(
    const RestQuery& query, const sdmx::Writing& writing,
    const std::shared_ptr<const DataWork>& prepared) {
  LONTAR_RETURN_IF_ERROR(CheckFormCanSay(query, writing.format));
  LONTAR_ASSIGN_OR_RETURN(const auto work, Sorted(prepared, FormOf(query, writing.format)));
  sdmx::Structure written = sdmx::StructureOfSelection(work->selection, work->plan.structure);
  std::optional<sdmx::Survey> survey;
  if (sdmx::NeedsSurvey(writing)) {
    survey.emplace(sdmx::MakeSurvey(writing, written));
    sdmx::Selector selector(work->selection, work->plan.structure, &*survey);
    LONTAR_RETURN_IF_ERROR(FigurePass(work.get()).SendAll(selector));
    if (survey->observations() == 0) return nullptr;
  } else {
    LONTAR_ASSIGN_OR_RETURN(const bool is_there, IsThereAny(*work));
    if (!is_there) return nullptr;
  }
  return MakeDataBody(work, std::move(written), writing, std::move(survey));
}

absl::StatusOr<std::string> AvailabilityText(const RestQuery& query, const sdmx::Writing& writing,
                                             const DataWork& work) {
  const sdmx::Structure& structure = work.plan.structure;
  for (const std::string& id : query.availability.components) {
    if (id == structure.time.id || structure.DimensionAt(id) >= 0) continue;
    return BadQuery(
        absl::StrCat(base::Quoted(id), " is no dimension of ", structure.reference.Text()));
  }
  OccurrenceSink found(work.selection, structure, query.availability.mode);
  LONTAR_RETURN_IF_ERROR(sdmx::CellPass(&work.plan, &work.log).SendAll(found));
  const sdmx::Structure reduced = ReducedTo(found.Found(query.availability.components), structure);
  return sdmx::StructureText({ShareOf(reduced, query.availability.references)}, work.head,
                             writing.format);
}

}  // namespace lontar::hub::rest
