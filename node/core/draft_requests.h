#pragma once
// What the office asks of a file that becomes a draft, and of a draft on the node. Values.

#include <optional>
#include <string>
#include <vector>

#include "core/chain/entry.h"
#include "core/observation/report.h"

namespace lontar::node {

// An office enters the figures of a provider that keeps no keys.
struct OnBehalfRequest {
  std::string office;         // "KH.NIS": signs; empty: nobody acts on the provider's behalf
  std::string letter_name;    // file of the letter; empty: it comes later
  std::string letter;         // its content
  std::string letter_number;  // "123/2026"
  std::string by;             // the person who enters; stays on this node
};

// Cells that are published although disclosure control would hold them back.
struct OverrideRequest {
  std::vector<std::string> places;  // "A14/number/2019/F.Y5T17._T"
  std::string reason;               // one line; travels with the report
};

struct ApprovalRequest {
  std::string draft;
  // The payload id (hex) of what the person has looked at; another one is refused. Empty: whatever
  // stands there.
  std::string seen = {};
  std::string by = {};                           // the person; stays on this node
  std::optional<chain::Envelope> envelope = {};  // with the signature of an approver
  bool is_dry_run = false;
};

struct ImportRequest {
  std::string file_name;  // for messages
  std::string content;
  std::string mapping_name;
  std::string mapping;
  std::string provider;  // empty: whom the mapping names for this member
  std::string round;     // may be empty
  bool is_dry_run = false;
  bool replaces =
      false;  // state blocks exactly as in the file: unchanged live cells are not brought along
  bool confirms_small_totals = false;  // totals under the minimum may be published
  // With `replaces`: why live figures that the file leaves out are gone. Without: none may be.
  std::optional<observation::WithdrawReason> withdraw_reason;
  OnBehalfRequest on_behalf;  // no office: the provider's own
  OverrideRequest overrides;  // no places: disclosure control has the last word
  std::string drafted_by;     // "ILO": who drafted it for the provider; empty: nobody else
  std::string corrects;       // the draft of another that this file takes the place of; or empty
  // Empty: of a correction the draft's; the only one for which the provider has keys; else that of
  // the newest catalogue that has what the file speaks of.
  std::string collection;
};

struct JustifyRequest {
  std::string draft;
  std::string finding;      // its id: "YEAR_JUMP"
  std::string at;           // "A1/number/2019/F.Y5T17" or the beginning of it; may be empty
  std::string sentence;     // becomes one line
  bool is_for_all = false;  // every such warning; else without `at` there must be one only
};

// A file that travels with the report.
struct AddRequest {
  std::string draft;
  std::string indicator;  // number or stable id; empty: the provider's letter
  std::string file_name;  // its ending says what it is
  std::string content;
  std::string letter_number;  // of a letter
};

struct WithdrawRequest {
  std::string provider;
  std::string collection;  // empty: that of the newest catalogue with the indicator
  std::string indicator;   // number or stable id
  std::string measure;     // empty: all
  std::string period;      // empty: all
  observation::WithdrawReason reason = observation::WithdrawReason::kError;
  std::string note;   // may be empty
  std::string round;  // may be empty
  bool is_dry_run = false;
  OnBehalfRequest on_behalf = {};  // no office: the provider's own; else of what that one entered
};

}  // namespace lontar::node
