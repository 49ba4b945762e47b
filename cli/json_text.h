#pragma once
// JSON of the verbs that make their answer themselves. Keys in alphabetical order.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::cli {

class JsonObject {
 public:
  JsonObject();
  ~JsonObject();
  JsonObject(JsonObject&&) noexcept;

  // Bytes that are no UTF-8 are replaced.
  void Put(absl::string_view key, absl::string_view text);
  void PutNumber(absl::string_view key, uint64_t number);
  void PutFlag(absl::string_view key, bool flag);
  void PutTexts(absl::string_view key, const std::vector<std::string>& texts);
  void PutObjects(absl::string_view key, const std::vector<JsonObject>& objects);

  std::string Written() const;  // indented, with a newline at the end
  std::string OneLine() const;  // without one

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace lontar::cli
