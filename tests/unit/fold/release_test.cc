// What a member releases of its figures: acts of level 5. Who may state them, and who sees what
// then (threat T28).

#include "core/fold/release.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/fold/result_json.h"
#include "core/fold/visibility.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using support::Appended;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Viewer kReleaseReaders[] = {{ViewerRole::kPublic},       {ViewerRole::kAuditor},
                                  {ViewerRole::kSlom},         {ViewerRole::kSlom, "KH"},
                                  {ViewerRole::kSlom, "VN"},   {ViewerRole::kMember, "KH"},
                                  {ViewerRole::kMember, "VN"}, {ViewerRole::kAsec}};

class Release : public testing::Test {
 protected:
  void RaiseTo(uint32_t level) {
    while (log_.state().level() < level) {
      const PolicyAct act{log_.hub_id(), log_.state().level() + 1};
      ASSERT_EQ(Name(log_.StateAct("authority", act, kAuthorityKeys)), "accepted");
    }
  }

  // The part of the report's indicator.
  base::PartHash PartOf(const Appended& report, const std::string& code) const {
    const std::string id = log_.catalogue().FindByCode(code)->id;
    for (const auto& part : log_.state().FindReport(report.payload_id)->report.parts) {
      if (part.indicator == id) return part.part_hash;
    }
    ADD_FAILURE() << "no part on " << code;
    return {};
  }

  ReleaseAct Of(const std::string& member, std::vector<base::PartHash> parts, Audience audience,
                uint32_t revision = 0) const {
    std::ranges::sort(parts);
    return {log_.hub_id(), log_.collection(), member, std::move(parts), audience, revision};
  }
  Appended Say(const std::string& author, const ReleaseAct& act) {
    return log_.StateAct(author, act, {author + ".node"});
  }

