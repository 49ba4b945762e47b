// The audit of stored databases, over the stores that a small federation leaves behind.

#include "core/audit/store_audit.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/fold/question_text.h"
#include "core/log/merkle.h"
#include "core/store/key_space.h"
#include "core/store/map_store.h"
#include "core/trust/payload_type.h"
#include "node/core/deputies.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"

namespace lontar::audit {
namespace {

// What hub and node of a small federation hold, and their registers.
struct Stored {
  store::MapDisk hub;
  store::MapDisk node;
  std::string sign_register;
  std::string high_water;
};

Stored MakeStored() {
  Stored stored;
  const auto hub_store = store::OpenMapStore(&stored.hub);
  const auto node_store = store::OpenMapStore(&stored.node);
  support::MemorySignRegister sign_register;
  support::MemoryHighWater high_water;
  support::SmallFederation federation(
      {hub_store.get(), &sign_register, node_store.get(), &high_water});
  federation.WorkFirstHalf();
  federation.WorkSecondHalf();
  stored.sign_register = log::FormatRegister(sign_register.head);
  stored.high_water = chain::FormatHighWater(high_water.mark);
  return stored;
}

const Stored& StoredExample() {
  static const auto* stored = new Stored(MakeStored());
  return *stored;
}

using Contents = std::map<std::string, std::string>;

StoreReport ReportOf(StoreKind kind, Contents contents, std::optional<std::string> text) {
  store::MapDisk disk;
  disk.durable = std::move(contents);
  const auto store = store::OpenMapStore(&disk);
  base::InlineWorkers workers;
  return AuditStore({store.get(), kind, std::move(text), support::SmallFederation::LogKey()},
                    workers)
      .value();
}

StoreReport HubReport(Contents contents) {
  return ReportOf(StoreKind::kHub, std::move(contents), StoredExample().sign_register);
}
StoreReport NodeReport(Contents contents) {
  return ReportOf(StoreKind::kNode, std::move(contents), StoredExample().high_water);
}

std::string Listed(const StoreReport& report) {
  std::string text;
  for (const Finding& finding : report.log.findings) {
    absl::StrAppend(&text, finding.kind, " at ", finding.place, ": ", finding.sentence, "\n");
  }
  return text;
}

bool Has(const StoreReport& report, absl::string_view kind, absl::string_view place) {
  for (const Finding& finding : report.log.findings) {
    if (finding.kind == kind && finding.place == place) return true;
  }
  return false;
}

TEST(StoreAudit, IsSilentOnTheHubsStore) {
  const StoreReport report = HubReport(StoredExample().hub.durable);
  EXPECT_TRUE(report.log.findings.empty()) << Listed(report);
  EXPECT_EQ(report.records, StoredExample().hub.durable.size());
  EXPECT_EQ(report.log.entries, report.log.log_size.value());
  EXPECT_GT(report.log.entries, 10u);
  EXPECT_EQ(report.log.verdicts_recomputed, report.log.entries);
  EXPECT_EQ(report.log.parts_absent, 0u);
  EXPECT_GT(report.stored_cosignatures, 2u);
  EXPECT_EQ(report.log.rounds, 1u);
}

TEST(StoreAudit, IsSilentOnANodesStore) {
  const StoreReport report = NodeReport(StoredExample().node.durable);
  EXPECT_TRUE(report.log.findings.empty()) << Listed(report);
  EXPECT_EQ(report.member, "KH");
  EXPECT_EQ(report.own_entries, 5u);
  EXPECT_EQ(report.waiting, 1u);
  EXPECT_EQ(report.drafts, 2u);
  EXPECT_GT(report.log.parts_absent, 0u);  // another member's
}

// Of a version that did not note when entries were sealed; one record alone that is gone is found.
TEST(StoreAudit, IsSilentOnAStoreOfAnEarlierVersion) {
  Contents contents = StoredExample().node.durable;
  std::erase_if(contents, [](const auto& record) {
    return record.first.starts_with(std::string(store::kSealedAtPrefix));
  });
  ASSERT_LT(contents.size(), StoredExample().node.durable.size());
  const StoreReport report = NodeReport(contents);
  EXPECT_TRUE(report.log.findings.empty()) << Listed(report);
}

// A question of ASEC, its answer in the log, and a question of the node that waits.
Stored MakeAskedStores() {
  Stored stored;
  const auto hub_store = store::OpenMapStore(&stored.hub);
  const auto node_store = store::OpenMapStore(&stored.node);
  support::MemorySignRegister sign_register;
  support::MemoryHighWater high_water;
  support::SmallFederation federation(
      {hub_store.get(), &sign_register, node_store.get(), &high_water});
  federation.Found();
  for (uint32_t level = 2; level <= 4; ++level) federation.RaiseLevel(level);
  char salts = 0;
  const auto envelope_of = [&salts](fold::Act act) {
    fold::QuestionText text{*base::Salt::FromBytes(std::string(base::Salt::kBytes, ++salts)), "KH",
                            "right?", "", ""};
    const std::string part = fold::EncodeQuestionText(text);
    if (auto* question = std::get_if<fold::QuestionAct>(&act)) {
      question->text = trust::PartHashOf(part);
    } else {
      std::get<fold::AnswerAct>(act).text = trust::PartHashOf(part);
    }
    return chain::Envelope{fold::KindOf(act), "small", fold::EncodeAct(act), {}, {part}};
  };
  const fold::QuestionAct question{federation.hub_id(), "small", "KH", "cases", {}};
  chain::Envelope asked = envelope_of(question);
  for (const char* key : {"authority 1", "authority 2"}) {
    chain::AddSignature(&asked, *support::SmallKey(key));
  }
  EXPECT_TRUE(federation.hub().SubmitAct(asked).ok());
  EXPECT_EQ(federation.Sync("KH"), "");
  const fold::AnswerAct answer{federation.hub_id(), asked.payload_id(), std::nullopt, false};
  EXPECT_TRUE(federation.node("KH").SealAct(envelope_of(answer)).ok());
  EXPECT_EQ(federation.Sync("KH"), "");
  EXPECT_TRUE(federation.node("KH").SealAct(envelope_of(question)).ok());
  stored.sign_register = log::FormatRegister(sign_register.head);
  stored.high_water = chain::FormatHighWater(high_water.mark);
  return stored;
}

// The records of parts that a store holds.
std::vector<std::string> PartsIn(const Contents& contents) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : contents) {
    if (absl::StartsWith(key, store::kPartPrefix)) keys.push_back(key);
  }
  return keys;
}

