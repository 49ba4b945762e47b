#pragma once
// A daemon's answer (docs/reference/json.md), read without trust in its shape: what is absent or of
// another type reads as empty.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::net {

class Answer {
 public:
  // Internal with ANSWER_UNREADABLE for what is no JSON.
  static absl::StatusOr<Answer> Parse(absl::string_view json);

  // The member of an object; an empty answer if there is none.
  const Answer& At(absl::string_view key) const;
  // A text as it is, a number or flag as text, all else empty.
  const std::string& text() const { return text_; }
  std::string Text(absl::string_view key) const { return At(key).text(); }
  // 0 if it is no number without sign.
  uint64_t Number(absl::string_view key) const;
  bool Flag(absl::string_view key) const { return Text(key) == "true"; }
  // Of a list, or the values of an object.
  const std::vector<Answer>& items() const { return items_; }
  const std::vector<Answer>& List(absl::string_view key) const { return At(key).items(); }
  std::vector<std::string> Texts(absl::string_view key) const;
  // Of an object: keys()[i] belongs to items()[i].
  const std::vector<std::string>& keys() const { return keys_; }
  bool is_absent() const { return is_absent_; }

 private:
  friend class AnswerReader;
  std::string text_;
  std::vector<std::string> keys_;
  std::vector<Answer> items_;
  bool is_absent_ = true;
};

}  // namespace lontar::net
