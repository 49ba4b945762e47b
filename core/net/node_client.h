#pragma once
// The office's side of a node's local socket. Answers are the JSON of docs/reference/json.md,
// passed on as they came. Private keys of providers never pass it: a report goes out to be signed
// and comes back signed.
//
// Every call blocks until its answer, at most kLocalAnswerMinutesMax (SyncNow:
// kLocalStreamHoursMax), and returns the node's own errors with their reason ids. Where no node
// listens: Unavailable with the reason NODE_NOT_RUNNING. Any thread.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/net/question.h"

namespace lontar::net {

struct ImportFile {
  std::string file_name;     // for messages
  std::string content;       // at most kImportBytesMax
  std::string mapping_name;  // for messages
  std::string mapping;       // the mapping file's text
  std::string provider;      // "VN.MOLISA"
  std::string round;
  bool dry_run = false;  // look, but store nothing
  bool replace = false;  // state blocks as in the file, without bringing live cells along
  bool confirm_small_totals = false;  // totals under the minimum may be published
};

struct DraftExport {
  std::string envelope;      // entry.proto's Envelope without a signature
  std::string summary_json;  // what it says, for the eyes of who signs
};

class NodeClient {
 public:
  // Does not connect yet. InvalidArgument with the reason SOCKET_PATH_TOO_LONG (local_socket.h).
  static absl::StatusOr<std::unique_ptr<NodeClient>> Open(absl::string_view socket_path);
  ~NodeClient();

  absl::StatusOr<std::string> Import(const ImportFile& file);
  absl::StatusOr<std::string> Check(absl::string_view draft);
  absl::StatusOr<std::string> ListDrafts();
  absl::StatusOr<DraftExport> ExportDraft(absl::string_view draft);
  absl::StatusOr<std::string> AttachSignature(absl::string_view draft, absl::string_view envelope);
  // Seals the signed report into the node's chain; with `dry_run` only says whether it would.
  absl::StatusOr<std::string> Approve(absl::string_view draft, bool dry_run = false);
  absl::StatusOr<std::string> DropDraft(absl::string_view draft);
  // `envelope`: an act that the administrator signed.
  absl::StatusOr<std::string> SealAct(absl::string_view envelope, bool dry_run = false);

  // One conversation with the hub, now. Gives each message of progress to `progress`, whose first
  // error ends the call (the node finishes what it is at), and returns the last message: the
  // result. Internal with the reason NO_RESULT without one.
  using TakeProgress = std::function<absl::Status(absl::string_view json)>;
  absl::StatusOr<std::string> SyncNow(const TakeProgress& progress);

  absl::StatusOr<std::string> Status();
  absl::StatusOr<std::string> Query(const Question& question);
  // The receipt of the node's own entry of this number. NotFound with RECEIPT_ABSENT while it
  // waits.
  absl::StatusOr<std::string> Receipt(base::ChainNumber number);

  // The member's register of sources: `text` becomes its newest version.
  absl::StatusOr<std::string> AddSources(absl::string_view file_name, absl::string_view text,
                                         bool dry_run);
  // One source, or all of an empty id; of the newest version where none is named.
  absl::StatusOr<std::string> Sources(std::optional<uint64_t> version, absl::string_view id);
  // What a provider reported in a round; empty collection and round as in Question.
  absl::StatusOr<std::string> LastFigures(absl::string_view collection, absl::string_view round,
                                          absl::string_view provider);
  // How a round stands, without any figure; an empty provider: all.
  absl::StatusOr<std::string> Summary(absl::string_view collection, absl::string_view round,
                                      absl::string_view provider);

 private:
  struct Inside;
  explicit NodeClient(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace lontar::net
