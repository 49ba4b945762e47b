#include "core/fold/act.h"

#include <gtest/gtest.h>

#include "core/base/problem.h"
#include "tests/support/log_builder.h"

namespace lontar::fold {
namespace {

using chain::EntryKind;
using support::KeyOf;

base::HubId AHub() { return *base::HubId::FromBytes(std::string(32, 'h')); }
trust::PublicKey Key(absl::string_view name) { return KeyOf(name)->public_key(); }

TrustRoot ARoot() {
  TrustRoot root;
  root.root_keys = {Key("r1"), Key("r2")};
  root.root_threshold = 2;
  root.authority_keys = {Key("a1"), Key("a2"), Key("a3")};
  root.log_key = Key("log");
  root.origin = "hub.example/log";
  root.chain_key = Key("chain");
  root.witness_quorum_min = 6;
  root.notice = "DEMONSTRATION";
  return root;
}

MemberAct AMember() { return {AHub(), "KH", "Cambodia", "1999-04-30", "", Key("admin"), 2}; }

KeysAct AKeysAct() {
  Enrolment node;
  node.key = Key("node");
  Enrolment witness;
  witness.key = Key("witness");
  witness.role = KeyRole::kWitness;
  witness.witness_name = "witness.example/kh";
  Enrolment provider;
  provider.key = Key("provider");
  provider.role = KeyRole::kProvider;
  provider.provider = "KH.NIS";
  provider.provider_name = "National Institute of Statistics";
  provider.entitlements = {{"child-labour", {"a", "b"}}, {"oshnet", {"c"}}};
  return {AHub(),
          "KH",
          {node, witness, provider},
          {{Key("old").id(), LogIndex(0)}, {Key("older").id(), std::nullopt}}};
}

RoundOpen AnOpening() {
  return {"baseline",
          "2025.1",
          "2021-08-31",
          "2021-12-31",
          {2016, catalogue::Tie::kLater, 2010, "2021-08-31"},
          5,
          "A"};
}

RoundAct ARound(RoundOpen open) { return {AHub(), "child-labour", "baseline", std::move(open)}; }

DecisionAct ADecision() {
  return {AHub(),       "child-labour", "courts",  "A",         "B", "SLOM-17",
          "2021-09-28", "baseline",     "too few", "SLOM-17/4", 1};
}

CollectionAct ALedCollection() {
  CollectionAct act{AHub(), "child-labour", "Roadmap", true};
  act.lead = CollectionLead{"VN", {Key("lead-1"), Key("lead-2")}, 2};
  act.revision = 4;
  return act;
}

DecisionAct AnEvaluatedDecision() {
  DecisionAct act = ADecision();
  act.evaluation = 2;
  return act;
}

std::string ReasonFor(const Act& act) {
  return base::ReasonOf(DecodeAct(KindOf(act), EncodeAct(act)).status());
}

// Acts of the levels that have no test of their own, each with every field in use.
std::vector<Act> EveryAct() {
  return {
      Act(ARoot()),
      Act(CollectionAct{AHub(), "child-labour", "Roadmap", true}),
      Act(ALedCollection()),
      Act(RoundAct{AHub(), "child-labour", "baseline", RoundEvaluate{"late"}, 3}),
      Act(AnEvaluatedDecision()),
      Act(CatalogueAct{AHub(), "child-labour", "2025.1", {{"a.yaml", "x"}, {"b.yaml", "y"}}}),
      Act(AMember()),
      Act(AKeysAct()),
      Act(SourcePlanAct{AHub(), "child-labour", "KH", {{"a", "KH.NIS"}, {"b", "KH.MOP"}}}),
      Act(RestoreNotice{AHub(), "KH", base::Incarnation(), 7, base::EntryHash()}),
      Act(ARound(AnOpening())),
      Act(RoundAct{AHub(), "child-labour", "baseline", RoundClose{{"KH", "VN"}}}),
      Act(RoundAct{AHub(), "child-labour", "baseline", RoundChange{"2022-03-31", {"KH", "VN"}}}),
      Act(PolicyAct{AHub(), 2}),
      Act(ADecision()),
      Act(QuestionAct{AHub(), "child-labour", "KH", "courts", base::PartHash()}),
      Act(AnswerAct{AHub(), base::PayloadId(), base::PartHash(), true})};
}

TEST(Act, ComesBackAsItWasWritten) {
  for (const Act& act : EveryAct()) {
    const std::string bytes = EncodeAct(act);
    const absl::StatusOr<Act> read = DecodeAct(KindOf(act), bytes);
    ASSERT_TRUE(read.ok()) << chain::NameOf(KindOf(act)) << ": " << read.status();
    EXPECT_EQ(read->index(), act.index());
    EXPECT_EQ(EncodeAct(*read), bytes) << chain::NameOf(KindOf(act));
  }
}

TEST(Act, KeepsEveryFieldOfKeys) {
  const Act act(AKeysAct());
  const KeysAct read = std::get<KeysAct>(DecodeAct(EntryKind::kKeys, EncodeAct(act)).value());
  ASSERT_EQ(read.enrolments.size(), 3u);
  EXPECT_EQ(read.enrolments[1].witness_name, "witness.example/kh");
  EXPECT_EQ(read.enrolments[2].provider, "KH.NIS");
  EXPECT_EQ(read.enrolments[2].entitlements[0].indicators, (std::vector<std::string>{"a", "b"}));
  // Suspect from the first leaf on is not the same as not suspect.
  EXPECT_EQ(read.revocations[0].suspect_from, LogIndex(0));
  EXPECT_EQ(read.revocations[1].suspect_from, std::nullopt);
}

// A payload is accepted once, so a return to an earlier plan must be another payload.
TEST(Act, OfAnotherRevisionIsAnotherPayload) {
  SourcePlanAct plan{AHub(), "child-labour", "KH", {{"a", "KH.NIS"}}};
  const std::string first = EncodeAct(Act(plan));
  plan.revision = 2;
  const std::string third = EncodeAct(Act(plan));
  EXPECT_NE(first, third);
  const auto read = DecodeAct(EntryKind::kSourcePlan, third);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(std::get<SourcePlanAct>(*read).revision, 2u);
}

TEST(Act, IsReadStrictly) {
  for (const Act& act : EveryAct()) {
    const std::string bytes = EncodeAct(act);
    const EntryKind kind = KindOf(act);
    EXPECT_FALSE(DecodeAct(kind, bytes + "x").ok());
    EXPECT_FALSE(DecodeAct(kind, absl::string_view(bytes).substr(0, bytes.size() - 1)).ok());
    // Field 15 is nobody's; field 1500 is an extension that is kept.
    EXPECT_EQ(base::ReasonOf(DecodeAct(kind, bytes + std::string("\x78\x01")).status()),
              "UNKNOWN_FIELD");
    EXPECT_TRUE(DecodeAct(kind, bytes + std::string("\xe0\x5d\x01")).ok());
    EXPECT_FALSE(DecodeAct(kind, "").ok());
  }
}

TEST(Act, OfALaterLevelIsSaidToBeSo) {
  for (const EntryKind kind : {EntryKind::kBranchChoice, EntryKind::kErasure}) {
    EXPECT_EQ(base::ReasonOf(DecodeAct(kind, "").status()), "LEVEL_TOO_LOW");
  }
}

TEST(Act, SaysFromWhichLevelItIsValid) {
  KeysAct act = AKeysAct();
  EXPECT_EQ(LevelOf(Act(act)), 1u);
  act.enrolments[0].role = KeyRole::kApprover;
  EXPECT_EQ(LevelOf(Act(act)), 2u);
  act.enrolments[0].role = KeyRole::kFocalPoint;
  EXPECT_EQ(LevelOf(Act(act)), 2u);
  EXPECT_EQ(LevelOf(Act(ReturnAct())), 2u);
  EXPECT_EQ(LevelOf(Act(ADecision())), 3u);
  EXPECT_EQ(LevelOf(Act(AnEvaluatedDecision())), 5u);
  EXPECT_EQ(LevelOf(Act(RoundAct{AHub(), "a", "b", RoundClose{}})), 1u);
  EXPECT_EQ(LevelOf(Act(RoundAct{AHub(), "a", "b", RoundEvaluate{"late"}})), 5u);
  CollectionAct collection = ALedCollection();
  EXPECT_EQ(LevelOf(Act(collection)), 5u);
  collection.lead = std::nullopt;
  EXPECT_EQ(LevelOf(Act(collection)), 5u);
  collection.revision = 0;
  EXPECT_EQ(LevelOf(Act(collection)), 1u);
}

TEST(CollectionAct, KeepsItsLead) {
  const Act act(ALedCollection());
  const auto read =
      std::get<CollectionAct>(DecodeAct(EntryKind::kCollection, EncodeAct(act)).value());
  EXPECT_EQ(read.lead, ALedCollection().lead);
  EXPECT_EQ(read.revision, 4u);
}

TEST(CollectionAct, IsRefusedOutOfBounds) {
  const auto changed = [](auto edit) {
    CollectionAct act = ALedCollection();
    edit(&*act.lead);
    return ReasonFor(Act(act));
  };
  using L = CollectionLead;
  EXPECT_EQ(changed([](L*) {}), "");
  EXPECT_EQ(changed([](L* l) { l->name = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](L* l) { l->name.assign(256, 'x'); }), "");
  EXPECT_EQ(changed([](L* l) { l->name.assign(257, 'x'); }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](L* l) { l->threshold = 0; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](L* l) { l->threshold = 3; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](L* l) { l->keys.clear(); }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](L* l) { l->keys[1] = l->keys[0]; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](L* l) { l->keys[1] = trust::PublicKey(); }), "KEY_WEAK");
  EXPECT_EQ(changed([](L* l) {
              for (int i = 3; i <= 9; ++i) l->keys.push_back(Key("lead-" + std::to_string(i)));
            }),
            "OUT_OF_BOUNDS");
}

