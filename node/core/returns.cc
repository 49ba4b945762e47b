// The member's return: prepared, printed, cleared and sealed.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "node/core/approvals.h"
#include "node/core/draft_files.h"
#include "node/core/member_return.h"
#include "node/core/node_core.h"
#include "node/core/return_paper.h"
#include "node/core/return_restore.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

absl::Status CheckLevel(const fold::State& state) {
  if (state.level() >= 2) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kFailedPrecondition, "LEVEL_TOO_LOW",
                       "this log takes no returns yet: the authority raises its level to 2 with "
                       "`lontar level raise`");
}

const ProposedLine* LineNamed(const ProposedReturn& proposed, absl::string_view name) {
  const auto found = std::ranges::find_if(proposed.lines, [name](const ProposedLine& line) {
    return line.indicator->code == name || line.indicator->id == name;
  });
  return found == proposed.lines.end() ? nullptr : &*found;
}

absl::Status TakeChoices(const ReturnRequest& request, const ProposedReturn& proposed,
                         ReturnRecord* record) {
  for (const ReturnRequest::Choice& choice : request.choices) {
    const ProposedLine* line = LineNamed(proposed, choice.indicator);
    if (line == nullptr) {
      return base::Problem(
          absl::StatusCode::kInvalidArgument, "INDICATOR_UNKNOWN",
          absl::StrCat(base::Quoted(choice.indicator), " is no indicator of this round's list"));
    }
    if (!IsOpen(*line)) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "RETURN_ANSWERED",
                           absl::StrCat(line->indicator->code, " has a ", NameOf(line->origin),
                                        " already, which answers for it; withdraw that first, if "
                                        "it is not to go out"));
    }
    record->choices[line->indicator->id] = {choice.answer, choice.reason};
  }
  if (!request.nil) return absl::OkStatus();
  for (const ProposedLine& line : proposed.lines) {
    if (!IsOpen(line)) continue;
    record->choices[line.indicator->id] = {fold::ReturnAnswer::kNotAvailable, request.nil};
  }
  return absl::OkStatus();
}

std::string NowText(base::Clock* clock) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", clock->Now(), absl::UTCTimeZone());
}

// The return that would go out now, and what was printed before.
struct Outgoing {
  const ProposedReturn& now;
  const ReturnRecord& record;
  const fold::State& ahead;
};

// What was signed is another return than the one that would go out now.
absl::Status Changed(absl::string_view what, const fold::Fingerprint& named,
                     const Outgoing& outgoing) {
  const auto& [now, record, ahead] = outgoing;
  const std::string text = fold::FingerprintText(named);
  const std::string differs =
      absl::StrCat(", the return is ", fold::FingerprintText(fold::FingerprintOf(now.act)), ": ");
  const std::string told =
      " changed after printing. Nothing was sent; print it again, and let it be signed";
  const auto printed = std::ranges::find(record.printed, text, &PrintedReturn::fingerprint);
  const std::string sentence =
      printed == record.printed.end()
          ? absl::StrCat(what, " names fingerprint ", text, differs, "what it says", told)
          : absl::StrCat(what, " names fingerprint ", text, " (version ", printed->version,
                         ", printed ", printed->printed_at, ")", differs,
                         DifferenceWords(*printed, now, ahead), told, ", or restore version ",
                         printed->version, " with lontar return prepare --restore ",
                         printed->version);
  return base::Problem(absl::StatusCode::kFailedPrecondition, "RETURN_CHANGED", sentence);
}

// Focal points of the member whose signatures over the act are among these.
std::vector<const fold::KeyRecord*> FocalPointsIn(const ApproverSources& people,
                                                  const chain::Envelope& envelope) {
  const std::string message = trust::Pae(trust::PayloadType::kAct, envelope.payload);
  const base::LogIndex next(people.ahead->size().value());
  auto keys = people.ahead->KeysAt(fold::KeyRole::kFocalPoint, people.member, next);
  std::erase_if(keys, [&](const fold::KeyRecord* key) {
    return std::ranges::none_of(envelope.signatures, [&](const trust::Signature& signature) {
      return trust::Verify(key->key, message, signature).ok();
    });
  });
  return keys;
}

