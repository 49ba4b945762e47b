// Each role against each state of a figure, in both kinds of collection (threat T28).

#include "core/fold/visibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using observation::Confidentiality;
using observation::Row;
using observation::Status;
using testing::HasSubstr;
using testing::Not;

const Viewer kEverybody[] = {{ViewerRole::kPublic},       {ViewerRole::kAuditor},
                             {ViewerRole::kSlom},         {ViewerRole::kSlom, "KH"},
                             {ViewerRole::kSlom, "VN"},   {ViewerRole::kMember, "KH"},
                             {ViewerRole::kMember, "VN"}, {ViewerRole::kAsec}};

CollectionAct CollectionWith(bool comparison_allowed) {
  CollectionAct act;
  act.comparison_allowed = comparison_allowed;
  return act;
}

Cell CellOf(Status status, Confidentiality confidentiality) {
  Row row;
  row.status = status;
  row.confidentiality = confidentiality;
  Cell cell;
  cell.member = "KH";
  cell.candidates.push_back({.provider = "KH.NSO", .row = row});
  cell.current = 0;
  return cell;
}

// Who sees a figure of KH, in the order above: "yes", or "-".
std::string Seers(Status status, Confidentiality confidentiality, bool comparison_allowed) {
  std::string seers;
  for (const Viewer& viewer : kEverybody) {
    const bool sees =
        MaySeeValue(viewer, CollectionWith(comparison_allowed), CellOf(status, confidentiality));
    seers += sees ? "yes " : "- ";
  }
  return seers;
}

TEST(Visibility, TheMatrixOfRolesAndStates) {
  constexpr auto kFree = Confidentiality::kFree;
  constexpr auto kNotPublic = Confidentiality::kNotPublic;
  //                                       public auditor slom slom-KH slom-VN KH VN asec
  EXPECT_EQ(Seers(Status::kNormal, kFree, false), "- - - yes - yes - yes ");
  EXPECT_EQ(Seers(Status::kNormal, kNotPublic, false), "- - - yes - yes - yes ");
  EXPECT_EQ(Seers(Status::kNormal, kFree, true), "- yes yes yes yes yes yes yes ");
  EXPECT_EQ(Seers(Status::kNormal, kNotPublic, true), "- - - yes - yes - yes ");
  EXPECT_EQ(Seers(Status::kProvisional, kFree, false), "- - - yes - yes - yes ");
  for (const bool comparison : {false, true}) {
    for (const auto mark :
         {Confidentiality::kConfidential, Confidentiality::kPrimary, Confidentiality::kSecondary}) {
      EXPECT_EQ(Seers(Status::kSuppressed, mark, comparison), "- - - - - - - - ");
    }
    for (const Status missing :
         {Status::kNotAvailable, Status::kNotCollected, Status::kNotApplicable}) {
      EXPECT_EQ(Seers(missing, kFree, comparison), "- - - - - - - - ");
    }
  }
}

TEST(Visibility, OneCandidateThatMayNotBeSeenHidesTheCell) {
  Cell cell = CellOf(Status::kNormal, Confidentiality::kFree);
  cell.candidates.push_back(CellOf(Status::kNormal, Confidentiality::kNotPublic).candidates[0]);
  EXPECT_FALSE(MaySeeValue({ViewerRole::kMember, "VN"}, CollectionWith(true), cell));
  EXPECT_TRUE(MaySeeValue({ViewerRole::kMember, "KH"}, CollectionWith(true), cell));
}

TEST(Visibility, NamesOfRolesComeBack) {
  for (const Viewer& viewer : kEverybody) {
    EXPECT_EQ(ViewerRoleNamed(NameOf(viewer.role)), viewer.role);
  }
  EXPECT_EQ(ViewerRoleNamed("administrator"), std::nullopt);
  EXPECT_EQ(ViewerRoleNamed(""), std::nullopt);
}

// Every question, asked of a real log by every viewer.
class VisibleAnswers : public testing::Test {
 protected:
  VisibleAnswers() {
    log_.OpenRound("baseline-2021");
    log_.Submit(AReport("KH.NSO").Of("A1", "2016", "41.875"));
    log_.Submit(AReport("VN.NSO").Of("A1", "2016", "32.125"));
  }
  std::string Ask(const Viewer& viewer, const std::string& subject) {
    const PartReader all = log_.PartsReader();
    Question question;
    question.subject = subject;
    const auto root = [this](LogSize size) { return log_.RootAt(size); };
    const auto answer =
        Answer(log_.state(), question, root, VisibleParts(viewer, log_.state(), all));
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : "";
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

TEST_F(VisibleAnswers, NoAnswerHoldsAValueThatItsReaderMayNotSee) {
  for (const std::string subject : {"threshold", "docket", "returns", "deviations", "cells"}) {
    const bool has_values = subject == "threshold" || subject == "cells";
    for (const Viewer& viewer : kEverybody) {
      const std::string answer = Ask(viewer, subject);
      const bool sees_kh = viewer.role == ViewerRole::kAsec || viewer.member == "KH";
      const bool sees_vn = viewer.role == ViewerRole::kAsec || viewer.member == "VN";
      EXPECT_EQ(answer.find("41.875") != std::string::npos, has_values && sees_kh)
          << subject << " " << NameOf(viewer.role) << viewer.member;
      EXPECT_EQ(answer.find("32.125") != std::string::npos, has_values && sees_vn)
          << subject << " " << NameOf(viewer.role) << viewer.member;
    }
  }
}

// S4: coverage needs no value.
TEST_F(VisibleAnswers, CoverageIsTheSameForAll) {
  const auto coverage = [](const std::string& answer) {
    nlohmann::json json = nlohmann::json::parse(answer);
    for (auto& line : json["indicators"]) line.erase("baseline");
    return json;
  };
  const auto for_asec = coverage(Ask({ViewerRole::kAsec}, "threshold"));
  EXPECT_EQ(for_asec["indicators"][0]["count"], 2);
  for (const Viewer& viewer : kEverybody) {
    EXPECT_EQ(coverage(Ask(viewer, "threshold")), for_asec) << NameOf(viewer.role);
  }
}

}  // namespace
}  // namespace lontar::fold
