#include "core/sdmx/structure_ml.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/sdmx/escape.h"

namespace lontar::sdmx {
namespace {

// An element's attributes; empty values are left out.
using Pairs = std::vector<std::pair<absl::string_view, std::string>>;

class MlStructureWriter {
 public:
  MlStructureWriter(const Structure& structure, MessageHead head, MlStructure form)
      : structure_(structure), head_(std::move(head)), is_21_(form == MlStructure::k21) {}

  std::string Write() {
    const std::string schemas =
        absl::StrCat("http://www.sdmx.org/resources/sdmxml/schemas/", is_21_ ? "v2_1" : "v3_0");
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
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
    return std::move(out_);
  }

 private:
  void Open(absl::string_view name, const Pairs& attributes = {}, bool is_empty = false) {
    absl::StrAppend(&out_, "<", name);
    for (const auto& [key, value] : attributes) {
      if (value.empty()) continue;
      absl::StrAppend(&out_, " ", key, "=\"");
      AppendXml(value, &out_);
      out_ += '"';
    }
    out_ += is_empty ? "/>\n" : ">\n";
  }
  void Close(absl::string_view name) { absl::StrAppend(&out_, "</", name, ">\n"); }
  void Empty(absl::string_view name, const Pairs& attributes = {}) { Open(name, attributes, true); }
  void Text(absl::string_view name, absl::string_view text, const Pairs& attributes = {}) {
    Open(name, attributes);
    out_.pop_back();
    AppendXml(text, &out_);
    Close(name);
  }
  void Named(absl::string_view name, absl::string_view description = "") {
    Text("com:Name", name, {{"xml:lang", structure_.language}});
    if (!description.empty()) {
      Text("com:Description", description, {{"xml:lang", structure_.language}});
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

  void Write21() {
    Open("str:OrganisationSchemes");
    WriteScheme({"str:AgencyScheme", "base.AgencyScheme", "str:Agency", "base.Agency"},
                structure_.agencies);
    WriteProviders();
    Close("str:OrganisationSchemes");
    WriteDataflows();
    WriteCategories();
    WriteCodeLists();
    Open("str:Concepts");
    WriteConcepts();
    Close("str:Concepts");
    WriteDataStructure();
    Open("str:Constraints");
    for (const Constraint& constraint : structure_.constraints) WriteConstraint(constraint);
    Close("str:Constraints");
    WriteProvisions();
  }

  void Write30() {
    Open("str:AgencySchemes");
    WriteScheme({"str:AgencyScheme", "base.AgencyScheme", "str:Agency", "base.Agency"},
                structure_.agencies);
    Close("str:AgencySchemes");
    WriteCategories();
    WriteCodeLists();
    Open("str:ConceptSchemes");
    WriteConcepts();
    Close("str:ConceptSchemes");
    Open("str:DataConstraints");
    for (const Constraint& constraint : structure_.constraints) WriteConstraint(constraint);
    Close("str:DataConstraints");
    WriteDataflows();
    Open("str:DataProviderSchemes");
    WriteProviders();
    Close("str:DataProviderSchemes");
    WriteDataStructure();
    WriteProvisions();
  }

  Pairs Maintainable(const Reference& reference, absl::string_view type,
                     bool is_partial = false) const {
    return {{"id", reference.id},
            {"agencyID", reference.agency},
            {"version", reference.version},
            {"urn", reference.Urn(type)},
            {"isFinal", is_21_ ? "true" : ""},
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
      Text("com:AnnotationText", text, {{"xml:lang", structure_.language}});
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
    for (const Item& item : scheme.items) {
      WriteItem(scheme, item, kind.item_element, kind.item_type);
    }
    Close(kind.element);
  }

  void WriteProviders() {
    WriteScheme({"str:DataProviderScheme", "base.DataProviderScheme", "str:DataProvider",
                 "base.DataProvider"},
                structure_.providers);
  }

  void WriteCodeLists() {
    Open("str:Codelists");
    for (const ItemScheme& list : structure_.code_lists) {
      WriteScheme({"str:Codelist", "codelist.Codelist", "str:Code", "codelist.Code"}, list);
    }
    Close("str:Codelists");
  }

  void WriteConcepts() {
    WriteScheme({"str:ConceptScheme", "conceptscheme.ConceptScheme", "str:Concept",
                 "conceptscheme.Concept"},
                structure_.concepts);
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

  void WriteDataflows() {
    Open("str:Dataflows");
    Open("str:Dataflow", Maintainable(structure_.reference, "datastructure.Dataflow"));
    Named(structure_.name);
    Refer("str:Structure", structure_.reference, "datastructure", "DataStructure");
    Close("str:Dataflow");
    Close("str:Dataflows");
  }

  void WriteCategories() {
    Open("str:CategorySchemes");
    Open("str:CategoryScheme",
         Maintainable(structure_.category_scheme, "categoryscheme.CategoryScheme"));
    Named(structure_.category_scheme_name);
    for (const Category& category : structure_.categories) WriteCategory(category, "");
    Close("str:CategoryScheme");
    Close("str:CategorySchemes");
  }

  void WriteCategory(const Category& category, const std::string& above) {
    const std::string path = above.empty() ? category.id : absl::StrCat(above, ".", category.id);
    Open("str:Category",
         {{"id", category.id},
          {"urn", ItemUrn(structure_.category_scheme, "categoryscheme.Category", path)}});
    WriteAnnotations(category.annotations);
    Named(category.name);
    for (const Category& child : category.children) WriteCategory(child, path);
    Close("str:Category");
  }

  void WriteDataStructure() {
    Open("str:DataStructures");
    Open("str:DataStructure", Maintainable(structure_.reference, "datastructure.DataStructure"));
    Named(structure_.name);
    Open("str:DataStructureComponents");
    WriteDimensions();
    WriteAttributes();
    WriteMeasures();
    Close("str:DataStructureComponents");
    Close("str:DataStructure");
    Close("str:DataStructures");
  }

  std::string ComponentUrn(absl::string_view type, absl::string_view id) const {
    return ItemUrn(structure_.reference, absl::StrCat("datastructure.", type), id);
  }

  void WriteMeaning(const Component& component) {
    ReferItem("str:ConceptIdentity", structure_.concepts.reference, component.id,
              {"conceptscheme", "Concept"});
    Open("str:LocalRepresentation");
    if (const ItemScheme* list = structure_.ListOf(component)) {
      Refer("str:Enumeration", list->reference, "codelist", "Codelist");
    } else {
      Empty("str:TextFormat", {{"textType", component.text_type}});
    }
    Close("str:LocalRepresentation");
  }

  void WriteDimensions() {
    Open("str:DimensionList",
         {{"id", "DimensionDescriptor"},
          {"urn", ComponentUrn("DimensionDescriptor", "DimensionDescriptor")}});
    for (size_t i = 0; i < structure_.dimensions.size(); ++i) {
      const Component& dimension = structure_.dimensions[i];
      Open("str:Dimension", {{"id", dimension.id},
                             {"urn", ComponentUrn("Dimension", dimension.id)},
                             {"position", absl::StrCat(i + 1)}});
      WriteMeaning(dimension);
      Close("str:Dimension");
    }
    const Component& time = structure_.time;
    const std::string place = absl::StrCat(structure_.dimensions.size() + 1);
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
    for (const Component& attribute : structure_.attributes) {
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
        Empty("Ref", {{"id", structure_.measure.id}});
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
    const Component& measure = structure_.measure;
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
    Pairs attributes = Maintainable(constraint.reference, type);
    attributes.emplace_back(is_21_ ? "type" : "role", "Allowed");
    Open(element, attributes);
    Named(constraint.name);
    Open("str:ConstraintAttachment");
    Refer("str:Dataflow", structure_.reference, "datastructure", "Dataflow");
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
    Close("str:CubeRegion");
    Close(element);
  }

  void WriteProvisions() {
    Open("str:ProvisionAgreements");
    for (const Provision& provision : structure_.provisions) {
      Open("str:ProvisionAgreement",
           Maintainable(provision.reference, "registry.ProvisionAgreement"));
      Named(provision.name);
      Refer(is_21_ ? "str:StructureUsage" : "str:Dataflow", structure_.reference, "datastructure",
            "Dataflow");
      ReferItem("str:DataProvider", structure_.providers.reference, provision.provider,
                {"base", "DataProvider"});
      Close("str:ProvisionAgreement");
    }
    Close("str:ProvisionAgreements");
  }

  const Structure& structure_;
  const MessageHead head_;
  const bool is_21_;
  std::string out_;
};

}  // namespace

std::string StructureMl(const Structure& structure, const MessageHead& head, MlStructure form) {
  return MlStructureWriter(structure, head, form).Write();
}

}  // namespace lontar::sdmx