TEST(StoreAudit, KnowsTheTextsOfQuestions) {
  const Stored stored = MakeAskedStores();
  const StoreReport hub = ReportOf(StoreKind::kHub, stored.hub.durable, stored.sign_register);
  EXPECT_TRUE(hub.log.findings.empty()) << Listed(hub);
  EXPECT_EQ(hub.log.verdicts_taken, 0u);
  const StoreReport node = ReportOf(StoreKind::kNode, stored.node.durable, stored.high_water);
  EXPECT_TRUE(node.log.findings.empty()) << Listed(node);
  EXPECT_EQ(node.waiting, 1u);

  // A text that is gone or altered is found where one must be: at the hub each, at the node its
  // own.
  ASSERT_EQ(PartsIn(stored.hub.durable).size(), 2u);
  for (const std::string& key : PartsIn(stored.hub.durable)) {
    Contents contents = stored.hub.durable;
    contents.erase(key);
    const StoreReport gone = ReportOf(StoreKind::kHub, contents, stored.sign_register);
    EXPECT_TRUE(absl::StrContains(Listed(gone), kPartAbsent)) << Listed(gone);
    contents[key] = stored.hub.durable.at(key) + "x";
    const StoreReport altered = ReportOf(StoreKind::kHub, contents, stored.sign_register);
    EXPECT_TRUE(absl::StrContains(Listed(altered), kPartDiffers)) << Listed(altered);
  }
  ASSERT_EQ(PartsIn(stored.node.durable).size(), 3u);
  int found = 0;
  for (const std::string& key : PartsIn(stored.node.durable)) {
    Contents contents = stored.node.durable;
    contents.erase(key);
    const StoreReport gone = ReportOf(StoreKind::kNode, contents, stored.high_water);
    if (absl::StrContains(Listed(gone), kPartAbsent)) ++found;
  }
  EXPECT_EQ(found, 2);
}

