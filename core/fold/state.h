#pragma once
// What the first N leaves of a log mean: members, keys, chains, rounds, and which blocks are live.
//
// The fold takes the stamped verdict of each leaf (DESIGN.md section 10); verdict.h says how one is
// found. Everything carries the log index from which it holds, so that every question can be asked
// as of any earlier size (invariant 33), and nothing is ever removed. Deterministic: no clock, no
// hash order, no floating point (invariant 29). Thread-compatible.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/chain/entry.h"
#include "core/fold/act.h"
#include "core/fold/block_record.h"
#include "core/fold/question_record.h"
#include "core/fold/round_record.h"
#include "core/observation/report.h"

namespace lontar::fold {

struct KeyRecord {
  trust::PublicKey key;
  KeyRole role = KeyRole::kNode;
  std::string member;
  std::string provider;
  std::string provider_name;
  std::vector<Entitlement> entitlements;
  std::string witness_name;
  LogIndex from;
  std::optional<LogIndex> until;         // the index of its revocation
  std::optional<LogIndex> suspect_from;  // set by a compromise
  // True if it counts for a leaf at `index`: from <= index < until (invariant 36).
  bool ValidAt(LogIndex index) const;
  bool MayReport(absl::string_view collection, absl::string_view indicator) const;
};

struct MemberVersion {
  LogIndex index;
  MemberAct act;
};

// One incarnation of an author.
struct ChainRecord {
  std::vector<base::EntryHash> hashes;  // by number - 1
  std::vector<LogIndex> indexes;        // where they stand in the log
  std::optional<LogIndex> frozen_at;    // the second of two entries with one number
  std::optional<chain::Head> head() const;
};

struct CatalogueVersion {
  LogIndex index;
  std::shared_ptr<const catalogue::Catalogue> catalogue;
};

struct PlanVersion {
  LogIndex index;
  std::map<std::string, std::string> leads;  // indicator -> provider
};

// How a return was cleared, as far as the log says it.
enum class ClearedBy { kNobody, kPaper, kKey };
// "nobody", "paper", "key".
absl::string_view NameOf(ClearedBy cleared);

// An accepted return of a member for a round.
struct ReturnVersion {
  LogIndex index;
  base::PayloadId id;
  ReturnAct act;
  ClearedBy cleared = ClearedBy::kNobody;
  uint64_t time_ms = 0;  // of the hub's clock, as stamped
};

struct DecisionRecord {
  LogIndex index;
  DecisionAct act;
};

struct LeadVersion {
  LogIndex index;
  std::optional<CollectionLead> lead;  // nothing: the authority leads
};

struct CollectionRecord {
  LogIndex index;                  // of its first statement
  CollectionAct act;               // the last one; but for its lead all say the same
  std::vector<LeadVersion> leads;  // one by each statement
  // Who leads at that size; null: the authority.
  const CollectionLead* LeadAt(LogSize size) const;
  // True of a key of its lead, or of an earlier one.
  bool HasLed(const trust::PublicKey& key) const;
  std::map<std::string, CatalogueVersion> catalogues;     // by version
  std::vector<RoundRecord> rounds;                        // in the order of opening
  std::map<std::string, std::vector<PlanVersion>> plans;  // by member
  std::vector<DecisionRecord> decisions;                  // in the order of the log
  // By round and member, in the order of the log: the last one stands.
  std::map<std::pair<std::string, std::string>, std::vector<ReturnVersion>> returns;
};

// An accepted report. It is accepted once; again only when a compromise has made every acceptance
// before suspect (DESIGN.md section 10, the door).
struct ReportRecord {
  struct Acceptance {
    LogIndex index;
    // Keys of its office that a signature line hints at, by key id; one of them made its line.
    std::vector<trust::KeyId> signers;
  };
  std::vector<Acceptance> acceptances;  // by index
  observation::Report report;
};

// Who names a part: an accepted report, or one side of a question.
struct PartNamer {
  enum class Kind { kReport, kQuestion };
  Kind kind = Kind::kReport;
  base::PayloadId id;  // of the report, or of the question
};

// To whom a member has shown a part, from the entry at `index` on.
struct ReleaseVersion {
  LogIndex index;
  Audience audience = Audience::kNobody;
};

// An entry by its place in a chain.
struct ChainPlace {
  std::string author;
  base::Incarnation incarnation;
  base::ChainNumber number;
};

class State {
 public:
  LogSize size() const { return LogSize(size_); }

