#include "core/sdmx/structure_of.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/formats/sdmx_csv.h"
#include "core/sdmx/standard_codes.h"

namespace lontar::sdmx {
namespace {

using catalogue::Catalogue;
using catalogue::Dimension;
using catalogue::Indicator;

bool Uses(const Indicator& indicator, absl::string_view dimension) {
  return std::ranges::find(indicator.dimensions, dimension) != indicator.dimensions.end();
}

// The codes name their list by two letters: "AG_POLICE".
bool HasPrefixedCodes(const Catalogue& catalogue, const Dimension& dimension) {
  const catalogue::CodeList* list = catalogue.FindCodeList(dimension.code_list);
  return list != nullptr && std::ranges::all_of(list->codes, [](const catalogue::Code& code) {
           return code.id[0] == '_' || (code.id.size() > 3 && code.id[2] == '_');
         });
}

bool StandBesideOneAnother(const Catalogue& catalogue, absl::string_view one,
                           absl::string_view other) {
  return std::ranges::any_of(catalogue.indicators(), [&](const Indicator& indicator) {
    return Uses(indicator, one) && Uses(indicator, other);
  });
}

// The dimensions that COMP_BREAKDOWN stands for: no indicator has two of them.
std::vector<std::string> CompositeDimensions(const Catalogue& catalogue) {
  std::vector<std::string> composite;
  for (const Dimension& dimension : catalogue.dimensions()) {
    if (!HasPrefixedCodes(catalogue, dimension)) continue;
    const bool is_free = std::ranges::none_of(composite, [&](const std::string& taken) {
      return StandBesideOneAnother(catalogue, taken, dimension.id);
    });
    if (is_free) composite.push_back(dimension.id);
  }
  return composite;
}

int UsesOf(const Catalogue& catalogue, absl::string_view dimension) {
  return static_cast<int>(std::ranges::count_if(
      catalogue.indicators(),
      [&](const Indicator& indicator) { return Uses(indicator, dimension); }));
}

// A dimension of the structure with the catalogue's of which it is made; none: one of the three
// that every structure begins with.
struct PlannedDimension {
  std::string id;
  std::string name;
  std::vector<std::string> sources;
};

std::vector<PlannedDimension> PlanDimensions(const Catalogue& catalogue) {
  std::vector<PlannedDimension> planned = {
      {"FREQ", "Frequency"}, {"REF_AREA", "Reference area"}, {"INDICATOR", "Indicator"}};
  const std::vector<std::string> composite = CompositeDimensions(catalogue);
  // What one indicator alone has beside a composite one stands behind what all have.
  std::vector<PlannedDimension> rare;
  for (const Dimension& dimension : catalogue.dimensions()) {
    const int uses = UsesOf(catalogue, dimension.id);
    if (uses == 0 || std::ranges::find(composite, dimension.id) != composite.end()) continue;
    const bool is_rare = uses == 1 && std::ranges::any_of(composite, [&](const std::string& other) {
                           return StandBesideOneAnother(catalogue, other, dimension.id);
                         });
    (is_rare ? rare : planned)
        .push_back({ComponentId(dimension.id), dimension.name, {dimension.id}});
  }
  if (!composite.empty()) {
    planned.push_back({std::string(kCompBreakdown), "Other breakdown", composite});
  }
  std::ranges::move(rare, std::back_inserter(planned));
  return planned;
}

// "2025.1" is 2025.1.0, and so is "2025.01": three numbers without zeros before them, as SDMX 3
// counts. What is no number counts as 0.
std::string VersionOf(const Catalogue& catalogue) {
  std::vector<std::string> numbers;
  for (absl::string_view piece : absl::StrSplit(catalogue.version(), '.')) {
    while (piece.size() > 1 && piece[0] == '0') piece.remove_prefix(1);
    const bool is_number =
        !piece.empty() && std::ranges::all_of(piece, [](char c) { return absl::ascii_isdigit(c); });
    numbers.emplace_back(is_number ? piece : absl::string_view("0"));
  }
  while (numbers.size() < 3) numbers.emplace_back("0");
  return absl::StrCat(numbers[0], ".", numbers[1], ".", numbers[2]);
}

class StructureMaker {
 public:
  StructureMaker(const Catalogue& catalogue, const StructureOptions& options)
      : catalogue_(catalogue), options_(options), planned_(PlanDimensions(catalogue)) {}

