#include "tests/fault/small_world.h"

#include <deque>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"

namespace lontar::fault {
namespace {

using nlohmann::json;

constexpr char kCollection[] = "cases";
constexpr char kMember[] = "KH";
constexpr char kProvider[] = "KH.NSO";

constexpr char kCatalogue[] = R"(
collection: cases
version: "1"
title: A small collection
units:
  - {code: CASES, name: cases, whole: true}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
code_lists:
  - id: sex
    codes:
      - {id: _T, name: Both sexes}
      - {id: F, name: Female}
indicators:
  - id: cases-in-courts
    list: A
    number: 9
    name: Cases registered with courts
    short_name: Cases with courts
    basis: made up for tests
    measures:
      - {id: number, unit: CASES}
    dimensions: [sex]
    disclosure: none
)";

constexpr char kMapping[] = R"(
mapping: small
file: small.csv
source: registers
indicator: cases-in-courts
columns:
  member: member
  period: year
  measure: measure
  value: value
  unit: unit
  status: status
dimensions:
  sex: sex
submitted_by: {KH: KH.NSO}
)";

// The second file revises the first one, and so on.
std::string CsvOf(int count) {
  std::string csv = "member,year,measure,value,unit,status,sex\n";
  for (int year = 2010; year < 2012 + count; ++year) {
    absl::StrAppend(&csv, "KH,", year, ",number,", year - 2000 + count, ",CASES,A,_T\n");
    absl::StrAppend(&csv, "KH,", year, ",number,", count, ",CASES,A,F\n");
  }
  return csv;
}

absl::Status Gone(absl::string_view who) {
  return absl::UnavailableError(absl::StrCat("the ", who, " is gone"));
}

}  // namespace

SmallWorld::SmallWorld(Place hub, Place node, const Registers& registers, uint64_t seed)
    : hub_place_(std::move(hub)),
      node_place_(std::move(node)),
      registers_(registers),
      hub_entropy_(seed),
      node_entropy_(seed + 1) {}

const trust::PrivateKey& SmallWorld::Key(const std::string& name) {
  std::unique_ptr<trust::PrivateKey>& key = keys_[name];
  if (key == nullptr) key = support::KeyOf(name);
  return *key;
}

log::NoteKey SmallWorld::log_key() const { return support::LogBuilder::LogKey(); }

chain::Envelope SmallWorld::TrustRoot() {
  fold::TrustRoot root;
  root.root_keys = {Key("root").public_key()};
  root.authority_keys = {Key("authority-1").public_key(), Key("authority-2").public_key()};
  root.log_key = Key("log").public_key();
  root.chain_key = Key("chain").public_key();
  root.origin = std::string(support::kTestOrigin);
  root.notice = "TEST: a small world";
  chain::Envelope envelope{fold::KindOf(root), "", fold::EncodeAct(root), {}};
  chain::AddSignature(&envelope, Key("root"));
  return envelope;
}

base::HubId SmallWorld::hub_id() { return fold::HubIdOf(TrustRoot().payload); }

void SmallWorld::DropHub() {
  hub_.reset();
  hub_store_.reset();
}

void SmallWorld::DropNode() {
  node_.reset();
  node_store_.reset();
}

// init is not finished until it has answered: a folder that it left is thrown away.
absl::Status SmallWorld::CreateHub() {
  Say("hub.create");
  LONTAR_RETURN_IF_ERROR(hub_place_.create());
  LONTAR_ASSIGN_OR_RETURN(hub_store_, hub_place_.open());
  const hub::Doors doors{hub_store_.get(), &clock_, &hub_entropy_, registers_.sign};
  LONTAR_RETURN_IF_ERROR(hub::HubCore::Create(doors, {&Key("chain"), &Key("log")}, TrustRoot()));
  is_hub_made_ = true;
  hub_store_.reset();
  return absl::OkStatus();
}

