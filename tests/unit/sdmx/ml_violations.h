#pragma once
// Where a message of ours is against the facts of ml_facts.h. Slow and plain.

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/unit/sdmx/ml_facts.h"
#include "tests/unit/sdmx/ml_tree.h"

namespace lontar::sdmx {

// "urn=base.Agency": a URN of that class; others by name.
inline std::string MlTypeOf(const std::string& type) {
  static const std::string name = "[A-Za-z][A-Za-z0-9_\\-]*";
  static const std::string version30 = "(0|[1-9]\\d*)(\\.(0|[1-9]\\d*)){0,2}";
  static const std::map<std::string, std::string> types = {
      {"any", "[\\s\\S]*"},
      {"id", "[A-Za-z0-9_@$\\-]+"},
      {"name", name},
      {"agency", name + "(\\." + name + ")*"},
      {"version", "[0-9]+(\\.[0-9]+)*"},
      {"version30", version30},
      {"bool", "true|false"},
      {"int", "[0-9]+"},
      {"uri", "\\S+"},
      {"instant", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"},
      {"period", "\\d{4}(-(0[1-9]|1[0-2]))?|\\d{4}-(A1|S[12]|T[123]|Q[1-4]|M(0[1-9]|1[0-2]))"},
      {"action", "Append|Replace|Delete|Information"},
      {"scope", "DataStructure|ConstrainedDataStructure|Dataflow|ProvisionAgreement"},
      {"role", "Allowed|Actual"},
      {"assignment", "Mandatory|Conditional"},
      {"usage", "mandatory|optional"},
      {"textType", "String|Decimal|Integer|ObservationalTimePeriod"},
  };
  const size_t equal = type.find('=');
  if (equal == std::string::npos) return types.at(type);
  const std::string item = absl::StartsWith(type, "item") ? "(\\.[A-Za-z0-9_@$\\-]+)+" : "";
  // In URNs too the schemes of offices have a version, and it is always this one.
  const std::string place = absl::StrContains(type, "=base.")
                                ? "(AGENCIES|DATA_PROVIDERS)\\(1\\.0\\)"
                                : absl::StrCat("[A-Za-z0-9_@$\\-]+\\(", version30, "\\)");
  return absl::StrCat("urn:sdmx:org\\.sdmx\\.infomodel\\.", type.substr(equal + 1), "=", name,
                      "(\\.", name, ")*:", place, item);
}

class MlChecker {
 public:
  explicit MlChecker(bool is_21) {
    for (const auto& facts : {MlFactsOfMessages(is_21), MlFactsOfReferences(is_21),
                              MlFactsOfSchemes(is_21), MlFactsOfStructures(is_21)}) {
      for (const MlFact& fact : facts) facts_[fact.element] = fact;
    }
  }

  std::vector<std::string> Check(const MlNode& root) {
    CheckNode(root, "");
    for (const std::string& referred : referred_) {
      if (!declared_.contains(referred)) Say("DataSet", "refers to no structureID: " + referred);
    }
    return found_;
  }

 private:
  void Say(const std::string& where, const std::string& what) {
    found_.push_back(absl::StrCat(where, ": ", what));
  }

  static std::vector<std::string> Words(const std::string& text) {
    return absl::StrSplit(text, ' ', absl::SkipEmpty());
  }

  bool Matches(const std::string& text, const std::string& pattern) {
    auto made = patterns_.find(pattern);
    if (made == patterns_.end()) made = patterns_.emplace(pattern, std::regex(pattern)).first;
    return std::regex_match(text, made->second);
  }

  // The fact of the longest end of the path: a>b>c, b>c, c.
  const MlFact* FactOf(const std::string& path) const {
    for (size_t from = 0;;) {
      const auto found = facts_.find(path.substr(from));
      if (found != facts_.end()) return &found->second;
      from = path.find('>', from);
      if (from == std::string::npos) return nullptr;
      ++from;
    }
  }

  void CheckNode(const MlNode& node, const std::string& above) {
    const std::string path = above.empty() ? node.name : absl::StrCat(above, ">", node.name);
    const MlFact* fact = FactOf(path);
    if (fact == nullptr) return Say(path, "no such element");
    CheckAttributes(node, *fact, path);
    CheckChildren(node, *fact, path);
    CheckText(node, *fact, path);
    CheckUnique(node, path);
    CheckGrouping(node, path);
    for (const auto& child : node.children) CheckNode(*child, path);
    for (const char* key : {"structureRef", "x:structureRef"}) {
      if (node.attributes.contains(key)) referred_.insert(node.attributes.at(key));
    }
    if (node.attributes.contains("structureID")) {
      const bool is_new = declared_.insert(node.attributes.at("structureID")).second;
      if (!is_new) Say(path, "structureID twice");
    }
  }

  void CheckAttributes(const MlNode& node, const MlFact& fact, const std::string& path) {
    std::set<std::string> known;
    bool takes_any = false;
    for (const std::string& rule : Words(fact.attributes)) {
      takes_any = takes_any || rule == "*";
      if (rule == "*") continue;
      // The last colon before a type or the equals sign before a value: "xml:lang:any".
      const size_t equal = rule.find('=');
      const bool is_fixed = equal != std::string::npos && !absl::StrContains(rule, "urn=");
      const size_t cut = is_fixed ? equal : rule.rfind(':');
      absl::string_view key = absl::string_view(rule).substr(0, cut);
      const std::string type = rule.substr(cut + 1);
      const bool is_required = absl::ConsumeSuffix(&key, "!");
      known.emplace(key);
      const auto value = node.attributes.find(std::string(key));
      if (value == node.attributes.end()) {
        if (is_required) Say(path, absl::StrCat("without ", key));
      } else if (is_fixed ? value->second != type : !Matches(value->second, MlTypeOf(type))) {
        Say(path, absl::StrCat(key, "=\"", value->second, "\" is no ", type));
      }
    }
    for (const auto& [key, value] : node.attributes) {
      const bool is_free = takes_any && !absl::StrContains(key, ':');
      if (!is_free && !known.contains(key)) Say(path, "no such attribute: " + key);
    }
  }

  void CheckChildren(const MlNode& node, const MlFact& fact, const std::string& path) {
    std::string names;
    std::map<std::string, int> runs;
    std::string before;
    int run = 0;
    for (const auto& child : node.children) {
      run = child->name == before ? run + 1 : 1;
      before = child->name;
      ++runs[child->name];
      // No rule tells three from more.
      if (run <= 3) absl::StrAppend(&names, child->name, " ");
    }
    if (absl::StartsWith(fact.children, "&")) {
      const std::set<std::string> allowed = absl::StrSplit(fact.children.substr(2), ' ');
      for (const auto& [name, times] : runs) {
        if (times > 1 || !allowed.contains(name)) Say(path, "children: " + names);
      }
      return;
    }
    std::string pattern;
    for (const std::string& token : Words(fact.children)) {
      const size_t name_end = token.find_first_of("?*+{()|");
      if (name_end == 0) {
        pattern += token;
      } else {
        absl::StrAppend(&pattern, "(", token.substr(0, name_end), " )",
                        name_end == std::string::npos ? "" : token.substr(name_end));
      }
    }
    if (!Matches(names, pattern)) Say(path, "children: " + names);
  }

  void CheckText(const MlNode& node, const MlFact& fact, const std::string& path) {
    if (fact.text.empty()) {
      if (node.text.find_first_not_of(" \n") != std::string::npos) Say(path, "text: " + node.text);
    } else if (!Matches(node.text, MlTypeOf(fact.text))) {
      Say(path, absl::StrCat("\"", node.text, "\" is no ", fact.text));
    }
  }

  // The header says how the observations of the data sets are organised.
  void CheckGrouping(const MlNode& node, const std::string& path) {
    const auto observed_by = node.attributes.find("dimensionAtObservation");
    if (observed_by != node.attributes.end()) {
      is_flat_ = observed_by->second == "AllDimensions";
      const auto space = node.attributes.find("namespace");
      if (space != node.attributes.end() &&
          !absl::EndsWith(space->second, ":ObsLevelDim:" + observed_by->second)) {
        Say(path, "namespace is of another dimension: " + space->second);
      }
    }
    if (node.name != "m:DataSet") return;
    for (const auto& child : node.children) {
      const bool is_series = child->name == "Series" || child->name == "g:Series";
      const bool is_obs = child->name == "Obs" || child->name == "g:Obs";
      if (is_flat_ ? is_series : is_obs) Say(path, "not as the header says: " + child->name);
    }
  }

  // What the schemas hold for unique: artefacts, items and components of one parent.
  void CheckUnique(const MlNode& node, const std::string& path) {
    std::set<std::string> ids;
    for (const auto& child : node.children) {
      const auto id = child->attributes.find("id");
      if (id == child->attributes.end() || absl::StrContains(child->name, "Annotation")) continue;
      const auto part = [&child](const char* key) {
        const auto found = child->attributes.find(key);
        return found == child->attributes.end() ? std::string() : found->second;
      };
      const std::string whole =
          absl::StrCat(child->name, " ", part("agencyID"), ":", id->second, " ", part("version"));
      if (!ids.insert(whole).second) Say(path, "twice: " + whole);
    }
  }

  std::map<std::string, MlFact> facts_;
  std::map<std::string, std::regex> patterns_;
  std::set<std::string> declared_;
  std::set<std::string> referred_;
  bool is_flat_ = false;
  std::vector<std::string> found_;
};

// One line for each; none: as the schemas have it.
inline std::vector<std::string> MlViolations(const std::string& xml) {
  const MlTree tree(xml);
  return MlChecker(tree.is_21()).Check(tree.root());
}

}  // namespace lontar::sdmx
