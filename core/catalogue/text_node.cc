#include "core/catalogue/text_node.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <optional>
#include <sstream>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::catalogue {
namespace {

constexpr int kYamlDepthMax = 16;
// Of one list or map. Far above any code list, and low enough that looking an id up one by one
// stays cheap.
constexpr size_t kYamlItemsMax = 10'000;

// The library guesses the encoding and mends what is wrong; here it only ever gets UTF-8 without a
// mark.
absl::Status CheckEncoding(const TextSource& source, absl::string_view content) {
  int line = 1;
  absl::string_view rest = content;
  while (!rest.empty()) {
    const size_t bytes = base::CharacterBytes(rest);
    if (bytes == 0 || rest[0] == '\0' || rest.substr(0, bytes) == "\xEF\xBB\xBF") {
      return InvalidText(source, line, "this is not plain UTF-8 text; save the file as UTF-8");
    }
    if (rest[0] == '\n') ++line;
    rest.remove_prefix(bytes);
  }
  return absl::OkStatus();
}

// Builds the tree from the parser's events; keeps the first problem and ignores what comes after
// it.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const TextSource& source) : source_(source) {}

  // The problem, or the outermost node.
  absl::StatusOr<TextNode> Take() {
    if (!problem_.ok()) return problem_;
    if (!root_) return InvalidText(source_, 1, "the file is empty");
    return std::move(*root_);
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Refuse(mark, "a value is missing; give one or leave the key out");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Refuse(mark, "an alias (*) stands here; write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (!Accepts(mark, tag, anchor)) return;
    TextNode node;
    node.line = mark.line + 1;
    node.text = value;
    Add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, TextNode::Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, TextNode::Kind::kMap);
  }
  void OnMapEnd() override { Close(); }

 private:
  struct Level {
    TextNode node;
    std::optional<std::string> key;         // of the value that comes next
    absl::flat_hash_set<std::string> seen;  // keys
  };

  void Refuse(const YAML::Mark& mark, absl::string_view sentence) {
    if (problem_.ok()) problem_ = InvalidText(source_, mark.line + 1, sentence);
  }

  bool Accepts(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    // "?" and "!" are the library's marks for plain and for quoted values.
    if (!tag.empty() && tag != "?" && tag != "!")
      Refuse(mark, "a tag (!) stands here; leave it out");
    if (anchor != 0) Refuse(mark, "an anchor (&) stands here; leave it out");
    return problem_.ok();
  }

  void Open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            TextNode::Kind kind) {
    if (!Accepts(mark, tag, anchor)) return;
    if (levels_.size() >= kYamlDepthMax) {
      Refuse(mark, absl::StrCat("lists and maps are nested deeper than ", kYamlDepthMax));
      return;
    }
    if (IsKeyExpected()) {
      Refuse(mark, "a list or map stands where a key must be");
      return;
    }
    Level level;
    level.node.kind = kind;
    level.node.line = mark.line + 1;
    levels_.push_back(std::move(level));
  }

  void Close() {
    if (!problem_.ok()) return;
    TextNode node = std::move(levels_.back().node);
    levels_.pop_back();
    Add(std::move(node));
  }

  bool IsKeyExpected() const {
    return !levels_.empty() && levels_.back().node.kind == TextNode::Kind::kMap &&
           !levels_.back().key;
  }

  void Add(TextNode node) {
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.items.size() >= kYamlItemsMax) {
      problem_ = InvalidText(source_, node.line,
                             absl::StrCat("a list or map has more than ", kYamlItemsMax, " items"));
      return;
    }
    if (IsKeyExpected()) {
      if (!level.seen.insert(node.text).second) {
        problem_ = InvalidText(source_, node.line,
                               absl::StrCat("key ", base::Quoted(node.text), " stands here twice"));
      }
      level.key = std::move(node.text);
      return;
    }
    if (level.key) level.node.keys.push_back(*std::exchange(level.key, std::nullopt));
    level.node.items.push_back(std::move(node));
  }

  const TextSource& source_;
  absl::Status problem_;
  std::optional<TextNode> root_;
  std::vector<Level> levels_;
};

absl::StatusOr<TextNode> ParseDocument(const TextSource& source, absl::string_view content) {
  std::istringstream stream{std::string(content)};
  TreeBuilder builder(source);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    TreeBuilder second(source);
    if (parser.HandleNextDocument(second)) {
      return InvalidText(source, 1, "the file holds more than one document; keep one");
    }
  } catch (const YAML::Exception& problem) {
    const int line = problem.mark.is_null() ? 1 : problem.mark.line + 1;
    return InvalidText(source, line, absl::StrCat("this is not YAML: ", problem.msg));
  }
  return builder.Take();
}

}  // namespace

absl::string_view NameOf(TextNode::Kind kind) {
  switch (kind) {
    case TextNode::Kind::kText:
      return "a text";
    case TextNode::Kind::kList:
      return "a list";
    case TextNode::Kind::kMap:
      return "a map";
  }
  return "";
}

absl::Status InvalidText(const TextSource& source, int line, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, source.reason,
                       absl::StrCat(source.file, ": line ", line, ": ", sentence));
}

absl::StatusOr<TextNode> ReadYaml(const TextSource& source, absl::string_view content) {
  if (content.size() > base::kActBytesMax) {
    return InvalidText(
        source, 1,
        absl::StrCat("the file has ", content.size(), " bytes, the limit is ", base::kActBytesMax));
  }
  LONTAR_RETURN_IF_ERROR(CheckEncoding(source, content));
  LONTAR_ASSIGN_OR_RETURN(TextNode root, ParseDocument(source, content));
  if (root.kind != TextNode::Kind::kMap) {
    return InvalidText(
        source, root.line,
        absl::StrCat("the file holds ", NameOf(root.kind), "; it must hold keys with values"));
  }
  return root;
}

}  // namespace lontar::catalogue
