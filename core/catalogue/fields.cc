#include "core/catalogue/fields.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/observation/period.h"

namespace lontar::catalogue {
namespace {

template <class Fits>
bool AllFit(absl::string_view text, Fits fits) {
  return !text.empty() && text.size() <= base::kIdBytesMax &&
         std::all_of(text.begin(), text.end(),
                     [&fits](char c) { return fits(static_cast<unsigned char>(c)); });
}

}  // namespace

bool IsStableId(absl::string_view text) {
  return AllFit(text, [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

bool IsCodeText(absl::string_view text) {
  return AllFit(text,
                [](unsigned char c) { return absl::ascii_isalnum(c) || c == '_' || c == '-'; });
}

bool IsVersionText(absl::string_view text) {
  return AllFit(text, [](unsigned char c) { return absl::ascii_isgraph(c); });
}

Fields::Fields(const TextSource& source, const TextNode& node, absl::string_view what)
    : source_(source), node_(node), what_(what) {
  if (node.kind != TextNode::Kind::kMap) {
    Refuse(absl::StrCat(NameOf(node.kind), " stands here; ", what, " is a map of keys"));
  }
}

void Fields::RefuseAt(int line, absl::string_view sentence) {
  if (problem_.ok()) problem_ = InvalidText(source_, line, sentence);
}

void Fields::Refuse(absl::string_view sentence) { RefuseAt(node_.line, sentence); }

const TextNode* Fields::Find(absl::string_view key) {
  asked_.emplace_back(key);
  if (!problem_.ok()) return nullptr;
  const auto found = std::find(node_.keys.begin(), node_.keys.end(), key);
  if (found == node_.keys.end()) return nullptr;
  return &node_.items[static_cast<size_t>(found - node_.keys.begin())];
}

const TextNode* Fields::FindOf(absl::string_view key, TextNode::Kind kind) {
  const TextNode* value = Find(key);
  if (value == nullptr || value->kind == kind) return value;
  RefuseAt(value->line, absl::StrCat("key \"", key, "\" of ", what_, " holds ", NameOf(value->kind),
                                     "; it must hold ", NameOf(kind)));
  return nullptr;
}

const TextNode* Fields::Required(absl::string_view key, TextNode::Kind kind) {
  const TextNode* value = FindOf(key, kind);
  if (value == nullptr) Refuse(absl::StrCat(what_, " has no key \"", key, "\"; it must have one"));
  return value;
}

std::string Fields::Text(absl::string_view key) {
  const TextNode* value = Required(key, TextNode::Kind::kText);
  if (value == nullptr) return "";
  if (value->text.empty()) {
    RefuseAt(value->line, absl::StrCat("key \"", key, "\" of ", what_, " is empty"));
  }
  return value->text;
}

std::string Fields::TextOr(absl::string_view key, absl::string_view fallback) {
  const TextNode* value = FindOf(key, TextNode::Kind::kText);
  return value == nullptr ? std::string(fallback) : value->text;
}

std::string Fields::Formed(absl::string_view key, bool (*fits)(absl::string_view),
                           absl::string_view right) {
  const TextNode* value = Required(key, TextNode::Kind::kText);
  if (value == nullptr) return "";
  if (!fits(value->text)) {
    RefuseAt(value->line, absl::StrCat("key \"", key, "\" of ", what_, " holds ",
                                       base::Quoted(value->text), "; it must be ", right));
  }
  return value->text;
}

std::string Fields::StableId(absl::string_view key) {
  return Formed(key, IsStableId, "1 to 64 of a-z, 0-9 and -");
}

std::string Fields::CodeText(absl::string_view key) {
  return Formed(key, IsCodeText, "1 to 64 letters, digits, _ or -");
}

std::string Fields::VersionText(absl::string_view key) {
  return Formed(key, IsVersionText, "1 to 64 bytes of ASCII without a blank");
}

std::string Fields::Date(absl::string_view key) {
  return Formed(
      key, [](absl::string_view text) { return observation::ParseDate(text).ok(); },
      "a date such as 2021-08-31");
}

bool Fields::Flag(absl::string_view key) {
  const TextNode* value = FindOf(key, TextNode::Kind::kText);
  if (value == nullptr) return false;
  if (value->text != "true" && value->text != "false") {
    RefuseAt(value->line, absl::StrCat("key \"", key, "\" of ", what_, " holds ",
                                       base::Quoted(value->text), "; it must be true or false"));
  }
  return value->text == "true";
}

std::optional<int> Fields::OptionalNumber(absl::string_view key, int least, int greatest) {
  const TextNode* value = FindOf(key, TextNode::Kind::kText);
  if (value == nullptr) return std::nullopt;
  int number = 0;
  if (!absl::SimpleAtoi(value->text, &number) || absl::StrCat(number) != value->text ||
      number < least || number > greatest) {
    RefuseAt(value->line,
             absl::StrCat("key \"", key, "\" of ", what_, " holds ", base::Quoted(value->text),
                          "; it must be a whole number from ", least, " to ", greatest));
  }
  return number;
}

int Fields::Number(absl::string_view key, int least, int greatest) {
  const std::optional<int> number = OptionalNumber(key, least, greatest);
  if (!number) Refuse(absl::StrCat(what_, " has no key \"", key, "\"; it must have one"));
  return number.value_or(least);
}

std::vector<std::string> Fields::Texts(absl::string_view key) {
  std::vector<std::string> texts;
  const TextNode* list = FindOf(key, TextNode::Kind::kList);
  if (list == nullptr) return texts;
  for (const TextNode& item : list->items) {
    if (item.kind != TextNode::Kind::kText || item.text.empty()) {
      RefuseAt(item.line, absl::StrCat("key \"", key, "\" of ", what_,
                                       " must hold a list of texts, none of them empty"));
    }
    texts.push_back(item.text);
  }
  return texts;
}

std::vector<const TextNode*> Fields::Items(absl::string_view key) {
  std::vector<const TextNode*> items;
  const TextNode* list = Required(key, TextNode::Kind::kList);
  if (list == nullptr) return items;
  if (list->items.empty()) RefuseAt(list->line, absl::StrCat("list \"", key, "\" is empty"));
  for (const TextNode& item : list->items) items.push_back(&item);
  return items;
}

const TextNode* Fields::OptionalMap(absl::string_view key) {
  return FindOf(key, TextNode::Kind::kMap);
}

const TextNode* Fields::OptionalList(absl::string_view key) {
  return FindOf(key, TextNode::Kind::kList);
}

absl::Status Fields::Finish() {
  for (size_t i = 0; i < node_.keys.size(); ++i) {
    if (std::ranges::find(asked_, node_.keys[i]) != asked_.end()) continue;
    RefuseAt(node_.items[i].line,
             absl::StrCat("key \"", node_.keys[i], "\" of ", what_, " is not known; known are ",
                          absl::StrJoin(asked_, ", ")));
  }
  return problem_;
}

}  // namespace lontar::catalogue
