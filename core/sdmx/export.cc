#include "core/sdmx/export.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/fold/threshold.h"
#include "core/sdmx/cell_source.h"
#include "core/sdmx/data_csv.h"
#include "core/sdmx/data_json.h"
#include "core/sdmx/data_ml.h"
#include "core/sdmx/data_sheet.h"
#include "core/sdmx/structure_json.h"
#include "core/sdmx/structure_ml.h"
#include "core/sdmx/structure_of.h"
#include "core/sdmx/survey.h"

namespace lontar::sdmx {
namespace {

// What an export needs of the log before the first figure; it stands by itself.
struct ExportHead {
  ExportSummary summary;
  std::shared_ptr<const catalogue::Catalogue> catalogue;
  StructureOptions structure;
  std::set<BaselineYear> baselines;
  fold::CellQuery query;
};

std::shared_ptr<const catalogue::Catalogue> NewestOf(const fold::CollectionRecord& collection,
                                                     base::LogSize size) {
  const fold::CatalogueVersion* newest = nullptr;
  for (const auto& [version, added] : collection.catalogues) {
    if (!base::IsBefore(added.index, size)) continue;
    if (newest == nullptr || newest->index < added.index) newest = &added;
  }
  return newest == nullptr ? nullptr : newest->catalogue;
}

// Members in their fixed order.
std::vector<Area> AreasOf(const fold::State& state, base::LogSize size) {
  std::vector<std::pair<uint32_t, Area>> ordered;
  for (const auto& [code, versions] : state.members()) {
    const fold::MemberAct* member = state.FindMember(code, size);
    if (member != nullptr) ordered.push_back({member->order, {code, member->name}});
  }
  std::ranges::stable_sort(ordered, {}, &std::pair<uint32_t, Area>::first);
  std::vector<Area> areas;
  for (auto& [order, area] : ordered) areas.push_back(std::move(area));
  return areas;
}

// Every office with a key, and those that reported and have none any more.
std::vector<Provider> ProvidersOf(const fold::State& state, const std::string& collection,
                                  base::LogSize size) {
  std::map<std::string, Provider> providers;
  const base::LogIndex last(size.value() - 1);
  for (const fold::KeyRecord* key : state.KeysAt(fold::KeyRole::kProvider, "", last)) {
    const std::string& name = key->provider_name.empty() ? key->provider : key->provider_name;
    providers[key->provider] = {key->provider, name, key->member};
  }
  const fold::BlockKey first{collection};
  for (auto at = state.blocks().lower_bound(first); at != state.blocks().end(); ++at) {
    const auto& [key, statements] = *at;
    if (key.collection != collection) break;
    if (!base::IsBefore(statements.front().index, size)) continue;
    providers.try_emplace(key.provider, Provider{key.provider, key.provider, key.member});
  }
  std::vector<Provider> list;
  for (auto& [id, provider] : providers) list.push_back(std::move(provider));
  return list;
}

// Of the round that was opened last; none without a round.
std::set<BaselineYear> BaselinesOf(const fold::State& state, const std::string& collection,
                                   base::LogSize size) {
  std::set<BaselineYear> baselines;
  const auto round = fold::FindRound(state, collection, "", size);
  if (!round.ok()) return baselines;
  const auto table = fold::ComputeThreshold(state, *round, size, base::Hash());
  if (!table.ok()) return baselines;
  for (const fold::IndicatorCoverage& coverage : table->indicators) {
    for (const fold::MemberCoverage& member : coverage.members) {
      if (!member.baseline || !member.baseline->is_live) continue;
      baselines.insert(
          {member.member, coverage.id, member.baseline->measure, member.baseline->year});
    }
  }
  return baselines;
}

absl::StatusOr<ExportHead> HeadOf(const fold::State& state, const ExportOptions& options) {
  ExportHead head;
  const base::LogSize size = options.as_of.value_or(state.size());
  if (state.size() < size || size.value() == 0) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "SIZE_UNKNOWN",
                         absl::StrCat("the log has ", state.size().value(),
                                      " leaves here, asked is size ", size.value()));
  }
  LONTAR_ASSIGN_OR_RETURN(const fold::CollectionRecord* collection,
                          fold::FindCollectionFor(state, options.collection, size));
  head.catalogue = NewestOf(*collection, size);
  if (head.catalogue == nullptr) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_ABSENT",
                         absl::StrCat("the log holds no catalogue of ", collection->act.id));
  }
  head.query = {collection->act.id, options.member, "", ""};
  if (!options.indicator.empty()) {
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                            head.catalogue->IndicatorNamed(options.indicator));
    head.query.indicator = indicator->id;
  }
  if (!options.member.empty() && state.FindMember(options.member, size) == nullptr) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "MEMBER_UNKNOWN",
                         absl::StrCat(base::Quoted(options.member),
                                      " is no member that the log names; write its code, as KH"));
  }
  head.structure = {options.agency, AreasOf(state, size),
                    ProvidersOf(state, collection->act.id, size)};
  head.baselines = BaselinesOf(state, collection->act.id, size);
  head.summary.notice = state.trust_root()->notice;
  head.summary.collection = collection->act.id;
  head.summary.catalogue_version = head.catalogue->version();
  head.summary.format = options.format;
  head.summary.is_structure = options.is_structure;
  head.summary.size = size;
  return head;
}