TEST(RoundEvaluate, SaysWhyInSomeBytes) {
  const auto because = [](std::string reason) {
    return ReasonFor(Act(RoundAct{AHub(), "a", "b", RoundEvaluate{std::move(reason)}}));
  };
  EXPECT_EQ(because("late"), "");
  EXPECT_EQ(because(""), "OUT_OF_BOUNDS");
  EXPECT_EQ(because(std::string(4096, 'x')), "");
  EXPECT_EQ(because(std::string(4097, 'x')), "OUT_OF_BOUNDS");
}

TEST(Act, HubIdIsTheIdentityOfTheTrustRoot) {
  const std::string bytes = EncodeAct(Act(ARoot()));
  EXPECT_EQ(HubIdOf(bytes).view(),
            trust::PayloadIdOf(trust::PayloadType::kTrustRoot, bytes).view());
}

TEST(TrustRoot, IsRefusedOutOfBounds) {
  const auto changed = [](auto edit) {
    TrustRoot root = ARoot();
    edit(&root);
    return ReasonFor(Act(root));
  };
  EXPECT_EQ(changed([](TrustRoot*) {}), "");
  EXPECT_EQ(changed([](TrustRoot* r) { r->version = 2; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](TrustRoot* r) { r->root_threshold = 3; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](TrustRoot* r) { r->authority_threshold = 0; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](TrustRoot* r) { r->origin = "a+b"; }), "OUT_OF_BOUNDS");
  // One key, one role; and no key twice, which would count twice.
  EXPECT_EQ(changed([](TrustRoot* r) { r->log_key = r->chain_key; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](TrustRoot* r) { r->root_keys[0] = r->authority_keys[0]; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](TrustRoot* r) { r->root_keys[0] = r->root_keys[1]; }), "OUT_OF_BOUNDS");
  // T04: a weak key is refused where it would be enrolled.
  EXPECT_EQ(changed([](TrustRoot* r) { r->log_key = trust::PublicKey(); }), "KEY_WEAK");
}

