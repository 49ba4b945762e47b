#include "cli/json_text.h"

#include <nlohmann/json.hpp>

namespace lontar::cli {

using nlohmann::json;

struct JsonObject::Inside {
  json value = json::object();
};

JsonObject::JsonObject() : inside_(std::make_unique<Inside>()) {}
JsonObject::~JsonObject() = default;
JsonObject::JsonObject(JsonObject&&) noexcept = default;

void JsonObject::Put(absl::string_view key, absl::string_view text) {
  inside_->value[std::string(key)] = std::string(text);
}

void JsonObject::PutNumber(absl::string_view key, uint64_t number) {
  inside_->value[std::string(key)] = number;
}

void JsonObject::PutFlag(absl::string_view key, bool flag) {
  inside_->value[std::string(key)] = flag;
}

void JsonObject::PutTexts(absl::string_view key, const std::vector<std::string>& texts) {
  inside_->value[std::string(key)] = texts;
}

void JsonObject::PutObjects(absl::string_view key, const std::vector<JsonObject>& objects) {
  json list = json::array();
  for (const JsonObject& object : objects) list.push_back(object.inside_->value);
  inside_->value[std::string(key)] = std::move(list);
}

std::string JsonObject::Written() const {
  return inside_->value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string JsonObject::OneLine() const {
  return inside_->value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace lontar::cli
