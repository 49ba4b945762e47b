#include "core/audit/store_records.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/log/tile.h"
#include "core/store/key_space.h"
#include "core/trust/sha256.h"
#include "core/trust/signature.h"

namespace lontar::audit {
namespace {

constexpr size_t kNumberBytes = 8;
constexpr int kLevelsMax = 8;

// Puts one record after the other where it belongs.
class RecordSorter {
 public:
  RecordSorter(StoreKind kind, StoreRecords* records, Findings* findings)
      : kind_(kind), records_(records), findings_(findings) {}

  void Take(absl::string_view key, absl::string_view value) {
    Count(key, value);
    absl::string_view rest = key;
    bool is_known = false;
    if (absl::ConsumePrefix(&rest, store::kLogPrefix)) {
      is_known = TakeOfLog(rest, value);
    } else if (absl::ConsumePrefix(&rest, store::kPayloadPrefix)) {
      is_known = TakeHash(rest, &records_->payloads);
    } else if (absl::ConsumePrefix(&rest, store::kPartPrefix)) {
      is_known = TakeHash(rest, &records_->parts);
    } else {
      is_known = kind_ == StoreKind::kHub ? TakeOfHub(key, value) : TakeOfNode(key, value);
    }
    if (is_known) return;
    findings_->Add(kRecordUnexpected, absl::StrCat("record ", absl::CHexEscape(key)),
                   "no program of this version writes such a record into this kind of store");
  }

 private:
  void Count(absl::string_view key, absl::string_view value) {
    ++records_->count;
    const std::string lengths = absl::StrCat(key.size(), " ", value.size(), " ");
    records_->digest = trust::Sha256({records_->digest.view(), lengths, key, value});
  }

  static std::optional<uint64_t> NumberOf(absl::string_view bytes) {
    const absl::StatusOr<uint64_t> number = store::ReadKeyNumber(bytes);
    if (!number.ok() || *number >= base::kSizeMax) return std::nullopt;
    return *number;
  }

  static bool TakeHash(absl::string_view bytes, std::set<base::Hash>* hashes) {
    const std::optional<base::Hash> hash = base::Hash::FromBytes(bytes);
    if (hash) hashes->insert(*hash);
    return hash.has_value();
  }

  bool TakeNumber(absl::string_view key, absl::string_view value, std::optional<uint64_t>* number) {
    *number = NumberOf(value);
    if (!*number) Malformed(key, "its value is no number of eight bytes");
    return true;
  }

  void Malformed(absl::string_view key, absl::string_view why) {
    findings_->Add(kRecordMalformed, absl::StrCat("record ", absl::CHexEscape(key)), why);
  }

  // "s", "l" + index, "t" + level + index.
  bool TakeOfLog(absl::string_view rest, absl::string_view value) {
    if (rest == "s") {
      std::optional<uint64_t> size;
      TakeNumber("log/s", value, &size);
      records_->log_size = size.value_or(0);
      return true;
    }
    if (absl::ConsumePrefix(&rest, "l")) {
      const std::optional<uint64_t> index = NumberOf(rest);
      if (index) records_->leaves.emplace(*index, value);
      return index.has_value();
    }
    if (!absl::ConsumePrefix(&rest, "t") || rest.size() != 1 + kNumberBytes) return false;
    const int level = static_cast<unsigned char>(rest.front());
    const std::optional<uint64_t> index = NumberOf(rest.substr(1));
    if (!index || level >= kLevelsMax) return false;
    records_->tiles.emplace(std::pair(level, *index), value);
    return true;
  }

  bool TakeOfHub(absl::string_view key, absl::string_view value) {
    if (!absl::ConsumePrefix(&key, store::kCosignaturePrefix)) return false;
    const std::optional<uint64_t> size = NumberOf(key.substr(0, kNumberBytes));
    if (!size || key.size() == kNumberBytes) return false;
    records_->cosignatures.emplace(std::pair(*size, std::string(key.substr(kNumberBytes))), value);
    return true;
  }

  bool TakeOfNode(absl::string_view key, absl::string_view value) {
    if (key == store::kIdentityKey) {
      records_->identity = std::string(value);
    } else if (key == store::kCheckpointKey) {
      records_->checkpoint = std::string(value);
    } else if (key == store::kInstanceKey) {
      records_->instance = std::string(value);
    } else if (key == store::kCommitsKey) {
      TakeNumber(key, value, &records_->commits);
    } else if (key == store::kNextDraftKey) {
      TakeNumber(key, value, &records_->next_draft);
    } else if (key == store::kHistoryCountKey) {
      TakeNumber(key, value, &records_->history_count);
    } else {
      return TakeOfFamily(key, value);
    }
    return true;
  }