absl::Status SmallWorld::CreateNode() {
  Say("node.create");
  LONTAR_RETURN_IF_ERROR(node_place_.create());
  LONTAR_ASSIGN_OR_RETURN(node_store_, node_place_.open());
  const node::Doors doors{node_store_.get(), &clock_, &node_entropy_, registers_.high_water};
  LONTAR_RETURN_IF_ERROR(node::NodeCore::Create(doors, hub_id(), kMember));
  is_node_made_ = true;
  node_store_.reset();
  return absl::OkStatus();
}

absl::Status SmallWorld::OpenHub() {
  if (hub_ != nullptr) return absl::OkStatus();
  DropHub();
  if (!is_hub_made_) LONTAR_RETURN_IF_ERROR(CreateHub());
  Say("hub.open");
  LONTAR_ASSIGN_OR_RETURN(hub_store_, hub_place_.open());
  const hub::Doors doors{hub_store_.get(), &clock_, &hub_entropy_, registers_.sign};
  LONTAR_ASSIGN_OR_RETURN(hub_, hub::HubCore::Open(doors, {&Key("chain"), &Key("log")}));
  return absl::OkStatus();
}

absl::Status SmallWorld::OpenNode() {
  if (node_ != nullptr) return absl::OkStatus();
  DropNode();
  if (!is_node_made_) LONTAR_RETURN_IF_ERROR(CreateNode());
  Say("node.open");
  LONTAR_ASSIGN_OR_RETURN(node_store_, node_place_.open());
  const node::Doors doors{node_store_.get(), &clock_, &node_entropy_, registers_.high_water};
  LONTAR_ASSIGN_OR_RETURN(node_,
                          node::NodeCore::Open(doors, {&Key("KH.node"), &Key("KH.witness")}));
  return absl::OkStatus();
}

absl::Status SmallWorld::Act(const fold::Act& act, const std::vector<std::string>& signers) {
  LONTAR_RETURN_IF_ERROR(OpenHub());
  chain::Envelope envelope{fold::KindOf(act), "", fold::EncodeAct(act), {}};
  for (const std::string& signer : signers) chain::AddSignature(&envelope, Key(signer));
  if (hub_->state().WasAccepted(envelope.payload_id())) return absl::OkStatus();
  Say("hub.sequence");
  const absl::StatusOr<base::LogIndex> index = hub_->SubmitAct(envelope);
  if (index.ok()) promises_.acts[envelope.payload_id()] = *index;
  if (hub_->is_ended()) DropHub();
  return index.status();
}

absl::StatusOr<std::vector<chain::Entry>> SmallWorld::OwnEntries() const {
  std::vector<chain::Entry> entries;
  for (uint64_t number = 1; number <= node_->own_entries(); ++number) {
    LONTAR_ASSIGN_OR_RETURN(const auto bytes, node_->store().Get(store::EntryKey(number)));
    if (!bytes) break;
    absl::StatusOr<chain::Entry> entry = chain::DecodeEntry(*bytes);
    if (!entry.ok()) break;
    entries.push_back(*std::move(entry));
  }
  return entries;
}

absl::StatusOr<int> SmallWorld::ReportsSealed() const {
  LONTAR_ASSIGN_OR_RETURN(const std::vector<chain::Entry> entries, OwnEntries());
  int reports = 0;
  for (const chain::Entry& entry : entries) {
    if (entry.header.kind == chain::EntryKind::kSubmission) ++reports;
  }
  return reports;
}

absl::Status SmallWorld::TakeSealed(const absl::StatusOr<std::string>& answer) {
  if (answer.ok()) {
    const json sealed = json::parse(*answer);
    const auto hash = base::EntryHash::FromHex(sealed["entry_hash"].get<std::string>());
    promises_.sealed[*hash] = base::ChainNumber(sealed["number"].get<uint64_t>());
  }
  if (node_->is_ended()) DropNode();
  return answer.status();
}

