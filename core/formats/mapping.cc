#include "core/formats/mapping.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/utf8.h"

namespace lontar::formats {
namespace {

absl::Status MappingProblem(absl::string_view message) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "MAPPING_INVALID", message);
}

// yaml-cpp counts lines from 0 and gives -1 for a node that it made up.
absl::Status ProblemAt(const YAML::Node& node, absl::string_view message) {
  const int line = node.Mark().line + 1;
  return MappingProblem(line > 0 ? absl::StrCat("line ", line, ": ", message) : message);
}

using Names = std::vector<absl::string_view>;

// A map with scalar keys, none twice; with `allowed`, none but these.
absl::Status CheckKeys(const YAML::Node& node, absl::string_view name,
                       const std::optional<Names>& allowed) {
  if (!node.IsMap()) {
    return ProblemAt(node, absl::StrCat("\"", name, "\" needs keys with values under it"));
  }
  std::set<std::string> seen;
  for (const auto& item : node) {
    if (!item.first.IsScalar()) {
      return ProblemAt(item.first, absl::StrCat("a key of \"", name, "\" is no text"));
    }
    const std::string& key = item.first.Scalar();
    if (!seen.insert(key).second) {
      return ProblemAt(item.first, absl::StrCat("\"", name, "\" has the key \"", key, "\" twice"));
    }
    if (allowed && std::find(allowed->begin(), allowed->end(), key) == allowed->end()) {
      return ProblemAt(item.first, absl::StrCat("\"", name, "\" has no key \"", key, "\"; it has ",
                                                absl::StrJoin(*allowed, ", ")));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> TextOf(const YAML::Node& node, absl::string_view name) {
  if (!node.IsScalar() || node.Scalar().empty()) {
    return ProblemAt(node, absl::StrCat("\"", name, "\" needs a text"));
  }
  return node.Scalar();
}

absl::StatusOr<std::map<std::string, std::string>> TextsOf(const YAML::Node& node,
                                                           absl::string_view name) {
  LONTAR_RETURN_IF_ERROR(CheckKeys(node, name, std::nullopt));
  std::map<std::string, std::string> texts;
  for (const auto& item : node) {
    LONTAR_ASSIGN_OR_RETURN(texts[item.first.Scalar()], TextOf(item.second, item.first.Scalar()));
  }
  return texts;
}

absl::StatusOr<std::vector<std::string>> ListOf(const YAML::Node& node, absl::string_view name) {
  if (!node.IsSequence()) {
    return ProblemAt(node, absl::StrCat("\"", name, "\" needs a list, such as [A1]"));
  }
  std::vector<std::string> texts;
  for (const auto& item : node) {
    LONTAR_ASSIGN_OR_RETURN(texts.emplace_back(), TextOf(item, name));
  }
  return texts;
}

// "column", or {column: ..., map: {...}}, or {constant: ...}.
absl::StatusOr<FieldRule> RuleOf(const YAML::Node& node, absl::string_view name) {
  FieldRule rule;
  if (node.IsScalar()) {
    LONTAR_ASSIGN_OR_RETURN(rule.column, TextOf(node, name));
    return rule;
  }
  LONTAR_RETURN_IF_ERROR(CheckKeys(node, name, Names{"column", "map", "constant"}));
  const YAML::Node column = node["column"];
  const YAML::Node constant = node["constant"];
  const YAML::Node codes = node["map"];
  if (column.IsDefined() == constant.IsDefined() || (constant.IsDefined() && codes.IsDefined())) {
    return ProblemAt(node, absl::StrCat("\"", name, "\" needs a column, with a map or without, ",
                                        "or a constant"));
  }
  if (constant.IsDefined()) {
    LONTAR_ASSIGN_OR_RETURN(rule.constant, TextOf(constant, "constant"));
    return rule;
  }
  LONTAR_ASSIGN_OR_RETURN(rule.column, TextOf(column, "column"));
  if (codes.IsDefined()) {
    LONTAR_ASSIGN_OR_RETURN(rule.codes, TextsOf(codes, "map"));
    if (rule.codes.empty()) return ProblemAt(codes, "\"map\" is empty; leave it out");
  }
  return rule;
}

class MappingReader {
 public:
  explicit MappingReader(const YAML::Node& root) : root_(root) {}

  absl::StatusOr<Mapping> Read() {
    LONTAR_RETURN_IF_ERROR(
        CheckKeys(root_, "mapping file",
                  Names{"mapping", "file", "source", "indicator", "take", "series", "columns",
                        "dimensions", "definition", "deviations", "submitted_by"}));
    LONTAR_RETURN_IF_ERROR(NeedText(root_, "mapping", &mapping_.name));
    LONTAR_RETURN_IF_ERROR(NeedText(root_, "file", &mapping_.file));
    LONTAR_RETURN_IF_ERROR(NeedText(root_, "source", &mapping_.source));
    LONTAR_RETURN_IF_ERROR(NeedText(root_, "indicator", &mapping_.indicator));
    if (Has(root_, "series")) LONTAR_RETURN_IF_ERROR(NeedText(root_, "series", &mapping_.series));
    LONTAR_RETURN_IF_ERROR(ReadTake());
    LONTAR_RETURN_IF_ERROR(ReadColumns());
    LONTAR_RETURN_IF_ERROR(ReadDimensions());
    LONTAR_RETURN_IF_ERROR(MayHaveRule(root_, "definition", &mapping_.definition));
    LONTAR_RETURN_IF_ERROR(ReadDeviations());
    LONTAR_RETURN_IF_ERROR(ReadProviders());
    return std::move(mapping_);
  }

 private:
  static bool Has(const YAML::Node& node, const char* key) { return node[key].IsDefined(); }

  static absl::Status Need(const YAML::Node& node, const char* key) {
    if (Has(node, key)) return absl::OkStatus();
    return ProblemAt(node, absl::StrCat("the key \"", key, "\" is missing"));
  }

  static absl::Status NeedText(const YAML::Node& node, const char* key, std::string* text) {
    LONTAR_RETURN_IF_ERROR(Need(node, key));
    LONTAR_ASSIGN_OR_RETURN(*text, TextOf(node[key], key));
    if (text->size() <= base::kTextBytesMax) return absl::OkStatus();
    return ProblemAt(node[key],
                     absl::StrCat("\"", key, "\" is longer than ", base::kTextBytesMax, " bytes"));
  }

  static absl::Status NeedRule(const YAML::Node& node, const char* key, FieldRule* rule) {
    LONTAR_RETURN_IF_ERROR(Need(node, key));
    LONTAR_ASSIGN_OR_RETURN(*rule, RuleOf(node[key], key));
    return absl::OkStatus();
  }

  static absl::Status MayHaveRule(const YAML::Node& node, const char* key,
                                  std::optional<FieldRule>* rule) {
    if (!Has(node, key)) return absl::OkStatus();
    return NeedRule(node, key, &rule->emplace());
  }

  absl::Status ReadTake() {
    if (!Has(root_, "take")) return absl::OkStatus();
    const YAML::Node take = root_["take"];
    LONTAR_RETURN_IF_ERROR(CheckKeys(take, "take", std::nullopt));
    for (const auto& item : take) {
      const std::string& column = item.first.Scalar();
      LONTAR_ASSIGN_OR_RETURN(mapping_.take[column], ListOf(item.second, column));
    }
    return absl::OkStatus();
  }

  absl::Status ReadColumns() {
    LONTAR_RETURN_IF_ERROR(Need(root_, "columns"));
    const YAML::Node columns = root_["columns"];
    LONTAR_RETURN_IF_ERROR(CheckKeys(columns, "columns",
                                     Names{"member", "period", "measure", "value", "unit", "status",
                                           "confidentiality", "comment"}));
    LONTAR_RETURN_IF_ERROR(NeedRule(columns, "member", &mapping_.member));
    LONTAR_RETURN_IF_ERROR(NeedRule(columns, "period", &mapping_.period));
    LONTAR_RETURN_IF_ERROR(NeedRule(columns, "measure", &mapping_.measure));
    LONTAR_RETURN_IF_ERROR(NeedText(columns, "value", &mapping_.value));
    LONTAR_RETURN_IF_ERROR(NeedRule(columns, "unit", &mapping_.unit));
    LONTAR_RETURN_IF_ERROR(MayHaveRule(columns, "status", &mapping_.status));
    LONTAR_RETURN_IF_ERROR(MayHaveRule(columns, "confidentiality", &mapping_.confidentiality));
    if (!Has(columns, "comment")) return absl::OkStatus();
    return NeedText(columns, "comment", &mapping_.comment);
  }

  absl::Status ReadDimensions() {
    if (!Has(root_, "dimensions")) return absl::OkStatus();
    const YAML::Node dimensions = root_["dimensions"];
    LONTAR_RETURN_IF_ERROR(CheckKeys(dimensions, "dimensions", std::nullopt));
    for (const auto& item : dimensions) {
      const std::string& id = item.first.Scalar();
      LONTAR_ASSIGN_OR_RETURN(mapping_.dimensions[id], RuleOf(item.second, id));
    }
    return absl::OkStatus();
  }

  absl::Status ReadDeviations() {
    if (!Has(root_, "deviations")) return absl::OkStatus();
    const YAML::Node node = root_["deviations"];
    LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> ids, ListOf(node, "deviations"));
    for (const std::string& id : ids) {
      const std::optional<observation::Deviation> deviation = observation::DeviationOf(id);
      if (!deviation) {
        return ProblemAt(node, absl::StrCat("\"", id, "\" is no deviation; write for example ",
                                            "concept or coverage"));
      }
      if (absl::StartsWith(id, "age-")) {
        return ProblemAt(node, absl::StrCat("\"", id, "\" is not for a mapping; the import finds ",
                                            "deviations of age by itself"));
      }
      mapping_.deviations |= observation::SetOf(*deviation);
    }
    return absl::OkStatus();
  }

  absl::Status ReadProviders() {
    LONTAR_RETURN_IF_ERROR(Need(root_, "submitted_by"));
    const YAML::Node node = root_["submitted_by"];
    LONTAR_ASSIGN_OR_RETURN(mapping_.submitted_by, TextsOf(node, "submitted_by"));
    for (const auto& [member, provider] : mapping_.submitted_by) {
      if (!absl::StartsWith(provider, absl::StrCat(member, "."))) {
        return ProblemAt(node, absl::StrCat("\"", provider, "\" is no provider of ", member,
                                            "; its name begins with \"", member, ".\""));
      }
    }
    return absl::OkStatus();
  }

  const YAML::Node root_;
  Mapping mapping_;
};

}  // namespace

absl::StatusOr<Mapping> ReadMapping(absl::string_view yaml) {
  if (yaml.size() > base::kConfigurationBytesMax) {
    return MappingProblem(absl::StrCat("the mapping has ", yaml.size(), " bytes where ",
                                       base::kConfigurationBytesMax, " are allowed"));
  }
  if (!IsUtf8(yaml)) return MappingProblem("the mapping is no UTF-8");
  // yaml-cpp throws; nothing of that leaves this function.
  try {
    return MappingReader(YAML::Load(std::string(yaml))).Read();
  } catch (const YAML::Exception& error) {
    return MappingProblem(absl::StrCat("line ", error.mark.line + 1, ": ", error.msg));
  }
}

}  // namespace lontar::formats
