#include "core/sdmx/structure_json.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/sdmx/json_pen.h"

namespace lontar::sdmx {
namespace {

class JsonStructureWriter {
 public:
  JsonStructureWriter(const std::vector<StructureShare>& shares, MessageHead head,
                      JsonStructure form)
      : shares_(shares),
        head_(std::move(head)),
        form_(form),
        is_10_(form == JsonStructure::k10),
        pen_(&out_) {}

  std::string Write() {
    pen_.Open('{');
    WriteMeta();
    pen_.Key("data").Open('{');
    Each(ArtefactType::kDataStructure, "dataStructures", [this](size_t) { WriteDataStructure(); });
    Each(ArtefactType::kDataflow, "dataflows", [this](size_t) { WriteDataflow(); });
    Each(ArtefactType::kCodelist, "codelists", [this](size_t at) {
      WriteScheme({"codelist.Codelist", "codes", "codelist.Code"}, structure_->code_lists[at]);
    });
    Each(ArtefactType::kConceptScheme, "conceptSchemes", [this](size_t) {
      WriteScheme({"conceptscheme.ConceptScheme", "concepts", "conceptscheme.Concept"},
                  structure_->concepts);
    });
    Each(ArtefactType::kAgencyScheme, "agencySchemes", [this](size_t) {
      WriteScheme({"base.AgencyScheme", "agencies", "base.Agency"}, structure_->agencies);
    });
    Each(ArtefactType::kDataProviderScheme, "dataProviderSchemes", [this](size_t) {
      WriteScheme({"base.DataProviderScheme", "dataProviders", "base.DataProvider"},
                  structure_->providers);
    });
    Each(ArtefactType::kCategoryScheme, "categorySchemes", [this](size_t) { WriteCategories(); });
    WriteConstraints();
    Each(ArtefactType::kProvisionAgreement, "provisionAgreements",
         [this](size_t at) { WriteProvision(structure_->provisions[at]); });
    pen_.Close('}').Close('}');
    out_ += '\n';
    return std::move(out_);
  }

 private:
  absl::string_view SchemaUrl() const {
    switch (form_) {
      case JsonStructure::k10:
        return "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/"
               "tools/schemas/1.0/sdmx-json-structure-schema.json";
      case JsonStructure::k20:
        return "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json";
      case JsonStructure::k21:
        return "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json";
    }
    return "";
  }

  void WriteMeta() {
    if (form_ == JsonStructure::k21) pen_.Key("$schema").Text(SchemaUrl());
    pen_.Key("meta").Open('{');
    if (form_ != JsonStructure::k21) pen_.Key("schema").Text(SchemaUrl());
    pen_.Key("id").Text(head_.id).Key("test").Raw(head_.is_test ? "true" : "false");
    pen_.Key("prepared").Text(head_.PreparedText());
    pen_.Key("contentLanguages").Open('[');
    pen_.Text(shares_.empty() ? "en" : shares_.front().structure->language).Close(']');
    pen_.Key("sender").Open('{').Key("id").Text(head_.SenderId()).Close('}').Close('}');
  }

  // Calls `write` with the place of each artefact of the type, in an array; without one not even
  // that is written.
  template <class Write>
  void Each(ArtefactType type, absl::string_view key, Write write) {
    bool is_begun = false;
    for (const StructureShare& share : shares_) {
      structure_ = share.structure;
      for (const auto& [place, is_stub] : share.artefacts) {
        if (place.first != type) continue;
        if (!is_begun) pen_.Key(key).Open('[');
        is_begun = true;
        is_stub_ = is_stub;
        write(place.second);
      }
    }
    if (is_begun) pen_.Close(']');
  }

  void WriteLink(absl::string_view urn) {
    pen_.Key("links").Open('[').Open('{').Key("rel").Text("self").Key("urn").Text(urn);
    pen_.Close('}').Close(']');
  }

  // Opens an artefact.
  void OpenArtefact(const Reference& reference, absl::string_view name, absl::string_view type) {
    pen_.Open('{').Key("id").Text(reference.id).Key("version").Text(reference.version);
    pen_.Key("agencyID").Text(reference.agency);
    if (is_10_) pen_.Key("isFinal").Raw("true");
    if (is_stub_) pen_.Key("isExternalReference").Raw("true");
    pen_.Named(name, structure_->language);
    WriteLink(reference.Urn(type));
  }

