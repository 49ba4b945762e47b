#pragma once
// A message of ours in SDMX-ML as a tree, with the prefixes of ml_facts.h. Slow and plain.

#include <map>
#include <memory>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"

namespace lontar::sdmx {

struct MlNode {
  std::string name;  // "m:Header"
  std::map<std::string, std::string> attributes;
  std::vector<std::unique_ptr<MlNode>> children;
  std::string text;
};

// Reads what our writers write; that it is well formed other tests know (well_formed.h).
class MlTree {
 public:
  explicit MlTree(const std::string& xml) {
    std::vector<MlNode*> open;
    for (size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at)) {
      const size_t end = xml.find('>', at);
      const std::string tag = xml.substr(at + 1, end - at - 1);
      at = end + 1;
      if (tag[0] == '?') continue;
      if (tag[0] == '/') {
        open.pop_back();
        continue;
      }
      auto node = std::make_unique<MlNode>(Read(tag));
      MlNode* made = node.get();
      made->text = xml.substr(at, xml.find('<', at) - at);
      (open.empty() ? root_ : open.back()->children.emplace_back()) = std::move(node);
      if (tag.back() != '/') open.push_back(made);
    }
  }
  const MlNode& root() const { return *root_; }
  bool is_21() const { return is_21_; }

 private:
  // The prefix of ml_facts.h for what the message calls `name`.
  std::string Prefixed(const std::string& name) const {
    const size_t colon = name.find(':');
    if (colon == std::string::npos) return name;
    const auto found = prefixes_.find(name.substr(0, colon));
    return found == prefixes_.end() ? name : found->second + name.substr(colon);
  }

  void Declare(const std::string& prefix, const std::string& space) {
    const std::string schemas = "http://www.sdmx.org/resources/sdmxml/schemas/";
    if (!absl::StartsWith(space, schemas)) return;
    is_21_ = absl::StartsWith(space.substr(schemas.size()), "v2_1/");
    const std::map<std::string, std::string> names = {{"/message", "m"},
                                                      {"/common", "c"},
                                                      {"/structure", "s"},
                                                      {"/data/generic", "g"},
                                                      {"/data/structurespecific", "x"}};
    const auto found = names.find(space.substr(schemas.size() + 4));
    prefixes_[prefix] = found == names.end() ? "unknown" : found->second;
  }

  MlNode Read(const std::string& tag) {
    static const std::regex attribute("([^\\s=]+)=\"([^\"]*)\"");
    const std::string name = tag.substr(0, tag.find_first_of(" /"));
    std::map<std::string, std::string> attributes;
    for (std::sregex_iterator found(tag.begin(), tag.end(), attribute), end; found != end;
         ++found) {
      const std::string key = (*found)[1];
      if (absl::StartsWith(key, "xmlns:")) {
        Declare(key.substr(6), (*found)[2]);
      } else {
        attributes[key] = (*found)[2];
      }
    }
    MlNode node;
    node.name = Prefixed(name);
    for (const auto& [key, value] : attributes) node.attributes[Prefixed(key)] = value;
    return node;
  }

  std::unique_ptr<MlNode> root_;
  std::map<std::string, std::string> prefixes_;
  bool is_21_ = false;
};

}  // namespace lontar::sdmx
