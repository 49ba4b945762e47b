#pragma once
// XML read by expat, by way of the reader that workbooks have: what is not well formed fails.

#include <map>
#include <set>
#include <string>

#include "core/formats/xml_read.h"
#include "gtest/gtest.h"

namespace lontar::sdmx {

struct XmlTree {
  std::map<std::string, int> elements;
  std::set<std::string> values;  // of attributes
  std::set<std::string> texts;
  int count(const std::string& name) const {
    const auto found = elements.find(name);
    return found == elements.end() ? 0 : found->second;
  }
  bool has_value(const std::string& value) const { return values.contains(value); }
};

class XmlCounter : public formats::XmlListener {
 public:
  absl::Status OnStart(absl::string_view name, const formats::XmlAttributes& attributes) override {
    ++tree.elements[std::string(name)];
    for (const auto& [key, value] : attributes) tree.values.emplace(value);
    text_.clear();
    return absl::OkStatus();
  }
  absl::Status OnEnd(absl::string_view) override {
    tree.texts.insert(text_);
    return absl::OkStatus();
  }
  absl::Status OnText(absl::string_view text) override {
    text_.append(text.data(), text.size());
    return absl::OkStatus();
  }
  XmlTree tree;

 private:
  std::string text_;
};

inline XmlTree ParseXml(const std::string& xml) {
  XmlCounter counter;
  const auto reader = formats::XmlReader::Make("message", &counter);
  absl::Status status = reader->Take(xml);
  if (status.ok()) status = reader->Finish();
  EXPECT_TRUE(status.ok()) << status;
  return counter.tree;
}

}  // namespace lontar::sdmx
