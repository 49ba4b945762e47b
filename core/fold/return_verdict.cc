#include "core/fold/return_verdict.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/trust/payload_type.h"

namespace lontar::fold {
namespace {

using chain::Verdict;

Judgement ReturnRejected(Verdict verdict, absl::string_view sentence) {
  return {verdict, std::string(sentence), false};
}

// Each indicator of the list has one line, and no other has.
Judgement JudgeLines(const catalogue::Catalogue& catalogue, const RoundRecord& round,
                     const std::vector<ReturnLine>& lines) {
  size_t listed = 0;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    if (indicator.list != round.open.list) continue;
    ++listed;
    if (std::ranges::count(lines, indicator.id, &ReturnLine::indicator) == 1) continue;
    return ReturnRejected(
        Verdict::kCatalogueViolated,
        absl::StrCat("the return has no line for ", indicator.code, " (", indicator.id, ")"));
  }
  if (lines.size() == listed) return {};
  return ReturnRejected(Verdict::kCatalogueViolated,
                        absl::StrCat("the return has ", lines.size(), " lines, list ",
                                     round.open.list, " has ", listed, " indicators"));
}

Judgement JudgeReports(const State& state, const ReturnAct& act) {
  for (const base::PayloadId& id : act.reports) {
    const ReportRecord* record = state.FindReport(id);
    const bool is_theirs = record != nullptr && record->report.member == act.member &&
                           record->report.collection == act.collection;
    if (is_theirs) continue;
    return ReturnRejected(
        Verdict::kOutOfOrder,
        absl::StrCat("the return names report ", id.short_hex(), ", which is no accepted one of ",
                     act.member, "; prepare the return again"));
  }
  return {};
}

// A line that names a focal point's key is that key's signature: the fold takes it as clearance.
Judgement JudgeClearance(const State& state, const ReturnAct& act, const Candidate& candidate,
                         SignatureOracle& oracle) {
  if (act.clearance && act.clearance->printed != FingerprintOf(act)) {
    return ReturnRejected(
        Verdict::kContextMismatch,
        absl::StrCat("the paper names fingerprint ", FingerprintText(act.clearance->printed),
                     ", the return is ", FingerprintText(FingerprintOf(act)),
                     ": it changed after printing"));
  }
  const std::string message = trust::Pae(trust::PayloadType::kAct, *candidate.payload);
  const auto keys = state.KeysAt(KeyRole::kFocalPoint, act.member, LogIndex(state.size().value()));
  for (const trust::Signature& signature : candidate.entry->header.payload_signatures) {
    for (const KeyRecord* key : keys) {
      if (key->key.hint() != signature.key_hint) continue;
      if (oracle.Verifies(key->key, message, signature)) continue;
      return ReturnRejected(Verdict::kKeyNotValid,
                            absl::StrCat("the signature of focal point's key ",
                                         key->key.id().short_hex(), " does not fit this return"));
    }
  }
  return {};
}

}  // namespace

Judgement JudgeReturn(const State& state, const ReturnAct& act, const Candidate& candidate,
                      SignatureOracle& oracle) {
  if (act.member != candidate.entry->header.author) {
    return ReturnRejected(Verdict::kContextMismatch, "the return is another member's");
  }
  const CollectionRecord* collection = state.FindCollection(act.collection);
  if (collection == nullptr) {
    return ReturnRejected(Verdict::kOutOfOrder, "its collection is not on this log");
  }
  const auto round = std::ranges::find(collection->rounds, act.round, &RoundRecord::id);
  if (round == collection->rounds.end()) {
    return ReturnRejected(Verdict::kOutOfOrder,
                          absl::StrCat("round ", act.round, " was never opened"));
  }
  const auto& version = collection->catalogues.at(round->open.catalogue_version);
  Judgement judgement = JudgeLines(*version.catalogue, *round, act.lines);
  if (judgement.verdict != Verdict::kAccepted) return judgement;
  judgement = JudgeReports(state, act);
  if (judgement.verdict != Verdict::kAccepted) return judgement;
  return JudgeClearance(state, act, candidate, oracle);
}

}  // namespace lontar::fold