  // Who reads the part, in the order above: "yes", or "-".
  std::string Readers(const base::PartHash& part) const {
    const PartReader all = log_.PartsReader();
    std::string readers;
    for (const Viewer& viewer : kReleaseReaders) {
      const bool reads = VisibleParts(viewer, log_.state(), all)(part).has_value();
      readers += reads ? "yes " : "- ";
    }
    return readers;
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

TEST_F(Release, EachAudienceReadsWhatIsMeantForIt) {
  RaiseTo(5);
  const base::PartHash part = PartOf(log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2")), "A1");
  //                          public auditor slom slom-KH slom-VN KH VN asec
  EXPECT_EQ(Readers(part), "- - - yes - yes - yes ");
  EXPECT_EQ(Name(Say("KH", Of("KH", {part}, Audience::kMembers))), "accepted");
  EXPECT_EQ(Readers(part), "- - yes yes yes yes yes yes ");
  EXPECT_EQ(Name(Say("KH", Of("KH", {part}, Audience::kPublic))), "accepted");
  EXPECT_EQ(Readers(part), "yes yes yes yes yes yes yes yes ");
  EXPECT_EQ(Name(Say("KH", Of("KH", {part}, Audience::kNobody))), "accepted");
  EXPECT_EQ(Readers(part), "- - - yes - yes - yes ");
  // The same words once more are another act.
  EXPECT_EQ(Name(Say("KH", Of("KH", {part}, Audience::kPublic))), "duplicate");
  EXPECT_EQ(Name(Say("KH", Of("KH", {part}, Audience::kPublic, 3))), "accepted");
  EXPECT_EQ(Readers(part), "yes yes yes yes yes yes yes yes ");
}

TEST_F(Release, HoldsForThePartThatItNamesAndNoOther) {
  RaiseTo(5);
  const Appended first =
      log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2").Of("A3", "2016", "1.5"));
  ASSERT_EQ(Name(Say("KH", Of("KH", {PartOf(first, "A1")}, Audience::kPublic))), "accepted");
  EXPECT_THAT(Readers(PartOf(first, "A3")), HasSubstr("- - -"));
  // Stated anew, it is another part.
  const Appended second =
      log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.3").Superseding(first.payload_id));
  EXPECT_EQ(Readers(PartOf(second, "A1")), "- - - yes - yes - yes ");
  EXPECT_TRUE(
      MaySeeSomeOf({}, log_.state(), *log_.state().FindCollection(log_.collection()), "KH"));
  EXPECT_FALSE(
      MaySeeSomeOf({}, log_.state(), *log_.state().FindCollection(log_.collection()), "VN"));
}

TEST_F(Release, WhatIsNotForPublicationStaysHidden) {
  RaiseTo(5);
  Figure restricted{"4.2"};
  restricted.confidentiality = observation::Confidentiality::kNotPublic;
  const base::PartHash part =
      PartOf(log_.Submit(AReport("KH.NSO").With({"A1", "2016", {restricted}})), "A1");
  ASSERT_EQ(Name(Say("KH", Of("KH", {part}, Audience::kPublic))), "accepted");
  EXPECT_EQ(Readers(part), "- - - yes - yes - yes ");
}

TEST_F(Release, IsStatedByTheMemberOfItsOwnFiguresFromLevel5) {
  RaiseTo(4);
  const Appended report =
      log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2").Narrating("A3", "words"));
  const base::PartHash part = PartOf(report, "A1");
  EXPECT_EQ(Name(Say("KH", Of("KH", {part}, Audience::kPublic))), "level-too-low");
  RaiseTo(5);
  EXPECT_EQ(Name(Say("VN", Of("KH", {part}, Audience::kPublic))), "context-mismatch");
  EXPECT_EQ(Name(Say("VN", Of("VN", {part}, Audience::kPublic))), "out-of-order");
  EXPECT_EQ(Name(Say("KH", Of("KH", {PartOf(report, "A3")}, Audience::kPublic))), "out-of-order");
  ReleaseAct elsewhere = Of("KH", {part}, Audience::kPublic);
  elsewhere.collection = "nowhere";
  EXPECT_EQ(Name(Say("KH", elsewhere)), "out-of-order");
  EXPECT_EQ(Name(log_.StateAct("KH", Of("KH", {part}, Audience::kPublic), {"KH.NSO"})),
            "key-not-valid");
  EXPECT_EQ(Readers(part), "- - - yes - yes - yes ");
}

// A part that two members name is shown only where both show it.
TEST_F(Release, AnothersPartIsNotShownByNamingIt) {
  RaiseTo(5);
  const Appended report = log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  const base::PartHash part = PartOf(report, "A1");
  std::map<base::PartHash, std::string> parts;
  observation::Report theirs = log_.MakeReport(AReport("VN.NSO").Of("A1", "2016", "4.2"), &parts);
  theirs.parts = log_.state().FindReport(report.payload_id)->report.parts;
  parts = {{part, *log_.PartsReader()(part)}};
  const auto load = log_.LoadOf(theirs, parts, {"VN.NSO"});
  const auto appended = log_.Append(log_.Seal("VN", load), load);
  ASSERT_TRUE(appended.ok());
  ASSERT_EQ(Name(*appended), "accepted");
  EXPECT_EQ(Name(Say("VN", Of("VN", {part}, Audience::kPublic))), "accepted");
  EXPECT_THAT(Readers(part), HasSubstr("- - - "));
}

TEST_F(Release, IsReadStrictly) {
  const auto reason_of = [](ReleaseAct act) {
    const Act stated(std::move(act));
    return base::ReasonOf(DecodeAct(chain::EntryKind::kRelease, EncodeAct(stated)).status());
  };
  const base::PartHash one;
  ReleaseAct twice = Of("KH", {one, one}, Audience::kPublic);
  EXPECT_EQ(reason_of(twice), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason_of(Of("KH", {}, Audience::kPublic)), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason_of(Of("KH", {one}, static_cast<Audience>(4))), "UNKNOWN_VALUE");
  EXPECT_EQ(reason_of(Of("KH", {one}, static_cast<Audience>(0))), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason_of(Of("kh", {one}, Audience::kPublic)), "OUT_OF_BOUNDS");
  EXPECT_EQ(reason_of(Of("KH", {one}, Audience::kPublic)), "");
  for (const Audience audience : {Audience::kNobody, Audience::kMembers, Audience::kPublic}) {
    EXPECT_EQ(AudienceNamed(NameOf(audience)), audience);
  }
  EXPECT_EQ(AudienceNamed("everybody"), std::nullopt);
}

TEST_F(Release, TheListSaysWhatStandsAndToWhomItIsShown) {
  RaiseTo(5);
  const Appended first = log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  log_.Submit(AReport("VN.NSO").Of("A1", "2017", "2.1"));
  const LogSize before = log_.size();
  ASSERT_EQ(Name(Say("KH", Of("KH", {PartOf(first, "A1")}, Audience::kMembers))), "accepted");
  const auto listed = ListReleasable(log_.state(), {log_.collection(), "", "", ""}, log_.size());
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_EQ(listed[0].member, "KH");
  EXPECT_EQ(listed[0].release.audience, Audience::kMembers);
  EXPECT_THAT(listed[0].periods, ElementsAre("2016"));
  EXPECT_EQ(listed[0].with_number, 1u);
  EXPECT_EQ(listed[1].release.audience, Audience::kNobody);
  EXPECT_EQ(ListReleasable(log_.state(), {log_.collection(), "KH", "", ""}, before)
                .front()
                .release.audience,
            Audience::kNobody);
  EXPECT_THAT(ListReleasable(log_.state(), {"elsewhere", "", "", ""}, log_.size()), IsEmpty());
  const json told = json::parse(log_.Ask({"releases", "", ""}).value());
  EXPECT_EQ(told["schema"], "lontar.releases.v1");
  EXPECT_EQ(told["parts"][0]["code"], "A1");
  EXPECT_EQ(told["parts"][0]["released_to"], "members");
  EXPECT_EQ(told["parts"][0]["not_for_publication"], 0);
  EXPECT_EQ(told["parts"][0]["times"], 1);
  EXPECT_TRUE(told["parts"][1]["released_at"].is_null());
}

}  // namespace
}  // namespace lontar::fold
