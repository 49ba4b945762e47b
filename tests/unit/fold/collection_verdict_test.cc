// A collection with a lead of its own: who signs for it, and from when on. Acts of level 5.

#include "core/fold/collection_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using support::KeyOf;
using testing::HasSubstr;

const std::vector<std::string> kLeadKeys = {"lead-1", "lead-2"};

CollectionLead ALead(const std::vector<std::string>& names = {"lead-1", "lead-2", "lead-3"}) {
  CollectionLead lead;
  lead.name = "VN";
  for (const std::string& name : names) lead.keys.push_back(KeyOf(name)->public_key());
  lead.threshold = static_cast<uint32_t>(std::min<size_t>(2, names.size()));
  return lead;
}

class Led : public testing::Test {
 protected:
  explicit Led(uint32_t level = 5) {
    for (uint32_t to = 2; to <= level; ++to) {
      EXPECT_EQ(By(kAuthorityKeys, PolicyAct{log_.hub_id(), to}), "accepted");
    }
  }
  std::string By(const std::vector<std::string>& keys, const Act& act) {
    const support::Appended told = log_.StateAct("authority", act, keys);
    sentence_ = told.sentence;
    return Name(told);
  }
  CollectionAct Stated(std::optional<CollectionLead> lead, uint32_t revision = 1) const {
    CollectionAct act = log_.state().FindCollection(log_.collection())->act;
    act.lead = std::move(lead);
    act.revision = revision;
    return act;
  }
  RoundAct Opened(const std::string& id) const {
    const RoundOpen open{"A round",
                         log_.catalogue().version(),
                         "2021-08-31",
                         "2021-08-31",
                         {2016, catalogue::Tie::kEarlier, 0, ""},
                         2,
                         "A"};
    return {log_.hub_id(), log_.collection(), id, open};
  }
  const CollectionRecord& Record() const { return *log_.state().FindCollection(log_.collection()); }

  LogBuilder log_ = LogWith({"KH", "VN"});
  std::string sentence_;
};

class LedBefore : public Led {
 protected:
  LedBefore() : Led(4) {}
};

// A program of level 4 knows neither field, and says the same of a collection that is there.
TEST_F(LedBefore, LevelFiveNobodyLeads) {
  EXPECT_EQ(By(kAuthorityKeys, Stated(ALead())), "payload-malformed");
  EXPECT_EQ(By(kAuthorityKeys, Stated(std::nullopt)), "payload-malformed");
  CollectionAct other = Stated(std::nullopt, 0);
  other.name = "another name";
  EXPECT_EQ(By(kAuthorityKeys, other), "out-of-order");
}

TEST_F(Led, TheLeadSignsAndTheAuthorityNoLonger) {
  const LogSize before = log_.size();
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead())), "accepted");
  EXPECT_EQ(Record().LeadAt(before), nullptr);
  ASSERT_NE(Record().LeadAt(log_.size()), nullptr);
  EXPECT_EQ(Record().LeadAt(log_.size())->name, "VN");
  EXPECT_EQ(By(kAuthorityKeys, Opened("one")), "key-not-valid");
  EXPECT_EQ(sentence_,
            "it wants 2 signatures by the keys of VN, who leads this collection, and has 0");
  EXPECT_EQ(By({"lead-1"}, Opened("one")), "key-not-valid");
  EXPECT_EQ(By({"lead-1", "authority-1"}, Opened("one")), "key-not-valid");
  EXPECT_EQ(By(kLeadKeys, Opened("one")), "accepted");
}

TEST_F(Led, EachActOfTheCollectionIsTheLeads) {
  ASSERT_EQ(By(kAuthorityKeys, Opened("one")), "accepted");
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead())), "accepted");
  const RoundAct close{log_.hub_id(), log_.collection(), "one", RoundClose{}};
  const RoundAct again{log_.hub_id(), log_.collection(), "one", RoundEvaluate{"late"}};
  const DecisionAct decision{log_.hub_id(),
                             log_.collection(),
                             log_.catalogue().FindByCode("A9")->id,
                             "A",
                             "B",
                             "SLOM-18",
                             "2022-09-28",
                             "one",
                             "few",
                             ""};
  const CatalogueAct known{log_.hub_id(), log_.collection(), log_.catalogue().version(), {}};
  for (const Act& act : {Act(close), Act(again), Act(decision)}) {
    EXPECT_EQ(By(kAuthorityKeys, act), "key-not-valid") << chain::NameOf(KindOf(act));
    EXPECT_EQ(By(kLeadKeys, act), "accepted") << chain::NameOf(KindOf(act)) << ": " << sentence_;
  }
  EXPECT_EQ(By(kAuthorityKeys, known), "key-not-valid");
  EXPECT_EQ(By(kLeadKeys, known), "out-of-order");  // signed well: that version is there
}

TEST_F(Led, QuestionsToMembersAreTheLeadsToo) {
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead())), "accepted");
  QuestionAct question{log_.hub_id(), log_.collection(), "KH",
                       log_.catalogue().FindByCode("A1")->id, base::PartHash()};
  EXPECT_EQ(By(kAuthorityKeys, question), "key-not-valid");
  EXPECT_EQ(By(kLeadKeys, question), "payload-missing");  // signed well, without its text
}

