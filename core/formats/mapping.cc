#include "core/formats/mapping.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/text_node.h"

namespace lontar::formats {
namespace {

using catalogue::TextNode;

using Names = std::vector<absl::string_view>;

class MappingReader {
 public:
  MappingReader(const catalogue::TextSource& source, const TextNode& root)
      : source_(source), root_(root) {}

  absl::StatusOr<Mapping> Read() {
    LONTAR_RETURN_IF_ERROR(
        CheckKeys(root_, "mapping file",
                  Names{"mapping",      "file",          "source",   "indicator",  "sheet",
                        "header_row",   "header_rows",   "last_row", "encoding",   "separator",
                        "decimal_mark", "grouping_mark", "calendar", "missing",    "fill_down",
                        "take",         "series",        "columns",  "dimensions", "definition",
                        "deviations",   "submitted_by",  "unsure",   "schema"}));
    LONTAR_RETURN_IF_ERROR(NeedText(root_, "mapping", &mapping_.name));
    LONTAR_RETURN_IF_ERROR(NeedText(root_, "file", &mapping_.file));
    LONTAR_RETURN_IF_ERROR(NeedText(root_, "source", &mapping_.source));
    LONTAR_RETURN_IF_ERROR(ReadIndicator());
    LONTAR_RETURN_IF_ERROR(ReadPlace());
    LONTAR_RETURN_IF_ERROR(ReadManner());
    LONTAR_RETURN_IF_ERROR(ReadMissing());
    LONTAR_RETURN_IF_ERROR(MayHaveText(root_, "series", &mapping_.series));
    LONTAR_RETURN_IF_ERROR(ReadTake());
    LONTAR_RETURN_IF_ERROR(ReadDimensions());
    LONTAR_RETURN_IF_ERROR(ReadColumns());
    LONTAR_RETURN_IF_ERROR(MayHaveRule(root_, "definition", &mapping_.definition));
    LONTAR_RETURN_IF_ERROR(ReadDeviations());
    LONTAR_RETURN_IF_ERROR(ReadProviders());
    return std::move(mapping_);
  }

 private:
  absl::Status ProblemAt(const TextNode& node, absl::string_view sentence) const {
    return catalogue::InvalidText(source_, node.line, sentence);
  }

  // Null if the map does not have the key.
  static const TextNode* Find(const TextNode& map, absl::string_view key) {
    const auto found = std::ranges::find(map.keys, key);
    if (found == map.keys.end()) return nullptr;
    return &map.items[static_cast<size_t>(found - map.keys.begin())];
  }

  absl::Status CheckMap(const TextNode& node, absl::string_view name) const {
    if (node.kind == TextNode::Kind::kMap) return absl::OkStatus();
    return ProblemAt(node, absl::StrCat("\"", name, "\" needs keys with values under it"));
  }

