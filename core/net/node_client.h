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
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/net/export_question.h"
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
  std::vector<std::string> publish;   // cells, against disclosure control
  std::string publish_reason;
  // An office enters the figures of a provider without keys.
  std::string on_behalf_by;
  std::string letter_name;  // empty: the letter comes later
  std::string letter;
  std::string letter_number;
  std::string by;               // the person; stays on the node
  std::string withdraw_reason;  // with `replace`: why figures are left out
  std::string drafted_by;       // "ILO": who drafted it for the provider; may be empty
  std::string corrects;         // the draft of another whose place it takes; may be empty
  std::string collection;       // empty: the provider's only one, or the newest that has it
};

struct Justification {
  std::string draft;
  std::string finding;
  std::string at;
  std::string sentence;
  bool all = false;
};

struct AddedFile {
  std::string draft;
  std::string indicator;  // empty: the provider's letter
  std::string file_name;
  std::string content;  // at most kPartBytesMax
  std::string letter_number;
};

struct Withdrawal {
  std::string provider;
  std::string collection;
  std::string indicator;
  std::string measure;
  std::string period;
  std::string reason;
  std::string note;
  std::string round;
  bool dry_run = false;
  // An office takes back what it has entered for a provider without keys, as in ImportFile.
  std::string on_behalf_by;
  std::string letter_name;
  std::string letter;
  std::string letter_number;
  std::string by;
};

struct DraftExport {
  std::string envelope;      // entry.proto's Envelope without a signature
  std::string summary_json;  // what it says, for the eyes of who signs
};

// A member's return for a round, and what the office answers where there is no figure.
struct ReturnFor {
  std::string collection;  // empty: the only one
  std::string round;
  struct Choice {
    std::string indicator;
    std::string answer;
    std::string reason;
  };
  std::vector<Choice> choices;
  std::string nil_reason;  // empty: no nil return
  uint32_t restore = 0;    // a printed version; 0: none
  std::string language;    // of the paper, ISO 639; empty: English
  bool dry_run = false;
};

struct PreparedReturn {
  std::string envelope;  // entry.proto's Envelope without a signature
  std::string json;
};

// By the focal point's key or on paper; by neither where the member does not ask for clearance.
struct ReturnClearance {
  std::string collection;
  std::string round;
  std::string envelope;  // with the focal point's signature; empty: not by key
  bool on_paper = false;
  std::string fingerprint;
  std::string file_name;  // of the scan
  std::string scan;
  std::string letter_number;
  std::string clerk;
  bool dry_run = false;
};

// Who leads for which indicator; empty: only asked.
struct LeadChange {
  std::string collection;                                // empty: the only one
  std::vector<std::pair<std::string, std::string>> set;  // indicator, provider
  std::vector<std::string> clear;                        // indicators
  bool dry_run = false;
};

struct DraftFigures {
  std::string report;              // the report's bytes
  std::vector<std::string> parts;  // those with figures, in its order
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
  // Seals the signed report into the node's chain; with `dry_run` only says whether it would. `by`:
  // the person who approves, which stays on the node.
  struct Approval {
    std::string draft;
    std::string payload_id = {};  // of what was looked at, as ReviewDraft answered it, in hex
    std::string by = {};
    std::string envelope = {};  // with an approver's signature; may be empty
    bool dry_run = false;
  };
  absl::StatusOr<std::string> Approve(const Approval& approval);
  absl::StatusOr<std::string> ListDeputies();
  struct Deputy {
    std::string key;
    std::string stands_in_for = {};
    std::string from = {};
    std::string to = {};
    bool dry_run = false;
  };
  absl::StatusOr<std::string> AddDeputy(const Deputy& deputy);
  // Only the key is looked at.
  absl::StatusOr<std::string> EndDeputy(const Deputy& deputy);
  absl::StatusOr<std::string> ReviewDraft(absl::string_view draft);
  // These take the draft's signature away.
  absl::StatusOr<std::string> JustifyDraft(const Justification& justification);
  absl::StatusOr<std::string> AddToDraft(const AddedFile& file);
  absl::StatusOr<std::string> Withdraw(const Withdrawal& withdrawal);
  absl::StatusOr<std::string> DropDraft(absl::string_view draft);
  struct Return {
    std::string draft;
    std::string reason;
    std::string by;  // may be empty
    bool dry_run = false;
  };
  absl::StatusOr<std::string> ReturnDraft(const Return& draft);
  // Ends what another has drafted for its provider.
  absl::StatusOr<std::string> DeclineDraft(const Return& draft);
  // An empty round is the one opened last, an empty collection the only one.
  absl::StatusOr<std::string> Completeness(absl::string_view collection, absl::string_view round);
  // What would be sent of it.
  absl::StatusOr<net::DraftFigures> DraftFigures(absl::string_view draft);
  // Of all drafts where it is empty.
  absl::StatusOr<std::string> DraftHistory(absl::string_view draft);
  // `against`: "current", or a draft.
  absl::StatusOr<std::string> DiffDraft(absl::string_view draft, absl::string_view against);
  // `envelope`: an act that the administrator signed.
  absl::StatusOr<std::string> SealAct(absl::string_view envelope, bool dry_run = false);
  // The member's source plan: changed and sealed, or only listed.
  absl::StatusOr<std::string> Leads(const LeadChange& change);

  // The member's return for a round: what it would say now, everything that is printed of it, and
  // its clearance, which seals it.
  absl::StatusOr<PreparedReturn> PrepareReturn(const ReturnFor& what);
  absl::StatusOr<std::string> PrintReturn(const ReturnFor& what);
  absl::StatusOr<std::string> ClearReturn(const ReturnClearance& clearance);

  // One conversation with the hub, now. Gives each message of progress to `progress`, whose first
  // error ends the call (the node finishes what it is at), and returns the last message: the
  // result. Internal with the reason NO_RESULT without one.
  using TakeProgress = std::function<absl::Status(absl::string_view json)>;
  absl::StatusOr<std::string> SyncNow(const TakeProgress& progress);

  absl::StatusOr<std::string> Status();
  absl::StatusOr<std::string> Query(const Question& question);
  // Gives the bytes of the file to `take`, piece by piece, and returns what it holds as JSON. A
  // file without its result is not whole: Internal with NO_RESULT.
  absl::StatusOr<std::string> Export(const ExportQuestion& question, const TakeBytes& take);
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

  // Tokens for the node's pages: whose, "reader" or "approver", until when (a day, or a number of
  // days). The secret is in the first answer only.
  absl::StatusOr<std::string> MakePageToken(absl::string_view name, absl::string_view role,
                                            absl::string_view expires);
  absl::StatusOr<std::string> ListPageTokens();
  absl::StatusOr<std::string> RevokePageToken(absl::string_view id);

 private:
  struct Inside;
  explicit NodeClient(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace lontar::net
