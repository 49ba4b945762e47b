#include "core/audit/table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::audit {
namespace {

using nlohmann::json;

constexpr const char* kTableSchema = "lontar.threshold.v1";
constexpr const char* kNotReadable = "not readable";
// The longest piece of a value that a sentence shows.
constexpr size_t kShownBytesMax = 80;

absl::Status TableInvalid(absl::string_view file, absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "TABLE_INVALID",
                       absl::StrCat(file, ": ", why, "; give what lontar threshold --json wrote"));
}

std::string Shown(const json* value) {
  if (value == nullptr) return "nothing";
  const std::string text = value->dump(-1, ' ', false, json::error_handler_t::replace);
  return text.size() <= kShownBytesMax ? text : absl::StrCat(text.substr(0, kShownBytesMax), "…");
}

// Walks two JSON values side by side.
class Comparison {
 public:
  explicit Comparison(Findings* findings) : findings_(findings) {}

  void Compare(const std::string& place, const json& given, const json& computed) {
    if (given.is_object() && computed.is_object()) {
      CompareObjects(place, given, computed);
    } else if (given.is_array() && computed.is_array() && given.size() == computed.size()) {
      for (size_t i = 0; i < given.size(); ++i) {
        Compare(absl::StrCat(place, NameOfItem(computed[i], i)), given[i], computed[i]);
      }
    } else if (given != computed) {
      Report(place, &given, &computed);
    }
  }

 private:
  static const json* Member(const json& object, const std::string& key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
  }

  // Fields that tables of record from earlier programs do not have; of a table of record they say
  // nothing but that it is one.
  static bool IsNewer(const std::string& key) {
    return key == "what_if" || key == "counts" || key == "evaluation" || key == "evaluations" ||
           key == "counted_late" || key == "led_by";
  }

  // Indicators by their code, other items by their place from 1.
  static std::string NameOfItem(const json& item, size_t index) {
    if (item.is_object() && item.contains("code") && item["code"].is_string()) {
      return absl::StrCat(" ", item["code"].get<std::string>());
    }
    return absl::StrCat(" ", index + 1);
  }

  void CompareObjects(const std::string& place, const json& given, const json& computed) {
    const bool needs_part = computed.value("state", json()) == kNotReadable;
    std::set<std::string> keys;
    for (const auto& [key, value] : given.items()) keys.insert(key);
    for (const auto& [key, value] : computed.items()) keys.insert(key);
    for (const std::string& key : keys) {
      // What needs a part that is not at hand says nothing of the table.
      if (needs_part && key != "year" && key != "measure" && key != "as_specified") continue;
      const std::string inside = absl::StrCat(place, ", ", key);
      const json* left = Member(given, key);
      const json* right = Member(computed, key);
      if (left == nullptr && IsNewer(key)) continue;
      if (left == nullptr || right == nullptr) {
        Report(inside, left, right);
      } else {
        Compare(inside, *left, *right);
      }
    }
  }

  void Report(const std::string& place, const json* given, const json* computed) {
    findings_->Add(
        kTableDiffers, place,
        absl::StrCat("the table says ", Shown(given), ", the log gives ", Shown(computed)));
  }

  Findings* findings_;
};

absl::StatusOr<fold::Question> QuestionOf(const TableFile& table, const json& given) {
  const bool is_table = given.is_object() && given.value("schema", json()) == kTableSchema &&
                        given.value("collection", json()).is_string() &&
                        given.value("round", json()).is_string() &&
                        given.value("log_size", json()).is_number_unsigned();
  if (!is_table) return TableInvalid(table.file, "it is no table of schema lontar.threshold.v1");
  if (!given.value("what_if", json()).is_null()) {
    return TableInvalid(table.file, "it is a what-if, which nobody's record holds");
  }
  fold::Question question;
  question.subject = "threshold";
  question.collection = given["collection"].get<std::string>();
  question.round = given["round"].get<std::string>();
  question.as_of = base::LogSize(given["log_size"].get<uint64_t>());
  if (given.value("evaluation", json()).is_number_unsigned()) {
    question.evaluation = given["evaluation"].get<uint32_t>();
  }
  return question;
}

}  // namespace

absl::Status CompareTable(const TableSource& source, const TableFile& table, Findings* findings) {
  const json given = json::parse(table.json, nullptr, false);
  if (given.is_discarded()) return TableInvalid(table.file, "it is no JSON");
  LONTAR_ASSIGN_OR_RETURN(const fold::Question question, QuestionOf(table, given));
  const absl::StatusOr<std::string> computed =
      fold::Answer(source.state, question, source.root, source.parts);
  if (!computed.ok()) {
    findings->Add(kTableDiffers, table.file, computed.status().message());
    return absl::OkStatus();
  }
  Comparison(findings).Compare(table.file, given, json::parse(*computed));
  return absl::OkStatus();
}

}  // namespace lontar::audit