struct WithReturn {
  store::MapDisk node;
  std::string high_water;
  base::PartHash scan;
};

// Cambodia has cleared a return on paper, printed another version since, and named a deputy.
WithReturn MakeStoredWithReturn() {
  WithReturn stored;
  store::MapDisk hub_disk;
  const auto hub_store = store::OpenMapStore(&hub_disk);
  const auto node_store = store::OpenMapStore(&stored.node);
  support::MemorySignRegister sign_register;
  support::MemoryHighWater high_water;
  support::SmallFederation federation(
      {hub_store.get(), &sign_register, node_store.get(), &high_water});
  federation.Found();
  federation.RaiseLevel(2);
  federation.EnrolPerson("KH", fold::KeyRole::kFocalPoint, "focal point");
  federation.EnrolPerson("KH", fold::KeyRole::kFocalPoint, "deputy");
  node::NodeCore& node = federation.node("KH");
  const std::string printed = nlohmann::json::parse(node.PrintReturn({}).value()).at("fingerprint");
  node::ClearanceRequest request;
  request.paper = {printed, "scan.pdf", "a scan", "123/2026", "Sok Dara"};
  EXPECT_TRUE(node.ClearReturn(request).ok());
  EXPECT_TRUE(node.PrintReturn({}).ok());
  const auto key_of = [](absl::string_view name) {
    return absl::BytesToHexString(support::SmallKey(name)->public_key().id().view());
  };
  EXPECT_TRUE(
      node.AddDeputy({key_of("KH deputy"), key_of("KH focal point"), "2026-01-01", "2026-12-31"})
          .ok());
  EXPECT_EQ(federation.Sync("KH"), "");
  stored.high_water = chain::FormatHighWater(high_water.mark);
  for (const auto& [key, value] : stored.node.durable) {
    if (absl::StartsWith(key, store::kPartPrefix)) {
      stored.scan = *base::PartHash::FromBytes(key.substr(store::kPartPrefix.size()));
    }
  }
  return stored;
}

// A node that had printed a return was told of a record that no program writes, and of its own scan
// as a file that nothing names.
TEST(StoreAudit, IsSilentOnANodeThatHasClearedAReturnOnPaper) {
  const WithReturn stored = MakeStoredWithReturn();
  const StoreReport report = ReportOf(StoreKind::kNode, stored.node.durable, stored.high_water);
  EXPECT_TRUE(report.log.findings.empty()) << Listed(report);
}

TEST(StoreAudit, FindsAScanThatIsAlteredOrGone) {
  const WithReturn stored = MakeStoredWithReturn();
  const std::string key = store::PartKey(stored.scan.view());
  const std::string place = absl::StrCat("payloads/", stored.scan.hex());
  Contents altered = stored.node.durable;
  altered.at(key).back() ^= 1;
  EXPECT_TRUE(Has(ReportOf(StoreKind::kNode, altered, stored.high_water), kPartDiffers, place));
  altered.erase(key);
  EXPECT_TRUE(Has(ReportOf(StoreKind::kNode, altered, stored.high_water), kPartAbsent, place));
}