  // A map with none but these keys. None stands twice: the tree's reader sees to it.
  absl::Status CheckKeys(const TextNode& node, absl::string_view name, const Names& allowed) const {
    LONTAR_RETURN_IF_ERROR(CheckMap(node, name));
    for (size_t i = 0; i < node.keys.size(); ++i) {
      if (std::ranges::find(allowed, node.keys[i]) != allowed.end()) continue;
      return ProblemAt(node.items[i],
                       absl::StrCat("\"", name, "\" has no key ", base::Quoted(node.keys[i]),
                                    "; it has ", absl::StrJoin(allowed, ", ")));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> TextOf(const TextNode& node, absl::string_view name) const {
    if (node.kind != TextNode::Kind::kText || node.text.empty()) {
      return ProblemAt(node, absl::StrCat(base::Quoted(name), " needs a text"));
    }
    if (node.text.size() <= base::kTextBytesMax) return node.text;
    return ProblemAt(node, absl::StrCat(base::Quoted(name), " has ", node.text.size(),
                                        " bytes; write at most ", base::kTextBytesMax));
  }

  absl::StatusOr<std::map<std::string, std::string>> TextsOf(const TextNode& node,
                                                             absl::string_view name) const {
    LONTAR_RETURN_IF_ERROR(CheckMap(node, name));
    std::map<std::string, std::string> texts;
    for (size_t i = 0; i < node.keys.size(); ++i) {
      LONTAR_ASSIGN_OR_RETURN(texts[node.keys[i]], TextOf(node.items[i], node.keys[i]));
    }
    return texts;
  }

  absl::StatusOr<std::vector<std::string>> ListOf(const TextNode& node,
                                                  absl::string_view name) const {
    if (node.kind != TextNode::Kind::kList) {
      return ProblemAt(node, absl::StrCat(base::Quoted(name), " needs a list, such as [A1]"));
    }
    std::vector<std::string> texts;
    for (const TextNode& item : node.items) {
      LONTAR_ASSIGN_OR_RETURN(texts.emplace_back(), TextOf(item, name));
    }
    return texts;
  }

  // "column", or {column: ..., map: {...}}, or {constant: ...}.
  absl::StatusOr<FieldRule> RuleOf(const TextNode& node, absl::string_view name) const {
    FieldRule rule;
    if (node.kind == TextNode::Kind::kText) {
      LONTAR_ASSIGN_OR_RETURN(rule.column, TextOf(node, name));
      return rule;
    }
    LONTAR_RETURN_IF_ERROR(CheckKeys(node, name, Names{"column", "map", "constant"}));
    const TextNode* column = Find(node, "column");
    const TextNode* constant = Find(node, "constant");
    const TextNode* codes = Find(node, "map");
    if ((column == nullptr) == (constant == nullptr) || (constant != nullptr && codes != nullptr)) {
      return ProblemAt(node, absl::StrCat("\"", name, "\" needs a column, with a map or without, ",
                                          "or a constant"));
    }
    if (constant != nullptr) {
      LONTAR_ASSIGN_OR_RETURN(rule.constant, TextOf(*constant, "constant"));
      return rule;
    }
    LONTAR_ASSIGN_OR_RETURN(rule.column, TextOf(*column, "column"));
    if (codes != nullptr) {
      LONTAR_ASSIGN_OR_RETURN(rule.codes, TextsOf(*codes, "map"));
      if (rule.codes.empty()) return ProblemAt(*codes, "\"map\" is empty; leave it out");
    }
    return rule;
  }

  absl::StatusOr<const TextNode*> Need(const TextNode& map, absl::string_view key) const {
    const TextNode* found = Find(map, key);
    if (found != nullptr) return found;
    return ProblemAt(map, absl::StrCat("the key \"", key, "\" is missing"));
  }

  absl::Status NeedText(const TextNode& map, absl::string_view key, std::string* text) const {
    LONTAR_ASSIGN_OR_RETURN(const TextNode* node, Need(map, key));
    LONTAR_ASSIGN_OR_RETURN(*text, TextOf(*node, key));
    return absl::OkStatus();
  }

  absl::Status NeedRule(const TextNode& map, absl::string_view key, FieldRule* rule) const {
    LONTAR_ASSIGN_OR_RETURN(const TextNode* node, Need(map, key));
    LONTAR_ASSIGN_OR_RETURN(*rule, RuleOf(*node, key));
    return absl::OkStatus();
  }

  absl::Status MayHaveRule(const TextNode& map, absl::string_view key,
                           std::optional<FieldRule>* rule) const {
    if (Find(map, key) == nullptr) return absl::OkStatus();
    return NeedRule(map, key, &rule->emplace());
  }

  absl::Status MayHaveText(const TextNode& map, absl::string_view key, std::string* text) const {
    return Find(map, key) == nullptr ? absl::OkStatus() : NeedText(map, key, text);
  }

  // A number of a row or of rows, from 1.
  absl::StatusOr<std::optional<int>> CountOf(absl::string_view key) const {
    const TextNode* node = Find(root_, key);
    if (node == nullptr) return std::nullopt;
    LONTAR_ASSIGN_OR_RETURN(const std::string text, TextOf(*node, key));
    int number = 0;
    if (absl::SimpleAtoi(text, &number) && number >= 1 && number <= base::kImportRowsMax) {
      return number;
    }
    return ProblemAt(*node, absl::StrCat("\"", key, "\" is ", base::Quoted(text),
                                         "; write a number from 1 to ", base::kImportRowsMax));
  }

  // A key that holds one of few marks; 0 where it is not there.
  absl::StatusOr<char> MarkOf(absl::string_view key, absl::string_view allowed) const {
    const TextNode* node = Find(root_, key);
    if (node == nullptr) return '\0';
    LONTAR_ASSIGN_OR_RETURN(std::string text, TextOf(*node, key));
    if (text == "tab") text = "\t";
    if (text == "space") text = " ";
    if (text.size() == 1 && allowed.find(text[0]) != absl::string_view::npos) return text[0];
    std::vector<std::string> known;
    for (const char mark : allowed) {
      known.push_back(mark == '\t' ? "tab" : mark == ' ' ? "space" : std::string(1, mark));
    }
    return ProblemAt(*node, absl::StrCat("\"", key, "\" is ", base::Quoted(text),
                                         "; write one of: ", absl::StrJoin(known, "  ")));
  }

  // A stable id alone is the constant.
  absl::Status ReadIndicator() {
    LONTAR_ASSIGN_OR_RETURN(const TextNode* node, Need(root_, "indicator"));
    if (node->kind == TextNode::Kind::kText) {
      return NeedText(root_, "indicator", &mapping_.indicator.constant);
    }
    return NeedRule(root_, "indicator", &mapping_.indicator);
  }

  absl::Status ReadPlace() {
    LONTAR_RETURN_IF_ERROR(MayHaveText(root_, "sheet", &mapping_.sheet));
    LONTAR_ASSIGN_OR_RETURN(mapping_.header_row, CountOf("header_row"));
    LONTAR_ASSIGN_OR_RETURN(mapping_.last_row, CountOf("last_row"));
    LONTAR_ASSIGN_OR_RETURN(const std::optional<int> rows, CountOf("header_rows"));
    constexpr int kHeaderRowsMax = 5;
    mapping_.header_rows = std::min(rows.value_or(1), kHeaderRowsMax);
    return absl::OkStatus();
  }

  absl::Status ReadManner() {
    LONTAR_ASSIGN_OR_RETURN(mapping_.separator, MarkOf("separator", ",;\t|"));
    LONTAR_ASSIGN_OR_RETURN(mapping_.marks.decimal, MarkOf("decimal_mark", ".,"));
    LONTAR_ASSIGN_OR_RETURN(mapping_.marks.grouping, MarkOf("grouping_mark", ",. '"));
    if (mapping_.marks.decimal != 0 && mapping_.marks.decimal == mapping_.marks.grouping) {
      return ProblemAt(*Find(root_, "grouping_mark"),
                       "\"grouping_mark\" is also the decimal mark; write the other one");
    }
    LONTAR_RETURN_IF_ERROR(ReadEncoding());
    return ReadCalendar();
  }

  absl::Status ReadEncoding() {
    std::string name;
    LONTAR_RETURN_IF_ERROR(MayHaveText(root_, "encoding", &name));
    if (name.empty()) return absl::OkStatus();
    mapping_.encoding = EncodingOf(name);
    if (mapping_.encoding) return absl::OkStatus();
    return ProblemAt(*Find(root_, "encoding"),
                     absl::StrCat("\"encoding\" is ", base::Quoted(name),
                                  "; write UTF-8, UTF-16LE, UTF-16BE, windows-874 or "
                                  "windows-1252"));
  }

  absl::Status ReadCalendar() {
    std::string calendar;
    LONTAR_RETURN_IF_ERROR(MayHaveText(root_, "calendar", &calendar));
    if (calendar == "buddhist") mapping_.calendar = Calendar::kBuddhist;
    if (calendar.empty() || calendar == "buddhist" || calendar == "gregorian") {
      return absl::OkStatus();
    }
    return ProblemAt(
        *Find(root_, "calendar"),
        absl::StrCat("\"calendar\" is ", base::Quoted(calendar), "; write gregorian or buddhist"));
  }

  absl::Status ReadMissing() {
    if (const TextNode* node = Find(root_, "fill_down")) {
      LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> columns, ListOf(*node, "fill_down"));
      mapping_.fill_down = {columns.begin(), columns.end()};
    }
    const TextNode* node = Find(root_, "missing");
    if (node == nullptr) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(mapping_.missing, TextsOf(*node, "missing"));
    for (const auto& [text, letter] : mapping_.missing) {
      const auto status = observation::StatusOf(letter);
      if (status && !observation::HasNumber(*status)) continue;
      return ProblemAt(*node, absl::StrCat(base::Quoted(letter),
                                           " is no status without a number; write O (not "
                                           "available), L (not collected), M (does not apply) or "
                                           "Q (held back)"));
    }
    return absl::OkStatus();
  }

  // "Value", or a list of {column: ..., says: {sex: M}}.
  absl::Status ReadValues(const TextNode& columns) {
    LONTAR_ASSIGN_OR_RETURN(const TextNode* node, Need(columns, "value"));
    if (node->kind != TextNode::Kind::kList) {
      return NeedText(columns, "value", &mapping_.values.emplace_back().column);
    }
    for (const TextNode& item : node->items) {
      FigureColumn& figures = mapping_.values.emplace_back();
      LONTAR_RETURN_IF_ERROR(CheckKeys(item, "value", Names{"column", "says"}));
      LONTAR_RETURN_IF_ERROR(NeedText(item, "column", &figures.column));
      const TextNode* says = Find(item, "says");
      if (says != nullptr) {
        LONTAR_ASSIGN_OR_RETURN(figures.says, TextsOf(*says, "says"));
      }
      for (const auto& [field, text] : figures.says) {
        static constexpr absl::string_view kFields[] = {"indicator", "member", "period",
                                                        "measure",   "unit",   "status"};
        const bool is_field = std::ranges::find(kFields, field) != std::end(kFields);
        if (is_field || mapping_.dimensions.contains(field)) continue;
        return ProblemAt(item,
                         absl::StrCat("\"says\" has no field ", base::Quoted(field), "; it has ",
                                      absl::StrJoin(kFields, ", "), " and the dimensions"));
      }
    }
    if (!mapping_.values.empty()) return absl::OkStatus();
    return ProblemAt(*node, "\"value\" names no column");
  }

  absl::Status ReadTake() {
    const TextNode* take = Find(root_, "take");
    if (take == nullptr) return absl::OkStatus();
    LONTAR_RETURN_IF_ERROR(CheckMap(*take, "take"));
    for (size_t i = 0; i < take->keys.size(); ++i) {
      const std::string& column = take->keys[i];
      LONTAR_ASSIGN_OR_RETURN(mapping_.take[column], ListOf(take->items[i], column));
    }
    return absl::OkStatus();
  }

  absl::Status ReadColumns() {
    LONTAR_ASSIGN_OR_RETURN(const TextNode* columns, Need(root_, "columns"));
    LONTAR_RETURN_IF_ERROR(CheckKeys(*columns, "columns",
                                     Names{"member", "period", "measure", "value", "unit", "status",
                                           "confidentiality", "comment", "source", "deviations"}));
    LONTAR_RETURN_IF_ERROR(MayHaveText(*columns, "source", &mapping_.row_source));
    LONTAR_RETURN_IF_ERROR(MayHaveText(*columns, "deviations", &mapping_.row_deviations));
    LONTAR_RETURN_IF_ERROR(NeedRule(*columns, "member", &mapping_.member));
    LONTAR_RETURN_IF_ERROR(NeedRule(*columns, "period", &mapping_.period));
    LONTAR_RETURN_IF_ERROR(NeedRule(*columns, "measure", &mapping_.measure));
    LONTAR_RETURN_IF_ERROR(ReadValues(*columns));
    LONTAR_RETURN_IF_ERROR(MayHaveRule(*columns, "unit", &mapping_.unit));
    LONTAR_RETURN_IF_ERROR(MayHaveRule(*columns, "status", &mapping_.status));
    LONTAR_RETURN_IF_ERROR(MayHaveRule(*columns, "confidentiality", &mapping_.confidentiality));
    return MayHaveText(*columns, "comment", &mapping_.comment);
  }

  absl::Status ReadDimensions() {
    const TextNode* dimensions = Find(root_, "dimensions");
    if (dimensions == nullptr) return absl::OkStatus();
    LONTAR_RETURN_IF_ERROR(CheckMap(*dimensions, "dimensions"));
    for (size_t i = 0; i < dimensions->keys.size(); ++i) {
      const std::string& id = dimensions->keys[i];
      LONTAR_ASSIGN_OR_RETURN(mapping_.dimensions[id], RuleOf(dimensions->items[i], id));
    }
    return absl::OkStatus();
  }

  absl::Status ReadDeviations() {
    const TextNode* node = Find(root_, "deviations");
    if (node == nullptr) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> ids, ListOf(*node, "deviations"));
    for (const std::string& id : ids) {
      const std::optional<observation::Deviation> deviation = observation::DeviationOf(id);
      if (!deviation) {
        return ProblemAt(*node, absl::StrCat(base::Quoted(id), " is no deviation; write for ",
                                             "example concept or coverage"));
      }
      if (absl::StartsWith(id, "age-")) {
        return ProblemAt(*node, absl::StrCat("\"", id, "\" is not for a mapping; the import finds ",
                                             "deviations of age by itself"));
      }
      mapping_.deviations |= observation::SetOf(*deviation);
    }
    return absl::OkStatus();
  }

