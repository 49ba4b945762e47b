#pragma once
// A data structure definition and what belongs to it, as SDMX has them and no file format yet.
//
// Source: SDMX 2.1 and 3.0 information model. Texts are in the language `language`. Values, any
// thread.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::sdmx {

// What identifies a maintainable artefact.
struct Reference {
  std::string agency;
  std::string id;
  std::string version;
  std::string Text() const;  // "ASEC:CL_AGE(1.0.0)"
  // "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ASEC:CL_AGE(1.0.0)" for "codelist.Codelist".
  std::string Urn(absl::string_view package_and_class) const;
  friend bool operator==(const Reference&, const Reference&) = default;
};

// Letters, digits, "_" and "-", a letter first; parts joined by dots: "ASEC.STAT".
bool IsAgency(absl::string_view text);

// A type and a text: what SDMX has no field for.
using Annotation = std::pair<std::string, std::string>;

struct Item {
  std::string id;
  std::string name;         // never empty
  std::string description;  // may be empty
  std::string parent;       // may be empty
  std::vector<Annotation> annotations;
};

// A code list, concept scheme, agency scheme or data provider scheme.
struct ItemScheme {
  Reference reference;
  std::string name;
  bool is_partial = false;  // its maintainer has more items
  std::vector<Annotation> annotations;
  std::vector<Item> items;
  const Item* Find(absl::string_view id) const;  // null if there is none
};

// A dimension, a measure or an attribute.
struct Component {
  std::string id;
  std::string name;
  int code_list = -1;  // place in Structure::code_lists; -1: no list
  // Without a list: "String", "Decimal", "Integer", "ObservationalTimePeriod".
  std::string text_type;
  bool is_mandatory = false;
  // Of an attribute: the dimension on which it depends; empty: each observation has its own.
  std::string dimension;
};

struct Category {
  std::string id;
  std::string name;
  std::vector<Annotation> annotations;
  std::vector<Category> children;
};

// The codes that a dimension may have where INDICATOR is one of `values.front()`.
struct KeyValues {
  std::string component;
  std::vector<std::string> values;
};
// What occurs in figures, instead of what they may have.
struct Occurrence {
  uint64_t series = 0;
  uint64_t observations = 0;
  std::string first_period;  // both empty: none
  std::string last_period;
};
struct Constraint {
  Reference reference;
  std::string name;
  std::vector<KeyValues> key_values;
  std::optional<Occurrence> occurrence = std::nullopt;  // nothing: what is allowed
};

// Who provides data of the dataflow.
struct Provision {
  Reference reference;
  std::string name;
  std::string provider;  // item of Structure::providers
};

struct Structure {
  Reference reference;  // of the data structure and, in its own class, of the dataflow
  std::optional<Reference> dataflow = std::nullopt;  // where it has another one
  std::string name;
  std::string language = "en";
  std::vector<Component> dimensions;  // without time, in the order of the key
  Component time;
  Component measure;
  std::vector<Component> attributes;
  std::vector<ItemScheme> code_lists;
  ItemScheme concepts;
  ItemScheme agencies;
  ItemScheme providers;
  Reference category_scheme;
  std::string category_scheme_name;
  std::vector<Category> categories;
  std::vector<Constraint> constraints;
  std::vector<Provision> provisions;

  std::string DataStructureUrn() const;
  std::string DataflowUrn() const;
  const Reference& DataflowReference() const { return dataflow ? *dataflow : reference; }
  const ItemScheme* ListOf(const Component& component) const;  // null if it has none
  // The name of a component's code in the list; empty without a list or name.
  std::string NameOf(const Component& component, absl::string_view code) const;
  // Places of components; -1 if there is none.
  int DimensionAt(absl::string_view id) const;
  int AttributeAt(absl::string_view id) const;
};

}  // namespace lontar::sdmx