TEST(StoreAudit, FindsRecordsOfReturnsAndDeputiesThatHaveAnotherForm) {
  const WithReturn stored = MakeStoredWithReturn();
  for (const std::string key : {"return/", "return/small", "return/small/", "deputy/short"}) {
    Contents contents = stored.node.durable;
    contents[key] = "{}";
    EXPECT_TRUE(Has(ReportOf(StoreKind::kNode, contents, stored.high_water), kRecordUnexpected,
                    absl::StrCat("record ", key)))
        << key;
  }
}

TEST(StoreAudit, NeedsNoKeyFromOutside) {
  for (const bool is_hub : {true, false}) {
    store::MapDisk disk = is_hub ? StoredExample().hub : StoredExample().node;
    const auto store = store::OpenMapStore(&disk);
    base::InlineWorkers workers;
    const StoreCopy copy{store.get(), is_hub ? StoreKind::kHub : StoreKind::kNode,
                         is_hub ? StoredExample().sign_register : StoredExample().high_water,
                         std::nullopt};
    const auto report = AuditStore(copy, workers);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_TRUE(report->log.findings.empty()) << Listed(*report);
    EXPECT_EQ(disk.durable, (is_hub ? StoredExample().hub : StoredExample().node).durable);
  }
}

TEST(StoreAudit, ReadsTheVersionsOfTheRegisterOfSources) {
  const std::string good =
      R"({"file": "KH.yaml", "added": "2026-01-01T00:00:00Z", "text": "member: KH\nsources:\n)"
      R"(  - {id: lfs, name: {en: Survey}, kind: survey, office: NIS}\n"})";
  Contents contents = StoredExample().node.durable;
  contents[store::SourcesKey(1)] = good;
  const StoreReport sound = NodeReport(contents);
  EXPECT_TRUE(sound.log.findings.empty()) << Listed(sound);
  for (const std::string& bad :
       {std::string("no json"), std::string("{}"), std::string(R"({"text": "member: KH"})")}) {
    contents[store::SourcesKey(2)] = bad;
    EXPECT_TRUE(Has(NodeReport(contents), kRecordMalformed, "register of sources, version 2"))
        << bad;
  }
  contents[store::SourcesKey(2)] = good;
  contents.erase(store::SourcesKey(1));
  EXPECT_TRUE(Has(NodeReport(contents), kRecordMissing, "register of sources, version 1"));
}

// Every byte: tests/sweep, and of the high-water register tests/unit/chain.
TEST(StoreAudit, FindsFlippedBytesOfARegister) {
  for (const bool is_hub : {true, false}) {
    const std::string& good = is_hub ? StoredExample().sign_register : StoredExample().high_water;
    for (size_t at = 0; at < good.size(); at += 13) {
      std::string text = good;
      text[at] = static_cast<char>(text[at] ^ (1 << (at % 8)));
      const StoreReport report =
          is_hub ? ReportOf(StoreKind::kHub, StoredExample().hub.durable, text)
                 : ReportOf(StoreKind::kNode, StoredExample().node.durable, text);
      EXPECT_FALSE(report.log.findings.empty()) << text;
    }
  }
}

TEST(StoreAudit, FindsEveryMissingRecord) {
  for (const bool is_hub : {true, false}) {
    const Contents& contents = (is_hub ? StoredExample().hub : StoredExample().node).durable;
    for (const auto& [key, value] : contents) {
      Contents without = contents;
      without.erase(key);
      const StoreReport report =
          is_hub ? HubReport(std::move(without)) : NodeReport(std::move(without));
      // A cosignature is a help, not a condition: one less is one less.
      if (absl::StartsWith(key, store::kCosignaturePrefix)) {
        EXPECT_EQ(report.stored_cosignatures + 1,
                  HubReport(StoredExample().hub.durable).stored_cosignatures);
        continue;
      }
      EXPECT_FALSE(report.log.findings.empty()) << absl::CHexEscape(key);
    }
  }
}

