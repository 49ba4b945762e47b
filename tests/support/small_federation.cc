#include "tests/support/small_federation.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/trust/sha256.h"
#include "gtest/gtest.h"

namespace lontar::support {
namespace {

using nlohmann::json;

constexpr absl::string_view kSmallCatalogue = R"(collection: small
version: "1"
title: A small collection
units:
  - {code: CASES, name: cases, whole: true}
  - {code: PT, name: percent, maximum: 100}
code_lists:
  - id: sex
    codes:
      - {id: _T, name: Both}
      - {id: F, name: Female, parent: _T}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
indicators:
  - id: cases
    list: A
    number: 1
    name: Cases
    short_name: Cases
    basis: made up
    measures:
      - {id: number, unit: CASES}
    dimensions: [sex]
    disclosure: none
)";

constexpr absl::string_view kSmallMapping = R"(mapping: small
file: small.csv
source: made up
indicator: cases
columns:
  member: member
  period: year
  measure: measure
  value: value
  unit: unit
  status: status
submitted_by: {KH: KH.NSO, VN: VN.NSO}
dimensions:
  sex: sex
)";

trust::PublicKey PublicOf(absl::string_view name) { return SmallKey(name)->public_key(); }

std::string Of(absl::string_view member, absl::string_view role) {
  return absl::StrCat(member, " ", role);
}

chain::Envelope SignedBy(const fold::Act& act, const std::vector<std::string>& names) {
  chain::Envelope envelope{fold::KindOf(act), "", fold::EncodeAct(act), {}};
  for (const std::string& name : names) chain::AddSignature(&envelope, *SmallKey(name));
  return envelope;
}

chain::Envelope SmallTrustRoot() {
  fold::TrustRoot root;
  root.root_keys = {PublicOf("root")};
  root.root_threshold = 1;
  root.authority_keys = {PublicOf("authority 1"), PublicOf("authority 2")};
  root.authority_threshold = 2;
  root.log_key = PublicOf("log");
  root.chain_key = PublicOf("chain");
  root.origin = "lontar.test/small";
  root.notice = "TEST: no figure is real";
  return SignedBy(root, {"root"});
}

void MustBeOk(const absl::Status& status, absl::string_view what) {
  if (!status.ok()) ADD_FAILURE() << what << ": " << status;
  base::CheckInvariant(status.ok(), "a small federation works");
}

}  // namespace

std::vector<catalogue::SourceFile> SmallCatalogue() {
  return {{"catalogue.yaml", std::string(kSmallCatalogue)}};
}

std::unique_ptr<trust::PrivateKey> SmallKey(absl::string_view name) {
  auto key = trust::PrivateKey::FromSeed(trust::Sha256({"small federation ", name}).view());
  base::CheckInvariant(key.ok(), "32 bytes are a seed");
  return *std::move(key);
}

std::string SmallFederation::CountedEntropy::Bytes(size_t count) {
  std::string bytes;
  ++calls_;
  for (int block = 0; bytes.size() < count; ++block) {
    absl::StrAppend(&bytes, trust::Sha256({absl::StrCat(calls_, "/", block)}).view());
  }
  bytes.resize(count);
  return bytes;
}

SmallFederation::SmallFederation(const FederationPlaces& places)
    : places_(places), other_store_(store::OpenMapStore(&other_disk_)) {}

SmallFederation::~SmallFederation() = default;

log::NoteKey SmallFederation::LogKey() {
  return {"lontar.test/small", log::NoteKeyType::kEd25519, PublicOf("log")};
}

const trust::PrivateKey& SmallFederation::Key(const std::string& name) {
  std::unique_ptr<trust::PrivateKey>& key = keys_[name];
  if (key == nullptr) key = SmallKey(name);
  return *key;
}

hub::Keys SmallFederation::HubKeys() { return {&Key("chain"), &Key("log")}; }

node::Keys SmallFederation::NodeKeys(const std::string& member) {
  return {&Key(Of(member, "node")), &Key(Of(member, "witness"))};
}

hub::Doors SmallFederation::HubDoors() {
  return {places_.hub_store, &clock_, &entropy_, places_.sign_register};
}

