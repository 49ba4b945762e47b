// The door, and the verdict on acts. Reports: report_verdict_test.cc.

#include "core/fold/verdict.h"

#include <gtest/gtest.h>

#include "core/base/problem.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using support::Appended;
using support::KeyOf;
using support::Load;

AReport AnyReport(absl::string_view provider = "KH.NSO") {
  return AReport(provider).Of("A1", "2016", "4.2");
}

KeysAct Enrolling(const LogBuilder& log, absl::string_view member, absl::string_view key) {
  Enrolment node;
  node.key = KeyOf(key)->public_key();
  return {log.hub_id(), std::string(member), {node}, {}};
}

MemberAct Member(const LogBuilder& log, absl::string_view code, absl::string_view administrator) {
  return {log.hub_id(),
          std::string(code),
          "A Member",
          "1990-01-01",
          "",
          KeyOf(administrator)->public_key(),
          1};
}

class Door : public testing::Test {
 protected:
  std::string ReasonFor(const chain::Entry& entry, const Load& load) {
    const LogSize before = log_.size();
    const absl::Status status = log_.Append(entry, load).status();
    EXPECT_EQ(log_.size(), before);
    return base::ReasonOf(status);
  }
  std::string ReasonFor(const chain::Header& header, const Load& load) {
    return ReasonFor(chain::SealEntry(header, *KeyOf("KH.node")), load);
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

TEST_F(Door, AnswersARepeatedPushWithTheSameIndex) {  // invariant 12
  const Load load = log_.LoadOf(AnyReport());
  const chain::Entry entry = log_.Seal("KH", load);
  const LogIndex index = log_.Append(entry, load)->index;
  const LogSize size = log_.size();
  EXPECT_EQ(log_.Append(entry, load)->index, index);
  EXPECT_EQ(log_.size(), size);
}

TEST_F(Door, RefusesAnotherHub) {
  const Load load = log_.LoadOf(AnyReport());
  chain::Header header = log_.NextHeader("KH", load);
  header.hub_id = base::HubId();
  EXPECT_EQ(ReasonFor(header, load), "OTHER_HUB");
}

TEST_F(Door, RefusesAGapAndABrokenLink) {
  const Load load = log_.LoadOf(AnyReport());
  chain::Header gap = log_.NextHeader("KH", load);
  gap.number = gap.number.next();
  EXPECT_EQ(ReasonFor(gap, load), "CHAIN_GAP");
  chain::Header broken = log_.NextHeader("KH", load);
  broken.previous = base::EntryHash();
  EXPECT_EQ(ReasonFor(broken, load), "CHAIN_BROKEN");
}

TEST_F(Door, RefusesASignatureOfNoNodeKeyOfTheAuthor) {
  const Load load = log_.LoadOf(AnyReport());
  const chain::Header header = log_.NextHeader("KH", load);
  for (const std::string key : {"VN.node", "KH.NSO", "KH.administrator", "stranger"}) {
    EXPECT_EQ(ReasonFor(chain::SealEntry(header, *KeyOf(key)), load), "NODE_KEY_NOT_VALID") << key;
  }
}

TEST_F(Door, RefusesARevokedNodeKeyFromItsRevocationOn) {  // invariant 36
  const Load load = log_.LoadOf(AnyReport());
  log_.StateAct("KH", Act(Enrolling(log_, "KH", "KH.node2")), {"KH.administrator", "KH.node2"});
  // The old key seals its own revocation.
  log_.Revoke("KH", "KH.node");
  EXPECT_EQ(ReasonFor(log_.Seal("KH", load), load), "NODE_KEY_NOT_VALID");
  log_.SetSealer("KH", "KH.node2");
  EXPECT_TRUE(log_.Append(log_.Seal("KH", load), load).ok());
}

// Else whoever can reach the hub could take the next number of a member's chain.
TEST_F(Door, RefusesAKeyThatBringsItselfWithoutTheAdministrator) {
  const Load load = log_.LoadOf(Act(Enrolling(log_, "KH", "intruder")), {"intruder"});
  const chain::Header header = log_.NextHeader("KH", load);
  EXPECT_EQ(ReasonFor(chain::SealEntry(header, *KeyOf("intruder")), load), "NODE_KEY_NOT_VALID");
  const Load other =
      log_.LoadOf(Act(Enrolling(log_, "KH", "intruder")), {"intruder", "VN.administrator"});
  EXPECT_EQ(ReasonFor(chain::SealEntry(log_.NextHeader("KH", other), *KeyOf("intruder")), other),
            "NODE_KEY_NOT_VALID");
}

TEST_F(Door, LetsASecondEntryOfOneNumberInOnceAndFreezesTheIncarnation) {
  const Load one = log_.LoadOf(AnyReport());
  const Load two = log_.LoadOf(AnyReport());
  const Load three = log_.LoadOf(AnyReport());
  const chain::Header place = log_.NextHeader("KH", one);
  const auto sealed = [&](const Load& load) {
    chain::Header header = log_.NextHeader("KH", load);
    header.number = place.number;
    header.previous = place.previous;
    return chain::SealEntry(header, *KeyOf("KH.node"));
  };
  const chain::Entry first = sealed(one);
  const chain::Entry second = sealed(two);
  const chain::Entry third = sealed(three);
  EXPECT_EQ(Name(*log_.Append(first, one)), "accepted");
  EXPECT_EQ(Name(*log_.Append(second, two)), "fork");
  EXPECT_EQ(ReasonFor(third, three), "CHAIN_FROZEN");
  EXPECT_EQ(ReasonFor(log_.Seal("KH", three), three), "CHAIN_FROZEN");
  // What was accepted stays, and the node goes on in a new incarnation with the same payload.
  EXPECT_TRUE(log_.state().WasAccepted(one.id()));
  log_.Restore("KH");
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", two), two)), "accepted");
}

TEST_F(Door, KeepsOtherMembersFreeOfAFork) {
  const Load one = log_.LoadOf(AnyReport());
  const Load two = log_.LoadOf(AnyReport());
  const chain::Entry first = log_.Seal("KH", one);
  const chain::Entry second = log_.Seal("KH", two);
  (void)log_.Append(first, one);
  (void)log_.Append(second, two);
  EXPECT_EQ(Name(log_.Submit(AnyReport("VN.NSO"))), "accepted");
}

class ActVerdict : public testing::Test {
 protected:
  std::string Of(absl::string_view author, const Act& act,
                 const std::vector<std::string>& signers) {
    const Appended appended = log_.StateAct(author, act, signers);
    EXPECT_EQ(appended.sentence.empty(), appended.verdict == chain::Verdict::kAccepted);
    return Name(appended);
  }

  LogBuilder log_ = LogWith({"KH"});
};

TEST_F(ActVerdict, CountsKeysNotLines) {  // invariant 40
  const Act act(Member(log_, "LA", "LA.administrator"));
  EXPECT_EQ(Of("authority", act, {"authority-1"}), "key-not-valid");
  EXPECT_EQ(Of("authority", act, {"authority-1", "authority-1"}), "key-not-valid");
  EXPECT_EQ(Of("authority", act, {"authority-1", "root"}), "key-not-valid");
  EXPECT_EQ(Of("authority", act, {"authority-2", "authority-1"}), "accepted");
}

TEST_F(ActVerdict, RejectsAnActForAnotherHub) {
  MemberAct act = Member(log_, "LA", "LA.administrator");
  act.hub_id = base::HubId();
  EXPECT_EQ(Of("authority", Act(act), kAuthorityKeys), "context-mismatch");
}

TEST_F(ActVerdict, RejectsTheAuthoritysActsOnAMembersChainAndTheOtherWayRound) {
  EXPECT_EQ(Of("KH", Act(Member(log_, "LA", "LA.administrator")), kAuthorityKeys), "not-entitled");
  const SourcePlanAct plan{log_.hub_id(), log_.collection(), "KH", {}};
  EXPECT_EQ(Of("authority", Act(plan), {"chain"}), "not-entitled");
}

TEST_F(ActVerdict, TakesAnAdministratorsActOnAnyChain) {
  EXPECT_EQ(
      Of("authority", Act(Enrolling(log_, "KH", "KH.node2")), {"KH.administrator", "KH.node2"}),
      "accepted");
}

TEST_F(ActVerdict, RejectsASecondTrustRoot) {
  TrustRoot root = *log_.state().trust_root();
  root.notice = "another";
  EXPECT_EQ(Of("authority", Act(root), {"root"}), "out-of-order");
}

TEST_F(ActVerdict, RejectsAnythingTwice) {
  const CollectionAct collection{log_.hub_id(), log_.collection(), "again", false};
  EXPECT_EQ(Of("authority", Act(collection), kAuthorityKeys), "out-of-order");
  const CatalogueAct added{log_.hub_id(), log_.collection(), log_.catalogue().version(),
                           support::PublishedCatalogueFiles()};
  // The very same act is one payload.
  EXPECT_EQ(Of("authority", Act(added), kAuthorityKeys), "duplicate");
  log_.OpenRound("baseline-2021");
  RoundOpen open{"again", "2025.1", "2021-08-31", "2021-08-31", {2016}, 5, "A"};
  const RoundAct again{log_.hub_id(), log_.collection(), "baseline-2021", open};
  EXPECT_EQ(Of("authority", Act(again), kAuthorityKeys), "out-of-order");
}

TEST_F(ActVerdict, RejectsWhatComesTooEarly) {
  const RoundAct close{log_.hub_id(), log_.collection(), "never-opened", RoundClose{}};
  EXPECT_EQ(Of("authority", Act(close), kAuthorityKeys), "out-of-order");
  RoundOpen open{"of a later catalogue", "2035.1", "2021-08-31", "2021-08-31", {2016}, 5, "A"};
  const RoundAct round{log_.hub_id(), log_.collection(), "later", open};
  EXPECT_EQ(Of("authority", Act(round), kAuthorityKeys), "catalogue-unknown");
  const RoundAct nowhere{log_.hub_id(), "no-collection", "later", open};
  EXPECT_EQ(Of("authority", Act(nowhere), kAuthorityKeys), "out-of-order");
}

TEST_F(ActVerdict, RejectsACatalogueThatIsNoneOrOfAnotherCollection) {
  CatalogueAct act{log_.hub_id(), log_.collection(), "2026.1", {{"a.yaml", "no: catalogue"}}};
  EXPECT_EQ(Of("authority", Act(act), kAuthorityKeys), "payload-malformed");
  act.files = support::PublishedCatalogueFiles();
  EXPECT_EQ(Of("authority", Act(act), kAuthorityKeys), "context-mismatch");
}

TEST_F(ActVerdict, WantsTheAdministratorForKeys) {
  EXPECT_EQ(Of("KH", Act(Enrolling(log_, "KH", "new")), {"KH.node", "new"}), "key-not-valid");
  EXPECT_EQ(Of("KH", Act(Enrolling(log_, "KH", "new")), {"KH.administrator"}), "key-not-valid");
  EXPECT_EQ(Of("KH", Act(Enrolling(log_, "KH", "new")), {"KH.administrator", "new"}), "accepted");
}

TEST_F(ActVerdict, GivesOneKeyOneRoleForever) {
  for (const std::string taken :
       {"KH.node", "KH.NSO", "KH.administrator", "root", "authority-1", "log", "chain"}) {
    EXPECT_EQ(Of("KH", Act(Enrolling(log_, "KH", taken)), {"KH.administrator", taken}),
              "out-of-order")
        << taken;
  }
  log_.Revoke("KH", "KH.NSO");
  EXPECT_EQ(Of("KH", Act(Enrolling(log_, "KH", "KH.NSO")), {"KH.administrator", "KH.NSO"}),
            "out-of-order");
  for (const std::string taken : {"KH.node", "KH.administrator", "authority-2"}) {
    EXPECT_EQ(Of("authority", Act(Member(log_, "LA", taken)), kAuthorityKeys), "out-of-order");
  }
}

TEST_F(ActVerdict, RejectsAKeyTwiceInOneAct) {
  KeysAct act = Enrolling(log_, "KH", "new");
  act.enrolments.push_back(act.enrolments.front());
  EXPECT_EQ(Of("KH", Act(act), {"KH.administrator", "new"}), "out-of-order");
}

TEST_F(ActVerdict, RejectsKeysForNoMember) {
  EXPECT_EQ(Of("KH", Act(Enrolling(log_, "LA", "new")), {"KH.administrator", "new"}),
            "key-not-valid");
}

TEST_F(ActVerdict, RevokesOnlyTheMembersOwnValidKeys) {
  log_.AddMember("VN");
  const auto revoking = [this](absl::string_view key, std::optional<LogIndex> from) {
    return Act(KeysAct{log_.hub_id(), "KH", {}, {{KeyOf(key)->public_key().id(), from}}});
  };
  EXPECT_EQ(Of("KH", revoking("VN.node", {}), {"KH.administrator"}), "out-of-order");
  EXPECT_EQ(Of("KH", revoking("KH.NSO", LogIndex(1000)), {"KH.administrator"}), "out-of-order");
  EXPECT_EQ(Of("KH", revoking("KH.NSO", LogIndex(2)), {"KH.administrator"}), "accepted");
  EXPECT_EQ(Of("KH", revoking("KH.NSO", {}), {"KH.administrator"}), "out-of-order");
}

TEST_F(ActVerdict, RejectsAnotherAdministratorWithoutTheOldOne) {
  EXPECT_EQ(Of("authority", Act(Member(log_, "KH", "usurper")), kAuthorityKeys), "key-not-valid");
  MemberAct left = Member(log_, "KH", "KH.administrator");
  left.to = "2030-12-31";
  EXPECT_EQ(Of("authority", Act(left), kAuthorityKeys), "accepted");
}

TEST_F(ActVerdict, TakesAMembersOwnPlanOnly) {
  log_.AddMember("VN");
  SourcePlanAct plan{log_.hub_id(), log_.collection(), "VN", {}};
  EXPECT_EQ(Of("KH", Act(plan), {"KH.node"}), "context-mismatch");
  plan.member = "KH";
  EXPECT_EQ(Of("KH", Act(plan), {"KH.administrator"}), "key-not-valid");
  EXPECT_EQ(Of("KH", Act(plan), {"KH.node"}), "accepted");
}

TEST_F(ActVerdict, BeginsALaterIncarnationWithANoticeAndOnlyThat) {
  const base::Incarnation old = log_.IncarnationOf("KH");
  const RestoreNotice notice{log_.hub_id(), "KH", old, 1, base::EntryHash()};
  EXPECT_EQ(Of("KH", Act(notice), {"KH.node"}), "out-of-order");  // not number 1
  log_.SetIncarnation("KH", base::Incarnation());
  EXPECT_EQ(Name(log_.Submit(AnyReport())), "out-of-order");  // number 1, no notice
  log_.SetIncarnation("KH", old);
  log_.Restore("KH");
  EXPECT_EQ(Name(log_.Submit(AnyReport())), "accepted");
}

TEST_F(ActVerdict, RejectsANoticeThatNamesNoIncarnationOfTheMember) {
  base::Incarnation other = *base::Incarnation::FromBytes(std::string(16, 'x'));
  log_.SetIncarnation("KH", *base::Incarnation::FromBytes(std::string(16, 'y')));
  const RestoreNotice notice{log_.hub_id(), "KH", other, 1, base::EntryHash()};
  EXPECT_EQ(Of("KH", Act(notice), {"KH.node"}), "out-of-order");
}

TEST_F(ActVerdict, RejectsBytesThatAreNoAct) {
  Load load = log_.LoadOf(Act(Enrolling(log_, "KH", "new")), {"KH.administrator", "new"});
  load.payload += "x";
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", load), load)), "payload-malformed");
}

TEST_F(ActVerdict, KeepsWhatIsOfALaterLevelOut) {
  Load load;
  load.collection = log_.collection();
  load.payload = "anything";
  load.signers = {"KH.administrator"};
  for (const auto kind :
       {chain::EntryKind::kReturn, chain::EntryKind::kBranchChoice, chain::EntryKind::kErasure,
        chain::EntryKind::kQuestion, chain::EntryKind::kAnswer, chain::EntryKind::kDecision,
        chain::EntryKind::kRelease}) {
    load.kind = kind;
    EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", load), load)), "level-too-low");
  }
}

TEST_F(ActVerdict, RaisesTheLevelByOneOnly) {
  EXPECT_EQ(Of("authority", Act(PolicyAct{log_.hub_id(), 3}), kAuthorityKeys), "out-of-order");
  EXPECT_EQ(Of("authority", Act(PolicyAct{log_.hub_id(), 2}), kAuthorityKeys), "accepted");
  EXPECT_EQ(log_.state().level(), 2u);
}

TEST_F(ActVerdict, OfAnUnknownLevelStopsTheFold) {
  for (uint32_t level = 2; level <= kKnownLevel; ++level) {
    EXPECT_EQ(Of("authority", Act(PolicyAct{log_.hub_id(), level}), kAuthorityKeys), "accepted");
  }
  const Load load = log_.LoadOf(Act(PolicyAct{log_.hub_id(), kKnownLevel + 1}), kAuthorityKeys);
  const LogSize before = log_.size();
  EXPECT_EQ(base::ReasonOf(log_.Append(log_.Seal("authority", load), load).status()),
            "LEVEL_UNKNOWN");
  EXPECT_EQ(log_.state().size(), before);
}

TEST(SignatureJobs, AreThoseThatTheOracleIsAskedFor) {
  // An oracle that knows only the jobs' results.
  class OnlyFiled : public SignatureOracle {
   public:
    bool Verifies(const trust::PublicKey& key, absl::string_view message,
                  const trust::Signature& signature) override {
      if (jobs.contains(SignatureJob{key, std::string(message), signature}.Id())) return true;
      ++unasked;
      return trust::Verify(key, message, signature).ok();
    }
    std::set<base::Hash> jobs;
    int unasked = 0;
  };
  LogBuilder log = LogWith({"KH"});
  const Load report = log.LoadOf(AnyReport());
  const Load keys = log.LoadOf(Act(Enrolling(log, "KH", "new")), {"KH.administrator", "new"});
  for (const Load& load : {report, keys}) {
    const chain::Entry entry = log.Seal("KH", load);
    const Candidate candidate{&entry, load.payload, [&](const base::PartHash& hash) {
                                return std::optional(load.parts.at(hash));
                              }};
    OnlyFiled oracle;
    for (const SignatureJob& job : SignatureJobsFor(log.state(), candidate)) {
      EXPECT_TRUE(trust::Verify(job.key, job.message, job.signature).ok());
      oracle.jobs.insert(job.Id());
    }
    EXPECT_TRUE(CheckAtDoor(log.state(), candidate, oracle).ok());
    EXPECT_EQ(Judge(log.state(), candidate, oracle).verdict, chain::Verdict::kAccepted);
    EXPECT_EQ(oracle.unasked, 0);
  }
}

TEST(FiledOracle, BelievesWhatIsFiledAndVerifiesTheRest) {
  const auto key = KeyOf("any");
  const trust::Signature signature = key->Sign("message");
  FiledOracle oracle;
  EXPECT_TRUE(oracle.Verifies(key->public_key(), "message", signature));
  EXPECT_FALSE(oracle.Verifies(key->public_key(), "another", signature));
  oracle.Clear();
  oracle.File(SignatureJob{key->public_key(), "message", signature}.Id(), false);
  EXPECT_FALSE(oracle.Verifies(key->public_key(), "message", signature));
}

}  // namespace
}  // namespace lontar::fold