struct Clearers {
  ApproverSources people;
  int wanted = 1;
};
// Signatures of so many focal points of the member over just this act.
absl::Status CheckSignedReturn(const Clearers& clearers, const Outgoing& outgoing,
                               const chain::Envelope& envelope) {
  const fold::ReturnAct& act = outgoing.now.act;
  const ApproverSources& people = clearers.people;
  if (envelope.kind != chain::EntryKind::kReturn) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "NOT_AN_ACT",
        absl::StrCat("what was signed is no return, but a ", chain::NameOf(envelope.kind)));
  }
  LONTAR_ASSIGN_OR_RETURN(const fold::Act read, fold::DecodeAct(envelope.kind, envelope.payload));
  const fold::ReturnAct& signed_act = std::get<fold::ReturnAct>(read);
  if (envelope.payload != fold::EncodeAct(act)) {
    return Changed("what was signed", fold::FingerprintOf(signed_act), outgoing);
  }
  const auto keys = FocalPointsIn(people, envelope);
  if (keys.empty()) {
    return base::Problem(
        absl::StatusCode::kPermissionDenied, "KEY_NOT_VALID",
        absl::StrCat("no signature is by a valid key of a focal point of ", act.member,
                     "; the administrator enrols one with "
                     "`lontar enrol keys --focal-point FILE`"));
  }
  for (const fold::KeyRecord* key : keys) {
    const Deputy* deputy = FindDeputy(people.deputies, key->key.id());
    if (deputy != nullptr) LONTAR_RETURN_IF_ERROR(CheckWithinDates(*deputy, people.now));
  }
  if (static_cast<int>(keys.size()) >= clearers.wanted) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kFailedPrecondition, "CLEARANCE_ABSENT",
                       absl::StrCat("this member's returns are cleared by ", clearers.wanted,
                                    " focal points; key ", keys.front()->key.id().short_hex(),
                                    " alone has signed: give --key once for each"));
}

// The scan as a part, and the clearance that names it.
absl::StatusOr<std::string> TakePaper(const ClearanceRequest::Paper& paper, base::Entropy* entropy,
                                      fold::ReturnAct* act) {
  LONTAR_ASSIGN_OR_RETURN(
      NewPart scan,
      FilePart({observation::PartKind::kAttachment, "", paper.file_name}, paper.scan, entropy));
  act->clearance = fold::Clearance{fold::FingerprintOf(*act), scan.entry.part_hash};
  return std::move(scan.bytes);
}

// The paper is of the return that would go out now.
absl::Status CheckPaper(const ClearanceRequest::Paper& paper, const Outgoing& outgoing) {
  const std::optional<fold::Fingerprint> printed = fold::FingerprintFromText(paper.fingerprint);
  if (!printed) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "FINGERPRINT_INVALID",
                         absl::StrCat(base::Quoted(paper.fingerprint),
                                      " is no fingerprint; it stands at the foot of each page, as "
                                      "4f2a-91c0-77be-03d1"));
  }
  if (*printed == fold::FingerprintOf(outgoing.now.act)) return absl::OkStatus();
  return Changed("the paper", *printed, outgoing);
}

}  // namespace

absl::StatusOr<fold::RoundReference> NodeCore::RoundFor(const std::string& collection,
                                                        const std::string& round) const {
  return fold::FindRound(ahead(), collection, round, ahead().size());
}

absl::StatusOr<PreparedReturn> NodeCore::PrepareReturn(const ReturnRequest& request) {
  LONTAR_RETURN_IF_ERROR(CheckLevel(ahead()));
  LONTAR_ASSIGN_OR_RETURN(const fold::RoundReference reference,
                          RoundFor(request.collection, request.round));
  const std::string& collection = reference.collection->act.id;
  const std::string& round = reference.round->id;
  LONTAR_ASSIGN_OR_RETURN(ReturnRecord record, ReadReturnRecord(*doors_.store, collection, round));
  const ReturnSources sources{&ahead(), &reference, identity_.member, PartsOf(*doors_.store)};
  if (request.restore) LONTAR_RETURN_IF_ERROR(Restore(*request.restore, sources, &record));
  const ProposedReturn before = ProposeReturn(sources, record);
  LONTAR_RETURN_IF_ERROR(TakeChoices(request, before, &record));
  const ProposedReturn proposed = ProposeReturn(sources, record);
  const bool has_chosen = !request.choices.empty() || request.nil || request.restore;
  if (has_chosen && !request.is_dry_run) {
    store::Batch batch;
    PutReturnRecord(record, collection, round, &batch);
    LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  }
  const ReturnContext context{
      &ahead(), &reference, &proposed, &record, PartsOf(*doors_.store), rules_.clearers > 0, ""};
  const chain::Envelope act{
      chain::EntryKind::kReturn, collection, fold::EncodeAct(proposed.act), {}};
  return PreparedReturn{act, ReturnJson(context)};
}