node::Doors SmallFederation::NodeDoors(const std::string& member) {
  if (member == "KH") return {places_.node_store, &clock_, &entropy_, places_.high_water};
  return {other_store_.get(), &clock_, &entropy_, &other_high_water_};
}

void SmallFederation::State(const fold::Act& act) {
  MustBeOk(hub_->SubmitAct(SignedBy(act, {"authority 1", "authority 2"})).status(), "act");
}

void SmallFederation::Found(const FoundingPapers& papers) {
  MustBeOk(hub::HubCore::Create(HubDoors(), HubKeys(), SmallTrustRoot()), "hub");
  base::CheckInvariant(OpenHub(places_.hub_store, places_.sign_register).empty(), "a hub opens");
  State(fold::CollectionAct{hub_id(), papers.collection, "A small collection", false});
  std::vector<catalogue::SourceFile> files = papers.files;
  if (files.empty()) files = SmallCatalogue();
  State(fold::CatalogueAct{hub_id(), papers.collection, papers.version, std::move(files)});
  for (const std::string member : {"KH", "VN"}) {
    fold::MemberAct act;
    act.hub_id = hub_id();
    act.member = member;
    act.name = absl::StrCat("Member ", member);
    act.from = "1999-04-30";
    act.administrator = PublicOf(Of(member, "administrator"));
    act.order = member == "KH" ? 2 : 10;
    State(act);
    MustBeOk(node::NodeCore::Create(NodeDoors(member), hub_id(), member), "node");
  }
  const fold::RoundOpen open{"Round", papers.version, "2021-08-31", "2021-12-31", {2016}, 2, "A"};
  State(fold::RoundAct{hub_id(), papers.collection, "first", open});
  for (const std::string member : {"KH", "VN"}) {
    auto core = node::NodeCore::Open(NodeDoors(member), NodeKeys(member), papers.rules);
    MustBeOk(core.status(), "node");
    nodes_[member] = *std::move(core);
    EnrolKeys(member, papers);
  }
}

void SmallFederation::EnrolKeys(const std::string& member, const FoundingPapers& papers) {
  fold::KeysAct act;
  act.hub_id = hub_id();
  act.member = member;
  fold::Enrolment node_key;
  node_key.key = PublicOf(Of(member, "node"));
  node_key.role = fold::KeyRole::kNode;
  fold::Enrolment witness;
  witness.key = PublicOf(Of(member, "witness"));
  witness.role = fold::KeyRole::kWitness;
  witness.witness_name = absl::StrCat("witness.test/", member);
  fold::Enrolment provider;
  provider.key = PublicOf(Of(member, "NSO"));
  provider.role = fold::KeyRole::kProvider;
  provider.provider = absl::StrCat(member, ".NSO");
  provider.provider_name = absl::StrCat("Office of ", member);
  provider.entitlements = {{papers.collection, papers.indicators}};
  act.enrolments = {node_key, witness, provider};
  base::CheckInvariant(Sync(member).empty(), "the first sync brings the log");
  const chain::Envelope envelope = SignedBy(act, {Of(member, "administrator"), Of(member, "node"),
                                                  Of(member, "witness"), Of(member, "NSO")});
  MustBeOk(node(member).SealAct(envelope).status(), "keys");
  base::CheckInvariant(Sync(member).empty(), "the second sync brings the keys");
}

void SmallFederation::RaiseLevel(uint32_t level) {
  State(fold::PolicyAct{hub_id(), level});
  for (const std::string member : {"KH", "VN"}) {
    base::CheckInvariant(Sync(member).empty(), "a sync brings the level");
  }
}

void SmallFederation::EnrolPerson(const std::string& member, fold::KeyRole role,
                                  const std::string& person) {
  const std::string name = Of(member, person);
  fold::Enrolment enrolment;
  enrolment.key = PublicOf(name);
  enrolment.role = role;
  const fold::KeysAct act{hub_id(), member, {enrolment}, {}};
  MustBeOk(node(member).SealAct(SignedBy(act, {Of(member, "administrator"), name})).status(),
           "enrol a person");
}

