// lontar return clear: the SLOM focal point's key or signed paper lets the return go to ASEC.

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/keys.h"
#include "cli/return_text.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"

namespace lontar::cli {
namespace {

absl::Status AddPaper(const Call& call, net::ReturnClearance* clearance) {
  if (!call.arguments.Has("fingerprint") || !call.arguments.Has("letter")) {
    return UsageProblem(
        "--paper wants --fingerprint, as it stands on the paper, and --letter, its "
        "number");
  }
  const std::string file = call.arguments.Text("paper");
  LONTAR_ASSIGN_OR_RETURN(clearance->scan, base::ReadWholeFile(file, base::kPartBytesMax));
  clearance->on_paper = true;
  clearance->file_name = file;
  clearance->fingerprint = call.arguments.Text("fingerprint");
  clearance->letter_number = call.arguments.Text("letter");
  clearance->clerk = call.arguments.Text("clerk");
  return absl::OkStatus();
}

// What is cleared is shown, then signed here: the private key stays in this process.
absl::Status SignHere(const Call& call, net::NodeClient* node, net::ReturnClearance* clearance) {
  net::ReturnFor what;
  what.collection = clearance->collection;
  what.round = clearance->round;
  LONTAR_ASSIGN_OR_RETURN(const net::PreparedReturn prepared, node->PrepareReturn(what));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(prepared.json));
  if (!call.is_json) call.terminal->Answer(ReturnText(answer));
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, chain::DecodeEnvelope(prepared.envelope));
  for (const std::string& file : call.arguments.All("key")) {
    LONTAR_ASSIGN_OR_RETURN(const auto key, OpenKey(call, file));
    chain::AddSignature(&envelope, *key);
  }
  clearance->envelope = chain::EncodeEnvelope(envelope);
  return absl::OkStatus();
}

}  // namespace

absl::Status ReturnClear(const Call& call) {
  if (call.arguments.Has("key") && call.arguments.Has("paper")) {
    return UsageProblem("a return is cleared by --key or by --paper, not by both");
  }
  net::ReturnClearance clearance;
  clearance.collection = call.arguments.Text("collection");
  clearance.round = call.arguments.Text("round");
  clearance.dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  if (call.arguments.Has("paper")) LONTAR_RETURN_IF_ERROR(AddPaper(call, &clearance));
  if (call.arguments.Has("key")) LONTAR_RETURN_IF_ERROR(SignHere(call, node.get(), &clearance));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->ClearReturn(clearance));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json
                        : clearance.dry_run
                            ? absl::StrCat("would be sent  return ", answer.Text("fingerprint"))
                            : absl::StrCat("cleared      return ", answer.Text("fingerprint"),
                                           ", by ", answer.Text("cleared"), "; entry ",
                                           answer.Text("number"), ", safe on this node, ",
                                           answer.Text("queued"), " to be sent"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
