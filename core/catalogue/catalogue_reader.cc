#include "core/catalogue/catalogue_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/catalogue/code_list_reader.h"
#include "core/catalogue/fields.h"
#include "core/catalogue/indicator_notes_reader.h"
#include "core/catalogue/rule_reader.h"
#include "core/catalogue/translation_reader.h"

namespace lontar::catalogue {
namespace {

constexpr absl::string_view kReason = "CATALOGUE_INVALID";
constexpr int kPowerMax = 9;
constexpr int kIndicatorNumberMax = 9999;
constexpr int kMaximumMax = 1'000'000'000;

constexpr std::array<absl::string_view, 15> kSections = {
    "collection", "version",    "title",      "comparison_allowed",
    "units",      "dimensions", "code_lists", "indicators",
    "framework",  "sources",    "national",   "messages",
    "texts",      "rules",      "region"};

constexpr std::array<std::pair<absl::string_view, MeasureKind>, 5> kMeasureKinds = {{
    {"number", MeasureKind::kNumber},
    {"proportion", MeasureKind::kProportion},
    {"rate", MeasureKind::kRate},
    {"share", MeasureKind::kShare},
    {"assessment", MeasureKind::kAssessment},
}};

std::optional<MeasureKind> MeasureKindOf(absl::string_view name) {
  for (const auto& [known, kind] : kMeasureKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

bool IsListLetter(absl::string_view text) {
  return text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z';
}

// A list and its number: by number, not by text, so that A2 stands before A14.
std::tuple<std::string, int> PlaceOf(const Indicator& indicator) {
  int number = 0;
  (void)absl::SimpleAtoi(absl::string_view(indicator.code).substr(indicator.list.size()), &number);
  return {indicator.list, number};
}

}  // namespace

absl::Status CatalogueReader::CollectSections(const std::vector<SourceFile>& files) {
  size_t bytes = 0;
  for (const SourceFile& file : files) {
    const TextSource source{.file = file.name, .reason = std::string(kReason)};
    bytes += file.content.size();
    if (bytes > base::kActBytesMax) {
      return InvalidText(
          source, 1,
          absl::StrCat("the files have more than ", base::kActBytesMax, " bytes together"));
    }
    LONTAR_ASSIGN_OR_RETURN(TextNode root, ReadYaml(source, file.content));
    for (size_t i = 0; i < root.keys.size(); ++i) {
      const std::string& name = root.keys[i];
      if (std::ranges::find(kSections, absl::string_view(name)) == kSections.end()) {
        return InvalidText(source, root.items[i].line,
                           absl::StrCat("section \"", name, "\" is not known"));
      }
      const int line = root.items[i].line;
      const auto [place, is_new] =
          sections_.emplace(name, Section{.source = source, .node = std::move(root.items[i])});
      if (!is_new) {
        return InvalidText(source, line,
                           absl::StrCat("section \"", name, "\" stands in ",
                                        place->second.source.file, " already"));
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<const CatalogueReader::Section*> CatalogueReader::FindSection(
    absl::string_view name) const {
  const auto found = sections_.find(std::string(name));
  const TextSource nowhere{.file = "catalogue", .reason = std::string(kReason)};
  if (found == sections_.end()) {
    return InvalidText(nowhere, 1, absl::StrCat("no file has the section \"", name, "\""));
  }
  const Section& section = found->second;
  if (section.node.kind != TextNode::Kind::kList || section.node.items.empty()) {
    return InvalidText(section.source, section.node.line,
                       absl::StrCat("section \"", name, "\" must hold a list"));
  }
  return &section;
}

absl::Status CatalogueReader::Once(const Section& section, int line, absl::string_view kind,
                                   const std::string& id) {
  if (seen_.emplace(kind, id).second) return absl::OkStatus();
  return InvalidText(section.source, line, absl::StrCat(kind, " \"", id, "\" is defined twice"));
}

absl::Status CatalogueReader::ReadHead() {
  // The five texts form one map, in whichever file each of them stands.
  TextSource source{.file = "catalogue", .reason = std::string(kReason)};
  TextNode head;
  head.kind = TextNode::Kind::kMap;
  head.line = 1;
  for (const absl::string_view name :
       {"collection", "version", "title", "region", "comparison_allowed"}) {
    const auto found = sections_.find(std::string(name));
    if (found == sections_.end()) continue;
    source = found->second.source;
    head.keys.emplace_back(name);
    head.items.push_back(found->second.node);
  }
  Fields fields(source, head, "the catalogue");
  catalogue_.collection_ = fields.StableId("collection");
  catalogue_.version_ = fields.VersionText("version");
  catalogue_.title_ = fields.Text("title");
  catalogue_.region_ = fields.TextOr("region", "");
  catalogue_.comparison_allowed_ = fields.Flag("comparison_allowed");
  return fields.Finish();
}

absl::Status CatalogueReader::ReadUnits() {
  LONTAR_ASSIGN_OR_RETURN(const Section* section, FindSection("units"));
  for (const TextNode& node : section->node.items) {
    Fields fields(section->source, node, "a unit");
    Unit unit;
    unit.code = fields.CodeText("code");
    unit.name = fields.Text("name");
    unit.base = fields.TextOr("base", unit.code);
    unit.power = fields.OptionalNumber("power", -kPowerMax, kPowerMax).value_or(0);
    unit.whole = fields.Flag("whole");
    unit.maximum = fields.OptionalNumber("maximum", 1, kMaximumMax);
    const Unit* base = unit.base == unit.code ? &unit : catalogue_.FindUnit(unit.base);
    if (base == nullptr || base->base != base->code) {
      fields.Refuse(absl::StrCat("unit \"", unit.code, "\" has the base \"", unit.base,
                                 "\"; it must be a unit without a base that stands before it"));
    }
    if (base == &unit && unit.power != 0) {
      fields.Refuse(absl::StrCat("unit \"", unit.code, "\" has a power but no base"));
    }
    LONTAR_RETURN_IF_ERROR(fields.Finish());
    LONTAR_RETURN_IF_ERROR(Once(*section, node.line, "unit", unit.code));
    catalogue_.units_.push_back(std::move(unit));
  }
  return absl::OkStatus();
}

// The items of a section that may be left out; then none.
absl::StatusOr<CatalogueReader::Items> CatalogueReader::OptionalItems(
    absl::string_view name) const {
  Items items;
  if (!sections_.contains(std::string(name))) return items;
  LONTAR_ASSIGN_OR_RETURN(items.section, FindSection(name));
  for (const TextNode& node : items.section->node.items) items.nodes.push_back(&node);
  return items;
}

absl::Status CatalogueReader::ReadCodeLists() {
  // A collection may have no breakdowns at all.
  LONTAR_ASSIGN_OR_RETURN(const Items items, OptionalItems("code_lists"));
  for (const TextNode* node : items.nodes) {
    LONTAR_ASSIGN_OR_RETURN(CodeList list, ReadCodeList(items.section->source, *node));
    LONTAR_RETURN_IF_ERROR(Once(*items.section, node->line, "code list", list.id));
    list.MakeIndex();
    catalogue_.code_lists_.push_back(std::move(list));
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadDimensions() {
  LONTAR_ASSIGN_OR_RETURN(const Items items, OptionalItems("dimensions"));
  for (const TextNode* node : items.nodes) {
    Fields fields(items.section->source, *node, "a dimension");
    Dimension dimension;
    dimension.id = fields.StableId("id");
    dimension.name = fields.Text("name");
    dimension.code_list = fields.StableId("code_list");
    dimension.total = fields.CodeText("total");
    dimension.is_age = fields.Flag("is_age");
    const CodeList* list = catalogue_.FindCodeList(dimension.code_list);
    if (list == nullptr) {
      fields.Refuse(absl::StrCat("dimension \"", dimension.id, "\" names the code list \"",
                                 dimension.code_list, "\", which is not defined"));
    } else if (!list->Has(dimension.total)) {
      fields.Refuse(absl::StrCat("dimension \"", dimension.id, "\" has the total \"",
                                 dimension.total, "\", which its code list does not have"));
    }
    LONTAR_RETURN_IF_ERROR(fields.Finish());
    LONTAR_RETURN_IF_ERROR(Once(*items.section, node->line, "dimension", dimension.id));
    catalogue_.dimensions_.push_back(std::move(dimension));
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadMeasures(const Section& section,
                                           const std::vector<const TextNode*>& nodes,
                                           Indicator* indicator) {
  for (const TextNode* node : nodes) {
    Fields fields(section.source, *node, "a measure");
    Measure measure;
    measure.id = fields.StableId("id");
    const std::string kind_name = fields.TextOr("kind", measure.id);
    measure.unit = fields.TextOr("unit", "");
    const std::optional<MeasureKind> kind = MeasureKindOf(kind_name);
    if (!kind) {
      fields.Refuse(absl::StrCat("measure \"", measure.id, "\" has the kind \"", kind_name,
                                 "\"; known are number, proportion, rate, share, assessment"));
    }
    measure.kind = kind.value_or(MeasureKind::kNumber);
    ReadRegional(&fields, &measure);
    const Unit* unit = catalogue_.FindUnit(measure.unit);
    const bool is_told_in_words = measure.kind == MeasureKind::kAssessment;
    if (is_told_in_words ? !measure.unit.empty() : unit == nullptr || unit->base != unit->code) {
      fields.Refuse(absl::StrCat("measure \"", measure.id, "\" has the unit \"", measure.unit,
                                 is_told_in_words ? "\"; an assessment has none"
                                                  : "\"; it must be a unit without a base"));
    }
    LONTAR_RETURN_IF_ERROR(fields.Finish());
    LONTAR_RETURN_IF_ERROR(
        Once(section, node->line, absl::StrCat("measure of ", indicator->id), measure.id));
    indicator->measures.push_back(std::move(measure));
  }
  return CheckRegional(section.source, nodes, *indicator);
}

absl::Status CatalogueReader::CheckDimensions(const Section& section, int line,
                                              const Indicator& indicator) {
  if (indicator.dimensions.size() > static_cast<size_t>(base::kDimensionsMax)) {
    return InvalidText(section.source, line,
                       absl::StrCat("indicator \"", indicator.id, "\" has more than ",
                                    base::kDimensionsMax, " dimensions"));
  }
  for (const std::string& id : indicator.dimensions) {
    if (catalogue_.FindDimension(id) == nullptr) {
      return InvalidText(section.source, line,
                         absl::StrCat("indicator \"", indicator.id, "\" names the dimension \"", id,
                                      "\", which is not defined"));
    }
    LONTAR_RETURN_IF_ERROR(Once(section, line, absl::StrCat("dimension of ", indicator.id), id));
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::SetAge(const Section& section, int line, Indicator* indicator) {
  if (indicator->age_code.empty()) return absl::OkStatus();
  indicator->age_range = observation::AgeOf(indicator->age_code);
  for (const std::string& id : indicator->dimensions) {
    const Dimension& dimension = *catalogue_.FindDimension(id);
    if (indicator->age_range && dimension.is_age &&
        catalogue_.FindCodeList(dimension.code_list)->Has(indicator->age_code)) {
      return absl::OkStatus();
    }
  }
  return InvalidText(
      section.source, line,
      absl::StrCat("indicator \"", indicator->id, "\" has the age \"", indicator->age_code,
                   "\"; it must be an interval of the code list of its age dimension"));
}

absl::StatusOr<std::map<std::string, std::vector<std::string>>>
CatalogueReader::ReadCodesByDimension(const Section& section, const TextNode* node,
                                      const Indicator& indicator) {
  std::map<std::string, std::vector<std::string>> result;
  if (node == nullptr) return result;
  Fields fields(section.source, *node, "a rule on codes");
  for (const std::string& id : node->keys) {
    const std::vector<std::string> codes = fields.Texts(id);
    if (std::ranges::find(indicator.dimensions, id) == indicator.dimensions.end()) {
      fields.Refuse(
          absl::StrCat("\"", id, "\" is no dimension of indicator \"", indicator.id, "\""));
      break;
    }
    const CodeList* list = catalogue_.FindCodeList(catalogue_.FindDimension(id)->code_list);
    for (const std::string& code : codes) {
      if (!list->Has(code)) {
        fields.Refuse(
            absl::StrCat("code \"", code, "\" is not in the code list \"", list->id, "\""));
      }
    }
    result.emplace(id, codes);
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  return result;
}

absl::Status CatalogueReader::ReadCrossReferences(const Section& section, const TextNode* list,
                                                  Indicator* indicator) {
  if (list == nullptr) return absl::OkStatus();
  for (const TextNode& node : list->items) {
    LONTAR_ASSIGN_OR_RETURN(CrossReference reference,
                            ReadCrossReference(section.source, node, catalogue_, *indicator));
    LONTAR_RETURN_IF_ERROR(
        Once(section, node.line, absl::StrCat("cross-reference of ", indicator->id),
             absl::StrCat(reference.system, " ", reference.series, " ", reference.measure)));
    indicator->cross_references.push_back(std::move(reference));
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadIndicator(const Section& section, const TextNode& node) {
  Fields fields(section.source, node, "an indicator");
  Indicator indicator;
  indicator.id = fields.StableId("id");
  indicator.list = fields.Text("list");
  indicator.code = absl::StrCat(indicator.list, fields.Number("number", 1, kIndicatorNumberMax));
  indicator.name = fields.Text("name");
  indicator.short_name = fields.Text("short_name");
  indicator.is_guess = fields.Flag("guess");
  indicator.basis = fields.Text("basis");
  ReadMeaning(&fields, &indicator);
  const std::vector<const TextNode*> measures = fields.Items("measures");
  indicator.dimensions = fields.Texts("dimensions");
  indicator.age_code = fields.TextOr("age", "");
  const TextNode* counts_only = fields.OptionalMap("counts_only");
  const TextNode* specified = fields.OptionalMap("specified");
  indicator.denominator = fields.TextOr("denominator", "");
  indicator.disclosure = fields.Text("disclosure");
  indicator.data_sources = fields.Texts("data_sources");
  const TextNode* references = fields.OptionalList("cross_references");
  indicator.notes = fields.TextOr("notes", "");
  if (!IsListLetter(indicator.list)) {
    fields.Refuse(absl::StrCat("list \"", indicator.list, "\" must be one letter from A to Z"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  LONTAR_RETURN_IF_ERROR(Once(section, node.line, "indicator", indicator.id));
  LONTAR_RETURN_IF_ERROR(Once(section, node.line, "list and number", indicator.code));
  LONTAR_RETURN_IF_ERROR(ReadMeasures(section, measures, &indicator));
  LONTAR_RETURN_IF_ERROR(CheckDimensions(section, node.line, indicator));
  LONTAR_RETURN_IF_ERROR(SetAge(section, node.line, &indicator));
  LONTAR_ASSIGN_OR_RETURN(indicator.counts_only,
                          ReadCodesByDimension(section, counts_only, indicator));
  LONTAR_ASSIGN_OR_RETURN(indicator.specified, ReadCodesByDimension(section, specified, indicator));
  LONTAR_RETURN_IF_ERROR(ReadCrossReferences(section, references, &indicator));
  catalogue_.indicators_.push_back(std::move(indicator));
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadIndicators() {
  LONTAR_ASSIGN_OR_RETURN(const Section* section, FindSection("indicators"));
  for (const TextNode& node : section->node.items) {
    LONTAR_RETURN_IF_ERROR(ReadIndicator(*section, node));
  }
  std::ranges::sort(catalogue_.indicators_, {}, PlaceOf);
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadFrameworkRow(const Section& section, const TextNode& node,
                                               FrameworkRow row) {
  Fields fields(section.source, node, "a framework row");
  row.id = fields.VersionText("id");
  row.indicator = fields.StableId("indicator");
  row.wording = fields.Text("wording");
  row.variant = fields.TextOr("variant", "");
  const auto found = std::ranges::find(catalogue_.indicators_, row.indicator, &Indicator::id);
  if (found == catalogue_.indicators_.end()) {
    fields.Refuse(absl::StrCat("row \"", row.id, "\" names the indicator \"", row.indicator,
                               "\", which is not defined"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  LONTAR_RETURN_IF_ERROR(Once(section, node.line, "framework row", row.id));
  found->annex2_rows.push_back(row.id);
  catalogue_.framework_.push_back(std::move(row));
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadResultArea(const Section& section, const TextNode& node,
                                             const FrameworkRow& area) {
  Fields fields(section.source, node, "a result area");
  FrameworkRow row = area;
  row.result_area = fields.Text("result_area");
  ResultArea result_area{.id = fields.TextOr("id", ""),
                         .name = row.result_area,
                         .area = row.area,
                         .area_name = row.area_name,
                         .timeframe = fields.TextOr("timeframe", ""),
                         .bodies = fields.Texts("bodies"),
                         .data_sources = fields.Texts("data_sources")};
  const std::vector<const TextNode*> rows = fields.Items("rows");
  if (!result_area.id.empty() && !IsCodeText(result_area.id)) {
    fields.Refuse(absl::StrCat("result area \"", result_area.id,
                               "\" must be 1 to 64 letters, digits, _ or -"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  if (!result_area.id.empty()) {
    LONTAR_RETURN_IF_ERROR(Once(section, node.line, "result area", result_area.id));
  }
  catalogue_.result_areas_.push_back(std::move(result_area));
  for (const TextNode* item : rows) {
    LONTAR_RETURN_IF_ERROR(ReadFrameworkRow(section, *item, row));
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadFramework() {
  // A collection may have no framework document; then nothing is traced to one.
  if (!sections_.contains("framework")) return absl::OkStatus();
  LONTAR_ASSIGN_OR_RETURN(const Section* section, FindSection("framework"));
  for (const TextNode& node : section->node.items) {
    Fields fields(section->source, node, "a focus area");
    FrameworkRow row;
    row.area = fields.CodeText("area");
    row.area_name = fields.Text("name");
    const std::vector<const TextNode*> result_areas = fields.Items("result_areas");
    LONTAR_RETURN_IF_ERROR(fields.Finish());
    LONTAR_RETURN_IF_ERROR(Once(*section, node.line, "focus area", row.area));
    for (const TextNode* item : result_areas) {
      LONTAR_RETURN_IF_ERROR(ReadResultArea(*section, *item, row));
    }
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadSources() {
  LONTAR_ASSIGN_OR_RETURN(const Items items, OptionalItems("sources"));
  for (const TextNode* node : items.nodes) {
    Fields fields(items.section->source, *node, "a source");
    SourceDocument document{.id = fields.StableId("id"),
                            .title = fields.Text("title"),
                            .notes = fields.TextOr("notes", "")};
    LONTAR_RETURN_IF_ERROR(fields.Finish());
    LONTAR_RETURN_IF_ERROR(Once(*items.section, node->line, "source", document.id));
    catalogue_.sources_.push_back(std::move(document));
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadNational() {
  LONTAR_ASSIGN_OR_RETURN(const Items items, OptionalItems("national"));
  for (const TextNode* node : items.nodes) {
    LONTAR_ASSIGN_OR_RETURN(std::vector<NationalCode> codes,
                            ReadNationalCodes(items.section->source, *node, catalogue_));
    // A list is never empty (Fields::Items).
    const std::string whose =
        absl::StrCat("list of ", codes.front().member, "'s codes for ", codes.front().code_list);
    LONTAR_RETURN_IF_ERROR(Once(*items.section, node->line, "national", whose));
    for (NationalCode& code : codes) {
      LONTAR_RETURN_IF_ERROR(Once(*items.section, node->line, whose, code.national));
      catalogue_.national_codes_.push_back(std::move(code));
    }
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadTexts() {
  catalogue_.texts_ = EnglishTexts(catalogue_);
  LONTAR_ASSIGN_OR_RETURN(const Items messages, OptionalItems("messages"));
  for (const TextNode* node : messages.nodes) {
    LONTAR_RETURN_IF_ERROR(ReadMessage(messages.section->source, *node, &catalogue_.texts_));
  }
  LONTAR_ASSIGN_OR_RETURN(const Items items, OptionalItems("texts"));
  for (const TextNode* node : items.nodes) {
    LONTAR_ASSIGN_OR_RETURN(Translation translation,
                            ReadTranslation(items.section->source, *node, catalogue_));
    LONTAR_RETURN_IF_ERROR(Once(*items.section, node->line, "language", translation.language));
    catalogue_.translations_.push_back(std::move(translation));
  }
  return absl::OkStatus();
}

absl::Status CatalogueReader::ReadRuleSection() {
  if (!sections_.contains("rules")) return absl::OkStatus();
  LONTAR_ASSIGN_OR_RETURN(const Section* section, FindSection("rules"));
  LONTAR_ASSIGN_OR_RETURN(catalogue_.rules_, ReadRules(section->source, section->node, catalogue_));
  return absl::OkStatus();
}

absl::StatusOr<Catalogue> CatalogueReader::Read(const std::vector<SourceFile>& files) {
  LONTAR_RETURN_IF_ERROR(CollectSections(files));
  LONTAR_RETURN_IF_ERROR(ReadHead());
  LONTAR_RETURN_IF_ERROR(ReadUnits());
  LONTAR_RETURN_IF_ERROR(ReadCodeLists());
  LONTAR_RETURN_IF_ERROR(ReadDimensions());
  LONTAR_RETURN_IF_ERROR(ReadIndicators());
  LONTAR_RETURN_IF_ERROR(ReadFramework());
  LONTAR_RETURN_IF_ERROR(ReadSources());
  LONTAR_RETURN_IF_ERROR(ReadNational());
  LONTAR_RETURN_IF_ERROR(ReadTexts());
  LONTAR_RETURN_IF_ERROR(ReadRuleSection());
  return std::move(catalogue_);
}

}  // namespace lontar::catalogue
