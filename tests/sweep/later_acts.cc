#include "tests/sweep/later_acts.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/fold/question_envelope.h"
#include "core/fold/release.h"

namespace lontar::sweep {
namespace {

constexpr char kCollection[] = "small";

fold::QuestionText TextOf(const std::string& text) { return {base::Salt(), "KH", text, "", ""}; }

chain::Envelope QuestionOn(support::SmallFederation* federation, const std::string& text) {
  fold::NewQuestion question{federation->hub_id(), kCollection, "cases", TextOf(text)};
  return fold::EnvelopeOfQuestion(question).value();
}

chain::Envelope AnswerTo(support::SmallFederation* federation, const base::PayloadId& question,
                         const std::string& text) {
  fold::NewAnswer answer{federation->hub_id(), kCollection, question, TextOf(text), false};
  return fold::EnvelopeOfAnswer(answer).value();
}

// By the authority's two keys.
void Submit(support::SmallFederation* federation, chain::Envelope act) {
  for (const char* name : {"authority 1", "authority 2"}) {
    chain::AddSignature(&act, *support::SmallKey(name));
  }
  base::CheckInvariant(federation->hub().SubmitAct(act).ok(), "an act is accepted");
}

// By Cambodia's node.
void Seal(support::SmallFederation* federation, const chain::Envelope& act) {
  base::CheckInvariant(federation->node("KH").SealAct(act).ok(), "an act is sealed");
}

void SyncBoth(support::SmallFederation* federation) {
  for (const char* member : {"KH", "VN", "KH"}) {
    base::CheckInvariant(federation->Sync(member).empty(), "both sync");
  }
}

// Each side asks once, and answers the other.
void AskAndAnswer(support::SmallFederation* federation) {
  const chain::Envelope asked = QuestionOn(federation, "why so few?");
  Submit(federation, asked);
  const chain::Envelope theirs = QuestionOn(federation, "until when?");
  Seal(federation, theirs);
  SyncBoth(federation);
  Submit(federation, AnswerTo(federation, theirs.payload_id(), "until June"));
  Seal(federation, AnswerTo(federation, asked.payload_id(), "a smaller sample"));
  SyncBoth(federation);
}

void ReturnAndRelease(support::SmallFederation* federation) {
  node::NodeCore& node = federation->node("KH");
  node::ClearanceRequest request;
  const std::string printed = nlohmann::json::parse(node.PrintReturn({}).value())["fingerprint"];
  request.paper = {printed, "scan.pdf", "a scan", "123/2026", "Sok Dara"};
  base::CheckInvariant(node.ClearReturn(request).ok(), "a return is cleared");
  fold::ReleaseAct release{federation->hub_id(), kCollection, "KH"};
  release.audience = fold::Audience::kPublic;
  const fold::State& state = node.state();
  for (const auto& part : fold::ListReleasable(state, {kCollection, "KH", "", ""}, state.size())) {
    release.parts.push_back(part.part);
  }
  Seal(federation, {fold::KindOf(release), kCollection, fold::EncodeAct(release), {}});
  const fold::SourcePlanAct plan{federation->hub_id(), kCollection, "KH", {{"cases", "KH.NSO"}}};
  Seal(federation, {fold::KindOf(plan), kCollection, fold::EncodeAct(plan), {}});
  SyncBoth(federation);
}

}  // namespace

void StateLaterActs(support::SmallFederation* federation) {
  for (uint32_t level = 2; level <= fold::kKnownLevel; ++level) federation->RaiseLevel(level);
  AskAndAnswer(federation);
  ReturnAndRelease(federation);
  const base::HubId hub_id = federation->hub_id();
  const auto round = [&](auto step) {
    federation->State(fold::RoundAct{hub_id, kCollection, "first", std::move(step)});
  };
  round(fold::RoundChange{"2022-01-31", {"KH"}});
  round(fold::RoundClose{});
  round(fold::RoundEvaluate{"late figures"});
  fold::DecisionAct decision{hub_id,       kCollection, "cases",
                             "A",          "A",         "meeting 1",
                             "2022-02-01", "first",     "as the docket says"};
  decision.evaluation = 2;
  federation->State(decision);
  fold::CollectionAct led{hub_id, kCollection, "A small collection", false};
  led.lead = fold::CollectionLead{"VN", {support::SmallKey("lead")->public_key()}, 1};
  led.revision = 1;
  federation->State(led);
  SyncBoth(federation);
}

}  // namespace lontar::sweep
