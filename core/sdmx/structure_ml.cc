#include "core/sdmx/structure_ml.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/sdmx/ml_pen.h"

namespace lontar::sdmx {
namespace {

class MlStructureWriter : private MlPen {
 public:
  MlStructureWriter(const std::vector<StructureShare>& shares, MessageHead head, MlStructure form)
      : shares_(shares), head_(std::move(head)), is_21_(form == MlStructure::k21) {}

  std::string Write() {
    const std::string schemas =
        absl::StrCat("http://www.sdmx.org/resources/sdmxml/schemas/", is_21_ ? "v2_1" : "v3_0");
    Open("mes:Structure", {{"xmlns:mes", absl::StrCat(schemas, "/message")},
                           {"xmlns:str", absl::StrCat(schemas, "/structure")},
                           {"xmlns:com", absl::StrCat(schemas, "/common")}});
    WriteHeader();
    Open("mes:Structures");
    if (is_21_) {
      Write21();
    } else {
      Write30();
    }
    Close("mes:Structures");
    Close("mes:Structure");
    return Take();
  }

 private:
  void Named(absl::string_view name, absl::string_view description = "") {
    Text("com:Name", name, {{"xml:lang", structure_->language}});
    if (!description.empty()) {
      Text("com:Description", description, {{"xml:lang", structure_->language}});
    }
  }

  void WriteHeader() {
    Open("mes:Header");
    Text("mes:ID", head_.id);
    Text("mes:Test", head_.is_test ? "true" : "false");
    Text("mes:Prepared", head_.PreparedText());
    Empty("mes:Sender", {{"id", head_.sender}});
    Close("mes:Header");
  }

  // Calls `write` with the place of each artefact of the type, within `around`; without one not
  // even that is written.
  template <class Write>
  void Each(ArtefactType type, absl::string_view around, Write write) {
    bool is_begun = around.empty();
    for (const StructureShare& share : shares_) {
      structure_ = share.structure;
      for (const auto& [place, is_stub] : share.artefacts) {
        if (place.first != type) continue;
        if (!is_begun) Open(around);
        is_begun = true;
        is_stub_ = is_stub;
        write(place.second);
      }
    }
    if (is_begun && !around.empty()) Close(around);
  }

  bool HasAny(ArtefactType type) const {
    return std::ranges::any_of(shares_, [type](const StructureShare& share) {
      return std::ranges::any_of(
          share.artefacts, [type](const auto& artefact) { return artefact.first.first == type; });
    });
  }

  void Write21() {
    const bool has_schemes =
        HasAny(ArtefactType::kAgencyScheme) || HasAny(ArtefactType::kDataProviderScheme);
    if (has_schemes) Open("str:OrganisationSchemes");
    EachAgencyScheme("");
    EachProviderScheme("");
    if (has_schemes) Close("str:OrganisationSchemes");
    EachDataflow();
    EachCategoryScheme();
    EachCodeList();
    EachConceptScheme("str:Concepts");
    EachDataStructure();
    EachConstraint("str:Constraints");
    EachProvision();
  }

  void Write30() {
    EachAgencyScheme("str:AgencySchemes");
    EachCategoryScheme();
    EachCodeList();
    EachConceptScheme("str:ConceptSchemes");
    EachConstraint("str:DataConstraints");
    EachDataflow();
    EachProviderScheme("str:DataProviderSchemes");
    EachDataStructure();
    EachProvision();
  }

  void EachAgencyScheme(absl::string_view around) {
    Each(ArtefactType::kAgencyScheme, around, [this](size_t) {
      WriteScheme({"str:AgencyScheme", "base.AgencyScheme", "str:Agency", "base.Agency"},
                  structure_->agencies);
    });
  }
  void EachProviderScheme(absl::string_view around) {
    Each(ArtefactType::kDataProviderScheme, around, [this](size_t) {
      WriteScheme({"str:DataProviderScheme", "base.DataProviderScheme", "str:DataProvider",
                   "base.DataProvider"},
                  structure_->providers);
    });
  }
  void EachDataflow() {
    Each(ArtefactType::kDataflow, "str:Dataflows", [this](size_t) { WriteDataflow(); });
  }
  void EachCategoryScheme() {
    Each(ArtefactType::kCategoryScheme, "str:CategorySchemes",
         [this](size_t) { WriteCategories(); });
  }
  void EachCodeList() {
    Each(ArtefactType::kCodelist, "str:Codelists", [this](size_t at) {
      WriteScheme({"str:Codelist", "codelist.Codelist", "str:Code", "codelist.Code"},
                  structure_->code_lists[at]);
    });
  }
  void EachConceptScheme(absl::string_view around) {
    Each(ArtefactType::kConceptScheme, around, [this](size_t) {
      WriteScheme({"str:ConceptScheme", "conceptscheme.ConceptScheme", "str:Concept",
                   "conceptscheme.Concept"},
                  structure_->concepts);
    });
  }
  void EachDataStructure() {
    Each(ArtefactType::kDataStructure, "str:DataStructures",
         [this](size_t) { WriteDataStructure(); });
  }
  void EachConstraint(absl::string_view around) {
    Each(ArtefactType::kConstraint, around,
         [this](size_t at) { WriteConstraint(structure_->constraints[at]); });
  }
  void EachProvision() {
    Each(ArtefactType::kProvisionAgreement, "str:ProvisionAgreements",
         [this](size_t at) { WriteProvision(structure_->provisions[at]); });
  }

