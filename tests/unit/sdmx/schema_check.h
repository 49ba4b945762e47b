#pragma once
// Holds a message against what schema_facts.h says of its form.
//
// Slow and plain: each member is looked up among all facts. Of tests.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/unit/sdmx/schema_facts.h"

namespace lontar::sdmx {

class SchemaCheck {
 public:
  explicit SchemaCheck(SchemaForms form) : form_(form) {}

  // What the schema does not allow, each with its place; empty: nothing.
  std::vector<std::string> Problems(const nlohmann::json& message, const std::string& type) {
    problems_.clear();
    Check(message, type, "");
    return problems_;
  }

 private:
  using json = nlohmann::json;

  void Complain(const std::string& where, const std::string& what) {
    problems_.push_back(absl::StrCat(where, ": ", what));
  }

  void Check(const json& value, const std::string& kind, const std::string& where) {
    const size_t bracket = kind.find('[');
    if (bracket != std::string::npos) {
      CheckArray(value, kind.substr(0, bracket), kind.substr(bracket), where);
    } else if (kind[0] == '=') {
      const std::vector<std::string> words = absl::StrSplit(kind.substr(1), '|');
      if (std::ranges::none_of(words, [&value](const auto& word) { return value == word; })) {
        Complain(where, absl::StrCat(value.dump(), " is none of ", kind.substr(1)));
      }
    } else if (absl::StartsWith(kind, "urn:")) {
      CheckText(value, form_ == kJson10 ? "^urn:[^ ]+$" : UrnPattern(kind.substr(4)), where);
    } else if (const auto pattern = Patterns().find(kind); pattern != Patterns().end()) {
      CheckText(value, pattern->second, where);
    } else if (!CheckPlain(value, kind, where)) {
      CheckObject(value, kind, where);
    }
  }

  void CheckArray(const json& value, const std::string& kind, const std::string& how,
                  const std::string& where) {
    if (!value.is_array()) return Complain(where, "is no array");
    if (absl::StrContains(how, '1') && value.empty()) Complain(where, "is empty");
    if (absl::StrContains(how, 'u') &&
        std::set<json>(value.begin(), value.end()).size() != value.size()) {
      Complain(where, "has something twice");
    }
    for (size_t i = 0; i < value.size(); ++i) Check(value[i], kind, absl::StrCat(where, "/", i));
  }

  // The texts that have a pattern.
  static const std::map<std::string, std::string>& Patterns() {
    static const auto* patterns = new std::map<std::string, std::string>{
        {"id", "^[A-Za-z0-9_@$-]+$"},
        {"name", "^[A-Za-z][A-Za-z0-9_-]*$"},
        {"agency", "^[A-Za-z][A-Za-z0-9_-]*(\\.[A-Za-z][A-Za-z0-9_-]*)*$"},
        {"version", "^(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)){0,2}$"},
        {"language", "^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$"},
        {"uri", "^[a-z]+:[^ ]+$"},
        {"instant",
         "^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$"},
        {"period", "^[0-9]{4}(-([ASTQ][1-4]|M[01][0-9]|[01][0-9](-[0-3][0-9])?))?$"}};
    return *patterns;
  }

  static std::string UrnPattern(const std::string& of_class) {
    const bool is_item =
        absl::EndsWith(of_class, ".Concept") || absl::EndsWith(of_class, "Provider");
    return absl::StrCat(
        "^urn:sdmx:org\\.sdmx\\.infomodel\\.", of_class,
        "=[A-Za-z][A-Za-z0-9_-]*(\\.[A-Za-z][A-Za-z0-9_-]*)*:",
        absl::EndsWith(of_class, "Provider") ? "DATA_PROVIDERS" : "[A-Za-z0-9_@$-]+",
        "\\((0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)){0,2}\\)", is_item ? "\\.[A-Za-z0-9_@$-]+$" : "$");
  }

  void CheckText(const json& value, const std::string& pattern, const std::string& where) {
    auto [at, is_new] = compiled_.try_emplace(pattern);
    if (is_new) at->second = std::regex(pattern);
    if (!value.is_string() || !std::regex_match(value.get<std::string>(), at->second)) {
      Complain(where, absl::StrCat(value.dump(), " is not of the form ", pattern));
    }
  }

  // False: `kind` is that of an object.
  bool CheckPlain(const json& value, const std::string& kind, const std::string& where) {
    bool is_of_kind = true;
    if (kind == "text") {
      is_of_kind = value.is_string();
    } else if (kind == "texts") {
      is_of_kind = value.is_object() &&
                   std::ranges::all_of(value, [](const json& text) { return text.is_string(); });
    } else if (kind == "bool") {
      is_of_kind = value.is_boolean();
    } else if (kind == "number") {
      is_of_kind = value.is_number();
    } else if (kind == "count") {
      is_of_kind = value.is_number_unsigned();
    } else if (kind == "place") {
      is_of_kind = value.is_number_unsigned() || value.is_null();
    } else if (kind == "cell") {
      is_of_kind = value.is_primitive();
    } else if (kind == "nothing") {
      is_of_kind = value.is_object() && value.empty();
    } else {
      return false;
    }
    if (!is_of_kind) Complain(where, absl::StrCat(value.dump(), " is no ", kind));
    return true;
  }

  // The facts of a type and of those whose members it has.
  std::vector<const SchemaFact*> FactsOf(const std::string& type) const {
    std::vector<const SchemaFact*> facts;
    for (const SchemaFact& fact : kSchemaFacts) {
      if ((fact.forms & form_) == 0 || fact.type != type) continue;
      if (fact.member != std::string("<")) {
        facts.push_back(&fact);
        continue;
      }
      const std::vector<const SchemaFact*> inherited = FactsOf(fact.kind);
      facts.insert(facts.end(), inherited.begin(), inherited.end());
    }
    return facts;
  }

  void CheckObject(const json& value, const std::string& type, const std::string& where) {
    if (!value.is_object()) return Complain(where, absl::StrCat("is no ", type));
    std::set<std::string> known;
    for (const SchemaFact* fact : FactsOf(type)) {
      const std::string member(absl::StripSuffix(fact->member, "!"));
      if (absl::EndsWith(member, " of")) {
        CheckChoice(value, member, fact->kind, where);
      } else if (member == "*") {
        for (const auto& [name, content] : value.items()) {
          known.insert(name);
          CheckText(name, "^[0-9]+(:[0-9]+)*$", absl::StrCat(where, "/", name));
          Check(content, fact->kind, absl::StrCat(where, "/", name));
        }
      } else if (value.contains(member)) {
        known.insert(member);
        Check(value[member], fact->kind, absl::StrCat(where, "/", member));
      } else if (member != fact->member) {
        Complain(where, absl::StrCat("has no ", member));
      }
    }
    for (const auto& [name, content] : value.items()) {
      if (!known.contains(name)) Complain(where, absl::StrCat(type, " knows no ", name));
    }
  }

  void CheckChoice(const json& value, const std::string& how, const std::string& choices,
                   const std::string& where) {
    int there = 0;
    for (const absl::string_view choice : absl::StrSplit(choices, ' ')) {
      const std::vector<std::string> together = absl::StrSplit(choice, '+');
      there += std::ranges::all_of(
          together, [&value](const std::string& member) { return value.contains(member); });
    }
    const bool is_met = how == "one of" ? there == 1 : how == "any of" ? there > 0 : there == 0;
    if (!is_met) Complain(where, absl::StrCat("must have ", how, " ", choices));
  }

  const SchemaForms form_;
  std::map<std::string, std::regex> compiled_;
  std::vector<std::string> problems_;
};

}  // namespace lontar::sdmx