  void WriteAnnotations(const std::vector<Annotation>& annotations) {
    if (annotations.empty()) return;
    pen_.Key("annotations").Open('[');
    for (const auto& [type, text] : annotations) {
      pen_.Open('{').Key("type").Text(type).Key("text").Text(text);
      pen_.Key("texts").Open('{').Key(structure_->language).Text(text).Close('}').Close('}');
    }
    pen_.Close(']');
  }

  void WriteMeaning(const Component& component) {
    pen_.Key("conceptIdentity")
        .Text(absl::StrCat(structure_->concepts.reference.Urn("conceptscheme.Concept"), ".",
                           component.id));
    pen_.Key("localRepresentation").Open('{');
    if (const ItemScheme* list = structure_->ListOf(component)) {
      pen_.Key("enumeration").Text(list->reference.Urn("codelist.Codelist"));
    } else if (is_10_) {
      pen_.Key("textFormat").Open('{').Key("textType").Text(component.text_type).Close('}');
    } else {
      pen_.Key("format").Open('{').Key("dataType").Text(component.text_type).Close('}');
    }
    pen_.Close('}');
  }

  void WriteDataStructure() {
    OpenArtefact(structure_->reference, structure_->name, "datastructure.DataStructure");
    if (!is_stub_) {
      pen_.Key("dataStructureComponents").Open('{');
      WriteDimensions();
      WriteMeasures();
      WriteAttributes();
      pen_.Close('}');
    }
    pen_.Close('}');
  }

  void WriteDimensions() {
    pen_.Key("dimensionList").Open('{').Key("id").Text("DimensionDescriptor");
    pen_.Key("dimensions").Open('[');
    for (size_t i = 0; i < structure_->dimensions.size(); ++i) {
      pen_.Open('{').Key("id").Text(structure_->dimensions[i].id);
      pen_.Key("position").Raw(absl::StrCat(i));
      if (is_10_) pen_.Key("type").Text("Dimension");
      WriteMeaning(structure_->dimensions[i]);
      pen_.Close('}');
    }
    pen_.Close(']');
    if (is_10_) {
      pen_.Key("timeDimensions").Open('[').Open('{').Key("id").Text(structure_->time.id);
      pen_.Key("position").Raw(absl::StrCat(structure_->dimensions.size()));
      pen_.Key("type").Text("TimeDimension");
      WriteMeaning(structure_->time);
      pen_.Close('}').Close(']');
    } else {
      pen_.Key("timeDimension").Open('{').Key("id").Text(structure_->time.id);
      WriteMeaning(structure_->time);
      pen_.Close('}');
    }
    pen_.Close('}');
  }

  void WriteMeasures() {
    pen_.Key("measureList").Open('{').Key("id").Text("MeasureDescriptor");
    if (is_10_) {
      pen_.Key("primaryMeasure").Open('{').Key("id").Text(structure_->measure.id);
      WriteMeaning(structure_->measure);
      pen_.Close('}');
    } else {
      pen_.Key("measures").Open('[').Open('{').Key("id").Text(structure_->measure.id);
      pen_.Key("usage").Text("optional");
      WriteMeaning(structure_->measure);
      pen_.Close('}').Close(']');
    }
    pen_.Close('}');
  }

  void WriteAttributes() {
    pen_.Key("attributeList").Open('{').Key("id").Text("AttributeDescriptor");
    pen_.Key("attributes").Open('[');
    for (const Component& attribute : structure_->attributes) {
      pen_.Open('{').Key("id").Text(attribute.id);
      if (is_10_) {
        pen_.Key("assignmentStatus").Text(attribute.is_mandatory ? "Mandatory" : "Conditional");
      } else {
        pen_.Key("usage").Text(attribute.is_mandatory ? "mandatory" : "optional");
      }
      pen_.Key("attributeRelationship").Open('{');
      if (!attribute.dimension.empty()) {
        pen_.Key("dimensions").Open('[').Text(attribute.dimension).Close(']');
      } else if (is_10_) {
        pen_.Key("primaryMeasure").Text(structure_->measure.id);
      } else {
        pen_.Key("observation").Open('{').Close('}');
      }
      pen_.Close('}');
      WriteMeaning(attribute);
      pen_.Close('}');
    }
    pen_.Close(']').Close('}');
  }

