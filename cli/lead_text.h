#pragma once
// The lines of `lontar lead`, and the call behind its three verbs.

#include <string>

#include "absl/status/status.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "core/net/node_client.h"

namespace lontar::cli {

// lontar.leads.v1 for people: who leads, what changes, which indicators nobody leads for though
// several report them.
std::string LeadText(const Answer& answer);

// Asks the node and prints its answer, the warnings on their own.
absl::Status AnswerLeads(const Call& call, const net::LeadChange& change);

}  // namespace lontar::cli
