#include "core/sdmx/export.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/sdmx/cell_source.h"
#include "core/sdmx/collection_head.h"
#include "core/sdmx/data_sheet.h"
#include "core/sdmx/structure_of.h"
#include "core/sdmx/survey.h"
#include "core/sdmx/writer_of.h"

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

// Asks for no more than the view has.
absl::Status LookAtView(const catalogue::Catalogue& catalogue, fold::CellQuery* query) {
  const std::vector<std::string> shown = SdgIndicators(catalogue);
  const bool is_there = query->indicator.empty()
                            ? !shown.empty()
                            : std::ranges::find(shown, query->indicator) != shown.end();
  if (!is_there) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "EXPORT_OPTION",
        absl::StrCat("no figures of ",
                     query->indicator.empty() ? query->collection : query->indicator,
                     " are the same as a series of SDG 8.7.1, by the catalogue's cross "
                     "references; leave --view out"));
  }
  if (shown.size() == 1) query->indicator = shown.front();
  return absl::OkStatus();
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
  const auto versions = CataloguesOf(*collection, size);
  if (versions.empty()) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_ABSENT",
                         absl::StrCat("the log holds no catalogue of ", collection->act.id));
  }
  head.catalogue = versions.back();
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
  if (!options.view.empty()) LONTAR_RETURN_IF_ERROR(LookAtView(*head.catalogue, &head.query));
  head.structure = StructureOptionsOf(state, collection->act.id, size, options.agency);
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
        structure_(StructureOf(*head_.catalogue, head_.structure)),
        written_(options.view.empty() ? structure_ : SdgStructure(*head_.catalogue, structure_)) {
    head_.summary.structure = written_.DataflowReference().Text();
    head_.summary.view = options.view;
    message_ = {.id = absl::StrCat("LOG-", head_.summary.size.value()),
                .sender = options.agency,
                .is_test = !head_.summary.notice.empty(),
                .prepared = now};
  }

  absl::StatusOr<ExportSummary> Run(const ByteSink& sink) {
    if (options_.is_structure) {
      LONTAR_RETURN_IF_ERROR(sink(StructureText({WholeOf(structure_)}, message_, options_.format)));
      return head_.summary;
    }
    std::optional<Survey> survey;
    if (NeedsSurvey(HowToWrite())) {
      survey.emplace(MakeSurvey(HowToWrite(), written_));
      LONTAR_RETURN_IF_ERROR(Send(*survey).status());
    }
    const std::unique_ptr<ObservationSink> writer = MakeWriter(survey, sink);
    return Send(*writer);
  }

 private:
  Writing HowToWrite() const {
    return {options_.format, options_.labels, options_.keys, options_.time};
  }

  absl::StatusOr<ExportSummary> Send(ObservationSink& sink) const {
    ExportSummary summary = head_.summary;
    if (options_.view.empty()) {
      LONTAR_ASSIGN_OR_RETURN(const SentCells sent, SendOwn(sink));
      Fill(sent, &summary);
      return summary;
    }
    SdgView view(*head_.catalogue, structure_, &sink);
    LONTAR_ASSIGN_OR_RETURN(const SentCells sent, SendOwn(view));
    Fill(sent, &summary);
    summary.observations = view.observations();
    summary.with_value = view.observations();
    summary.disputed = 0;
    summary.not_in_view = view.not_in_view();
    return summary;
  }

  static void Fill(const SentCells& sent, ExportSummary* filled) {
    ExportSummary& summary = *filled;
    summary.observations = sent.observations;
    summary.with_value = sent.with_value;
    summary.disputed = sent.disputed;
    summary.left_out = sent.left_out;
    summary.unreadable_blocks = sent.unreadable_blocks;
  }

  absl::StatusOr<SentCells> SendOwn(ObservationSink& sink) const {
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
    return MakeDataWriter(HowToWrite(), {written_, survey ? &*survey : nullptr, message_}, sink);
  }

  const ExportOptions& options_;
  const LogAccess& log_;
  ExportHead head_;
  const Structure structure_;
  const Structure written_;  // the view's, where there is one
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
