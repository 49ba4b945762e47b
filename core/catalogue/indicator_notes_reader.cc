#include "core/catalogue/indicator_notes_reader.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::catalogue {
namespace {

// The keys of an indicator that may be proposals of the catalogue. List, number and wording have
// the key `guess`.
constexpr std::array<absl::string_view, 9> kGuessable = {
    "age",      "cross_references", "definition",    "denominator", "dimensions",
    "measures", "specified",        "stock_or_flow", "universe"};

// The codes of one row, by dimension: one code each.
absl::Status ReadRowCodes(const TextSource& source, const TextNode& node,
                          const Catalogue& catalogue, CrossReference* reference) {
  Fields fields(source, node, "the codes of a cross-reference");
  for (const std::string& id : node.keys) {
    const std::string code = fields.CodeText(id);
    const Dimension* dimension = catalogue.FindDimension(id);
    if (dimension == nullptr || !catalogue.FindCodeList(dimension->code_list)->Has(code)) {
      fields.Refuse(
          absl::StrCat("code ", base::Quoted(code), " is no code of a dimension \"", id, "\""));
    }
    reference->codes.emplace(id, code);
  }
  return fields.Finish();
}

}  // namespace

void ReadMeaning(Fields* fields, Indicator* indicator) {
  indicator->definition = fields->TextOr("definition", "");
  indicator->universe = fields->TextOr("universe", "");
  indicator->stock_or_flow = fields->TextOr("stock_or_flow", "");
  indicator->guesses = fields->Texts("guesses");
  const std::string& kind = indicator->stock_or_flow;
  if (!kind.empty() && kind != "stock" && kind != "flow") {
    fields->Refuse(absl::StrCat("key \"stock_or_flow\" holds ", base::Quoted(kind),
                                "; it must be stock (on a day) or flow (over a period)"));
  }
  for (const std::string& key : indicator->guesses) {
    if (std::ranges::find(kGuessable, absl::string_view(key)) != kGuessable.end()) continue;
    fields->Refuse(absl::StrCat("key \"guesses\" names ", base::Quoted(key), "; it may name ",
                                absl::StrJoin(kGuessable, ", ")));
  }
}

void ReadRegional(Fields* fields, Measure* measure) {
  measure->is_summed = fields->Flag("regional_sum");
  measure->regional_numerator = fields->TextOr("numerator", "");
  measure->regional_denominator = fields->TextOr("denominator", "");
  const bool is_number = measure->kind == MeasureKind::kNumber;
  if (measure->is_summed && !is_number) {
    fields->Refuse(
        absl::StrCat("measure \"", measure->id, "\" says regional_sum; only numbers can be added"));
  }
  const bool has_both =
      measure->regional_numerator.empty() == measure->regional_denominator.empty();
  const bool is_part = !is_number && measure->kind != MeasureKind::kAssessment;
  if (!has_both || (!measure->regional_numerator.empty() && !is_part)) {
    fields->Refuse(
        absl::StrCat("measure \"", measure->id,
                     "\" names a numerator or a denominator; a proportion, rate or share names "
                     "both, and nothing else does"));
  }
}

absl::Status CheckRegional(const TextSource& source, const std::vector<const TextNode*>& nodes,
                           const Indicator& indicator) {
  const auto is_summed = [&indicator](const std::string& id) {
    const Measure* measure = Catalogue::FindMeasure(indicator, id);
    return measure != nullptr && measure->is_summed;
  };
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Measure& measure = indicator.measures[i];
    for (const std::string* id : {&measure.regional_numerator, &measure.regional_denominator}) {
      if (id->empty() || is_summed(*id)) continue;
      return InvalidText(source, nodes[i]->line,
                         absl::StrCat("measure \"", measure.id, "\" names ", base::Quoted(*id),
                                      "; it must be a measure of the same indicator with "
                                      "regional_sum"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<CrossReference> ReadCrossReference(const TextSource& source, const TextNode& node,
                                                  const Catalogue& catalogue,
                                                  const Indicator& indicator) {
  Fields fields(source, node, "a cross-reference");
  CrossReference reference;
  reference.system = fields.Text("system");
  reference.series = fields.VersionText("series");
  reference.sdg = fields.TextOr("sdg", "");
  reference.measure = fields.StableId("measure");
  const TextNode* codes = fields.OptionalMap("codes");
  const std::string relation = fields.Text("relation");
  reference.is_same = relation == "same";
  reference.notes = fields.TextOr("notes", "");
  if (relation != "same" && relation != "near") {
    fields.Refuse(absl::StrCat("key \"relation\" holds ", base::Quoted(relation),
                               "; it must be same or near"));
  }
  if (Catalogue::FindMeasure(indicator, reference.measure) == nullptr) {
    fields.Refuse(absl::StrCat("indicator \"", indicator.id, "\" has no measure \"",
                               reference.measure, "\""));
  }
  if (!reference.sdg.empty() && !IsVersionText(reference.sdg)) {
    fields.Refuse(absl::StrCat("key \"sdg\" holds ", base::Quoted(reference.sdg),
                               "; it must be an indicator's number such as 8.7.1"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  if (codes != nullptr) {
    LONTAR_RETURN_IF_ERROR(ReadRowCodes(source, *codes, catalogue, &reference));
    for (const auto& [id, code] : reference.codes) {
      if (std::ranges::find(indicator.dimensions, id) != indicator.dimensions.end()) continue;
      return InvalidText(
          source, codes->line,
          absl::StrCat("\"", id, "\" is no dimension of indicator \"", indicator.id, "\""));
    }
  }
  return reference;
}

}  // namespace lontar::catalogue