  Structure Make() {
    made_.reference = {options_.agency, ComponentId(catalogue_.collection()),
                       VersionOf(catalogue_)};
    made_.name = catalogue_.title();
    AddDimensions();
    AddMeasure();
    AddAttributes();
    AddConcepts();
    AddOrganisations();
    AddCategories();
    AddConstraints();
    return std::move(made_);
  }

 private:
  Reference Own(std::string id) const {
    return {options_.agency, std::move(id), made_.reference.version};
  }

  int AddList(ItemScheme list) {
    made_.code_lists.push_back(std::move(list));
    return static_cast<int>(made_.code_lists.size()) - 1;
  }

  ItemScheme OwnList(absl::string_view id, std::string name, std::vector<Item> items) const {
    ItemScheme list;
    list.reference = Own(absl::StrCat("CL_", id));
    list.name = std::move(name);
    list.items = std::move(items);
    return list;
  }

  void AddDimensions() {
    for (const PlannedDimension& planned : planned_) {
      Component component{.id = planned.id, .name = planned.name, .is_mandatory = true};
      if (planned.id == "FREQ") {
        component.code_list = AddList(FrequencyCodes());
      } else if (planned.id == "REF_AREA") {
        component.code_list = AddList(AreaCodes());
      } else if (planned.id == "INDICATOR") {
        component.code_list = AddList(IndicatorCodes());
      } else {
        component.code_list = AddList(CodesOf(planned));
      }
      made_.dimensions.push_back(std::move(component));
    }
    made_.time = {.id = "TIME_PERIOD",
                  .name = "Time period",
                  .text_type = "ObservationalTimePeriod",
                  .is_mandatory = true};
  }

  ItemScheme AreaCodes() const {
    ItemScheme list;
    list.reference = {"SDMX", "CL_AREA", "2.0.1"};
    list.name = "Reference area";
    list.is_partial = true;
    for (const Area& area : options_.areas) list.items.push_back({area.code, area.name});
    return list;
  }

  static std::string MeasureName(const catalogue::Measure& measure) { return measure.id; }

  ItemScheme IndicatorCodes() const {
    ItemScheme list = OwnList("INDICATOR", "Indicator", {});
    for (const Indicator& indicator : catalogue_.indicators()) {
      for (const catalogue::Measure& measure : indicator.measures) {
        if (measure.kind == catalogue::MeasureKind::kAssessment) continue;
        const std::string& name =
            indicator.short_name.empty() ? indicator.name : indicator.short_name;
        list.items.push_back({.id = formats::SdmxIndicatorCode(indicator, measure),
                              .name = absl::StrCat(name, " (", MeasureName(measure), ")"),
                              .annotations = {{"LONG_NAME", indicator.name}}});
      }
    }
    return list;
  }

  // True if some indicator leaves the dimension out, so that its key says _Z.
  bool IsLeftOut(const PlannedDimension& planned) const {
    return std::ranges::any_of(catalogue_.indicators(), [&](const Indicator& indicator) {
      return std::ranges::none_of(
          planned.sources, [&](const std::string& source) { return Uses(indicator, source); });
    });
  }

  void AppendCodes(const catalogue::CodeList& from, ItemScheme* list) const {
    for (const catalogue::Code& code : from.codes) {
      if (list->Find(code.id) != nullptr) continue;
      Item item{.id = code.id, .name = code.name, .parent = code.parent};
      const std::optional<observation::AgeInterval> age = observation::AgeOf(code.id);
      if (age) {
        item.annotations.emplace_back("AGE_FROM", absl::StrCat(age->from));
        if (age->to) item.annotations.emplace_back("AGE_TO", absl::StrCat(*age->to));
      }
      if (!code.validity.from.empty()) {
        item.annotations.emplace_back("VALID_FROM", code.validity.from);
      }
      if (!code.validity.to.empty()) item.annotations.emplace_back("VALID_TO", code.validity.to);
      list->items.push_back(std::move(item));
    }
  }

