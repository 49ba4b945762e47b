#include "core/fold/report_verdict.h"

#include <gtest/gtest.h>

#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using support::Appended;
using support::KeyOf;
using support::Load;

class ReportVerdict : public testing::Test {
 protected:
  ReportVerdict() {
    log_.AddProvider("KH.MOLVT", {"A1", "A5"});
    parts_.clear();
  }

  AReport Good() { return AReport("KH.NSO").Of("A1", "2016", "4.2"); }

  observation::Report Made(const AReport& text) {
    parts_.clear();
    return log_.MakeReport(text, &parts_);
  }
  // Sealed by the node of `author`, signed by keys of these names.
  std::string Of(const observation::Report& report, const std::vector<std::string>& signers,
                 absl::string_view author = "KH") {
    const Load load = log_.LoadOf(report, parts_, signers);
    const auto appended = log_.Append(log_.Seal(author, load), load);
    EXPECT_TRUE(appended.ok()) << appended.status();
    sentence_ = appended->sentence;
    return Name(*appended);
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
  std::map<base::PartHash, std::string> parts_;
  std::string sentence_;
};

TEST_F(ReportVerdict, AcceptsWhatIsRight) {
  EXPECT_EQ(Name(log_.Submit(Good())), "accepted");
  EXPECT_EQ(
      Name(log_.Submit(
          Good().Narrating("A1", "how it was found").With({"A3", "2016", {{"7"}}, "number"}))),
      "accepted");
}

TEST_F(ReportVerdict, AcceptsATextOnTheWholeReport) {
  EXPECT_EQ(Name(log_.Submit(AReport("KH.MOLVT").Narrating("", "all is well"))), "accepted");
}

TEST_F(ReportVerdict, RejectsAReportForAnotherMember) {  // T02
  EXPECT_EQ(Of(Made(AReport("VN.NSO").Of("A1", "2016", "4.2")), {"VN.NSO"}, "KH"),
            "context-mismatch");
  observation::Report of_other_collection = Made(Good());
  of_other_collection.collection = "another";
  Load load = log_.LoadOf(of_other_collection, parts_, {"KH.NSO"});
  load.collection = log_.collection();
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", load), load)), "context-mismatch");
  observation::Report of_other_hub = Made(Good());
  of_other_hub.hub_id = base::HubId();
  EXPECT_EQ(Of(of_other_hub, {"KH.NSO"}), "context-mismatch");
}

TEST_F(ReportVerdict, RejectsAnotherMinistrysIndicator) {  // T03
  EXPECT_EQ(Name(log_.Submit(AReport("KH.MOLVT").Of("A11", "2016", "98.0"))), "not-entitled");
  EXPECT_EQ(Name(log_.Submit(AReport("KH.MOLVT").Of("A5", "2016", "98"))), "accepted");
}

TEST_F(ReportVerdict, RejectsSignaturesOfOthers) {
  for (const std::string key : {"KH.MOLVT", "VN.NSO", "KH.node", "KH.administrator", "stranger"}) {
    EXPECT_EQ(Of(Made(Good()), {key}), "key-not-valid") << key;
  }
  EXPECT_EQ(Of(Made(Good()), {}), "key-not-valid");
  EXPECT_EQ(Of(Made(Good()), {"KH.MOLVT", "KH.NSO"}), "accepted");
}

TEST_F(ReportVerdict, RejectsASignatureOverOtherBytes) {
  const Load right = log_.LoadOf(Good());
  const Load other = log_.LoadOf(Good());
  chain::Header header = log_.NextHeader("KH", right);
  header.payload_signatures = log_.NextHeader("KH", other).payload_signatures;
  const auto entry = chain::SealEntry(header, *log_.SealerOf("KH"));
  EXPECT_EQ(Name(*log_.Append(entry, right)), "key-not-valid");
}

TEST_F(ReportVerdict, RejectsARevokedKeyAndTakesTheSameReportSignedAgain) {  // invariant 36
  KeysAct act{log_.hub_id(), "KH", {}, {}};
  Enrolment fresh;
  fresh.key = KeyOf("KH.NSO 2")->public_key();
  fresh.role = KeyRole::kProvider;
  fresh.provider = "KH.NSO";
  fresh.entitlements = log_.state().FindKey(KeyOf("KH.NSO")->public_key().id())->entitlements;
  act.enrolments = {fresh};
  log_.StateAct("KH", Act(act), {"KH.administrator", "KH.NSO 2"});
  log_.Revoke("KH", "KH.NSO");
  const observation::Report report = Made(Good());
  EXPECT_EQ(Of(report, {"KH.NSO"}), "key-not-valid");
  EXPECT_EQ(Of(report, {"KH.NSO 2"}), "accepted");
  EXPECT_EQ(Of(report, {"KH.NSO 2"}), "duplicate");
}

TEST_F(ReportVerdict, JudgesAKeyByThePositionInTheLogNotByWhenItSigned) {
  const Load before = log_.LoadOf(Good());
  const Load after = log_.LoadOf(Good());
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", before), before)), "accepted");
  log_.Revoke("KH", "KH.NSO");
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", after), after)), "key-not-valid");
  EXPECT_TRUE(log_.state().WasAccepted(before.id()));
}

TEST_F(ReportVerdict, AcceptsAPayloadOnce) {
  const observation::Report report = Made(Good());
  EXPECT_EQ(Of(report, {"KH.NSO"}), "accepted");
  EXPECT_EQ(Of(report, {"KH.NSO"}), "duplicate");
}

TEST_F(ReportVerdict, WaitsForALostPayloadAndALostPart) {
  const Load load = log_.LoadOf(Good());
  EXPECT_EQ(Name(*log_.AppendWithoutPayload(log_.Seal("KH", load))), "payload-missing");
  Load without_part = load;
  without_part.parts.clear();
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", without_part), without_part)), "payload-missing");
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", load), load)), "accepted");
}

TEST_F(ReportVerdict, RejectsAnUnknownCatalogue) {
  AReport report = Good();
  report.catalogue_version = "2035.1";
  EXPECT_EQ(Name(log_.Submit(report)), "catalogue-unknown");
}

TEST_F(ReportVerdict, RejectsWhatTheCatalogueDoesNotAllow) {
  EXPECT_EQ(Name(log_.Submit(AReport("KH.NSO").Of("A1", "2016", "104.2"))), "catalogue-violated");
  EXPECT_EQ(Name(log_.Submit(AReport("KH.NSO").With(
                {"A1", "2016", {{"4.2", observation::Status::kNormal, {{"sex", "X"}}}}}))),
            "catalogue-violated");
  observation::Report report = Made(Good());
  report.parts[0].indicator = "no-such-indicator";
  EXPECT_EQ(Of(report, {"KH.NSO"}), "not-entitled");
}

TEST_F(ReportVerdict, RejectsCountsThatAreNotThePartsOwn) {
  const auto change = [this](auto edit) {
    observation::Report report = Made(Good().Of("A1", "2017", observation::Status::kSuppressed));
    edit(&report.parts[0]);
    return Of(report, {"KH.NSO"});
  };
  using Entry = observation::PartEntry;
  EXPECT_EQ(change([](Entry*) {}), "accepted");
  EXPECT_EQ(change([](Entry* part) { part->blocks[0].with_number = 2; }), "counts-mismatch");
  EXPECT_EQ(change([](Entry* part) { part->blocks[0].as_specified = 0; }), "counts-mismatch");
  EXPECT_EQ(change([](Entry* part) { part->blocks[1].held_back = 0; }), "counts-mismatch");
  EXPECT_EQ(change([](Entry* part) { part->blocks[1].missing = 1; }), "counts-mismatch");
  EXPECT_EQ(change([](Entry* part) { part->blocks[0].period = "2015"; }), "counts-mismatch");
  EXPECT_EQ(change([](Entry* part) { part->blocks.pop_back(); }), "counts-mismatch");
  EXPECT_EQ(change([](Entry* part) { part->bytes += 1; }), "counts-mismatch");
}

TEST_F(ReportVerdict, RejectsAPartOfAnotherIndicatorOrKind) {
  observation::Report swapped = Made(Good().Of("A3", "2016", "1.0"));
  std::swap(swapped.parts[0].indicator, swapped.parts[1].indicator);
  EXPECT_EQ(Of(swapped, {"KH.NSO"}), "context-mismatch");
  observation::Report narrative = Made(Good());
  narrative.parts[0].kind = observation::PartKind::kNarrative;
  narrative.parts[0].blocks.clear();
  EXPECT_EQ(Of(narrative, {"KH.NSO"}), "context-mismatch");
}

TEST_F(ReportVerdict, RejectsBytesThatAreNoReportOrNoPart) {
  Load load = log_.LoadOf(Good());
  load.payload += "x";
  EXPECT_EQ(Name(*log_.Append(log_.Seal("KH", load), load)), "payload-malformed");
  observation::Report report = Made(Good());
  std::string bytes = parts_.begin()->second;
  bytes.back() = static_cast<char>(bytes.back() ^ 0x40);
  bytes += "xx";
  parts_.clear();
  report.parts[0].part_hash = trust::PartHashOf(bytes);
  report.parts[0].bytes = bytes.size();
  parts_[report.parts[0].part_hash] = bytes;
  EXPECT_EQ(Of(report, {"KH.NSO"}), "payload-malformed");
}

TEST_F(ReportVerdict, LetsAnOfficeEnterFiguresFromALetter) {
  EXPECT_EQ(Name(log_.Submit(AReport("KH.MOEYS").Of("A11", "2016", "97.5").EnteredBy("KH.NSO"))),
            "accepted");
  EXPECT_EQ(Name(log_.Submit(AReport("KH.MOEYS").Of("A11", "2016", "97.5").EnteredBy("KH.MOLVT"))),
            "not-entitled");
}

TEST_F(ReportVerdict, NeverBlocksWhatComesBehindIt) {
  EXPECT_EQ(Name(log_.Submit(AReport("KH.MOLVT").Of("A11", "2016", "98.0"))), "not-entitled");
  EXPECT_EQ(Name(log_.Submit(Good())), "accepted");
}

TEST_F(ReportVerdict, OfReadablePartsSaysWhatTheyShow) {
  observation::Report report = Made(Good().Of("A3", "2016", "1.0"));
  const PartReader all = [this](const base::PartHash& hash) {
    return std::optional(parts_.at(hash));
  };
  const PartReader none = [](const base::PartHash&) { return std::optional<std::string>(); };
  EXPECT_EQ(JudgeReadableParts(log_.state(), report, all).verdict, chain::Verdict::kAccepted);
  report.parts[1].blocks[0].with_number = 9;
  EXPECT_EQ(JudgeReadableParts(log_.state(), report, all).verdict, chain::Verdict::kCountsMismatch);
  EXPECT_EQ(JudgeReadableParts(log_.state(), report, none).verdict, chain::Verdict::kAccepted);
}

}  // namespace
}  // namespace lontar::fold