  XmlPairs Maintainable(const Reference& reference, absl::string_view type,
                        bool is_partial = false) const {
    // Offices come and go: their schemes are never final, and 3.0 gives them no version.
    const bool is_of_offices = absl::StartsWith(type, "base.");
    return {{"id", reference.id},
            {"agencyID", reference.agency},
            {"version", is_21_ || !is_of_offices ? reference.version : ""},
            {"urn", reference.Urn(type)},
            {"isFinal", is_21_ && !is_of_offices ? "true" : ""},
            {"isExternalReference", is_stub_ ? "true" : ""},
            {"isPartial", is_partial ? "true" : ""}};
  }

  // "base.Agency" and an item of a scheme.
  static std::string ItemUrn(const Reference& scheme, absl::string_view type,
                             absl::string_view item) {
    return absl::StrCat(scheme.Urn(type), ".", item);
  }

  void WriteAnnotations(const std::vector<Annotation>& annotations) {
    if (annotations.empty()) return;
    Open("com:Annotations");
    for (const auto& [type, text] : annotations) {
      Open("com:Annotation");
      Text("com:AnnotationType", type);
      Text("com:AnnotationText", text, {{"xml:lang", structure_->language}});
      Close("com:Annotation");
    }
    Close("com:Annotations");
  }

  void WriteItem(const ItemScheme& scheme, const Item& item, absl::string_view element,
                 absl::string_view type) {
    Open(element, {{"id", item.id}, {"urn", ItemUrn(scheme.reference, type, item.id)}});
    WriteAnnotations(item.annotations);
    Named(item.name, item.description);
    if (!item.parent.empty() && scheme.Find(item.parent) != nullptr) {
      if (is_21_) {
        Open("str:Parent");
        Empty("Ref", {{"id", item.parent}});
        Close("str:Parent");
      } else {
        Text("str:Parent", item.parent);
      }
    }
    Close(element);
  }

  // The elements of a scheme and its items, and their classes.
  struct SchemeKind {
    absl::string_view element;
    absl::string_view type;
    absl::string_view item_element;
    absl::string_view item_type;
  };

  void WriteScheme(const SchemeKind& kind, const ItemScheme& scheme) {
    Open(kind.element, Maintainable(scheme.reference, kind.type, scheme.is_partial));
    WriteAnnotations(scheme.annotations);
    Named(scheme.name);
    if (!is_stub_) {
      for (const Item& item : scheme.items) {
        WriteItem(scheme, item, kind.item_element, kind.item_type);
      }
    }
    Close(kind.element);
  }

  // A reference to an artefact: an element in 2.1, its name in 3.0.
  void Refer(absl::string_view element, const Reference& reference, absl::string_view package,
             absl::string_view type) {
    if (!is_21_) {
      Text(element, reference.Urn(absl::StrCat(package, ".", type)));
      return;
    }
    Open(element);
    Empty("Ref", {{"id", reference.id},
                  {"agencyID", reference.agency},
                  {"version", reference.version},
                  {"package", std::string(package)},
                  {"class", std::string(type)}});
    Close(element);
  }

  // `type`: package and class.
  void ReferItem(absl::string_view element, const Reference& scheme, absl::string_view item,
                 std::pair<absl::string_view, absl::string_view> type) {
    const auto& [package, type_name] = type;
    if (!is_21_) {
      Text(element, ItemUrn(scheme, absl::StrCat(package, ".", type_name), item));
      return;
    }
    Open(element);
    Empty("Ref", {{"id", std::string(item)},
                  {"maintainableParentID", scheme.id},
                  {"maintainableParentVersion", scheme.version},
                  {"agencyID", scheme.agency},
                  {"package", std::string(package)},
                  {"class", std::string(type_name)}});
    Close(element);
  }

