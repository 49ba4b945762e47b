#pragma once
// The operator's side of the hub's local socket. Answers are the JSON of docs/reference/json.md,
// passed on as they came.
//
// Every call blocks until its answer, at most kLocalAnswerMinutesMax (Mirror:
// kLocalStreamHoursMax), and returns the hub's own errors with their reason ids. Where no hub
// listens: Unavailable with the reason HUB_NOT_RUNNING. Any thread.

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/net/export_question.h"
#include "core/net/question.h"

namespace lontar::net {

class HubClient {
 public:
  // Does not connect yet. InvalidArgument with the reason SOCKET_PATH_TOO_LONG (local_socket.h).
  static absl::StatusOr<std::unique_ptr<HubClient>> Open(absl::string_view socket_path);
  ~HubClient();

  // `envelope`: an act of the authority with its signatures, as entry.proto's Envelope.
  // With `dry_run` only says whether it would be accepted.
  absl::StatusOr<std::string> SubmitAct(absl::string_view envelope, bool dry_run = false);
  absl::StatusOr<std::string> Status();
  absl::StatusOr<std::string> Query(const Question& question);
  // Gives the bytes of the file to `take`, piece by piece, and returns what it holds as JSON. A
  // file without its result is not whole: Internal with NO_RESULT.
  absl::StatusOr<std::string> Export(const ExportQuestion& question, const TakeBytes& take);

  // `role`: "member", "asec", …; `member` may be empty; `expires`: a day or a number of days.
  absl::StatusOr<std::string> MakeToken(absl::string_view role, absl::string_view member,
                                        absl::string_view expires);
  absl::StatusOr<std::string> ListTokens();
  absl::StatusOr<std::string> RevokeToken(absl::string_view id);

  // Gives each file of the mirror, whole, to `take`: its relative path and content. Ends with
  // take's first error. The path is the hub's word: whoever writes files by it checks first that it
  // stays inside the folder. ResourceExhausted with the reason MIRROR_FILE_TOO_LARGE above
  // kLocalMessageBytesMax; DataLoss with MIRROR_CUT where a file has no end.
  using TakeFile = std::function<absl::Status(absl::string_view path, absl::string_view content)>;
  absl::Status Mirror(const TakeFile& take);

 private:
  struct Inside;
  explicit HubClient(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace lontar::net
