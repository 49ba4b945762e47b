#include "core/fold/collection_verdict.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace lontar::fold {
namespace {

using chain::Verdict;

Judgement NoCollection(Verdict verdict, absl::string_view sentence) {
  return {verdict, std::string(sentence), false};
}

// A key that leads now may go on; any other must be new to the log, one that led before too.
Judgement JudgeLeadKeys(const State& state, const CollectionRecord* before,
                        const CollectionLead& lead) {
  const CollectionLead* now = before == nullptr ? nullptr : before->LeadAt(state.size());
  for (const trust::PublicKey& key : lead.keys) {
    if (now != nullptr && std::ranges::count(now->keys, key) > 0) continue;
    if (!state.HasRole(key)) continue;
    return NoCollection(Verdict::kOutOfOrder,
                        absl::StrCat("key ", key.id().short_hex(),
                                     " has or had a role already; one key has one role, and a "
                                     "lead's key that was given up never returns"));
  }
  return {};
}

// The collection that an act of the authority's chain is of; empty: of none, or of all.
std::string CollectionSignedFor(const State& state, const Act& act) {
  if (const auto* added = std::get_if<CatalogueAct>(&act)) return added->collection;
  if (const auto* round = std::get_if<RoundAct>(&act)) return round->collection;
  if (const auto* decision = std::get_if<DecisionAct>(&act)) return decision->collection;
  if (const auto* question = std::get_if<QuestionAct>(&act)) return question->collection;
  const auto* answer = std::get_if<AnswerAct>(&act);
  const QuestionRecord* record = answer == nullptr ? nullptr : state.FindQuestion(answer->question);
  return record == nullptr ? "" : record->act.collection;
}

}  // namespace

Judgement JudgeCollection(const State& state, const CollectionAct& act) {
  const CollectionRecord* before = state.FindCollection(act.id);
  if (before != nullptr && state.level() < 5) {
    return NoCollection(Verdict::kOutOfOrder, "this collection is there already");
  }
  if (before != nullptr && before->act.lead == act.lead) {
    return NoCollection(Verdict::kOutOfOrder,
                        "this collection is there already, and this names no other lead");
  }
  const bool is_same =
      before == nullptr ||
      (before->act.name == act.name && before->act.comparison_allowed == act.comparison_allowed);
  if (!is_same) {
    return NoCollection(Verdict::kContextMismatch,
                        "only the lead of a collection changes, not its name or its comparison");
  }
  return act.lead ? JudgeLeadKeys(state, before, *act.lead) : Judgement();
}

const CollectionLead* LeadSigning(const State& state, const Act& act) {
  const CollectionRecord* collection = state.FindCollection(CollectionSignedFor(state, act));
  return collection == nullptr ? nullptr : collection->LeadAt(state.size());
}

}  // namespace lontar::fold
