// lontar token list: all tokens that were made. Never a token itself: hub and node have only its
// hash.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string TokensText(const Answer& answer) {
  std::string text;
  for (const Answer& token : answer.List("tokens")) {
    const std::string member = token.Text("member");
    absl::StrAppend(&text, text.empty() ? "" : "\n", PadRight(token.Text("id"), 12),
                    PadRight(member.empty() ? token.Text("role")
                                            : absl::StrCat(token.Text("role"), " ", member),
                             12),
                    PadRight(token.Text("state"), 9), "made ", token.Text("made"), ", ends ",
                    token.Text("expires"),
                    token.Text("name").empty() ? "" : absl::StrCat(", ", token.Text("name")));
  }
  return text.empty() ? "no token was made" : text;
}

absl::StatusOr<std::string> ListTokens(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  if (place == Place::kNode) {
    LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
    return node->ListPageTokens();
  }
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  return hub->ListTokens();
}

}  // namespace

absl::Status TokenList(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const std::string json, ListTokens(call));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : TokensText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
