// The member's return: its words, its fingerprint, its bytes.

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/act.h"
#include "core/fold/bounds.h"
#include "core/fold/wire.h"
#include "core/trust/payload_type.h"

namespace lontar::fold {
namespace {

// By number, from 1.
constexpr std::array<absl::string_view, 5> kAnswers = {"figure", "narrative", "not-available",
                                                       "does-not-apply", "later"};
constexpr std::array<absl::string_view, 5> kReasons = {"no-system", "no-survey", "not-processed",
                                                       "definition", "other"};

template <class Named, size_t kCount>
std::optional<Named> FindNamed(const std::array<absl::string_view, kCount>& names,
                               absl::string_view name) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Named>(i + 1);
  }
  return std::nullopt;
}

absl::StatusOr<ReturnLine> ReadLine(const lontar::v1::ReturnLine& message) {
  LONTAR_RETURN_IF_ERROR(CheckId("lines.indicator", message.indicator()));
  if (message.base_year() != 0) {
    return base::Problem(absl::StatusCode::kUnimplemented, "LEVEL_TOO_LOW",
                         "a declared base year is valid from level 6");
  }
  if (message.answer() == lontar::v1::RETURN_ANSWER_UNSPECIFIED) {
    return OutOfBounds("lines.answer", "0", "each line has an answer");
  }
  ReturnLine line{message.indicator(), static_cast<ReturnAnswer>(message.answer()), {}};
  const bool has_reason = message.reason() != lontar::v1::RETURN_REASON_UNSPECIFIED;
  if (has_reason != (line.answer == ReturnAnswer::kNotAvailable)) {
    return OutOfBounds("lines.reason", line.indicator,
                       "what is not available, and only that, has a reason");
  }
  if (has_reason) line.reason = static_cast<ReturnReason>(message.reason());
  return line;
}

absl::StatusOr<Clearance> ReadClearance(const lontar::v1::Clearance& message) {
  const auto printed = Fingerprint::FromBytes(message.printed_fingerprint());
  const auto scan = base::PartHash::FromBytes(message.scan_part());
  if (printed && scan) return Clearance{*printed, *scan};
  return OutOfBounds("clearance", absl::StrCat(message.printed_fingerprint().size(), " bytes"),
                     "a fingerprint of 8 bytes and the scan's hash of 32");
}

}  // namespace

absl::string_view NameOf(ReturnAnswer answer) { return kAnswers[static_cast<size_t>(answer) - 1]; }

std::optional<ReturnAnswer> ReturnAnswerNamed(absl::string_view name) {
  return FindNamed<ReturnAnswer>(kAnswers, name);
}

absl::string_view NameOf(ReturnReason reason) { return kReasons[static_cast<size_t>(reason) - 1]; }

std::optional<ReturnReason> ReturnReasonNamed(absl::string_view name) {
  return FindNamed<ReturnReason>(kReasons, name);
}

Fingerprint FingerprintOf(ReturnAct act) {
  act.clearance.reset();
  const base::Hash identity = trust::Identity(trust::PayloadType::kAct, EncodeAct(act));
  return *Fingerprint::FromBytes(identity.view().substr(0, Fingerprint::kBytes));
}

std::string FingerprintText(const Fingerprint& fingerprint) {
  const std::string hex = fingerprint.hex();
  return absl::StrCat(hex.substr(0, 4), "-", hex.substr(4, 4), "-", hex.substr(8, 4), "-",
                      hex.substr(12, 4));
}

std::optional<Fingerprint> FingerprintFromText(absl::string_view text) {
  return Fingerprint::FromHex(
      absl::StrReplaceAll(absl::AsciiStrToLower(text), {{"-", ""}, {" ", ""}}));
}

lontar::v1::Return ToMessage(const ReturnAct& act) {
  lontar::v1::Return message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_collection(act.collection);
  message.set_member(act.member);
  message.set_round(act.round);
  for (const ReturnLine& line : act.lines) {
    auto* added = message.add_lines();
    added->set_indicator(line.indicator);
    added->set_answer(static_cast<lontar::v1::ReturnAnswer>(line.answer));
    if (line.reason) added->set_reason(static_cast<lontar::v1::ReturnReason>(*line.reason));
  }
  if (act.clearance) {
    message.mutable_clearance()->set_printed_fingerprint(act.clearance->printed.bytes());
    message.mutable_clearance()->set_scan_part(act.clearance->scan.bytes());
  }
  for (const base::PayloadId& report : act.reports) message.add_reports(report.bytes());
  message.set_revision(act.revision);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Return& message) {
  ReturnAct act;
  const auto hub_id = base::HubId::FromBytes(message.hub_id());
  if (!hub_id) return OutOfBounds("hub_id", absl::StrCat(message.hub_id().size(), " bytes"), "32");
  act.hub_id = *hub_id;
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  LONTAR_RETURN_IF_ERROR(CheckId("round", message.round()));
  act.collection = message.collection();
  act.member = message.member();
  act.round = message.round();
  act.revision = message.revision();
  for (const auto& line : message.lines()) {
    LONTAR_ASSIGN_OR_RETURN(act.lines.emplace_back(), ReadLine(line));
  }
  if (act.lines.empty() || !Ascends(act.lines, [](const ReturnLine& l) { return l.indicator; })) {
    return OutOfBounds("lines", absl::StrCat(act.lines.size(), " lines"),
                       "each indicator of the round's list, ascending, none twice");
  }
  if (message.reports_size() > base::kReturnReportsMax) {
    return OutOfBounds("reports", absl::StrCat(message.reports_size()),
                       absl::StrCat("at most ", base::kReturnReportsMax));
  }
  for (const std::string& report : message.reports()) {
    const auto id = base::PayloadId::FromBytes(report);
    if (!id) return OutOfBounds("reports", absl::StrCat(report.size(), " bytes"), "32 bytes each");
    act.reports.push_back(*id);
  }
  if (!Ascends(act.reports, [](const base::PayloadId& id) { return id; })) {
    return OutOfBounds("reports", absl::StrCat(act.reports.size()), "ascending, none twice");
  }
  if (message.has_clearance()) {
    LONTAR_ASSIGN_OR_RETURN(act.clearance, ReadClearance(message.clearance()));
  }
  return Act(act);
}

}  // namespace lontar::fold
