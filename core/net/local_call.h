#pragma once
// What the two clients of the local sockets share. Only their .cc files include it.

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/limits.h"
#include "core/net/channel.h"
#include "core/net/question.h"

namespace lontar::net {

// Whom a client talks to, for its messages.
struct Daemon {
  std::string name;                // "node"
  std::string program;             // "lontar-node"
  std::string not_running_reason;  // "NODE_NOT_RUNNING"
  std::string socket;
};

// The status of a call. Unavailable without a reason of the daemon's own means that none answered:
// it becomes
//   Unavailable       the daemon's not_running_reason, naming the socket and the program to start;
//   PermissionDenied  SOCKET_NOT_PERMITTED, if the socket is there and is another user's.
absl::Status StatusOfCall(const grpc::Status& status, const Daemon& daemon);

// One request, one answer, within kLocalAnswerMinutesMax.
template <class Answer, class Stub, class Method, class Request>
absl::StatusOr<Answer> CallOnce(const Daemon& daemon, Stub* stub, Method method,
                                const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(DeadlineIn(absl::Minutes(base::kLocalAnswerMinutesMax)));
  Answer answer;
  const absl::Status status = StatusOfCall((stub->*method)(&context, request, &answer), daemon);
  if (!status.ok()) return status;
  return answer;
}

// Fills the wire's QueryRequest.
template <class Request>
Request RequestOf(const Question& question) {
  Request request;
  request.set_question(question.question);
  request.set_collection(question.collection);
  request.set_round(question.round);
  if (question.as_of) request.set_as_of(*question.as_of);
  request.set_member(question.member);
  request.set_indicator(question.indicator);
  request.set_history(question.history);
  request.set_reports_only(question.reports_only);
  if (question.what_if_threshold) request.set_what_if_threshold(*question.what_if_threshold);
  request.set_what_if_members_on(question.what_if_members_on);
  request.set_what_if_counts_as_specified(question.what_if_counts_as_specified);
  return request;
}

}  // namespace lontar::net
