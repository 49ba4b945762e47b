#include "tests/simulation/words.h"

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/fold/question_envelope.h"
#include "tests/simulation/figures.h"

namespace lontar::simulation {
namespace {

fold::QuestionText DrawText(const std::string& member, const std::string& text, Dice* dice) {
  return {*base::Salt::FromBytes(dice->Bytes(base::Salt::kBytes)), member, text, "", ""};
}

}  // namespace

chain::Envelope DrawQuestion(const AskedWhom& whom, int number, Dice* dice) {
  fold::NewQuestion question;
  question.hub_id = whom.hub_id;
  question.collection = whom.collection->act.id;
  question.indicator = dice->Pick(DrawnIndicators());
  question.text = DrawText(whom.member, absl::StrCat("question ", number), dice);
  if (dice->Chance(50)) {
    const catalogue::Catalogue& catalogue = *whom.collection->catalogues.begin()->second.catalogue;
    question.text.measure = dice->Pick(catalogue.FindIndicator(question.indicator)->measures).id;
    question.text.period = absl::StrCat(dice->Between(2014, 2018));
  }
  auto envelope = fold::EnvelopeOfQuestion(question);
  base::CheckInvariant(envelope.ok(), "a drawn question is one");
  return *std::move(envelope);
}

chain::Envelope DrawAnswer(const fold::QuestionRecord& question, bool closes, int number,
                           Dice* dice) {
  fold::NewAnswer answer{question.act.hub_id, question.act.collection, question.id(), {}, closes};
  if (!closes || dice->Chance(60)) {
    answer.text = DrawText(question.act.member, absl::StrCat("answer ", number), dice);
  }
  auto envelope = fold::EnvelopeOfAnswer(answer);
  base::CheckInvariant(envelope.ok(), "a drawn answer is one");
  return *std::move(envelope);
}

}  // namespace lontar::simulation
