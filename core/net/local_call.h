#pragma once
// What the two clients of the local sockets share. Only their .cc files include it.

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/net/channel.h"
#include "core/net/export_question.h"
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

// Fills the wire's ExportRequest.
template <class Request>
Request ExportRequestOf(const ExportQuestion& question) {
  Request request;
  request.set_collection(question.collection);
  request.set_member(question.member);
  request.set_indicator(question.indicator);
  if (question.as_of) request.set_as_of(*question.as_of);
  request.set_format(question.format);
  request.set_structure(question.is_structure);
  request.set_labels(question.labels);
  request.set_keys(question.keys);
  request.set_time_format(question.time_format);
  request.set_agency(question.agency);
  request.set_separator(question.separator);
  request.set_decimal(question.decimal);
  request.set_view(question.view);
  return request;
}

// Gives the pieces of a file to `take` and returns what the last message says of it. `open` begins
// the call. Internal with NO_RESULT without such a message: the file is not whole.
template <class Piece, class Open>
absl::StatusOr<std::string> TakeFileOf(const Daemon& daemon, Open open, const TakeBytes& take) {
  grpc::ClientContext context;
  context.set_deadline(DeadlineIn(absl::Hours(base::kLocalStreamHoursMax)));
  const auto reader = open(&context);
  std::string summary;
  absl::Status taken;
  for (Piece piece; taken.ok() && reader->Read(&piece);) {
    if (!piece.content().empty()) taken = take(piece.content());
    if (!piece.json().empty()) summary = piece.json();
  }
  if (!taken.ok()) context.TryCancel();
  const absl::Status status = StatusOfCall(reader->Finish(), daemon);
  if (!taken.ok()) return taken;
  if (!status.ok()) return status;
  if (!summary.empty()) return summary;
  return base::Problem(absl::StatusCode::kInternal, "NO_RESULT",
                       "the file came without its end; nothing was written");
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
  request.set_on(question.on);
  if (question.what_if_threshold) request.set_what_if_threshold(*question.what_if_threshold);
  request.set_what_if_members_on(question.what_if_members_on);
  request.set_what_if_counts_as_specified(question.what_if_counts_as_specified);
  request.set_evaluation(question.evaluation);
  return request;
}

}  // namespace lontar::net
