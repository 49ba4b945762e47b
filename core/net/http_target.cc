#include "core/net/http_target.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::net {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

absl::Status TargetInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_TARGET_INVALID",
                       absl::StrCat("this address cannot be: ", why));
}

int HexDigit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const char lower = absl::ascii_tolower(static_cast<unsigned char>(digit));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Whole UTF-8 without control characters.
bool IsPlainText(absl::string_view text) {
  while (!text.empty()) {
    const size_t length = base::CharacterBytes(text);
    if (length == 0 || static_cast<unsigned char>(text[0]) < 0x20 || text[0] == '\x7f') {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

// What may be typed into a field of several lines, which a browser ends with two characters each.
bool TakeTypedText(std::string* text) {
  *text = absl::StrReplaceAll(*text, {{"\r\n", "\n"}});
  return IsPlainText(absl::StrReplaceAll(*text, {{"\n", " "}, {"\t", " "}}));
}

absl::StatusOr<std::string> DecodeSegment(absl::string_view raw) {
  if (raw.empty()) return TargetInvalid("two slashes follow each other");
  const std::optional<std::string> segment = PercentDecode(raw);
  if (!segment) return TargetInvalid("a percent sign wants two hexadecimal digits behind it");
  if (*segment == "." || *segment == "..") return TargetInvalid("\".\" and \"..\" lead nowhere");
  if (segment->find_first_of("/\\") != std::string::npos) {
    return TargetInvalid("a piece between two slashes holds no slash and no backslash");
  }
  if (!IsPlainText(*segment)) return TargetInvalid("it is no UTF-8, or holds a control character");
  return *segment;
}

absl::Status TooManyPieces() {
  return TargetInvalid(absl::StrCat("it has more than ", base::kHttpPiecesMax, " pieces"));
}

Pairs SplitPairs(absl::string_view text) {
  Pairs pairs;
  for (const absl::string_view piece : absl::StrSplit(text, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(piece, absl::MaxSplits('=', 1));
    pairs.emplace_back(pair.first, pair.second);
  }
  return pairs;
}

absl::Status CheckBytes(absl::string_view raw) {
  if (raw.empty() || raw.front() != '/') return TargetInvalid("it begins with a slash");
  if (raw.size() > base::kHttpTargetBytesMax) {
    return TargetInvalid(absl::StrCat("it is longer than ", base::kHttpTargetBytesMax, " bytes"));
  }
  const auto is_visible = [](char byte) { return byte > ' ' && byte < '\x7f' && byte != '#'; };
  if (!std::ranges::all_of(raw, is_visible)) {
    return TargetInvalid("what is not visible ASCII stands as a percent sign and two digits");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HttpTarget> ParseTarget(absl::string_view raw) {
  LONTAR_RETURN_IF_ERROR(CheckBytes(raw));
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(raw, absl::MaxSplits('?', 1));
  HttpTarget target;
  absl::string_view path = halves.first.substr(1);
  if (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (!path.empty() || halves.first.size() > 1) {
    for (const absl::string_view piece : absl::StrSplit(path, '/')) {
      LONTAR_ASSIGN_OR_RETURN(std::string segment, DecodeSegment(piece));
      target.path.push_back(std::move(segment));
      if (target.path.size() > base::kHttpPiecesMax) return TooManyPieces();
    }
  }
  target.query = SplitPairs(halves.second);
  if (target.query.size() > base::kHttpPiecesMax) return TooManyPieces();
  return target;
}

std::optional<std::string> PercentDecode(absl::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+' && plus == Plus::kIsSpace) {
      decoded.push_back(' ');
      continue;
    }
    if (text[at] != '%') {
      decoded.push_back(text[at]);
      continue;
    }
    const int high = at + 1 < text.size() ? HexDigit(text[at + 1]) : -1;
    const int low = at + 2 < text.size() ? HexDigit(text[at + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    decoded.push_back(static_cast<char>(high * 16 + low));
    at += 2;
  }
  return decoded;
}

std::optional<std::string> QueryValue(const Pairs& query, absl::string_view name) {
  for (const auto& [key, value] : query) {
    if (PercentDecode(key, Plus::kIsSpace) != std::string(name)) continue;
    return PercentDecode(value, Plus::kIsSpace).value_or("");
  }
  return std::nullopt;
}

absl::StatusOr<Pairs> ParseForm(absl::string_view body) {
  Pairs form = SplitPairs(body);
  for (auto& [key, value] : form) {
    std::optional<std::string> name = PercentDecode(key, Plus::kIsSpace);
    std::optional<std::string> text = PercentDecode(value, Plus::kIsSpace);
    if (!name || !text || !IsPlainText(*name) || !TakeTypedText(&*text)) {
      return base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_FORM_INVALID",
                           "the form's text is not encoded as a form's text is");
    }
    key = std::move(*name);
    value = std::move(*text);
  }
  return form;
}

}  // namespace lontar::net