TEST(StoreAudit, FindsRecordsThatNobodyWrites) {
  const std::string hash(32, 'h');
  for (const std::string& key :
       {std::string("stray"), std::string("log/x"), std::string("log/l123"), "payload/" + hash,
        "part/" + hash, store::PayloadKey("short"), std::string("meta/identity2"),
        absl::StrCat("log/l", store::KeyNumber(1000)),
        absl::StrCat("log/t", std::string(1, '\1'), store::KeyNumber(0)),
        absl::StrCat("log/t", std::string(1, '\0'), store::KeyNumber(7))}) {
    for (const bool is_hub : {true, false}) {
      Contents contents = (is_hub ? StoredExample().hub : StoredExample().node).durable;
      contents[key] = "x";
      const StoreReport report = is_hub ? HubReport(contents) : NodeReport(contents);
      EXPECT_FALSE(report.log.findings.empty()) << absl::CHexEscape(key);
    }
  }
  Contents hub = StoredExample().hub.durable;
  hub[store::EntryKey(1)] = "x";
  EXPECT_FALSE(HubReport(hub).log.findings.empty());
  Contents node = StoredExample().node.durable;
  node[store::EntryKey(9)] = node[store::EntryKey(1)];
  EXPECT_TRUE(Has(NodeReport(node), kRecordMissing, "own entry 6")) << Listed(NodeReport(node));
}

// What was seen: a flipped bit in the record of the size, and the audit counted tiles until no
// memory was left.
TEST(StoreAudit, ASizeThatNoLogHasIsFound) {
  for (const uint64_t size : {uint64_t{1} << 56, ~uint64_t{0}, uint64_t{5000}}) {
    for (const bool is_hub : {true, false}) {
      Contents contents = (is_hub ? StoredExample().hub : StoredExample().node).durable;
      ASSERT_TRUE(contents.contains("log/s"));
      contents["log/s"] = store::KeyNumber(size);
      const StoreReport report = is_hub ? HubReport(contents) : NodeReport(contents);
      EXPECT_FALSE(report.log.findings.empty()) << size;
    }
  }
}

TEST(StoreAudit, ACountOfCommitsFarAheadOfItsRegisterIsFound) {
  Contents contents = StoredExample().node.durable;
  const std::string key(store::kCommitsKey);
  const uint64_t commits = store::ReadKeyNumber(contents.at(key)).value();
  contents[key] = store::KeyNumber(commits + 1);
  EXPECT_EQ(Listed(NodeReport(contents)), "");
  contents[key] = store::KeyNumber(commits + 2);
  EXPECT_TRUE(Has(NodeReport(contents), kRegisterConflict, "high-water"));
}

// Invariants 19, 23 and 26: each half of an old and a new state is told from the whole.
TEST(StoreAudit, FindsAStoreThatIsOlderThanItsRegister) {
  store::MapDisk hub;
  store::MapDisk node;
  const auto hub_store = store::OpenMapStore(&hub);
  const auto node_store = store::OpenMapStore(&node);
  support::MemorySignRegister sign_register;
  support::MemoryHighWater high_water;
  support::SmallFederation federation(
      {hub_store.get(), &sign_register, node_store.get(), &high_water});
  federation.Found();
  const Contents old_hub = hub.durable;
  const Contents old_node = node.durable;
  federation.Report("KH", "2016", "7");
  ASSERT_EQ(federation.Sync("KH"), "");
  const std::string signed_head = log::FormatRegister(sign_register.head);
  const std::string mark = chain::FormatHighWater(high_water.mark);
  const StoreReport hub_report = ReportOf(StoreKind::kHub, old_hub, signed_head);
  EXPECT_TRUE(Has(hub_report, kRegisterAhead, "sign-register")) << Listed(hub_report);
  const StoreReport node_report = ReportOf(StoreKind::kNode, old_node, mark);
  EXPECT_TRUE(Has(node_report, kRegisterAhead, "high-water")) << Listed(node_report);
}