  // The list of a dimension. It keeps the name of the registered one only as long as every code is
  // of that one.
  ItemScheme CodesOf(const PlannedDimension& planned) const {
    ItemScheme list = OwnList(planned.id, planned.name, {});
    const bool is_composite = planned.id == kCompBreakdown;
    for (const std::string& source : planned.sources) {
      const Dimension& dimension = *catalogue_.FindDimension(source);
      const catalogue::CodeList& from = *catalogue_.FindCodeList(dimension.code_list);
      AppendCodes(from, &list);
      if (!from.source.empty()) list.annotations.emplace_back("SOURCE", from.source);
      const std::optional<Reference> registered = RegisteredAs(from.source);
      if (registered && !is_composite) {
        list.reference = *registered;
        list.is_partial = true;
      }
    }
    if (is_composite) RenameTotal(&list);
    const std::string missing(is_composite ? kTotal : kNotApplicable);
    if (IsLeftOut(planned) && list.Find(missing) == nullptr) {
      list.items.push_back({missing, is_composite ? "No other breakdown" : "Not applicable"});
      if (!is_composite) list.reference = Own(absl::StrCat("CL_", planned.id));
      list.is_partial = false;
    }
    return list;
  }

  static void RenameTotal(ItemScheme* list) {
    for (Item& item : list->items) {
      if (item.id == kTotal) item.name = "No other breakdown";
    }
  }

  void AddMeasure() {
    made_.measure = {.id = "OBS_VALUE", .name = "Value", .text_type = "Decimal"};
  }

  void AddAttribute(Component component, std::optional<ItemScheme> list = std::nullopt) {
    if (list) {
      component.code_list = AddList(*std::move(list));
    } else {
      component.text_type = component.text_type.empty() ? "String" : component.text_type;
    }
    made_.attributes.push_back(std::move(component));
  }

  void AddAttributes() {
    AddAttribute(
        {.id = "UNIT_MEASURE", .name = "Unit", .is_mandatory = true, .dimension = "INDICATOR"},
        UnitCodes());
    AddAttribute({.id = "UNIT_MULT",
                  .name = "Unit multiplier",
                  .is_mandatory = true,
                  .dimension = "INDICATOR"},
                 UnitMultiplierCodes());
    AddAttribute({.id = "OBS_STATUS", .name = "Status", .is_mandatory = true}, StatusCodes());
    AddAttribute({.id = "CONF_STATUS", .name = "Confidentiality", .is_mandatory = true},
                 ConfidentialityCodes());
    AddAttribute({.id = "DATA_PROVIDER", .name = "Provider", .is_mandatory = true},
                 ProviderCodes());
    AddAttribute(
        {.id = "DEFINITION", .name = "Definition followed", .is_mandatory = true},
        OwnList("DEFINITION", "Definition followed",
                {{"CATALOGUE", "The definition of the catalogue"},
                 {"NATIONAL", "A definition of the provider's own, stated in METHOD_NOTE"}}));
    AddAttribute({.id = "BASELINE", .name = "Baseline of the member"},
                 OwnList("BASELINE", "Baseline", {{"Y", "The member's baseline"}}));
    AddAttribute({.id = "DISPUTE", .name = "Why the figure is disputed"},
                 OwnList("DISPUTE", "Dispute",
                         {{"SAME_DEFINITION", "One definition, unequal figures"},
                          {"DEFINITIONS_DIFFER", "The definitions differ"}}));
    AddAttribute({.id = "DEVIATION", .name = "Deviations from what was asked"});
    AddAttribute({.id = "SOURCE_DETAIL", .name = "Source"});
    AddAttribute({.id = "METHOD_NOTE", .name = "Definition in words"});
    AddAttribute({.id = "COMMENT_OBS", .name = "Comment"});
    AddAttribute({.id = "ON_BEHALF", .name = "Office that entered it for the provider"});
    AddAttribute({.id = "SUBMISSION_ID", .name = "Signed report"});
    AddAttribute({.id = "LOG_INDEX", .name = "Index in the log", .text_type = "Integer"});
  }