  void WriteDataflow() {
    Open("str:Dataflow", Maintainable(structure_->reference, "datastructure.Dataflow"));
    Named(structure_->name);
    if (!is_stub_) {
      Refer("str:Structure", structure_->reference, "datastructure", "DataStructure");
    }
    Close("str:Dataflow");
  }

  void WriteCategories() {
    Open("str:CategoryScheme",
         Maintainable(structure_->category_scheme, "categoryscheme.CategoryScheme"));
    Named(structure_->category_scheme_name);
    if (!is_stub_) {
      for (const Category& category : structure_->categories) WriteCategory(category, "");
    }
    Close("str:CategoryScheme");
  }

  void WriteCategory(const Category& category, const std::string& above) {
    const std::string path = above.empty() ? category.id : absl::StrCat(above, ".", category.id);
    Open("str:Category",
         {{"id", category.id},
          {"urn", ItemUrn(structure_->category_scheme, "categoryscheme.Category", path)}});
    WriteAnnotations(category.annotations);
    Named(category.name);
    for (const Category& child : category.children) WriteCategory(child, path);
    Close("str:Category");
  }

  void WriteDataStructure() {
    Open("str:DataStructure", Maintainable(structure_->reference, "datastructure.DataStructure"));
    Named(structure_->name);
    if (!is_stub_) {
      Open("str:DataStructureComponents");
      WriteDimensions();
      WriteAttributes();
      WriteMeasures();
      Close("str:DataStructureComponents");
    }
    Close("str:DataStructure");
  }

  std::string ComponentUrn(absl::string_view type, absl::string_view id) const {
    return ItemUrn(structure_->reference, absl::StrCat("datastructure.", type), id);
  }

  void WriteMeaning(const Component& component) {
    ReferItem("str:ConceptIdentity", structure_->concepts.reference, component.id,
              {"conceptscheme", "Concept"});
    Open("str:LocalRepresentation");
    if (const ItemScheme* list = structure_->ListOf(component)) {
      Refer("str:Enumeration", list->reference, "codelist", "Codelist");
    } else {
      // Where nothing is said, 3.0 takes a text for one in several languages.
      const bool is_text_30 = !is_21_ && component.text_type == "String";
      Empty("str:TextFormat",
            {{"textType", component.text_type}, {"isMultiLingual", is_text_30 ? "false" : ""}});
    }
    Close("str:LocalRepresentation");
  }

  void WriteDimensions() {
    Open("str:DimensionList",
         {{"id", "DimensionDescriptor"},
          {"urn", ComponentUrn("DimensionDescriptor", "DimensionDescriptor")}});
    for (size_t i = 0; i < structure_->dimensions.size(); ++i) {
      const Component& dimension = structure_->dimensions[i];
      Open("str:Dimension", {{"id", dimension.id},
                             {"urn", ComponentUrn("Dimension", dimension.id)},
                             {"position", absl::StrCat(i + 1)}});
      WriteMeaning(dimension);
      Close("str:Dimension");
    }
    const Component& time = structure_->time;
    const std::string place = absl::StrCat(structure_->dimensions.size() + 1);
    Open("str:TimeDimension", {{"id", time.id},
                               {"urn", ComponentUrn("TimeDimension", time.id)},
                               {"position", is_21_ ? place : ""}});
    WriteMeaning(time);
    Close("str:TimeDimension");
    Close("str:DimensionList");
  }

  void WriteAttributes() {
    Open("str:AttributeList",
         {{"id", "AttributeDescriptor"},
          {"urn", ComponentUrn("AttributeDescriptor", "AttributeDescriptor")}});
    for (const Component& attribute : structure_->attributes) {
      const std::string status = attribute.is_mandatory ? "Mandatory" : "Conditional";
      const std::string usage = attribute.is_mandatory ? "mandatory" : "optional";
      Open("str:Attribute", {{"id", attribute.id},
                             {"urn", ComponentUrn("DataAttribute", attribute.id)},
                             {"assignmentStatus", is_21_ ? status : ""},
                             {"usage", is_21_ ? "" : usage}});
      WriteMeaning(attribute);
      WriteRelationship(attribute);
      Close("str:Attribute");
    }
    Close("str:AttributeList");
  }

  void WriteRelationship(const Component& attribute) {
    Open("str:AttributeRelationship");
    if (attribute.dimension.empty()) {
      if (is_21_) {
        Open("str:PrimaryMeasure");
        Empty("Ref", {{"id", structure_->measure.id}});
        Close("str:PrimaryMeasure");
      } else {
        Empty("str:Observation");
      }
    } else if (is_21_) {
      Open("str:Dimension");
      Empty("Ref", {{"id", attribute.dimension}});
      Close("str:Dimension");
    } else {
      Text("str:Dimension", attribute.dimension);
    }
    Close("str:AttributeRelationship");
  }

