#include "core/audit/replay.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/fold/report_verdict.h"
#include "core/observation/report.h"

namespace lontar::audit {
namespace {

using chain::Verdict;

// So many leaves' signatures are checked at once: enough to keep every core busy, few enough that
// keys enrolled among them, which are verified one by one, stay rare.
constexpr size_t kChunkLeaves = 256;

std::string LeafPlace(uint64_t index) { return absl::StrCat("leaf ", index); }

// Judges one leaf after the other over the state of those before.
class Replayer {
 public:
  Replayer(const RawLog& raw, MirrorFiles& files, Findings* findings)
      : raw_(raw), files_(files), findings_(findings), parts_(PartsOf(files)) {}

  // Reads payloads and checks signatures of the leaves from `begin` on, as far as keys are known.
  void Prepare(uint64_t begin, uint64_t end, base::Workers& workers);
  // False: the log cannot be folded from this leaf on.
  bool Take(uint64_t index);
  Replay Finish();

 private:
  void CheckDoor(uint64_t index, const fold::Candidate& candidate);
  void CheckVerdict(uint64_t index, const fold::Candidate& candidate);
  void CheckReadableParts(uint64_t index, const fold::Candidate& candidate);
  void CheckTime(uint64_t index);
  void CheckClose(uint64_t index, const fold::Candidate& candidate);
  std::string AnnouncedCutOff(const fold::RoundRecord& round, const fold::RoundClose& close) const;
  const chain::Leaf& LeafAt(uint64_t index) const { return *raw_.leaves[index]; }
  fold::Candidate CandidateAt(uint64_t index);