  void WriteDataflow() {
    OpenArtefact(structure_->reference, structure_->name, "datastructure.Dataflow");
    if (!is_stub_) pen_.Key("structure").Text(structure_->DataStructureUrn());
    pen_.Close('}');
  }

  // How schemes of a kind and their items are called.
  struct SchemeKind {
    absl::string_view type;
    absl::string_view items_key;
    absl::string_view item_type;
  };

  void WriteScheme(const SchemeKind& kind, const ItemScheme& scheme) {
    OpenArtefact(scheme.reference, scheme.name, kind.type);
    if (scheme.is_partial) pen_.Key("isPartial").Raw("true");
    WriteAnnotations(scheme.annotations);
    // A list without items is not written: in the 3.x generation none is empty.
    if (!is_stub_ && !scheme.items.empty()) {
      pen_.Key(kind.items_key).Open('[');
      for (const Item& item : scheme.items) WriteItem(scheme, item, kind.item_type);
      pen_.Close(']');
    }
    pen_.Close('}');
  }

  void WriteItem(const ItemScheme& scheme, const Item& item, absl::string_view type) {
    pen_.Open('{').Key("id").Text(item.id).Named(item.name, structure_->language);
    if (!item.description.empty()) {
      pen_.Key("description").Text(item.description).Key("descriptions").Open('{');
      pen_.Key(structure_->language).Text(item.description).Close('}');
    }
    WriteLink(absl::StrCat(scheme.reference.Urn(type), ".", item.id));
    if (!item.parent.empty() && scheme.Find(item.parent) != nullptr) {
      pen_.Key("parent").Text(item.parent);
    }
    WriteAnnotations(item.annotations);
    pen_.Close('}');
  }

  void WriteCategories() {
    OpenArtefact(structure_->category_scheme, structure_->category_scheme_name,
                 "categoryscheme.CategoryScheme");
    if (!is_stub_) {
      pen_.Key("categories").Open('[');
      for (const Category& category : structure_->categories) WriteCategory(category);
      pen_.Close(']');
    }
    pen_.Close('}');
  }

  void WriteCategory(const Category& category) {
    pen_.Open('{').Key("id").Text(category.id).Named(category.name, structure_->language);
    WriteAnnotations(category.annotations);
    if (!category.children.empty()) {
      pen_.Key("categories").Open('[');
      for (const Category& child : category.children) WriteCategory(child);
      pen_.Close(']');
    }
    pen_.Close('}');
  }

  void WriteConstraints() {
    Each(ArtefactType::kConstraint, ConstraintsKey(),
         [this](size_t at) { WriteConstraint(structure_->constraints[at]); });
  }

  absl::string_view ConstraintsKey() const {
    if (is_10_) return "contentConstraints";
    return IsOfAvailability() ? "availabilityConstraints" : "dataConstraints";
  }

  // In 2.1 what occurs has a place of its own; a message holds either that or what is allowed.
  bool IsOfAvailability() const {
    return form_ == JsonStructure::k21 && !shares_.empty() &&
           !shares_.front().structure->constraints.empty() &&
           shares_.front().structure->constraints.front().occurrence.has_value();
  }

  void WriteConstraint(const Constraint& constraint) {
    const bool is_21_occurrence = constraint.occurrence && form_ == JsonStructure::k21;
    OpenArtefact(constraint.reference, constraint.name,
                 is_10_             ? "registry.ContentConstraint"
                 : is_21_occurrence ? "registry.AvailabilityConstraint"
                                    : "registry.DataConstraint");
    if (!is_21_occurrence) {
      pen_.Key(is_10_ ? "type" : "role").Text(constraint.occurrence ? "Actual" : "Allowed");
    }
    if (constraint.occurrence) WriteMetrics(*constraint.occurrence);
    if (!is_stub_) WriteConstraintContent(constraint);
    pen_.Close('}');
  }

