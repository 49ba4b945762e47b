// What an office states besides figures and keys: questions and answers, releases, returns.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/fold/release.h"
#include "tests/simulation/authority.h"
#include "tests/simulation/office.h"
#include "tests/simulation/words.h"

namespace lontar::simulation {
namespace {

// Each of a run costs every machine something: so many of a kind show it.
constexpr int kWordsMax = 3;
constexpr int kReleasesMax = 2;
constexpr int kReturnsMax = 1;

}  // namespace

// True if the turn is over.
bool Office::StateSomething() {
  const Settings& settings = *around_.settings;
  const uint32_t level = node_->core()->state().level();
  if (level >= 4 && words_ < kWordsMax && dice_.Chance(settings.words_percent)) {
    Speak();
    return true;
  }
  if (level >= 5 && releases_ < kReleasesMax && dice_.Chance(settings.releases_percent)) {
    return Release();
  }
  if (level >= 2 && returns_ < kReturnsMax && dice_.Chance(settings.returns_percent)) {
    Return();
    return true;
  }
  return false;
}

void Office::Speak() {
  const fold::State& state = node_->core()->state();
  std::vector<const fold::QuestionRecord*> open;
  for (const auto& [id, question] : state.questions()) {
    const bool is_ours = question.act.member == node_->member();
    if (is_ours && question.IsOpenAt(state.size()) && !closed_.contains(id)) {
      open.push_back(&question);
    }
  }
  ++words_;
  if (!open.empty() && dice_.Chance(80)) return Answer(*dice_.Pick(open));
  const bool is_sealed = Seal(DrawQuestion(
      {state.FindCollection(kCollectionId), node_->core()->identity().hub_id, node_->member()},
      words_, &dice_));
  if (is_sealed) ++around_.ledger->counters["office: asks"];
}

// What the authority asked, it closes.
void Office::Answer(const fold::QuestionRecord& question) {
  const bool closes = question.asked.by == fold::Side::kMember && dice_.Chance(40);
  // Also where the answer to the sealing is lost: it may be sealed all the same.
  if (closes) closed_.insert(question.id());
  if (!Seal(DrawAnswer(question, closes, words_, &dice_))) return;
  ++around_.ledger->counters[closes ? "office: closes a question" : "office: answers"];
}

bool Office::Release() {
  const fold::State& state = node_->core()->state();
  const fold::CellQuery query{std::string(kCollectionId), node_->member(), "", ""};
  const auto there = fold::ListReleasable(state, query, state.size());
  if (there.empty()) return false;
  fold::ReleaseAct act;
  act.hub_id = node_->core()->identity().hub_id;
  act.collection = query.collection;
  act.member = query.member;
  for (const fold::ReleasablePart& part : there) {
    if (act.parts.empty() || dice_.Chance(50)) act.parts.push_back(part.part);
  }
  std::ranges::sort(act.parts);
  act.parts.erase(std::unique(act.parts.begin(), act.parts.end()), act.parts.end());
  act.audience =
      dice_.Pick(std::vector<fold::Audience>{fold::Audience::kMembers, fold::Audience::kPublic,
                                             fold::Audience::kPublic, fold::Audience::kNobody});
  act.revision = static_cast<uint32_t>(++releases_);
  if (Seal(EnvelopeOf(act))) {
    ++around_.ledger->counters[absl::StrCat("office: releases to ", fold::NameOf(act.audience))];
  }
  return true;
}

void Office::Return() {
  const fold::CollectionRecord* collection = node_->core()->state().FindCollection(kCollectionId);
  const std::string round = dice_.Pick(collection->rounds).id;
  ++returns_;
  if (dice_.Chance(50)) {
    node::ReturnRequest request{std::string(kCollectionId), round};
    request.nil = fold::ReturnReason::kNoSurvey;
    const auto prepared = node_->core()->PrepareReturn(request);
    if (!prepared.ok()) return TakeStatus(prepared.status(), "prepare a return");
  }
  const auto printed = node_->core()->PrintReturn({std::string(kCollectionId), round});
  if (!printed.ok()) return TakeStatus(printed.status(), "print a return");
  node::ClearanceRequest::Paper paper;
  paper.fingerprint = nlohmann::json::parse(*printed)["fingerprint"];
  paper.file_name = "signed.pdf";
  paper.scan = absl::StrCat("%PDF-1.4 ", dice_.Next());
  if (TakeReceipt(node_->core()->ClearReturn({std::string(kCollectionId), round, {}, paper}))) {
    ++around_.ledger->counters["office: returns"];
  }
}

}  // namespace lontar::simulation
