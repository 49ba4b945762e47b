#pragma once
// What a member's office needs to set up its node, in one file that ASEC hands over: which hub, by
// which certificate, until when. It holds the private key of the certificate and no passphrase
// beside it, so it goes by a way that both sides trust; whoever gets hold of it can knock at the
// hub's door and sign nothing.
//
// Source: user journeys, section 2, step 1. Pure.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "core/base/digest.h"

namespace lontar::cli {

struct Invitation {
  std::string member;  // "KH"
  base::HubId hub_id;  // both sides compare it by another way
  std::string hub_address;
  std::string hub_name;     // in the hub's certificate
  absl::CivilDay last_day;  // UTC
  std::string certificate;  // PEM, of the node
  std::string private_key;  // PEM
  std::string authority;    // PEM, whose certificates the hub bears
};

// JSON, schema lontar.invitation.v1.
std::string InvitationText(const Invitation& invitation);

// InvalidArgument with INVITATION_INVALID: no such file, one field is not there or cannot be read,
// or the certificate is another member's.
absl::StatusOr<Invitation> ReadInvitation(absl::string_view text);

// FailedPrecondition with INVITATION_NOT_OURS: `member` is not empty and another one;
// INVITATION_EXPIRED: its last day lies before today.
absl::Status CheckInvitation(const Invitation& invitation, absl::string_view member,
                             absl::CivilDay today);

}  // namespace lontar::cli
