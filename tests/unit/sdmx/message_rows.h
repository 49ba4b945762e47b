#pragma once
// What a message says, read by the rules of its format and from nothing but the message: a line for
// each observation, "0 Replace FREQ=A … TIME_PERIOD=2016 OBS_VALUE=9.9 …", in its own order.
//
// Slow and plain. In XML the texts are as they are escaped; zeros at the end of a number are left
// out, since a reader of JSON 1.0 does not have them.

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"
#include "gtest/gtest.h"
#include "tests/unit/sdmx/ml_tree.h"

namespace lontar::sdmx {

using MessageCells = std::map<std::string, std::string>;  // by component

inline std::string RowText(size_t data_set, const std::string& action, MessageCells cells) {
  std::string& value = cells["OBS_VALUE"];
  if (absl::StrContains(value, '.')) {
    value.erase(value.find_last_not_of('0') + 1);
    if (value.back() == '.') value.pop_back();
  }
  std::string text = absl::StrCat(data_set, " ", action);
  for (const auto& [id, content] : cells) {
    if (!content.empty()) absl::StrAppend(&text, " ", id, "=", content);
  }
  return text;
}

// What a writer was given; `data_set`: of which data set of the message it is.
inline std::string RowOf(const Structure& structure, const Observation& observation,
                         size_t data_set) {
  MessageCells cells;
  for (size_t i = 0; i < structure.dimensions.size(); ++i) {
    cells[structure.dimensions[i].id] = observation.key[i];
  }
  for (size_t i = 0; i < structure.attributes.size(); ++i) {
    cells[structure.attributes[i].id] = observation.attributes[i];
  }
  cells[structure.time.id] = observation.period;
  cells["OBS_VALUE"] = observation.value;
  return RowText(data_set, observation.is_deleted ? "Delete" : "Replace", cells);
}

class JsonRows {
 public:
  explicit JsonRows(const std::string& text) : message_(Json::parse(text)) {
    const Json& data = message_["data"];
    structure_ = data.contains("structure") ? data["structure"] : data["structures"][0];
    size_t place = 0;
    for (const Json& set : data["dataSets"]) Read(set, place++);
  }
  const std::vector<std::string>& rows() const { return rows_; }

 private:
  // Rows are wanted in the order in which they stand.
  using Json = nlohmann::ordered_json;

  static std::string TextOf(const Json& value) {
    for (const char* member : {"id", "value", "name"}) {
      if (value.contains(member)) return value[member].get<std::string>();
    }
    return "";
  }
  static std::string Plain(const Json& cell) {
    return cell.is_null() ? "" : cell.is_string() ? cell.get<std::string>() : cell.dump();
  }

  void ReadKey(const std::string& level, const std::string& id, MessageCells* cells) const {
    const std::vector<std::string> places = absl::StrSplit(id, ':');
    const Json& dimensions = structure_["dimensions"][level];
    // One series alone is "0", though no dimension is left to count it by.
    EXPECT_TRUE(places.size() == dimensions.size() || (dimensions.empty() && id == "0")) << id;
    for (size_t i = 0; i < dimensions.size(); ++i) {
      (*cells)[dimensions[i]["id"]] = TextOf(dimensions[i]["values"].at(std::stoul(places[i])));
    }
  }

  void ReadAttributes(const std::string& level, const Json& content, size_t from,
                      MessageCells* cells) const {
    const Json& attributes = structure_["attributes"][level];
    EXPECT_EQ(content.size(), attributes.size() + from);
    for (size_t i = 0; i < attributes.size(); ++i) {
      const Json& cell = content[i + from];
      const bool has_values = attributes[i].contains("values");
      (*cells)[attributes[i]["id"]] = has_values && !cell.is_null()
                                          ? TextOf(attributes[i]["values"].at(cell.get<size_t>()))
                                          : Plain(cell);
    }
  }

  void Read(const Json& set, size_t place) {
    MessageCells of_set;
    for (const Json& dimension : structure_["dimensions"]["dataSet"]) {
      of_set[dimension["id"]] = TextOf(dimension["values"].at(0));
    }
    const std::string head = set["action"];
    if (set.contains("observations")) {
      EXPECT_FALSE(set.contains("series"));
      return ReadObservations(set["observations"], of_set, {place, head});
    }
    for (const auto& [id, series] : set["series"].items()) {
      MessageCells cells = of_set;
      ReadKey("series", id, &cells);
      ReadAttributes("series", series["attributes"], 0, &cells);
      ReadObservations(series["observations"], cells, {place, head});
    }
  }

  void ReadObservations(const Json& observations, const MessageCells& above,
                        const std::pair<size_t, std::string>& set) {
    for (const auto& [id, content] : observations.items()) {
      MessageCells cells = above;
      ReadKey("observation", id, &cells);
      cells["OBS_VALUE"] = Plain(content.at(0));
      ReadAttributes("observation", content, 1, &cells);
      rows_.push_back(RowText(set.first, set.second, cells));
    }
  }

  Json message_;
  Json structure_;
  std::vector<std::string> rows_;
};

class MlRows {
 public:
  explicit MlRows(const std::string& xml) : tree_(xml) {
    size_t place = 0;
    for (const auto& child : tree_.root().children) {
      if (child->name == "m:DataSet") Read(*child, place++);
    }
  }
  const std::vector<std::string>& rows() const { return rows_; }

 private:
  // Of generic data the values, of specific data the attributes.
  static void Take(const MlNode& node, MessageCells* cells) {
    if (!absl::StartsWith(node.name, "g:")) {
      for (const auto& [key, value] : node.attributes) (*cells)[key] = value;
      return;
    }
    for (const auto& child : node.children) {
      if (child->name == "g:ObsValue") (*cells)["OBS_VALUE"] = child->attributes.at("value");
      if (child->name == "g:ObsDimension") {
        (*cells)[child->attributes.at("id")] = child->attributes.at("value");
      }
      if (child->name != "g:SeriesKey" && child->name != "g:ObsKey" &&
          child->name != "g:Attributes") {
        continue;
      }
      for (const auto& value : child->children) {
        (*cells)[value->attributes.at("id")] = value->attributes.at("value");
      }
    }
  }

  void ReadObs(const MlNode& node, MessageCells cells, const std::string& action, size_t place) {
    Take(node, &cells);
    rows_.push_back(RowText(place, action, cells));
  }

  void Read(const MlNode& set, size_t place) {
    const auto qualified = set.attributes.find("x:action");
    const std::string action =
        qualified == set.attributes.end() ? set.attributes.at("action") : qualified->second;
    for (const auto& child : set.children) {
      if (child->name == "Obs" || child->name == "g:Obs") {
        ReadObs(*child, {}, action, place);
        continue;
      }
      MessageCells of_series;
      Take(*child, &of_series);
      for (const auto& obs : child->children) {
        if (obs->name != "Obs" && obs->name != "g:Obs") continue;
        ReadObs(*obs, of_series, action, place);
      }
    }
  }

  const MlTree tree_;
  std::vector<std::string> rows_;
};

}  // namespace lontar::sdmx
