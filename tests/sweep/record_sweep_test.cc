// Threat T07, below the engine's checksums: one bit of a record that stands in a store, written as
// any program writes. Whatever was signed or is named by a hash is reported, and the record is
// named.

#include <gtest/gtest.h>

#include <cstdio>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/audit/store_audit.h"
#include "core/store/key_space.h"
#include "tests/support/counts.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"
#include "tests/sweep/later_acts.h"

namespace lontar::sweep {
namespace {

using audit::StoreKind;
using audit::StoreReport;
using Contents = std::map<std::string, std::string>;

struct Stored {
  store::MapDisk hub;
  store::MapDisk node;
  std::string sign_register;
  std::string high_water;
};

// After the first half of the work and what `goes_on` does.
Stored MakeStored(void (*goes_on)(support::SmallFederation*)) {
  Stored stored;
  const auto hub_store = store::OpenMapStore(&stored.hub);
  const auto node_store = store::OpenMapStore(&stored.node);
  support::MemorySignRegister sign_register;
  support::MemoryHighWater high_water;
  support::SmallFederation federation(
      {hub_store.get(), &sign_register, node_store.get(), &high_water});
  federation.WorkFirstHalf();
  goes_on(&federation);
  stored.sign_register = log::FormatRegister(sign_register.head);
  stored.high_water = chain::FormatHighWater(high_water.mark);
  return stored;
}

const Stored& Example() {
  static const auto* stored = new Stored(
      MakeStored([](support::SmallFederation* federation) { federation->WorkSecondHalf(); }));
  return *stored;
}

// The same people, on a log that has gone to the highest level: what is not a figure.
const Stored& LaterExample() {
  static const auto* stored = new Stored(MakeStored(&StateLaterActs));
  return *stored;
}

StoreReport ReportOf(StoreKind kind, Contents contents, const Stored& example) {
  store::MapDisk disk;
  disk.durable = std::move(contents);
  const auto store = store::OpenMapStore(&disk);
  base::InlineWorkers workers;
  const std::string& text = kind == StoreKind::kHub ? example.sign_register : example.high_water;
  return audit::AuditStore({store.get(), kind, text, std::nullopt}, workers).value();
}

// The name by which a finding must speak of a record; nothing: any will do.
std::string NameOfRecord(absl::string_view key) {
  if (absl::StartsWith(key, "log/l")) {
    return absl::StrCat("leaf ", store::ReadKeyNumber(key.substr(5)).value());
  }
  if (absl::StartsWith(key, "log/t")) return "tile/";
  for (const absl::string_view prefix : {store::kPayloadPrefix, store::kPartPrefix}) {
    if (!absl::StartsWith(key, prefix)) continue;
    return absl::StrCat("payloads/", absl::BytesToHexString(key.substr(prefix.size())));
  }
  if (absl::StartsWith(key, store::kEntryPrefix)) {
    return absl::StrCat("own entry ",
                        store::ReadKeyNumber(key.substr(store::kEntryPrefix.size())).value());
  }
  if (absl::StartsWith(key, store::kCosignaturePrefix)) return "cosignature of ";
  if (absl::StartsWith(key, "draft")) return "draft draft-";
  if (key == store::kHistoryCountKey) return "history";
  if (key == store::kCheckpointKey) return "checkpoint";
  return "";
}

// What people typed beside a figure, what was done with drafts, when an entry was sealed, what was
// printed of a return, a draft that nobody has signed, and the counter of drafts: below no
// signature and no hash. The store's own checksums are what guards them.
bool IsUnsigned(absl::string_view key, const std::string& value) {
  if (absl::EndsWith(key, "/meta") || key == store::kNextDraftKey) return true;
  if (absl::StartsWith(key, store::kHistoryPrefix)) return true;
  if (absl::StartsWith(key, store::kSealedAtPrefix)) return true;
  if (absl::StartsWith(key, store::kReturnPrefix)) return true;
  if (!absl::EndsWith(key, "/envelope")) return false;
  return chain::DecodeEnvelope(value)->signatures.empty();
}

bool Names(const StoreReport& report, const std::string& name) {
  for (const audit::Finding& finding : report.log.findings) {
    if (absl::StrContains(finding.place, name) || absl::StrContains(finding.sentence, name)) {
      return true;
    }
  }
  return false;
}

struct RecordCounts {
  int records = 0;
  int found = 0;
  int unsigned_bytes = 0;  // changed without a finding
};

// Which bytes: of the records that `known` does not hold alike, one in so many.
struct Flips {
  const Contents& known;
  size_t step = support::kSweepStep;
};

void FlipEveryByte(StoreKind kind, const Stored& example, const Flips& flips,
                   RecordCounts* counts) {
  const Contents& contents = kind == StoreKind::kHub ? example.hub.durable : example.node.durable;
  ASSERT_TRUE(ReportOf(kind, contents, example).log.findings.empty());
  size_t place = 0;
  for (const auto& [key, value] : contents) {
    const auto same = flips.known.find(key);
    if (same != flips.known.end() && same->second == value) continue;
    ++counts->records;
    for (size_t at = 0; at < value.size(); ++at, ++place) {
      if (place % flips.step != 0) continue;
      Contents damaged = contents;
      damaged[key][at] = static_cast<char>(value[at] ^ (1 << (at * 5 % 8)));
      const StoreReport report = ReportOf(kind, std::move(damaged), example);
      if (IsUnsigned(key, value) && report.log.findings.empty()) {
        ++counts->unsigned_bytes;
        continue;
      }
      ++counts->found;
      ASSERT_TRUE(!report.log.findings.empty() && Names(report, NameOfRecord(key)))
          << absl::CHexEscape(key) << " byte " << at
          << (report.log.findings.empty() ? "" : report.log.findings.front().sentence);
    }
  }
}

// A log of later acts is longer, and takes longer to audit.
constexpr size_t kLaterStep = support::kSweepStep == 1 ? 1 : 3 * support::kSweepStep;

void Print(const char* what, const RecordCounts& counts) {
  std::printf(
      "sweep of flipped bytes in records of %s: %d records, found and named %d, signed by nobody "
      "%d\n",
      what, counts.records, counts.found, counts.unsigned_bytes);
}

TEST(RecordSweep, EveryFlippedByteOfTheHubsRecordsIsFoundAndNamed) {
  RecordCounts counts;
  FlipEveryByte(StoreKind::kHub, Example(), {{}}, &counts);
  Print("the hub", counts);
  EXPECT_EQ(counts.unsigned_bytes, 0);
}

TEST(RecordSweep, EveryFlippedByteOfANodesSignedRecordsIsFoundAndNamed) {
  RecordCounts counts;
  FlipEveryByte(StoreKind::kNode, Example(), {{}}, &counts);
  Print("a node", counts);
  EXPECT_GT(counts.found, 20 * counts.unsigned_bytes / 10);
}

// Questions, answers, a return with its scan, a release, more time, a later evaluation, a decision
// and another lead: their leaves, payloads, texts, and the node's own entries of them.
TEST(RecordSweep, EveryFlippedByteOfLaterActsIsFoundAndNamed) {
  RecordCounts hub;
  FlipEveryByte(StoreKind::kHub, LaterExample(), {Example().hub.durable, kLaterStep}, &hub);
  Print("the hub, of later acts", hub);
  EXPECT_EQ(hub.unsigned_bytes, 0);
  EXPECT_GT(hub.records, 30);
  RecordCounts node;
  FlipEveryByte(StoreKind::kNode, LaterExample(), {Example().node.durable, kLaterStep}, &node);
  Print("a node, of later acts", node);
  EXPECT_GT(node.records, 30);
}

// Each kind that a log of the highest level may have is in it, so that none is passed over.
TEST(RecordSweep, EveryKindOfEntryIsSwept) {
  std::set<chain::EntryKind> kinds;
  for (const auto& [key, value] : LaterExample().hub.durable) {
    if (!absl::StartsWith(key, "log/l")) continue;
    const chain::Leaf leaf = chain::DecodeLeaf(value).value();
    EXPECT_EQ(leaf.stamp.verdict, chain::Verdict::kAccepted);
    kinds.insert(leaf.entry.header.kind);
  }
  for (const chain::EntryKind kind :
       {chain::EntryKind::kSubmission, chain::EntryKind::kReturn, chain::EntryKind::kSourcePlan,
        chain::EntryKind::kKeys, chain::EntryKind::kQuestion, chain::EntryKind::kAnswer,
        chain::EntryKind::kRelease, chain::EntryKind::kTrustRoot, chain::EntryKind::kCollection,
        chain::EntryKind::kCatalogue, chain::EntryKind::kMember, chain::EntryKind::kRound,
        chain::EntryKind::kDecision, chain::EntryKind::kPolicy}) {
    EXPECT_TRUE(kinds.contains(kind)) << chain::NameOf(kind);
  }
}

}  // namespace
}  // namespace lontar::sweep