absl::Status SmallWorld::Seal(const fold::Act& act, const std::vector<std::string>& signers) {
  LONTAR_RETURN_IF_ERROR(OpenNode());
  chain::Envelope envelope{fold::KindOf(act), "", fold::EncodeAct(act), {}};
  LONTAR_ASSIGN_OR_RETURN(const std::vector<chain::Entry> entries, OwnEntries());
  for (const chain::Entry& entry : entries) {
    if (entry.header.payload_id == envelope.payload_id()) return absl::OkStatus();
  }
  for (const std::string& signer : signers) chain::AddSignature(&envelope, Key(signer));
  Say("node.append");
  return TakeSealed(node_->SealAct(envelope));
}

absl::Status SmallWorld::Report(int count) {
  LONTAR_RETURN_IF_ERROR(OpenNode());
  LONTAR_ASSIGN_OR_RETURN(const int sealed, ReportsSealed());
  if (sealed >= count) return absl::OkStatus();
  LONTAR_ASSIGN_OR_RETURN(const std::string listed, node_->ListDrafts());
  const json drafts = json::parse(listed)["drafts"];
  if (!drafts.empty()) return SignAndApprove(drafts[0]["draft"]);
  node::ImportRequest request;
  request.file_name = "small.csv";
  request.content = CsvOf(count);
  request.mapping_name = "small.yaml";
  request.mapping = kMapping;
  Say("node.accept");
  const absl::StatusOr<std::string> imported = node_->Import(request);
  if (node_->is_ended()) DropNode();
  LONTAR_RETURN_IF_ERROR(imported.status());
  const json result = json::parse(*imported);
  if (result["draft"].is_null()) return absl::InternalError(*imported);
  promises_.drafts.insert(result["draft"]);
  return SignAndApprove(result["draft"]);
}

absl::Status SmallWorld::SignAndApprove(const std::string& draft) {
  LONTAR_ASSIGN_OR_RETURN(auto exported, node_->ExportDraft(draft));
  exported.envelope.signatures.clear();
  chain::AddSignature(&exported.envelope, Key(kProvider));
  Say("node.accept");
  const absl::Status attached = node_->AttachSignature(draft, exported.envelope).status();
  if (node_->is_ended()) DropNode();
  LONTAR_RETURN_IF_ERROR(attached);
  LONTAR_ASSIGN_OR_RETURN(promises_.sealed_before, ReportsSealed());
  promises_.drafts.erase(draft);
  promises_.approving = draft;
  Say("node.append");
  LONTAR_RETURN_IF_ERROR(TakeSealed(node_->Approve({.draft = draft})));
  promises_.approving.clear();
  return absl::OkStatus();
}

absl::Status SmallWorld::Found() {
  const base::HubId hub_id = this->hub_id();
  const std::vector<std::string> authority = {"authority-1", "authority-2"};
  const fold::MemberAct member{
      hub_id, kMember, "Cambodia", "1999-04-30", "", Key("KH.administrator").public_key(), 1, 0};
  LONTAR_RETURN_IF_ERROR(Act(member, authority));
  LONTAR_RETURN_IF_ERROR(Act(fold::CollectionAct{hub_id, kCollection, "Cases", false}, authority));
  LONTAR_RETURN_IF_ERROR(Act(
      fold::CatalogueAct{hub_id, kCollection, "1", {{"catalogue.yaml", kCatalogue}}}, authority));
  LONTAR_RETURN_IF_ERROR(Sync());
  fold::KeysAct keys{hub_id, kMember, {}, {}};
  keys.enrolments.push_back({Key("KH.node").public_key(), fold::KeyRole::kNode});
  keys.enrolments.push_back({Key("KH.witness").public_key(), fold::KeyRole::kWitness});
  keys.enrolments.back().witness_name = "witness.test/KH";
  keys.enrolments.push_back({Key(kProvider).public_key(), fold::KeyRole::kProvider});
  keys.enrolments.back().provider = kProvider;
  keys.enrolments.back().provider_name = "An office";
  keys.enrolments.back().entitlements = {{kCollection, {"cases-in-courts"}}};
  LONTAR_RETURN_IF_ERROR(
      Seal(keys, {"KH.administrator", "KH.node", "KH.witness", std::string(kProvider)}));
  return Seal(fold::SourcePlanAct{hub_id, kCollection, kMember, {{"cases-in-courts", kProvider}}},
              {});
}

