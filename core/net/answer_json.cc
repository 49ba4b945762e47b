#include "core/net/answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "core/base/problem.h"

namespace lontar::net {

class AnswerReader {
 public:
  static Answer Read(const nlohmann::json& value) {
    Answer answer;
    answer.is_absent_ = value.is_null();
    if (value.is_string()) answer.text_ = value.get<std::string>();
    if (value.is_number() || value.is_boolean()) answer.text_ = value.dump();
    if (!value.is_structured()) return answer;
    for (const auto& [key, item] : value.items()) {
      if (value.is_object()) answer.keys_.push_back(key);
      answer.items_.push_back(Read(item));
    }
    return answer;
  }
};

absl::StatusOr<Answer> Answer::Parse(absl::string_view json) {
  const auto value = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
  if (value.is_discarded()) {
    return base::Problem(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                         "the answer is no JSON; are both programs of the same version?");
  }
  return AnswerReader::Read(value);
}

const Answer& Answer::At(absl::string_view key) const {
  static const Answer kAbsent;
  const auto found = std::ranges::find(keys_, key);
  return found == keys_.end() ? kAbsent : items_[static_cast<size_t>(found - keys_.begin())];
}

uint64_t Answer::Number(absl::string_view key) const {
  uint64_t number = 0;
  return absl::SimpleAtoi(Text(key), &number) ? number : 0;
}

std::vector<std::string> Answer::Texts(absl::string_view key) const {
  std::vector<std::string> texts;
  for (const Answer& item : List(key)) texts.push_back(item.text());
  return texts;
}

}  // namespace lontar::net