class Exporter {
 public:
  Exporter(const ExportOptions& options, const LogAccess& log, ExportHead head, absl::Time now)
      : options_(options),
        log_(log),
        head_(std::move(head)),
        structure_(StructureOf(*head_.catalogue, head_.structure)) {
    head_.summary.structure = structure_.reference.Text();
    message_ = {.id = absl::StrCat("LOG-", head_.summary.size.value()),
                .sender = options.agency,
                .is_test = !head_.summary.notice.empty(),
                .prepared = now};
  }

  absl::StatusOr<ExportSummary> Run(const ByteSink& sink) {
    if (options_.is_structure) {
      LONTAR_RETURN_IF_ERROR(sink(StructureText()));
      return head_.summary;
    }
    std::optional<Survey> survey;
    if (NeedsSurvey()) {
      survey.emplace(structure_, options_.format == "json-1.0");
      LONTAR_RETURN_IF_ERROR(Send(*survey).status());
    }
    const std::unique_ptr<ObservationSink> writer = MakeWriter(survey, sink);
    LONTAR_ASSIGN_OR_RETURN(const SentCells sent, Send(*writer));
    ExportSummary summary = head_.summary;
    summary.observations = sent.observations;
    summary.with_value = sent.with_value;
    summary.disputed = sent.disputed;
    summary.left_out = sent.left_out;
    summary.unreadable_blocks = sent.unreadable_blocks;
    return summary;
  }

 private:
  std::string StructureText() const {
    if (options_.format == "ml-2.1") return StructureMl(structure_, message_, MlStructure::k21);
    if (options_.format == "ml-3.0") return StructureMl(structure_, message_, MlStructure::k30);
    return StructureJson(structure_, message_,
                         options_.format == "json-1.0"   ? JsonStructure::k10
                         : options_.format == "json-2.0" ? JsonStructure::k20
                                                         : JsonStructure::k21);
  }

  bool IsJson() const { return absl::StartsWith(options_.format, "json-"); }
  bool NeedsSurvey() const { return IsJson() || options_.time == "normalized"; }

  absl::StatusOr<SentCells> Send(ObservationSink& sink) const {
    const CellReader reader = [this](fold::CellWalk* walk) -> absl::StatusOr<fold::MergedCells> {
      fold::MergedCells group;
      LONTAR_RETURN_IF_ERROR(log_([&](const LogView& view) -> absl::Status {
        LONTAR_ASSIGN_OR_RETURN(group, fold::NextCells(view.state, view.parts, walk));
        return absl::OkStatus();
      }));
      return group;
    };
    CellTranslator translator(*head_.catalogue, structure_, head_.baselines);
    return SendCells(reader, {head_.query, head_.summary.size}, translator, sink);
  }

  std::unique_ptr<ObservationSink> MakeWriter(const std::optional<Survey>& survey,
                                              const ByteSink& sink) const {
    const std::string& format = options_.format;
    if (format == "xlsx") {
      return MakeXlsxWriter(structure_, message_, head_.summary.notice, sink);
    }
    if (format == "csv-excel") {
      return MakeSheetCsvWriter(structure_, {options_.separator[0], options_.decimal[0]}, sink);
    }
    if (absl::StartsWith(format, "csv-")) {
      return MakeCsvWriter(structure_, OptionsOfCsv(survey), sink);
    }
    if (IsJson()) {
      const JsonData form = format == "json-1.0"   ? JsonData::k10
                            : format == "json-2.0" ? JsonData::k20
                                                   : JsonData::k21;
      return MakeJsonWriter({structure_, *survey, message_, form}, sink);
    }
    const MlData form = format == "ml-2.1"           ? MlData::kSpecific21
                        : format == "ml-2.1-generic" ? MlData::kGeneric21
                                                     : MlData::kSpecific30;
    return MakeMlWriter(structure_, message_, form, sink);
  }

  CsvOptions OptionsOfCsv(const std::optional<Survey>& survey) const {
    CsvOptions csv;
    csv.version = options_.format == "csv-1.0"   ? CsvVersion::k10
                  : options_.format == "csv-2.0" ? CsvVersion::k20
                                                 : CsvVersion::k21;
    csv.labels = options_.labels == "both"   ? CsvLabels::kBoth
                 : options_.labels == "name" ? CsvLabels::kName
                                             : CsvLabels::kId;
    csv.keys = options_.keys == "both"     ? CsvKeys::kBoth
               : options_.keys == "obs"    ? CsvKeys::kObs
               : options_.keys == "series" ? CsvKeys::kSeries
                                           : CsvKeys::kNone;
    if (survey) csv.time = survey->has_parts_of_years() ? CsvTime::kMonths : CsvTime::kYears;
    return csv;
  }

  const ExportOptions& options_;
  const LogAccess& log_;
  ExportHead head_;
  const Structure structure_;
  MessageHead message_;
};

}  // namespace

absl::StatusOr<ExportSummary> Export(const ExportOptions& options, const LogAccess& log,
                                     absl::Time now, const ByteSink& sink) {
  LONTAR_RETURN_IF_ERROR(CheckExport(options));
  std::optional<ExportHead> head;
  LONTAR_RETURN_IF_ERROR(log([&](const LogView& view) -> absl::Status {
    LONTAR_ASSIGN_OR_RETURN(head, HeadOf(view.state, options));
    return absl::OkStatus();
  }));
  return Exporter(options, log, *std::move(head), now).Run(sink);
}

}  // namespace lontar::sdmx