  // Takes the next leaf. `payload` holds the entry's payload where it was accepted; parts are not
  // needed (S4). DataLoss: the log contradicts itself, with PAYLOAD_ABSENT: an accepted leaf
  // without it, CHAIN_BROKEN: not the next number of its chain, TRUST_ROOT_MISPLACED: leaf 0 is
  // none or another leaf is one, COLLECTION_ABSENT: an act for one that is not there,
  // QUESTION_ABSENT: an answer to one that is not.
  // FailedPrecondition with LEVEL_UNKNOWN: the log has gone to a level that this program does not
  // know; nothing more may be folded. Any error leaves the state as it was.
  absl::Status Apply(const chain::Leaf& leaf, const std::optional<std::string>& payload);

  // The trust root, or null for an empty log.
  const TrustRoot* trust_root() const { return trust_root_ ? &*trust_root_ : nullptr; }
  base::HubId hub_id() const { return hub_id_; }
  uint32_t level() const { return level_; }
  uint64_t last_time_ms() const { return last_time_ms_; }

  // Null if there is none.
  const KeyRecord* FindKey(const trust::KeyId& id) const;
  // True if the key has a role on this log, or had one: enrolled by a member, an administrator's, a
  // lead's, or named by the trust root. One key, one role.
  bool HasRole(const trust::PublicKey& key) const;
  // All keys of this member and role that are valid at `index`, by key id; of every member if
  // `member` is empty.
  std::vector<const KeyRecord*> KeysAt(KeyRole role, absl::string_view member,
                                       LogIndex index) const;
  // Every member that the log ever named, by code.
  const std::map<std::string, std::vector<MemberVersion>>& members() const { return members_; }
  const MemberAct* FindMember(absl::string_view member, LogSize as_of) const;
  // Members whose dates hold `date`, in their fixed order.
  std::vector<MemberAct> MembersOn(absl::string_view date, LogSize as_of) const;
  const ChainRecord* FindChain(absl::string_view author,
                               const base::Incarnation& incarnation) const;
  // How many incarnations of an author have an entry in the log.
  int IncarnationsOf(absl::string_view author) const;
  const CollectionRecord* FindCollection(absl::string_view id) const;
  const std::map<std::string, CollectionRecord>& collections() const { return collections_; }
  const catalogue::Catalogue* FindCatalogue(absl::string_view collection, absl::string_view version,
                                            LogSize as_of) const;
  // The provider that leads for an indicator; empty without a plan.
  std::string LeadOf(absl::string_view collection, absl::string_view member,
                     absl::string_view indicator, LogSize as_of) const;
  // The return of a member that stands; null before the first.
  const ReturnVersion* FindReturn(absl::string_view collection, absl::string_view round,
                                  absl::string_view member, LogSize as_of) const;
  const ReportRecord* FindReport(const base::PayloadId& id) const;
  // Every accepted report, by payload id.
  const std::map<base::PayloadId, ReportRecord>& reports() const { return reports_; }
  // True if this payload was accepted and that stands: an entry that brings it again is a
  // duplicate.
  bool WasAccepted(const base::PayloadId& id) const;

  // Null if none was accepted under this payload id.
  const QuestionRecord* FindQuestion(const base::PayloadId& id) const;
  const std::map<base::PayloadId, QuestionRecord>& questions() const { return questions_; }

