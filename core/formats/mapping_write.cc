#include "core/formats/mapping_write.h"

#include <yaml-cpp/yaml.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace lontar::formats {
namespace {

void Text(YAML::Emitter* out, const std::string& text) { *out << YAML::DoubleQuoted << text; }

void KeyText(YAML::Emitter* out, const char* key, const std::string& text) {
  if (text.empty()) return;
  *out << YAML::Key << key << YAML::Value;
  Text(out, text);
}

void TextMap(YAML::Emitter* out, const std::map<std::string, std::string>& texts) {
  *out << YAML::Flow << YAML::BeginMap;
  for (const auto& [from, to] : texts) {
    *out << YAML::Key;
    Text(out, from);
    *out << YAML::Value;
    Text(out, to);
  }
  *out << YAML::EndMap;
}

void TextList(YAML::Emitter* out, const std::vector<std::string>& texts) {
  *out << YAML::Flow << YAML::BeginSeq;
  for (const std::string& text : texts) Text(out, text);
  *out << YAML::EndSeq;
}

void Rule(YAML::Emitter* out, const char* key, const FieldRule& rule) {
  *out << YAML::Key << key << YAML::Value;
  if (!rule.column.empty() && rule.codes.empty()) {
    Text(out, rule.column);
    return;
  }
  *out << YAML::Flow << YAML::BeginMap;
  KeyText(out, rule.column.empty() ? "constant" : "column",
          rule.column.empty() ? rule.constant : rule.column);
  if (!rule.codes.empty()) {
    *out << YAML::Key << "map" << YAML::Value;
    TextMap(out, rule.codes);
  }
  *out << YAML::EndMap;
}

void MayBeRule(YAML::Emitter* out, const char* key, const std::optional<FieldRule>& rule) {
  if (rule) Rule(out, key, *rule);
}

void Mark(YAML::Emitter* out, const char* key, char mark) {
  if (mark != 0) KeyText(out, key, mark == '\t' ? "tab" : std::string(1, mark));
}

void Values(YAML::Emitter* out, const std::vector<FigureColumn>& values) {
  *out << YAML::Key << "value" << YAML::Value;
  if (values.size() == 1 && values.front().says.empty()) {
    Text(out, values.front().column);
    return;
  }
  *out << YAML::Block << YAML::BeginSeq;
  for (const FigureColumn& figures : values) {
    *out << YAML::Flow << YAML::BeginMap;
    KeyText(out, "column", figures.column);
    if (!figures.says.empty()) {
      *out << YAML::Key << "says" << YAML::Value;
      TextMap(out, figures.says);
    }
    *out << YAML::EndMap;
  }
  *out << YAML::EndSeq;
}

void Manner(YAML::Emitter* out, const Mapping& mapping) {
  KeyText(out, "sheet", mapping.sheet);
  if (mapping.header_row) *out << YAML::Key << "header_row" << YAML::Value << *mapping.header_row;
  if (mapping.header_rows > 1) {
    *out << YAML::Key << "header_rows" << YAML::Value << mapping.header_rows;
  }
  if (mapping.last_row) *out << YAML::Key << "last_row" << YAML::Value << *mapping.last_row;
  if (mapping.encoding) KeyText(out, "encoding", std::string(NameOf(*mapping.encoding)));
  Mark(out, "separator", mapping.separator);
  Mark(out, "decimal_mark", mapping.marks.decimal);
  Mark(out, "grouping_mark", mapping.marks.grouping);
  if (mapping.calendar == Calendar::kBuddhist) KeyText(out, "calendar", "buddhist");
  if (!mapping.missing.empty()) {
    *out << YAML::Key << "missing" << YAML::Value;
    TextMap(out, mapping.missing);
  }
  if (!mapping.fill_down.empty()) {
    *out << YAML::Key << "fill_down" << YAML::Value;
    TextList(out, {mapping.fill_down.begin(), mapping.fill_down.end()});
  }
}

void Columns(YAML::Emitter* out, const Mapping& mapping) {
  *out << YAML::Key << "columns" << YAML::Value << YAML::Block << YAML::BeginMap;
  Rule(out, "member", mapping.member);
  Rule(out, "period", mapping.period);
  Rule(out, "measure", mapping.measure);
  Values(out, mapping.values);
  MayBeRule(out, "unit", mapping.unit);
  MayBeRule(out, "status", mapping.status);
  MayBeRule(out, "confidentiality", mapping.confidentiality);
  KeyText(out, "comment", mapping.comment);
  KeyText(out, "source", mapping.row_source);
  KeyText(out, "deviations", mapping.row_deviations);
  *out << YAML::EndMap;
}

}  // namespace

std::string MappingText(const Mapping& mapping, const std::vector<Unsure>& unsure) {
  std::string text = unsure.empty() ? "" : "# To look at:\n";
  for (const Unsure& item : unsure) {
    absl::StrAppend(
        &text, "#   ", item.key, ": ",
        // No byte order mark within a file: the reader takes it for a broken one.
        absl::StrReplaceAll(item.sentence, {{"\n", " "}, {"\r", " "}, {"\xEF\xBB\xBF", ""}}), "\n");
  }
  YAML::Emitter out;
  out << YAML::BeginMap;
  KeyText(&out, "mapping", mapping.name);
  KeyText(&out, "file", mapping.file);
  KeyText(&out, "source", mapping.source);
  if (mapping.indicator.column.empty()) KeyText(&out, "indicator", mapping.indicator.constant);
  if (!mapping.indicator.column.empty()) Rule(&out, "indicator", mapping.indicator);
  Manner(&out, mapping);
  if (!mapping.take.empty()) {
    out << YAML::Key << "take" << YAML::Value << YAML::Block << YAML::BeginMap;
    for (const auto& [column, texts] : mapping.take) {
      out << YAML::Key;
      Text(&out, column);
      out << YAML::Value;
      TextList(&out, texts);
    }
    out << YAML::EndMap;
  }
  KeyText(&out, "series", mapping.series);
  Columns(&out, mapping);
  if (!mapping.dimensions.empty()) {
    out << YAML::Key << "dimensions" << YAML::Value << YAML::Block << YAML::BeginMap;
    for (const auto& [id, rule] : mapping.dimensions) Rule(&out, id.c_str(), rule);
    out << YAML::EndMap;
  }
  MayBeRule(&out, "definition", mapping.definition);
  if (mapping.deviations != 0) {
    std::vector<std::string> ids;
    for (const observation::Deviation deviation : observation::ListOf(mapping.deviations)) {
      ids.emplace_back(observation::IdOf(deviation));
    }
    out << YAML::Key << "deviations" << YAML::Value;
    TextList(&out, ids);
  }
  if (!mapping.submitted_by.empty()) {
    out << YAML::Key << "submitted_by" << YAML::Value;
    TextMap(&out, mapping.submitted_by);
  }
  out << YAML::EndMap;
  return absl::StrCat(text, out.c_str(), "\n");
}

}  // namespace lontar::formats