  ItemScheme UnitCodes() const {
    ItemScheme list = OwnList("UNIT_MEASURE", "Unit", {});
    for (const Indicator& indicator : catalogue_.indicators()) {
      for (const catalogue::Measure& measure : indicator.measures) {
        const catalogue::Unit* unit = catalogue_.FindUnit(measure.unit);
        if (unit == nullptr) continue;
        const std::string code = unit->whole ? "NUMBER" : unit->code;
        if (list.Find(code) == nullptr) {
          list.items.push_back({code, unit->whole ? "Number" : unit->name});
        }
      }
    }
    return list;
  }

  ItemScheme ProviderCodes() const {
    ItemScheme list = OwnList("DATA_PROVIDER", "Provider", {});
    for (const Provider& provider : options_.providers) {
      list.items.push_back({ProviderCode(provider.id), provider.name});
    }
    list.items.push_back({"_SEVERAL", "Several providers whose figures differ"});
    return list;
  }

  void AddConcepts() {
    made_.concepts.reference = Own(absl::StrCat(made_.reference.id, "_CONCEPTS"));
    made_.concepts.name = absl::StrCat("Concepts of ", made_.name);
    const auto add = [this](const Component& component) {
      made_.concepts.items.push_back({component.id, component.name});
    };
    std::ranges::for_each(made_.dimensions, add);
    add(made_.time);
    add(made_.measure);
    std::ranges::for_each(made_.attributes, add);
  }

  // Both schemes have their ids and their version from the standard.
  void AddOrganisations() {
    // "ASEC.STAT" is the item STAT of ASEC's scheme.
    const size_t dot = options_.agency.rfind('.');
    const bool is_nested = dot != std::string::npos;
    made_.agencies.reference = {is_nested ? options_.agency.substr(0, dot) : "SDMX", "AGENCIES",
                                "1.0"};
    made_.agencies.name = "Agencies";
    made_.agencies.is_partial = true;
    made_.agencies.items = {
        {is_nested ? options_.agency.substr(dot + 1) : options_.agency, options_.agency}};
    made_.providers.reference = {options_.agency, "DATA_PROVIDERS", "1.0"};
    made_.providers.name = "Data providers";
    for (const Area& area : options_.areas) {
      made_.providers.items.push_back({area.code, area.name});
      made_.provisions.push_back(
          {Own(absl::StrCat(made_.reference.id, "_", area.code)), area.name, area.code});
    }
    for (const Provider& provider : options_.providers) {
      made_.providers.items.push_back({ProviderCode(provider.id), provider.name});
    }
  }

  Category CategoryOf(const Indicator& indicator) const {
    const std::string& name = indicator.short_name.empty() ? indicator.name : indicator.short_name;
    return {.id = ComponentId(indicator.code),
            .name = name,
            .annotations = {{"INDICATOR", ComponentId(indicator.id)}},
            .children = {}};
  }

  // The lists with the numbers that their indicators have in this version, and the framework.
  void AddCategories() {
    made_.category_scheme = Own(absl::StrCat(made_.reference.id, "_CATEGORIES"));
    made_.category_scheme_name = absl::StrCat("Lists and focus areas of ", made_.name);
    for (const Indicator& indicator : catalogue_.indicators()) {
      Category& list = ChildOf(&made_.categories, absl::StrCat("LIST_", indicator.list),
                               absl::StrCat("List ", indicator.list));
      list.children.push_back(CategoryOf(indicator));
    }
    for (const catalogue::FrameworkRow& row : catalogue_.framework()) {
      const Indicator* indicator = catalogue_.FindIndicator(row.indicator);
      if (indicator == nullptr) continue;
      Category& area = ChildOf(&made_.categories, absl::StrCat("AREA_", ComponentId(row.area)),
                               row.area_name.empty() ? row.area : row.area_name);
      Category& result = ChildOf(&area.children, CategoryIdOf(row.id), row.result_area);
      const std::string id = ComponentId(indicator->id);
      ChildOf(&result.children, id, CategoryOf(*indicator).name);
    }
  }