TEST(KeysAct, IsRefusedOutOfBounds) {
  const auto changed = [](auto edit) {
    KeysAct act = AKeysAct();
    edit(&act);
    return ReasonFor(Act(act));
  };
  using A = KeysAct;
  EXPECT_EQ(changed([](A*) {}), "");
  EXPECT_EQ(changed([](A* a) { a->member = "kh"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](A* a) { a->enrolments[0].provider = "KH.NIS"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](A* a) { a->enrolments[1].witness_name = "a+b"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](A* a) { a->enrolments[1].witness_name = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](A* a) { a->enrolments[2].provider = "VN.NIS"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](A* a) { a->enrolments[2].entitlements.clear(); }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](A* a) {
              a->enrolments[2].entitlements[0].indicators = {"b", "a"};
            }),
            "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](A* a) { a->enrolments[0].key = trust::PublicKey(); }), "KEY_WEAK");
  EXPECT_NE(changed([](A* a) {
              a->enrolments.clear();
              a->revocations.clear();
            }),
            "");
}

TEST(RoundAct, IsRefusedOutOfBounds) {
  const auto changed = [](auto edit) {
    RoundOpen open = AnOpening();
    edit(&open);
    return ReasonFor(Act(ARound(open)));
  };
  EXPECT_EQ(changed([](RoundOpen*) {}), "");
  EXPECT_EQ(changed([](RoundOpen* o) { o->membership_date = "31.8.2021"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](RoundOpen* o) { o->membership_date = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](RoundOpen* o) { o->year_rule.target = 16; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](RoundOpen* o) { o->year_rule.to = "soon"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](RoundOpen* o) { o->threshold = 0; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](RoundOpen* o) { o->list = ""; }), "OUT_OF_BOUNDS");
  const RoundAct close{AHub(), "child-labour", "baseline", RoundClose{{"VN", "KH"}}};
  EXPECT_EQ(ReasonFor(Act(close)), "OUT_OF_BOUNDS");
  const RoundAct change{AHub(), "child-labour", "baseline", RoundChange{"soon", {}}};
  EXPECT_EQ(ReasonFor(Act(change)), "OUT_OF_BOUNDS");
  const RoundAct some{AHub(), "child-labour", "baseline", RoundChange{"2022-01-31", {"KH", "KH"}}};
  EXPECT_EQ(ReasonFor(Act(some)), "OUT_OF_BOUNDS");
}

