#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/fold/question_text.h"
#include "core/store/key_space.h"
#include "tests/reference/naive_questions.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;
using reference::NaiveQuestion;

bool HoldsPart(const store::Reader& store, const base::PartHash& part) {
  const auto bytes = store.Get(store::PartKey(part.view()));
  return bytes.ok() && bytes->has_value();
}

// At the hub, at the member's node once it has pulled everything, and at no other.
Violations CheckWhereTextsAre(const World& world, const std::vector<NaiveQuestion>& questions) {
  const hub::HubCore& hub = *world.hub().core();
  const fold::PartReader at_hub = hub::PartsOf(hub.store());
  Violations found;
  for (const NaiveQuestion& question : questions) {
    for (const base::PartHash& text : question.texts) {
      const std::string name =
          absl::StrCat("text ", text.short_hex(), " of a question of ", question.member);
      const std::optional<std::string> bytes = at_hub(text);
      const auto read = bytes ? fold::DecodeQuestionText(*bytes)
                              : absl::StatusOr<fold::QuestionText>(absl::NotFoundError("absent"));
      if (!read.ok() || read->member != question.member) {
        found.push_back(absl::StrCat(name, " is not at the hub"));
      }
      for (const auto& node : world.nodes()) {
        if (!node->is_up()) continue;
        const bool is_theirs = node->member() == question.member;
        const bool has_all = node->core()->tree().size() == hub.tree().size();
        const bool holds = HoldsPart(node->core()->store(), text);
        if (is_theirs && has_all && !holds) {
          found.push_back(absl::StrCat(name, " is not at its node"));
        }
        if (!is_theirs && holds) found.push_back(absl::StrCat(name, " is at ", node->member()));
      }
    }
  }
  return found;
}

// One line for each question: its id, and how many of its texts are told.
std::set<std::string> Told(const json& answer) {
  std::set<std::string> told;
  for (const json& question : answer["questions"]) {
    size_t texts = question["text"].is_null() ? 0 : 1;
    for (const json& word : question["answers"]) texts += word["text"].is_null() ? 0 : 1;
    told.insert(absl::StrCat(question["id"].get<std::string>(), " ", texts));
  }
  return told;
}

// Those of `member`; of an empty one, all.
std::set<std::string> ToBeTold(const std::vector<NaiveQuestion>& questions,
                               const std::string& member) {
  std::set<std::string> told;
  for (const NaiveQuestion& question : questions) {
    if (!member.empty() && question.member != member) continue;
    told.insert(absl::StrCat(question.id.hex(), " ", question.texts.size()));
  }
  return told;
}

Violations CheckWhoIsTold(const World& world, const std::vector<NaiveQuestion>& questions) {
  Violations found;
  const auto check = [&](const fold::Viewer& viewer, const std::set<std::string>& wanted) {
    const auto answer = world.hub().AskFor(viewer, {"questions", "", "", std::nullopt, "", ""});
    if (answer.ok() && Told(json::parse(*answer)) == wanted) return;
    found.push_back(absl::StrCat(fold::NameOf(viewer.role), " ", viewer.member,
                                 " is told of other questions than are to be seen"));
  };
  check({fold::ViewerRole::kAsec}, ToBeTold(questions, ""));
  check({fold::ViewerRole::kPublic}, {});
  check({fold::ViewerRole::kAuditor}, {});
  for (const auto& node : world.nodes()) {
    const std::string& member = node->member();
    check({fold::ViewerRole::kMember, member}, ToBeTold(questions, member));
    check({fold::ViewerRole::kSlom, member}, ToBeTold(questions, member));
  }
  return found;
}

// How many are asked on each indicator, as everybody is told it in the docket.
Violations CheckHowManyAreAsked(const World& world, const std::vector<reference::LogLine>& lines) {
  Violations found;
  for (const size_t size : {lines.size(), lines.size() * 2 / 3}) {
    const auto answer =
        world.hub().Ask({"docket", "", "baseline-now", base::LogSize(size), "", ""});
    if (!answer.ok()) {
      found.push_back(absl::StrCat("no docket at size ", size));
      continue;
    }
    const auto open = reference::CountOpenNaively(lines, std::string(kCollectionId), size);
    const json docket = json::parse(*answer);
    for (const json& line : docket["lines"]) {
      int asked = 0;
      int questions = 0;
      for (const auto& [of, count] : open) {
        if (of.first != line["id"]) continue;
        ++asked;
        questions += count;
      }
      const json& told = line["being_clarified"];
      if (told["members"] == asked && told["questions"] == questions) continue;
      found.push_back(absl::StrCat("at size ", size, " the docket says of ",
                                   line["id"].get<std::string>(), ": ", told.dump(), ", open are ",
                                   questions, " of ", asked));
    }
  }
  return found;
}

}  // namespace

Violations CheckQuestions(const World& world) {
  const std::vector<reference::LogLine> lines = LinesOf(*world.hub().core());
  const std::vector<NaiveQuestion> questions = reference::ReadQuestionsNaively(lines, lines.size());
  if (questions.empty()) return {};
  Violations found = CheckWhereTextsAre(world, questions);
  for (const Violations& more :
       {CheckWhoIsTold(world, questions), CheckHowManyAreAsked(world, lines)}) {
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

}  // namespace lontar::simulation