  const RawLog& raw_;
  MirrorFiles& files_;
  Findings* findings_;
  fold::PartReader parts_;
  CountingOracle oracle_;
  std::map<uint64_t, std::optional<std::string>> payloads_;  // of the present chunk
  Replay replay_;
};

fold::Candidate Replayer::CandidateAt(uint64_t index) {
  const auto [payload, is_new] = payloads_.try_emplace(index);
  if (is_new) payload->second = ReadPayload(files_, LeafAt(index).entry.header);
  return {&LeafAt(index).entry, payload->second, parts_};
}

void Replayer::Prepare(uint64_t begin, uint64_t end, base::Workers& workers) {
  oracle_.Clear();
  payloads_.clear();
  std::vector<fold::SignatureJob> jobs;
  for (uint64_t index = begin; index < end && raw_.leaves[index]; ++index) {
    std::vector<fold::SignatureJob> of_leaf =
        fold::SignatureJobsFor(replay_.state, CandidateAt(index));
    std::ranges::move(of_leaf, std::back_inserter(jobs));
  }
  oracle_.Prepare(jobs, workers);
}

void Replayer::CheckDoor(uint64_t index, const fold::Candidate& candidate) {
  const absl::StatusOr<fold::DoorAnswer> door =
      fold::CheckAtDoor(replay_.state, candidate, oracle_);
  if (!door.ok()) {
    findings_->Add(
        kDoorRefuses, LeafPlace(index),
        absl::StrCat("this entry ought not to be in the log: ", door.status().message()));
  } else if (door->known_at) {
    findings_->Add(kEntryRepeated, LeafPlace(index),
                   absl::StrCat("the same entry is leaf ", door->known_at->value()));
  }
}

// What can be read of an accepted report's parts must bear the verdict out.
void Replayer::CheckReadableParts(uint64_t index, const fold::Candidate& candidate) {
  if (!candidate.payload || candidate.entry->header.kind != chain::EntryKind::kSubmission) return;
  const absl::StatusOr<observation::Report> report = observation::DecodeReport(*candidate.payload);
  if (!report.ok()) return;
  const fold::Judgement found = fold::JudgeReadableParts(replay_.state, *report, parts_);
  if (found.verdict == Verdict::kAccepted) return;
  findings_->Add(kVerdictDiffers, LeafPlace(index),
                 absl::StrCat("stamped accepted, but the parts that can be read make it ",
                              chain::NameOf(found.verdict), ": ", found.sentence));
}

void Replayer::CheckVerdict(uint64_t index, const fold::Candidate& candidate) {
  const Verdict stamped = LeafAt(index).stamp.verdict;
  fold::Candidate judged = candidate;
  // What its author had lost may have come later, in another entry: without the payload the verdict
  // must be the same.
  if (stamped == Verdict::kPayloadMissing) judged.payload.reset();
  const fold::Judgement judgement = fold::Judge(replay_.state, judged, oracle_);
  if (judgement.unreadable) {
    ++replay_.verdicts_taken;
    if (stamped == Verdict::kAccepted) CheckReadableParts(index, candidate);
    return;
  }
  ++replay_.verdicts_recomputed;
  if (judgement.verdict == stamped) return;
  findings_->Add(kVerdictDiffers, LeafPlace(index),
                 absl::StrCat("stamped ", chain::NameOf(stamped), ", judged ",
                              chain::NameOf(judgement.verdict),
                              judgement.sentence.empty() ? "" : ": ", judgement.sentence));
}

void Replayer::CheckTime(uint64_t index) {
  const uint64_t time_ms = LeafAt(index).stamp.time_ms;
  if (time_ms >= replay_.state.last_time_ms()) return;
  findings_->Add(kTimeGoesBack, LeafPlace(index),
                 absl::StrCat("stamped ", time_ms, " ms, the leaf before it ",
                              replay_.state.last_time_ms(), " ms"));
}

// The announced cut-off tells people when the close will be: it may come later, not earlier.
void Replayer::CheckClose(uint64_t index, const fold::Candidate& candidate) {
  const chain::Leaf& leaf = LeafAt(index);
  const bool is_round = leaf.entry.header.kind == chain::EntryKind::kRound &&
                        leaf.stamp.verdict == Verdict::kAccepted && candidate.payload.has_value();
  if (!is_round) return;
  const absl::StatusOr<fold::Act> act =
      fold::DecodeAct(chain::EntryKind::kRound, *candidate.payload);
  const auto* round = act.ok() ? std::get_if<fold::RoundAct>(&*act) : nullptr;
  if (round == nullptr || !std::holds_alternative<fold::RoundClose>(round->step)) return;
  const fold::CollectionRecord* collection = replay_.state.FindCollection(round->collection);
  if (collection == nullptr) return;
  const std::string day =
      absl::FormatTime("%Y-%m-%d", absl::FromUnixMillis(static_cast<int64_t>(leaf.stamp.time_ms)),
                       absl::UTCTimeZone());
  const fold::RoundClose& close = std::get<fold::RoundClose>(round->step);
  for (const fold::RoundRecord& record : collection->rounds) {
    if (record.id != round->id) continue;
    const std::string cut_off = AnnouncedCutOff(record, close);
    if (day >= cut_off) continue;
    findings_->Add(kClosedEarly, LeafPlace(index),
                   absl::StrCat("round ", record.id, " was closed on ", day,
                                "; its announced cut-off is ", cut_off));
  }
}

// The latest day that was announced to a member for whom the round is closed now.
std::string Replayer::AnnouncedCutOff(const fold::RoundRecord& round,
                                      const fold::RoundClose& close) const {
  const fold::LogSize size = replay_.state.size();
  std::string latest = round.CutOffFor("", size);
  for (const fold::MemberAct& member : replay_.state.MembersOn(round.open.membership_date, size)) {
    const bool is_left_out = std::ranges::count(close.except_members, member.member) > 0;
    if (!is_left_out) latest = std::max(latest, round.CutOffFor(member.member, size));
  }
  return latest;
}

bool Replayer::Take(uint64_t index) {
  if (!raw_.leaves[index]) {
    findings_->Add(kFoldStopped, LeafPlace(index), "this leaf cannot be read");
    return false;
  }
  const fold::Candidate candidate = CandidateAt(index);
  CheckDoor(index, candidate);
  CheckVerdict(index, candidate);
  CheckTime(index);
  CheckClose(index, candidate);
  const absl::Status applied = replay_.state.Apply(LeafAt(index), candidate.payload);
  if (!applied.ok()) findings_->Add(kFoldStopped, LeafPlace(index), applied.message());
  return applied.ok();
}

Replay Replayer::Finish() {
  replay_.signatures = oracle_.verified();
  return std::move(replay_);
}

}  // namespace

bool CountingOracle::Verifies(const trust::PublicKey& key, absl::string_view message,
                              const trust::Signature& signature) {
  const base::Hash id = fold::SignatureJob{key, std::string(message), signature}.Id();
  const auto [result, is_new] = results_.try_emplace(id, false);
  if (is_new) {
    result->second = trust::Verify(key, message, signature).ok();
    ++verified_;
  }
  return result->second;
}

void CountingOracle::Prepare(const std::vector<fold::SignatureJob>& jobs, base::Workers& workers) {
  std::vector<char> verified(jobs.size(), 0);
  workers.ForEach(static_cast<int>(jobs.size()), [&](int at) {
    const fold::SignatureJob& job = jobs[static_cast<size_t>(at)];
    verified[static_cast<size_t>(at)] =
        trust::Verify(job.key, job.message, job.signature).ok() ? 1 : 0;
  });
  for (size_t i = 0; i < jobs.size(); ++i) results_[jobs[i].Id()] = verified[i] != 0;
  verified_ += jobs.size();
}

Replay ReplayLog(const RawLog& raw, MirrorFiles& files, base::Workers& workers,
                 Findings* findings) {
  Replayer replayer(raw, files, findings);
  const uint64_t size = raw.leaves.size();
  for (uint64_t index = 0; index < size; ++index) {
    if (index % kChunkLeaves == 0) {
      replayer.Prepare(index, std::min<uint64_t>(size, index + kChunkLeaves), workers);
    }
    if (!replayer.Take(index)) break;
  }
  return replayer.Finish();
}

void CheckTrustRoot(const RawLog& raw, const fold::State& state, const log::NoteKey& log_key,
                    Findings* findings) {
  if (state.trust_root() == nullptr) {
    findings->Add(kTrustRootWrong, LeafPlace(0), "the log does not begin with a trust root");
    return;
  }
  const fold::TrustRoot& root = *state.trust_root();
  if (root.log_key != log_key.key) {
    findings->Add(kTrustRootWrong, LeafPlace(0),
                  absl::StrCat("it names log key ", root.log_key.id().short_hex(),
                               ", the checkpoint is signed by ", log_key.key.id().short_hex()));
  }
  if (root.origin != raw.checkpoint->origin) {
    findings->Add(kTrustRootWrong, LeafPlace(0),
                  absl::StrCat("it names the log \"", root.origin, "\", the checkpoint \"",
                               raw.checkpoint->origin, "\""));
  }
}

uint64_t CheckCosignatures(const RawLog& raw, const fold::State& state, const log::NoteKey& log_key,
                           Findings* findings) {
  std::vector<log::NoteKey> witnesses;
  for (const fold::KeyRecord* key :
       state.KeysAt(fold::KeyRole::kWitness, "", base::LogIndex(state.size().value()))) {
    witnesses.push_back({key->witness_name, log::NoteKeyType::kCosignatureV1, key->key});
  }
  uint64_t good = 0;
  for (const log::NoteLine& line : raw.note.lines) {
    if (log::IsLineOf(line, log_key)) continue;
    const auto witness = std::ranges::find_if(
        witnesses, [&line](const log::NoteKey& key) { return log::IsLineOf(line, key); });
    const std::string place = absl::StrCat("checkpoint, line of ", line.name);
    if (witness == witnesses.end()) {
      findings->Add(kCosignatureUnknown, place,
                    "no witness that is enrolled on this log has this name and key");
      continue;
    }
    const auto time = log::VerifyCosignature(*raw.checkpoint, line, *witness);
    if (time.ok()) ++good;
    if (!time.ok()) findings->Add(kCosignatureInvalid, place, time.status().message());
  }
  return good;
}

}  // namespace lontar::audit