absl::Status SmallWorld::Work(int days) {
  LONTAR_RETURN_IF_ERROR(Found());
  for (int day = 1; day <= days; ++day) {
    if (days_begun_ < day) {
      days_begun_ = day;
      DropHub();
      DropNode();
    }
    LONTAR_RETURN_IF_ERROR(Report(day));
    LONTAR_RETURN_IF_ERROR(Sync());
  }
  // What was pushed last comes home with its cosignature.
  return Sync();
}

absl::Status SmallWorld::Sync() {
  LONTAR_RETURN_IF_ERROR(OpenHub());
  LONTAR_RETURN_IF_ERROR(OpenNode());
  const hub::SessionId line = hub_->Connect(kMember);
  std::unique_ptr<sync::NodeSession> session = node_->StartSync();
  const absl::Status status = Converse(session.get(), line);
  session.reset();  // it must not outlive the node
  if (node_ != nullptr && node_->is_ended()) DropNode();
  if (hub_ != nullptr && hub_->is_ended()) DropHub();
  if (hub_ != nullptr) hub_->Disconnect(line);
  if (absl::IsAborted(status)) DropNode();
  return status;
}

absl::Status SmallWorld::Converse(sync::NodeSession* session, hub::SessionId line) {
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> first, session->Start());
  std::deque<std::pair<bool, std::string>> under_way;  // up, frame
  for (const std::string& frame : first) under_way.emplace_back(true, frame);
  while (!under_way.empty()) {
    const auto [is_up, frame] = under_way.front();
    under_way.pop_front();
    const Passage passage = on_frame ? on_frame(is_up) : Passage::kDelivered;
    if (passage == Passage::kLineBreaks) return absl::UnavailableError("the line broke");
    if (passage == Passage::kNodeIsKilled) return absl::AbortedError("the node was killed");
    if (passage == Passage::kHubIsKilled) {
      DropHub();
      return Gone("hub");
    }
    std::vector<std::string> made;
    if (is_up) {
      LONTAR_RETURN_IF_ERROR(Up(line, frame, &made));
    } else {
      Say("node.receipt");
      LONTAR_ASSIGN_OR_RETURN(made, session->Receive(frame));
    }
    for (std::string& next : made) under_way.emplace_back(!is_up, std::move(next));
  }
  return session->is_done() ? absl::OkStatus() : absl::UnavailableError("the hub hung up");
}

absl::Status SmallWorld::Up(hub::SessionId line, const std::string& frame,
                            std::vector<std::string>* down) {
  Say("hub.cosignature");
  hub::Steps steps = hub_->Receive(line, frame);
  if (hub_->is_ended()) return Gone("hub");
  for (const hub::VerifyJob& job : steps.jobs) {
    const bool verifies = trust::Verify(job.job.key, job.job.message, job.job.signature).ok();
    hub_->TakeVerified(job, verifies);
  }
  for (auto& [session, sent] : steps.send) down->push_back(std::move(sent));
  if (hub_->queued() == 0) return absl::OkStatus();
  Say("hub.sequence");
  LONTAR_ASSIGN_OR_RETURN(hub::Steps answers, hub_->Sequence());
  for (auto& [session, sent] : answers.send) {
    KeepAnswer(sent);
    down->push_back(std::move(sent));
  }
  return absl::OkStatus();
}

void SmallWorld::KeepAnswer(const std::string& frame) {
  const absl::StatusOr<sync::Frame> decoded = sync::DecodeFrame(frame);
  if (!decoded.ok()) return;
  const auto* answer = std::get_if<sync::EntryAnswer>(&decoded->body);
  if (answer != nullptr) promises_.answers.push_back(*answer);
}

}  // namespace lontar::fault
