#pragma once
// Reading the keys of one map, strictly: what is missing, unknown or of the wrong form is named
// with file and line.
//
// Use: ask for every key that may stand there, then Finish(). The first problem is kept, later
// answers are empty; so the caller checks once, at the end. One use, one thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {

// 1 to 64 bytes of a-z, 0-9 and "-": ids of indicators, dimensions, code lists, measures, rounds.
bool IsStableId(absl::string_view text);
// 1 to 64 bytes of A-Z, a-z, 0-9, "_" and "-": codes of code lists and units.
bool IsCodeText(absl::string_view text);
// 1 to 64 bytes of printable ASCII without a blank: versions.
bool IsVersionText(absl::string_view text);

class Fields {
 public:
  // `node` and `source` must outlive this. `what` names the thing in sentences: "indicator".
  Fields(const TextSource& source, const TextNode& node, absl::string_view what);

  int line() const { return node_.line; }

  // Required, not empty.
  std::string Text(absl::string_view key);
  std::string TextOr(absl::string_view key, absl::string_view fallback);
  // Required and of the form.
  std::string StableId(absl::string_view key);
  std::string CodeText(absl::string_view key);
  std::string VersionText(absl::string_view key);
  std::string Date(absl::string_view key);
  // "true" or "false"; false if absent.
  bool Flag(absl::string_view key);
  // A whole number within the bounds.
  int Number(absl::string_view key, int least, int greatest);
  std::optional<int> OptionalNumber(absl::string_view key, int least, int greatest);
  // A list of texts; empty if absent.
  std::vector<std::string> Texts(absl::string_view key);
  // The items of a required list that is not empty; the list's problems otherwise and no items.
  std::vector<const TextNode*> Items(absl::string_view key);
  // Null if absent.
  const TextNode* OptionalMap(absl::string_view key);
  const TextNode* OptionalList(absl::string_view key);

  // Keeps a problem of the caller's own.
  void Refuse(absl::string_view sentence);

  // The first problem; also an unknown key.
  absl::Status Finish();

 private:
  const TextNode* Find(absl::string_view key);
  const TextNode* FindOf(absl::string_view key, TextNode::Kind kind);
  const TextNode* Required(absl::string_view key, TextNode::Kind kind);
  std::string Formed(absl::string_view key, bool (*fits)(absl::string_view),
                     absl::string_view right);
  void RefuseAt(int line, absl::string_view sentence);

  const TextSource& source_;
  const TextNode& node_;
  std::string what_;
  std::vector<std::string> asked_;
  absl::Status problem_;
};

}  // namespace lontar::catalogue
