// The part of the state that holds questions.

#include "core/fold/state.h"

namespace lontar::fold {
namespace {

QuestionRecord::Word WordOf(LogIndex index, const chain::Leaf& leaf) {
  const chain::Header& header = leaf.entry.header;
  const Side by = header.author == chain::kAuthority ? Side::kAsec : Side::kMember;
  return {header.payload_id, index, leaf.stamp.time_ms, by, std::nullopt, false};
}

}  // namespace

absl::string_view NameOf(Side side) { return side == Side::kAsec ? "asec" : "member"; }

const QuestionRecord::Word* QuestionRecord::LastWordAt(LogSize size) const {
  const Word* last = base::IsBefore(asked.index, size) ? &asked : nullptr;
  for (const Word& answer : answers) {
    if (base::IsBefore(answer.index, size)) last = &answer;
  }
  return last;
}

bool QuestionRecord::IsOpenAt(LogSize size) const {
  const Word* last = LastWordAt(size);
  return last != nullptr && !last->closes;
}

std::optional<Side> QuestionRecord::WaitsForAt(LogSize size) const {
  const Word* last = LastWordAt(size);
  if (last == nullptr || last->closes) return std::nullopt;
  return last->by == Side::kAsec ? Side::kMember : Side::kAsec;
}

void State::ApplyQuestion(LogIndex index, const chain::Leaf& leaf, const QuestionAct& act) {
  QuestionRecord record{act, WordOf(index, leaf), {}};
  record.asked.text = act.text;
  part_namers_.emplace(act.text, PartNamer{PartNamer::Kind::kQuestion, record.id()});
  questions_.emplace(record.id(), std::move(record));
}

void State::ApplyAnswer(LogIndex index, const chain::Leaf& leaf, const AnswerAct& act) {
  QuestionRecord::Word word = WordOf(index, leaf);
  word.text = act.text;
  if (act.text) {
    part_namers_.emplace(*act.text, PartNamer{PartNamer::Kind::kQuestion, act.question});
  }
  word.closes = act.closes;
  questions_.at(act.question).answers.push_back(std::move(word));
}

const QuestionRecord* State::FindQuestion(const base::PayloadId& id) const {
  const auto found = questions_.find(id);
  return found == questions_.end() ? nullptr : &found->second;
}

}  // namespace lontar::fold