TEST(StoreAudit, FindsAMissingRegister) {
  const StoreReport hub = ReportOf(StoreKind::kHub, StoredExample().hub.durable, std::nullopt);
  EXPECT_TRUE(Has(hub, kRegisterAbsent, "sign-register"));
  const StoreReport node = ReportOf(StoreKind::kNode, StoredExample().node.durable, std::nullopt);
  EXPECT_TRUE(Has(node, kRegisterAbsent, "high-water"));
}

// Invariant 28.
TEST(StoreAudit, FindsACopyBesideAnotherRegister) {
  auto mark = chain::ParseHighWater(StoredExample().high_water).value();
  mark->instance = chain::InstanceToken();
  const StoreReport report =
      ReportOf(StoreKind::kNode, StoredExample().node.durable, chain::FormatHighWater(mark));
  EXPECT_TRUE(Has(report, kStoreCopied, "high-water")) << Listed(report);
}

TEST(StoreAudit, FindsAnotherLogsKey) {
  store::MapDisk disk = StoredExample().hub;
  const auto store = store::OpenMapStore(&disk);
  base::InlineWorkers workers;
  log::NoteKey other = support::SmallFederation::LogKey();
  other.key.bytes = trust::PublicKeyBytes();
  const auto report =
      AuditStore({store.get(), StoreKind::kHub, StoredExample().sign_register, other}, workers);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(Has(*report, kTrustRootWrong, "leaf 0")) << Listed(*report);
}

TEST(StoreAudit, SaysThatAStoreCannotBeRead) {
  class Unreadable : public store::Reader {
    absl::StatusOr<std::optional<std::string>> Get(absl::string_view) const override {
      return absl::DataLossError("block checksum mismatch");
    }
    absl::Status Scan(
        absl::string_view, absl::string_view,
        absl::FunctionRef<bool(absl::string_view, absl::string_view)>) const override {
      return absl::DataLossError("block checksum mismatch");
    }
  };
  const Unreadable store;
  base::InlineWorkers workers;
  const auto report =
      AuditStore({&store, StoreKind::kNode, StoredExample().high_water, std::nullopt}, workers);
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(Has(*report, kStoreDamaged, "store"));
}

TEST(StoreAudit, IsSilentOnANodeThatNeverSynced) {
  store::MapDisk disk;
  const auto store = store::OpenMapStore(&disk);
  support::MemoryHighWater high_water;
  base::SystemClock clock;
  base::SystemEntropy entropy;
  ASSERT_TRUE(
      node::NodeCore::Create({store.get(), &clock, &entropy, &high_water}, base::HubId(), "KH")
          .ok());
  const StoreReport report =
      ReportOf(StoreKind::kNode, disk.durable, chain::FormatHighWater(high_water.mark));
  EXPECT_TRUE(report.log.findings.empty()) << Listed(report);
  EXPECT_EQ(report.log.log_size.value(), 0u);
}

TEST(StoreAuditJson, HasTheDocumentedFields) {
  using nlohmann::json;
  const json node = json::parse(StoreAuditJson(NodeReport(StoredExample().node.durable)));
  EXPECT_EQ(node["schema"], "lontar.store-audit.v1");
  EXPECT_EQ(node["kind"], "node");
  EXPECT_EQ(node["member"], "KH");
  EXPECT_EQ(node["records"], StoredExample().node.durable.size());
  EXPECT_EQ(node["digest"].get<std::string>().size(), 64u);
  EXPECT_EQ(node["own_entries"], 5);
  EXPECT_EQ(node["waiting"], 1);
  EXPECT_EQ(node["drafts"], 2);
  EXPECT_EQ(node["findings"], json::array());
  const json hub = json::parse(StoreAuditJson(HubReport(StoredExample().hub.durable)));
  EXPECT_EQ(hub["kind"], "hub");
  EXPECT_TRUE(hub["member"].is_null());
  EXPECT_GT(hub["stored_cosignatures"], 2);
}

}  // namespace
}  // namespace lontar::audit
