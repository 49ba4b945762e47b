#pragma once
// What is asked of a node about the member's return, and what it hands out. Values.

#include <optional>
#include <string>
#include <vector>

#include "core/chain/entry.h"
#include "core/fold/act.h"

namespace lontar::node {

// A member's return for a round: which one, and what the office answers where there is no figure.
struct ReturnRequest {
  std::string collection;  // empty: the only one
  std::string round;       // empty: the one opened last
  struct Choice {
    std::string indicator;  // code or stable id
    fold::ReturnAnswer answer = fold::ReturnAnswer::kLater;
    std::optional<fold::ReturnReason> reason;
  };
  std::vector<Choice> choices;
  // A nil return: this reason for everything that has neither figure nor narrative.
  std::optional<fold::ReturnReason> nil;
  // The answers that this printed version had, instead of what was chosen since.
  std::optional<int> restore;
  std::string language;     // of the paper's words, ISO 639; empty: English
  bool is_dry_run = false;  // choices are not kept
};

struct PreparedReturn {
  chain::Envelope act;  // unsigned: for the focal point
  std::string json;
};

struct ClearanceRequest {
  std::string collection;
  std::string round;
  // Signed by the focal point's key, or…
  std::optional<chain::Envelope> signed_act;
  // …on paper.
  struct Paper {
    std::string fingerprint;  // as typed from the paper
    std::string file_name;    // of the scan; its ending says what it is
    std::string scan;
    std::string letter_number;
    std::string clerk;  // kept on this node alone; may be empty
  };
  std::optional<Paper> paper;
  bool is_dry_run = false;
};

}  // namespace lontar::node