  void WriteMeasures() {
    const Component& measure = structure_->measure;
    const absl::string_view element = is_21_ ? "str:PrimaryMeasure" : "str:Measure";
    Open("str:MeasureList", {{"id", "MeasureDescriptor"},
                             {"urn", ComponentUrn("MeasureDescriptor", "MeasureDescriptor")}});
    Open(element, {{"id", measure.id},
                   {"urn", ComponentUrn(is_21_ ? "PrimaryMeasure" : "Measure", measure.id)},
                   {"usage", is_21_ ? "" : "optional"}});
    WriteMeaning(measure);
    Close(element);
    Close("str:MeasureList");
  }

  void WriteConstraint(const Constraint& constraint) {
    const absl::string_view element = is_21_ ? "str:ContentConstraint" : "str:DataConstraint";
    const absl::string_view type =
        is_21_ ? "registry.ContentConstraint" : "registry.DataConstraint";
    XmlPairs attributes = Maintainable(constraint.reference, type);
    attributes.emplace_back(is_21_ ? "type" : "role", constraint.occurrence ? "Actual" : "Allowed");
    Open(element, attributes);
    if (constraint.occurrence) WriteMetrics(*constraint.occurrence);
    Named(constraint.name);
    if (!is_stub_) WriteConstraintContent(constraint);
    Close(element);
  }

  // Counts and times, for which the format has no place of their own.
  void WriteMetrics(const Occurrence& occurrence) {
    Open("com:Annotations");
    const auto write = [this](absl::string_view id, const std::string& title) {
      if (title.empty()) return;
      Open("com:Annotation", {{"id", std::string(id)}});
      Text("com:AnnotationTitle", title);
      Text("com:AnnotationType", "sdmx_metrics");
      Close("com:Annotation");
    };
    write("series_count", absl::StrCat(occurrence.series));
    write("obs_count", absl::StrCat(occurrence.observations));
    write("time_period_start", occurrence.first_period);
    write("time_period_end", occurrence.last_period);
    Close("com:Annotations");
  }

  void WriteTimeRange(const Occurrence& occurrence) {
    if (occurrence.first_period.empty()) return;
    const std::string prefix = is_21_ ? "com:" : "str:";
    Open(absl::StrCat(prefix, "KeyValue"), {{"id", structure_->time.id}});
    Open(absl::StrCat(prefix, "TimeRange"));
    Text(absl::StrCat(prefix, "StartPeriod"), occurrence.first_period, {{"isInclusive", "true"}});
    Text(absl::StrCat(prefix, "EndPeriod"), occurrence.last_period, {{"isInclusive", "true"}});
    Close(absl::StrCat(prefix, "TimeRange"));
    Close(absl::StrCat(prefix, "KeyValue"));
  }

  void WriteConstraintContent(const Constraint& constraint) {
    Open("str:ConstraintAttachment");
    Refer("str:Dataflow", structure_->reference, "datastructure", "Dataflow");
    Close("str:ConstraintAttachment");
    Open("str:CubeRegion", {{"include", "true"}});
    const absl::string_view key = is_21_ ? "com:KeyValue" : "str:KeyValue";
    for (const KeyValues& values : constraint.key_values) {
      Open(key, {{"id", values.component}});
      for (const std::string& value : values.values) {
        Text(is_21_ ? "com:Value" : "str:Value", value);
      }
      Close(key);
    }
    if (constraint.occurrence) WriteTimeRange(*constraint.occurrence);
    Close("str:CubeRegion");
  }

  void WriteProvision(const Provision& provision) {
    Open("str:ProvisionAgreement",
         Maintainable(provision.reference, "registry.ProvisionAgreement"));
    Named(provision.name);
    // Of a stub too: the schemas have no agreement without them.
    Refer(is_21_ ? "str:StructureUsage" : "str:Dataflow", structure_->reference, "datastructure",
          "Dataflow");
    ReferItem("str:DataProvider", structure_->providers.reference, provision.provider,
              {"base", "DataProvider"});
    Close("str:ProvisionAgreement");
  }

  const std::vector<StructureShare>& shares_;
  // Of the artefact that is being written.
  const Structure* structure_ = nullptr;
  bool is_stub_ = false;
  const MessageHead head_;
  const bool is_21_;
};

}  // namespace

std::string StructureMl(const std::vector<StructureShare>& shares, const MessageHead& head,
                        MlStructure form) {
  return MlStructureWriter(shares, head, form).Write();
}

std::string StructureMl(const Structure& structure, const MessageHead& head, MlStructure form) {
  return StructureMl({WholeOf(structure)}, head, form);
}

}  // namespace lontar::sdmx
