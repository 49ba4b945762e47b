#include "tests/simulation/office.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/simulation/authority.h"
#include "tests/simulation/figures.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;

}  // namespace

void Office::GoToWork() {
  around_.timeline->After(dice_.Between(1, 3 * kHourMs), [this] {
    if (is_resting_) return;
    if (node_->is_up()) {
      node_->WhenAwake([this] {
        if (!is_resting_) Act();
      });
    }
    GoToWork();
  });
}

std::string Office::Provider(int place) const {
  return absl::StrCat(node_->member(), place == 0 ? ".NSO" : ".MOL");
}

std::string Office::ProviderKeyName(const std::string& provider) {
  return absl::StrCat(provider, " ", key_versions_.emplace(provider, 1).first->second);
}

fold::Enrolment Office::ProviderEnrolment(const std::string& provider) {
  fold::Enrolment enrolment;
  enrolment.role = fold::KeyRole::kProvider;
  enrolment.provider = provider;
  enrolment.provider_name = absl::StrCat("office ", provider);
  std::vector<std::string> indicators = DrawnIndicators();
  std::ranges::sort(indicators);
  enrolment.entitlements = {{std::string(kCollectionId), std::move(indicators)}};
  return enrolment;
}

chain::Envelope Office::KeysAct(const std::vector<fold::Enrolment>& enrolments,
                                const std::vector<std::string>& names,
                                const std::vector<fold::Revocation>& revocations) {
  fold::KeysAct act;
  act.hub_id = node_->core()->identity().hub_id;
  act.member = node_->member();
  act.revocations = revocations;
  for (size_t i = 0; i < enrolments.size(); ++i) {
    act.enrolments.push_back(enrolments[i]);
    act.enrolments.back().key = around_.keys->Key(names[i]).public_key();
  }
  chain::Envelope envelope;
  envelope.kind = chain::EntryKind::kKeys;
  envelope.payload = fold::EncodeAct(act);
  chain::AddSignature(&envelope,
                      around_.keys->Key(absl::StrCat(node_->member(), " administrator")));
  for (const std::string& name : names) chain::AddSignature(&envelope, around_.keys->Key(name));
  return envelope;
}

void Office::Act() {
  const node::NodeCore& core = *node_->core();
  const fold::CollectionRecord* collection = core.state().FindCollection(kCollectionId);
  if (collection == nullptr || collection->rounds.empty()) return;  // the first sync is to come
  if (core.own_entries() == 0) return EnrolFirstKeys();
  if (StateSomething()) return;
  const auto drafts = core.ListDrafts();
  if (!drafts.ok()) return TakeStatus(drafts.status(), "list");
  const json list = json::parse(*drafts)["drafts"];
  if (!list.empty() && dice_.Chance(80)) {
    const json& draft = list[dice_.Below(list.size())];
    return WorkOnDraft(draft["draft"], draft["stage"], draft["provider"]);
  }
  // The new key would be known on the earlier disk only.
  const bool may_replace = around_.settings->replaces_keys && !node_->is_rolled_back();
  if (may_replace && dice_.Chance(8)) return ReplaceProviderKey();
  if (dice_.Chance(8)) return PlanSources();
  if (reports_ < around_.settings->reports_per_node) ImportFigures();
}

void Office::EnrolFirstKeys() {
  const std::string& member = node_->member();
  fold::Enrolment node_key;
  node_key.role = fold::KeyRole::kNode;
  fold::Enrolment witness;
  witness.role = fold::KeyRole::kWitness;
  witness.witness_name = absl::StrCat("witness.example/", member);
  Seal(KeysAct({node_key, witness, ProviderEnrolment(Provider(0)), ProviderEnrolment(Provider(1))},
               {absl::StrCat(member, " node"), absl::StrCat(member, " witness"),
                absl::StrCat(Provider(0), " 1"), absl::StrCat(Provider(1), " 1")},
               {}));
}

void Office::ReplaceProviderKey() {
  const std::string provider = Provider(static_cast<int>(dice_.Below(2)));
  if (maybe_replaced_.contains(provider)) return;
  fold::Revocation revocation;
  revocation.key_id = around_.keys->Key(ProviderKeyName(provider)).public_key().id();
  if (around_.settings->marks_suspect && dice_.Chance(50)) {
    revocation.suspect_from = base::LogIndex(dice_.Below(node_->core()->tree().size().value()));
  }
  const std::string next = absl::StrCat(provider, " ", key_versions_[provider] + 1);
  if (!Seal(KeysAct({ProviderEnrolment(provider)}, {next}, {revocation}))) {
    maybe_replaced_.insert(provider);
    return;
  }
  ++key_versions_[provider];
  ++around_.ledger->counters["key replaced"];
}

