#include "node/core/own_questions.h"

#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::node {

absl::StatusOr<std::string> OwnQuestions(const QuestionSources& sources,
                                         const fold::Question& question,
                                         const fold::PartReader& parts) {
  if (sources.log_size.value() == 0) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "SIZE_UNKNOWN",
                         "the log has 0 leaves here; `lontar sync` first");
  }
  fold::QuestionsAsked asked;
  LONTAR_ASSIGN_OR_RETURN(
      asked.collection,
      fold::FindCollectionFor(*sources.ahead, question.collection, sources.ahead->size()));
  asked.viewer = {fold::ViewerRole::kMember, sources.member};
  asked.member = question.member;
  asked.indicator = question.indicator;
  asked.as_of = sources.ahead->size();
  asked.arrived = sources.log_size;
  asked.root = sources.root;
  asked.seen_up_to = [&sources](absl::string_view) { return sources.log_size; };
  return fold::QuestionsJson(*sources.ahead, asked, parts);
}

OpenOfMember OpenOf(const fold::State& ahead, absl::string_view member,
                    absl::string_view collection, absl::string_view indicator) {
  OpenOfMember open;
  for (const auto& [id, record] : ahead.questions()) {
    const bool is_wanted = record.act.member == member &&
                           (collection.empty() || record.act.collection == collection) &&
                           (indicator.empty() || record.act.indicator == indicator);
    const auto turn = record.WaitsForAt(ahead.size());
    if (!is_wanted || !turn) continue;
    ++(*turn == fold::Side::kMember ? open.for_member : open.for_asec);
  }
  return open;
}

}  // namespace lontar::node
