#include "core/sdmx/structure.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace lontar::sdmx {
namespace {

int PlaceOf(const std::vector<Component>& components, absl::string_view id) {
  for (size_t i = 0; i < components.size(); ++i) {
    if (components[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

std::string Reference::Text() const { return absl::StrCat(agency, ":", id, "(", version, ")"); }

std::string Reference::Urn(absl::string_view package_and_class) const {
  return absl::StrCat("urn:sdmx:org.sdmx.infomodel.", package_and_class, "=", Text());
}

const Item* ItemScheme::Find(absl::string_view id) const {
  for (const Item& item : items) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

std::string Structure::DataStructureUrn() const {
  return reference.Urn("datastructure.DataStructure");
}

std::string Structure::DataflowUrn() const {
  return DataflowReference().Urn("datastructure.Dataflow");
}

const ItemScheme* Structure::ListOf(const Component& component) const {
  return component.code_list < 0 ? nullptr : &code_lists[component.code_list];
}

std::string Structure::NameOf(const Component& component, absl::string_view code) const {
  const ItemScheme* list = ListOf(component);
  const Item* item = list == nullptr ? nullptr : list->Find(code);
  return item == nullptr ? "" : item->name;
}

int Structure::DimensionAt(absl::string_view id) const { return PlaceOf(dimensions, id); }
int Structure::AttributeAt(absl::string_view id) const { return PlaceOf(attributes, id); }

bool IsAgency(absl::string_view text) {
  bool is_first = true;
  for (const char c : text) {
    const bool is_letter = absl::ascii_isalpha(c);
    if (is_first ? !is_letter : !(absl::ascii_isalnum(c) || c == '_' || c == '-' || c == '.')) {
      return false;
    }
    is_first = c == '.';
  }
  return !is_first;
}

}  // namespace lontar::sdmx