// What is of no collection, or says who leads one, stays with the authority.
TEST_F(Led, WhatIsOfTheHubStaysTheAuthoritys) {
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead())), "accepted");
  EXPECT_EQ(By(kLeadKeys, Stated(std::nullopt, 2)), "key-not-valid");
  MemberAct member = *log_.state().FindMember("KH", log_.size());
  member.revision = 1;
  EXPECT_EQ(By(kLeadKeys, member), "key-not-valid");
  EXPECT_EQ(By(kAuthorityKeys, member), "accepted");
  EXPECT_EQ(By(kLeadKeys, CollectionAct{log_.hub_id(), "other", "Other", false}), "key-not-valid");
  EXPECT_EQ(By(kAuthorityKeys, CollectionAct{log_.hub_id(), "other", "Other", false}), "accepted");
}

TEST_F(Led, AnotherLeadHoldsFromItsIndex) {
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead())), "accepted");
  const LogSize first = log_.size();
  CollectionLead other = ALead({"lead-1", "other-2"});
  other.name = "An institution";
  ASSERT_EQ(By(kAuthorityKeys, Stated(other, 2)), "accepted") << sentence_;
  const LogSize second = log_.size();
  EXPECT_EQ(By(kLeadKeys, Opened("one")), "key-not-valid");
  EXPECT_EQ(By({"lead-1", "other-2"}, Opened("one")), "accepted");
  ASSERT_EQ(By(kAuthorityKeys, Stated(std::nullopt, 3)), "accepted");
  EXPECT_EQ(By({"lead-1", "other-2"}, Opened("two")), "key-not-valid");
  EXPECT_EQ(By(kAuthorityKeys, Opened("two")), "accepted");
  EXPECT_EQ(Record().LeadAt(first)->name, "VN");
  EXPECT_EQ(Record().LeadAt(second)->name, "An institution");
  EXPECT_EQ(Record().LeadAt(log_.size()), nullptr);
  EXPECT_LT(Record().index.value(), first.value());
}

TEST_F(Led, AKeyHasOneRole) {
  for (const std::string taken : {"KH.node", "KH.NSO", "KH.administrator", "authority-1", "root",
                                  "log", "chain", "KH.witness"}) {
    EXPECT_EQ(By(kAuthorityKeys, Stated(ALead({"lead-1", taken}))), "out-of-order") << taken;
  }
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead({"lead-1", "lead-2"}))), "accepted");
  // Nor can a lead's key take another, of a member or of another collection.
  CollectionAct other{log_.hub_id(), "other", "Other", false};
  other.lead = ALead({"lead-1", "new-2"});
  EXPECT_EQ(By(kAuthorityKeys, other), "out-of-order");
  Enrolment node;
  node.key = KeyOf("lead-1")->public_key();
  const KeysAct keys{log_.hub_id(), "KH", {node}, {}};
  EXPECT_EQ(Name(log_.StateAct("KH", keys, {"KH.administrator", "lead-1"})), "out-of-order");
  // One that was given up never returns.
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead({"lead-1", "lead-3"}), 2)), "accepted");
  EXPECT_EQ(By(kAuthorityKeys, Stated(ALead({"lead-1", "lead-2"}), 3)), "out-of-order");
  EXPECT_THAT(sentence_, HasSubstr("never returns"));
}

TEST_F(Led, OnlyTheLeadChanges) {
  CollectionAct act = Stated(ALead());
  act.comparison_allowed = !act.comparison_allowed;
  EXPECT_EQ(By(kAuthorityKeys, act), "context-mismatch");
  act = Stated(ALead());
  act.name = "Another name";
  EXPECT_EQ(By(kAuthorityKeys, act), "context-mismatch");
  EXPECT_EQ(By(kAuthorityKeys, Stated(std::nullopt)), "out-of-order");  // it had none
  EXPECT_EQ(By(kAuthorityKeys, Stated(ALead())), "accepted");
  EXPECT_EQ(By(kAuthorityKeys, Stated(ALead(), 2)), "out-of-order");
}

TEST_F(Led, ACollectionMayBeginWithALead) {
  CollectionAct act{log_.hub_id(), "other", "Other", false};
  act.lead = ALead();
  ASSERT_EQ(By(kAuthorityKeys, act), "accepted");
  const CatalogueAct added{log_.hub_id(), "other", "1", {}};
  EXPECT_EQ(By(kAuthorityKeys, added), "key-not-valid");
  EXPECT_EQ(By(kLeadKeys, added), "payload-malformed");  // signed well, and no catalogue
  // The first collection is led by the authority as before.
  EXPECT_EQ(By(kAuthorityKeys, Opened("one")), "accepted");
}

// The hub checks signatures on all cores beforehand: none is left for the verdict.
TEST_F(Led, SignatureJobsHoldTheLeads) {
  ASSERT_EQ(By(kAuthorityKeys, Stated(ALead())), "accepted");
  const support::Load load = log_.LoadOf(Act(Opened("one")), kLeadKeys);
  const chain::Entry entry = log_.Seal("authority", load);
  const Candidate candidate{&entry, load.payload, nullptr};
  size_t lead_jobs = 0;
  for (const SignatureJob& job : SignatureJobsFor(log_.state(), candidate)) {
    lead_jobs += std::ranges::count(ALead().keys, job.key) > 0 ? 1 : 0;
  }
  EXPECT_EQ(lead_jobs, 2u);
}

}  // namespace
}  // namespace lontar::fold