  absl::Status ReadProviders() {
    const TextNode* node = Find(root_, "submitted_by");
    if (node == nullptr) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(mapping_.submitted_by, TextsOf(*node, "submitted_by"));
    for (const auto& [member, provider] : mapping_.submitted_by) {
      if (!absl::StartsWith(provider, absl::StrCat(member, "."))) {
        return ProblemAt(*node,
                         absl::StrCat(base::Quoted(provider), " is no provider of ",
                                      base::Plain(member, base::kQuotedBytesMax),
                                      "; its name begins with the member's code and a ", "point"));
      }
    }
    return absl::OkStatus();
  }

  const catalogue::TextSource& source_;
  const TextNode& root_;
  Mapping mapping_;
};

}  // namespace

absl::StatusOr<Mapping> ReadMapping(absl::string_view yaml, absl::string_view name) {
  const catalogue::TextSource source{std::string(name), "MAPPING_INVALID"};
  if (yaml.size() > base::kConfigurationBytesMax) {
    return catalogue::InvalidText(
        source, 1,
        absl::StrCat("the mapping has ", yaml.size(), " bytes, the limit is ",
                     base::kConfigurationBytesMax));
  }
  LONTAR_ASSIGN_OR_RETURN(const TextNode root, catalogue::ReadYaml(source, yaml));
  return MappingReader(source, root).Read();
}

}  // namespace lontar::formats
