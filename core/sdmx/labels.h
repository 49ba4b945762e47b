#pragma once
// The names of codes, found once for each code. Of this room. One thread.

#include <string>
#include <unordered_map>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

class Labels {
 public:
  explicit Labels(const ItemScheme* list) {
    if (list == nullptr) return;
    for (const Item& item : list->items) names_.emplace(item.id, item.name);
  }
  // Empty if the list has no such code.
  const std::string& NameOf(const std::string& code) const {
    static const std::string* const none = new std::string();
    const auto found = names_.find(code);
    return found == names_.end() ? *none : found->second;
  }

 private:
  std::unordered_map<std::string, std::string> names_;
};

inline std::vector<Labels> LabelsOf(const Structure& structure,
                                    const std::vector<Component>& components) {
  std::vector<Labels> labels;
  labels.reserve(components.size());
  for (const Component& component : components) labels.emplace_back(structure.ListOf(component));
  return labels;
}

}  // namespace lontar::sdmx
