// lontar node invite: what a member's office needs to set up its node, in one file.

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "cli/invitation.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"

namespace lontar::cli {
namespace {

constexpr uint64_t kDaysUsual = 30;
constexpr uint64_t kDaysMost = 366;

absl::StatusOr<std::string> ReadText(absl::string_view folder, absl::string_view name) {
  return base::ReadWholeFile(absl::StrCat(folder, "/", name), base::kConfigurationBytesMax);
}

absl::StatusOr<base::HubId> ReadHubId(const std::string& hub) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReadText(hub, "hub-id"));
  const auto id = base::HubId::FromHex(absl::StripSuffix(text, "\n"));
  if (id) return *id;
  return UsageProblem(absl::StrCat("\"", hub, "/hub-id\" holds no hub id of 64 digits"));
}

absl::StatusOr<absl::CivilDay> LastDay(const Arguments& given) {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<uint64_t> days, given.Number("days"));
  if (days && (*days == 0 || *days > kDaysMost)) {
    return UsageProblem(absl::StrCat("--days wants a number from 1 to ", kDaysMost));
  }
  return absl::ToCivilDay(base::SystemClock().Now(), absl::UTCTimeZone()) +
         static_cast<absl::civil_diff_t>(days.value_or(kDaysUsual));
}

}  // namespace

absl::Status NodeInvite(const Call& call) {
  const Arguments& given = call.arguments;
  const std::string tls = given.Text("tls");
  Invitation invitation;
  invitation.member = given.Text("member");
  invitation.hub_address = given.Text("hub-address");
  invitation.hub_name = given.Text("hub-name");
  LONTAR_ASSIGN_OR_RETURN(invitation.hub_id, ReadHubId(given.Text("hub")));
  LONTAR_ASSIGN_OR_RETURN(invitation.last_day, LastDay(given));
  LONTAR_ASSIGN_OR_RETURN(invitation.certificate, ReadText(tls, "tls.crt"));
  LONTAR_ASSIGN_OR_RETURN(invitation.private_key, ReadText(tls, "tls.key"));
  LONTAR_ASSIGN_OR_RETURN(invitation.authority, ReadText(tls, "ca.crt"));
  const std::string text = InvitationText(invitation);
  // What nobody could use is never handed out.
  LONTAR_RETURN_IF_ERROR(ReadInvitation(text).status());
  const std::string out = given.Text("out");
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(out, text, base::FileMode::kOwnerOnly));
  const std::string last_day = observation::DateText(invitation.last_day);
  if (!call.is_json) {
    call.terminal->Answer(absl::StrCat("invitation  ", out, " for ", invitation.member, ", until ",
                                       last_day, "\nhub id      ", invitation.hub_id.hex()));
    call.terminal->Hint(
        "the file holds a private key: hand it over by a way that you trust, and let them read the "
        "hub id back to you by another one");
    return absl::OkStatus();
  }
  JsonObject answer;
  answer.Put("schema", "lontar.invite.v1");
  answer.Put("file", out);
  answer.Put("member", invitation.member);
  answer.Put("hub_id", invitation.hub_id.hex());
  answer.Put("last_day", last_day);
  call.terminal->Answer(answer.Written());
  return absl::OkStatus();
}

}  // namespace lontar::cli
