#pragma once
// How a round stands for one member, as plain text for an e-mail: from lontar.docket.v1, its own
// items only, no figure, at most kMailColumns columns but for a longer word. Pure.

#include <string>
#include <vector>

#include "cli/answer.h"
#include "cli/json_text.h"

namespace lontar::cli {

// The members of the round, in their fixed order.
std::vector<std::string> MembersInDocket(const Answer& docket);

// The mail; empty for a member that the round does not have.
std::string MemberMail(const Answer& docket, const std::string& member);

// The same as an object of lontar.member-summaries.v1.
JsonObject MemberJson(const Answer& docket, const std::string& member);

}  // namespace lontar::cli
