#include "cli/invitation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/json_text.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"
#include "core/trust/certificate.h"

namespace lontar::cli {
namespace {

constexpr absl::string_view kSchema = "lontar.invitation.v1";

absl::Status Invalid(absl::string_view why) {
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "INVITATION_INVALID",
      absl::StrCat("this is no invitation: ", why, "; lontar node invite writes one"));
}

absl::Status CheckCertificate(const Invitation& invitation) {
  const auto facts = trust::ReadCertificate(invitation.certificate);
  if (!facts.ok()) return Invalid("its certificate cannot be read");
  if (!trust::ReadCertificate(invitation.authority).ok()) {
    return Invalid("the certificate of its authority cannot be read");
  }
  const std::string uri = absl::StrCat("urn:lontar:member:", invitation.member);
  if (std::ranges::count(facts->uris, uri) > 0) return absl::OkStatus();
  return Invalid(
      absl::StrCat("its certificate is of ", facts->common_name, ", not of ", invitation.member));
}

}  // namespace

std::string InvitationText(const Invitation& invitation) {
  JsonObject text;
  text.Put("schema", kSchema);
  text.Put("member", invitation.member);
  text.Put("hub_id", invitation.hub_id.hex());
  text.Put("hub_address", invitation.hub_address);
  text.Put("hub_name", invitation.hub_name);
  text.Put("last_day", observation::DateText(invitation.last_day));
  text.Put("certificate", invitation.certificate);
  text.Put("private_key", invitation.private_key);
  text.Put("authority", invitation.authority);
  return text.Written();
}

absl::StatusOr<Invitation> ReadInvitation(absl::string_view text) {
  const absl::StatusOr<Answer> fields = Answer::Parse(text);
  if (!fields.ok() || fields->Text("schema") != kSchema)
    return Invalid("it is no file of its kind");
  for (const absl::string_view field :
       {"member", "hub_address", "certificate", "private_key", "authority"}) {
    if (fields->Text(field).empty()) return Invalid(absl::StrCat(field, " is not there"));
  }
  const auto hub_id = base::HubId::FromHex(fields->Text("hub_id"));
  if (!hub_id) return Invalid("hub_id has not 64 digits");
  const auto last_day = observation::ParseDate(fields->Text("last_day"));
  if (!last_day.ok()) return Invalid("last_day is no date");
  Invitation invitation{fields->Text("member"),
                        *hub_id,
                        fields->Text("hub_address"),
                        fields->Text("hub_name"),
                        *last_day,
                        fields->Text("certificate"),
                        fields->Text("private_key"),
                        fields->Text("authority")};
  LONTAR_RETURN_IF_ERROR(CheckCertificate(invitation));
  return invitation;
}

absl::Status CheckInvitation(const Invitation& invitation, absl::string_view member,
                             absl::CivilDay today) {
  const std::string last_day = observation::DateText(invitation.last_day);
  const bool is_over = invitation.last_day < today;
  const std::string expired =
      absl::StrCat(is_over ? "expired on " : "is good until ", last_day, " (today is ",
                   observation::DateText(today), " by this computer's clock)");
  if (!member.empty() && member != invitation.member) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "INVITATION_NOT_OURS",
        absl::StrCat("this invitation was for ", invitation.member, ", not for ",
                     base::Quoted(member), ", and ", expired, "; ask ASEC for one of your own"));
  }
  if (!is_over) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kFailedPrecondition, "INVITATION_EXPIRED",
                       absl::StrCat("this invitation was for ", invitation.member, " and ", expired,
                                    "; ask ASEC for a new one"));
}

}  // namespace lontar::cli
