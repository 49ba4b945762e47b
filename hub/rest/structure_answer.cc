#include "hub/rest/structure_answer.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace lontar::hub::rest {
namespace {

using sdmx::ArtefactPlace;
using Type = ArtefactType;

// An artefact of one of the structures.
struct Place {
  size_t structure = 0;
  ArtefactPlace artefact;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// The lists of one name that stand in several structures get the codes of all of them.
void ShareLists(std::vector<CollectionStructure>* structures) {
  std::map<std::string, std::vector<sdmx::Item>> items;
  const auto each = [structures](auto take) {
    for (CollectionStructure& of : *structures) {
      for (sdmx::ItemScheme& list : of.structure.code_lists) take(list);
      take(of.structure.agencies);
      take(of.structure.providers);
    }
  };
  each([&items](const sdmx::ItemScheme& list) {
    std::vector<sdmx::Item>& all = items[list.reference.Text()];
    for (const sdmx::Item& item : list.items) {
      const bool is_known = std::ranges::find(all, item.id, &sdmx::Item::id) != all.end();
      if (!is_known) all.push_back(item);
    }
  });
  each([&items](sdmx::ItemScheme& list) { list.items = items[list.reference.Text()]; });
}

// What an artefact refers to.
std::vector<Type> ChildrenOf(Type type) {
  switch (type) {
    case Type::kDataStructure:
      return {Type::kCodelist, Type::kConceptScheme};
    case Type::kDataflow:
      return {Type::kDataStructure};
    case Type::kProvisionAgreement:
      return {Type::kDataflow, Type::kDataProviderScheme};
    case Type::kConstraint:
      return {Type::kDataflow};
    default:
      return {};
  }
}

// What refers to an artefact.
std::vector<Type> ParentsOf(Type type) {
  std::vector<Type> parents;
  for (const Type other :
       {Type::kDataStructure, Type::kDataflow, Type::kProvisionAgreement, Type::kConstraint}) {
    const std::vector<Type> children = ChildrenOf(other);
    if (std::ranges::find(children, type) != children.end()) parents.push_back(other);
  }
  return parents;
}

// Within one structure everything of a type is related to everything of another: a data structure
// to all of its lists, a flow to all of its constraints.
class Finder {
 public:
  Finder(const StructureQuery& query, const std::vector<CollectionStructure>& structures)
      : query_(query), structures_(structures) {}

  FoundStructures Find() {
    FindAsked();
    if (query_.references.any()) {
      for (const Place& asked : asked_) AddReferences(asked);
    }
    return Shares();
  }

 private:
  const sdmx::Reference& NameOf(const Place& place) const {
    return sdmx::ReferenceOf(structures_[place.structure].structure, place.artefact);
  }

  // What is asked for, its versions together.
  void FindAsked() {
    std::map<std::tuple<Type, std::string, std::string>, std::vector<Place>> by_name;
    for (size_t i = 0; i < structures_.size(); ++i) {
      for (const ArtefactPlace& artefact : sdmx::ArtefactsOf(structures_[i].structure)) {
        if (std::ranges::find(query_.types, artefact.first) == query_.types.end()) continue;
        const Place place{i, artefact};
        const sdmx::Reference& name = NameOf(place);
        if (IsNamed(query_.names, name)) {
          by_name[{artefact.first, name.agency, name.id}].push_back(place);
        }
      }
    }
    for (auto& [name, places] : by_name) {
      std::ranges::stable_sort(places, [this](const Place& a, const Place& b) {
        return IsEarlierVersion(NameOf(a).version, NameOf(b).version);
      });
      std::vector<std::string> versions;
      for (const Place& place : places) versions.push_back(NameOf(place).version);
      for (const size_t at : VersionsAsked(query_.names.versions, versions)) {
        asked_.push_back(places[at]);
      }
    }
  }