TEST(DecisionAct, IsRefusedOutOfBounds) {
  const auto changed = [](auto edit) {
    DecisionAct act = ADecision();
    edit(&act);
    return ReasonFor(Act(act));
  };
  EXPECT_EQ(changed([](DecisionAct*) {}), "");
  EXPECT_EQ(changed([](DecisionAct* d) { d->document = ""; }), "");
  EXPECT_EQ(changed([](DecisionAct* d) { d->reason = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](DecisionAct* d) { d->meeting = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](DecisionAct* d) { d->date = "28 September"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](DecisionAct* d) { d->indicator = "A 9"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](DecisionAct* d) { d->to_list = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](DecisionAct* d) { d->round = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](DecisionAct* d) { d->reason = std::string(5000, 'x'); }), "OUT_OF_BOUNDS");
}

TEST(MemberAct, IsRefusedOutOfBounds) {
  const auto changed = [](auto edit) {
    MemberAct act = AMember();
    edit(&act);
    return ReasonFor(Act(act));
  };
  EXPECT_EQ(changed([](MemberAct*) {}), "");
  EXPECT_EQ(changed([](MemberAct* m) { m->member = "KHM"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](MemberAct* m) { m->from = ""; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](MemberAct* m) { m->to = "never"; }), "OUT_OF_BOUNDS");
  EXPECT_EQ(changed([](MemberAct* m) { m->administrator = trust::PublicKey(); }), "KEY_WEAK");
}

TEST(SourcePlanAct, IsRefusedOutOfOrder) {
  const SourcePlanAct wrong{AHub(), "child-labour", "KH", {{"b", "KH.NIS"}, {"a", "KH.NIS"}}};
  EXPECT_EQ(ReasonFor(Act(wrong)), "OUT_OF_BOUNDS");
  const SourcePlanAct foreign{AHub(), "child-labour", "KH", {{"a", "VN.GSO"}}};
  EXPECT_EQ(ReasonFor(Act(foreign)), "OUT_OF_BOUNDS");
}

TEST(CatalogueAct, IsRefusedWithFilesOutOfOrderOrWithFolders) {
  const auto with = [](std::vector<catalogue::SourceFile> files) {
    return ReasonFor(Act(CatalogueAct{AHub(), "child-labour", "2025.1", std::move(files)}));
  };
  EXPECT_EQ(with({{"b.yaml", "x"}, {"a.yaml", "y"}}), "OUT_OF_BOUNDS");
  EXPECT_EQ(with({{"a/b.yaml", "x"}}), "OUT_OF_BOUNDS");
}

}  // namespace
}  // namespace lontar::fold