std::string SmallFederation::Draft(const std::string& member, const std::string& year,
                                   const std::string& value) {
  node::ImportRequest request;
  request.file_name = "small.csv";
  request.content =
      absl::StrCat("member,year,measure,value,unit,status,sex\n", member, ",", year, ",number,",
                   value, ",CASES,A,_T\n", member, ",", year, ",number,1,CASES,A,F\n");
  request.mapping_name = "small.yaml";
  request.mapping = std::string(kSmallMapping);
  const auto imported = node(member).Import(request);
  MustBeOk(imported.status(), "import");
  const json answer = json::parse(*imported);
  base::CheckInvariant(answer["draft"].is_string(), "a small file makes a draft");
  return answer["draft"].get<std::string>();
}

void SmallFederation::Sign(const std::string& member, const std::string& draft) {
  auto exported = node(member).ExportDraft(draft);
  MustBeOk(exported.status(), "export");
  chain::AddSignature(&exported->envelope, *SmallKey(Of(member, "NSO")));
  MustBeOk(node(member).AttachSignature(draft, exported->envelope).status(), "sign");
}

void SmallFederation::Report(const std::string& member, const std::string& year,
                             const std::string& value) {
  Seal(member, Draft(member, year, value));
}

void SmallFederation::Seal(const std::string& member, const std::string& draft) {
  Sign(member, draft);
  MustBeOk(node(member).Approve({.draft = draft}).status(), "approve");
}

void SmallFederation::Take(hub::Steps&& steps, std::vector<std::string>* answers) {
  for (const hub::VerifyJob& job : steps.jobs) {
    hub_->TakeVerified(job, trust::Verify(job.job.key, job.job.message, job.job.signature).ok());
  }
  for (auto& [session, frame] : steps.send) answers->push_back(std::move(frame));
}

std::string SmallFederation::Sync(const std::string& member) {
  const hub::SessionId line = hub_->Connect(member);
  const auto session = node(member).StartSync();
  auto up = session->Start();
  std::string reason = base::ReasonOf(up.status());
  while (reason.empty() && !up->empty()) {
    std::vector<std::string> down;
    for (const std::string& frame : *up) Take(hub_->Receive(line, frame), &down);
    auto sequenced = hub_->Sequence();
    MustBeOk(sequenced.status(), "sequence");
    Take(*std::move(sequenced), &down);
    up->clear();
    for (const std::string& frame : down) {
      auto frames = session->Receive(frame);
      reason = base::ReasonOf(frames.status());
      if (!frames.ok()) break;
      for (std::string& answer : *frames) up->push_back(std::move(answer));
    }
  }
  hub_->Disconnect(line);
  return reason;
}

void SmallFederation::WorkFirstHalf() {
  Found();
  Report("KH", "2016", "7");
  Report("VN", "2016", "3");
  base::CheckInvariant(Sync("KH").empty() && Sync("VN").empty(), "both sync");
}

void SmallFederation::WorkSecondHalf() {
  Report("KH", "2016", "8");
  Report("KH", "2017", "5");
  base::CheckInvariant(Sync("KH").empty() && Sync("VN").empty(), "both sync again");
  base::CheckInvariant(Sync("KH").empty(), "and Cambodia once more");
  Report("KH", "2018", "6");
  Sign("KH", Draft("KH", "2019", "4"));
  (void)Draft("KH", "2020", "2");
}

std::string SmallFederation::OpenNode(store::Store* store, chain::HighWaterRegister* high_water) {
  places_.node_store = store;
  places_.high_water = high_water;
  auto core = node::NodeCore::Open(NodeDoors("KH"), NodeKeys("KH"));
  std::string reason = base::ReasonOf(core.status());
  if (core.ok()) nodes_["KH"] = *std::move(core);
  return reason;
}

std::string SmallFederation::OpenHub(store::Store* store, log::SignRegister* sign_register) {
  places_.hub_store = store;
  places_.sign_register = sign_register;
  auto core = hub::HubCore::Open(HubDoors(), HubKeys());
  std::string reason = base::ReasonOf(core.status());
  if (core.ok()) hub_ = *std::move(core);
  return reason;
}

}  // namespace lontar::support
