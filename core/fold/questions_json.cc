#include "core/fold/questions_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/decisions.h"
#include "core/fold/question_text.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

std::string TimeOf(uint64_t time_ms) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(static_cast<int64_t>(time_ms)),
                          absl::UTCTimeZone());
}

// Nothing where the part is not at hand: as good as unsaid for whoever reads.
std::optional<QuestionText> TextOf(const QuestionRecord::Word& word, const PartReader& parts) {
  const std::optional<std::string> bytes =
      word.text && parts ? parts(*word.text) : std::optional<std::string>();
  if (!bytes) return std::nullopt;
  absl::StatusOr<QuestionText> text = DecodeQuestionText(*bytes);
  return text.ok() ? std::optional(*std::move(text)) : std::nullopt;
}

const std::string& ShortNameOf(const catalogue::Indicator& indicator) {
  return indicator.short_name.empty() ? indicator.name : indicator.short_name;
}

// What can be asked about, by list and number, with how many members a question on it is open; and
// behind that what is in no catalogue any more, where one is.
json IndicatorsJson(const catalogue::Catalogue* newest, const OpenQuestions& open) {
  json indicators = json::array();
  std::set<std::string> gone;
  for (const QuestionRecord* record : open.all()) gone.insert(record->act.indicator);
  const auto add = [&](const std::string& id, json code, json name, json measures) {
    indicators.push_back({{"indicator", id},
                          {"code", std::move(code)},
                          {"name", std::move(name)},
                          {"measures", std::move(measures)},
                          {"being_clarified", open.On(id).members.size()}});
  };
  for (const catalogue::Indicator& one :
       newest == nullptr ? std::vector<catalogue::Indicator>() : newest->indicators()) {
    json measures = json::array();
    for (const catalogue::Measure& measure : one.measures) measures.push_back(measure.id);
    gone.erase(one.id);
    add(one.id, one.code, ShortNameOf(one), std::move(measures));
  }
  for (const std::string& id : gone) add(id, json(), json(), json::array());
  return indicators;
}

// Writes the questions of one answer.
class QuestionWriter {
 public:
  QuestionWriter(const QuestionsAsked& asked, const catalogue::Catalogue* newest,
                 const PartReader& parts)
      : asked_(asked), newest_(newest), parts_(parts) {}

  json Write(const QuestionRecord& record) const {
    const QuestionAct& act = record.act;
    const catalogue::Indicator* indicator =
        newest_ == nullptr ? nullptr : newest_->FindIndicator(act.indicator);
    const std::optional<QuestionText> text = TextOf(record.asked, parts_);
    const auto cell = [&text](const std::string QuestionText::*field) {
      return text && !((*text).*field).empty() ? json((*text).*field) : json();
    };
    json result = WordJson(record.asked);
    result["member"] = act.member;
    result["indicator"] = act.indicator;
    result["code"] = indicator == nullptr ? json() : json(indicator->code);
    result["name"] = indicator == nullptr ? json() : json(ShortNameOf(*indicator));
    result["measure"] = cell(&QuestionText::measure);
    result["period"] = cell(&QuestionText::period);
    result["state"] = StateOf(record);
    const std::optional<Side> turn = record.WaitsForAt(asked_.as_of);
    result["waits_for"] = turn ? json(std::string(NameOf(*turn))) : json();
    result["answers"] = json::array();
    for (const QuestionRecord::Word& answer : record.answers) {
      if (!base::IsBefore(answer.index, asked_.as_of)) continue;
      json word = WordJson(answer);
      word["closes"] = answer.closes;
      result["answers"].push_back(std::move(word));
    }
    return result;
  }

 private:
  bool HasArrived(const QuestionRecord::Word& word) const {
    return base::IsBefore(word.index, asked_.arrived);
  }

  json WordJson(const QuestionRecord::Word& word) const {
    const std::optional<QuestionText> text = TextOf(word, parts_);
    const bool has_arrived = HasArrived(word);
    return {{"id", word.id.hex()},
            {"by", std::string(NameOf(word.by))},
            {"index", has_arrived ? json(word.index.value()) : json()},
            {"time", has_arrived ? json(TimeOf(word.time_ms)) : json()},
            {"has_text", word.text.has_value()},
            {"text", text ? json(text->text) : json()}};
  }

  // Asked, seen, answered, closed.
  std::string StateOf(const QuestionRecord& record) const {
    if (!record.IsOpenAt(asked_.as_of)) return "closed";
    if (record.LastWordAt(asked_.as_of)->by != record.asked.by) return "answered";
    return IsSeen(record) ? "seen" : "asked";
  }

  // Whether it is where the other side reads it.
  bool IsSeen(const QuestionRecord& record) const {
    if (record.asked.by == Side::kMember) return HasArrived(record.asked);
    if (!asked_.seen_up_to) return false;
    return base::IsBefore(record.asked.index, asked_.seen_up_to(record.act.member));
  }

  const QuestionsAsked& asked_;
  const catalogue::Catalogue* newest_;
  const PartReader& parts_;
};

}  // namespace

absl::StatusOr<std::string> QuestionsJson(const State& state, const QuestionsAsked& asked,
                                          const PartReader& parts) {
  const CollectionRecord& collection = *asked.collection;
  const catalogue::Catalogue* newest = NewestCatalogue(collection, asked.as_of);
  std::string wanted;
  if (!asked.indicator.empty()) {
    if (newest == nullptr) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_ABSENT",
                           absl::StrCat("the log holds no catalogue of ", collection.act.id));
    }
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* found,
                            newest->IndicatorNamed(asked.indicator));
    wanted = found->id;
  }
  const QuestionWriter writer(asked, newest, parts);
  json questions = json::array();
  int open = 0;
  for (const QuestionRecord* record :
       QuestionsSeenBy(asked.viewer, state, collection.act.id, asked.as_of)) {
    const bool is_asked = (wanted.empty() || record->act.indicator == wanted) &&
                          (asked.member.empty() || record->act.member == asked.member);
    if (!is_asked) continue;
    if (record->IsOpenAt(asked.as_of)) ++open;
    questions.push_back(writer.Write(*record));
  }
  const json indicators =
      IndicatorsJson(newest, OpenQuestions(state, collection.act.id, asked.as_of));
  const std::string& notice = state.trust_root()->notice;
  const json result = {
      {"schema", "lontar.questions.v1"}, {"notice", notice.empty() ? json() : json(notice)},
      {"collection", collection.act.id}, {"log_size", asked.arrived.value()},
      {"root", asked.root.hex()},        {"open", open},
      {"questions", questions},          {"indicators", indicators}};
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::fold
