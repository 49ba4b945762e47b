#pragma once
// The pages of a node, for the people of its office, from its answers (docs/reference/json.md). The
// first line of each says what a reader came for. Pure, any thread.
//
// Source: reference pages. An answer that is not what its schema says makes an emptier page. Texts
// of files, of the hub and of people are escaped (threat T29); no page holds or wants a script.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/pages/page.h"

namespace lontar::pages {

// Drafts, and what was approved lately. `checks`: lontar.check.v1 of each draft in their order,
// empty where it could not be made.
struct InboxAnswers {
  std::string drafts;  // lontar.drafts.v1
  std::vector<std::string> checks;
  std::string entries;  // lontar.entries.v1
  std::string status;   // lontar.status.v1
};
std::string InboxPage(const PageContext& context, const InboxAnswers& answers);

// One draft with its findings, each where it is.
struct DraftAnswers {
  std::string draft;   // its id
  std::string drafts;  // lontar.drafts.v1
  std::string check;   // lontar.check.v1
  std::string status;
};
std::string DraftPage(const PageContext& context, const DraftAnswers& answers);

// What an approval would approve, and the two buttons.
struct ApprovalAnswers {
  std::string review;  // lontar.review.v1
  std::string check;   // lontar.check.v1
  std::string diff;    // lontar.diff.v1 against what stands
  std::string status;
  std::string refusal;       // why it cannot be approved now; empty: it can
  bool may_approve = false;  // the reader's token
  std::string approve_mark;  // of the two forms
  std::string return_mark;
  std::string said;   // what went wrong with a form that was sent
  std::string typed;  // the reason in it
};
std::string ApprovalPage(const PageContext& context, const ApprovalAnswers& answers);

// How far a round is, and the calendar of all rounds. Without `completeness` the calendar alone.
struct CompletenessAnswers {
  std::string completeness;  // lontar.completeness.v1
  std::string rounds;        // lontar.rounds.v1
  std::string status;
};
std::string CompletenessPage(const PageContext& context, const CompletenessAnswers& answers);

// What was sealed, and how far each is. `sealed`: the number of the entry that the reader has just
// sealed; empty without.
struct QueueAnswers {
  std::string entries;
  std::string status;
  std::string sealed;
};
std::string QueuePage(const PageContext& context, const QueueAnswers& answers);

// The questions between this office and ASEC, with forms where the reader may say something and
// the office does not want people's own keys (`approvers` of the status): then the commands stand
// in their place.
struct OfficeQuestionsAnswers {
  std::vector<std::string> questions;  // lontar.questions.v1, of each collection
  std::string entries;                 // lontar.entries.v1
  std::string status;                  // lontar.status.v1
  std::string sealed = {};             // the entry that the reader has just sealed; empty without
  bool may_say = false;                // the reader's token
  std::string answer_mark = {};        // of the forms
  std::string ask_mark = {};
  std::string said = {};  // what went wrong with a form that was sent
  // What was in it.
  struct Typed {
    std::string question = {};   // its id; empty: a new one
    std::string indicator = {};  // "COLLECTION/ID"
    std::string measure = {};
    std::string period = {};
    std::string text = {};
  };
  Typed typed = {};
};
std::string OfficeQuestionsPage(const PageContext& context, const OfficeQuestionsAnswers& answers);

// One receipt. `receipt`: lontar.receipt.v1.
std::string EntryReceiptPage(const PageContext& context, absl::string_view receipt,
                             absl::string_view status);

// Contact with the hub.
std::string SyncPage(const PageContext& context, absl::string_view status,
                     absl::string_view entries);

// The form that signs in; `said` is what went wrong before, empty at first.
std::string OfficeSignInPage(const PageContext& context, absl::string_view said);

// A page that could not be made, and that what was done is safe.
std::string TroublePage(const PageContext& context, absl::string_view reason,
                        absl::string_view sentence);

}  // namespace lontar::pages
