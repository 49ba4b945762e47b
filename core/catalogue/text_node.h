#pragma once
// YAML as a plain tree of texts, lists and maps with their line numbers. The only place of this
// room that knows the YAML library.
//
// Of YAML only what a statistician needs is taken: one document, no anchors, aliases and tags, keys
// that are texts and none twice, no empty values. Every value is a text: `NO`, `096` and
// `2021-08-31` mean what they say. Values, any thread.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::catalogue {

// Where a text came from, and the reason id of its problems.
struct TextSource {
  std::string file;    // "indicators.yaml"
  std::string reason;  // "CATALOGUE_INVALID"
};

struct TextNode {
  enum class Kind { kText, kList, kMap };
  Kind kind = Kind::kText;
  int line = 0;  // from 1
  std::string text;
  std::vector<TextNode> items;    // of a list, or the values of a map
  std::vector<std::string> keys;  // of a map: keys[i] belongs to items[i]
};

// "a text", "a list", "a map".
absl::string_view NameOf(TextNode::Kind kind);

// InvalidArgument with the source's reason; the sentence begins with file and line.
absl::Status InvalidText(const TextSource& source, int line, absl::string_view sentence);

// The document's outermost node, always a map. InvalidText for everything else, and above
// base::kActBytesMax bytes.
absl::StatusOr<TextNode> ReadYaml(const TextSource& source, absl::string_view content);

}  // namespace lontar::catalogue
