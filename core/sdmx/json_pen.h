#pragma once
// Writes JSON from left to right: commas and quotes are its business. Of this room. One thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/sdmx/escape.h"

namespace lontar::sdmx {

class JsonPen {
 public:
  explicit JsonPen(std::string* out) : out_(out) {}

  JsonPen& Open(char bracket) {  // '{' or '['
    Comma();
    out_->push_back(bracket);
    is_first_.push_back(true);
    return *this;
  }
  JsonPen& Close(char bracket) {
    is_first_.pop_back();
    out_->push_back(bracket);
    return *this;
  }
  JsonPen& Key(absl::string_view key) {
    Comma();
    AppendJson(key, out_);
    out_->push_back(':');
    is_after_key_ = true;
    return *this;
  }
  JsonPen& Text(absl::string_view text) {
    Comma();
    AppendJson(text, out_);
    return *this;
  }
  // A number, true, false, null, or anything that is JSON already.
  JsonPen& Raw(absl::string_view json) {
    Comma();
    out_->append(json.data(), json.size());
    return *this;
  }
  // "name": "text", "names": {"en": "text"}.
  JsonPen& Named(absl::string_view name, absl::string_view language) {
    Key("name").Text(name).Key("names").Open('{').Key(language).Text(name).Close('}');
    return *this;
  }

 private:
  void Comma() {
    if (is_after_key_) {
      is_after_key_ = false;
      return;
    }
    if (is_first_.empty()) return;
    if (!is_first_.back()) out_->push_back(',');
    is_first_.back() = false;
  }

  std::string* out_;
  std::vector<bool> is_first_;
  bool is_after_key_ = false;
};

}  // namespace lontar::sdmx