  static Category& ChildOf(std::vector<Category>* among, const std::string& id,
                           const std::string& name) {
    for (Category& category : *among) {
      if (category.id == id) return category;
    }
    among->push_back({.id = id, .name = name.empty() ? id : name});
    return among->back();
  }

  void AddConstraints() {
    const KeyPlan plan = KeyPlanOf(catalogue_);
    for (const Indicator& indicator : catalogue_.indicators()) {
      Constraint constraint;
      constraint.reference = Own(absl::StrCat(made_.reference.id, "_", ComponentId(indicator.id)));
      constraint.name = absl::StrCat("What ", indicator.code, " may be broken down by");
      KeyValues codes{"INDICATOR", {}};
      for (const catalogue::Measure& measure : indicator.measures) {
        if (measure.kind == catalogue::MeasureKind::kAssessment) continue;
        codes.values.push_back(formats::SdmxIndicatorCode(indicator, measure));
      }
      if (codes.values.empty()) continue;
      constraint.key_values.push_back(std::move(codes));
      for (size_t i = 3; i < planned_.size(); ++i) {
        constraint.key_values.push_back({planned_[i].id, AllowedCodes(indicator, plan[i])});
      }
      made_.constraints.push_back(std::move(constraint));
    }
  }

  std::vector<std::string> AllowedCodes(const Indicator& indicator, const KeyPlace& place) const {
    for (const std::string& source : place.sources) {
      if (!Uses(indicator, source)) continue;
      std::vector<std::string> codes;
      const Dimension& dimension = *catalogue_.FindDimension(source);
      for (const catalogue::Code& code : catalogue_.FindCodeList(dimension.code_list)->codes) {
        codes.push_back(code.id);
      }
      return codes;
    }
    return {CodeWithout(catalogue_, indicator, place)};
  }

  const Catalogue& catalogue_;
  const StructureOptions& options_;
  std::vector<PlannedDimension> planned_;
  Structure made_;
};

}  // namespace

Structure StructureOf(const catalogue::Catalogue& catalogue, const StructureOptions& options) {
  return StructureMaker(catalogue, options).Make();
}

KeyPlan KeyPlanOf(const catalogue::Catalogue& catalogue) {
  KeyPlan plan;
  for (PlannedDimension& planned : PlanDimensions(catalogue)) {
    plan.push_back({std::move(planned.id), std::move(planned.sources)});
  }
  return plan;
}

std::string ProviderCode(absl::string_view provider) {
  return absl::StrReplaceAll(provider, {{".", "_"}});
}

std::string ComponentId(absl::string_view id) {
  return absl::StrReplaceAll(absl::AsciiStrToUpper(id), {{"-", "_"}, {".", "_"}, {" ", "_"}});
}

std::string CategoryIdOf(absl::string_view row) {
  return ComponentId(row.substr(0, row.find('.')));
}

std::optional<Reference> RegisteredAs(absl::string_view source) {
  const size_t colon = source.find(':');
  const size_t open = source.find('(');
  if (colon == absl::string_view::npos || open == absl::string_view::npos || open < colon ||
      source.find(')') != source.size() - 1 || absl::StrContains(source, ' ')) {
    return std::nullopt;
  }
  return Reference{std::string(source.substr(0, colon)),
                   std::string(source.substr(colon + 1, open - colon - 1)),
                   std::string(source.substr(open + 1, source.size() - open - 2))};
}

std::string CodeWithout(const catalogue::Catalogue& catalogue,
                        const catalogue::Indicator& indicator, const KeyPlace& place) {
  if (place.id == kCompBreakdown) return std::string(kTotal);
  const bool is_age = catalogue.FindDimension(place.sources.front())->is_age;
  if (is_age && !indicator.age_code.empty()) return indicator.age_code;
  return std::string(kNotApplicable);
}

}  // namespace lontar::sdmx