  void AddAll(size_t structure, Type type) {
    for (const ArtefactPlace& artefact : sdmx::ArtefactsOf(structures_[structure].structure)) {
      if (artefact.first == type) related_.insert({structure, artefact});
    }
  }

  void AddChildren(const Place& of, bool all_the_way) {
    for (const Type type : ChildrenOf(of.artefact.first)) {
      AddAll(of.structure, type);
      if (all_the_way) AddChildren({of.structure, {type, 0}}, true);
    }
  }

  void AddParents(const Place& of, bool all_the_way) {
    for (const Type type : ParentsOf(of.artefact.first)) {
      AddAll(of.structure, type);
      const Place parent{of.structure, {type, 0}};
      if (query_.references.siblings) AddChildren(parent, false);
      if (all_the_way) AddParents(parent, true);
    }
  }

  void AddReferences(const Place& of) {
    const References& references = query_.references;
    if (references.parents) AddParents(of, references.ancestors);
    if (references.children) AddChildren(of, references.descendants);
    for (const Type type : references.types) AddAll(of.structure, type);
  }

  FoundStructures Shares() {
    FoundStructures found;
    std::vector<std::map<ArtefactPlace, bool>> artefacts(structures_.size());
    std::set<std::pair<Type, std::string>> names;
    const auto add = [&](const Place& place, bool is_stub) {
      if (!names.insert({place.artefact.first, NameOf(place).Text()}).second) return;
      artefacts[place.structure].emplace(place.artefact, is_stub);
    };
    for (const Place& place : asked_) add(place, query_.detail == Detail::kAllStubs);
    for (const Place& place : related_) add(place, query_.detail != Detail::kFull);
    for (size_t i = 0; i < structures_.size(); ++i) {
      if (artefacts[i].empty()) continue;
      sdmx::StructureShare share;
      share.structure = &structures_[i].structure;
      share.artefacts = std::move(artefacts[i]);
      found.shares.push_back(std::move(share));
    }
    return found;
  }

  const StructureQuery& query_;
  const std::vector<CollectionStructure>& structures_;
  std::vector<Place> asked_;
  std::set<Place> related_;
};

// Only the items that are asked for; a scheme without any of them is as good as absent.
void KeepItems(const StructureQuery& query, std::vector<CollectionStructure>* structures) {
  const auto keep = [&query](sdmx::ItemScheme& scheme) {
    const size_t before = scheme.items.size();
    std::erase_if(scheme.items, [&](const sdmx::Item& item) {
      return std::ranges::find(query.items, item.id) == query.items.end();
    });
    scheme.is_partial = scheme.is_partial || scheme.items.size() < before;
  };
  for (CollectionStructure& of : *structures) {
    for (sdmx::ItemScheme& list : of.structure.code_lists) keep(list);
    keep(of.structure.concepts);
    keep(of.structure.agencies);
    keep(of.structure.providers);
  }
}

bool HasItems(const sdmx::Structure& structure, const ArtefactPlace& place) {
  switch (place.first) {
    case Type::kCodelist:
      return !structure.code_lists[place.second].items.empty();
    case Type::kConceptScheme:
      return !structure.concepts.items.empty();
    case Type::kAgencyScheme:
      return !structure.agencies.items.empty();
    case Type::kDataProviderScheme:
      return !structure.providers.items.empty();
    default:
      return false;
  }
}

}  // namespace

FoundStructures FindStructures(const StructureQuery& query,
                               std::vector<CollectionStructure>* structures) {
  ShareLists(structures);
  if (!query.items.empty()) KeepItems(query, structures);
  FoundStructures found = Finder(query, *structures).Find();
  if (query.items.empty()) return found;
  for (sdmx::StructureShare& share : found.shares) {
    std::erase_if(share.artefacts, [&share](const auto& artefact) {
      return !HasItems(*share.structure, artefact.first);
    });
  }
  std::erase_if(found.shares,
                [](const sdmx::StructureShare& share) { return share.artefacts.empty(); });
  return found;
}

}  // namespace lontar::hub::rest