absl::StatusOr<std::string> NodeCore::PrintReturn(const ReturnRequest& request) {
  LONTAR_RETURN_IF_ERROR(CheckLevel(ahead()));
  LONTAR_ASSIGN_OR_RETURN(const fold::RoundReference reference,
                          RoundFor(request.collection, request.round));
  const std::string& collection = reference.collection->act.id;
  LONTAR_ASSIGN_OR_RETURN(ReturnRecord record,
                          ReadReturnRecord(*doors_.store, collection, reference.round->id));
  const ReturnSources sources{&ahead(), &reference, identity_.member, PartsOf(*doors_.store)};
  const ProposedReturn proposed = ProposeReturn(sources, record);
  const std::string fingerprint = fold::FingerprintText(fold::FingerprintOf(proposed.act));
  if (std::ranges::count(record.printed, fingerprint, &PrintedReturn::fingerprint) == 0) {
    record.printed.push_back({static_cast<int>(record.printed.size()) + 1, fingerprint,
                              NowText(doors_.clock), fold::EncodeAct(proposed.act)});
    if (!request.is_dry_run) {
      store::Batch batch;
      PutReturnRecord(record, collection, reference.round->id, &batch);
      LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
    }
  }
  return ReturnPaperJson({&ahead(), &reference, &proposed, &record, PartsOf(*doors_.store),
                          rules_.clearers > 0, request.language});
}

absl::StatusOr<std::string> NodeCore::ClearReturn(const ClearanceRequest& request) {
  LONTAR_RETURN_IF_ERROR(CheckLevel(ahead()));
  LONTAR_ASSIGN_OR_RETURN(const fold::RoundReference reference,
                          RoundFor(request.collection, request.round));
  const std::string collection = reference.collection->act.id;
  const std::string round = reference.round->id;
  LONTAR_ASSIGN_OR_RETURN(ReturnRecord record, ReadReturnRecord(*doors_.store, collection, round));
  const ReturnSources sources{&ahead(), &reference, identity_.member, PartsOf(*doors_.store)};
  const ProposedReturn proposed = ProposeReturn(sources, record);
  const Outgoing outgoing{proposed, record, ahead()};
  fold::ReturnAct act = proposed.act;
  ReturnRecord::Cleared cleared{fold::FingerprintText(fold::FingerprintOf(act)),
                                NowText(doors_.clock), "", "", ""};
  chain::Envelope envelope{chain::EntryKind::kReturn, collection, "", {}};
  store::Batch batch;
  if (request.signed_act) {
    Clearers clearers{{}, std::max(1, rules_.clearers)};
    LONTAR_ASSIGN_OR_RETURN(clearers.people, Approvers());
    LONTAR_RETURN_IF_ERROR(CheckSignedReturn(clearers, outgoing, *request.signed_act));
    envelope = *request.signed_act;
    envelope.collection = collection;
  } else if (request.paper) {
    LONTAR_RETURN_IF_ERROR(CheckPaper(*request.paper, outgoing));
    LONTAR_ASSIGN_OR_RETURN(const std::string scan,
                            TakePaper(*request.paper, doors_.entropy, &act));
    batch.Put(store::PartKey(act.clearance->scan.view()), scan);
    cleared.letter_number = request.paper->letter_number;
    cleared.clerk = request.paper->clerk;
    cleared.scan = act.clearance->scan.hex();
    envelope.payload = fold::EncodeAct(act);
  } else if (rules_.clearers > 0) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "CLEARANCE_ABSENT",
                         "this member's returns are cleared by the SLOM focal point: give its key "
                         "or the signed paper; the setting `clearance` of node.conf says so");
  } else {
    envelope.payload = fold::EncodeAct(act);
  }
  chain::AddSignature(&envelope, *keys_.node_key);
  record.cleared.push_back(cleared);
  PutReturnRecord(record, collection, round, &batch);
  LONTAR_ASSIGN_OR_RETURN(const std::string sealed,
                          Seal(envelope, std::move(batch), request.is_dry_run, nullptr));
  json result = json::parse(sealed);
  result["schema"] = "lontar.clear.v1";
  result["round"] = round;
  result["fingerprint"] = cleared.fingerprint;
  result["cleared"] = request.signed_act ? "key" : request.paper ? "paper" : "nobody";
  return result.dump(2) + "\n";
}

}  // namespace lontar::node