  bool TakeOfFamily(absl::string_view key, absl::string_view value) {
    if (absl::ConsumePrefix(&key, store::kEntryPrefix)) {
      const std::optional<uint64_t> number = NumberOf(key);
      if (number) records_->entries.emplace(*number, value);
      return number.has_value();
    }
    // The node's own clock, for people: below no signature and no hash.
    if (absl::ConsumePrefix(&key, store::kSealedAtPrefix)) {
      const std::optional<uint64_t> number = NumberOf(key);
      if (number) records_->sealed_at.insert(*number);
      return number.has_value();
    }
    if (absl::ConsumePrefix(&key, store::kSourcesPrefix)) {
      const std::optional<uint64_t> version = NumberOf(key);
      if (version) records_->sources.emplace(*version, value);
      return version.has_value();
    }
    if (absl::ConsumePrefix(&key, store::kEvidencePrefix)) {
      const std::optional<uint64_t> size = NumberOf(key.substr(0, kNumberBytes));
      const auto root = base::Hash::FromBytes(key.substr(std::min(key.size(), kNumberBytes)));
      if (size && root) records_->evidence.emplace(std::pair(*size, *root), value);
      return size && root;
    }
    // Who entered and who approved a report, and whose key stands in for another: local, no part of
    // anything signed.
    if (absl::ConsumePrefix(&key, store::kHandsPrefix)) {
      return key.size() == base::PayloadId::kBytes;
    }
    if (absl::ConsumePrefix(&key, store::kDeputyPrefix)) return key.size() == trust::KeyId::kBytes;
    // What an office has chosen to answer for a round, and which papers it has printed.
    if (absl::ConsumePrefix(&key, store::kReturnPrefix)) {
      const size_t slash = key.find('/');
      return slash != absl::string_view::npos && slash > 0 && slash + 1 < key.size();
    }
    if (absl::ConsumePrefix(&key, store::kHistoryPrefix)) {
      // What it says was typed by people: below no signature and no hash.
      const std::optional<uint64_t> number = NumberOf(key);
      if (number) records_->history.insert(*number);
      return number.has_value();
    }
    if (absl::ConsumePrefix(&key, store::kDraftPartPrefix)) {
      // The hash may hold a "/" too: it is the last 32 bytes.
      if (key.size() < base::PartHash::kBytes + 2) return false;
      const size_t slash = key.size() - base::PartHash::kBytes - 1;
      if (key[slash] != '/') return false;
      records_->drafts[std::string(key.substr(0, slash))].parts.insert(
          *base::PartHash::FromBytes(key.substr(slash + 1)));
      return true;
    }
    return TakeDraft(key, value);
  }

  bool TakeDraft(absl::string_view key, absl::string_view value) {
    if (!absl::ConsumePrefix(&key, store::kDraftPrefix)) return false;
    // What another drafted, as a node keeps it to compare with: below no signature and no hash.
    if (absl::ConsumeSuffix(&key, "/drafted")) return !key.empty();
    const bool is_meta = absl::ConsumeSuffix(&key, "/meta");
    if (!is_meta && !absl::ConsumeSuffix(&key, "/envelope")) return false;
    StoredDraftRecords& draft = records_->drafts[std::string(key)];
    (is_meta ? draft.meta : draft.envelope) = std::string(value);
    return true;
  }

  const StoreKind kind_;
  StoreRecords* records_;
  Findings* findings_;
};

// What was done with drafts stays for ever: 1, 2, … as many as the store counts.
void CheckHistory(const StoreRecords& records, Findings* findings) {
  const uint64_t count = records.history_count.value_or(0);
  const bool is_whole = records.history.size() == count &&
                        (count == 0 || *records.history.begin() == 1) &&
                        (count == 0 || *records.history.rbegin() == count);
  if (is_whole) return;
  findings->Add(kRecordMissing, "history",
                absl::StrCat("the store counts ", count, " records of what was done with drafts, ",
                             "and holds ", records.history.size()));
}

// Each own entry says when it was sealed, or that this is not known. A store that no program has
// opened since they came has none at all.
void CheckSealedAt(const StoreRecords& records, Findings* findings) {
  if (records.sealed_at.empty()) return;
  for (const auto& [number, bytes] : records.entries) {
    if (records.sealed_at.contains(number)) continue;
    findings->Add(kRecordMissing, absl::StrCat("own entry ", number),
                  "the store does not say when it was sealed");
  }
}

}  // namespace

absl::StatusOr<StoreRecords> ReadStoreRecords(const store::Reader& store, StoreKind kind,
                                              Findings* findings) {
  StoreRecords records;
  RecordSorter sorter(kind, &records, findings);
  LONTAR_RETURN_IF_ERROR(
      store.Scan("", "", [&sorter](absl::string_view key, absl::string_view value) {
        sorter.Take(key, value);
        return true;
      }));
  CheckHistory(records, findings);
  CheckSealedAt(records, findings);
  return records;
}

}  // namespace lontar::audit
