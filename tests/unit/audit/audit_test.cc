#include "core/audit/audit.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/audit/examples.h"

namespace lontar::audit {
namespace {

using nlohmann::json;

const LogBuilder& Example() {
  static const auto* log = new LogBuilder(ExampleLog());
  return *log;
}

std::string TableOf(const LogBuilder& log, std::optional<base::LogSize> as_of = std::nullopt) {
  return log.Ask({"threshold", "", "baseline-2021", as_of, "", ""}).value();
}

TEST(Audit, IsSilentOnAGoodMirror) {
  const AuditReport report = AuditOf(Example().Mirror({"KH", "VN"}));
  EXPECT_TRUE(report.findings.empty()) << Listed(report.findings);
  EXPECT_EQ(report.entries, Example().size().value());
  EXPECT_EQ(report.log_size, Example().size());
  EXPECT_EQ(report.root, Example().RootAt(Example().size()));
  EXPECT_EQ(report.hub_id, Example().hub_id());
  EXPECT_EQ(report.origin, std::string(support::kTestOrigin));
  EXPECT_EQ(report.cosignatures, 2u);
  // Every entry has the node's signature and at least one of its payload, but for repetitions.
  EXPECT_GE(report.signatures, 2 * report.entries);
  EXPECT_EQ(report.verdicts_taken, 1u);  // the lost payload
  EXPECT_EQ(report.verdicts_recomputed + report.verdicts_taken, report.entries);
  EXPECT_EQ(report.parts_absent, 0u);
  EXPECT_EQ(report.rounds, 1u);
  EXPECT_GT(report.cells, 2u);
}

TEST(Audit, NamesTheMissingFile) {
  const MirrorMap files = Example().Mirror();
  const AuditReport whole = AuditOf(files);
  for (const auto& [path, bytes] : files) {
    MirrorMap without = files;
    without.erase(path);
    const AuditReport report = AuditOf(without);
    // Parts and rejected payloads may be absent: they are counted.
    if (report.findings.empty()) {
      EXPECT_LT(report.payloads, whole.payloads) << path;
      continue;
    }
    const bool named = Has(report, kFileMissing, path) || Has(report, kPayloadAbsent, path);
    EXPECT_TRUE(named) << path << "\n" << Listed(report.findings);
  }
}

TEST(Audit, TakesTheStampWherePartsAreAbsentAndSaysHowOften) {
  MirrorMap files = Example().Mirror();
  const std::string with_parts = TableOf(Example());
  for (const auto& [hash, bytes] : Example().parts()) files.erase("payloads/" + hash.hex());
  const AuditReport report = AuditOf(files, {{{"threshold.json", with_parts}}});
  EXPECT_TRUE(report.findings.empty()) << Listed(report.findings);
  EXPECT_EQ(report.parts_absent, Example().parts().size());
  EXPECT_GT(report.verdicts_taken, 5u);
  EXPECT_EQ(report.cells, 0u);
  EXPECT_GT(report.unreadable_blocks, 0u);
  // The table needs no part (S4).
  ASSERT_EQ(report.tables.size(), 1u);
  EXPECT_TRUE(report.tables[0].agrees);
}

TEST(Audit, FindsASwapOfTwoLeaves) {
  std::vector<std::string> leaves = Example().leaves();
  std::swap(leaves[13], leaves[14]);  // of two members: their chains are whole
  MirrorMap files = Example().Mirror();
  const MirrorMap swapped = support::MirrorOf(leaves);
  // With the old checkpoint.
  MirrorMap quiet = files;
  for (const auto& [path, bytes] : swapped) {
    if (path != "checkpoint") quiet[path] = bytes;
  }
  EXPECT_TRUE(Has(AuditOf(quiet), kRootDiffers, "checkpoint"));
  // And where the hub itself has signed it.
  for (const auto& [path, bytes] : swapped) files[path] = bytes;
  const AuditReport report = AuditOf(files);
  EXPECT_FALSE(report.findings.empty());
  EXPECT_TRUE(Has(report, kTimeGoesBack, "leaf 14")) << Listed(report.findings);
}

// Threat T09, as far as a mirror alone can show it: what was done to the leaves does not make the
// root that was signed before. A log that the hub signs anew is caught by whoever holds an older
// checkpoint or receipt (tests/unit/node/rewritten_hub_test.cc).
TEST(Audit, FindsEveryRewritingUnderTheOldCheckpoint) {
  const std::vector<std::string>& good = Example().leaves();
  std::map<std::string, std::vector<std::string>> rewritings;
  rewritings["deleted"] = good;
  rewritings["deleted"].erase(rewritings["deleted"].begin() + 12);
  rewritings["altered"] = good;
  const chain::Leaf leaf = chain::DecodeLeaf(good[12]).value();
  rewritings["altered"][12] =
      chain::EncodeLeaf(leaf.entry, {chain::Verdict::kNotEntitled, leaf.stamp.time_ms});
  rewritings["swapped"] = good;
  std::swap(rewritings["swapped"][13], rewritings["swapped"][14]);
  rewritings["truncated"] = {good.begin(), good.end() - 1};
  for (const std::string& bytes : good) {
    const chain::Leaf old = chain::DecodeLeaf(bytes).value();
    rewritings["rebuilt"].push_back(
        chain::EncodeLeaf(old.entry, {old.stamp.verdict, old.stamp.time_ms + 1}));
  }
  for (const auto& [how, leaves] : rewritings) {
    MirrorMap files = support::MirrorOf(leaves);
    for (const auto& [path, bytes] : Example().Mirror()) {
      if (!path.starts_with("tile/")) files[path] = bytes;
    }
    const AuditReport report = AuditOf(files);
    EXPECT_FALSE(report.findings.empty()) << how;
    if (leaves.size() == good.size()) {
      EXPECT_TRUE(Has(report, kRootDiffers, "checkpoint")) << how << Listed(report.findings);
    }
  }
}

TEST(Audit, FindsTruncatedFiles) {
  const MirrorMap files = Example().Mirror();
  for (const auto& [path, bytes] : files) {
    MirrorMap cut = files;
    cut[path].pop_back();
    EXPECT_FALSE(AuditOf(cut).findings.empty()) << path;
  }
}

TEST(Audit, FindsStrayFiles) {
  for (const std::string path :
       {"payloads/notes.txt", "tile/0/001.p/5", "tile/8/000", "tile/entries/000",
        "payloads/0000000000000000000000000000000000000000000000000000000000000000"}) {
    MirrorMap files = Example().Mirror();
    files[path] = "x";
    EXPECT_TRUE(Has(AuditOf(files), kFileUnexpected, path)) << path;
  }
}

TEST(Audit, TakesEarlierPartialTilesOfTheSameLogOnly) {
  const std::vector<std::string>& leaves = Example().leaves();
  MirrorMap files = Example().Mirror();
  for (const auto& [path, bytes] : support::MirrorOf({leaves.begin(), leaves.begin() + 9})) {
    if (path != "checkpoint") files[path] = bytes;
  }
  ASSERT_TRUE(files.contains("tile/0/000.p/9"));
  EXPECT_TRUE(AuditOf(files).findings.empty());
  files["tile/0/000.p/9"][40] ^= 1;
  EXPECT_TRUE(Has(AuditOf(files), kTileDiffers, "tile/0/000.p/9"));
  files["tile/0/000.p/9"][40] ^= 1;
  files["tile/entries/000.p/9"][40] ^= 1;
  EXPECT_TRUE(Has(AuditOf(files), kTileDiffers, "tile/entries/000.p/9"));
}

TEST(Audit, RefusesAnotherLogsKey) {
  MapMirror mirror(Example().Mirror());
  base::InlineWorkers workers;
  log::NoteKey other = LogBuilder::LogKey();
  other.key = support::KeyOf("another log")->public_key();
  const auto report = Audit(mirror, other, workers, {});
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(Has(*report, kCheckpointNotSigned, "checkpoint"));
  EXPECT_EQ(report->entries, 0u);
  other = LogBuilder::LogKey();
  other.type = log::NoteKeyType::kCosignatureV1;
  EXPECT_EQ(Audit(mirror, other, workers, {}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Audit, BelievesNoSizeThatIsNotThere) {
  MirrorMap files = Example().Mirror();
  const log::Checkpoint claim{
      std::string(support::kTestOrigin), log::LogSize(uint64_t{1} << 62), log::EmptyRoot(), {}};
  files["checkpoint"] = log::SignCheckpoint(claim, *support::KeyOf("log"));
  EXPECT_TRUE(Has(AuditOf(files), kFileMissing, "tile/entries/000"));
}

// What only a lying hub can do: everything is signed, hashed and published as it should be.
class LyingHub : public testing::Test {
 protected:
  LyingHub() : log_(ExampleLog()) {}

  void Lie(const AReport& report, chain::Verdict verdict) {
    const support::Load load = log_.LoadOf(report);
    Lie(log_.Seal("KH", load), load, verdict);
  }
  void Lie(const chain::Entry& entry, const support::Load& load, chain::Verdict verdict) {
    place_ = absl::StrCat("leaf ", log_.size().value());
    log_.AppendLie(entry, load, {verdict, 1900000000000});
  }

  LogBuilder log_;
  std::string place_;
};

TEST_F(LyingHub, IsFoundAcceptingWhatIsWrong) {
  Lie(AReport("KH.MOLVT").Of("A3", "2016", "1.0"), chain::Verdict::kAccepted);
  const AuditReport report = AuditOf(log_.Mirror());
  EXPECT_TRUE(Has(report, kVerdictDiffers, place_)) << Listed(report.findings);
}

TEST_F(LyingHub, IsFoundRejectingWhatIsRight) {
  Lie(AReport("KH.NIS").Of("A1", "2017", "4.0"), chain::Verdict::kKeyNotValid);
  EXPECT_TRUE(Has(AuditOf(log_.Mirror()), kVerdictDiffers, place_));
}

TEST_F(LyingHub, IsFoundAcceptingWrongCountsThoughAnotherPartIsAbsent) {
  std::map<base::PartHash, std::string> parts;
  observation::Report made =
      log_.MakeReport(AReport("KH.NIS").Of("A1", "2018", "4.0").Of("A3", "2018", "4.0"), &parts);
  made.parts[0].blocks[0].with_number = 7;
  const support::Load load = log_.LoadOf(made, parts, {"KH.NIS"});
  Lie(log_.Seal("KH", load), load, chain::Verdict::kAccepted);
  for (const bool first : {true, false}) {
    MirrorMap files = log_.Mirror();
    files.erase("payloads/" + made.parts[first ? 0 : 1].part_hash.hex());
    EXPECT_EQ(Has(AuditOf(files), kVerdictDiffers, place_), !first);
  }
}

TEST_F(LyingHub, IsFoundTakingAnEntryOfAnotherNode) {
  log_.SetSealer("KH", "VN.node");
  Lie(AReport("KH.NIS").Of("A1", "2017", "4.0"), chain::Verdict::kAccepted);
  EXPECT_TRUE(Has(AuditOf(log_.Mirror()), kDoorRefuses, place_));
}

TEST_F(LyingHub, IsFoundLeavingEntriesOut) {
  const support::Load load = log_.LoadOf(AReport("KH.NIS").Of("A1", "2017", "4.0"));
  chain::Header header = log_.NextHeader("KH", load);
  header.number = header.number.next();
  Lie(chain::SealEntry(header, *log_.SealerOf("KH")), load, chain::Verdict::kAccepted);
  const AuditReport report = AuditOf(log_.Mirror());
  EXPECT_TRUE(Has(report, kDoorRefuses, place_)) << Listed(report.findings);
  EXPECT_TRUE(Has(report, kFoldStopped, place_)) << Listed(report.findings);
}

TEST_F(LyingHub, IsFoundRepeatingAnEntry) {
  const chain::Leaf leaf = chain::DecodeLeaf(log_.leaves().back()).value();
  const support::Load round =
      log_.LoadOf(fold::Act(fold::RoundAct{log_.hub_id(), log_.collection(), "baseline-2021",
                                           fold::RoundClose{}}),
                  {"authority-1", "authority-2"});
  Lie(leaf.entry, round, chain::Verdict::kFork);
  EXPECT_TRUE(Has(AuditOf(log_.Mirror()), kEntryRepeated, place_));
}

TEST_F(LyingHub, IsFoundClosingARoundEarly) {
  const fold::RoundOpen open{"early", "2025.1", "2021-08-31", "2099-12-31", {2016}, 5, "A"};
  log_.OpenRound("early", open);
  log_.CloseRound("early");
  EXPECT_TRUE(
      Has(AuditOf(log_.Mirror()), kClosedEarly, absl::StrCat("leaf ", log_.size().value() - 1)));
}

TEST_F(LyingHub, IsFoundWithALogThatHasNoTrustRoot) {
  const std::vector<std::string> headless(log_.leaves().begin() + 1, log_.leaves().end());
  const AuditReport report = AuditOf(support::MirrorOf(headless));
  EXPECT_TRUE(Has(report, kTrustRootWrong, "leaf 0")) << Listed(report.findings);
}

TEST(AuditCosignatures, MustBeThoseOfEnrolledWitnesses) {
  MirrorMap files = Example().Mirror({"KH", "LA"});  // LA is on no log
  EXPECT_TRUE(Has(AuditOf(files), kCosignatureUnknown, "checkpoint, line of witness.LA"));
  files = Example().Mirror();
  const log::Checkpoint other{
      std::string(support::kTestOrigin), log::LogSize(3), log::EmptyRoot(), {}};
  files["checkpoint"] += log::FormatNoteLine(
      log::Cosign(other, "witness.KH", *support::KeyOf("KH.witness"), 1767312000));
  EXPECT_TRUE(Has(AuditOf(files), kCosignatureInvalid, "checkpoint, line of witness.KH"));
}

TEST(AuditTables, AgreeAsOfAnySize) {
  const LogBuilder& log = Example();
  for (uint64_t size = 11; size <= log.size().value(); ++size) {
    const auto table = log.Ask({"threshold", "", "", base::LogSize(size), "", ""});
    ASSERT_TRUE(table.ok()) << table.status();
    const AuditReport report = AuditOf(log.Mirror(), {{{"then.json", *table}}});
    EXPECT_TRUE(report.tables[0].agrees) << size << "\n" << Listed(report.findings);
  }
}

TEST(AuditTables, NameIndicatorAndFieldThatDiffer) {
  json table = json::parse(TableOf(Example()));
  table["indicators"][0]["reported"] = {"KH", "LA", "VN"};
  table["indicators"][0]["count"] = 3;
  table["indicators"][0]["baseline"]["KH"]["value"] = "9.9";
  table["threshold"] = 1;
  const AuditReport report = AuditOf(Example().Mirror(), {{{"t.json", table.dump()}}});
  EXPECT_FALSE(report.tables[0].agrees);
  EXPECT_TRUE(Has(report, kTableDiffers, "t.json, indicators A1, reported"));
  EXPECT_TRUE(Has(report, kTableDiffers, "t.json, indicators A1, count"));
  EXPECT_TRUE(Has(report, kTableDiffers, "t.json, indicators A1, baseline, KH, value"))
      << Listed(report.findings);
  EXPECT_TRUE(Has(report, kTableDiffers, "t.json, threshold"));
  EXPECT_EQ(report.findings.size(), 4u) << Listed(report.findings);
}

TEST(AuditTables, AreRefusedIfTheyAreNone) {
  MapMirror mirror(Example().Mirror());
  base::InlineWorkers workers;
  for (const std::string text : {"", "{}", "[1]", R"({"schema": "lontar.cells.v1"})"}) {
    const auto report = Audit(mirror, LogBuilder::LogKey(), workers, {{{"t.json", text}}});
    EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

// A table from before the fields of a what-if is a table of record; a what-if is on nobody's.
TEST(AuditTables, OfEarlierProgramsAgreeAndWhatIfsAreRefused) {
  json table = json::parse(TableOf(Example()));
  table.erase("what_if");
  table.erase("counts");
  const AuditReport earlier = AuditOf(Example().Mirror(), {{{"t.json", table.dump()}}});
  EXPECT_TRUE(earlier.tables[0].agrees) << Listed(earlier.findings);
  table["what_if"] = {"threshold 2 (the round says 5)"};
  MapMirror mirror(Example().Mirror());
  base::InlineWorkers workers;
  const auto supposed = Audit(mirror, LogBuilder::LogKey(), workers, {{{"t.json", table.dump()}}});
  EXPECT_EQ(supposed.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(AuditTables, OfASizeThatTheLogDoesNotHaveDiffer) {
  json table = json::parse(TableOf(Example()));
  table["log_size"] = Example().size().value() + 1;
  const AuditReport report = AuditOf(Example().Mirror(), {{{"t.json", table.dump()}}});
  EXPECT_TRUE(Has(report, kTableDiffers, "t.json"));
}

TEST(LoadedMirror, AnswersAsTheLogDoes) {
  MapMirror mirror(Example().Mirror());
  base::InlineWorkers workers;
  const auto loaded = LoadMirror(mirror, LogBuilder::LogKey(), workers);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  for (const std::string subject : {"threshold", "docket", "cells"}) {
    const fold::Question question{subject, "", "", base::LogSize(15), "", ""};
    EXPECT_EQ(fold::Answer(loaded->state, question, loaded->root, loaded->parts).value(),
              Example().Ask(question).value());
  }
}

TEST(LoadedMirror, IsRefusedIfItDoesNotVerify) {
  MirrorMap files = Example().Mirror();
  files["payloads/stray"] = "x";
  MapMirror mirror(files);
  base::InlineWorkers workers;
  const auto refused = LoadMirror(mirror, LogBuilder::LogKey(), workers);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_NE(refused.status().message().find("payloads/stray"), absl::string_view::npos);
  EXPECT_TRUE(LoadMirror(mirror, LogBuilder::LogKey(), workers, OnFindings::kTake).ok());
  mirror.files.erase("checkpoint");
  EXPECT_FALSE(LoadMirror(mirror, LogBuilder::LogKey(), workers, OnFindings::kTake).ok());
}

TEST(AuditJson, HasTheDocumentedFields) {
  MirrorMap files = Example().Mirror();
  files["payloads/stray"] = "x";
  AuditReport report = AuditOf(files, {{{"t.json", TableOf(Example())}}});
  report.took = absl::Milliseconds(1500);
  const json read = json::parse(AuditJson(report));
  EXPECT_EQ(read["schema"], "lontar.audit.v1");
  EXPECT_EQ(read["entries"], Example().size().value());
  EXPECT_EQ(read["seconds"], 1.5);
  EXPECT_EQ(read["hub_id"], Example().hub_id().hex());
  EXPECT_EQ(read["root"], Example().RootAt(Example().size()).hex());
  EXPECT_EQ(read["tables"][0]["file"], "t.json");
  EXPECT_EQ(read["tables"][0]["agrees"], true);
  EXPECT_EQ(read["findings"][0]["kind"], "file-unexpected");
  EXPECT_EQ(read["findings"][0]["place"], "payloads/stray");
}

}  // namespace
}  // namespace lontar::audit