  // Every block that was ever stated; keys ascending.
  const std::map<BlockKey, BlockRecord>& blocks() const { return blocks_; }
  // Calls `take` with the key of each block of a member's indicator that was ever stated,
  // ascending.
  template <class Take>
  void ForEachBlock(absl::string_view collection, absl::string_view member,
                    absl::string_view indicator, Take take) const {
    const BlockKey first{std::string(collection), std::string(member), std::string(indicator)};
    for (auto at = blocks_.lower_bound(first); at != blocks_.end(); ++at) {
      const BlockKey& key = at->first;
      if (key.collection != collection || key.member != member || key.indicator != indicator)
        return;
      take(key);
    }
  }
  // BlockRecord::LiveAt of this block; empty if there is none.
  std::vector<BlockStatement> LiveAt(const BlockKey& key, LogSize as_of) const;
  // Who names a part; nobody where no accepted payload does.
  std::vector<PartNamer> NamersOf(const base::PartHash& part) const;
  // Who may see a member's part by its last release in the first `as_of` leaves; nobody without.
  ReleaseVersion ReleaseOf(absl::string_view member, const base::PartHash& part,
                           LogSize as_of) const;
  // The members that ever released a part, each with its parts; ascending.
  const std::map<std::pair<std::string, base::PartHash>, std::vector<ReleaseVersion>>& releases()
      const {
    return releases_;
  }
  // Where a report with a narrative of a member's indicator was first accepted.
  std::optional<LogIndex> FirstNarrative(absl::string_view collection, absl::string_view member,
                                         absl::string_view indicator) const;
  // Which entry of `author` stands at `index` of the log; nothing if it is another's.
  std::optional<ChainPlace> FindPlace(absl::string_view author, LogIndex index) const;

 private:
  using LoadedCatalogue = std::shared_ptr<const catalogue::Catalogue>;
  void ApplyAct(LogIndex index, const Act& act, LoadedCatalogue loaded);
  void ApplyKeys(LogIndex index, const KeysAct& act);
  void ApplyCollection(LogIndex index, const CollectionAct& act);
  void ApplyRound(LogIndex index, const chain::Leaf& leaf, const RoundAct& act);
  void ApplyReturn(LogIndex index, const chain::Leaf& leaf, const ReturnAct& act);
  void ApplyQuestion(LogIndex index, const chain::Leaf& leaf, const QuestionAct& act);
  void ApplyAnswer(LogIndex index, const chain::Leaf& leaf, const AnswerAct& act);
  absl::Status ApplyReport(LogIndex index, const chain::Entry& entry, absl::string_view payload);
  absl::Status CheckFollows(const chain::Leaf& leaf) const;
  // What may be wrong is found before anything changes; a catalogue is read once.
  absl::StatusOr<LoadedCatalogue> CheckAct(const Act& act) const;
  void NoteChain(LogIndex index, const chain::Leaf& leaf);
  bool IsSuspect(const ReportRecord::Acceptance& acceptance, LogSize as_of) const;
  bool IsStanding(const BlockStatement& statement, LogSize as_of) const;
  void NoteParts(LogIndex index, const base::PayloadId& id, const observation::Report& report);
  void NoteStatement(const observation::Report& report, const std::string& indicator,
                     BlockStatement statement);
  void NoteSuspects(LogIndex index, const std::set<trust::KeyId>& suspects);
  LivePlaces FindLive(const BlockRecord& block, LogSize as_of) const;

  uint64_t size_ = 0;
  uint64_t last_time_ms_ = 0;
  uint32_t level_ = 1;
  base::HubId hub_id_;
  std::optional<TrustRoot> trust_root_;
  std::map<trust::KeyId, KeyRecord> keys_;
  std::map<std::string, std::vector<MemberVersion>> members_;
  std::map<std::pair<std::string, base::Incarnation>, ChainRecord> chains_;
  std::map<std::string, CollectionRecord> collections_;
  std::map<base::PayloadId, LogIndex> accepted_;
  std::map<base::PayloadId, ReportRecord> reports_;
  std::map<base::PayloadId, QuestionRecord> questions_;
  std::map<BlockKey, BlockRecord> blocks_;
  absl::btree_multimap<base::PartHash, PartNamer> part_namers_;
  std::map<std::pair<std::string, base::PartHash>, std::vector<ReleaseVersion>> releases_;
  // By collection, member and indicator.
  std::map<std::tuple<std::string, std::string, std::string>, LogIndex> first_narratives_;
  // For each report that another names: which reports name it.
  std::map<base::PayloadId, std::set<base::PayloadId>> named_by_;
};

}  // namespace lontar::fold