  // As fields in 2.1, else as annotations.
  void WriteMetrics(const Occurrence& occurrence) {
    if (form_ == JsonStructure::k21) {
      pen_.Key("seriesCount").Raw(absl::StrCat(occurrence.series));
      pen_.Key("obsCount").Raw(absl::StrCat(occurrence.observations));
      return;
    }
    pen_.Key("annotations").Open('[');
    const auto write = [this](absl::string_view id, absl::string_view title) {
      if (title.empty()) return;
      pen_.Open('{').Key("id").Text(id).Key("title").Text(title);
      pen_.Key("type").Text("sdmx_metrics").Close('}');
    };
    write("series_count", absl::StrCat(occurrence.series));
    write("obs_count", absl::StrCat(occurrence.observations));
    write("time_period_start", occurrence.first_period);
    write("time_period_end", occurrence.last_period);
    pen_.Close(']');
  }

  void WriteConstraintContent(const Constraint& constraint) {
    const bool is_one_region = constraint.occurrence && form_ == JsonStructure::k21;
    pen_.Key("constraintAttachment").Open('{');
    if (is_one_region) {
      pen_.Key("dataflow").Text(structure_->DataflowUrn());
    } else {
      pen_.Key("dataflows").Open('[').Text(structure_->DataflowUrn()).Close(']');
    }
    pen_.Close('}');
    if (HasRegion(constraint)) WriteRegion(constraint, is_one_region);
  }

  // A region without a key would be all there is, and not nothing.
  static bool HasRegion(const Constraint& constraint) {
    return !constraint.key_values.empty() ||
           (constraint.occurrence && !constraint.occurrence->first_period.empty());
  }

  void WriteRegion(const Constraint& constraint, bool is_one_region) {
    pen_.Key(is_one_region ? "cubeRegion" : "cubeRegions");
    if (!is_one_region) pen_.Open('[');
    pen_.Open('{').Key(is_10_ ? "isIncluded" : "include").Raw("true").Key("keyValues").Open('[');
    for (const KeyValues& values : constraint.key_values) WriteKeyValues(values);
    if (constraint.occurrence) WriteTimeRange(*constraint.occurrence);
    pen_.Close(']').Close('}');
    if (!is_one_region) pen_.Close(']');
  }

  void WriteTimeRange(const Occurrence& occurrence) {
    if (occurrence.first_period.empty()) return;
    const auto write = [this](absl::string_view key, absl::string_view period) {
      pen_.Key(key).Open('{').Key("period").Text(period).Key("isInclusive").Raw("true").Close('}');
    };
    pen_.Open('{').Key("id").Text(structure_->time.id).Key("timeRange").Open('{');
    write("startPeriod", occurrence.first_period);
    write("endPeriod", occurrence.last_period);
    pen_.Close('}').Close('}');
  }

  void WriteKeyValues(const KeyValues& values) {
    pen_.Open('{').Key("id").Text(values.component).Key("values").Open('[');
    for (const std::string& value : values.values) {
      if (is_10_) {
        pen_.Text(value);
      } else {
        pen_.Open('{').Key("value").Text(value).Close('}');
      }
    }
    pen_.Close(']').Close('}');
  }

  void WriteProvision(const Provision& provision) {
    OpenArtefact(provision.reference, provision.name, "registry.ProvisionAgreement");
    // 1.0 wants both in a stub too.
    if (!is_stub_ || is_10_) {
      const std::string scheme = structure_->providers.reference.Urn("base.DataProvider");
      pen_.Key(is_10_ ? "structureUsage" : "dataflow").Text(structure_->DataflowUrn());
      pen_.Key("dataProvider").Text(absl::StrCat(scheme, ".", provision.provider));
    }
    pen_.Close('}');
  }

  const std::vector<StructureShare>& shares_;
  // Of the artefact that is being written.
  const Structure* structure_ = nullptr;
  bool is_stub_ = false;
  const MessageHead head_;
  const JsonStructure form_;
  const bool is_10_;
  std::string out_;
  JsonPen pen_;
};

}  // namespace

std::string StructureJson(const std::vector<StructureShare>& shares, const MessageHead& head,
                          JsonStructure form) {
  return JsonStructureWriter(shares, head, form).Write();
}

std::string StructureJson(const Structure& structure, const MessageHead& head, JsonStructure form) {
  return StructureJson({WholeOf(structure)}, head, form);
}

}  // namespace lontar::sdmx