void Office::PlanSources() {
  std::vector<std::string> indicators = DrawnIndicators();
  std::ranges::sort(indicators);
  fold::SourcePlanAct plan;
  plan.hub_id = node_->core()->identity().hub_id;
  plan.collection = std::string(kCollectionId);
  plan.member = node_->member();
  for (const std::string& indicator : indicators) {
    if (dice_.Chance(50)) plan.leads.push_back({indicator, Provider(dice_.Chance(50) ? 1 : 0)});
  }
  chain::Envelope envelope;
  envelope.kind = chain::EntryKind::kSourcePlan;
  envelope.payload = fold::EncodeAct(plan);
  // Also where the answer to the sealing is lost: it may be sealed all the same.
  if (plans_.insert(envelope.payload).second) Seal(envelope);
}

void Office::ImportFigures() {
  const FigureFile file = DrawFigures(node_->member(), &dice_);
  node::ImportRequest request;
  request.file_name = "drawn.csv";
  request.content = file.csv;
  request.mapping_name = "drawn.yaml";
  request.mapping = file.mapping;
  request.provider = Provider(static_cast<int>(dice_.Below(2)));
  request.replaces = dice_.Chance(30);
  if (request.replaces) request.withdraw_reason = observation::WithdrawReason::kError;
  request.confirms_small_totals = true;
  const absl::StatusOr<std::string> imported = node_->core()->Import(request);
  if (!imported.ok()) return TakeStatus(imported.status(), "import");
  const json result = json::parse(*imported);
  const bool is_draft = !result["draft"].is_null();
  ++around_.ledger->counters[is_draft ? "import: draft" : "import: nothing new"];
  if (is_draft) ++reports_;
  for (const json& finding : result["findings"]) {
    if (finding["severity"] == "error") {
      around_.ledger->violations.push_back(absl::StrCat(
          node_->member(), " import: ", finding["sentence"].get<std::string>(), "\n", file.csv));
    }
  }
}

void Office::WorkOnDraft(const std::string& draft, const std::string& stage,
                         const std::string& provider) {
  if (dice_.Chance(3)) return TakeStatus(node_->core()->DropDraft(draft), "drop");
  stage == "draft" ? SignDraft(draft, provider) : ApproveDraft(draft, provider);
}

void Office::SignDraft(const std::string& draft, const std::string& provider) {
  auto exported = node_->core()->ExportDraft(draft);
  if (!exported.ok()) return TakeStatus(exported.status(), "export");
  chain::Envelope envelope = std::move(exported->envelope);
  envelope.signatures.clear();
  chain::AddSignature(&envelope, around_.keys->Key(ProviderKeyName(provider)));
  const absl::Status status = node_->core()->AttachSignature(draft, envelope).status();
  // The node has sealed its new key, and the office never heard of it.
  const bool was_replaced =
      maybe_replaced_.erase(provider) > 0 && base::ReasonOf(status) == "KEY_NOT_VALID";
  if (was_replaced) {
    ++key_versions_[provider];
    ++around_.ledger->counters["key replaced without an answer"];
    return;
  }
  TakeStatus(status, "sign");
}

void Office::ApproveDraft(const std::string& draft, const std::string& provider) {
  const absl::StatusOr<std::string> approved = node_->core()->Approve({.draft = draft});
  if (approved.status().code() == absl::StatusCode::kPermissionDenied) {
    // Its key was replaced meanwhile.
    ++around_.ledger->counters["signed again"];
    return SignDraft(draft, provider);
  }
  TakeReceipt(approved);
}

bool Office::Seal(const chain::Envelope& act) { return TakeReceipt(node_->core()->SealAct(act)); }

bool Office::TakeReceipt(const absl::StatusOr<std::string>& answer) {
  if (!answer.ok()) {
    TakeStatus(answer.status(), "seal");
    return false;
  }
  const json receipt = json::parse(*answer);
  around_.timeline->Note(absl::StrCat(node_->member(), " seals ", receipt["number"].dump()));
  const auto hash = base::EntryHash::FromHex(receipt["entry_hash"].get<std::string>());
  around_.ledger->acknowledged[*hash] = {node_->member(),
                                         base::ChainNumber(receipt["number"].get<uint64_t>()),
                                         node_->is_rolled_back()};
  if (node_->is_rolled_back()) ++around_.ledger->counters["sealed on an earlier disk"];
  const bool loses_power = around_.settings->node_life_hours > 0 && dice_.Chance(5);
  if (loses_power) node_->Crash("power after a seal");
  return true;
}

void Office::TakeStatus(const absl::Status& status, absl::string_view what) {
  around_.timeline->Note(absl::StrCat(node_->member(), " ", what, ": ", base::ReasonOf(status)));
  if (status.ok()) return;
  ++around_.ledger->counters[absl::StrCat("office: ", what, " ", base::ReasonOf(status))];
  if (node_->core()->is_ended()) return node_->Crash("commit");
  // An earlier disk knows neither the newest keys nor what was stated since.
  if (node_->is_rolled_back()) return;
  around_.ledger->violations.push_back(
      absl::StrCat(node_->member(), " ", what, ": ", status.message()));
}

}  // namespace lontar::simulation
