#include "cli/last_figures.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/mapping_file.h"
#include "cli/text_layout.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/import_file.h"
#include "core/observation/decimal.h"

namespace lontar::cli {
namespace {

using catalogue::Catalogue;
using formats::HintedFigures;
using observation::Block;
using observation::Figures;
using observation::Row;

absl::StatusOr<Row> RowOf(const Answer& answer) {
  Row row;
  row.codes = answer.Texts("codes");
  const auto value = observation::ParseDecimal(answer.Text("value"));
  const auto status = observation::StatusOf(answer.Text("status"));
  if (!value.ok() || !status) {
    return base::Problem(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                         "a figure of the node's answer has no decimal or no status");
  }
  row.value = *value;
  row.status = *status;
  row.source = answer.Text("source");
  row.definition = answer.Text("definition");
  row.comment = answer.Text("comment");
  for (const std::string& id : answer.Texts("deviations")) {
    const auto deviation = observation::DeviationOf(id);
    if (deviation) row.deviations |= observation::SetOf(*deviation);
  }
  return row;
}

bool FitsIndicator(const catalogue::Indicator& indicator, const Block& block) {
  return Catalogue::FindMeasure(indicator, block.measure) != nullptr &&
         block.dimensions == indicator.dimensions;
}

absl::Status AddBlocks(const Answer& answer, const catalogue::Indicator& indicator,
                       Figures* figures, uint64_t* left_out) {
  for (const Answer& stated : answer.List("blocks")) {
    Block block{.measure = stated.Text("measure"), .period = stated.Text("period")};
    block.dimensions = stated.Texts("dimensions");
    if (!FitsIndicator(indicator, block)) {
      *left_out += stated.List("rows").size();
      continue;
    }
    for (const Answer& one : stated.List("rows")) {
      LONTAR_ASSIGN_OR_RETURN(Row row, RowOf(one));
      if (row.codes.size() == block.dimensions.size()) block.rows.push_back(std::move(row));
    }
    figures->blocks.push_back(std::move(block));
  }
  return absl::OkStatus();
}

absl::Status AddRound(const Call& call, const formats::TemplateRequest& request,
                      const Catalogue& catalogue, KnownFigures* known) {
  if (!call.arguments.Has("node")) {
    return UsageProblem("name with --node the folder of the node that has the round's figures");
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          node->LastFigures(catalogue.collection(),
                                            call.arguments.Text("from-round"), request.provider));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  if (answer.Text("member") != request.member) {
    return UsageProblem(absl::StrCat("the node is of ", answer.Text("member"),
                                     ", the workbook for ", request.member));
  }
  LONTAR_ASSIGN_OR_RETURN(KnownFigures round, KnownOfRound(answer, catalogue));
  known->left_out += round.left_out;
  for (HintedFigures& hint : round.hints) known->hints.push_back(std::move(hint));
  for (formats::HintedWords& words : round.words) {
    const bool is_asked = std::ranges::count(request.indicators, words.indicator) > 0;
    if (is_asked) known->words.push_back(std::move(words));
  }
  return absl::OkStatus();
}

// "uis_net_enrolment.csv" of a path.
std::string BaseNameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

absl::Status AddPublished(const Call& call, const formats::TemplateRequest& request,
                          const Catalogue& catalogue, KnownFigures* known) {
  const std::string name = call.arguments.Text("prefill");
  LONTAR_ASSIGN_OR_RETURN(const auto mapping, ReadMappingOf(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string content,
                          base::ReadWholeFile(name, base::kImportBytesMax));
  const auto mapped = formats::MapFile(content, name, mapping, catalogue);
  if (!mapped.ok()) return base::Annotate(mapped.status(), name);
  auto read = formats::ImportTables(mapped->tables, catalogue, request.member);
  if (!read.ok()) return base::Annotate(read.status(), name);
  const formats::RowCounts counts = formats::CountRows(*read);
  if (counts.refused > 0) {
    call.terminal->Warning(
        absl::StrCat(Counted(static_cast<uint64_t>(counts.refused), "row", "rows"), " of ", name,
                     " cannot be read; lontar import --dry-run names them"));
  }
  const auto rule = request.round ? std::optional(request.round->year_rule) : std::nullopt;
  for (const formats::ImportedIndicator& imported : read->indicators) {
    const auto& ids = request.indicators;
    if (std::ranges::find(ids, imported.indicator) == ids.end()) continue;
    int left_out = 0;
    Figures chosen = formats::OneOfEachCell({imported.indicator, imported.blocks}, rule, &left_out);
    known->left_out += static_cast<uint64_t>(left_out);
    known->hints.push_back({std::move(chosen), absl::StrCat("published: ", BaseNameOf(name))});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<KnownFigures> KnownOfRound(const Answer& answer, const Catalogue& catalogue) {
  KnownFigures known;
  known.left_out = answer.Number("left_out");
  for (const Answer& stated : answer.List("indicators")) {
    const catalogue::Indicator* indicator = catalogue.FindIndicator(stated.Text("indicator"));
    if (indicator == nullptr) continue;
    HintedFigures hint{{indicator->id, {}}, absl::StrCat("round ", answer.Text("round"))};
    LONTAR_RETURN_IF_ERROR(AddBlocks(stated, *indicator, &hint.figures, &known.left_out));
    known.hints.push_back(std::move(hint));
  }
  for (const Answer& said : answer.List("narratives")) {
    const std::string round = said.Text("round");
    known.words.push_back({said.Text("indicator"), said.Text("words"), said.Text("references"),
                           round.empty() ? "said before" : absl::StrCat("round ", round)});
  }
  return known;
}

absl::StatusOr<KnownFigures> KnownFor(const Call& call, const formats::TemplateRequest& request,
                                      const Catalogue& catalogue) {
  KnownFigures known;
  if (call.arguments.Has("from-round")) {
    LONTAR_RETURN_IF_ERROR(AddRound(call, request, catalogue, &known));
  }
  if (call.arguments.Has("prefill")) {
    LONTAR_RETURN_IF_ERROR(AddPublished(call, request, catalogue, &known));
  } else if (call.arguments.Has("mapping")) {
    return UsageProblem("--mapping says what a file of --prefill means; name that file");
  }
  return known;
}

}  // namespace lontar::cli
